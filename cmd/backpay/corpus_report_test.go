package main

import (
	"os"
	"path/filepath"
	"testing"
)

// All boards, pages and surveys of the corpus in one file, reported: by the
// usual rules, by which real boards as few as these leave most rows withheld,
// and by rules so lax that every chart has rows that are shown.
func TestRealReportProves(t *testing.T) {
	dir, work := corpus(t), t.TempDir()
	t.Chdir(work) // where the archive goes
	var folders []string
	for _, kind := range []string{"sources", "salary"} {
		all, err := filepath.Glob(filepath.Join(dir, kind, "*", "*"))
		if err != nil || len(all) < 20 {
			t.Fatalf("%d recordings in %s, error %v", len(all), kind, err)
		}
		folders = append(folders, all...)
	}
	db := filepath.Join(work, "b.db")
	// Among the recordings are pages that stand in the way, and files that
	// aren't pages of a source.
	t.Log(backpay(t, nil, exitPartial, append([]string{"--db", db, "import"}, folders...)...))
	backpay(t, nil, exitDone, "--db", db, "aggregate")
	for name, want := range map[string]struct {
		rules string
		least proof
	}{
		"usual": {"", proof{shown: 2, withheld: 10, observed: 1, claims: 100}},
		"lax": {
			"figures: {min_employers: 2, good_employers: 4, max_share: 0.9, rough_width: 0.9, min_cell: 2}\n",
			proof{shown: 8, observed: 1, claims: 100},
		},
	} {
		t.Run(name, func(t *testing.T) {
			config, out := filepath.Join(work, name+".yaml"), filepath.Join(work, name)
			if err := os.WriteFile(config, []byte(want.rules), 0o600); err != nil {
				t.Fatal(err)
			}
			backpay(t, nil, exitDone, "--config", config, "--db", db, "report", "--out", out)
			got, _ := prove(t, out, db)
			t.Logf("%+v", got)
			if l := want.least; got.shown < l.shown || got.withheld < l.withheld || got.observed < l.observed || got.claims < l.claims {
				t.Errorf("held against the database: %+v, want at least %+v", got, l)
			}
		})
	}
}
