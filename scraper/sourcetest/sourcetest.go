// Package sourcetest is the contract that every source passes. A source's
// test calls Run and is done; what it expects stands in its testdata:
//
//	settings.yaml          settings as in the configuration file
//	start.json             the requests that Start makes of them; none for a
//	                       source that is import-only
//	settings-bad.yaml      settings that Validate refuses, one a document,
//	                       each below a comment with the error
//	CASE/input.json        a page (or input.html, input.xml, ...)
//	CASE/request.json      the request that it answers; none for a saved page
//	CASE/want.json         what Read makes of it
//
// go test -update writes start.json and want.json anew, to be read before
// they are committed. Inputs are made up: no real employer's text.
package sourcetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"backpay/scraper"
)

var update = flag.Bool("update", false, "write the wanted results of testdata anew")

// Run checks src against the contract and against its testdata: with -short
// against every case, and a sample of what is hostile.
func Run(t *testing.T, src scraper.Source) {
	t.Helper()
	t.Run("about", func(t *testing.T) { about(t, src) })
	t.Run("settings", func(t *testing.T) { settings(t, src) })
	t.Run("bad settings", func(t *testing.T) { badSettings(t, src) })
	cases := cases(t, "testdata")
	if len(cases) == 0 {
		t.Error("testdata holds no case")
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { golden(t, src, c) })
	}
	t.Run("recognise", func(t *testing.T) { recognise(t, src, cases) })
	t.Run("garbage", func(t *testing.T) { garbage(t, src, cases) })
	for _, c := range cases {
		t.Run("types of "+c.name, func(t *testing.T) { mutate(t, src, c) })
	}
	t.Run("pure", func(t *testing.T) { pure(t, src, cases) })
}

// about checks that a source says what users and the engine need to know.
func about(t *testing.T, src scraper.Source) {
	a := src.About()
	for name, value := range map[string]string{
		"Name": a.Name, "Title": a.Title, "Kind": string(a.Kind), "Side": string(a.Side),
		"Access": string(a.Access), "Homepage": a.Homepage, "Terms": a.Terms, "Pay": a.Pay,
	} {
		if value == "" {
			t.Errorf("About().%s is empty", name)
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if folder := filepath.Base(dir); strings.ReplaceAll(a.Name, "-", "") != folder {
		t.Errorf("About().Name is %q in the folder %q", a.Name, folder)
	}
	oneOf(t, "Kind", string(a.Kind), "listing", "figures", "reference")
	oneOf(t, "Side", string(a.Side), "posted", "reported", "employer", "model", "filed")
	oneOf(t, "Access", string(a.Access), "api", "file", "pages", "import", "citation")
	oneOf(t, "Pay", a.Pay, "structured", "text", "predicted", "absent")
	for name, address := range map[string]string{"Homepage": a.Homepage, "Terms": a.Terms} {
		if scraper.CheckURL(address) != nil {
			t.Errorf("About().%s: %q is no address", name, address)
		}
	}
	for _, h := range a.Hosts {
		if u, err := url.Parse("https://" + h); err != nil || u.Host != h || strings.ToLower(h) != h {
			t.Errorf("About().Hosts: %q is no host", h)
		}
	}
	if a.KeyTerms != "" && (scraper.CheckURL(a.KeyTerms) != nil || a.Access != scraper.API || len(a.Secrets) == 0) {
		t.Errorf(
			"About().KeyTerms is %q, of a source of access %q with %d secrets",
			a.KeyTerms,
			a.Access,
			len(a.Secrets),
		)
	}
	for _, c := range a.Countries {
		if len(c) != 2 || strings.ToUpper(c) != c {
			t.Errorf("About().Countries: %q is no ISO 3166 code", c)
		}
	}
	if !a.OnByDefault && a.OffReason == "" {
		t.Error("About().OffReason is empty for a source that is off")
	}
	if a.OnByDefault && a.OffReason != "" {
		t.Error("About().OffReason stands beside OnByDefault")
	}
}

func oneOf(t *testing.T, what, got string, allowed ...string) {
	t.Helper()
	for _, a := range allowed {
		if got == a {
			return
		}
	}
	t.Errorf("%s is %q, not one of %q", what, got, allowed)
}

// settings fills the settings from testdata, strictly, and compares the
// requests that they start with.
func settings(t *testing.T, src scraper.Source) {
	text, err := os.ReadFile("testdata/settings.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := decode(t, src, text)
	if err := s.Validate(); err != nil {
		t.Fatalf("Validate: %v", err)
	}
	base := *s.Base()
	if base.Enabled == nil || base.MinDelay == "" {
		t.Error("testdata/settings.yaml: set enabled and min_delay, to show that Common is read")
	}
	if err := src.Settings().Validate(); err != nil {
		t.Errorf("Validate refuses the defaults: %v", err)
	}
	if _, err := src.Start(nil); err == nil {
		t.Error("Start takes settings of another type")
	}
	reqs, err := src.Start(s)
	if src.About().Access == scraper.Import {
		// What may not be fetched has no first request, and says what to do.
		if err == nil || !strings.Contains(err.Error(), "import") || len(reqs) > 0 {
			t.Errorf("Start of an import-only source: %d requests, error %v", len(reqs), err)
		}
		return
	}
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	hosts := src.About().Hosts
	for i, r := range reqs {
		if err := scraper.CheckURL(r.URL); err != nil {
			t.Errorf("Start: request %d: %v", i, err)
		}
		if u, _ := url.Parse(r.URL); len(hosts) > 0 && s.Base().BaseURL == "" && !within(u.Hostname(), hosts) &&
			!strings.Contains(string(text), u.Hostname()) {
			t.Errorf("Start: request %d goes to %s, which neither About().Hosts nor the settings name", i, u.Host)
		}
		if r.Page == "" {
			t.Errorf("Start: request %d has no Page, by which an import is told", i)
		}
	}
	compare(t, "testdata/start.json", reqs)
	moved := decode(t, src, append([]byte("base_url: http://127.0.0.1:1\n"), text...))
	reqs, err = src.Start(moved)
	if err != nil {
		t.Fatalf("Start with base_url: %v", err)
	}
	for _, r := range reqs {
		if !strings.HasPrefix(r.URL, "http://127.0.0.1:1/") {
			t.Errorf("Start ignores base_url: %s", r.URL)
		}
	}
}

func within(host string, hosts []string) bool {
	for _, h := range hosts {
		if host == h || strings.HasSuffix(host, "."+strings.TrimPrefix(h, ".")) {
			return true
		}
	}
	return false
}

func decode(t *testing.T, src scraper.Source, text []byte) scraper.Settings {
	t.Helper()
	s := src.Settings()
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(s); err != nil {
		t.Fatalf("settings: %v", err)
	}
	return s
}

// badSettings checks that Validate refuses each document of settings-bad.yaml
// with the error that stands in the comment at its head.
func badSettings(t *testing.T, src scraper.Source) {
	text, err := os.ReadFile("testdata/settings-bad.yaml")
	if errors.Is(err, os.ErrNotExist) {
		return // a source without keys of its own
	}
	if err != nil {
		t.Fatal(err)
	}
	for doc := range strings.SplitSeq(string(text), "\n---\n") {
		want, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(doc), "# "), "\n")
		if err := decode(t, src, []byte(doc)).Validate(); err == nil || err.Error() != want {
			t.Errorf("Validate: got %v, want %s", err, want)
		}
	}
}

// testCase is one folder of testdata.
type testCase struct {
	name string
	dir  string
	page scraper.Page
}

// cases reads the folders of dir that hold an input.
func cases(t *testing.T, dir string) []testCase {
	t.Helper()
	inputs, err := filepath.Glob(filepath.Join(dir, "*", "input.*"))
	if err != nil {
		t.Fatal(err)
	}
	var list []testCase
	for _, input := range inputs {
		folder := filepath.Dir(input)
		c := testCase{name: filepath.Base(folder), dir: folder}
		c.page.Status, c.page.FetchedAt = 200, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
		if c.page.Body, err = os.ReadFile(input); err != nil {
			t.Fatal(err)
		}
		request, err := os.ReadFile(filepath.Join(folder, "request.json"))
		if err == nil {
			err = json.Unmarshal(request, &c.page.Request)
			c.page.URL = c.page.Request.URL
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatalf("%s: %v", folder, err)
		}
		list = append(list, c)
	}
	return list
}

// said is a Result as want.json words it, with what records keep elsewhere.
type said struct {
	Error    string            `json:"error,omitempty"`
	Whole    string            `json:"whole,omitempty"`
	Ended    string            `json:"ended,omitempty"`
	Problems []string          `json:"problems,omitempty"`
	Requests []scraper.Request `json:"requests,omitempty"`
	Postings []posting         `json:"postings,omitempty"`
	Claims   []scraper.Claim   `json:"claims,omitempty"`
	// Observations are collected; the error that ends them is Error.
	Observations []scraper.Observation  `json:"observations,omitempty"`
	References   []scraper.ReferenceRow `json:"references,omitempty"`
}

type posting struct {
	scraper.Posting
	Description string   `json:"description,omitempty"`
	Omits       []string `json:"omits,omitempty"`
}

func read(src scraper.Source, page scraper.Page) said {
	res, err := src.Read(&page)
	s := said{
		Whole:      res.Whole,
		Ended:      res.Ended,
		Requests:   res.Requests,
		Claims:     res.Claims,
		References: res.References,
	}
	if err != nil {
		s.Error = err.Error()
	}
	if res.Observations != nil {
		for o, err := range res.Observations {
			if err != nil {
				s.Error = err.Error()
				break
			}
			s.Observations = append(s.Observations, o)
		}
	}
	for _, p := range res.Problems {
		s.Problems = append(s.Problems, p.Error())
	}
	for _, p := range res.Postings {
		s.Postings = append(s.Postings, posting{p, p.Description, p.Omits})
	}
	return s
}

func golden(t *testing.T, src scraper.Source, c testCase) {
	page := c.page
	res, err := src.Read(&page)
	if err != nil && !errors.Is(err, scraper.ErrDrift) && !errors.Is(err, scraper.ErrNoRecord) &&
		!errors.Is(err, scraper.ErrBlocked) {
		t.Errorf("Read: %v: is neither ErrDrift nor ErrNoRecord nor ErrBlocked", err)
	}
	if err != nil &&
		(len(res.Postings)+len(res.Claims)+len(res.References)+len(res.Requests) > 0 || res.Observations != nil) {
		t.Error("Read: answers records beside an error")
	}
	sound(t, res)
	compare(t, filepath.Join(c.dir, "want.json"), read(src, c.page))
}

// compare compares got with the file, or writes it there.
func compare(t *testing.T, file string, got any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}
