package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"backpay/aggregate"

	"backpay/scraper"
)

// sourcesSection sets what each source says side by side.
func (b *builder) sourcesSection() part {
	c := b.sourcesChart()
	return part{[]datum{{"charts", c, true}}, b.blocks(c)}
}

// sourcesChart is the chart of the sources side by side.
func (b *builder) sourcesChart() Chart {
	o := b.in.Options
	c := Chart{
		ID: "sources", Section: "Sources side by side",
		Title:    fmt.Sprintf("What each source says of %s pay", inSentence(roleLabel(o.Role))),
		Subtitle: b.subtitle(roleLabel(o.Role)+" jobs", ""), Head: "Source",
	}
	elsewhere, id := 0, idsOf(c.ID)
	for _, s := range sides {
		g, left := b.sourceGroup(id, s.side, s.name, s.detail)
		if elsewhere += left; len(g.Rows) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	// Not all are adverts, nor base pay.
	if slices.ContainsFunc(c.Groups, func(g Group) bool { return g.Side != string(scraper.Posted) }) {
		c.Subtitle = fmt.Sprintf("Median pay of %s jobs in %s, %s a year%s: base pay unless a row names another "+
			"kind; of adverts, those that state a pay range",
			inSentence(roleLabel(o.Role)), country(o.Country), currencyName(o.Currency), b.asOf())
	}
	c.Source = b.everyone()
	c.Note = "A job that several sources show counts once in the row of all adverts."
	if elsewhere > 0 {
		c.Note += fmt.Sprintf(" %s stating pay in another currency %s left out.",
			capital(plural(elsewhere, "job", "jobs")), isAre(elsewhere))
	}
	if posted, _ := leading(c); posted != nil && posted.Grade == aggregate.Good && len(c.Groups) == 1 &&
		len(c.Groups[0].Rows) > 2 {
		unit := step(posted.Amounts.Low, posted.Amounts.High)
		c.Title = fmt.Sprintf("Adverts of all sources put median %s pay at about %s",
			inSentence(roleLabel(o.Role)), money(math.Round(posted.Amounts.Median/unit)*unit, o.Currency))
	}
	if len(c.Groups) == 0 {
		c.Empty = "No source holds a job for " + people(o.Role) + " in " + country(o.Country) + "."
	}
	// The scale is that of the section of claims too.
	c.Axis = axis(append(drawn(c.Groups), claimPoints(b.claimRows())...), o.Currency)
	return c
}

// sourceGroup are the rows of one side: all its sources together, then each. Left
// is how many of its jobs state their pay in another currency.
func (b *builder) sourceGroup(id func(string) string, side scraper.Side, name, detail string) (g Group, left int) {
	o := b.in.Options
	g = Group{Name: name, Detail: detail, Side: string(side)}
	var keys []cellKey
	for k := range b.cells {
		if k.side == string(side) && k.role == o.Role && k.country == o.Country && k.seniority == "" &&
			k.place == "" && k.source != aggregate.All {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(x, y cellKey) int {
		return cmp.Or(cmp.Compare(x.source, y.source), cmp.Compare(x.kind, y.kind))
	})
	for _, k := range keys {
		label := b.sourceTitle(k.source)
		if k.kind != basePay {
			label += ", " + payKindWords(k.kind)
		}
		if r, ok := b.row(id, label, k); ok {
			g.Rows = append(g.Rows, r)
		}
	}
	slices.SortStableFunc(g.Rows, byMedian)
	all := cellKey{aggregate.All, string(side), o.Role, "", o.Country, basePay, ""}
	if r, ok := b.row(id, "All "+inSentence(name), all); ok {
		r.Own = true
		left = b.cells[all].elsewhere
		g.Rows = append([]Row{r}, g.Rows...)
	}
	return g, left
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// leading finds the row of all adverts and, of adverts that somebody else gathered
// and of the other sides, the first row that can be printed: of base pay where there
// is one.
func leading(sources Chart) (posted, other *Row) {
	for i, g := range sources.Groups {
		for j := range g.Rows {
			r := &sources.Groups[i].Rows[j]
			switch {
			case g.Side == string(scraper.Posted) && r.Own:
				posted = r
			case r.Amounts != nil && (other == nil || other.PayKind != basePay && r.PayKind == basePay):
				other = r
			}
		}
	}
	return posted, other
}
