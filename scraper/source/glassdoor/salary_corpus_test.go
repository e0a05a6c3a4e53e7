package glassdoor

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"backpay/scraper"
	"backpay/scraper/sourcetest"
	"backpay/scraper/testenv"
)

// corpus returns the folder of the recorded pages, or ends the test where
// there is none. CI always sets BACKPAY_CORPUS.
func corpus(t *testing.T) string {
	dir := testenv.Corpus(t)
	return filepath.Join(dir, "salary", "glassdoor")
}

func recorded(t *testing.T, file string) *scraper.Page {
	t.Helper()
	return &scraper.Page{Status: 200, Body: sourcetest.Recording(t, file)}
}

// figure is the claim of a kind and a statistic about no one employer.
func figure(claims []scraper.Claim, kind, statistic string) scraper.Claim {
	for _, c := range claims {
		if c.PayKind == kind && c.Statistic == statistic && c.Company == "" {
			return c
		}
	}
	return scraper.Claim{}
}

// TestRecordedTitles: the figures that six recorded pages show, and no figure
// of another title or place.
func TestRecordedTitles(t *testing.T) {
	for _, want := range []struct {
		file, place, currency, period string
		base, total                   float64
		n, claims, employers          int
	}{
		{"dubai", "Dubai, United Arab Emirates", "AED", "month", 20000, 21667, 131, 15, 5},
		{"london", "London, UK", "GBP", "year", 54986, 61096, 5508, 15, 5},
		{"melbourne", "Melbourne", "AUD", "year", 115000, 125000, 549, 15, 5},
		{"mumbai", "Mumbai", "INR", "year", 1000000, 1135000, 1622, 15, 5},
		{"new-york", "New York, NY", "USD", "year", 126746, 166940, 6348, 15, 4}, // the fifth row is of "Data Scientist I"
		{"san-francisco", "San Francisco, CA, United States", "USD", "year", 149760, 220181, 8106, 15, 5},
	} {
		t.Run(want.file, func(t *testing.T) {
			page := recorded(t, filepath.Join(corpus(t), "pages", "data-scientist-"+want.file+"-2026-04.html.gz"))
			if !ownSalary(page) {
				t.Error("is not recognised")
			}
			res, err := readSalary(page)
			if err != nil {
				t.Fatal(err)
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			own, employers := 0, map[string]bool{}
			for _, c := range res.Claims {
				if c.Title != "Data Scientist" || c.Place != want.place || c.Currency != want.currency || c.Period != want.period {
					t.Errorf("%s: %+v", c.Path, c)
				}
				if c.Company == "" {
					own++
				} else {
					employers[c.Company] = true
				}
			}
			base, total := figure(res.Claims, "base", "median"), figure(res.Claims, "total", "median")
			if base.Amount != want.base || total.Amount != want.total || base.SampleN != want.n || total.SampleN != want.n {
				t.Errorf("base %v, total %v, n %d; want %v, %v, %d", base.Amount, total.Amount, base.SampleN, want.base, want.total, want.n)
			}
			if own != want.claims || len(employers) != want.employers {
				t.Errorf("%d claims of the title, %d employers; want %d and %d", own, len(employers), want.claims, want.employers)
			}
			t.Logf("%s: %d claims, base %v, total %v %s a %s, as of %s", want.file, len(res.Claims), base.Amount, total.Amount, base.Currency, base.Period, base.AsOf)
			private(t, res, "198.51.100.123", "100000000", "@")
			reduced(t, page, res)
		})
	}
}

// TestRecordedEmployer: the three forms of one employer's page over the years.
func TestRecordedEmployer(t *testing.T) {
	for _, want := range []struct {
		file, title     string
		titles, claims  int
		kind, statistic string
		amount          float64
		currency, place string
	}{
		{"ebay-salaries-2023-05-29.salariesByEmployer.json", "Software Engineer", 60, 540, "total", "p90", 309325, "USD", "United States"},
		{"ebay-salaries-2024-08.aggregatedSalaryEstimates.json", "Software Engineer 3", 60, 1395, "base", "p10", 141353, "USD", "United States"},
		{"ebay-salaries-2026-05.rendered-ranges.json", "Software Engineer 3", 30, 60, "total", "max", 245000, "", ""},
	} {
		page := recorded(t, filepath.Join(corpus(t), want.file))
		page.Request.Company = "eBay"
		if !ownSalary(page) {
			t.Errorf("%s: is not recognised", want.file)
		}
		res, err := readSalary(page)
		if err != nil {
			t.Fatalf("%s: %v", want.file, err)
		}
		if err := sourcetest.Check(res); err != nil {
			t.Errorf("%s: %v", want.file, err)
		}
		titles, found := map[string]bool{}, false
		for _, c := range res.Claims {
			titles[c.Title] = true
			if c.Company != "eBay" || c.Currency != want.currency || c.Place != want.place {
				t.Fatalf("%s: %+v", want.file, c)
			}
			found = found || c.Title == want.title && c.PayKind == want.kind && c.Statistic == want.statistic && c.Amount == want.amount
		}
		if !found {
			t.Errorf("%s: no %s %s of %v for %s", want.file, want.kind, want.statistic, want.amount, want.title)
		}
		if len(titles) != want.titles || len(res.Claims) != want.claims {
			t.Errorf("%s: %d titles, %d claims; want %d and %d", want.file, len(titles), len(res.Claims), want.titles, want.claims)
		}
	}
}

// reduced checks that what is kept of a page reads the same and holds nothing of
// its reader.
func reduced(t *testing.T, page *scraper.Page, whole scraper.Result) {
	t.Helper()
	body, err := Source{}.Reduce(page)
	if err != nil {
		t.Fatal(err)
	}
	less, err := Source{}.Read(&scraper.Page{Status: 200, Body: body})
	if err != nil || !slices.Equal(less.Claims, whole.Claims) {
		t.Errorf("the reduced page reads otherwise: %d claims of %d, %v", len(less.Claims), len(whole.Claims), err)
	}
	for _, w := range []string{"198.51.100.123", "@", "gdId", "email", "userId"} {
		if bytes.Contains(body, []byte(w)) {
			t.Errorf("the reduced page holds %q", w)
		}
	}
	t.Logf("%d bytes of %d are kept", len(body), len(page.Body))
}

// private checks that nothing of a page's reader came into a record.
func private(t *testing.T, res scraper.Result, words ...string) {
	t.Helper()
	said, err := json.Marshal(struct {
		Claims   []scraper.Claim
		Postings []scraper.Posting
	}{res.Claims, res.Postings})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		said = append(said, p.Error()...)
	}
	for _, w := range words {
		if bytes.Contains(said, []byte(w)) {
			t.Errorf("the records hold %q", w)
		}
	}
}
