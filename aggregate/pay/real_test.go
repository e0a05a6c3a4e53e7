package pay_test

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/pay"
	"backpay/scraper"
	"backpay/scraper/source"
)

// realRows are labelled windows of recorded postings; the file's head tells
// how they were made.
//
//go:embed testdata/real.tsv
var realRows string

// realRow is one labelled window. The text is not kept: it is cut from the
// posting again, by its length and hash.
type realRow struct {
	half, file, id, kind string
	length               int
	hash                 uint64
	label, also          []want
}

func readReal(t *testing.T) (rows []realRow) {
	t.Helper()
	for line := range strings.Lines(realRows) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		length, err1 := strconv.Atoi(f[4])
		hash, err2 := strconv.ParseUint(f[5], 16, 64)
		if err1 != nil || err2 != nil {
			t.Fatal(line)
		}
		r := realRow{half: f[0], file: f[1], id: f[2], kind: f[3], length: length, hash: hash}
		for _, s := range strings.Split(f[6], "; ") {
			s, also := strings.CutPrefix(s, "also ")
			switch {
			case s == "null":
			case also:
				r.also = append(r.also, readWant(t, s))
			default:
				r.label = append(r.label, readWant(t, s))
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// readWant reads "95000-120000 EUR year".
func readWant(t testing.TB, s string) (w want) {
	t.Helper()
	f := strings.Fields(s)
	lo, hi, _ := strings.Cut(f[0], "-")
	for _, end := range []struct {
		text string
		to   **float64
	}{{lo, &w.Min}, {hi, &w.Max}} {
		if end.text != "" {
			v, err := strconv.ParseFloat(end.text, 64)
			if err != nil {
				t.Fatal(s)
			}
			*end.to = &v
		}
	}
	currency, unnamed := strings.CutPrefix(f[1], "?")
	stated := !unnamed
	w.Currency, w.Stated, w.Period = &currency, &stated, strings.TrimPrefix(f[2], "-") // - for unknown
	return w
}

// window finds the text of a length and hash, wherever in s it stands. The
// hash is that of Rabin and Karp, which rolls along the text.
func window(s string, length int, hash uint64) (string, bool) {
	const prime = 1099511628211
	var h uint64
	out := uint64(1) // prime to the power of length
	for range length {
		out *= prime
	}
	for i := range len(s) {
		h = h*prime + uint64(s[i])
		if i >= length {
			h -= out * uint64(s[i-length])
		}
		if i >= length-1 && h == hash {
			return s[i-length+1 : i+1], true
		}
	}
	return "", false
}

// recorded are the postings of a recording by the source's own numbers.
func recorded(t *testing.T, dir, file string) map[string]scraper.Posting {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, "sources", file))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if body, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	name, _, _ := strings.Cut(file, "/")
	res, err := source.Named(name).Read(&scraper.Page{Status: 200, Body: body})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	all := map[string]scraper.Posting{}
	for _, p := range res.Postings {
		all[p.ID] = p
	}
	return all
}

// text cuts a row's window out of its posting.
func (r realRow) text(t *testing.T, p scraper.Posting) string {
	t.Helper()
	from := []string{p.Description}
	if r.kind == "field" {
		from = nil
		for _, f := range p.Pay {
			from = append(from, f.Text)
		}
	}
	for _, s := range from {
		if text, ok := window(s, r.length, r.hash); ok {
			return text
		}
	}
	t.Fatalf("%s %s: the labelled %s is not in the posting: its text is read otherwise now", r.file, r.id, r.kind)
	return ""
}

// classes are what is special in a row's label.
func (r realRow) classes() []string {
	if len(r.label) == 0 {
		return []string{"no pay"}
	}
	all := []string{r.kind}
	if len(r.label) > 1 {
		all = append(all, "several")
	}
	for _, w := range r.label {
		switch {
		case w.Min == nil || w.Max == nil:
			all = append(all, "one-sided")
		case *w.Min == *w.Max:
			all = append(all, "lone figure")
		}
		if !*w.Stated {
			all = append(all, "no currency")
		} else if *w.Currency != "USD" {
			all = append(all, "not USD")
		}
		if w.Period != "year" {
			all = append(all, "not by year")
		}
	}
	return all
}

// TestRealRows scores the reading of pay on windows of recorded postings that
// were labelled without the parser. The floors are just below what is reached.
// Misses of half A are logged; of half B nothing but counts.
func TestRealRows(t *testing.T) {
	dir := corpusDir(t)
	files := map[string]map[string]scraper.Posting{}
	total := map[string]score{}
	rows := readReal(t)
	for _, r := range rows {
		if files[r.file] == nil {
			files[r.file] = recorded(t, dir, r.file)
		}
		p, ok := files[r.file][r.id]
		if !ok {
			t.Fatalf("%s has no posting %s", r.file, r.id)
		}
		text := r.text(t, p)
		got := pay.Parse(text, pay.Hint{Country: p.Country, Title: p.Title, Field: r.kind == "field"})
		s := scoreRow(gold{Label: r.label, Also: r.also}, got, false)
		seen := map[string]bool{}
		for _, class := range append(r.classes(), "") {
			if key := r.half + " " + class; !seen[key] {
				seen[key] = true
				sum := total[key]
				sum.add(s)
				total[key] = sum
			}
		}
		if r.half == "A" && s.fp+s.fn > 0 {
			t.Logf("%s %s: want %s got %s\n%s", r.file, r.id, showWant(r.label), show(got), text)
		}
	}
	if len(rows) < 350 {
		t.Fatalf("%d rows, want at least 350", len(rows))
	}
	for _, half := range []string{"A", "B"} {
		for _, class := range []string{"field", "post", "snippet", "several", "one-sided", "lone figure", "no currency", "not USD", "not by year", "no pay"} {
			s := total[half+" "+class]
			t.Logf("%s %-11s F1 %.3f %+v", half, class, s.f1(), s)
		}
	}
	for half, floor := range map[string]struct {
		f1     float64
		alarms int
	}{"A": {.98, 0}, "B": {.993, 0}} {
		s := total[half+" "]
		t.Logf("half %s: exact F1 %.3f, %d false alarms on %d rows without pay %+v", half, s.f1(), s.alarms, s.nulls, s)
		if s.f1() < floor.f1 || s.alarms > floor.alarms {
			t.Errorf("half %s: want F1 %.3f and at most %d alarms", half, floor.f1, floor.alarms)
		}
	}
}

func showWant(ws []want) string {
	var all []string
	for _, w := range ws {
		end := func(f *float64) string {
			if f == nil {
				return ""
			}
			return strconv.FormatFloat(*f, 'f', -1, 64)
		}
		all = append(all, end(w.Min)+"-"+end(w.Max)+" "+*w.Currency+" "+w.Period)
	}
	return strings.Join(all, "; ")
}
