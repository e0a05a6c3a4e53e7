// Package blsapi reads wages of the Occupational Employment and Wage Statistics
// through the data interface of the Bureau of Labor Statistics, version 2
// (https://www.bls.gov/developers/): for when a few occupations are wanted and
// not the whole tables, which package blsoews reads.
//
// POST /publicAPI/v2/timeseries/data/ with {"seriesid":[...]} answers
// Results.series[].data[] with a year, a period ("A01") and a value as text.
// What to know of it:
//   - A series is named by what it holds: OEU, the kind of area (N, S, M), the
//     area (7 digits), the industry (6, zeros for all), the occupation (its SOC
//     code without the dash) and the figure (2 digits), as in
//     OEUN000000000000015125204, the nation's software developers' annual mean.
//   - It answers without a key, up to 25 series a request and 25 requests a
//     day; a free key raises both. That the key may stand in the query of a
//     POST is not verified; without it the limits are the lower ones.
//   - "-" is a figure that is withheld. A footnote then tells a wage at or above
//     a bound, which becomes a claim of the bound, marked as top-coded.
//   - Wages of this survey are of May, and only of its last year.
//   - A refusal (too many requests) has status 200 and says so in "status".
package blsapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/pattern"
)

const (
	origin = "https://api.bls.gov"
	most   = 25 // series in a request without a key
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "bls-api",
		Title:    "BLS Public Data API",
		Kind:     scraper.Figures,
		Side:     scraper.Employer,
		Access:   scraper.API,
		Homepage: "https://www.bls.gov/developers/",
		Terms:    "https://www.bls.gov/developers/termsOfService.htm",
		KeyTerms: "https://www.bls.gov/developers/termsOfService.htm",
		Attribution: "U.S. Bureau of Labor Statistics. BLS.gov cannot vouch for the data or analyses derived from " +
			"these data after the data have been retrieved from BLS.gov.",
		Licence: "public domain (United States government)",
		Hosts:   []string{"api.bls.gov"},
		OffReason: "bls-oews reads the same figures, and all of them, from files; turn this on for a few " +
			"figures of the newest year",
		Every:   24 * time.Hour,
		Pay:     "structured",
		Secrets: []scraper.Secret{{Env: "BLS_API_KEY", In: "query", Name: "registrationkey", Optional: true}},
	}
}

// Area is a place whose wages are wanted.
type Area struct {
	// Kind is national, state or metro.
	Kind string `yaml:"kind"`
	// Code is the state's FIPS code ("06") or the area's CBSA code ("41860").
	Code string `yaml:"code"`
	// Name is the place as it is to be printed; the answer doesn't say it.
	Name string `yaml:"name"`
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Occupations are SOC codes ("15-1252").
	Occupations []string `yaml:"occupations"`
	Areas       []Area   `yaml:"areas"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{
		Occupations: []string{"15-1252", "15-1254", "15-1243"},
		Areas:       []Area{{Kind: "national", Name: "United States"}},
	}
}

var (
	occupation = pattern.New(`^\d\d-\d{4}$`)
	digits     = map[string]*pattern.Pattern{
		"national": pattern.New(
			`^$`,
		), "state": pattern.New(`^\d{2}$`), "metro": pattern.New(`^\d{5}$`),
	}
)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, o := range s.Occupations {
		if !occupation.MatchString(o) {
			return fmt.Errorf("occupations[%d]: %q is no code such as 15-1252", i, o)
		}
	}
	for i, a := range s.Areas {
		switch form := digits[a.Kind]; {
		case form == nil:
			return fmt.Errorf("areas[%d].kind: %q is none of national, state and metro", i, a.Kind)
		case !form.MatchString(a.Code):
			return fmt.Errorf("areas[%d].code: %q is no code of a %s area", i, a.Code, a.Kind)
		case strings.TrimSpace(a.Name) == "":
			return fmt.Errorf("areas[%d].name: is empty", i)
		}
	}
	return nil
}

// figures are the series' last two digits and the statistics they hold.
var figures = []struct{ code, statistic, label string }{
	{"01", "count", "employment"},
	{"04", "mean", "annual mean wage"},
	{"11", "p10", "annual 10th percentile wage"},
	{"12", "p25", "annual 25th percentile wage"},
	{"13", "median", "annual median wage"},
	{"14", "p75", "annual 75th percentile wage"},
	{"15", "p90", "annual 90th percentile wage"},
}

// series names the part of an area up to the occupation.
func (a Area) series() string {
	switch a.Kind {
	case "state":
		return "OEUS" + a.Code + "00000" + "000000"
	case "metro":
		return "OEUM" + "00" + a.Code + "000000"
	}
	return "OEUN" + "0000000" + "000000"
}

// Start asks for the figures of each area, 25 series at a time.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, a := range s.Areas {
		var ids []string
		for _, o := range s.Occupations {
			for _, f := range figures {
				ids = append(ids, a.series()+strings.ReplaceAll(o, "-", "")+f.code)
			}
		}
		for some := range slices.Chunk(ids, most) {
			body, err := json.Marshal(map[string][]string{"seriesid": some})
			if err != nil {
				return nil, err
			}
			reqs = append(reqs, scraper.Request{
				URL: s.Address(origin, "/publicAPI/v2/timeseries/data/"), Method: "POST", Body: string(body),
				Page: "series", Country: "US", Note: map[string]string{"place": a.Name},
			})
		}
	}
	return reqs, nil
}

// answer is a page as the service words it.
type answer struct {
	Status  string   `json:"status"`
	Message []string `json:"message"`
	Results *struct {
		Series []series `json:"series"`
	} `json:"Results"`
}

type series struct {
	ID   string `json:"seriesID"`
	Data []struct {
		Year      string `json:"year"`
		Period    string `json:"period"`
		Value     string `json:"value"`
		Footnotes []struct {
			Text string `json:"text"`
		} `json:"footnotes"`
	} `json:"data"`
}

// Recognise knows an answer by its keys and by the names of its series.
func (Source) Recognise(page *scraper.Page) bool {
	top, _ := jsonlist.Shape(page.Body, "\x00")
	if !top.Has("status", "Results") {
		return false
	}
	a, err := jsonlist.Exact[answer](page.Body)
	return err == nil && a.Results != nil && len(a.Results.Series) > 0 &&
		strings.HasPrefix(a.Results.Series[0].ID, "OEU")
}

// Read makes claims of the series.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	a, err := jsonlist.Exact[answer](page.Body)
	switch {
	case err != nil:
		return scraper.Result{}, err
	case a.Status == "REQUEST_NOT_PROCESSED":
		return scraper.Result{}, fmt.Errorf(
			"%w: the service says %q",
			scraper.ErrBlocked,
			htmltext.Line(strings.Join(a.Message, " ")),
		)
	case a.Status != "REQUEST_SUCCEEDED" || a.Results == nil:
		return scraper.Result{}, drift.New(page.Body, "an answer with the status REQUEST_SUCCEEDED and Results")
	}
	var res scraper.Result
	for i, s := range a.Results.Series {
		claims, err := s.claims(page.Request)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("series[%d]: %w", i, err))
		}
		res.Claims = append(res.Claims, claims...)
	}
	for _, m := range a.Message { // "Series does not exist for Series ..."
		res.Problems = append(res.Problems, fmt.Errorf("the service says %q", htmltext.Line(m)))
	}
	switch {
	case len(res.Claims) > 0:
		return res, nil
	case len(a.Results.Series) > 0 && len(res.Problems) >= len(a.Results.Series):
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d series could be read, the first: %w",
			scraper.ErrDrift,
			len(a.Results.Series),
			res.Problems[0],
		)
	}
	return scraper.Result{}, fmt.Errorf("%w: no series has a figure", scraper.ErrNoRecord)
}

var (
	name  = pattern.New(`^OEU([NSM])(\d{7})(\d{6})(\d{6})(\d{2})$`)
	bound = pattern.New(`equal to or greater than \$[\d,.]+ per hour or \$([\d,]+) per year`)
)

func (s series) claims(req scraper.Request) ([]scraper.Claim, error) {
	m := name.FindStringSubmatch(s.ID)
	if m == nil {
		return nil, fmt.Errorf("seriesID: %.60q is none of OEWS", s.ID)
	}
	i := slices.IndexFunc(figures, func(f struct{ code, statistic, label string }) bool { return f.code == m[5] })
	if i < 0 || m[3] != "000000" {
		return nil, fmt.Errorf("seriesID: %q is a figure that isn't read", s.ID)
	}
	base := scraper.Claim{
		Code: "SOC " + m[4][:2] + "-" + m[4][2:], Place: req.Note["place"], Country: "US",
		Statistic: figures[i].statistic, Label: figures[i].label,
	}
	base.Title = titles[base.Code[4:]]
	if base.Place == "" {
		base.Place = map[string]string{"N": "United States", "S": "state " + m[2][:2], "M": "CBSA " + m[2][2:]}[m[1]]
	}
	if base.Statistic != "count" {
		base.PayKind, base.Currency, base.Period = "base", "USD", "year"
	}
	var claims []scraper.Claim
	for j, d := range s.Data {
		c := base
		if d.Period != "A01" || len(d.Year) != 4 {
			return claims, fmt.Errorf("data[%d]: period %q of %q is no year", j, d.Period, d.Year)
		}
		c.AsOf, c.Path = d.Year+"-05", s.ID+" "+d.Year
		v, ok := money.ParseNumber(d.Value)
		if !ok {
			for _, f := range d.Footnotes {
				if b := bound.FindStringSubmatch(f.Text); b != nil {
					v, ok = money.ParseNumber(b[1])
					c.TopCoded = ok
				}
			}
		}
		if c.Amount = v; ok && v > 0 {
			claims = append(claims, c)
		} else if d.Value != "-" && d.Value != "" {
			return claims, fmt.Errorf("data[%d]: value %.40q is no figure", j, d.Value)
		}
	}
	return claims, nil
}

// titles are the computer occupations of the Standard Occupational
// Classification of 2018, which the answer leaves out.
var titles = map[string]string{
	"11-3021": "Computer and Information Systems Managers",
	"15-1211": "Computer Systems Analysts",
	"15-1212": "Information Security Analysts",
	"15-1221": "Computer and Information Research Scientists",
	"15-1231": "Computer Network Support Specialists",
	"15-1232": "Computer User Support Specialists",
	"15-1241": "Computer Network Architects",
	"15-1242": "Database Administrators",
	"15-1243": "Database Architects",
	"15-1244": "Network and Computer Systems Administrators",
	"15-1251": "Computer Programmers",
	"15-1252": "Software Developers",
	"15-1253": "Software Quality Assurance Analysts and Testers",
	"15-1254": "Web Developers",
	"15-1255": "Web and Digital Interface Designers",
	"15-1299": "Computer Occupations, All Other",
	"15-2051": "Data Scientists",
}
