// Package startupjobs reads the jobs that the Czech board StartupJobs hands to
// its partners, as a feed in XML.
//
// GET https://feedback.startupjobs.cz/feed/PARTNER.php answers all offers that
// were chosen for the partner, without pages and without a key. StartupJobs
// gives each partner a feed of its own: the configuration names it, and
// nothing is asked without. What to know of it:
//   - The form of the address is that of other partners' feeds; it is not
//     documented. https://www.startupjobs.com/dev/public-api is another
//     interface, for employers only.
//   - An offer has one or more cities and kinds of employment.
//   - The only date is that of the last change.
//   - Addresses carry the partner's tracking parameters, which are taken off.
//   - There is no element for pay; some texts state it, mostly in Czech.
//   - Names hold entities within CDATA ("P&amp;J").
package startupjobs

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

const origin = "https://feedback.startupjobs.cz"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "startupjobs",
		Title:       "StartupJobs",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.startupjobs.cz/",
		Terms:       "https://www.startupjobs.com/terms-of-service",
		Attribution: "Jobs from StartupJobs (https://www.startupjobs.cz/). Each links to its page there.",
		Hosts:       []string{"feedback.startupjobs.cz"},
		OnByDefault: true,
		Pay:         "text",
		Countries:   []string{"CZ"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Partner is the name in the address of the feed that StartupJobs made
	// for the user; empty for none, and then nothing is asked.
	Partner string `yaml:"partner"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.ContainsAny(s.Partner, "/?#:. ") {
		return fmt.Errorf("partner: %q is not the bare name of a feed", s.Partner)
	}
	return nil
}

// Start asks for the partner's feed.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	if s.Partner == "" {
		return nil, nil
	}
	return []scraper.Request{{URL: s.Address(origin, "/feed/"+url.PathEscape(s.Partner)+".php"), Page: "feed"}}, nil
}

// Recognise knows the feed by its elements, or their names in JSON.
func (Source) Recognise(page *scraper.Page) bool {
	if _, first := jsonlist.Shape(page.Body, "offers"); first.Has("position", "startup", "jobtypes") {
		return true
	}
	return xmllist.Any(page.Body, "offers", "offer", func(o offer) bool {
		return o.ID != "" && o.Position != "" && o.Startup != ""
	})
}

// Read reads the feed.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	add := func(path string, o offer) error {
		p, err := o.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		return nil
	}
	read := func() ([]error, error) { return xmllist.Array(page.Body, "offers", "offer", add) }
	if bytes.HasPrefix(bytes.TrimSpace(page.Body), []byte("{")) {
		read = func() ([]error, error) { return jsonlist.Array(page.Body, "offers", add) }
	}
	problems, err := read()
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	return res, nil
}

// offer is a posting as the service words it.
type offer struct {
	ID          string   `xml:"id" json:"id"`
	Position    string   `xml:"position" json:"position"`
	Startup     string   `xml:"startup" json:"startup"`
	Cities      []string `xml:"cities>city" json:"cities"`
	JobTypes    []string `xml:"jobtypes>jobtype" json:"jobtypes"`
	Description string   `xml:"description" json:"description"`
	URL         string   `xml:"url" json:"url"`
	LastUpdate  string   `xml:"lastUpdate" json:"lastUpdate"`
}

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	id := strings.TrimSpace(o.ID)
	if id == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          id,
		URL:         untracked(weburl.Resolve("", o.URL)),
		Title:       htmltext.Line(o.Position),
		Company:     htmltext.Line(o.Startup),
		Place:       htmltext.Join(htmltext.Lines(o.Cities)...),
		Country:     page.Request.Country,
		Description: htmltext.Text(o.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("position: is empty")
	}
	var kinds []string
	for _, word := range htmltext.Lines(o.JobTypes) {
		if place := words.Workplace(word); place != "" {
			p.Workplace = place
			continue
		}
		kinds = append(kinds, words.Employment(word))
	}
	p.Employment = htmltext.Join(kinds...)
	p.ChangedAt = dates.Field(&p.Unread, "lastUpdate", o.LastUpdate)
	return p, nil
}

// untracked takes the parameters off an address that tell who led a reader to
// it.
func untracked(address string) string {
	before, query, ok := strings.Cut(address, "?")
	if !ok {
		return address
	}
	var kept []string
	for parameter := range strings.SplitSeq(query, "&") {
		if !strings.HasPrefix(parameter, "utm_") {
			kept = append(kept, parameter)
		}
	}
	if len(kept) == 0 {
		return before
	}
	return before + "?" + strings.Join(kept, "&")
}
