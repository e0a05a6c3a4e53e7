package lines

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
)

// goldRow is a labelled row: pay and skills have "label", titles "family" and
// "seniority". "also" is neither right nor wrong, "alt" other accepted ends.
//
// Places have "countries", "cities" and "remote"; names of one town are set
// apart by a |.
type goldRow struct {
	ID           json.RawMessage `json:"id"`
	Kind         string          `json:"kind"`
	Text         string          `json:"text"`
	Title        string          `json:"title"`
	Country      string          `json:"country"`
	Label        json.RawMessage `json:"label"`
	Also         json.RawMessage `json:"also"`
	Family       string          `json:"family"`
	FamilyAlt    []string        `json:"family_alt"`
	Seniority    *string         `json:"seniority"`
	SeniorityAlt []*string       `json:"seniority_alt"`
	goldPlace
}

// goldPay is one labelled range.
type goldPay struct {
	Min      *float64      `json:"min"`
	Max      *float64      `json:"max"`
	Currency string        `json:"currency"`
	Period   string        `json:"period"`
	Stated   *bool         `json:"currency_stated"`
	Alt      [][2]*float64 `json:"alt"`
}

// tally counts hits, false claims and misses.
type tally struct{ tp, fp, fn int }

func (t tally) String() string {
	div := func(a, b int) string {
		if b == 0 {
			return "-" // nothing was claimed, or nothing was due
		}
		return fmt.Sprintf("%.3f", float64(a)/float64(b))
	}
	return fmt.Sprintf(
		"%s\t%s\t%s\t%d\t%d\t%d",
		div(t.tp, t.tp+t.fp),
		div(t.tp, t.tp+t.fn),
		div(2*t.tp, 2*t.tp+t.fp+t.fn),
		t.tp,
		t.fp,
		t.fn,
	)
}

// evaluation scores what normalize reads against a user's labelled rows, by
// what is asked and by the rows' kind.
type evaluation struct {
	rows   int
	null   int // pay rows without pay
	alarms int // of them, those where some was read
	by     map[string]*tally
	// vocabulary are the skills that the file's labels use: of others nobody
	// knows whether they are right.
	vocabulary map[string]bool
}

func (e *evaluation) add(name, kind string, t tally) {
	e.addTo(name, t)
	if kind != "" && t != (tally{}) {
		e.addTo(name+"  kind "+kind, t)
	}
}

func (e *evaluation) addTo(key string, t tally) {
	if e.by[key] == nil {
		e.by[key] = &tally{}
	}
	e.by[key].tp += t.tp
	e.by[key].fp += t.fp
	e.by[key].fn += t.fn
}

// Score scores the reading of a file of labelled rows, one JSON object a line. It reads
// the file twice: the first time for the vocabulary of its labels.
func Score(path string, w io.Writer) error {
	e := evaluation{by: map[string]*tally{}, vocabulary: map[string]bool{}}
	err := eachGold(path, func(g goldRow) error {
		for _, list := range []json.RawMessage{g.Label, g.Also} {
			var tags []string
			if json.Unmarshal(list, &tags) == nil {
				for _, tag := range tags {
					e.vocabulary[tag] = true
				}
			}
		}
		return nil
	})
	if err == nil {
		err = eachGold(path, e.row)
	}
	switch {
	case err != nil:
		return err
	case e.rows == 0:
		return fmt.Errorf("%s holds no rows", path)
	}
	return e.print(w)
}

// eachGold reads labelled rows. Its errors name the line.
func eachGold(path string, row func(goldRow) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	for n := 1; ; n++ {
		line, end := readLine(in, nil)
		if len(strings.TrimSpace(string(line))) > 0 {
			var g goldRow
			err := json.Unmarshal(line, &g)
			if err == nil {
				err = row(g)
			}
			if err != nil {
				return fmt.Errorf("%s:%d: %w", path, n, err)
			}
		}
		if errors.Is(end, io.EOF) {
			return nil
		}
		if end != nil {
			return fmt.Errorf("%s: %w", path, end)
		}
	}
}

func (e *evaluation) print(w io.Writer) error {
	fmt.Fprintf(w, "%d rows\n", e.rows)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "what\tprecision\trecall\tF1\tright\twrong\tmissed")
	for _, key := range slices.Sorted(maps.Keys(e.by)) {
		fmt.Fprintf(t, "%s\t%v\n", key, e.by[key])
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if e.null > 0 {
		fmt.Fprintf(w, "false alarms on %d of %d rows without pay\n", e.alarms, e.null)
	}
	return nil
}

func (e *evaluation) row(g goldRow) error {
	e.rows++
	if g.Countries != nil {
		e.place(g.goldPlace, g.Kind, Read(Row{Location: g.Text, Country: g.Country}, false))
		return nil
	}
	if g.Family != "" {
		e.title(g, Read(Row{Title: g.Text}, false))
		return nil
	}
	got := Read(Row{Title: g.Title, Text: g.Text, Country: g.Country}, false)
	var skills, also []string
	isList := json.Unmarshal(orNull(g.Label), &skills) == nil && skills != nil
	if isList && (len(skills) > 0 || len(e.vocabulary) > 0) {
		if len(g.Also) > 0 {
			if err := json.Unmarshal(g.Also, &also); err != nil {
				return fmt.Errorf("also: %w", err)
			}
		}
		e.skills(g.Kind, skills, also, got.SkillNames())
		return nil
	}
	var pay, alsoPay []goldPay
	if err := json.Unmarshal(orNull(g.Label), &pay); err != nil {
		return fmt.Errorf("label: %w; want a list of ranges, a list of skills or null", err)
	}
	if err := json.Unmarshal(orNull(g.Also), &alsoPay); err != nil {
		return fmt.Errorf("also: %w", err)
	}
	e.pay(g.Kind, pay, alsoPay, got.Pay)
	return nil
}

func orNull(m json.RawMessage) json.RawMessage {
	if len(m) == 0 {
		return json.RawMessage("null")
	}
	return m
}

func (e *evaluation) title(g goldRow, got Reading) {
	want := ""
	if g.Seniority != nil {
		want = *g.Seniority
	}
	alts := []string{want}
	for _, a := range g.SeniorityAlt {
		if a == nil {
			alts = append(alts, "")
		} else {
			alts = append(alts, *a)
		}
	}
	have := ""
	if got.Seniority != nil {
		have = *got.Seniority
	}
	e.add("title family", g.Kind, claim(got.Role, "other", g.Family, append(g.FamilyAlt, g.Family)))
	e.add("title seniority", g.Kind, claim(have, "", want, alts))
}

// claim scores one word; none is the word that claims nothing.
func claim(got, none, want string, accepted []string) (t tally) {
	ok := slices.Contains(accepted, got)
	switch {
	case ok && got != none:
		t.tp = 1
	case !ok:
		if got != none {
			t.fp = 1
		}
		if want != none {
			t.fn = 1
		}
	}
	return t
}

// skills scores tags of the labels' vocabulary.
func (e *evaluation) skills(kind string, want, also, got []string) {
	var t tally
	for _, s := range got {
		switch {
		case slices.Contains(want, s):
			t.tp++
		case !slices.Contains(also, s) && e.vocabulary[s]:
			t.fp++
		}
	}
	t.fn = len(want) - t.tp
	e.add("skills", kind, t)
}

func (e *evaluation) pay(kind string, want, also []goldPay, got []Pay) {
	if len(want) == 0 {
		e.null++
		if len(got) > 0 {
			e.alarms++
		}
	}
	e.payBy("pay, amounts only", "", want, also, got, false)
	e.payBy("pay, exact", kind, want, also, got, true)
}

// payBy scores a row's ranges, and each by its currency, period and form: a
// miss counts for what was due, a false claim for what was read.
func (e *evaluation) payBy(name, kind string, want, also []goldPay, got []Pay, exact bool) {
	var all tally
	count := func(t tally, min, max *float64, currency, period string) {
		all.tp, all.fp, all.fn = all.tp+t.tp, all.fp+t.fp, all.fn+t.fn
		if !exact {
			return
		}
		form := "lone figure"
		switch {
		case min == nil || max == nil:
			form = "one-sided"
		case *min != *max:
			form = "range"
		}
		for _, class := range []string{"currency " + currency, "period " + period, form} {
			e.addTo(name+"  "+class, t)
		}
		if len(want) > 1 {
			e.addTo(name+"  several in a row", t)
		}
	}
	used := map[int]bool{}
	for _, r := range got {
		hit := slices.IndexFunc(want, func(g goldPay) bool { return g.is(r, exact) })
		free := -1
		for i, g := range want {
			if free < 0 && !used[i] && g.is(r, exact) {
				free = i
			}
		}
		switch {
		case free >= 0:
			used[free] = true
			g := want[free]
			count(tally{tp: 1}, g.Min, g.Max, g.Currency, g.Period)
		case hit < 0 && !slices.ContainsFunc(also, func(g goldPay) bool { return g.is(r, exact) }):
			count(tally{fp: 1}, r.Min, r.Max, orNone(r.Currency), orNone(r.Period))
		}
	}
	for i, g := range want {
		if !used[i] {
			count(tally{fn: 1}, g.Min, g.Max, g.Currency, g.Period)
		}
	}
	e.addTo(name, all)
	if kind != "" && all != (tally{}) {
		e.addTo(name+"  kind "+kind, all)
	}
}

func orNone(s *string) string {
	if s == nil {
		return "none"
	}
	return *s
}

// is reports whether a range that was read is the one labelled.
func (g goldPay) is(r Pay, exact bool) bool {
	same := func(a, b *float64) bool {
		return a == nil && b == nil || a != nil && b != nil && math.Abs(*a-*b) <= 0.005
	}
	ok := same(g.Min, r.Min) && same(g.Max, r.Max)
	for _, alt := range g.Alt {
		ok = ok || same(alt[0], r.Min) && same(alt[1], r.Max)
	}
	if !ok || !exact {
		return ok
	}
	currency := r.Currency != nil && *r.Currency == g.Currency || r.Currency == nil && g.Stated != nil && !*g.Stated
	return currency && r.Period != nil && *r.Period == g.Period
}
