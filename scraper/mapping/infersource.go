package mapping

import (
	"net/url"
	"slices"
	"strings"

	"backpay/scraper/pattern"

	"golang.org/x/net/publicsuffix"
)

// vouchers are the sites that show estimates of their own beside what
// employers state, in the same fields.
var vouchers = []string{"adzuna", "glassdoor", "indeed", "ziprecruiter"}

// ofEmployer matches names of columns of an employer's own site, which no advert is from.
var ofEmployer = pattern.New(`\b(?:company|employer|organi[sz]ation)\b.*\bwebsite$`)

// source finds the column that names the site of a row, or the site of all.
func (g *guesser) source() {
	s := &g.m.Source
	if at, ok := g.pick("site", func(p *profile) bool {
		named := 0
		for v, n := range p.values {
			if slug(v) != "" && len(v) <= 40 {
				named += n
			}
		}
		return p.filled >= .5 && p.kinds <= 12 && p.length <= 30 && named*10 >= p.count*9 && !ofEmployer.MatchString(plainName(p.name))
	}); ok {
		s.From = []string{g.t.Columns[at]}
		g.taken[at] = true
	} else if site := g.hostOfAll(); site != "" {
		s.Name = site
	}
	g.freelance()
	sites := []string{s.Name}
	if len(s.From) > 0 {
		for v := range g.ps[g.t.Index(s.From[0])].values {
			sites = append(sites, slug(v))
		}
	}
	guessing := vouchers
	if g.guesses {
		guessing = append(slices.DeleteFunc(sites, func(v string) bool { return v == "" }), DefaultSource)
	}
	for _, v := range guessing {
		if !slices.Contains(sites, v) && !g.guesses {
			continue
		}
		for i := range g.m.Pay {
			if y := &g.m.Pay[i]; y.Min.set() || y.Max.set() {
				y.Unvouched = append(y.Unvouched, v)
				g.m.notes["unvouched"] = "these sites show estimates in the same fields"
			}
		}
	}
}

// freelance says the currency of a market of freelancers, which shows all amounts
// in dollars: the countries of its rows are the clients'.
func (g *guesser) freelance() {
	if g.m.Source.Name != "upwork" {
		return
	}
	for i := range g.m.Pay {
		if y := &g.m.Pay[i]; !y.Currency.set() {
			y.Currency.Value = "USD"
			g.m.notes["pay.currency"] = "Upwork shows all amounts in dollars"
		}
	}
}

// hostOfAll returns the name of the site on which nearly all addresses are.
func (g *guesser) hostOfAll() string {
	if !g.m.Columns.URL.set() {
		return ""
	}
	at := g.t.Index(g.m.Columns.URL.From[0])
	counts, all := map[string]int{}, 0
	for v, n := range g.ps[at].values {
		u, err := url.Parse(v)
		if err != nil || u.Hostname() == "" {
			continue
		}
		domain, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
		if err != nil {
			continue
		}
		label, _, _ := strings.Cut(domain, ".")
		counts[slug(label)] += n
		all += n
	}
	for name, n := range counts {
		if n*10 >= all*9 && name != "" {
			return name
		}
	}
	return ""
}
