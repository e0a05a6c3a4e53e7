// Package recruitee reads the careers sites that employers host with
// Recruitee (Tellent), through the public interface of each site.
//
// One request answers a whole site, without pages and without a key:
// GET https://COMPANY.recruitee.com/api/offers/
// (https://docs.recruitee.com/reference/intro-to-careers-site-api). What to
// know of it:
//   - salary is always there, all of it null where none is stated, and its
//     amounts are texts. They can't all be meant as they stand: a real offer
//     says "75.00" to "95.00" a year, another is reported that says "18.50" a
//     month. Such pay is kept as said and flagged, never rescaled.
//   - location is "Remote job" for remote ones; the places stand in locations.
//   - remote, hybrid and on_site are three fields, of which several may be set
//     (a guess: where the applicant chooses).
//   - A careers site may have a domain of the employer's own, to which its name at
//     recruitee.com then leads (reported in August 2026). That is another site, so
//     that the board has to name it as its host.
//   - Offers hold a mail address for applications, which is left where it is.
package recruitee

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const domain = ".recruitee.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "recruitee",
		Title:    "Recruitee",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://recruitee.com/",
		Terms:    "https://docs.recruitee.com/reference/intro-to-careers-site-api",
		Hosts:    []string{"recruitee.com"},
		OffReason: "the robots.txt of many of its sites is reported to refuse programs; name boards whose " +
			"robots.txt allows it and set enabled: true",
		Pay: "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Boards         []Board `yaml:"boards"`
}

// Board is an employer's careers site.
type Board struct {
	scraper.Board `yaml:",inline"`
	// Host is the site's host where it has a domain of the employer's own
	// ("jobs.acme.com"); "" for TOKEN.recruitee.com.
	Host string `yaml:"host"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

var (
	// label is what may stand before .recruitee.com in the address of a site.
	label = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$`)
	host  = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)
)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	var boards []scraper.Board
	for _, b := range s.Boards {
		boards = append(boards, b.Board)
	}
	if err := scraper.CheckBoards(boards); err != nil {
		return err
	}
	for i, b := range s.Boards {
		switch {
		case !label.MatchString(b.Token):
			return fmt.Errorf("boards[%d].token: %q is not the name before %s", i, b.Token, domain)
		case b.Host != "" && (!host.MatchString(b.Host) || strings.HasSuffix(b.Host, domain)):
			return fmt.Errorf("boards[%d].host: %q is no host of the employer's own such as jobs.acme.com", i, b.Host)
		}
	}
	return nil
}

// Start asks for each site.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, b := range s.Boards {
		req := scraper.Request{
			URL:     s.Address("https://"+cmp.Or(b.Host, b.Token+domain), "/api/offers/"),
			Page:    "board",
			Board:   b.Token,
			Company: b.Company,
		}
		if s.BaseURL != "" { // one host for all sites: the address tells them apart
			req.URL = weburl.WithQuery(req.URL, "company", b.Token)
		}
		reqs = append(reqs, req)
	}
	return reqs, nil
}

// Recognise knows a site by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "offers")
	return first.Has("title") && first.Some(1, "careers_url", "careers_apply_url") &&
		first.Some(1, "id", "slug", "guid")
}

// Read reads a site.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "offers", func(path string, o offer) error {
		p, err := o.posting(page, path)
		if err == nil && o.open() {
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if page.Request.Page == "board" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// offer is a posting as the service words it.
type offer struct {
	ID           int64      `json:"id"`
	Title        string     `json:"title"`
	CareersURL   string     `json:"careers_url"`
	ApplyURL     string     `json:"careers_apply_url"`
	CompanyName  string     `json:"company_name"`
	Location     string     `json:"location"`
	City         string     `json:"city"`
	State        string     `json:"state_name"`
	Country      string     `json:"country"`
	CountryCode  string     `json:"country_code"`
	Locations    []location `json:"locations"`
	Remote       bool       `json:"remote"`
	Hybrid       bool       `json:"hybrid"`
	OnSite       bool       `json:"on_site"`
	Employment   string     `json:"employment_type_code"`
	Experience   string     `json:"experience_code"`
	Department   string     `json:"department"`
	Tags         []string   `json:"tags"`
	Description  string     `json:"description"`
	Requirements string     `json:"requirements"`
	Status       string     `json:"status"`
	PublishedAt  string     `json:"published_at"`
	UpdatedAt    string     `json:"updated_at"`
	CloseAt      string     `json:"close_at"`
	// Salary holds min, max, period and currency; as texts, they may hold
	// anything.
	Salary jsonlist.Optional[jsonld.Node] `json:"salary"`
}

type location struct {
	City        string `json:"city"`
	State       string `json:"state"`
	Country     string `json:"country"`
	CountryCode string `json:"country_code"`
}

// open tells offers that are published from those that are not or not any more.
func (o offer) open() bool { return o.Status == "" || o.Status == "published" }

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.ID == 0 {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          strconv.FormatInt(o.ID, 10),
		Board:       cmp.Or(page.Request.Board, token(o.CareersURL)),
		URL:         weburl.Resolve("", o.CareersURL),
		ApplyURL:    weburl.Resolve("", o.ApplyURL),
		Title:       htmltext.Line(o.Title),
		Company:     htmltext.Line(o.CompanyName),
		Workplace:   o.workplace(),
		Employment:  words.Employment(strings.ReplaceAll(o.Employment, "_", " ")),
		Department:  htmltext.Line(o.Department),
		Level:       htmltext.Line(strings.ReplaceAll(o.Experience, "_", " ")),
		Tags:        htmltext.Lines(o.Tags),
		Description: htmltext.Text(o.Description + "<br>" + o.Requirements),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	p.Place, p.Places, p.Country = places.Of(o.locations())
	p.Place = cmp.Or(p.Place, htmltext.Line(o.Location))
	if len(p.Places) < 2 { // those of several countries are of none
		p.Country = cmp.Or(p.Country, page.Request.Country)
	}
	p.PostedAt = dates.Field(&p.Unread, "published_at", o.PublishedAt)
	p.ChangedAt = dates.Field(&p.Unread, "updated_at", o.UpdatedAt)
	p.ValidThrough = dates.Field(&p.Unread, "close_at", o.CloseAt)
	p.Pay = pay(o.Salary.Value)
	if !o.Salary.Stated {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

// locations are those of the list, or the one of the offer where that is empty.
func (o offer) locations() []places.Location {
	if len(o.Locations) == 0 {
		return []places.Location{{City: o.City, Region: o.State, Country: o.Country, Code: o.CountryCode}}
	}
	var list []places.Location
	for _, l := range o.Locations {
		list = append(list, places.Location{City: l.City, Region: l.State, Country: l.Country, Code: l.CountryCode})
	}
	return list
}

// workplace is the one kind that is set. Several leave it open.
func (o offer) workplace() string {
	switch [3]bool{o.Remote, o.Hybrid, o.OnSite} {
	case [3]bool{true, false, false}:
		return "remote"
	case [3]bool{false, true, false}:
		return "hybrid"
	case [3]bool{false, false, true}:
		return "onsite"
	}
	return ""
}

// pay reads a salary, whose ends are numbers as texts, or words for package
// aggregate to read.
func pay(s jsonld.Node) []scraper.Pay {
	minimum, maximum := s.Text("min"), s.Text("max")
	p := scraper.Pay{Currency: s.Text("currency"), Origin: scraper.Structured, Path: "salary"}
	for _, end := range []struct {
		text string
		to   *float64
	}{{minimum, &p.Min}, {maximum, &p.Max}} {
		n, ok := money.ParseNumber(end.text)
		if !ok && strings.ContainsAny(end.text, "123456789") {
			text := strings.Join(htmltext.Lines([]string{minimum, maximum}), " - ")
			return []scraper.Pay{
				{
					Currency: p.Currency,
					Period:   words.Period(s.Text("period")),
					Text:     text,
					Origin:   scraper.Field,
					Path:     "salary",
				},
			}
		}
		*end.to = max(0, n)
	}
	if p.Min == 0 && p.Max == 0 {
		return nil
	}
	p.Period = words.PeriodOf(s.Text("period"))
	return []scraper.Pay{p}
}

// token finds the site's name in an offer's address
// (https://COMPANY.recruitee.com/o/SLUG), "" for a domain of its own.
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, ok := strings.CutSuffix(u.Hostname(), domain)
	if !ok {
		return ""
	}
	return name
}
