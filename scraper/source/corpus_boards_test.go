package source_test

import (
	"encoding/json"
	"encoding/xml"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// boards are real answers of services that host employers' boards: how many
// postings the corpus's manifest counts in each and how many with pay in
// fields of their own, then what is read of them. Where these differ, why
// says the reason. address is where the file was had, for those that an
// import has to be told it.
var boards = []struct {
	file                 string
	said, saidPaid       int
	postings, structured int
	texts                bool // postings have texts
	address, why         string
}{
	{"workable/huggingface-widget-3.json", 3, 0, 3, 0, false, "", ""},
	{"workable/widget-2.json", 2, 0, 2, 0, true, "", ""},
	{"recruitee/offers-3.json", 3, 3, 3, 1, true, "", "two salaries are all null; the third is 75.00 to 95.00 a year, kept as said"},
	{"personio/acme-anonymised.xml", 2, 0, 1, 0, false, "https://acme.jobs.personio.de/xml", "it lists one job twice"},
	{"teamtailor/teamtailor-jsonfeed-2.json", 2, 0, 2, 0, false, "", ""},
	{"smartrecruiters/westerndigital-list-10.json", 10, 0, 10, 0, false, "", ""},
	{"smartrecruiters/page0.json", 3, 0, 3, 0, false, "", ""},
	{"smartrecruiters/page1.json", 1, 0, 1, 0, false, "", ""},
	{"workday/search.json", 4, 0, 4, 0, false, "https://gdit.wd5.myworkdayjobs.com/wday/cxs/gdit/External_Career_Site/jobs", ""},
	{"workday/nvidia-search-10.json", 10, 0, 10, 0, false, "https://nvidia.wd5.myworkdayjobs.com/wday/cxs/nvidia/NVIDIAExternalCareerSite/jobs", ""},
	{"workday/job-detail.json", 1, 0, 1, 0, true, "", ""},
	// smartrecruiters/detail.json stands in TestTrimmedDetail.
}

func TestBoards(t *testing.T) {
	dir := corpus(t)
	for _, f := range boards {
		t.Run(f.file, func(t *testing.T) {
			name, _, _ := strings.Cut(f.file, "/")
			page := saved(t, filepath.Join(dir, f.file))
			page.URL = f.address
			for _, s := range source.All() {
				if own := s.About().Name == name; s.Recognise(page) != own {
					t.Errorf("recognised by %s: %v", s.About().Name, !own)
				}
			}
			res, err := source.Named(name).Read(page)
			if err != nil || len(res.Problems) > 0 {
				t.Fatal(err, res.Problems)
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			if res.Whole != "" || len(res.Requests) > 0 {
				t.Errorf("a saved answer is taken for all of %q, and asks for %d more", res.Whole, len(res.Requests))
			}
			paid := 0
			for _, p := range res.Postings {
				paid += min(1, structured(p))
				if p.URL == "" || p.Company == "" || p.Board == "" && name != "workable" {
					t.Errorf("%s: URL %q, company %q, board %q", p.ID, p.URL, p.Company, p.Board)
				}
				if dated := !p.PostedAt.IsZero(); dated != (f.file != "workday/search.json" && f.file != "workday/nvidia-search-10.json") {
					t.Errorf("%s: posted %v", p.ID, p.PostedAt)
				}
				if (p.Description != "") != f.texts {
					t.Errorf("%s: %d bytes of text", p.ID, len(p.Description))
				}
				if !f.texts && name != "personio" && !slices.Contains(p.Omits, "description") {
					t.Errorf("%s: omits %q", p.ID, p.Omits)
				}
			}
			if len(res.Postings) != f.postings || paid != f.structured {
				t.Errorf("%d postings, %d with pay; want %+v", len(res.Postings), paid, f)
			}
			if same := f.said == f.postings && f.saidPaid == f.structured; same != (f.why == "") {
				t.Errorf("the manifest says %d and %d: why is %q", f.said, f.saidPaid, f.why)
			}
			t.Logf("%s: postings said %d, read %d; with pay said %d, read %d. %s",
				f.file, f.said, f.postings, f.saidPaid, f.structured, f.why)
		})
	}
}

// TestTrimmedDetail: the manifest counts a posting in this file, from which
// all but the text was cut, its identity and title too. Nothing is made up
// for it: it is drift, and so is its answer to a request.
func TestTrimmedDetail(t *testing.T) {
	page := saved(t, filepath.Join(corpus(t), "smartrecruiters/detail.json"))
	for _, req := range []scraper.Request{{}, {URL: "https://api.smartrecruiters.com/v1/companies/Acme/postings/1", Page: "job"}} {
		page.Request = req
		if res, err := source.Named("smartrecruiters").Read(page); err == nil || len(res.Postings) > 0 {
			t.Errorf("%d postings, error %v", len(res.Postings), err)
		} else {
			t.Log(err)
		}
	}
}

// TestBoardFields compares each posting with the raw answer, read without any
// of the sources' code.
func TestBoardFields(t *testing.T) {
	dir := corpus(t)
	fields := map[string]struct{ id, title, company, place, country, date, workplace string }{
		"workable":        {"shortcode", "title", "^name", "", "locations.0.countryCode", "published_on", "telecommuting"},
		"recruitee":       {"id", "title", "company_name", "", "country_code", "published_at", "remote"},
		"teamtailor":      {"id", "title", "_jobposting.identifier.name", "", "", "date_published", ""},
		"smartrecruiters": {"id", "name", "company.name", "location.fullLocation", "location.country", "releasedDate", "location.remote"},
		"workday":         {"", "title", "^hiringOrganization.name", "location", "jobRequisitionLocation.country.alpha2Code", "startDate", ""},
	}
	for _, f := range boards {
		name, _, _ := strings.Cut(f.file, "/")
		if name == "personio" {
			continue // TestPersonioFields
		}
		page := saved(t, filepath.Join(dir, f.file))
		page.URL = f.address
		res, err := source.Named(name).Read(page)
		if err != nil {
			t.Fatal(err)
		}
		var answer any
		if err := json.Unmarshal(page.Body, &answer); err != nil {
			t.Fatal(err)
		}
		keys := fields[name]
		if strings.HasPrefix(f.file, "workday/") && len(res.Postings) > 1 { // lists
			keys.company, keys.country, keys.date, keys.place = "", "", "", "locationsText"
		}
		for _, p := range res.Postings {
			at := strings.NewReplacer("[", ".", "]", "").Replace(p.Path)
			raw := func(key string) string {
				if top, ok := strings.CutPrefix(key, "^"); ok {
					return plain(dig(answer, top))
				}
				return plain(dig(answer, at+"."+key))
			}
			check := func(what, key, got, want string) {
				if key != "" && got != want {
					t.Errorf("%s %s: %s is %q, the answer says %q", f.file, p.ID, what, got, want)
				}
			}
			check("id", keys.id, p.ID, raw(keys.id))
			check("title", keys.title, p.Title, raw(keys.title))
			check("company", keys.company, p.Company, raw(keys.company))
			if place := raw(keys.place); !strings.HasSuffix(place, " Locations") {
				check("place", keys.place, p.Place, place)
			}
			check("country", keys.country, p.Country, strings.ToUpper(raw(keys.country)))
			check("date", keys.date, p.PostedAt.Format(time.DateOnly), dayOf(raw(keys.date)))
			check("remote", keys.workplace, map[bool]string{true: "true", false: "false"}[p.Workplace == "remote"], raw(keys.workplace))
		}
	}
}

// dayOf is the day in UTC of the forms of dates in these answers.
func dayOf(s string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 MST", time.DateOnly} {
		if d, err := time.Parse(layout, s); err == nil {
			return d.UTC().Format(time.DateOnly)
		}
	}
	return "no date"
}

func TestPersonioFields(t *testing.T) {
	page := saved(t, filepath.Join(corpus(t), "personio/acme-anonymised.xml"))
	var raw struct {
		Positions []struct {
			ID      string   `xml:"id"`
			Name    string   `xml:"name"`
			Company string   `xml:"subcompany"`
			Office  string   `xml:"office"`
			More    []string `xml:"additionalOffices>office"`
			Created string   `xml:"createdAt"`
		} `xml:"position"`
	}
	if err := xml.Unmarshal(page.Body, &raw); err != nil {
		t.Fatal(err)
	}
	res, err := source.Named("personio").Read(page)
	if err != nil {
		t.Fatal(err)
	}
	p, want := res.Postings[0], raw.Positions[0]
	place := strings.Join(append([]string{want.Office}, want.More...), "; ")
	if p.ID != want.ID || p.Title != want.Name || p.Company != want.Company || p.Place != place || p.PostedAt.Format(time.DateOnly) != dayOf(want.Created) {
		t.Errorf("got %+v, the feed says %+v", p, want)
	}
}

// TestUnits: an offer that says thousands as units keeps its amounts.
func TestUnits(t *testing.T) {
	res, err := source.Named("recruitee").Read(saved(t, filepath.Join(corpus(t), "recruitee/offers-3.json")))
	if err != nil {
		t.Fatal(err)
	}
	want := scraper.Pay{Min: 75, Max: 95, Currency: "USD", Period: "year", Origin: scraper.Structured, Path: "salary"}
	if got := res.Postings[2].Pay; len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
