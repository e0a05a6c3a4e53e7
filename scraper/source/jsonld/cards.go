package jsonld

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// cards says how a service's pages that list postings show them, where a user saved
// such a page: a crawl goes to the postings' own pages, which say more. Selectors
// stand below that of a row, "" for what the rows don't say.
type cards struct {
	mark              string // a class that no other service's pages have
	row, link         string
	place, date, unit string
	layout            string // of dates that are ambiguous in digits; "" for any other
}

// carded are the services whose listing pages are read: iCIMS in two forms, SAP
// SuccessFactors as a table and as tiles, ClearCompany (hrmdirect.com), softgarden and
// Jobvite.
var carded = []cards{
	{
		mark: "iCIMS_Anchor", row: ".iCIMS_JobCardItem, .iCIMS_JobsTable > .row", link: "a.iCIMS_Anchor[href*='/jobs/']",
		place: ".header.left",
	},
	{
		mark: "jobTitle-link", row: "tr.data-row, .job-tile", link: "a.jobTitle-link", place: ".jobLocation, .location",
		date: ".jobDate, .date", unit: ".jobDepartment, .department",
	},
	{
		mark: "ReqRowClick", row: "tr.ReqRowClick", link: ".posTitle a", place: ".cities", date: "td:last-child",
		unit: ".departments", layout: "01/02/2006",
	},
	{mark: "matchElement", row: ".matchElement", link: "a[href*='/job/']", place: ".location"},
	{mark: "jv-job-list", row: "tr:has(a[href*='/job/'])", link: "a[href*='/job/']", place: ".jv-job-list-location"},
}

// cardsOf is the service whose listing page body is, nil where it is of none.
func cardsOf(body []byte) *cards {
	for i, c := range carded {
		if bytes.Contains(body, []byte(c.mark)) && bytes.Contains(body, []byte("<a")) {
			return &carded[i]
		}
	}
	return nil
}

// rows are the rows of a listing page that lead to a posting.
func (c cards) rows(body []byte) (*goquery.Selection, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: is no HTML: %w", scraper.ErrDrift, err)
	}
	return doc.Find(c.row).FilterFunction(func(_ int, row *goquery.Selection) bool {
		return row.Find(c.link).Length() > 0
	}), nil
}

// readCards reads a saved listing page. The last row of a page that is cut off is
// half a row and left out.
func readCards(page *scraper.Page, c cards) (scraper.Result, error) {
	rows, err := c.rows(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	employer := cmp.Or(page.Request.Company, listedEmployer(page.Body))
	base := cmp.Or(page.URL, page.Request.URL, webpage.Canonical(page.Body, ""))
	seen := map[string]bool{}
	whole := bytes.Contains(page.Body, []byte("</html"))
	for i, row := range rows.EachIter() {
		path := fmt.Sprintf("row[%d]", i)
		if !whole && i == rows.Length()-1 {
			res.Problems = append(res.Problems, fmt.Errorf("%s: the page is cut off", path))
			break
		}
		p, err := c.posting(row, base, path)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		p.Board = cmp.Or(page.Request.Board, host(p.URL))
		p.Company = cmp.Or(employer, p.Board)
		p.Country = cmp.Or(p.Country, page.Request.Country)
		if !seen[p.ID] {
			seen[p.ID] = true
			res.Keep(p)
		}
	}
	return res, nil
}

func (c cards) posting(row *goquery.Selection, base, path string) (scraper.Posting, error) {
	link := row.Find(c.link).First()
	title := link.Find("h2, h3, h4").First() // iCIMS labels the title within the link
	if title.Length() == 0 {
		title = link
	}
	p := scraper.Posting{
		URL:        inPage(weburl.Resolve(base, link.AttrOr("href", ""))),
		Title:      htmltext.Line(title.Text()),
		Department: c.text(row, c.unit),
		Path:       path,
		Omits:      []string{"description"},
	}
	placed(&p, c.text(row, c.place))
	switch {
	case p.URL == "":
		return p, errors.New("link: has no address; --url says where the page was")
	case p.Title == "":
		return p, errors.New("title: is empty")
	}
	p.ID = p.URL
	date := c.text(row, c.date)
	if t, err := time.Parse(c.layout, date); err == nil && c.layout != "" {
		p.PostedAt = t
		return p, nil
	}
	if strings.ContainsAny(date, "0123456789") {
		p.PostedAt = dates.Field(&p.Unread, "date", date)
	}
	return p, nil
}

func (c cards) text(row *goquery.Selection, selector string) string {
	if selector == "" {
		return ""
	}
	return htmltext.Line(row.Find(selector).First().Text())
}

// inPage takes off an address what asks for the page without its frame, and what
// leads to a part of it.
func inPage(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Del("in_iframe")
	u.RawQuery, u.Fragment = q.Encode(), ""
	return untracked(u.String())
}

// label stands before the place of iCIMS's rows; coded is its form of one: "US-NV-Las
// Vegas", of which rows name several between bars.
var (
	label = regexp.MustCompile(`^(?:Job )?Locations?:?\s+`)
	coded = regexp.MustCompile(`^([A-Z]{2})(?:-([A-Z]{2,3}))?-(\pL[\pL .'-]+)$`)
)

// placed gives p the places of a row.
func placed(p *scraper.Posting, text string) {
	p.Place = label.ReplaceAllString(text, "")
	var list []places.Location
	for part := range strings.SplitSeq(p.Place, "|") {
		m := coded.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return
		}
		list = append(list, places.Location{City: m[3], Region: m[2], Code: m[1]})
	}
	p.Place, p.Places, p.Country = places.Of(list)
}

// employerIn finds the employer in the title of a listing page.
var employerIn = regexp.MustCompile(`(?i)^(?:job listings|careers|jobs|(?:open|current) (?:positions|openings|jobs))\s+at\s+(.+)$`)

func listedEmployer(body []byte) string {
	if m := employerIn.FindStringSubmatch(htmltext.Line(webpage.Title(body))); m != nil {
		return m[1]
	}
	return ""
}
