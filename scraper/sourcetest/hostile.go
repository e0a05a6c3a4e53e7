package sourcetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"backpay/scraper"
	"backpay/scraper/testenv"
)

// recognise checks that a source knows its own cases when they come as saved
// pages, and none of another source's.
func recognise(t *testing.T, src scraper.Source, own []testCase) {
	for _, c := range own {
		page := saved(c.page)
		if res, err := src.Read(&page); err != nil ||
			len(res.Postings)+len(res.Claims)+len(res.References) == 0 && res.Observations == nil {
			continue // no page that anybody would import
		}
		if !src.Recognise(&page) {
			t.Errorf("case %s is not recognised", c.name)
		}
	}
	folders, err := filepath.Glob("../*/testdata")
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for i, dir := range folders {
		if i%testenv.Size(1, 8) > 0 {
			continue
		}
		if abs, err := filepath.Abs(dir); err != nil || abs == here {
			continue
		}
		for _, c := range cases(t, dir) {
			page := saved(c.page)
			if src.Recognise(&page) {
				t.Errorf("%s is recognised, which is of another source", c.dir)
			}
		}
	}
}

// saved is a page as an import knows it.
func saved(p scraper.Page) scraper.Page {
	p.Request, p.URL = scraper.Request{}, ""
	return p
}

// garbage checks that no broken input makes a source panic, and none but a
// sound page makes it answer records.
func garbage(t *testing.T, src scraper.Source, own []testCase) {
	deep := testenv.Size(200_000, 2_000)
	made := map[string]string{
		"empty": "", "space": " \n", "null": "null", "number": "17", "text": "not found", "string": `"x"`,
		"object": "{}", "nulls": `{"jobs":null,"data":null,"results":null,"offers":null}`, "list of nulls": "[null,null]",
		"objects of nothing": `{"jobs":[{},{}]}`, "wrong types": `{"jobs":{"a":1}}`, "list of numbers": "[1,2,3]",
		"html":      "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>",
		"challenge": "<html><head><title>Just a moment...</title></head><body></body></html>",
		"deep list": strings.Repeat("[", deep), "deep object": strings.Repeat(`{"jobs":`, deep),
		"deep in list": `{"jobs":[` + strings.Repeat("[", deep), "deep html": strings.Repeat("<div>", deep/4),
		"nul bytes": strings.Repeat(
			"\x00",
			1000,
		), "not utf-8": "{\"jobs\":[\"\xff\xfe\"]}", "xml": `<?xml version="1.0"?><a/>`,
	}
	requests := map[string]scraper.Request{"": {}}
	for _, c := range own {
		requests[c.page.Request.Page] = c.page.Request
	}
	for name, body := range made {
		for kind, req := range requests {
			page := scraper.Page{Request: req, URL: req.URL, Status: 200, Body: []byte(body)}
			src.Recognise(&page)
			res, err := src.Read(&page)
			if len(res.Postings)+len(res.Claims)+len(res.References) > 0 || res.Observations != nil {
				t.Errorf(
					"%s (%q): answers %d postings, %d claims, observations %v",
					name,
					kind,
					len(res.Postings),
					len(res.Claims),
					res.Observations != nil,
				)
			}
			if err == nil && len(res.Problems) == 0 {
				t.Errorf("%s (%q): is taken for sound", name, kind)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range own {
		whole := read(src, c.page)
		titles := map[string]bool{}
		for _, p := range whole.Postings {
			titles[p.Title] = true
		}
		body := strings.TrimSpace(string(c.page.Body))
		claims := map[scraper.Claim]bool{}
		for _, c := range whole.Claims {
			claims[c] = true
		}
		isJSON := body != "" && (body[0] == '{' || body[0] == '[')
		for range testenv.Size(40, 4) {
			page := c.page
			page.Body = []byte(body[:random.IntN(max(1, len(body)))])
			res, err := src.Read(&page)
			if isJSON && (err == nil || len(res.Postings) > 0) {
				t.Errorf(
					"%s cut off at byte %d: answers %d postings, error %v",
					c.name,
					len(page.Body),
					len(res.Postings),
					err,
				)
			}
			for _, p := range res.Postings { // of a page of HTML the whole blocks may count
				if !titles[p.Title] {
					t.Errorf("%s cut off at byte %d: makes up the posting %q", c.name, len(page.Body), p.Title)
				}
			}
			for _, cl := range res.Claims {
				if strings.HasPrefix(body, "<") && !claims[cl] {
					t.Errorf("%s cut off at byte %d: makes up the claim %+v", c.name, len(page.Body), cl)
				}
			}
			spoilt := []byte(body)
			for range 3 {
				if len(spoilt) > 0 {
					spoilt[random.IntN(len(spoilt))] = byte(random.IntN(256))
				}
			}
			page.Body = spoilt
			src.Recognise(&page)
			_, _ = src.Read(&page) // anything but a panic
		}
	}
}

// pure checks that a source answers the same whenever and however often it is
// asked, and leaves the page alone.
func pure(t *testing.T, src scraper.Source, own []testCase) {
	for _, c := range own {
		before := string(c.page.Body)
		want, err := json.Marshal(read(src, c.page))
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got, err := json.Marshal(read(src, c.page)); err != nil || string(got) != string(want) {
					t.Errorf("%s: a second Read answers otherwise (%v)", c.name, err)
				}
			})
		}
		wg.Wait()
		if string(c.page.Body) != before {
			t.Errorf("%s: Read changes the page", c.name)
		}
	}
}

var (
	entity = regexp.MustCompile(`&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
	markup = regexp.MustCompile(
		`(?i)</?(p|br|div|span|li|ul|ol|b|i|strong|em|h[1-6]|a|table|tr|td|script|style)(\s[^<>]*)?/?>`,
	)
)

// sound checks what holds for the postings of any source.
func sound(t *testing.T, res scraper.Result) {
	t.Helper()
	if err := Check(res); err != nil {
		t.Error(err)
	}
}

// Check tells what is wrong with the records of a result, whatever the
// source: no identity or title, texts with markup left, values that the
// contract doesn't know. It is what tests on recorded answers call.
func Check(res scraper.Result) error {
	var errs []error
	seen := map[string]bool{}
	for _, p := range res.Postings {
		fail := func(format string, a ...any) {
			errs = append(errs, fmt.Errorf("posting %q (%s): %s", p.ID, p.Path, fmt.Sprintf(format, a...)))
		}
		if p.ID == "" || p.Title == "" || seen[p.ID] {
			fail("ID or Title %q is empty or twice in the page", p.Title)
		}
		seen[p.ID] = true
		for name, text := range texts(p) {
			if m := markup.FindString(text); m != "" {
				fail("%s holds the markup %s", name, m)
			}
			for _, m := range entity.FindAllString(text, -1) {
				if html.UnescapeString(m) != m && !strings.HasSuffix(html.UnescapeString(m), ";") {
					fail("%s holds the entity %s", name, m)
				}
			}
			if strings.Contains(text, "\n\n") || strings.TrimSpace(text) != text {
				fail("%s holds empty lines or space around it", name)
			}
		}
		for name, u := range map[string]string{"URL": p.URL, "ApplyURL": p.ApplyURL} {
			if err := scraper.CheckURL(u); u != "" && err != nil {
				fail("%s: %v", name, err)
			}
		}
		if p.Country != "" && (len(p.Country) != 2 || strings.ToUpper(p.Country) != p.Country) {
			fail("Country is %q", p.Country)
		}
		if !strings.Contains(" onsite hybrid remote ", " "+p.Workplace+" ") && p.Workplace != "" {
			fail("Workplace is %q", p.Workplace)
		}
		if p.Employment != strings.ToLower(p.Employment) {
			fail("Employment is %q", p.Employment)
		}
		for _, d := range []time.Time{p.PostedAt, p.ChangedAt, p.ValidThrough} {
			if d.Location() != time.UTC {
				fail("date %s is not in UTC", d)
			}
		}
		for _, pay := range p.Pay {
			if err := checkPay(pay); err != nil {
				fail("%v", err)
			}
		}
	}
	for _, c := range res.Claims {
		if err := checkClaim(c); err != nil {
			errs = append(errs, fmt.Errorf("claim %q (%s): %w", c.Label, c.Path, err))
		}
	}
	errs = append(errs, checkReferences(res.References)...)
	return errors.Join(append(errs, checkObservations(res.Observations)...)...)
}

func texts(p scraper.Posting) map[string]string {
	m := map[string]string{
		"Title": p.Title, "Company": p.Company, "Place": p.Place, "Department": p.Department,
		"Level": p.Level, "Employment": p.Employment, "Description": p.Description,
		"Tags": strings.Join(p.Tags, ", "),
	}
	for i, pay := range p.Pay {
		m[fmt.Sprintf("Pay[%d].Text", i)] = pay.Text
	}
	for i, a := range p.Places {
		m[fmt.Sprintf("Places[%d].Text", i)] = a.Text
		m[fmt.Sprintf("Places[%d].Locality", i)] = a.Locality
	}
	return m
}

func checkPay(p scraper.Pay) error {
	switch {
	case p.Min == 0 && p.Max == 0 && p.Text == "":
		return fmt.Errorf("pay %s says nothing", p.Path)
	case p.Min < 0 || p.Max < 0:
		return fmt.Errorf("pay %s is %v to %v", p.Path, p.Min, p.Max)
	case p.Period != strings.ToLower(strings.TrimSpace(p.Period)):
		return fmt.Errorf("pay %s has the period %q", p.Path, p.Period)
	case !strings.Contains("||base|ote|total|", "|"+p.Kind+"|"):
		return fmt.Errorf("pay %s has the kind %q", p.Path, p.Kind)
	case !strings.Contains("||gross|net|", "|"+p.Tax+"|"):
		return fmt.Errorf("pay %s has the tax %q", p.Path, p.Tax)
	case !strings.Contains("||b2b|permanent|mandate|", "|"+p.Contract+"|"):
		return fmt.Errorf("pay %s has the contract %q", p.Path, p.Contract)
	case p.Origin != scraper.Structured && p.Origin != scraper.Field && p.Origin != scraper.Predicted:
		return fmt.Errorf("pay %s has the origin %q", p.Path, p.Origin)
	case p.Path == "":
		return errors.New("pay has no path")
	}
	return nil
}
