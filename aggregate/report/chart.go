package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// grade of a row that has jobs and no pay in the report's currency.
const noPay = "none"

// basePay is the kind of pay that the report is about. Other kinds stand
// beside it in rows of their own.
const basePay = "base"

// sides are the sides in the order of printing, with the words for them.
var sides = []struct {
	side         scraper.Side
	name, detail string
}{
	{scraper.Posted, "Adverts", "what employers offer"},
	{scraper.Reported, "Workers", "what people say they are paid"},
	{scraper.Employer, "Employers", "surveys of what employers pay"},
	{scraper.Filed, "Filings", "what employers declare to an authority"},
	{scraper.Model, "Estimates", "computed by others"},
}

func compareFigures(x, y aggregate.Figure) int {
	return cmp.Or(
		cmp.Compare(x.Measure, y.Measure), cmp.Compare(x.Side, y.Side), cmp.Compare(x.Source, y.Source),
		cmp.Compare(x.Role, y.Role), cmp.Compare(x.Country, y.Country), cmp.Compare(x.Place, y.Place),
		cmp.Compare(x.Seniority, y.Seniority), cmp.Compare(x.Skill, y.Skill), cmp.Compare(x.PayKind, y.PayKind),
		cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Statistic, y.Statistic),
	)
}

// row makes a chart's row of one cell; ok is false where the cell is empty.
func (b *builder) row(chart, label string, k cellKey) (Row, bool) {
	c := b.cells[k]
	if c == nil {
		return Row{}, false
	}
	m, paid := c.pay["median"]
	if !paid {
		m = c.count
	}
	r := Row{
		ID: b.id(chart, label), Label: label, Source: clean(k.source, nameLength), Side: clean(k.side, nameLength),
		Role: clean(k.role, nameLength), Seniority: clean(k.seniority, nameLength), Place: clean(k.place, nameLength), PayKind: clean(k.kind, nameLength),
		All: c.count.NJobs, Employers: m.NEmployers, Postings: m.NPostings,
		Disclosure: m.Disclosure, Grade: noPay, Samples: b.samples(k),
	}
	code := b.in.Options.Currency
	one, many := nouns(scraper.Side(k.side))
	r.Text = RowText{
		Employers:  plural(m.NEmployers, "employer", "employers"),
		Postings:   plural(m.NPostings, "posting", "postings"),
		Disclosure: percent(m.Disclosure),
		Where:      where(r, clean(b.in.Options.Edition, nameLength), clean(k.country, nameLength), clean(code, nameLength), clean(k.kind, nameLength)),
	}
	switch {
	case k.side != string(scraper.Posted):
		r.Text.SQL = observedQuery(r, clean(k.country, nameLength), clean(code, nameLength))
	case k.kind == basePay:
		r.Text.SQL = jobsQuery(r, clean(k.country, nameLength), clean(code, nameLength))
	}
	if many != "jobs" {
		r.Text.Disclosure, r.Text.Postings = "", ""
		if m.NEmployers == 0 {
			r.Text.Employers = "employers not known"
		}
	}
	if !paid {
		r.Text.Jobs = plural(r.All, one, many)
		r.Text.Withheld = "no pay range in " + currencyName(code)
		return r, true
	}
	r.Jobs, r.Effective, r.Grade, r.Reason = m.NJobs, m.NEffective, m.Grade, clean(m.Note, errorLength)
	r.Text.Why, _, _ = strings.Cut(r.Reason, "; ")
	r.Text.Jobs = plural(r.Jobs, one, many)
	r.Text.Effective = whole(r.Effective)
	if r.Grade != aggregate.Good && r.Grade != aggregate.Rough {
		r.Grade = aggregate.Withheld
		r.Text.Withheld = "too few to say (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
		if many != "jobs" && m.NEmployers == 0 {
			r.Text.Withheld = "too few to say (" + r.Text.Jobs + ")"
		}
		return r, true
	}
	r.Amounts = &Amounts{
		Mean: c.pay["mean"].Value, Median: m.Value, P25: c.pay["p25"].Value, P75: c.pay["p75"].Value,
		Low: m.CILow, High: m.CIHigh,
	}
	r.Text.Median = money(m.Value, code)
	r.Text.Interval = span(m.CILow, m.CIHigh, code)
	r.Text.Mean = money(r.Amounts.Mean, code)
	r.Text.Middle = span(r.Amounts.P25, r.Amounts.P75, code)
	b.raw(&r, k)
	return r, true
}

// where is the condition that finds the row's figures in the table figure.
func where(r Row, edition, country, unit, kind string) string {
	all := [][2]string{
		{"edition", edition}, {"measure", aggregate.MeasureLevel}, {"place", r.Place}, {"skill", ""}, {"source", r.Source}, {"side", r.Side}, {"role", r.Role}, {"seniority", r.Seniority}, {"country", country}, {"unit", unit},
	}
	if kind != basePay {
		all = append(all, [2]string{"pay_kind", kind})
	}
	return conditions(all)
}

// conditions are columns and the values that they have, as SQL.
func conditions(all [][2]string) string {
	var parts []string
	for _, kv := range all {
		parts = append(parts, kv[0]+" = "+quote(kv[1]))
	}
	return strings.Join(parts, " AND ")
}

// jobsQuery computes a row's statistics anew, in SQL that SQLite 3.40 knows:
// each quantile is of type 7, the mean of the two values next to h weighted by
// their nearness.
func jobsQuery(r Row, country, currency string) string {
	which := payConditions(r, country, currency)
	if r.Place != "" { // the workplace that most sources give of those that give one
		which += " AND job_id IN (WITH at_source AS (SELECT job_id, CASE WHEN COUNT(DISTINCT COALESCE(workplace, '')) = 1 THEN MIN(workplace) END AS workplace " +
			"FROM posting WHERE gone_at IS NULL GROUP BY job_id, source), " +
			"most AS (SELECT job_id, workplace, ROW_NUMBER() OVER (PARTITION BY job_id ORDER BY COUNT(*) DESC, workplace) AS k " +
			"FROM at_source WHERE workplace <> '' GROUP BY job_id, workplace) SELECT job_id FROM most WHERE k = 1 AND workplace = " + quote(r.Place) + ")"
	}
	return quantilesQuery(which)
}

// quantilesQuery is jobsQuery of the pay that meets the conditions.
func quantilesQuery(conditions string) string {
	return "WITH job AS (SELECT AVG(pay) AS pay FROM job_pay_filled WHERE " + conditions + " GROUP BY job_id), " +
		"nth AS (SELECT pay, ROW_NUMBER() OVER (ORDER BY pay) - 1 AS i, COUNT(*) OVER () - 1 AS h FROM job) " +
		"SELECT COUNT(*) AS jobs, AVG(pay) AS mean, SUM(pay * MAX(0, 1 - ABS(i - h * 0.5))) AS median, " +
		"SUM(pay * MAX(0, 1 - ABS(i - h * 0.25))) AS p25, SUM(pay * MAX(0, 1 - ABS(i - h * 0.75))) AS p75 FROM nth;"
}

// payConditions find a row's pay in the views job_pay_filled and
// posting_pay_filled.
func payConditions(r Row, country, currency string) string {
	which := [][2]string{{"role", r.Role}, {"country", country}, {"currency", currency}}
	if r.Source != aggregate.All {
		which = append(which, [2]string{"source", r.Source})
	}
	if r.Seniority != "" {
		which = append(which, [2]string{"seniority", r.Seniority})
	}
	return conditions(which)
}

// byLowerEnd puts the rows that can be printed first, by the lower end of
// their interval, since a rank by the middle would be a rank by luck; then
// the others by their number of jobs.
func byLowerEnd(x, y Row) int {
	lower := func(r Row) float64 {
		if r.Amounts == nil {
			return math.Inf(-1)
		}
		return r.Amounts.Low
	}
	return cmp.Or(cmp.Compare(lower(y), lower(x)), cmp.Compare(y.Jobs, x.Jobs), cmp.Compare(x.Label, y.Label))
}

// sources is the chart of the sources side by side.
func (b *builder) sources() Chart {
	o := b.in.Options
	c := Chart{
		ID: "sources", Section: "Sources side by side",
		Title:    fmt.Sprintf("What each source says of %s pay", inSentence(roleLabel(o.Role))),
		Subtitle: b.subtitle(roleLabel(o.Role) + " jobs"),
	}
	elsewhere := 0
	for _, s := range sides {
		g := Group{Name: s.name, Detail: s.detail, Side: string(s.side)}
		var keys []cellKey
		for k := range b.cells {
			if k.side == string(s.side) && k.role == o.Role && k.country == o.Country && k.seniority == "" && k.place == "" && k.source != aggregate.All {
				keys = append(keys, k)
			}
		}
		slices.SortFunc(keys, func(x, y cellKey) int { return cmp.Or(cmp.Compare(x.source, y.source), cmp.Compare(x.kind, y.kind)) })
		for _, k := range keys {
			label := b.sourceTitle(k.source)
			if k.kind != basePay {
				label += ", " + payKindWords(k.kind)
			}
			if r, ok := b.row(c.ID, label, k); ok {
				g.Rows = append(g.Rows, r)
			}
		}
		slices.SortStableFunc(g.Rows, byLowerEnd)
		all := cellKey{aggregate.All, string(s.side), o.Role, "", o.Country, basePay, ""}
		if r, ok := b.row(c.ID, "All "+inSentence(s.name), all); ok {
			r.Own = true
			elsewhere += b.cells[all].elsewhere
			g.Rows = append([]Row{r}, g.Rows...)
		}
		if len(g.Rows) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	if slices.ContainsFunc(c.Groups, func(g Group) bool { return g.Side != string(scraper.Posted) }) { // not all are adverts, nor base pay
		c.Subtitle = fmt.Sprintf("Median pay of %s jobs in %s, %s a year%s: base pay unless a row names another kind; of adverts, those that state a pay range",
			inSentence(roleLabel(o.Role)), country(o.Country), currencyName(o.Currency), b.asOf())
	}
	c.Source = b.everyone()
	c.Note = "A job that several sources show counts once in the row of all adverts."
	if elsewhere > 0 {
		c.Note += fmt.Sprintf(" %s stating pay in another currency %s left out.",
			capital(plural(elsewhere, "job", "jobs")), isAre(elsewhere))
	}
	if posted, _ := leading(c); posted != nil && posted.Grade == aggregate.Good && len(c.Groups) == 1 && len(c.Groups[0].Rows) > 2 {
		unit := step(posted.Amounts.Low, posted.Amounts.High)
		c.Title = fmt.Sprintf("Adverts of all sources put median %s pay at about %s", inSentence(roleLabel(o.Role)), money(math.Round(posted.Amounts.Median/unit)*unit, o.Currency))
	}
	if len(c.Groups) == 0 {
		c.Empty = "No source holds a job for " + people(o.Role) + " in " + country(o.Country) + "."
	}
	c.Axis = axis(c.Groups, o.Currency)
	return c
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// roles compares the roles of the report's country, over all adverts.
func (b *builder) roles() Chart {
	o := b.in.Options
	c := Chart{
		ID: "roles", Section: "Other roles", Subtitle: b.subtitle("Advertised jobs"),
		Note: "Ordered by the lower end of the interval. Jobs are not held equal in level or place.",
	}
	g := Group{Side: string(scraper.Posted)}
	var names []string
	for k := range b.cells {
		if k.source == aggregate.All && k.side == g.Side && k.country == o.Country && k.seniority == "" && k.place == "" && k.kind == basePay {
			names = append(names, k.role)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if r, ok := b.row(c.ID, roleLabel(name), cellKey{aggregate.All, g.Side, name, "", o.Country, basePay, ""}); ok {
			r.Own = name == o.Role
			g.Rows = append(g.Rows, r)
		}
	}
	slices.SortStableFunc(g.Rows, byLowerEnd)
	c = b.single(c, g, "No job advertised in "+country(o.Country)+" has a role that is known.")
	b.against(&c, "Than "+inSentence(roleLabel(o.Role)), func(int) int {
		return slices.IndexFunc(g.Rows, func(r Row) bool { return r.Own })
	})
	if c.Versus != "" {
		c.Note += " The column of differences has intervals of its own: two medians can be told apart though their intervals overlap, since most employers have jobs in both roles."
	}
	c.Title = b.roleTitle(g.Rows)
	return c
}

// seniority compares the levels within the report's role.
func (b *builder) seniority() Chart {
	o := b.in.Options
	c := Chart{
		ID: "seniority", Section: "Seniority",
		Subtitle: b.subtitle("Advertised " + inSentence(roleLabel(o.Role)) + " jobs"),
		Note:     "The level is the one that the title names; a job whose title names none is in no row.",
	}
	g := Group{Side: string(scraper.Posted)}
	var names []string
	for k := range b.cells {
		if k.source == aggregate.All && k.side == g.Side && k.country == o.Country && k.role == o.Role && k.seniority != "" && k.place == "" && k.kind == basePay {
			names = append(names, k.seniority)
		}
	}
	slices.SortFunc(names, func(x, y string) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x, y))
	})
	for _, name := range names {
		if r, ok := b.row(c.ID, levelLabel(name), cellKey{aggregate.All, g.Side, o.Role, name, o.Country, basePay, ""}); ok {
			g.Rows = append(g.Rows, r)
		}
	}
	c = b.single(c, g, "No job here names a level of seniority.")
	b.against(&c, "Than the level before", func(i int) int {
		for i--; i >= 0 && g.Rows[i].Amounts == nil; i-- {
		}
		return i
	})
	c.Title = levelTitle(g.Rows)
	return c
}

// rank is the place of a level in levels, past the end for unknown ones.
func rank(level string) int {
	if i := slices.Index(levels, level); i >= 0 {
		return i
	}
	return len(levels)
}

// single completes a chart of one group.
func (b *builder) single(c Chart, g Group, empty string) Chart {
	c.Source = b.adverts()
	if len(g.Rows) == 0 {
		c.Empty, c.Note = empty, ""
	} else {
		c.Groups = []Group{g}
	}
	c.Axis = axis(c.Groups, b.in.Options.Currency)
	return c
}

func (b *builder) subtitle(what string) string {
	return fmt.Sprintf("%s in %s that state a pay range: median base pay, %s a year%s", what,
		country(b.in.Options.Country), currencyName(b.in.Options.Currency), b.asOf())
}

func (b *builder) asOf() string {
	if d := day(b.in.Options.AsOf); d != "" {
		return ", as of " + d
	}
	return ""
}
