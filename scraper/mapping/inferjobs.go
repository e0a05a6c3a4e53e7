package mapping

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// ofJobs reports whether a column says what only jobs have. Title, address, text
// and date are those of articles, topics of a forum and departments as well.
func (g *guesser) ofJobs() bool {
	c := &g.m.Columns
	if c.Company.set() || len(g.by["company"]) > 0 || c.Place.set() || c.Workplace.set() || c.Employment.set() || len(g.m.Pay) > 0 ||
		g.namesJobs() || c.URL.set() && g.addressesOfJobs(&g.ps[g.t.Index(c.URL.From[0])]) {
		return true
	}
	if p := &g.ps[g.t.Index(c.Title.From[0])]; p.count >= 3 && p.titles >= .75 {
		return true // what the titles are says it
	}
	name := c.Title.From[0]
	name = plainName(name[strings.LastIndexAny(name, "./")+1:])
	return g.m.notes["title"] == "" && !anyTitles[name]
}

// namesJobs reports whether there are columns for employers and for places, be
// they empty.
func (g *guesser) namesJobs() bool { return len(g.by["company"]) > 0 && len(g.by["place"]) > 0 }

// ofTrades reports whether a column that is named for the titles of jobs holds
// those, beside one that is named for the industry of each: a list without
// employers.
func (g *guesser) ofTrades() bool {
	title := g.m.Columns.Title.From[0]
	return !anyTitles[plainName(title)] && g.ps[g.t.Index(title)].titles >= .5 &&
		slices.ContainsFunc(g.t.Columns, func(name string) bool { return industry[plainName(name)] })
}

// ofDays reports whether trades stand beside the days on which they were posted, and
// nothing else: a list of what is open.
func (g *guesser) ofDays() bool {
	p := &g.ps[g.t.Index(g.m.Columns.Title.From[0])]
	return g.m.Columns.Posted.set() && p.count >= 5 && p.titles >= .6
}

// nested is the path of the list of each row whose elements have the titles, "" where
// there is none or it has one element: the postings after the first would be lost.
func (g *guesser) nested() string {
	list, name, ok := strings.Cut(g.m.Columns.Title.From[0], "[0].")
	if !ok || !slices.Contains(g.t.Columns, list+"[1]."+name) {
		return ""
	}
	return g.t.Name + "[]." + list
}

// industry are names of columns of industries.
var industry = set("industry industries sector branche branch industria setor secteur settore отрасль 行业 行業 業種 업종")

// jobPath matches the part of an address that says that a page is of a job.
var jobPath = pattern.New(`(?i)/(?:jobs?|job-[a-z]+|viewjob|careers?|vacanc(?:y|ies)|vakans(?:ii|iya)|vagas?|empleos?|ofertas?-[a-z-]+|emplois?|offres?-[a-z-]+|stellen[a-z]*|praca|lavoro|werk|vacatures?)(?:[/?-]|$)`)

// addressesOfJobs reports whether most addresses of a column are those of jobs.
func (g *guesser) addressesOfJobs(p *profile) bool {
	n := 0
	for v, times := range p.values {
		if jobPath.MatchString(v) {
			n += times
		}
	}
	return n*5 >= p.count*4
}

// anyTitles are names of columns that titles of anything have.
var anyTitles = map[string]bool{
	"title": true, "name": true, "headline": true, "titel": true, "titre": true, "titolo": true, "titulo": true, "título": true,
	"tytuł": true, "název": true, "názov": true, "naziv": true, "titlu": true, "rubrik": true, "tittel": true, "otsikko": true,
	"libellé": true, "bezeichnung": true, "denumire": true, "judul": true, "название": true, "наименование": true,
	"заголовок": true, "назва": true, "τίτλος": true, "タイトル": true, "tiêu đề": true, "כותרת": true,
}

// titleOfKinds takes for titles a column that is named for kinds of jobs, where nearly
// each row has one of its own, as boards have for which the two are one.
func (g *guesser) titleOfKinds() {
	at, ok := g.pick("department", func(p *profile) bool {
		return strings.Contains(plainName(p.name), "job") && isShortText(p) && p.count >= 3 && p.distinct >= .8
	})
	if ok {
		g.take(&g.m.Columns.Title, at)
		g.m.notes["title"] = "named for kinds of jobs, but nearly each row has its own"
	}
}

// means reports whether a name of a column speaks of a field.
func means(name, field string) bool {
	return slices.ContainsFunc(dict().meanings(name), func(m meaning) bool { return m.field == field })
}
