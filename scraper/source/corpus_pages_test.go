package source_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backpay/aggregate/pay"
	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// pages are recordings of feeds in XML and of pages that users save: how many
// postings the corpus's manifest counts, or a reader of the raw page where it
// counts none, and how many of them have pay in a field of text.
var pages = []struct {
	file            string
	postings, field int
	counted         float64 // the claim of a search page, 0 for none
}{
	{"weworkremotely/remote-programming-jobs-2020.rss", 4, 0, 0},
	{"weworkremotely/remote-jobs-2026.xml", 4, 0, 0},
	{"startupjobs/feed.xml", 2, 0, 0}, // the manifest's 4 are <offer> tags, opening and closing
	{"startupjobs/feed_html_entities.xml", 1, 0, 0},
	{"linkedin/guest-see-more-fragment-10.html", 10, 0, 0},
	{"linkedin/search-page-finance-manager.html", 3, 0, 3},
	{"linkedin/more-2020.html", 25, 0, 0}, // not counted by the manifest
	{"indeed/viewjob-dublin.html.gz", 1, 0, 0},
}

func TestPages(t *testing.T) {
	dir := corpus(t)
	for _, r := range pages {
		t.Run(r.file, func(t *testing.T) {
			name, _, _ := strings.Cut(r.file, "/")
			page := saved(t, filepath.Join(dir, r.file))
			for _, s := range source.All() {
				if own := s.About().Name == name; s.Recognise(page) != own {
					t.Errorf("recognised by %s: %v", s.About().Name, !own)
				}
			}
			res, err := source.Named(name).Read(page)
			if err != nil {
				t.Fatal(err)
			}
			if len(res.Problems) > 0 || res.Whole != "" {
				t.Errorf("problems %v, whole %q", res.Problems, res.Whole)
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			field := 0
			for _, p := range res.Postings {
				for _, v := range p.Pay {
					if v.Origin == scraper.Field {
						field++
					}
				}
				if p.Company == "" || p.URL == "" || p.Place == "" || p.PostedAt.IsZero() && p.ChangedAt.IsZero() {
					t.Errorf("%s: company %q, URL %q, place %q, dates %s and %s", p.ID, p.Company, p.URL, p.Place, p.PostedAt, p.ChangedAt)
				}
			}
			if len(res.Postings) != r.postings || field != r.field {
				t.Errorf("%d postings, %d with pay in a text; want %d and %d", len(res.Postings), field, r.postings, r.field)
			}
			counted := 0.0
			for _, c := range res.Claims {
				counted += c.Amount
			}
			if counted != r.counted {
				t.Errorf("the page says that there are %v, want %v", counted, r.counted)
			}
			t.Logf("%s: %d postings, claims %+v", r.file, len(res.Postings), res.Claims)
		})
	}
}

// TestIndeed: the fields of the recorded page, as its reader sees them.
func TestIndeed(t *testing.T) {
	res, err := source.Named("indeed").Read(saved(t, filepath.Join(corpus(t), "indeed/viewjob-dublin.html.gz")))
	if err != nil || len(res.Postings) != 1 {
		t.Fatal(res.Postings, err)
	}
	p := res.Postings[0]
	if p.ID != "b01e81f251da6b99" || p.URL != "https://ie.indeed.com/viewjob?jk=b01e81f251da6b99" || p.Country != "IE" ||
		p.Place != "Ballsbridge, County Dublin" || p.Workplace != "hybrid" || p.Employment != "full-time" ||
		p.PostedAt.Format("2006-01-02") != "2026-01-21" || len(p.Description) < 2000 || len(p.Pay) > 0 {
		t.Errorf("got %+v, %d characters of text", p, len(p.Description))
	}
}

// TestVisibleJob: LinkedIn's pages of a job, which jsonld recognises, say the
// same where their visible text is read.
func TestVisibleJob(t *testing.T) {
	dir := corpus(t)
	for _, file := range []string{"jsonld/linkedin-job-2020.html", "jsonld/linkedin-job-apply-external-2020.html"} {
		page := saved(t, filepath.Join(dir, file))
		seen, err := source.Named("linkedin").Read(page)
		if err != nil || len(seen.Postings) != 1 || len(seen.Problems) > 0 {
			t.Errorf("%s: %d postings, problems %v, error %v", file, len(seen.Postings), seen.Problems, err)
			continue
		}
		said, err := source.Named("jsonld").Read(page)
		if err != nil {
			t.Fatal(err)
		}
		a, b := seen.Postings[0], said.Postings[0]
		if a.Title != b.Title || a.Company != b.Company || a.Place == "" || a.Level == "" || a.Employment == "" || len(a.Description) < len(b.Description)*9/10 {
			t.Errorf("%s:\nseen %+v\nsaid %+v", file, a, b)
		}
	}
}

// threads are recordings of Hacker News' thread: all comments, those on the
// thread itself, which the manifest calls posts, and what is not read of them:
// notices of the moderators and what is deleted, and what applicants wrote in
// the wrong thread, which is personal and no advert. Of the 335 posts that the
// manifest counts in May 2026, 331 are so read. Some posts list several roles.
var threads = []struct {
	file                           string
	comments, top, notices, others int
	postings                       int
}{
	{"hackernews/algolia-may-2026-comments-555.json.gz", 555, 335, 0, 4, 509},
	{"hackernews/algolia-3.json", 3, 1, 0, 0, 1},
	{"hackernews/hn-7.json", 7, 6, 0, 0, 6},
	{"hackernews/thread-24342498-p1.html.gz", 251, 202, 1, 0, 331},
	{"hackernews/thread-24342498-p2.html.gz", 248, 230, 0, 0, 378},
	{"hackernews/thread-24342498-p3.html.gz", 213, 184, 1, 0, 380},
}

func TestThreads(t *testing.T) {
	dir := corpus(t)
	hn := source.Named("hackernews")
	for _, r := range threads {
		t.Run(r.file, func(t *testing.T) {
			page := saved(t, filepath.Join(dir, r.file))
			for _, s := range source.All() {
				if own := s.About().Name == "hackernews"; s.Recognise(page) != own {
					t.Errorf("recognised by %s: %v", s.About().Name, !own)
				}
			}
			res, err := hn.Read(page)
			if err != nil || len(res.Problems) > 0 || res.Whole != "" {
				t.Fatalf("problems %v, whole %q, error %v", res.Problems, res.Whole, err)
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			posts, paid := map[string]bool{}, map[string]bool{}
			company, place, role := map[string]bool{}, map[string]bool{}, 0
			for _, p := range res.Postings {
				id, _, several := strings.Cut(p.ID, "-")
				posts[id] = true
				if p.Company != "" {
					company[id] = true
				}
				if p.Place != "" || p.Workplace != "" {
					place[id] = true
				}
				if several || !strings.HasPrefix(p.Description, p.Title) {
					role++
				}
				if m := address.FindString(p.Description + p.Title + p.Company); m != "" {
					t.Errorf("%s: holds the address %q", p.ID, m)
				}
				if len(pay.Parse(p.Description, pay.Hint{Country: "US"})) > 0 {
					paid[id] = true
				}
			}
			if want := r.top - r.notices - r.others; len(posts) != want || len(res.Postings) != r.postings {
				t.Errorf("%d postings of %d posts, want %d of %d", len(res.Postings), len(posts), r.postings, want)
			}
			t.Logf("%d comments, %d on the thread, %d notices or deleted, %d of applicants: %d postings of %d posts, %d with a company, %d with a place, %d with pay; %d postings with a role of their own",
				r.comments, r.top, r.notices, r.others, len(res.Postings), len(posts), len(company), len(place), len(paid), role)
		})
	}
}

// address is an e-mail address in plain sight.
var address = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w+`)
