// Package indeed reads job pages and career pages with salaries (see salary.go)
// of Indeed that the user saved.
//
// Indeed's terms (https://www.indeed.com/legal) forbid programs to read it,
// and it answers them with a challenge, so nothing is ever asked of it. What
// to know of the pages:
//   - A page that was fetched as such describes its job by schema.org, and is
//     recognised by source jsonld. A browser that saves what it shows leaves
//     that out; the page then still holds, in a script, the values that it is
//     made of (window._initialData), which are read here, and the visible text.
//   - A page of results holds its cards, with the line of pay and a snippet of
//     the text, in a script of its own (cards.go).
//   - salaryInfoModel and compensation, null in what was seen, are known from
//     others' programs and not verified. What Indeed estimates itself is
//     marked as predicted.
//   - "12 days ago" is no date; datePublished, in the values, is.
package indeed

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "indeed",
		Title:     "Indeed",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.Import,
		Homepage:  "https://www.indeed.com/",
		Terms:     "https://www.indeed.com/legal",
		Hosts:     []string{"www.indeed.com"},
		OffReason: "Indeed's terms forbid programs to read it; import job pages that you saved in a browser",
		Pay:       "structured",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as Indeed may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows a career page by its address, and a job's page by its values, or by its visible marks, unless
// jsonld reads it.
func (Source) Recognise(page *scraper.Page) bool {
	if ownSalary(page) {
		return true
	}
	body, _ := unwrapped(page)
	if results(body) != nil {
		return true
	}
	if _, _, ok := answered(page.Body); ok {
		return true
	}
	if _, _, ok := values(body); !ok && !bytes.Contains(body, []byte("jobsearch-JobInfoHeader-title")) {
		return false
	}
	nodes, _ := jsonld.Read(body, "JobPosting")
	return len(nodes) == 0
}

// Read reads a job's page, or a career page with salaries (see salary.go).
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if ownSalary(page) {
		return readSalary(page)
	}
	if v, unfit, ok := answered(page.Body); ok {
		return kept(page, v, unfit, page.URL)
	}
	body, address := unwrapped(page)
	if drift.Blocked(body) != "" || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
		return scraper.Result{}, drift.New(body, "a job's page of Indeed")
	}
	if model := results(body); model != nil {
		return readCards(page, model, address)
	}
	v, unfit, ok := values(body)
	if !ok {
		return readVisible(page, body, address)
	}
	return kept(page, v, unfit, address)
}

func kept(page *scraper.Page, v data, unfit []error, address string) (scraper.Result, error) {
	p, err := v.posting(page, address)
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// unwrapped returns a saved page, without the viewer of its source that may be
// around it, and the address that it calls its own.
func unwrapped(page *scraper.Page) (body []byte, address string) {
	body, address = webpage.Saved(page)
	return body, cmp.Or(webpage.Canonical(body, address), address)
}

// values reads the object that the page is made of, from the script that sets
// it.
func values(body []byte) (v data, unfit []error, ok bool) {
	for raw := range jsonlist.After(body, "window._initialData") {
		if v, unfit, err := jsonlist.Object[data](raw); err == nil && v.Wrapper.Info != nil {
			return v, unfit, true
		}
	}
	return data{}, nil, false
}

// answered reads the same object as the page's scripts ask for it, when a
// reader goes from one job to the next: {"status": "success", "body": {...}}.
func answered(body []byte) (v data, unfit []error, ok bool) {
	if !bytes.Contains(body, []byte("jobInfoWrapperModel")) {
		return data{}, nil, false
	}
	a, unfit, err := jsonlist.Object[struct {
		Body data `json:"body"`
	}](body)
	if a.Body.Wrapper.Info == nil {
		a.Body.Wrapper.Info = &info{}
	}
	return a.Body, unfit, err == nil && a.Body.Key != "" && (a.Body.Title != "" || a.Body.Wrapper.Info.Header.Title != "")
}

// readVisible reads what a reader sees, where the scripts are gone.
func readVisible(page *scraper.Page, body []byte, address string) (scraper.Result, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: is no HTML: %w", scraper.ErrDrift, err)
	}
	inner := func(selector string) string {
		html, err := doc.Find(selector).First().Html()
		if err != nil {
			return ""
		}
		return html
	}
	p := scraper.Posting{
		ID:          key(address),
		Title:       htmltext.Line(inner(`[data-testid="jobsearch-JobInfoHeader-title"]`)),
		Company:     htmltext.Line(inner(`[data-testid="inlineHeader-companyName"]`)),
		Place:       htmltext.Line(inner(`[data-testid="inlineHeader-companyLocation"]`)),
		Country:     page.Request.Country,
		Description: htmltext.Text(inner("#jobDescriptionText")),
		Path:        "page",
	}
	switch {
	case p.Title == "":
		return scraper.Result{}, fmt.Errorf("%w: %s describes no job", scraper.ErrNoRecord, drift.Describe(body))
	case p.ID == "":
		return scraper.Result{}, fmt.Errorf(
			"%w: the page names no job key; give its address with --url",
			scraper.ErrDrift,
		)
	case drift.CutOff(body):
		return scraper.Result{}, fmt.Errorf("%w: the page is cut off", scraper.ErrDrift)
	}
	p.URL = link(address, p.ID)
	var res scraper.Result
	res.Keep(p)
	return res, nil
}

// key is a job's key in the address of its page (/viewjob?jk=KEY).
func key(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get("jk")
}

// link is the address of a job's page at the site of a country that address
// is of, without what tells how a reader came there.
func link(address, key string) string {
	host := "www.indeed.com"
	if u, err := url.Parse(address); err == nil && weburl.OnSite(address, "indeed") {
		host = u.Hostname()
	}
	return "https://" + host + "/viewjob?jk=" + url.QueryEscape(key)
}
