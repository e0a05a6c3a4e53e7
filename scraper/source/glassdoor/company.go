package glassdoor

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// An employer's salary page (/Salary/Acme-Salaries-E123.htm) has had three
// forms: SalariesByEmployer until 2023, with ends and medians;
// AggregatedSalaryEstimates until 2025, with percentiles of each part of pay;
// and since then rendered ranges alone. The first two are also read as the
// JSON that scrapers cut out of the page. Their traps:
//   - The ends of SalariesByEmployer are the tenth and the ninetieth
//     percentile, as its own list of percentiles shows.
//   - The rendered range is of total pay, although the JSON that is cut out of
//     it is often named for base pay: against the answers of two years before,
//     it agrees with the quartiles of total pay.
//   - AggregatedSalaryEstimates may leave out the period; the page asks for a
//     year's pay. The cut out JSON of ranges names neither currency nor period.
//   - Rows whose pay is blurred say so in "obscuring".
// The markup of rendered ranges is unverified: no page with it was recorded.

// table is what all forms of the answer share.
type table struct {
	Type     string    `json:"__typename"`
	Employer thing     `json:"queryEmployer"`
	Location thing     `json:"queryLocation"`
	Recent   string    `json:"mostRecent"`
	Results  []pay     `json:"results"`
	Titles   *jsonNull `json:"jobTitleCount"`
}

// jsonNull marks that a key is there, whatever its value.
type jsonNull struct{}

func (*jsonNull) UnmarshalJSON([]byte) error { return nil }

// pay is what one employer pays for one title.
type pay struct {
	Title      thing          `json:"jobTitle"`
	Employer   thing          `json:"employer"`
	Currency   thing          `json:"currency"`
	Period     string         `json:"payPeriod"`
	Obscuring  string         `json:"obscuring"`
	Estimated  bool           `json:"salaryEstimatesFromJobListings"`
	Count      int            `json:"count"`
	Salaries   int            `json:"salaryCount"`
	Base       *distributions `json:"basePayStatistics"`
	Bonus      *distributions `json:"cashBonusStatistics"`
	Stock      *distributions `json:"stockBonusStatistics"`
	Additional *distributions `json:"totalAdditionalPayStatistics"`
	Total      *distributions `json:"totalPayStatistics"`

	MinBase   float64      `json:"minBasePay"`
	MidBase   float64      `json:"medianBasePay"`
	MaxBase   float64      `json:"maxBasePay"`
	MinTotal  float64      `json:"totalCompMin"`
	MidTotal  float64      `json:"totalCompMedian"`
	MaxTotal  float64      `json:"totalCompMax"`
	MinMore   float64      `json:"totalAdditionalCashPayMin"`
	MidMore   float64      `json:"totalAdditionalCashPayMedian"`
	MaxMore   float64      `json:"totalAdditionalCashPayMax"`
	TotalPcts []percentile `json:"totalCompPercentiles"`
}

type distributions struct {
	Percentiles []percentile `json:"percentiles"`
}

// companyJSON reports whether a page is such an answer, cut out of its page.
func companyJSON(body []byte) bool {
	top, first := jsonlist.Shape(body, "results")
	return top.Has("results", "jobTitleCount", "salaryCount") && first.Has("jobTitle") &&
		(first.Has("medianBasePay", "totalCompMedian") || first.Has("basePayStatistics", "salaryCount"))
}

func readCompanyJSON(page *scraper.Page, body []byte) (scraper.Result, error) {
	t, err := jsonlist.Exact[table](body)
	if err != nil {
		return scraper.Result{}, err
	}
	return t.result(nil, page.Request.Company)
}

var companyAddress = pattern.New(`^/Salary/(.+?)-Salar(?:ies|y)-EI?_?I?E?(\d+)`)

// readCompanyPage reads the page of an employer: its data, else what is
// rendered of it.
func readCompanyPage(page *scraper.Page, body []byte, address string, c cache) (scraper.Result, error) {
	company, id := page.Request.Company, ""
	if u, err := url.Parse(address); err == nil {
		if m := companyAddress.FindStringSubmatch(u.Path); m != nil {
			id = m[2]
			company = cmp.Or(
				htmltext.Line(c.find(thing{Ref: "Employer:" + id}).ShortName),
				company,
				strings.ReplaceAll(m[1], "-", " "),
			)
		}
	}
	for _, query := range []string{"aggregatedSalaryEstimates", "salariesByEmployer"} {
		for _, a := range c.answers(query) {
			var t table
			if id == "" || fmt.Sprint(a.Employer.ID) != id || json.Unmarshal(a.body, &t) != nil ||
				len(t.Results) == 0 {
				continue
			}
			return t.result(c, company)
		}
	}
	t, err := rendered(body, address)
	if err != nil {
		return scraper.Result{}, err
	}
	return t.result(c, company)
}

// result makes claims of a table of one employer's titles.
func (t table) result(c cache, company string) (scraper.Result, error) {
	company = cmp.Or(htmltext.Line(c.find(t.Employer).ShortName), company)
	var res scraper.Result
	for i, row := range t.Results {
		path := fmt.Sprintf("results[%d]", i)
		claims, err := row.claims(c, path)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		at := c.find(t.Location)
		for k := range claims {
			claims[k].Company = cmp.Or(claims[k].Company, company)
			claims[k].Place, claims[k].Country = at.place(), places.Country(at.ShortName)
			claims[k].AsOf = day(t.Recent)
			if claims[k].Company == "" {
				return scraper.Result{}, fmt.Errorf(
					"%w: names no employer; say it with --company",
					scraper.ErrNoRecord,
				)
			}
		}
		res.Claims = append(res.Claims, claims...)
	}
	switch {
	case len(res.Claims) == 0 && len(res.Problems) > 0:
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d rows could be read, the first: %w",
			scraper.ErrDrift,
			len(t.Results),
			res.Problems[0],
		)
	case len(res.Claims) == 0:
		return scraper.Result{}, fmt.Errorf(
			"%w: an employer's salary page without salaries; reload it while logged in, then save it",
			scraper.ErrNoRecord,
		)
	}
	return res, nil
}

// employers reads the table of employers that stands on a title's page: the
// rows of the page's own title.
func (c cache) employers(body json.RawMessage, title, place string) (claims []scraper.Claim, problems []error) {
	var t table
	if json.Unmarshal(body, &t) != nil {
		return nil, nil
	}
	for i, row := range t.Results {
		if slug(c.find(row.Title).Text) != title {
			continue
		}
		path := fmt.Sprintf("aggregatedSalaryEstimates.results[%d]", i)
		list, err := row.claims(c, path)
		if err == nil && len(list) > 0 && list[0].Company == "" {
			err = errors.New("employer: is missing")
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		for k := range list {
			list[k].Place, list[k].AsOf = place, day(t.Recent)
		}
		claims = append(claims, list...)
	}
	return claims, problems
}

func (p pay) claims(c cache, path string) ([]scraper.Claim, error) {
	n := cmp.Or(p.Salaries, p.Count)
	about := scraper.Claim{
		Title: htmltext.Line(c.find(p.Title).Text), Company: htmltext.Line(c.find(p.Employer).ShortName),
		Currency: c.find(p.Currency).Code, Period: "year", SampleN: n, Side: scraper.Reported,
	}
	if n > 0 {
		about.SampleKind = "reports"
	}
	if p.Period != "" {
		about.Period = words.Period(p.Period)
	}
	switch {
	case about.Title == "":
		return nil, errors.New("jobTitle: is missing")
	case about.Period == "":
		return nil, fmt.Errorf("payPeriod: %q is no period", p.Period)
	case p.Obscuring != "" && p.Obscuring != "NONE", p.Estimated:
		return nil, nil // blurred, or made from adverts
	}
	var claims []scraper.Claim
	for _, d := range []struct {
		kind, name string
		of         *distributions
	}{
		{"base", "basePayStatistics", p.Base},
		{"bonus", "cashBonusStatistics", p.Bonus},
		{"stock", "stockBonusStatistics", p.Stock},
		{"additional", "totalAdditionalPayStatistics", p.Additional},
		{"total", "totalPayStatistics", p.Total},
	} {
		if d.of == nil {
			continue
		}
		at := path + "." + d.name
		claims = append(claims, distribution(about, d.kind, at, d.of.Percentiles)...)
		claims = append(claims, ranges(about, at, d.of.Percentiles)...)
	}
	ends := [2]string{"min", "max"}
	if p.MinTotal > 0 && p.MinTotal == named(p.TotalPcts, "P10") && p.MaxTotal == named(p.TotalPcts, "P90") {
		ends = [2]string{"p10", "p90"}
	}
	for _, d := range []struct {
		kind, name    string
		min, mid, max float64
	}{
		{"base", "BasePay", p.MinBase, p.MidBase, p.MaxBase},
		{"additional", "totalAdditionalCashPay", p.MinMore, p.MidMore, p.MaxMore},
		{"total", "totalComp", p.MinTotal, p.MidTotal, p.MaxTotal},
	} {
		for i, v := range []float64{d.min, d.mid, d.max} {
			if v <= 0 {
				continue
			}
			cl, end := about, []string{"min", "median", "max"}[i]
			cl.Statistic = []string{ends[0], "median", ends[1]}[i]
			cl.Label, cl.Path = end+" "+d.name, path+"."+d.name+"."+end
			cl.PayKind, cl.Amount = d.kind, printed(v, cl.Period)
			claims = append(claims, cl)
		}
	}
	return claims, nil
}

// ranges reads the ends of a rendered range, which is of total pay.
func ranges(about scraper.Claim, path string, list []percentile) (claims []scraper.Claim) {
	for _, p := range list {
		if p.Ident != "min" && p.Ident != "max" || p.Value <= 0 {
			continue
		}
		c := about
		c.Statistic, c.Label, c.PayKind, c.Amount, c.Path = p.Ident, "pay range", "total", printed(p.Value, c.Period),
			path+"."+p.Ident
		claims = append(claims, c)
	}
	return claims
}

func named(list []percentile, ident string) float64 {
	if i := slices.IndexFunc(list, func(p percentile) bool { return p.Ident == ident }); i >= 0 {
		return list[i].Value
	}
	return 0
}

var salariesWord = pattern.New(`(?i)([\d.,]+k?)\s+salar(?:ies|y)`)

// rendered reads the rows that a page shows: a title, a range and a count
// each. Unverified.
func rendered(body []byte, address string) (table, error) {
	if err := drift.CheckEnd(body); err != nil {
		return table{}, err
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return table{}, drift.New(body, "an employer's salary page")
	}
	var t table
	items := doc.Find("[data-test=salary-item]")
	if items.Length() == 0 {
		return table{}, drift.New(body, "an employer's salary page with its rows (data-test=salary-item)")
	}
	for i := range items.Length() {
		item := items.Eq(i)
		html, err := item.Html()
		if err != nil {
			continue
		}
		text := htmltext.Line(html)
		ends := money.All(text, 2)
		if len(ends) != 2 || ends[0].Amount >= ends[1].Amount {
			continue
		}
		row := pay{
			Title:    thing{Text: item.Find("a, h3, [data-test=salary-item-title]").First().Text()},
			Currency: thing{Code: ends[0].WithDollar(address).Currency},
			Period:   cmp.Or(words.PeriodIn(text), "year"),
			Total: &distributions{[]percentile{
				{Ident: "min", Value: ends[0].Amount}, {Ident: "max", Value: ends[1].Amount},
			}},
		}
		if m := salariesWord.FindStringSubmatch(text); m != nil {
			row.Salaries, _ = money.Count(m[1])
		}
		t.Results = append(t.Results, row)
	}
	return t, nil
}
