package skill_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"backpay/aggregate/skill"
	"backpay/scraper/testenv"
)

// row is one labelled text, in the form of the evaluation sets.
type row struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind"`
	Text  string   `json:"text"`
	Label []string `json:"label"`
	Also  []string `json:"also"`
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
	sc.Buffer(nil, 1<<20)
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

// implied tags are neither right nor wrong beside the tag that implies them,
// as in the scorer of the evaluation sets.
var implied = map[string][]string{
	"sql server":   {"sql"},
	"rails":        {"ruby"},
	"react native": {"react"},
	"github":       {"git"},
	"gitlab":       {"git"},
	"opensearch": {
		"elasticsearch",
	},
	"kibana":  {"elasticsearch"},
	"ssas":    {"sql server", "sql"},
	"ssis":    {"sql server", "sql"},
	"ssrs":    {"sql server", "sql"},
	"phoenix": {"elixir"},
	"flutter": {"dart"},
	"django":  {"python"},
	"fastapi": {"python"},
	"flask":   {"python"},
}

// score finds the skills of each row and returns the F1 of the tags that
// counts admits. It logs the misses.
func score(t testing.TB, rows []row, counts func(r row, tag string) bool) float64 {
	t.Helper()
	tp, fp, fn := 0, 0, 0
	wrong := map[string]int{}
	for _, r := range rows {
		var got []string
		for _, m := range skill.Find(r.Text) {
			if counts(r, m.Name) {
				got = append(got, m.Name)
			}
		}
		fine := slices.Clone(r.Also)
		for _, l := range r.Label {
			fine = append(fine, implied[l]...)
			if slices.Contains(got, l) {
				tp++
			} else {
				fn++
				wrong[r.Kind]++
				t.Logf("%s: missing %q in %q", r.ID, l, r.Text)
			}
		}
		for _, g := range got {
			if !slices.Contains(r.Label, g) && !slices.Contains(fine, g) {
				fp++
				wrong[r.Kind]++
				t.Logf("%s: wrong %q in %q", r.ID, g, r.Text)
			}
		}
	}
	f1 := 2 * float64(tp) / float64(2*tp+fp+fn)
	t.Logf("tags: F1 %.3f, right %d, wrong %d, missing %d; misses by kind %v", f1, tp, fp, fn, wrong)
	return f1
}

// corpus returns the folder of the shared corpus, which only some machines
// have: CI always sets the variable.
func corpus(t testing.TB) string {
	t.Helper()
	return testenv.Corpus(t)
}

func TestCorpus(t *testing.T) {
	dir := filepath.Join(corpus(t), "eval")
	data, err := os.ReadFile(filepath.Join(dir, "skills_vocab.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vocab []string
	if err := json.Unmarshal(data, &vocab); err != nil {
		t.Fatal(err)
	}
	for _, tag := range vocab {
		if name, ok := skill.Lookup(tag); !ok || name != tag {
			t.Errorf("tag %q of the vocabulary is %q, %v in the dictionary", tag, name, ok)
		}
	}
	if f1 := score(
		t,
		readRows(t, filepath.Join(dir, "skills_dev.jsonl")),
		func(_ row, tag string) bool { return slices.Contains(vocab, tag) },
	); f1 < 0.97 {
		t.Errorf("F1 %.3f, want 0.97 at least", f1)
	}
}

// TestGold scores our own rows. A row is labelled in full for technologies;
// those of the kinds soft and practice for soft skills or practices only.
func TestGold(t *testing.T) {
	category := map[string]string{}
	for _, s := range skill.All() {
		switch s.Category {
		case "soft":
			category[s.Name] = "soft"
		case "practice", "domain", "certification":
			category[s.Name] = "practice"
		}
	}
	rows := readRows(t, "testdata/gold.jsonl")
	if len(rows) < 200 {
		t.Errorf("%d rows, want 200 at least", len(rows))
	}
	f1 := score(t, rows, func(r row, tag string) bool {
		if r.Kind == "soft" || r.Kind == "practice" {
			return category[tag] == r.Kind
		}
		return category[tag] == ""
	})
	if f1 < 0.99 {
		t.Errorf("F1 %.3f, want 0.99 at least", f1)
	}
}
