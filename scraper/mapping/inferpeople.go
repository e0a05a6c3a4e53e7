package mapping

import "strings"

// personWords are words in names of columns that are asked of people, not of
// jobs.
var personWords = []string{"gender", "yearsofexperience", "years of experience", "yearsatcompany", "years at company", "work year", "employee residence", "how old are you", "timestamp", "race", "your", "ethnicity", "totalyearlycompensation"}

// people finds out whether the rows are reports of people instead of adverts:
// columns that are asked of people, and no address of an advert.
func (g *guesser) people() {
	found := 0
	for _, name := range g.t.Columns {
		n := plainName(name)
		for _, w := range personWords {
			if n == w || strings.Contains(" "+n+" ", " "+w+" ") {
				found++
				break
			}
		}
	}
	adverts := false
	for i := range g.ps {
		p := &g.ps[i]
		adverts = adverts || p.address > .5 || p.length > 400
	}
	if found >= 2 || found == 1 && !adverts && len(g.by["title"]) > 0 && len(g.by["company"]) == 0 {
		if !adverts {
			g.m.Kind = "observations"
			g.m.notes["pay.kind"] = "base pay, or does it hold bonus and stock too (total)?"
			g.m.notes["kind"] = "the columns ask people about themselves: no adverts"
		}
	}
}
