package source_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
	"backpay/scraper/testenv"
)

// recordings are real answers of the services: how many postings each holds
// and how many of them state pay in fields of their own, as the corpus's
// manifest counts them.
var recordings = []struct {
	file           string
	postings, paid int
}{
	{"greenhouse/stripe-full-2026-08.json.gz", 547, 0},
	{"greenhouse/anthropic-4.json", 4, 0},
	{"greenhouse/phonepe-5.json", 5, 0},
	{"greenhouse/amplitude-2.json", 2, 0},
	{"greenhouse/honeycomb-2.json", 2, 0},
	{"greenhouse/anthropic-single-job.json", 1, 0},
	{"greenhouse/stripe-nocontent-12.json", 12, 0},
	{"lever/matchgroup-full-82.json.gz", 82, 48},
	{"lever/palantir-10.json.gz", 10, 0},
	{"lever/palantir-2-other-date.json", 2, 0},
	{"lever/spotify-4.json", 4, 0},
	{"lever/jumpcloud-2.json", 2, 0},
	{"lever/leverdemo-6.json", 6, 2},
	{"ashby/ramp-full-120-2026-08.json.gz", 120, 114},
	{"ashby/ramp-full-112-other-date.json.gz", 112, 105},
	{"ashby/etched-10.json", 10, 0},
	{"ashby/openevidence-2.json", 2, 0},
	{"ashby/notion-3.json", 3, 0},
	{"ashby/truelogic-3.json", 3, 0},
	{"jsonld/remoteok-job-2020.html", 1, 1},
	{"jsonld/remoteok-job-2020-b-viewsource.html", 1, 1},
	{"jsonld/stackoverflow-job.html", 1, 0},
	{"jsonld/stackoverflow-job_remote.html.gz", 1, 1},
	{"jsonld/wwr-job.html", 1, 0},
	{"jsonld/wwr-job_json_decode_error.html", 1, 0},
	{"jsonld/linkedin-job-2020.html", 1, 0},
	{"jsonld/linkedin-job-apply-external-2020.html", 1, 0},
	{"jsonld/paylocity-sendcutsend.html", 1, 1},
	{"jsonld/ycombinator-waas-diode-senior.html", 1, 1},
	{"jsonld/ycombinator-waas-loombotic.html", 1, 1},
	{"jsonld/meta-software-engineer-trimmed.html", 1, 0},
	{"jsonld/topjobs-lk.html", 1, 0},
}

// corpus returns the folder of the recordings, or ends the test where there
// is none. CI always sets BACKPAY_CORPUS.
func corpus(t *testing.T) string {
	dir := testenv.Corpus(t)
	return filepath.Join(dir, "sources")
}

// saved reads a recording as an import does.
func saved(t *testing.T, file string) *scraper.Page {
	t.Helper()
	return &scraper.Page{Status: 200, Body: sourcetest.Recording(t, file)}
}

func structured(p scraper.Posting) (n int) {
	for _, pay := range p.Pay {
		if pay.Origin == scraper.Structured {
			n++
		}
	}
	return n
}

func TestRecordings(t *testing.T) {
	dir := corpus(t)
	for _, r := range recordings {
		t.Run(r.file, func(t *testing.T) {
			name, _, _ := strings.Cut(r.file, "/")
			res, err := source.Named(name).Read(saved(t, filepath.Join(dir, r.file)))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range res.Problems {
				if !strings.HasPrefix(p.Error(), "meta.total: ") { // recordings that were trimmed
					t.Errorf("problem: %v", p)
				}
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			paid := 0
			for _, p := range res.Postings {
				if structured(p) > 0 {
					paid++
				}
				if p.Company == "" || p.URL == "" && name != "jsonld" {
					t.Errorf("%s: company %q, URL %q", p.ID, p.Company, p.URL)
				}
			}
			if len(res.Postings) != r.postings || paid != r.paid {
				t.Errorf("%d postings, %d with pay; want %d and %d", len(res.Postings), paid, r.postings, r.paid)
			}
			if res.Whole != "" {
				t.Errorf("a saved answer is taken for the whole board %q", res.Whole)
			}
		})
	}
}

// TestTiers: the zones of a posting stay apart.
func TestTiers(t *testing.T) {
	res, err := source.Named("ashby").Read(saved(t, filepath.Join(corpus(t), "ashby/ramp-full-120-2026-08.json.gz")))
	if err != nil {
		t.Fatal(err)
	}
	several := 0
	for _, p := range res.Postings {
		if structured(p) > 1 {
			several++
		}
	}
	if several != 33 {
		t.Errorf("%d postings with several pay values, want 33", several)
	}
}

// TestWhole: an answer to our own request for a board lists all of it.
func TestWhole(t *testing.T) {
	dir := corpus(t)
	for file, name := range map[string]string{
		"greenhouse/stripe-full-2026-08.json.gz": "greenhouse",
		"lever/matchgroup-full-82.json.gz":       "lever",
		"ashby/ramp-full-120-2026-08.json.gz":    "ashby",
	} {
		page := saved(t, filepath.Join(dir, file))
		page.Request = scraper.Request{Page: "board", Board: "acme", Company: "Acme"}
		res, err := source.Named(name).Read(page)
		if err != nil || res.Whole != "acme" {
			t.Errorf("%s: Whole is %q, error %v", file, res.Whole, err)
		}
	}
}

// TestNoPosting: pages without a posting give an error that says what they are.
func TestNoPosting(t *testing.T) {
	dir := corpus(t)
	for file, want := range map[string]error{
		"glassdoor/security-block-page.html":        scraper.ErrBlocked,
		"indeed/viewjob-dublin.html.gz":             scraper.ErrNoRecord,
		"linkedin/guest-see-more-fragment-10.html":  scraper.ErrNoRecord,
		"linkedin/search-page-finance-manager.html": scraper.ErrNoRecord,
		"hackernews/thread-24342498-p1.html.gz":     scraper.ErrNoRecord,
		"weworkremotely/remote-jobs-2026.xml":       scraper.ErrNoRecord,
		"greenhouse/vcr-2013-jobs_with_content.yml": scraper.ErrNoRecord,
		"teamtailor/teamtailor-jsonfeed-2.json":     scraper.ErrNoRecord,
		"greenhouse/stripe-nocontent-12.json":       scraper.ErrNoRecord,
	} {
		res, err := source.Named("jsonld").Read(saved(t, filepath.Join(dir, file)))
		if !errors.Is(err, want) || len(res.Postings) > 0 {
			t.Errorf("%s: %d postings, error %v, want %v", file, len(res.Postings), err, want)
		}
		t.Log(err)
	}
}

// TestRecognition: each recording is recognised by its own source and by no
// other, and the recordings of services that have no source here by none.
func TestRecognition(t *testing.T) {
	dir := corpus(t)
	known := map[string]bool{}
	for _, r := range recordings {
		known[filepath.Join(dir, r.file)] = true
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) < len(recordings) {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		page := saved(t, file)
		var by []string
		for _, s := range source.All() {
			if s.Recognise(page) {
				by = append(by, s.About().Name)
			}
		}
		folder := filepath.Base(filepath.Dir(file))
		switch {
		case known[file] && (len(by) != 1 || by[0] != folder):
			t.Errorf("%s: is recognised by %q", file, by)
		case !known[file] && len(by) > 0 && source.Named(folder) == nil:
			t.Errorf("%s: is recognised by %q", file, by)
		}
	}
}
