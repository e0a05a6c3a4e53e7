package pay_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/pay"
	"backpay/scraper/testenv"
)

// gold is one labelled row, in the form of the evaluation set.
type gold struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Country string `json:"country"`
	Title   string `json:"title"`
	Source  string `json:"source"`
	Text    string `json:"text"`
	Label   []want `json:"label"`
	Also    []want `json:"also"`
	field   bool
}

// want is one range of a label; nil is an end that is not stated.
type want struct {
	Min      *float64      `json:"min"`
	Max      *float64      `json:"max"`
	Currency *string       `json:"currency"`
	Period   string        `json:"period"`
	Stated   *bool         `json:"currency_stated"`
	Alt      [][2]*float64 `json:"alt"`
}

func readGold(t testing.TB, path string) []gold {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []gold
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var g gold
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatalf("%s:%d: %v", path, n, err)
		}
		out = append(out, g)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// score counts as the evaluation set's own scorer does: a repeat or an also is
// neither right nor wrong, anything else predicted is a false positive.
type score struct{ tp, fp, fn, nulls, alarms int }

func (s *score) add(o score) {
	s.tp += o.tp
	s.fp += o.fp
	s.fn += o.fn
	s.nulls += o.nulls
	s.alarms += o.alarms
}

func (s score) f1() float64 {
	if s.tp == 0 {
		return 0
	}
	return 2 * float64(s.tp) / float64(2*s.tp+s.fp+s.fn)
}

func sameEnd(got float64, w *float64) bool {
	if w == nil {
		return got == 0
	}
	return got != 0 && math.Abs(got-*w) <= 0.005
}

func (w want) matches(r pay.Range, amountOnly bool) bool {
	ok := sameEnd(r.Min, w.Min) && sameEnd(r.Max, w.Max)
	for _, a := range w.Alt {
		ok = ok || sameEnd(r.Min, a[0]) && sameEnd(r.Max, a[1])
	}
	if !ok || amountOnly {
		return ok
	}
	cur := ""
	if w.Currency != nil {
		cur = *w.Currency
	}
	if r.Currency != cur && !(r.Currency == "" && w.Stated != nil && !*w.Stated) {
		return false
	}
	return r.Period == w.Period
}

func scoreRow(g gold, got []pay.Range, amountOnly bool) score {
	used := make([]bool, len(g.Label))
	var s score
next:
	for _, r := range got {
		repeat := false
		for i, w := range g.Label {
			if w.matches(r, amountOnly) {
				if !used[i] {
					used[i] = true
					s.tp++
					continue next
				}
				repeat = true
			}
		}
		for _, w := range g.Also {
			repeat = repeat || w.matches(r, amountOnly)
		}
		if !repeat {
			s.fp++
		}
	}
	s.fn = len(g.Label) - s.tp
	if len(g.Label) == 0 {
		s.nulls = 1
		if len(got) > 0 {
			s.alarms = 1
		}
	}
	return s
}

// scoreAll scores rows whole and by kind. Misses are logged: they show with -v
// and when the test fails.
func scoreAll(t *testing.T, rows []gold) (exact, amount score, byKind map[string]score) {
	t.Helper()
	byKind = map[string]score{}
	for _, g := range rows {
		got := pay.Parse(g.Text, pay.Hint{Country: g.Country, Title: g.Title})
		s := scoreRow(g, got, false)
		exact.add(s)
		amount.add(scoreRow(g, got, true))
		k := byKind[g.Kind]
		k.add(s)
		byKind[g.Kind] = k
		if s.fp+s.fn > 0 {
			b, _ := json.Marshal(g.Label)
			t.Logf("%s %s [%s]: want %s got %s\n%.600s", g.ID, g.Kind, g.Country, b, show(got), g.Text)
		}
	}
	return exact, amount, byKind
}

func show(rs []pay.Range) string {
	b, _ := json.Marshal(rs)
	return string(b)
}

// corpusDir is the folder of the third-party corpus, which CI always sets.
func corpusDir(t testing.TB) string {
	return testenv.Corpus(t)
}

// group writes a whole number with its thousands set apart.
func group(n int, sep string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}
