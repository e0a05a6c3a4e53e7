package source_test

import (
	"encoding/json"
	"fmt"
	"html"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// feeds are real answers of the aggregators: how many postings the corpus's
// manifest counts in each and how many with pay in fields of their own, then
// what is read of them. Where these differ, why says the reason.
var feeds = []struct {
	file                 string
	said, saidPaid       int
	postings, structured int
	field, predicted     int
	why                  string
}{
	{"remotive/api-18-2026.json.gz", 18, 12, 18, 0, 11, 0, `pay is a text field; one of the 12 is "-", which is none`},
	{"remotive/api-5.json", 5, 3, 5, 0, 3, 0, "pay is a text field"},
	{"remotive/api-4-trimmed.json", 4, 3, 4, 0, 3, 0, "pay is a text field"},
	{"jobicy/api-5.json", 5, 5, 5, 5, 0, 0, ""},
	{"jobicy/api-4.json", 4, 1, 4, 1, 0, 0, ""},
	{"jobicy/api-2-backend.json", 2, 0, 2, 0, 0, 0, ""},
	{"himalayas/api-20.json", 20, 8, 20, 8, 0, 0, ""},
	{"himalayas/api-4.json", 4, 2, 4, 2, 0, 0, ""},
	{"arbeitnow/page-5.json", 5, 0, 5, 0, 0, 0, ""},
	{"remoteok/api-98-2026.json.gz", 98, 18, 96, 18, 0, 0, "the first element is the notice, and one has no title"},
	{"remoteok/api-303-2020.json.gz", 303, 0, 302, 0, 0, 0, "the first element is the notice"},
	{"remoteok/api-5.json", 5, 0, 4, 0, 0, 0, "the first element is the notice"},
	{"themuse/jobs-202-rewrapped.json.gz", 202, 0, 202, 0, 0, 0, ""},
	{"adzuna/search-4.json", 4, 4, 4, 1, 0, 3, "three are Adzuna's own estimates"},
	{"usajobs/search-3.json", 3, 3, 3, 3, 0, 0, ""},
}

func TestFeeds(t *testing.T) {
	dir := corpus(t)
	for _, f := range feeds {
		t.Run(f.file, func(t *testing.T) {
			name, _, _ := strings.Cut(f.file, "/")
			page := saved(t, filepath.Join(dir, f.file))
			for _, s := range source.All() {
				if own := s.About().Name == name; s.Recognise(page) != own {
					t.Errorf("recognised by %s: %v", s.About().Name, !own)
				}
			}
			res, err := source.Named(name).Read(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range res.Problems {
				if !strings.HasPrefix(p.Error(), "jobCount: ") { // a recording that was trimmed
					t.Errorf("problem: %v", p)
				}
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			if res.Whole != "" || len(res.Requests) > 0 {
				t.Errorf("a saved answer is taken for all of %q, and asks for %d more", res.Whole, len(res.Requests))
			}
			n := map[scraper.Origin]int{}
			for _, p := range res.Postings {
				for _, pay := range p.Pay {
					n[pay.Origin]++
				}
				if p.URL == "" || p.PostedAt.IsZero() {
					t.Errorf("%s: URL %q, posted %v", p.ID, p.URL, p.PostedAt)
				}
				if name != "remoteok" && (p.Company == "" || p.Description == "") { // there anybody can leave them out
					t.Errorf("%s: company %q, %d bytes of text", p.ID, p.Company, len(p.Description))
				}
			}
			if len(res.Postings) != f.postings || n[scraper.Structured] != f.structured || n[scraper.Field] != f.field ||
				n[scraper.Predicted] != f.predicted {
				t.Errorf("%d postings, pay %v; want %+v", len(res.Postings), n, f)
			}
			if same := f.said == f.postings && f.saidPaid == f.structured; same != (f.why == "") {
				t.Errorf("the manifest says %d and %d: why is %q", f.said, f.saidPaid, f.why)
			}
			t.Logf("%s: postings said %d, read %d; with pay said %d, read %d structured, %d text, %d predicted. %s",
				f.file, f.said, f.postings, f.saidPaid, f.structured, f.field, f.predicted, f.why)
		})
	}
}

// TestFeedFields compares each posting with the raw answer, read without any
// of the sources' code: the fields as they stand there, entities decoded.
func TestFeedFields(t *testing.T) {
	dir := corpus(t)
	fields := map[string]struct{ title, company, place, date, min, max, text string }{
		"remotive":  {"title", "company_name", "candidate_required_location", "publication_date", "", "", "salary"},
		"jobicy":    {"jobTitle", "companyName", "jobGeo", "pubDate", "salaryMin", "salaryMax", ""},
		"himalayas": {"title", "companyName", "locationRestrictions", "pubDate", "minSalary", "maxSalary", ""},
		"arbeitnow": {"title", "company_name", "location", "created_at", "", "", ""},
		"remoteok":  {"position", "company", "location", "date", "salary_min", "salary_max", ""},
		"themuse":   {"name", "company.name", "locations.name", "publication_date", "", "", ""},
		"adzuna":    {"title", "company.display_name", "location.display_name", "created", "salary_min", "salary_max", ""},
		"usajobs": {
			"MatchedObjectDescriptor.PositionTitle", "MatchedObjectDescriptor.OrganizationName",
			"MatchedObjectDescriptor.PositionLocationDisplay", "MatchedObjectDescriptor.PublicationStartDate",
			"MatchedObjectDescriptor.PositionRemuneration.MinimumRange", "MatchedObjectDescriptor.PositionRemuneration.MaximumRange", "",
		},
	}
	for _, f := range feeds {
		name, _, _ := strings.Cut(f.file, "/")
		page := saved(t, filepath.Join(dir, f.file))
		res, err := source.Named(name).Read(page)
		if err != nil {
			t.Fatal(err)
		}
		var answer any
		if err := json.Unmarshal(page.Body, &answer); err != nil {
			t.Fatal(err)
		}
		keys := fields[name]
		for _, p := range res.Postings {
			at := strings.NewReplacer("[", ".", "]", "").Replace(p.Path)
			raw := strings.TrimPrefix(at, ".")
			for what, c := range map[string]struct{ got, want string }{
				"title":   {p.Title, plain(dig(answer, raw+"."+keys.title))},
				"company": {p.Company, plain(dig(answer, raw+"."+keys.company))},
				"place":   {p.Place, strings.TrimSuffix(plain(dig(answer, raw+"."+keys.place)), ",")},
				"date":    {p.PostedAt.Format(time.DateTime), day(plain(dig(answer, raw+"."+keys.date)))},
				"pay":     {amounts(p, keys.text != ""), stated(answer, raw, keys.min, keys.max, keys.text)},
			} {
				if c.got != c.want {
					t.Errorf("%s %s: %s is %q, the answer says %q", f.file, p.ID, what, c.got, c.want)
				}
			}
			if all := p.Title + p.Company + p.Description; strings.ContainsAny(all, "\u0080\u0099\u009c\u009d") || strings.Contains(all, "â") && strings.Contains(all, "Ã") {
				t.Errorf("%s %s: holds misread text", f.file, p.ID)
			}
			if strings.Contains(p.Description, "Companies can search these words") {
				t.Errorf("%s %s: holds the paragraph against spam", f.file, p.ID)
			}
		}
	}
}

// dig follows keys and indexes parted by dots; of a list in the way it takes
// the rest from each element.
func dig(v any, path string) any {
	if path == "" {
		return v
	}
	key, rest, _ := strings.Cut(path, ".")
	switch x := v.(type) {
	case map[string]any:
		return dig(x[key], rest)
	case []any:
		if i, err := strconv.Atoi(key); err == nil {
			return dig(x[i], rest)
		}
		var list []any
		for _, e := range x {
			list = append(list, dig(e, path))
		}
		return list
	}
	return nil
}

// plain words a value of an answer, lists joined by "; ", and turns text that
// is all misread back into the bytes that it was.
func plain(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case []any:
		var texts []string
		for _, e := range x {
			texts = append(texts, plain(e))
		}
		return strings.Join(texts, "; ")
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	s := fmt.Sprint(v)
	var b []byte
	for _, r := range s {
		if r > 0xff {
			b = nil
			break
		}
		b = append(b, byte(r))
	}
	if utf8.Valid(b) && len(b) > 0 {
		s = string(b)
	}
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

func day(s string) string {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return time.Unix(n, 0).UTC().Format(time.DateTime)
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if d, err := time.Parse(layout, s); err == nil {
			return d.UTC().Format(time.DateTime)
		}
	}
	return "no date"
}

// amounts words a posting's pay, and stated what the answer says of it.
func amounts(p scraper.Posting, text bool) string {
	var all []string
	for _, pay := range p.Pay {
		if text {
			all = append(all, pay.Text)
		} else {
			all = append(all, fmt.Sprintf("%v to %v", pay.Min, pay.Max))
		}
	}
	return strings.Join(all, ", ")
}

func stated(answer any, at, low, high, text string) string {
	if text != "" {
		return strings.TrimPrefix(plain(dig(answer, at+"."+text)), "-")
	}
	number := func(key string) float64 {
		if key == "" {
			return 0
		}
		n, _ := strconv.ParseFloat(plain(dig(answer, at+"."+key)), 64)
		return n
	}
	if number(low) == 0 && number(high) == 0 {
		return ""
	}
	return fmt.Sprintf("%v to %v", number(low), number(high))
}
