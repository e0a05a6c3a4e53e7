package salarycom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/sourcetest"
	"backpay/scraper/testenv"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

func TestPrivate(t *testing.T) {
	sourcetest.Private(t, "Petra Beispiel", "petra.beispiel@mail.example")
}

// TestTerms: nothing is fetched before the user says to have read the terms.
func TestTerms(t *testing.T) {
	reqs, err := Source{}.Start(&Settings{Terms: scraper.Terms{Pages: []string{"https://www.salary.com/research/salary/listing/x-salary"}}})
	if err == nil || !strings.Contains(err.Error(), "terms_read") || len(reqs) > 0 {
		t.Errorf("%v, %v", reqs, err)
	}
}

// TestRecordings reads the recorded block of a page and the table that its
// maker gathered: 305 rows of five figures each. One row is of the block's
// place, and agrees with its base pay.
func TestRecordings(t *testing.T) {
	dir := testenv.Corpus(t)
	for file, want := range map[string]int{
		"senior-accountant-charlotte-2020-09.ldjson.html":   10,
		"senior-accountant-percentiles-by-city-2020-09.csv": 305 * 5,
	} {
		body, err := os.ReadFile(filepath.Join(dir, "salary", "salarycom", file))
		if err != nil {
			t.Fatal(err)
		}
		page := &scraper.Page{Status: 200, Body: body}
		if !(Source{}).Recognise(page) {
			t.Errorf("%s: is not recognised", file)
		}
		res, err := Source{}.Read(page)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := sourcetest.Check(res); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		t.Logf("%s: %d claims, the manifest's %d", file, len(res.Claims), want)
		if len(res.Claims) != want || len(res.Problems) > 0 {
			t.Errorf("%s: %d claims, want %d; %v", file, len(res.Claims), want, res.Problems)
		}
		said := map[string]float64{}
		for _, c := range res.Claims {
			if c.Title == "Senior Accountant" && c.Place == "Charlotte, NC" && c.Currency == "USD" && c.Period == "year" {
				said[c.PayKind+" "+c.Statistic] = c.Amount
			}
		}
		if said["base median"] != 78790 || said["base p90"] != 95029 {
			t.Errorf("%s: Charlotte is %v", file, said)
		}
		if strings.HasSuffix(file, ".html") && said["total median"] != 81190 {
			t.Errorf("%s: Charlotte is %v", file, said)
		}
	}
}
