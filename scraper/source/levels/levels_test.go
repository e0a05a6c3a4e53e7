package levels

import (
	"path/filepath"
	"testing"

	"backpay/scraper"
	"backpay/scraper/sourcetest"
	"backpay/scraper/testenv"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

// TestPrivate: neither what a page says of its reader nor what a row says of a
// person beside pay.
func TestPrivate(t *testing.T) {
	sourcetest.Private(t, "Petra", "Beispiel", "mail.example", "Female", "University", "kettlephile", "198.51.100")
}

// TestRecordings: the rows of the recorded files, as the manifest counts them.
func TestRecordings(t *testing.T) {
	dir := testenv.Corpus(t)
	for _, want := range []struct {
		file        string
		total, base int
	}{
		// 1,333 rows state no base pay, and 595 one above their total.
		{"salaryData-2019-04.json.gz", 6785, 6785 - 1333 - 595},
		{"salary-search-api-2026-03.json", 50, 50},
		{"faangn-individual-offers-2024-05-14.xlsx", 299, 299},
	} {
		page := &scraper.Page{Status: 200, Body: sourcetest.Recording(t, filepath.Join(dir, "salary", "levels", want.file))}
		if !(Source{}).Recognise(page) {
			t.Errorf("%s: is not recognised", want.file)
		}
		res, err := Source{}.Read(page)
		if err != nil {
			t.Fatalf("%s: %v", want.file, err)
		}
		if err := sourcetest.Check(res); err != nil {
			t.Errorf("%s: %v", want.file, err)
		}
		n := map[string]int{}
		for o := range res.Observations {
			n[o.PayKind]++
		}
		t.Logf("%s: %d rows, the manifest's %d; %d with base pay", want.file, n["total"], want.total, n["base"])
		if n["total"] != want.total || n["base"] != want.base {
			t.Errorf("%s: %v; want %d and %d; %v", want.file, n, want.total, want.base, res.Problems)
		}
	}
}

func TestReduced(t *testing.T) {
	sourcetest.Reduced(t, Source{}, []string{"page"}, "Petra", "mail.example", "198.51.100")
}
