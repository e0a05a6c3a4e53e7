package indeed

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/salarypage"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// A career page is about a title's pay (/career/kettle-tester/salaries and
// /career/kettle-tester/salaries/Leeds--ME). Unverified: no page was recorded.
// The average, its period, its count and the ends marked Low and High stand in
// elements that others' programs name; the blocks of companies, cities and
// skills are read by the words of their headings, which are a guess. What to
// know:
//   - The average is a mean of base pay, from adverts and from what people
//     reported over three years.
//   - The reader chooses the period, so that it is the page's own, never a
//     year's by right.
//   - What a skill adds is a percentage over the average, and says little where
//     few adverts ask for the skill: their number is kept beside it.

var asksSalary = pattern.New(`^https?://[^/]+/career/[^/]+/salaries`)

// ownSalary reports whether a saved page is one of Indeed's career pages.
func ownSalary(page *scraper.Page) bool {
	_, address := webpage.Saved(page)
	return weburl.OnSite(address, "indeed", "/career/") && asksSalary.MatchString(address)
}

// readSalary reads a career page.
func readSalary(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	if err := drift.CheckEnd(body); err != nil {
		return scraper.Result{}, err
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return scraper.Result{}, drift.New(body, "a career page of Indeed")
	}
	title, place := salarypage.Heading(body)
	average := doc.Find(`[data-testid="avg-salary-value"]`).First()
	switch {
	case title == "":
		return scraper.Result{}, drift.New(body, "a career page of Indeed with a salary heading")
	case average.Length() == 0:
		return scraper.Result{}, fmt.Errorf(
			"%w: a career page of Indeed without an average (avg-salary-value)",
			scraper.ErrNoRecord,
		)
	}
	p := career{doc: doc, address: address, about: scraper.Claim{
		Title: title, Place: place, Period: period(doc), Statistic: "mean", PayKind: "base", Label: "average base salary", Side: scraper.Reported,
	}}
	if p.about.Period == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: a career page of Indeed whose period is unknown (pay-period-selector)",
			scraper.ErrDrift,
		)
	}
	reported := htmltext.Line(doc.Find(`[data-testid="sal-agg-nonbase__salary-reported"]`).First().Text())
	p.about.AsOf = updated(reported)
	own, err := p.claim(htmltext.Line(average.Text()), `[data-testid="avg-salary-value"]`)
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: avg-salary-value: %w", scraper.ErrDrift, err)
	}
	p.about.Currency = own.Currency
	own.SampleN, own.SampleText, own.SampleKind = sample(reported, reports, "reports")
	res := scraper.Result{Claims: []scraper.Claim{own}}
	p.ends(&res)
	p.blocks(&res)
	return res, nil
}

type career struct {
	doc     *goquery.Document
	address string
	about   scraper.Claim
}

// period is the one that the page shows pay for.
func period(doc *goquery.Document) string {
	option := doc.Find("#pay-period-selector option[selected]").First()
	if p := words.Period(option.AttrOr("value", "")); p != "" {
		return p
	}
	return words.PeriodIn(option.Text())
}

// claim is a claim about the page's title with the first amount of a text.
func (p career) claim(text, path string) (scraper.Claim, error) {
	m, ok := money.In(text)
	if !ok || m.Amount <= 0 {
		return scraper.Claim{}, fmt.Errorf("%q is no amount", text)
	}
	c := p.about
	m = m.WithDollar(p.address)
	c.Amount, c.Currency, c.Path = m.Amount, m.Currency, path
	return c, nil
}

// ends reads the least and the most of the page's range.
func (p career) ends(res *scraper.Result) {
	for _, e := range []struct{ label, statistic string }{{"Low", "min"}, {"High", "max"}} {
		for _, span := range p.doc.Find("span").EachIter() {
			if htmltext.Line(span.Text()) != e.label {
				continue
			}
			if c, err := p.claim(htmltext.Line(span.Parent().Text()), "span "+e.label); err == nil {
				c.Statistic, c.Label = e.statistic, e.label
				res.Claims = append(res.Claims, c)
			}
			break
		}
	}
}

var (
	reports  = pattern.New(`(?i)([\d.,]+k?)\s+salar(?:ies|y) (?:reported|report)`)
	adverts  = pattern.New(`(?i)([\d.,]+k?)\s+(?:job )?(?:postings?|jobs)`)
	percent  = pattern.New(`([+−-]?)\s?(\d{1,3}(?:\.\d+)?)\s?%`)
	daily    = pattern.New(`(?i)updated (?:at|on) ([A-Z][a-z]+ \d{1,2}, \d{4})`)
	topBlock = pattern.New(`(?i)\b(compan(?:y|ies)|cities|skills)\b`)
)

// sample reads how many reports or adverts a text speaks of.
func sample(text string, re *pattern.Pattern, kind string) (n int, words, ofKind string) {
	if m := re.FindStringSubmatch(text); m != nil {
		if n, words = money.Count(m[1]); n > 0 {
			return n, words, kind
		}
	}
	return 0, "", ""
}

func updated(text string) string {
	m := daily.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	d, err := time.Parse("January 2, 2006", m[1])
	if err != nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

// blocks reads the lists that follow a heading of companies, cities or skills.
func (p career) blocks(res *scraper.Result) {
	for _, h := range p.doc.Find("h2, h3").EachIter() {
		heading := htmltext.Line(h.Text())
		m := topBlock.FindStringSubmatch(heading)
		if m == nil {
			continue
		}
		list := h.NextAllFiltered("ul, ol, table").First()
		if list.Length() == 0 {
			list = h.Parent().NextAllFiltered("ul, ol, table").First()
		}
		for i, row := range list.Find("li, tr").EachIter() {
			path := fmt.Sprintf("%s[%d]", strings.ToLower(m[1]), i)
			c, err := p.row(strings.ToLower(m[1]), row, path)
			if err != nil {
				res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
				continue
			}
			res.Claims = append(res.Claims, c)
		}
	}
}

// row reads one row: its name is that of its link, or of its first element.
func (p career) row(kind string, row *goquery.Selection, path string) (scraper.Claim, error) {
	html, err := row.Html()
	if err != nil {
		return scraper.Claim{}, err
	}
	text := htmltext.Line(html)
	name := htmltext.Line(row.Find("a").First().Text())
	if name == "" {
		name = htmltext.Line(row.Children().First().Text())
	}
	if name == "" || strings.ContainsAny(name, "$€£%") {
		return scraper.Claim{}, fmt.Errorf("%q names nothing", text)
	}
	if kind == "skills" {
		return p.skill(name, text, path)
	}
	c, err := p.claim(text, path)
	if err != nil {
		return c, err
	}
	// A row that names another period than the page's means that one.
	if own := words.PeriodIn(text); own != "" {
		c.Period = own
	}
	c.SampleN, c.SampleText, c.SampleKind = sample(text, reports, "reports")
	if kind == "cities" {
		c.Place = name
	} else {
		c.Company = name
	}
	return c, nil
}

func (p career) skill(name, text, path string) (scraper.Claim, error) {
	m := percent.FindStringSubmatch(strings.TrimPrefix(text, name))
	if m == nil {
		return scraper.Claim{}, fmt.Errorf("%q states no percentage", text)
	}
	v, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		return scraper.Claim{}, errors.New("percentage: is no number")
	}
	if m[1] == "-" || m[1] == "−" {
		v = -v
	}
	c := p.about
	c.Skill, c.Statistic, c.Label, c.Amount, c.Path = name, "premium_pct", "over the average base salary", v, path
	c.PayKind, c.Currency, c.Period, c.Side = "", "", "", scraper.Posted
	c.SampleN, c.SampleText, c.SampleKind = sample(text, adverts, "postings")
	return c, nil
}
