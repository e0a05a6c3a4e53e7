package role_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"backpay/aggregate/role"
	"backpay/scraper/testenv"
)

// row is one labelled title, in the form of the evaluation sets.
type row struct {
	ID           string    `json:"id"`
	Kind         string    `json:"kind"`
	Text         string    `json:"text"`
	Family       string    `json:"family"`
	Seniority    *string   `json:"seniority"`
	FamilyAlt    []string  `json:"family_alt"`
	SeniorityAlt []*string `json:"seniority_alt"`
}

func readRows(t testing.TB, path string) []row {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var r row
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatalf("%s: row %d: %v", path, len(rows)+1, err)
		}
		rows = append(rows, r)
	}
	if err := sc.Err(); err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, error %v", path, len(rows), err)
	}
	return rows
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// tally counts answers; "other" and "" claim nothing.
type tally struct{ tp, fp, fn int }

func (c *tally) add(got, want string, right bool, none string) {
	if right {
		if got != none {
			c.tp++
		}
		return
	}
	if got != none {
		c.fp++
	}
	if want != none {
		c.fn++
	}
}

func (c tally) f1() float64 { return 2 * float64(c.tp) / float64(2*c.tp+c.fp+c.fn) }

// score reads the titles of the rows and returns the F1 of family and
// seniority, as the scorer of the evaluation sets reckons them.
func score(t testing.TB, rows []row) (family, seniority float64) {
	t.Helper()
	var f, s tally
	for _, r := range rows {
		got := role.Read(r.Text, "")
		fok := got.Family == r.Family || slices.Contains(r.FamilyAlt, got.Family)
		want := deref(r.Seniority)
		sok := got.Seniority == want
		for _, a := range r.SeniorityAlt {
			sok = sok || got.Seniority == deref(a)
		}
		f.add(got.Family, r.Family, fok, "other")
		s.add(got.Seniority, want, sok, "")
		if !fok {
			t.Logf("%s: family %s (%s), want %s %v: %q", r.ID, got.Family, got.Rule, r.Family, r.FamilyAlt, r.Text)
		}
		if !sok {
			t.Logf("%s: seniority %q, want %q: %q", r.ID, got.Seniority, want, r.Text)
		}
	}
	t.Logf("family F1 %.3f %+v, seniority F1 %.3f %+v", f.f1(), f, s.f1(), s)
	return f.f1(), s.f1()
}

// corpus returns the folder of the shared corpus, which only some machines
// have: CI always sets the variable.
func corpus(t testing.TB) string {
	t.Helper()
	return testenv.Corpus(t)
}

func TestCorpus(t *testing.T) {
	rows := readRows(t, filepath.Join(corpus(t), "eval", "titles_dev.jsonl"))
	family, seniority := score(t, rows)
	if family < 0.92 || seniority < 0.96 {
		t.Errorf("family F1 %.3f, want 0.92 at least; seniority F1 %.3f, want 0.96 at least", family, seniority)
	}
}

func TestGold(t *testing.T) {
	rows := readRows(t, "testdata/gold.jsonl")
	if len(rows) < 300 {
		t.Errorf("%d rows, want 300 at least", len(rows))
	}
	family, seniority := score(t, rows)
	if family < 0.99 || seniority < 0.99 {
		t.Errorf("family F1 %.3f, seniority F1 %.3f, want 0.99 at least", family, seniority)
	}
}
