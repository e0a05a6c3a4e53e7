package source_test

import (
	"path/filepath"
	"testing"

	"backpay/scraper/source"
	"backpay/scraper/testenv"
)

// TestSalaryRecognition: each recorded salary page is recognised by its own
// source and by no other, and what no source reads by none.
func TestSalaryRecognition(t *testing.T) {
	dir := testenv.Corpus(t)
	unread := map[string]bool{"top-pay-by-level-2018-2025.csv": true} // an annual ranking, without a statistic's name
	n := 0
	for _, name := range []string{"glassdoor", "glassdoor/pages", "salarycom", "levels"} {
		files, err := filepath.Glob(filepath.Join(dir, "salary", name, "*.*"))
		if err != nil || len(files) == 0 {
			t.Fatal(name, files, err)
		}
		for _, file := range files {
			page := saved(t, file)
			var by []string
			for _, s := range source.All() {
				if s.Recognise(page) {
					by = append(by, s.About().Name)
				}
			}
			want := filepath.Dir(name)
			if want == "." {
				want = name
			}
			if unread[filepath.Base(file)] {
				if len(by) > 0 {
					t.Errorf("%s: is recognised by %q", file, by)
				}
				continue
			}
			if n++; len(by) != 1 || by[0] != want {
				t.Errorf("%s: is recognised by %q", file, by)
			}
		}
	}
	if n != 14 {
		t.Errorf("%d recordings, the manifest's 14", n)
	}
}
