package jsonld

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// state says how a service's listing pages hold their postings as JSON, from which
// they make their rows. What it names are keys, "" for what the service doesn't say.
type state struct {
	mark string // what no other page has
	from string // what the JSON stands behind in a script, "" where it is an attribute data-page
	list string // the keys that lead to the postings

	id, title, date, unit, kind, pay string
	place, address, remote           string // address is an object with City, State and Country
	company, everywhere              string // the employer in a posting, and beside the list
	link, url                        string // the key of the address, or the address around {id}
	home                             string // where addresses begin that don't say so
}

// stated are the services: Paylocity, Phenom and Y Combinator's Work at a Startup. The
// creation of a posting there ("3 months") is no date.
var stated = []state{
	{
		mark: `"JobId"`, from: "window.pageData", list: "Jobs", id: "JobId", title: "JobTitle", date: "PublishedDate",
		unit: "HiringDepartment", place: "LocationName", address: "JobLocation", remote: "IsRemote", everywhere: "ModuleTitle",
		url: "https://recruiting.paylocity.com/Recruiting/Jobs/Details/{id}",
	},
	{
		mark: "eagerLoadRefineSearch", from: "phApp.ddo", list: "eagerLoadRefineSearch.data.jobs", id: "jobSeqNo",
		title: "title", date: "postedDate", unit: "category", kind: "type", place: "location",
	},
	{
		mark: "WaasJobListingsPage", list: "props.jobPostings", id: "id", title: "title", unit: "prettyRole", kind: "type",
		pay: "salaryRange", place: "location", company: "companyName", link: "url",
		home: "https://www.ycombinator.com/",
	},
}

// stateOf is the service whose listing page body is, with the JSON in it; nil where it
// is of none.
func stateOf(body []byte) (*state, json.RawMessage) {
	for i, s := range stated {
		if !bytes.Contains(body, []byte(s.mark)) {
			continue
		}
		if s.from == "" {
			if doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body)); err == nil {
				text := []byte(doc.Find("[data-page]").AttrOr("data-page", ""))
				if json.Valid(text) {
					return &stated[i], text
				}
			}
			continue
		}
		for v := range jsonlist.After(body, s.from) {
			return &stated[i], v
		}
	}
	return nil, nil
}

// readState reads a saved listing page by the JSON in it.
func readState(page *scraper.Page, s state, script json.RawMessage) (scraper.Result, error) {
	var top jsonld.Node
	if err := json.Unmarshal(script, &top); err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %s: %w", scraper.ErrDrift, s.mark, err)
	}
	keys := strings.Split(s.list, ".")
	around := top
	for _, key := range keys[:len(keys)-1] {
		around = around.Node(key)
	}
	var res scraper.Result
	employer := cmp.Or(top.Text(s.everywhere), page.Request.Company)
	base := cmp.Or(page.URL, page.Request.URL, webpage.Canonical(page.Body, ""), s.home)
	for i, v := range around.List(keys[len(keys)-1]) {
		path := fmt.Sprintf("%s[%d]", s.list, i)
		p, err := s.posting(jsonld.AsNode(v), base, path)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		p.Board = cmp.Or(page.Request.Board, host(p.URL))
		p.Company = cmp.Or(p.Company, employer, p.Board)
		p.Country = cmp.Or(p.Country, page.Request.Country)
		res.Keep(p)
	}
	return res, nil
}

func (s state) posting(n jsonld.Node, base, path string) (scraper.Posting, error) {
	id := n.Text(s.id)
	p := scraper.Posting{
		ID:         id,
		URL:        weburl.Resolve(base, strings.ReplaceAll(cmp.Or(n.Raw(s.link), s.url), "{id}", id)),
		Title:      n.Text(s.title),
		Company:    n.Text(s.company),
		Place:      n.Text(s.place),
		Employment: words.Employment(n.Text(s.kind)),
		Department: n.Text(s.unit),
		Workplace:  words.Workplace(n.Text(s.place)),
		Path:       path,
		Omits:      []string{"description"},
	}
	switch {
	case id == "":
		return p, fmt.Errorf("%s: is missing", s.id)
	case p.Title == "":
		return p, errors.New("the title is empty")
	}
	p.ID = cmp.Or(p.URL, id)
	if a := n.Node(s.address); a.Values != nil {
		place, list, country := places.Of([]places.Location{{
			City: a.Text("City"), Region: a.Text("State"), Country: a.Text("Country"), Code: a.Text("Country"),
		}})
		if place != "" {
			p.Place, p.Places, p.Country = place, list, country
		}
	}
	if remote, _ := n.Value(s.remote).(bool); remote {
		p.Workplace = "remote"
	}
	if line := htmltext.Line(n.Text(s.pay)); strings.ContainsAny(line, "0123456789") {
		p.Pay = []scraper.Pay{{Text: line, Origin: scraper.Field, Path: s.pay}}
	}
	p.PostedAt = dates.Field(&p.Unread, s.date, n.Text(s.date))
	return p, nil
}
