// Package ashby reads the job boards that employers host with Ashby, through
// its public posting interface.
//
// One request answers a whole board, without pages and without a key:
// GET /posting-api/job-board/NAME?includeCompensation=true
// (https://developers.ashbyhq.com/docs/public-job-posting-api). What to know:
//   - It names no company: the configuration has to.
//   - compensationTiers hold pay by zone; summaryComponents merge the zones
//     into one range that no zone has, and count only where there is no tier.
//   - Only components of type Salary are base pay, and even they are on-target
//     pay when the text beside them says so. Keys may be missing.
//   - isRemote is true of most hybrid jobs: workplaceType wins.
//   - Some keep of an answer only the line of pay in words; so do the pages of
//     jobs.ashbyhq.com, which hold a posting or a board in a script (page.go).
//   - Without includeCompensation the answer has no compensation at all.
package ashby

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
	"backpay/scraper/extract/words"
)

const origin = "https://api.ashbyhq.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "ashby",
		Title:       "Ashby",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.ashbyhq.com/",
		Terms:       "https://developers.ashbyhq.com/docs/public-job-posting-api",
		Hosts:       []string{"api.ashbyhq.com"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address(origin, "/posting-api/job-board/"+url.PathEscape(b.Token)+"?includeCompensation=true"),
			Page: "board",
		}
	}), nil
}

// Recognise knows a board by keys that no other service has together, and a
// saved page of jobs.ashbyhq.com by what it is made of.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jobs")
	if first.Has("jobUrl") &&
		first.Some(3, "id", "applyUrl", "isListed", "publishedAt", "employmentType", "descriptionHtml") {
		return true
	}
	app, _, _ := appIn(page)
	return app != nil
}

// Read reads a board, or a saved page.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if page.Request.Page == "" {
		if app, unfit, address := appIn(page); app != nil {
			return readApp(page, app, unfit, address)
		}
	}
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, j job) error {
		p, err := j.posting(page, path)
		if err == nil && j.listed() {
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

// job is a posting as the service words it.
type job struct {
	ID                 string                          `json:"id"`
	Title              string                          `json:"title"`
	Department         string                          `json:"department"`
	Team               string                          `json:"team"`
	EmploymentType     string                          `json:"employmentType"`
	Location           string                          `json:"location"`
	SecondaryLocations []place                         `json:"secondaryLocations"`
	Address            address                         `json:"address"`
	PublishedAt        string                          `json:"publishedAt"`
	UpdatedAt          string                          `json:"updatedAt"`
	IsListed           *bool                           `json:"isListed"`
	IsRemote           bool                            `json:"isRemote"`
	WorkplaceType      string                          `json:"workplaceType"`
	JobURL             string                          `json:"jobUrl"`
	ApplyURL           string                          `json:"applyUrl"`
	DescriptionHTML    string                          `json:"descriptionHtml"`
	DescriptionPlain   string                          `json:"descriptionPlain"`
	Compensation       jsonlist.Optional[compensation] `json:"compensation"`
}

type place struct {
	Location string  `json:"location"`
	Address  address `json:"address"`
}

type address struct {
	PostalAddress struct {
		Locality string `json:"addressLocality"`
		Region   string `json:"addressRegion"`
		Country  string `json:"addressCountry"`
	} `json:"postalAddress"`
}

type compensation struct {
	Tiers   []tier      `json:"compensationTiers"`
	Summary []component `json:"summaryComponents"`
	// Line and Salary are the same in words: "$180K – $200K • Offers Equity".
	Line   string `json:"compensationTierSummary"`
	Salary string `json:"scrapeableCompensationSalarySummary"`
}

type tier struct {
	Title                 string      `json:"title"`
	TierSummary           string      `json:"tierSummary"`
	AdditionalInformation string      `json:"additionalInformation"`
	Components            []component `json:"components"`
}

type component struct {
	Type     string          `json:"compensationType"`
	Interval string          `json:"interval"`
	Currency string          `json:"currencyCode"`
	Min      jsonlist.Number `json:"minValue"`
	Max      jsonlist.Number `json:"maxValue"`
	Summary  string          `json:"summary"`
}

// listed is false for a posting that only those who know its address see.
func (j job) listed() bool { return j.IsListed == nil || *j.IsListed }

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID,
		Board:       cmp.Or(page.Request.Board, token(j.JobURL)),
		URL:         j.JobURL,
		ApplyURL:    j.ApplyURL,
		Title:       htmltext.Line(j.Title),
		Country:     page.Request.Country,
		Workplace:   words.Workplace(j.WorkplaceType),
		Employment:  words.Employment(j.EmploymentType),
		Department:  htmltext.Line(cmp.Or(j.Department, j.Team)),
		Description: htmltext.Text(cmp.Or(j.DescriptionHTML, j.DescriptionPlain)),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	if j.WorkplaceType == "" && j.IsRemote {
		p.Workplace = "remote"
	}
	p.Place, p.Places = j.places()
	p.PostedAt = dates.Field(&p.Unread, "publishedAt", j.PublishedAt)
	p.ChangedAt = dates.Field(&p.Unread, "updatedAt", j.UpdatedAt)
	p.Pay = j.Compensation.Value.pay()
	if !j.Compensation.Stated {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

// places are the main place and the secondary ones.
func (j job) places() (string, []scraper.Address) {
	var texts []string
	var addresses []scraper.Address
	for _, l := range append([]place{{j.Location, j.Address}}, j.SecondaryLocations...) {
		text := htmltext.Line(l.Location)
		texts = append(texts, text)
		a := scraper.Address{
			Text:     text,
			Locality: htmltext.Line(l.Address.PostalAddress.Locality),
			Region:   htmltext.Line(l.Address.PostalAddress.Region),
			Country:  htmltext.Line(l.Address.PostalAddress.Country),
		}
		if a != (scraper.Address{Text: text}) {
			addresses = append(addresses, a)
		}
	}
	return htmltext.Join(texts...), addresses
}

// pay lists the salary of each tier; the merged summary counts only when
// there is no tier, and its words only when it has no components either.
func (c compensation) pay() []scraper.Pay {
	var pays []scraper.Pay
	for i, t := range c.Tiers {
		for k, comp := range t.Components {
			label := htmltext.Line(t.Title)
			text := htmltext.Line(cmp.Or(t.TierSummary, comp.Summary) + " " + t.AdditionalInformation)
			path := fmt.Sprintf("compensation.compensationTiers[%d].components[%d]", i, k)
			if p, ok := comp.pay(label, text, path); ok {
				pays = append(pays, p)
			}
		}
	}
	if len(c.Tiers) > 0 {
		return pays
	}
	for k, comp := range c.Summary {
		if p, ok := comp.pay("", htmltext.Line(comp.Summary), fmt.Sprintf("compensation.summaryComponents[%d]", k)); ok {
			pays = append(pays, p)
		}
	}
	if len(c.Summary) == 0 {
		return c.inWords()
	}
	return pays
}

// inWords is the salary of the line of pay, which stands before equity and
// bonus.
func (c compensation) inWords() []scraper.Pay {
	text, _, _ := strings.Cut(htmltext.Line(cmp.Or(c.Salary, c.Line)), "•")
	if text = strings.TrimSpace(text); !strings.ContainsAny(text, "0123456789") || strings.Contains(text, "%") {
		return nil
	}
	return []scraper.Pay{{
		Text: text, Kind: words.PayKind(text), Origin: scraper.Field, Path: "compensation.compensationTierSummary",
	}}
}

// pay reads a component. label is the tier's title and text what stands
// beside the amount, which is base pay unless it says otherwise.
func (c component) pay(label, text, path string) (scraper.Pay, bool) {
	if c.Type != "Salary" || c.Min == 0 && c.Max == 0 {
		return scraper.Pay{}, false
	}
	p := scraper.Pay{
		Min:      float64(c.Min),
		Max:      float64(c.Max),
		Currency: c.Currency,
		Period:   words.Period(c.Interval),
		Kind:     cmp.Or(words.PayKind(c.Summary), words.PayKind(text), "base"),
		Text:     htmltext.Join(label, text),
		Origin:   scraper.Structured,
		Path:     path,
	}
	return p, true
}

// token finds the board's name in a posting's address
// (https://jobs.ashbyhq.com/NAME/ID).
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasSuffix(u.Hostname(), ".ashbyhq.com") {
		return ""
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return name
}
