package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/normalise"
	"backpay/aggregate/pay"
	"backpay/scraper"
	"backpay/scraper/source"
)

// textPay counts, for each recording whose postings state pay in fields, those
// whose text states pay too, and those of them where a range of the text is
// one of the field's.
var textPay = map[string][2]int{
	"adzuna/search-4.json":                    {1, 1},
	"ashby/ramp-full-112-other-date.json.gz":  {9, 5},
	"ashby/ramp-full-120-2026-08.json.gz":     {8, 2},
	"himalayas/api-20.json":                   {8, 5},
	"jobicy/api-5.json":                       {5, 3},
	"jsonld/paylocity-sendcutsend.html":       {1, 1},
	"jsonld/stackoverflow-job_remote.html.gz": {1, 1},
	"jsonld/ycombinator-waas-loombotic.html":  {1, 1},
	"lever/matchgroup-full-82.json.gz":        {17, 14},
	"remoteok/api-98-2026.json.gz":            {5, 2},
	"remotive/api-18-2026.json.gz":            {5, 1},
	"remotive/api-5.json":                     {3, 3},
}

// Reasons that several postings share.
const (
	zonesInOne = "text gives a range for each zone, field joins the zones into one"
	revised    = "text and field give different figures for the same zones: one was revised"
	byTheYear  = "field gives the text's hourly or monthly pay by the year"
)

// textDiffers are the postings whose text, rightly read, states other pay than
// the field: what the text says, and why. Each was read by eye.
var textDiffers = map[string]struct{ text, why string }{
	"ashby/ramp-full-112-other-date.json.gz 09a9381c-677b-40a5-9ff1-027bd4302c13":                                    {"163000-262000 USD year; 147000-236000 USD year", zonesInOne},
	"ashby/ramp-full-112-other-date.json.gz 8086c65e-b4cc-4bdd-8f1f-5bdf03130ff4":                                    {"128000-176000 USD year; 115000-158300 USD year", revised},
	"ashby/ramp-full-112-other-date.json.gz f330ccd7-59f5-4032-82b0-4448482769e4":                                    {"198000-271000 USD year; 178000-244000 USD year", zonesInOne},
	"ashby/ramp-full-112-other-date.json.gz f7c4de3c-1d64-42e9-8111-f38e265327d8":                                    {"197000-271000 USD year; 177400-243850 USD year", revised},
	"ashby/ramp-full-120-2026-08.json.gz d84bbf19-572a-499c-9c87-0c154ce85caf":                                       {"175000-240000 USD year; 154200-215000 USD year", revised},
	"ashby/ramp-full-120-2026-08.json.gz 09a9381c-677b-40a5-9ff1-027bd4302c13":                                       {"163000-262000 USD year; 147000-236000 USD year", zonesInOne},
	"ashby/ramp-full-120-2026-08.json.gz 8086c65e-b4cc-4bdd-8f1f-5bdf03130ff4":                                       {"128000-176000 USD year; 115000-158300 USD year", revised},
	"ashby/ramp-full-120-2026-08.json.gz 29b679a8-9990-48c1-b91e-001c566ced27":                                       {"197000-270000 USD year; 177000-243000 USD year", revised},
	"ashby/ramp-full-120-2026-08.json.gz f330ccd7-59f5-4032-82b0-4448482769e4":                                       {"198000-271000 USD year; 178000-244000 USD year", zonesInOne},
	"ashby/ramp-full-120-2026-08.json.gz 220e674a-fc70-439f-bacf-687553ca59c9":                                       {"128000-176000 USD year; 115000-159000 USD year", revised},
	"himalayas/api-20.json https://himalayas.app/companies/mood-health/jobs/mental-health-therapist":                 {"64-64 USD hour", byTheYear},
	"himalayas/api-20.json https://himalayas.app/companies/asper-brothers/jobs/flutter-developer":                    {"22000-25000 PLN month; 4600-5500 EUR month", "text gives a month's pay in zloty and in euros, field the euros by the year"},
	"himalayas/api-20.json https://himalayas.app/companies/very-llc/jobs/senior-software-engineer-python-contractor": {"40-60 USD hour", byTheYear},
	"jobicy/api-5.json 150168": {"27.02-48.55 USD hour", byTheYear},
	"jobicy/api-5.json 150167": {"27.02-48.55 USD hour", byTheYear},
	"lever/matchgroup-full-82.json.gz fd38ac08-e085-4b7b-98bd-1f6a38484fb6": {"140000-160000 USD year", "text gives New York's range, field gives Dallas's"},
	"lever/matchgroup-full-82.json.gz 66815647-0c52-4780-9772-3ff00d5e06cb": {"200000-250000 USD year", "text gives the Bay Area's range, field gives Los Angeles's"},
	"lever/matchgroup-full-82.json.gz 44f43bbf-9483-4a65-a738-5596f6770880": {"220000-250000 USD year", "text gives the Bay Area's range, field gives Los Angeles's"},
	"remoteok/api-98-2026.json.gz 1130779":                                  {"350700-474400 PLN year", "text says zloty, the service's field makes dollars of the same figures"},
	"remoteok/api-98-2026.json.gz 1130760":                                  {"2500-3500 EUR month", "text says euros a month, field has rounded dollars a year"},
	"remoteok/api-98-2026.json.gz 1130733":                                  {"25-27 USD hour", "text says an hour, the service's field calls the same figures a year's"},
	"remotive/api-18-2026.json.gz 2069746":                                  {"160000-200000 CAD year", "text gives a lower end for either dollar; field starts at 170000 USD"},
	"remotive/api-18-2026.json.gz 1680495":                                  {"15-25 USD hour", byTheYear},
	"remotive/api-18-2026.json.gz 2090878":                                  {"5000-6000 USD month", byTheYear},
	"remotive/api-18-2026.json.gz 1185979":                                  {"50-50 USD hour", "text works out one hourly figure from a price per word, field gives a range"},
}

// TestTextAgainstFields holds the reading of prose against the fields of whole
// boards: a posting may differ only as the tables above say, and no amount is
// read that the text doesn't write.
func TestTextAgainstFields(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "sources", "*", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	counts, met := map[string][2]int{}, map[string]bool{}
	total, agree := 0, 0
	for _, path := range files {
		file := filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path)
		for _, said := range saidIn(t, path) {
			fields, text := bothPays(said)
			for _, r := range text {
				if !written(r.Quote, r.Min) || !written(r.Quote, r.Max) {
					t.Errorf("%s %s: %q read as %s", file, said.ID, r.Quote, ranges(text))
				}
			}
			if len(fields) == 0 || len(text) == 0 {
				continue
			}
			n := counts[file]
			n[0]++
			total++
			key := file + " " + said.ID
			if slices.ContainsFunc(text, func(r pay.Range) bool { return slices.Contains(fields, ranges([]pay.Range{r})) }) {
				n[1]++
				agree++
			} else {
				met[key] = true
				if d, ok := textDiffers[key]; !ok || d.text != ranges(text) {
					t.Errorf("%s %q: the text is read as %s, the fields say %s; the table says %q", key, said.Title, ranges(text), strings.Join(fields, "; "), d.text)
				} else {
					t.Logf("%s: %s", key, d.why)
				}
			}
			counts[file] = n
		}
	}
	for file, n := range counts {
		if textPay[file] != n {
			t.Errorf("%s: %v postings with pay in the text and agreeing, want %v", file, n, textPay[file])
		}
	}
	for key := range textDiffers {
		if !met[key] {
			t.Errorf("%s does not differ any more", key)
		}
	}
	t.Logf("%d postings state pay in a field and in the text: %d agree, %d differ and are read as the text says", total, agree, len(met))
}

// saidIn reads the postings of a recording with the source that knows it.
func saidIn(t *testing.T, path string) (all []scraper.Posting) {
	t.Helper()
	u := unpacker{bad: func(name string, err error) { t.Errorf("%s: %v", name, err) }}
	u.give = func(p payload) error {
		body, err := p.Whole()
		if err != nil {
			return err
		}
		page := &scraper.Page{Status: http.StatusOK, Body: body}
		for _, s := range source.All() {
			if s.Recognise(page) {
				res, err := s.Read(page)
				if err != nil {
					t.Logf("%s: %v", path, err)
				}
				all = append(all, res.Postings...)
			}
		}
		return nil
	}
	if err := u.file(path); err != nil {
		t.Logf("%s: %v", path, err)
	}
	return all
}

// bothPays are the pay of a posting's fields, and that of its text alone.
func bothPays(said scraper.Posting) (fields []string, text []pay.Range) {
	for _, f := range normalise.Posting(aggregate.Said{Posting: said}).Pay {
		if f.Origin == scraper.Structured || f.Origin == scraper.Field {
			fields = append(fields, ranges([]pay.Range{{Min: f.Min, Max: f.Max, Currency: f.Currency, Period: f.Period}}))
		}
	}
	said.Pay = nil
	for _, f := range normalise.Posting(aggregate.Said{Posting: said}).Pay {
		text = append(text, pay.Range{Min: f.Min, Max: f.Max, Currency: f.Currency, Period: f.Period, Quote: f.Quote})
	}
	return fields, text
}

// ranges writes pay for a table: "120000-150000 USD year".
func ranges(all []pay.Range) string {
	var out []string
	for _, r := range all {
		out = append(out, fmt.Sprintf("%v-%v %s %s", r.Min, r.Max, r.Currency, r.Period))
	}
	return strings.Join(out, "; ")
}

// written says that a quote has the digits of an amount, or of its thousands.
func written(quote string, amount float64) bool {
	if amount == 0 {
		return true
	}
	plain := strings.NewReplacer(",", "", "'", "", "’", "", " ", "", "\u00a0", "", "\u202f", "").Replace(quote)
	for _, form := range []float64{amount, amount / 1000, amount / 10_000, amount / 100_000, amount / 1e6} {
		digits := strconv.FormatFloat(form, 'f', -1, 64)
		if strings.Contains(plain, digits) || strings.Contains(strings.ReplaceAll(plain, ".", ""), digits) {
			return true
		}
	}
	return false
}
