package glassdoor

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/nextdata"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// A salary page is about a title at a place
// (/Salaries/london-data-scientist-salary-SRCH_IL.0,6_IM1035_KO7,21.htm) and
// carries its state in __NEXT_DATA__, which is all that is read of it; what
// the state says of the reader is never touched. Its traps:
//   - It holds estimates of other titles and places too, for the page's further
//     blocks. The one read is of the title and the place ids of the page's own
//     address, unfiltered, and has base pay.
//   - Its JSON-LD calls "base" what is total pay, by a quarter too much, and
//     its texts put the currency of the reader's site before the amounts of
//     the place. Neither is read.
//   - The median is what its texts call average, of base pay in one place and
//     of total pay in another.
//   - Pay is a month's in some countries.
//   - The estimate's amounts have a model's decimals; the page prints whole
//     units, and so do we.
//   - In the table of employers, min, max and mean are the quartiles and the
//     median again where a model made them: only the percentiles count. Rows
//     of the table may be of a title near the page's own.

// ownSalary reports whether a saved page is one of Glassdoor's salary pages.
func ownSalary(page *scraper.Page) bool {
	body, address := webpage.Saved(page)
	return weburl.OnSite(address, "glassdoor", "/Salaries/", "/Salary/") || companyJSON(body)
}

// readSalary reads a salary page of a title or of an employer.
func readSalary(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	if companyJSON(body) {
		return readCompanyJSON(page, body)
	}
	s, err := nextdata.Read[salaryState](body)
	if err != nil && !weburl.OnSite(address, "glassdoor", "/Salary/") {
		return scraper.Result{}, err
	}
	if weburl.OnSite(address, "glassdoor", "/Salary/") {
		return readCompanyPage(page, body, address, s.Props.Page.Cache)
	}
	return s.Props.Page.title(address)
}

// Reduce fulfils scraper.Reducer: for pages of salaries that carry their state.
// Others, job pages among them, stay as they are.
func (src Source) Reduce(page *scraper.Page) ([]byte, error) {
	whole, err := src.Read(page)
	if err != nil {
		return nil, err
	}
	body, address := webpage.Saved(page)
	if !ownSalary(page) || companyJSON(body) {
		return page.Body, nil
	}
	s, err := nextdata.Read[salaryState](body)
	if err != nil {
		return page.Body, nil // a page of rendered ranges has no state
	}
	s.Props.Page.Cache = s.Props.Page.Cache.reduced()
	reduced, err := nextdata.Page(body, address, s)
	if err != nil {
		return nil, err
	}
	less := *page
	less.Body = reduced
	if res, err := src.Read(&less); err != nil || !slices.Equal(res.Claims, whole.Claims) {
		return page.Body, nil // rendered ranges beside a state that holds none
	}
	return reduced, nil
}

// queries and things are the parts of a cache that are read.
var (
	queries = []string{"occSalaryEstimates(", "aggregatedSalaryEstimates(", "salariesByEmployer("}
	things  = []string{"City:", "Metro:", "State:", "Country:", "Currency:", "JobTitle:", "Employer:"}
)

// reduced is the cache without what is not read.
func (c cache) reduced() cache {
	keep := func(m map[string]json.RawMessage, begins []string) map[string]json.RawMessage {
		kept := map[string]json.RawMessage{}
		for key, value := range m {
			if slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(key, b) }) {
				kept[key] = value
			}
		}
		return kept
	}
	kept := cache(keep(c, things))
	var root map[string]json.RawMessage
	if json.Unmarshal(c["ROOT_QUERY"], &root) == nil {
		if b, err := json.Marshal(keep(root, queries)); err == nil {
			kept["ROOT_QUERY"] = b
		}
	}
	return kept
}

type salaryState struct {
	Props struct {
		Page salaryPage `json:"pageProps"`
	} `json:"props"`
}

// salaryPage is the part of the state that is read: what the page's address
// asked for, and the answers that the page was made of.
type salaryPage struct {
	Route route `json:"routeParams"`
	Cache cache `json:"apolloCache"`
}

type route struct {
	Title string `json:"jobTitle"`
	location
}

// location names a place by Glassdoor's ids. All of them are 0 for the
// country of the site.
type location struct {
	City    int `json:"cityId"`
	Metro   int `json:"metroId"`
	State   int `json:"stateId"`
	Country int `json:"countryId"`
}

// cache holds answers and the things they refer to, by key.
type cache map[string]json.RawMessage

// thing is a title, an employer, a place or a currency of the cache.
type thing struct {
	Ref       string `json:"__ref"`
	Text      string `json:"text"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	ShortName string `json:"shortName"`
	LongName  string `json:"longName"`
	Type      string `json:"type"` // of a place: CITY, METRO, STATE, COUNTRY
}

// find follows a reference; what stands in its place already is returned as
// it is.
func (c cache) find(t thing) thing {
	if t.Ref == "" {
		return t
	}
	var found thing
	if json.Unmarshal(c[t.Ref], &found) != nil {
		return thing{}
	}
	return found
}

var inParentheses = pattern.New(`\s*\(([^()]+)\)$`)

// place words a place so that it can't be another of the same name: "New
// York, NY", "London, UK", "Dubai, United Arab Emirates".
func (t thing) place() string {
	name, long := htmltext.Line(t.Name), htmltext.Line(t.LongName)
	if strings.Contains(name, ",") || long == "" || t.Type == "COUNTRY" {
		return name
	}
	return inParentheses.ReplaceAllString(long, ", $1")
}

// asked is what a key of the cache asked for.
type asked struct {
	Title struct {
		Text string `json:"text"`
	} `json:"jobTitle"`
	Location location `json:"location"`
	Industry struct {
		ID int `json:"id"`
	} `json:"industry"`
	Employer struct {
		ID int `json:"id"`
	} `json:"employer"`
	Years json.RawMessage `json:"yearsOfExperience"`
}

// answers returns the cache's answers to a query, in the order of their keys,
// without those that were narrowed down to an industry or to experience.
func (c cache) answers(query string) (list []answer) {
	var root map[string]json.RawMessage
	if json.Unmarshal(c["ROOT_QUERY"], &root) != nil {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(root)) {
		args, ok := strings.CutPrefix(key, query+"(")
		if !ok {
			continue
		}
		var input map[string]asked
		if json.Unmarshal([]byte(strings.TrimSuffix(args, ")")), &input) != nil || len(input) != 1 {
			continue
		}
		for _, a := range input {
			if y := string(a.Years); a.Industry.ID == 0 && (y == "" || y == "null") {
				list = append(list, answer{a, root[key]})
			}
		}
	}
	return list
}

type answer struct {
	asked
	body json.RawMessage
}

// title reads the page of a title at a place.
func (p salaryPage) title(address string) (scraper.Result, error) {
	title, at, ok := parseAddress(address)
	if !ok {
		title, at = slug(p.Route.Title), p.Route.location
	}
	if title == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: a Glassdoor page without a job title in its address or its data",
			scraper.ErrNoRecord,
		)
	}
	var res scraper.Result
	var titles []string
	for _, a := range p.Cache.answers("occSalaryEstimates") {
		if slug(a.Title.Text) != title || a.Location != at {
			if len(titles) < 10 {
				titles = append(titles, strconv.Quote(a.Title.Text))
			}
			continue
		}
		var e estimate
		if json.Unmarshal(a.body, &e) != nil || len(e.Base) == 0 {
			continue
		}
		claims, err := e.claims(p.Cache)
		if err != nil {
			return scraper.Result{}, fmt.Errorf("%w: occSalaryEstimates: %w", scraper.ErrDrift, err)
		}
		res.Claims = claims
		break
	}
	if len(res.Claims) == 0 {
		others := ""
		if slices.Sort(titles); len(titles) > 0 {
			others = ", only of others (" + strings.Join(slices.Compact(titles), ", ") + ")"
		}
		return scraper.Result{}, fmt.Errorf(
			"%w: no estimate of base pay for %q at the place of the page's address%s; reload the page while "+
				"logged in, then save it",
			scraper.ErrNoRecord,
			title,
			others,
		)
	}
	for _, a := range p.Cache.answers("aggregatedSalaryEstimates") {
		if slug(a.Title.Text) == title && a.Location == at && a.Employer.ID == 0 {
			claims, problems := p.Cache.employers(a.body, title, res.Claims[0].Place)
			res.Claims = append(res.Claims, claims...)
			res.Problems = append(res.Problems, problems...)
		}
	}
	return res, nil
}

// estimate is Glassdoor's estimate of a title's pay at a place.
type estimate struct {
	Count      int          `json:"salariesCount"`
	Period     string       `json:"payPeriod"`
	Updated    string       `json:"estimateSourceUpdateTime"`
	Currency   thing        `json:"currency"`
	Title      thing        `json:"jobTitle"`
	Location   thing        `json:"queryLocation"`
	Base       []percentile `json:"basePayPercentiles"`
	Additional []percentile `json:"additionalPayPercentiles"`
	Total      []percentile `json:"totalPayPercentiles"`
}

// percentile is one of a distribution, in no order.
type percentile struct {
	Percentile string  `json:"percentile"` // P_50TH, on pages of a title
	Ident      string  `json:"ident"`      // P50, on tables of employers
	Value      float64 `json:"value"`
}

var statistics = map[string]string{
	"P_10TH": "p10", "P_25TH": "p25", "P_50TH": "median", "P_75TH": "p75", "P_90TH": "p90",
	"P10": "p10", "P25": "p25", "P50": "median", "P75": "p75", "P90": "p90",
}

func (e estimate) claims(c cache) ([]scraper.Claim, error) {
	base := scraper.Claim{
		Title:    htmltext.Line(c.find(e.Title).Text),
		Place:    c.find(e.Location).place(),
		Currency: c.find(e.Currency).Code,
		Period:   words.Period(e.Period),
		SampleN:  e.Count, AsOf: day(e.Updated), Side: scraper.Reported,
	}
	if e.Count > 0 {
		base.SampleKind = "reports"
	}
	switch {
	case base.Period == "":
		return nil, fmt.Errorf("payPeriod: %q is no period", e.Period)
	case base.Currency == "":
		return nil, fmt.Errorf("currency: is missing")
	case base.Title == "":
		return nil, fmt.Errorf("jobTitle: is missing")
	}
	var claims []scraper.Claim
	for _, d := range []struct {
		kind, path string
		list       []percentile
	}{
		{"base", "occSalaryEstimates.basePayPercentiles", e.Base},
		{"additional", "occSalaryEstimates.additionalPayPercentiles", e.Additional},
		{"total", "occSalaryEstimates.totalPayPercentiles", e.Total},
	} {
		claims = append(claims, distribution(base, d.kind, d.path, d.list)...)
	}
	return claims, nil
}

// distribution makes claims of the percentiles that we know, smallest first.
func distribution(about scraper.Claim, kind, path string, list []percentile) (claims []scraper.Claim) {
	list = slices.Clone(list)
	slices.SortStableFunc(
		list,
		func(a, b percentile) int { return strings.Compare(a.Percentile+a.Ident, b.Percentile+b.Ident) },
	)
	for _, p := range list {
		ident := p.Percentile + p.Ident
		if statistics[ident] == "" || p.Value <= 0 {
			continue
		}
		c := about
		c.Statistic, c.PayKind, c.Amount, c.Path = statistics[ident], kind, printed(p.Value, c.Period), path+"."+ident
		if c.Statistic == "median" && strings.HasPrefix(path, "occ") {
			c.Label = "average"
		}
		claims = append(claims, c)
	}
	return claims
}

// printed rounds an amount as the page prints it.
func printed(v float64, period string) float64 {
	if period == "hour" {
		return math.Round(v*100) / 100
	}
	return math.Round(v)
}

// day is the day of a time such as 2026-04-04T02:21:10.
func day(s string) string {
	if d, err := dates.Parse(s); err == nil {
		return d.Format("2006-01-02")
	}
	return ""
}

var searchAddress = pattern.New(`^/Salaries/(.+)-SRCH_(.+)\.htm$`)

// parseAddress reads the title and the place of a page's address: IL.a,b is the
// place's span in the words before SRCH, IM, IC, IS and IN its id as a metro,
// a city, a state or a country, and KO a,b the title's span.
func parseAddress(address string) (title string, at location, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", location{}, false
	}
	m := searchAddress.FindStringSubmatch(u.Path)
	if m == nil {
		return "", location{}, false
	}
	words := []rune(m[1] + "-salary")
	for part := range strings.SplitSeq(m[2], "_") {
		if len(part) < 3 {
			continue
		}
		switch kind, rest := part[:2], part[2:]; kind {
		case "KO":
			from, to, _ := strings.Cut(rest, ",")
			a, err1 := strconv.Atoi(from)
			b, err2 := strconv.Atoi(to)
			if err1 != nil || err2 != nil || a < 0 || b > len(words) || a >= b {
				return "", location{}, false
			}
			title = slug(string(words[a:b]))
		case "IC":
			at.City, _ = strconv.Atoi(rest)
		case "IM":
			at.Metro, _ = strconv.Atoi(rest)
		case "IS":
			at.State, _ = strconv.Atoi(rest)
		case "IN":
			at.Country, _ = strconv.Atoi(rest)
		}
	}
	return title, at, title != ""
}

var notWord = pattern.New(`[^\pL\pN]+`)

// slug words a title as addresses do.
func slug(s string) string {
	return strings.Trim(notWord.ReplaceAllString(strings.ToLower(s), "-"), "-")
}
