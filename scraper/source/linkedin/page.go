package linkedin

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// document is a saved page, taken apart.
type document struct {
	page    *scraper.Page
	body    []byte // without the viewer around it, if there was one
	cut     bool   // body ends before its end
	doc     *goquery.Document
	address string
	cards   *goquery.Selection // the results; none on the page of one job
	count   *goquery.Selection // how many the search found
}

// The marks of LinkedIn's pages, of today and of 2020.
const (
	cardMark   = `[data-entity-urn^="urn:li:jobPosting:"]`
	listMark   = ".jobs-search__results-list, .two-pane-serp-page__results-list"
	countMark  = ".results-context-header__job-count"
	queryMark  = ".results-context-header__query-search"
	jobMark    = "h1.topcard__title, h2.topcard__title, .top-card-layout__title"
	titleMark  = ".base-search-card__title, .result-card__title"
	orgMark    = ".base-search-card__subtitle, .result-card__subtitle"
	placeMark  = ".job-search-card__location, .job-result-card__location"
	linkMark   = "a.base-card__full-link, a.result-card__full-card-link"
	payMark    = ".job-search-card__salary-info, .job-result-card__salary-info"
	jobOrgMark = "a.topcard__org-name-link, .topcard__flavor:not(.topcard__flavor--bullet)"
	jobPlace   = ".topcard__flavor--bullet"
	jobPay     = ".compensation__salary"
	closedMark = "[class*=closed-job__flavor--closed], .closed-job"
	jobText    = ".show-more-less-html__markup, .description__text"
	criteria   = "li.job-criteria__item, li.description__job-criteria-item"
)

var signIn = pattern.New(
	`(?i)^(sign (in|up)|log ?in|join|linkedin(: | )?log ?in)\b.*\blinkedin\b|^linkedin login\b`,
)

func parse(page *scraper.Page) (document, error) {
	d := document{page: page}
	d.body, d.address = webpage.Saved(page)
	if !bytes.HasPrefix(bytes.TrimSpace(d.body), []byte("<")) || drift.Blocked(d.body) != "" {
		return d, drift.New(d.body, "a page of LinkedIn")
	}
	if title := webpage.Title(d.body); signIn.MatchString(title) {
		return d, fmt.Errorf("%w: the page %q asks to sign in", scraper.ErrBlocked, title)
	}
	var err error
	if d.doc, err = goquery.NewDocumentFromReader(bytes.NewReader(d.body)); err != nil {
		return d, fmt.Errorf("%w: is no HTML: %w", scraper.ErrDrift, err)
	}
	d.cut = drift.CutOff(d.body)
	d.address = cmp.Or(webpage.Canonical(d.body, d.address), d.address)
	d.count = d.doc.Find(countMark).First()
	d.cards = d.doc.Find(cardMark)
	if d.hasJob() && d.doc.Find(listMark).Length() == 0 {
		d.cards = d.cards.Slice(0, 0) // other jobs that a job's page suggests
	}
	return d, nil
}

func (d document) hasJob() bool { return d.doc.Find(jobMark).Length() > 0 }

// text is the text of the first element that the selector finds in sel.
func text(sel *goquery.Selection, selector string) string {
	inner, err := sel.Find(selector).First().Html()
	if err != nil {
		return ""
	}
	return htmltext.Line(inner)
}

func (d document) card(card *goquery.Selection, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		ID:      strings.TrimPrefix(card.AttrOr("data-entity-urn", ""), "urn:li:jobPosting:"),
		URL:     bare(cmp.Or(card.Find(linkMark).AttrOr("href", ""), card.AttrOr("href", ""))),
		Title:   text(card, titleMark),
		Company: text(card, orgMark),
		Place:   text(card, placeMark),
		Country: d.page.Request.Country,
		Pay:     pay(text(card, payMark), "salary-info"),
		Path:    path,
		Omits:   []string{"description"},
	}
	if p.ID == "" {
		return p, errors.New("data-entity-urn: names no job")
	}
	if p.Title == "" {
		return p, errors.New("title: is empty")
	}
	if len(p.Pay) == 0 {
		p.Omits = append(p.Omits, "pay")
	}
	p.PostedAt = dates.Field(&p.Unread, "time", card.Find("time[datetime]").AttrOr("datetime", ""))
	return p, nil
}

// job reads the page of one job, or the job that stands beside the results.
func (d document) job() (scraper.Posting, error) {
	inner, err := d.doc.Find(jobText).First().Html()
	if err != nil {
		inner = ""
	}
	root := d.doc.Selection
	address := bare(cmp.Or(root.Find("a.topcard__link").AttrOr("href", ""), d.address))
	p := scraper.Posting{
		ID:          cmp.Or(comment(root.Find("code#decoratedJobPostingId")), number(address)),
		URL:         address,
		Title:       text(root, jobMark),
		Company:     text(root, jobOrgMark),
		Place:       cmp.Or(text(root, jobPlace), d.titlePlace()),
		Country:     d.page.Request.Country,
		Description: htmltext.Text(inner),
		Pay:         pay(text(root, jobPay), "compensation"),
		Path:        "job",
	}
	if p.ID == "" {
		return p, errors.New("job: neither the page nor its address names the job's number")
	}
	if p.Title == "" {
		return p, errors.New("job: title is empty")
	}
	if d.cut {
		return p, errors.New("job: the page is cut off")
	}
	if number(address) != p.ID {
		p.URL = "https://www.linkedin.com/jobs/view/" + p.ID
	}
	p.ClosedWhy = text(root, closedMark)
	d.criteria(&p)
	return p, nil
}

// titledPlace finds the place in a job page's title ("Acme hiring Diver in Cork,
// Ireland | LinkedIn"), for pages that were saved in part.
var titledPlace = pattern.New(`(?: hiring .* in| at .* —) ([^|—]+,[^|—]+) \| LinkedIn`)

func (d document) titlePlace() string {
	if m := titledPlace.FindStringSubmatch(htmltext.Line(webpage.Title(d.body))); m != nil {
		return m[1]
	}
	return ""
}

// criteria reads the list of four below a job: level, employment, function and
// industries. Its labels are in the reader's language; their order is not.
func (d document) criteria(p *scraper.Posting) {
	items := d.doc.Find(criteria)
	for i, item := range items.EachIter() {
		label := text(item, "h3")
		if items.Length() == 4 {
			label = []string{"Seniority level", "Employment type", "Job function", "Industries"}[i]
		}
		value := text(item, "span")
		switch label {
		case "Seniority level":
			p.Level = value
		case "Employment type":
			p.Employment = words.Employment(value)
		case "Job function":
			p.Department = value
		}
	}
	if p.Level == "Not Applicable" { // LinkedIn's word for none
		p.Level = ""
	}
}

// claim is how many jobs the search found, in its own words.
func (d document) claim() (scraper.Claim, error) {
	if d.cut && d.cards.Length() == 0 { // within the page's head, perhaps
		return scraper.Claim{}, errors.New("job-count: the page is cut off")
	}
	printed := htmltext.Line(d.count.Text())
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, printed)
	n, err := strconv.Atoi(digits)
	if err != nil || !countForm.MatchString(printed) {
		return scraper.Claim{}, fmt.Errorf("job-count: %q is no count", printed)
	}
	return scraper.Claim{
		Title:     value(d.doc, "keywords"),
		Place:     value(d.doc, "location"),
		Country:   d.page.Request.Country,
		Statistic: "count",
		Label:     text(d.doc.Selection, queryMark),
		Amount:    float64(n),
		TopCoded:  strings.HasSuffix(printed, "+"),
		Path:      "results-context-header__job-count",
	}, nil
}

// countForm is a whole number, its thousands parted in any of the usual ways.
var countForm = pattern.New(`^\d{1,3}([,. \x{a0}\x{202f}']?\d{3})*\+?$`)

// value is what a field of the search form holds.
func value(doc *goquery.Document, name string) string {
	return htmltext.Line(doc.Find(`input[name="`+name+`"]`).AttrOr("value", ""))
}

// pay is the text where it names an amount.
func pay(text, path string) []scraper.Pay {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	return []scraper.Pay{{Text: text, Kind: words.PayKind(text), Origin: scraper.Field, Path: path}}
}

// bare is an address of LinkedIn without its parameters, all of which tell
// how a reader came there.
func bare(address string) string {
	u, err := url.Parse(weburl.Resolve("https://www.linkedin.com/", address))
	if err != nil || !weburl.OnSite(u.String(), "linkedin") {
		return ""
	}
	u.RawQuery = ""
	return u.String()
}

var trailing = pattern.New(`/(?:jobs/view/(?:[^/]*-)?|jobPosting/)(\d{6,})/?$`)

// number is a job's number, with which its address ends.
func number(address string) string {
	if m := trailing.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	return ""
}

// comment is the text in quotes in the comment that an element holds, as
// LinkedIn hands values to its scripts.
func comment(el *goquery.Selection) string {
	inner, err := el.First().Html()
	if err != nil {
		return ""
	}
	return strings.Trim(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(inner), "<!--"), "-->"), `" `)
}
