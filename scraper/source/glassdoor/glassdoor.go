// Package glassdoor reads job pages, pages of results and salary pages of
// Glassdoor that the user saved.
//
// Glassdoor's terms (https://www.glassdoor.com/about/terms/) forbid programs
// to read it, and it answers them with a security page, so nothing is ever
// asked of it. Of job pages and results no recording was at hand: all that is
// said here of them is known from others' programs and not verified. Of salary
// pages see salary.go and company.go.
//   - A result is a card: li[data-test="jobListing"] with the job's number in
//     data-jobid, and title, employer, place and pay in elements of their own.
//   - Most pay is Glassdoor's own estimate, and says so ("Glassdoor est."); it
//     is no pay of the employer and is marked as predicted. "Employer est." is
//     the employer's own range.
//   - The age of a card ("30d+") is no date.
//   - Classes end in letters that change with each release
//     ("JobDetails_jobDescription__uW_fK"); only what precedes them counts.
//   - A job's page that describes itself by schema.org is recognised by source
//     jsonld.
package glassdoor

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "glassdoor",
		Title:     "Glassdoor",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.Import,
		Homepage:  "https://www.glassdoor.com/",
		Terms:     "https://www.glassdoor.com/about/terms/",
		Hosts:     []string{"www.glassdoor.com"},
		OffReason: "Glassdoor's terms forbid programs to read it; import pages that you saved in a browser",
		Pay:       "text",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as Glassdoor may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows salary pages by their address, results and job pages by
// their marks, unless jsonld reads them.
func (Source) Recognise(page *scraper.Page) bool {
	if ownSalary(page) {
		return true
	}
	d, err := parse(page)
	if err != nil || d.cards.Length() == 0 && d.title() == "" {
		return false
	}
	nodes, _ := jsonld.Read(d.body, "JobPosting")
	return len(nodes) == 0
}

// Read reads a salary page (see salary.go), or a page of results or of one job.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if ownSalary(page) {
		return readSalary(page)
	}
	d, err := parse(page)
	if err != nil {
		return scraper.Result{}, err
	}
	return d.postings()
}

// document is a saved page, taken apart.
type document struct {
	page    *scraper.Page
	body    []byte // without the viewer around it, if there was one
	doc     *goquery.Document
	address string
	cards   *goquery.Selection
}

// The marks of Glassdoor's pages.
const (
	cardMark  = `li[data-test="jobListing"]`
	cardTitle = `[data-test="job-title"]`
	cardOrg   = `[class*="EmployerProfile_compactEmployerName"], [class*="EmployerProfile_employerName"], [data-test="employer-short-name"]`
	cardPlace = `[data-test="emp-location"]`
	cardPay   = `[data-test="detailSalary"]`
	jobTitle  = `h1[id^="jd-job-title"], [class*="JobDetails_jobDetailsHeader"] h1`
	jobOrg    = `[class*="JobDetails_jobDetailsHeader"] [class*="EmployerProfile_employerName"], [class*="EmployerProfile_employerNameHeading"]`
	jobPlace  = `[class*="JobDetails_jobDetailsHeader"] [data-test="location"], [data-test="location"]`
	jobPay    = `[class*="JobDetails_jobDetailsHeader"] [data-test="detailSalary"], [class*="SalaryEstimate_salaryRange"]`
	jobText   = `[class*="JobDetails_jobDescription__"]`
)

func parse(page *scraper.Page) (document, error) {
	d := document{page: page}
	d.body, d.address = webpage.Saved(page)
	if !bytes.HasPrefix(bytes.TrimSpace(d.body), []byte("<")) || drift.Blocked(d.body) != "" {
		return d, drift.New(d.body, "a page of Glassdoor")
	}
	var err error
	if d.doc, err = goquery.NewDocumentFromReader(bytes.NewReader(d.body)); err != nil {
		return d, fmt.Errorf("%w: is no HTML: %w", scraper.ErrDrift, err)
	}
	d.cards = d.doc.Find(cardMark)
	return d, nil
}

// postings are the cards and the job that stands alone or beside them.
func (d document) postings() (scraper.Result, error) {
	var res scraper.Result
	seen := map[string]int{}
	cut := drift.CutOff(d.body)
	for i, card := range d.cards.EachIter() {
		p, err := d.card(card, fmt.Sprintf("card[%d]", i))
		if cut && i == d.cards.Length()-1 {
			err = errors.New("the page is cut off")
		}
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("card[%d]: %w", i, err))
			continue
		}
		if _, twice := seen[p.ID]; !twice {
			seen[p.ID] = len(res.Postings)
			res.Keep(p)
		}
	}
	if n := d.cards.Length(); n > 0 && len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d cards could be read, the first: %w",
			scraper.ErrDrift,
			n,
			res.Problems[0],
		)
	}
	if d.title() != "" {
		p, err := d.job()
		if cut && err == nil {
			err = errors.New("job: the page is cut off")
		}
		at, listed := seen[p.ID]
		switch {
		case err != nil && len(res.Postings) == 0:
			return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
		case err != nil:
			res.Problems = append(res.Problems, err)
		case listed: // the job beside the results says more than its card
			p.Path, p.URL = res.Postings[at].Path, cmp.Or(p.URL, res.Postings[at].URL)
			if len(p.Pay) == 0 {
				p.Pay = res.Postings[at].Pay
			}
			res.Postings[at] = p
		default:
			res.Keep(p)
		}
	}
	if len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: %s lists no job", scraper.ErrNoRecord, drift.Describe(d.body))
	}
	return res, nil
}

func (d document) title() string { return text(d.doc.Selection, jobTitle) }

func (d document) card(card *goquery.Selection, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		ID:      card.AttrOr("data-jobid", ""),
		URL:     d.link(card.Find("a"+cardTitle).AttrOr("href", "")),
		Title:   text(card, cardTitle),
		Company: rated.ReplaceAllString(text(card, cardOrg), ""),
		Place:   text(card, cardPlace),
		Country: d.page.Request.Country,
		Pay:     said(text(card, cardPay)),
		Path:    path,
		Omits:   []string{"description"},
	}
	if p.ID == "" {
		return p, errors.New("data-jobid: is missing")
	}
	if p.Title == "" {
		return p, errors.New("job-title: is empty")
	}
	return p, nil
}

// job reads the page of one job, or the job that stands beside the results.
func (d document) job() (scraper.Posting, error) {
	root := d.doc.Selection
	inner, err := root.Find(jobText).First().Html()
	if err != nil {
		inner = ""
	}
	p := scraper.Posting{
		ID:          strings.TrimPrefix(root.Find(jobTitle).AttrOr("id", ""), "jd-job-title-"),
		URL:         d.link(d.address),
		Title:       d.title(),
		Company:     rated.ReplaceAllString(text(root, jobOrg), ""),
		Place:       text(root, jobPlace),
		Country:     d.page.Request.Country,
		Description: htmltext.Text(inner),
		Pay:         said(text(root, jobPay)),
		Path:        "job",
	}
	if p.ID == "" {
		p.ID = number(d.address)
	}
	if p.ID == "" {
		return p, errors.New("job: neither the page nor its address names the job's number")
	}
	if number(p.URL) != p.ID {
		p.URL = ""
	}
	return p, nil
}

// rated is the employer's rating, which follows its name.
var rated = pattern.New(`\s*\d\.\d\s*★?$`)

// text is the text of the first element that the selector finds in sel.
func text(sel *goquery.Selection, selector string) string {
	inner, err := sel.Find(selector).First().Html()
	if err != nil {
		return ""
	}
	return htmltext.Line(inner)
}

// said is the text of pay where it names an amount. What is not said to be the
// employer's is Glassdoor's own estimate.
func said(text string) []scraper.Pay {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	origin := scraper.Field
	if lower := strings.ToLower(text); strings.Contains(lower, "est") && !strings.Contains(lower, "employer") {
		origin = scraper.Predicted
	}
	return []scraper.Pay{{Text: text, Kind: words.PayKind(text), Origin: origin, Path: "detailSalary"}}
}

// link is an address of Glassdoor without its parameters, but for the job's
// number.
func (d document) link(address string) string {
	u, err := url.Parse(weburl.Resolve(cmp.Or(d.address, "https://www.glassdoor.com/"), address))
	if err != nil || !weburl.OnSite(u.String(), "glassdoor") {
		return ""
	}
	id := number(u.String())
	u.RawQuery = ""
	if id != "" {
		u.RawQuery = "jl=" + id
	}
	return u.String()
}

// number is the job's number in an address (?jl=NUMBER, jobListingId=NUMBER).
func number(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return cmp.Or(u.Query().Get("jl"), u.Query().Get("jobListingId"))
}
