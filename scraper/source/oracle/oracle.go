// Package oracle reads answers of Oracle Recruiting and of Taleo, with which large
// employers host their career sites, that the user saved.
//
// A site's pages ask /hcmRestApi/resources/latest/recruitingCEJobRequisitions for the
// list and recruitingCEJobRequisitionDetails for a posting
// (https://docs.oracle.com/en/cloud/saas/human-resources/farws/). Oracle documents them
// for its customers and says nothing of others, so nothing is asked for. What to know
// of them:
//   - The list stands in items[0].requisitionList and has no texts. Beside it stand
//     lists of places and categories with counts, which are no postings.
//   - Numbers of postings are an employer's own: the host stands before them.
//   - Neither names the employer, nor pay in a field.
package oracle

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "oracle",
		Title:     "Oracle Recruiting",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.Import,
		Homepage:  "https://www.oracle.com/human-capital-management/recruiting/",
		Terms:     "https://www.oracle.com/legal/terms/",
		OffReason: "the interface is documented for Oracle's customers alone; import answers that you saved",
		Pay:       "text",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as nobody but Oracle's customers was given leave to ask.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows a list of either service, or a posting within an answer or taken out
// of one.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "items")
	return first.Has("requisitionList") || isDetail(first) || isDetail(top) || isTaleo(page.Body)
}

func isDetail(k jsonlist.Keys) bool {
	return k.Has("Id", "Title") && k.Some(2, "ExternalDescriptionStr", "ExternalPostedStartDate", "PrimaryLocation", "RequisitionId")
}

// item is a list of postings, or one posting.
type item struct {
	requisition
	Site string        `json:"SiteNumber"`
	List []requisition `json:"requisitionList"`
}

// requisition is a posting as the service words it. Two names of one thing are those of
// the list and of a posting's own answer.
type requisition struct {
	ID               jsonlist.Text `json:"Id"`
	Title            string        `json:"Title"`
	Category         string        `json:"Category"`
	Family           string        `json:"JobFamily"`
	PostedDate       string        `json:"PostedDate"`
	PostedStart      string        `json:"ExternalPostedStartDate"`
	EndDate          string        `json:"PostingEndDate"`
	PostedEnd        string        `json:"ExternalPostedEndDate"`
	Workplace        string        `json:"WorkplaceType"`
	Schedule         string        `json:"JobSchedule"`
	Location         string        `json:"PrimaryLocation"`
	Country          string        `json:"PrimaryLocationCountry"`
	Others           []location    `json:"secondaryLocations"`
	Short            string        `json:"ShortDescriptionStr"`
	Description      string        `json:"ExternalDescriptionStr"`
	Responsibilities string        `json:"ExternalResponsibilitiesStr"`
	Qualifications   string        `json:"ExternalQualificationsStr"`
	Organization     string        `json:"OrganizationDescriptionStr"`
	Corporate        string        `json:"CorporateDescriptionStr"`
}

type location struct {
	Name    string `json:"Name"`
	Country string `json:"CountryCode"`
}

// Read reads a list or a posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if isTaleo(page.Body) {
		return readTaleo(page)
	}
	r := reading{page: page}
	if top, _ := jsonlist.Shape(page.Body, "items"); isDetail(top) {
		one, problems, err := jsonlist.Object[requisition](page.Body)
		if err != nil {
			return scraper.Result{}, err
		}
		r.res.Problems = problems
		p, err := r.posting(one, "", "$")
		if err == nil {
			r.res.Keep(p)
		}
		return r.res, err
	}
	answer, problems, err := jsonlist.ArrayIn[item, struct {
		Links []struct {
			Href string `json:"href"`
		} `json:"links"`
	}](page.Body, "items", r.item)
	if err != nil {
		return scraper.Result{}, err
	}
	for _, l := range answer.Links {
		r.host = cmp.Or(r.host, hostOf(l.Href))
	}
	if err := r.keep(); err != nil {
		return scraper.Result{}, err
	}
	r.res.Problems = append(r.res.Problems, problems...)
	return r.res, nil
}

// reading is the reading of one answer, whose host may stand behind its items.
type reading struct {
	page  *scraper.Page
	res   scraper.Result
	host  string
	items []item
	paths []string
}

func (r *reading) item(path string, it item) error {
	if it.List == nil && it.Title == "" {
		return errors.New("requisitionList: is missing, and so is Title")
	}
	r.items, r.paths = append(r.items, it), append(r.paths, path)
	return nil
}

// keep keeps what the items say. The error is scraper.ErrDrift where nothing of them
// could be read.
func (r *reading) keep() error {
	n := 0
	for i, it := range r.items {
		list, path := it.List, r.paths[i]+".requisitionList[%d]"
		if it.Title != "" {
			list, path = []requisition{it.requisition}, r.paths[i]
		}
		for j, one := range list {
			at := path
			if it.Title == "" {
				at = fmt.Sprintf(path, j)
			}
			n++
			p, err := r.posting(one, it.Site, at)
			if err != nil {
				r.res.Problems = append(r.res.Problems, fmt.Errorf("%s: %w", at, err))
				continue
			}
			r.res.Keep(p)
		}
	}
	if n > 0 && len(r.res.Postings) == 0 {
		return fmt.Errorf("%w: none of %d postings could be read: %w", scraper.ErrDrift, n, errors.Join(r.res.Problems...))
	}
	return nil
}

func (r *reading) posting(q requisition, site, path string) (scraper.Posting, error) {
	id := htmltext.Line(string(q.ID))
	p := scraper.Posting{
		Board:      cmp.Or(r.page.Request.Board, hostOf(r.page.URL), r.host),
		Title:      htmltext.Line(q.Title),
		Workplace:  words.Workplace(q.Workplace),
		Employment: words.Employment(q.Schedule),
		Department: htmltext.Line(cmp.Or(q.Category, q.Family)),
		Path:       path,
	}
	switch {
	case id == "":
		return p, errors.New("its Id is missing")
	case p.Title == "":
		return p, errors.New("its Title is empty")
	}
	p.ID = strings.TrimPrefix(p.Board+":"+id, ":")
	if p.Board != "" && site != "" {
		p.URL = "https://" + p.Board + "/hcmUI/CandidateExperience/en/sites/" + url.PathEscape(site) + "/job/" + url.PathEscape(id)
	}
	p.Company = cmp.Or(r.page.Request.Company, p.Board)
	p.Place, p.Places, p.Country = places.Of(q.places())
	if len(p.Places) < 2 {
		p.Country = cmp.Or(p.Country, r.page.Request.Country)
	}
	p.PostedAt = dates.Field(&p.Unread, "PostedDate", cmp.Or(q.PostedDate, q.PostedStart))
	p.ValidThrough = dates.Field(&p.Unread, "PostingEndDate", cmp.Or(q.EndDate, q.PostedEnd))
	p.Description = q.text()
	if q.Description == "" {
		p.Omits = append(p.Omits, "description")
	}
	return p, nil
}

// text is the advert, whose parts stand apart.
func (q requisition) text() string {
	var parts []string
	for _, part := range []string{q.Description, q.Responsibilities, q.Qualifications, q.Organization, q.Corporate} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return htmltext.Text(cmp.Or(strings.Join(parts, "<br>\n"), q.Short))
}

// places takes the lines of places apart: "Phoenix, AZ, United States".
func (q requisition) places() (list []places.Location) {
	for _, l := range append([]location{{q.Location, q.Country}}, q.Others...) {
		list = append(list, lineOf(strings.Split(htmltext.Line(l.Name), ", "), l.Country))
	}
	return list
}

// lineOf is the place that the parts of a line name, the country last.
func lineOf(parts []string, code string) places.Location {
	last := len(parts) - 1
	l := places.Location{Country: parts[last], Code: cmp.Or(code, places.Country(parts[last]))}
	if last > 0 {
		l.City = parts[0]
	}
	if last > 1 {
		l.Region = parts[last-1]
	}
	return l
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
