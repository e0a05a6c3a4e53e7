// Package comeet reads the positions of employers that hire with Comeet,
// through its public careers interface.
//
// GET /careers-api/2.0/company/UID/positions?token=TOKEN&details=true answers
// all of an employer (https://developers.comeet.com/reference/careers-api-overview).
// The uid and the token stand in the source of the employer's careers page:
// they are no secret. What to know of it:
//   - A position that is open in two places is listed twice, under a uid of its
//     own.
//   - It states no pay in a field; company_referrals_reward is what somebody
//     gets who recommends a candidate, and no pay.
package comeet

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const origin = "https://www.comeet.co"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "comeet",
		Title:       "Comeet",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.comeet.com/",
		Terms:       "https://developers.comeet.com/reference/careers-api-overview",
		Hosts:       []string{"www.comeet.co"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Boards         []Board `yaml:"boards"`
}

// Board is an employer: its token and its uid, as its careers page has them.
type Board struct {
	scraper.Board `yaml:",inline"`
	UID           string `yaml:"uid"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	var boards []scraper.Board
	for i, b := range s.Boards {
		if strings.TrimSpace(b.UID) == "" {
			return fmt.Errorf("boards[%d].uid: is empty", i)
		}
		boards = append(boards, b.Board)
	}
	return scraper.CheckBoards(boards)
}

// Start asks for each employer.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, b := range s.Boards {
		path := "/careers-api/2.0/company/" + url.PathEscape(b.UID) + "/positions?details=true&token=" +
			url.QueryEscape(b.Token)
		reqs = append(
			reqs,
			scraper.Request{URL: s.Address(origin, path), Page: "board", Board: b.UID, Company: b.Company},
		)
	}
	return reqs, nil
}

// Recognise knows an employer's list by keys that no other service has
// together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "")
	return first.Has("uid", "name", "url_comeet_hosted_page", "company_name")
}

// Read reads an employer's list.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "", func(path string, j position) error {
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		return nil
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

// position is a posting as the service words it.
type position struct {
	UID        string `json:"uid"`
	Name       string `json:"name"`
	Company    string `json:"company_name"`
	Department string `json:"department"`
	Employment string `json:"employment_type"`
	Experience string `json:"experience_level"`
	Workplace  string `json:"workplace_type"`
	Updated    string `json:"time_updated"`
	Hosted     string `json:"url_comeet_hosted_page"`
	Active     string `json:"url_active_page"`
	Location   struct {
		Name    string `json:"name"`
		Country string `json:"country"`
		City    string `json:"city"`
		State   string `json:"state"`
		Remote  bool   `json:"is_remote"`
	} `json:"location"`
	Details []section `json:"details"`
}

// section is a part of the advert.
type section struct {
	Value string `json:"value"`
	Order int    `json:"order"`
}

func (j position) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.UID == "" {
		return scraper.Posting{}, errors.New("uid: is missing")
	}
	p := scraper.Posting{
		ID:          j.UID,
		Board:       page.Request.Board,
		URL:         cmp.Or(weburl.Resolve("", j.Hosted), weburl.Resolve("", j.Active)),
		Title:       htmltext.Line(j.Name),
		Workplace:   words.Workplace(j.Workplace),
		Employment:  words.Employment(j.Employment),
		Department:  htmltext.Line(j.Department),
		Level:       htmltext.Line(j.Experience),
		Description: j.description(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	p.Board = cmp.Or(p.Board, uid(p.URL))
	p.Company = cmp.Or(htmltext.Line(j.Company), page.Request.Company, p.Board)
	p.Place, p.Places, p.Country = places.Of(
		[]places.Location{{City: j.Location.City, Region: j.Location.State, Code: j.Location.Country}},
	)
	p.Country = cmp.Or(p.Country, page.Request.Country)
	p.Place = cmp.Or(p.Place, htmltext.Line(j.Location.Name))
	if j.Location.Remote && p.Workplace == "" {
		p.Workplace = "remote"
	}
	p.ChangedAt = dates.Field(&p.Unread, "time_updated", j.Updated)
	return p, nil
}

// uid finds the employer's uid in a position's address
// (https://www.comeet.com/jobs/NAME/UID/TITLE/POSITION).
func uid(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() != "www.comeet.com" {
		return ""
	}
	if parts := strings.Split(strings.Trim(u.Path, "/"), "/"); len(parts) > 2 && parts[0] == "jobs" {
		return parts[2]
	}
	return ""
}

// description puts the sections of the advert in the order that they name.
func (j position) description() string {
	parts := slices.Clone(j.Details)
	slices.SortStableFunc(parts, func(a, b section) int { return cmp.Compare(a.Order, b.Order) })
	var texts []string
	for _, part := range parts {
		if t := htmltext.Text(part.Value); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}
