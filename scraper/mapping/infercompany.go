package mapping

import (
	"regexp"
	"strings"
)

// company finds the columns of employers.
func (g *guesser) company() {
	field := &g.m.Columns.Company
	isCompany := func(p *profile) bool {
		return isShortText(p) && p.hex < .5 && (p.titles < .5 || employerOnly[plainName(p.name)]) // "Otter Sales Support"
	}
	g.choose("company", field, isCompany)
	g.alternative("company", field, isCompany)
	if !field.set() {
		g.companyByContent()
	}
	if !field.set() {
		g.companyOfIDs()
	}
}

// keysOfEmployers are names of columns that hold the keys of employers, of which
// some tables take the names.
var keysOfEmployers = map[string]bool{
	"company id": true, "employer id": true, "business id": true, "organization id": true, "organisation id": true,
}

// companyOfIDs takes a column of keys of employers whose cells are names: "Otter
// Mills Ltd", not "C-1042".
func (g *guesser) companyOfIDs() {
	for i := range g.ps {
		p := &g.ps[i]
		if !g.taken[i] && keysOfEmployers[plainName(p.name)] && p.text >= .9 && p.codes < .3 && p.hex == 0 && isShortText(p) {
			g.take(&g.m.Columns.Company, i)
			return
		}
	}
}

// employerOnly are names of columns that nothing but employers have, whatever words
// their names are made of.
var employerOnly = map[string]bool{"company": true, "company name": true, "employer": true, "employer name": true}

// companyByContent finds the employers of a table without names of columns, and
// those whose cells hold a rating and a place as well.
func (g *guesser) companyByContent() {
	company := &g.m.Columns.Company
	if !g.t.NoHeader {
		if g.m.Columns.Title.set() {
			g.byContent("company", company, func(p *profile) float64 { return p.rated }, .5)
		}
		if at := g.t.Index("name"); !company.set() && g.tells() && at >= 0 && !g.taken[at] && isShortText(&g.ps[at]) &&
			g.ps[at].titles < .3 {
			g.take(company, at) // beside a title and a text it is the employer's
		}
		return
	}
	g.byContent("company", company, func(p *profile) float64 {
		if !isShortText(p) || p.length > 50 || p.money > .2 || p.titles > .3 || p.places > .5 ||
			p.distinct < .05 || p.path > .2 || p.codes > .5 || p.kinds == 1 && p.count > 3 || g.saysWhere(p) {
			return 0
		}
		return (.5 + p.distinct/4) * min(p.filled*2, 1)
	}, .5)
}

// afterEmployer matches a town and a country after an employer's name, and
// beforeTown what stands before those.
var (
	afterEmployer = regexp.MustCompile(`(?:, [^,]+){2}$`)
	beforeTown    = regexp.MustCompile(`^[^,]+, `)
)

// townsOfEmployers takes the places from the cells of employers where each ends in
// a town and the same country.
func (g *guesser) townsOfEmployers() {
	c := &g.m.Columns
	if c.Place.set() || c.Country.set() || len(c.Company.From) != 1 {
		return
	}
	p := &g.ps[g.t.Index(c.Company.From[0])]
	country, towns := "", map[string]bool{}
	for v := range p.values {
		parts := strings.Split(v, ", ")
		n := len(parts)
		if n < 3 || country != "" && parts[n-1] != country {
			return
		}
		country = parts[n-1]
		towns[parts[n-2]] = true
	}
	if p.kinds < 3 || len(towns) < 2 {
		return
	}
	c.Place = Field{From: c.Company.From, Strip: beforeTown}
	c.Company.Strip = afterEmployer
}
