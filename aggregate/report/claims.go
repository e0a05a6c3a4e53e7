package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
)

// Claims is the section "What others publish".
type Claims struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Empty says in words why there are no rows.
	Empty string `json:"empty,omitempty"`
	Note  string `json:"note,omitempty"`
	// Source says who publishes them, for the section's foot and its files.
	Source string `json:"source"`
	// SQL lists the same rows from the database.
	SQL string `json:"sql,omitempty"`
	// Axis is the scale of the drawn rows, shared with the sources' chart.
	Axis Axis `json:"axis"`
	// Rows are all claims in the order of printing.
	Rows []ClaimRow `json:"rows"`
}

// ClaimRow is one published statistic. Amounts are as published; the annual
// ones are those times the factor.
type ClaimRow struct {
	Source      string  `json:"source"`
	SourceTitle string  `json:"source_title"`
	Side        string  `json:"side"`
	Title       string  `json:"title"`
	Code        string  `json:"code,omitempty"`
	Company     string  `json:"company,omitempty"`
	Skill       string  `json:"skill,omitempty"`
	Place       string  `json:"place,omitempty"`
	Country     string  `json:"country,omitempty"`
	Role        string  `json:"role"`
	Statistic   string  `json:"statistic"`
	Label       string  `json:"label,omitempty"` // the page's own word
	PayKind     string  `json:"pay_kind,omitempty"`
	Amount      float64 `json:"amount"`
	Currency    string  `json:"currency,omitempty"`
	Period      string  `json:"period,omitempty"`
	Annual      float64 `json:"annual_amount,omitempty"`
	Factor      float64 `json:"annual_factor,omitempty"`
	SampleN     int     `json:"sample_n,omitempty"`
	SampleKind  string  `json:"sample_kind,omitempty"`
	RelError    float64 `json:"rel_error,omitempty"`
	TopCoded    bool    `json:"top_coded,omitempty"`
	AsOf        string  `json:"as_of,omitempty"`
	ObtainedBy  string  `json:"obtained_by"`
	Retrieved   string  `json:"retrieved,omitempty"`
	URL         string  `json:"url,omitempty"`
	Note        string  `json:"note,omitempty"`
	// Broader tells that the occupation holds the report's role among others.
	Broader bool `json:"broader,omitempty"`
	// Drawn tells that the amount is a year's in the report's currency; the
	// others are printed in words.
	Drawn bool      `json:"drawn"`
	Text  ClaimText `json:"text"`

	narrow int // 0 a whole country, 1 a place, 2 an employer or a skill
	hidden bool
	// A page shows percentiles with the middle that they belong to: with is
	// true of their rows, and the middle's row has the quartiles to draw.
	with     bool
	p25, p75 float64 // a year; 0 when not published
}

// ClaimText is a claim as printed.
type ClaimText struct {
	About     string `json:"about"` // title, place, employer, skill
	Value     string `json:"value"`
	Annual    string `json:"annual,omitempty"` // where Value is of another period
	Statistic string `json:"statistic"`        // our word, with the kind of pay
	Label     string `json:"label"`            // the page's word, quoted
	Spread    string `json:"spread,omitempty"` // the percentiles published with it
	Sample    string `json:"sample"`
	Date      string `json:"date"`
	Obtained  string `json:"obtained"`

	short string // our word for the statistic alone
}

// claims composes the section.
func (b *builder) claims() Claims {
	o := b.in.Options
	c := Claims{
		Title: "What others publish of " + inSentence(roleLabel(o.Role)) + " pay",
		Subtitle: "Each as its publisher words it, with the statistic and the kind of pay it is. They are never averaged: " +
			"they differ in who speaks, in what is counted as pay, and in date",
		Rows: []ClaimRow{},
	}
	broader := false
	for _, in := range b.in.Claims {
		r, ok := b.claim(in)
		if !ok {
			continue
		}
		broader = broader || r.Broader
		c.Rows = append(c.Rows, r)
	}
	slices.SortStableFunc(c.Rows, compareClaims)
	attach(c.Rows, o.Currency)
	choose(c.Rows)
	if len(c.Rows) == 0 {
		c.Empty = "No published figure for " + people(o.Role) + " in " + country(o.Country) + " is in the database."
		return c
	}
	c.Source = b.publishers(c.Rows)
	roles := []string{clean(o.Role, nameLength)}
	for _, r := range c.Rows {
		roles = append(roles, r.Role)
	}
	c.SQL = claimQuery(roles, clean(o.Country, nameLength))
	c.Note = "A published figure gives no interval of ours, and no grade. A filled dot is a median, a diamond a mean, an open dot any other statistic; a pale bar is the middle half, where both quartiles are published."
	if broader {
		c.Note += " An occupation that holds more roles than this one is marked so: statistics by occupation know no narrower one."
	}
	return c
}

// claim makes the row of a claim; ok is false for a value that can't be printed.
func (b *builder) claim(in Claim) (ClaimRow, bool) {
	s, o := in.Said, b.in.Options
	if whole(s.Amount) == "unknown" {
		return ClaimRow{}, false
	}
	r := ClaimRow{
		Source: clean(in.Source, nameLength), Side: clean(string(in.Side), nameLength),
		Title: clean(s.Title, titleLength), Code: clean(s.Code, nameLength), Company: clean(s.Company, nameLength), Skill: clean(s.Skill, nameLength),
		Place: clean(s.Place, nameLength), Country: in.Belief.Country, Role: clean(in.Belief.Role, nameLength),
		Statistic: clean(s.Statistic, nameLength), Label: clean(s.Label, titleLength), PayKind: clean(s.PayKind, nameLength),
		Amount: s.Amount, Currency: clean(s.Currency, nameLength), Period: clean(s.Period, nameLength),
		Annual: in.Belief.AnnualAmount, Factor: in.Belief.AnnualFactor,
		SampleN: s.SampleN, SampleKind: clean(s.SampleKind, nameLength), RelError: s.RelError, TopCoded: s.TopCoded,
		AsOf: clean(s.AsOf, nameLength), ObtainedBy: clean(in.ObtainedBy, nameLength), Retrieved: stamp(in.RetrievedAt),
		URL: link(in.URL), Note: clean(in.Note, errorLength), Broader: in.Belief.Role != o.Role,
	}
	r.SourceTitle = cmp.Or(b.titles[in.Source], clean(in.Title, nameLength), b.sourceTitle(in.Source))
	r.Drawn = r.Annual > 0 && s.Currency == o.Currency
	switch {
	case r.Company != "" || r.Skill != "":
		r.narrow = 2
	case in.Belief.Region != "" || in.Belief.City != "" || in.Belief.Metro != "":
		r.narrow = 1
	}
	r.Text = claimText(r, s)
	if r.AsOf == "" && !in.RetrievedAt.IsZero() {
		r.Text.Date = "not dated, read " + day(in.RetrievedAt)
	}
	return r, true
}

func claimText(r ClaimRow, s scraper.Claim) ClaimText {
	t := ClaimText{
		Statistic: statisticWords(r.Statistic), Date: cmp.Or(stated(r.AsOf), "not dated"), Obtained: obtainedWords(r.ObtainedBy),
		Label: "no wording kept",
	}
	var about []string
	for _, part := range []string{r.Title, r.Code, r.Place, r.Company, r.Skill} {
		if part != "" && !slices.Contains(about, part) {
			about = append(about, part)
		}
	}
	if r.Place == "" && r.Country != "" {
		about = append(about, strings.TrimPrefix(country(r.Country), "the "))
	}
	if r.Broader {
		about = append(about, "holds more roles than this")
	}
	t.About = cmp.Or(strings.Join(about, " · "), "no title stated")
	t.short = t.Statistic
	if kind := payKindWords(r.PayKind); kind != "" {
		t.Statistic += " of " + kind
	}
	if r.Label != "" {
		t.Label = "“" + r.Label + "”"
	}
	switch r.Statistic {
	case "premium_pct", "growth_pct":
		t.Value = signed(r.Amount)
	case "count":
		t.Value = whole(r.Amount)
	default:
		code := cmp.Or(s.Currency, "currency not stated:")
		t.Value = money(r.Amount, code)
		if r.Period != "" && r.Period != "year" {
			if r.Amount < 1000 { // an hour's pay has cents
				t.Value = strings.TrimSuffix(t.Value, whole(r.Amount)) + strconv.FormatFloat(r.Amount, 'f', 2, 64)
			}
			t.Value += " " + perPeriod(r.Period)
			if r.Annual > 0 {
				t.Annual = money(r.Annual, code) + " a year"
			}
		}
		if r.TopCoded {
			t.Value = "at least " + t.Value
		}
	}
	t.Sample = "sample not given"
	if r.SampleN > 0 {
		t.Sample = whole(float64(r.SampleN)) + " " + cmp.Or(r.SampleKind, "in the sample")
	}
	if r.RelError > 0 {
		t.Sample += fmt.Sprintf(", standard error %s%%", strconv.FormatFloat(r.RelError, 'f', -1, 64))
	}
	return t
}

// stamp is a time for programs.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// compareClaims orders by side, by how much a claim covers and by source; a
// rank by value would compare what can't be compared.
func compareClaims(x, y ClaimRow) int {
	return cmp.Or(
		cmp.Compare(sideRank(x.Side), sideRank(y.Side)), cmp.Compare(x.narrow, y.narrow), -compareBool(x.Drawn, y.Drawn),
		compareBool(x.Broader, y.Broader), cmp.Compare(x.SourceTitle, y.SourceTitle),
		cmp.Compare(x.Title, y.Title), cmp.Compare(x.Place, y.Place), cmp.Compare(x.Company, y.Company), cmp.Compare(x.Skill, y.Skill),
		-cmp.Compare(x.AsOf, y.AsOf), cmp.Compare(kindRank(x.PayKind), kindRank(y.PayKind)), cmp.Compare(x.PayKind, y.PayKind), cmp.Compare(statisticRank(x.Statistic), statisticRank(y.Statistic)),
		cmp.Compare(x.Statistic, y.Statistic), cmp.Compare(x.Amount, y.Amount), cmp.Compare(x.URL, y.URL),
	)
}

// attach puts drawn percentiles to the first middle (median, else mean) that
// is of the same title, place, kind of pay and date at the same source.
func attach(rows []ClaimRow, currency string) {
	type set struct{ source, url, title, code, company, skill, place, kind, asOf, how string }
	of := func(r ClaimRow) set {
		return set{r.Source, r.URL, r.Title, r.Code, r.Company, r.Skill, r.Place, r.PayKind, r.AsOf, r.ObtainedBy}
	}
	middles := map[set]*ClaimRow{}
	for i := range rows {
		r := &rows[i]
		if middles[of(*r)] == nil && r.Drawn && statisticRank(r.Statistic) < statisticRank("min") {
			middles[of(*r)] = r
		}
	}
	for i := range rows {
		r := &rows[i]
		rank := statisticRank(r.Statistic)
		m := middles[of(*r)]
		if m == nil || !r.Drawn || rank < statisticRank("min") || rank > statisticRank("max") {
			continue
		}
		r.with = true
		value := money(r.Annual, currency)
		switch {
		case r.TopCoded:
			value = "at least " + value
		case r.Statistic == "p25":
			m.p25 = r.Annual
		case r.Statistic == "p75":
			m.p75 = r.Annual
		}
		if m.Text.Spread != "" {
			m.Text.Spread += ", "
		}
		m.Text.Spread += r.Text.short + " " + value
	}
}

func sideRank(side string) int {
	for i, s := range sides {
		if string(s.side) == side {
			return i
		}
	}
	return len(sides)
}

// statisticNames are the statistics in the order of printing, in our words.
var statisticNames = [][2]string{
	{"median", "median"},
	{"mean", "mean"},
	{"min", "lowest"},
	{"p10", "10th percentile"},
	{"p25", "25th percentile"},
	{"p75", "75th percentile"},
	{"p90", "90th percentile"},
	{"max", "highest"},
	{"premium_pct", "premium"},
	{"growth_pct", "growth"},
	{"count", "count"},
}

func statisticRank(name string) int {
	for i, s := range statisticNames {
		if s[0] == name {
			return i
		}
	}
	return len(statisticNames)
}

func statisticWords(name string) string {
	if i := statisticRank(name); i < len(statisticNames) {
		return statisticNames[i][1]
	}
	return clean(name, nameLength)
}

func obtainedWords(how string) string {
	switch how {
	case "api":
		return "from its interface for programs"
	case "file":
		return "from its published file"
	case "page":
		return "read on its page"
	case "import":
		return "from a page saved by hand"
	case "citation":
		return "cited by hand"
	}
	return how
}

func perPeriod(period string) string {
	switch period {
	case "hour":
		return "an hour"
	case "biweek":
		return "for two weeks"
	}
	return "a " + period
}

// share gives the sources' chart and the claims one scale.
func (b *builder) share(sources *Chart, c *Claims) {
	var points []float64
	for _, r := range c.Rows {
		if r.Drawn && !r.hidden && !r.with {
			points = append(points, r.Annual)
			for _, v := range []float64{r.p25, r.p75} {
				if v > 0 {
					points = append(points, v)
				}
			}
		}
	}
	if len(points) > 0 {
		sources.Axis = axisOver(sources.Groups, points, b.in.Options.Currency)
	}
	c.Axis = sources.Axis
}

// ClaimGroup is the claims of one side, as a page shows them.
type ClaimGroup struct {
	Name, Detail, Side string
	Drawn              []ClaimRow
	Told               []ClaimRow // in words
	More               int        // rows that are left out here
}

// Groups are the rows by side, the first of each.
func (c Claims) Groups() []ClaimGroup {
	var groups []ClaimGroup
	for _, r := range c.Rows {
		if len(groups) == 0 || groups[len(groups)-1].Side != r.Side {
			groups = append(groups, ClaimGroup{Name: cmp.Or(sideName(scraper.Side(r.Side)), "Others"), Detail: sideDetail(r.Side), Side: r.Side})
		}
		g := &groups[len(groups)-1]
		switch {
		case r.with:
		case r.hidden:
			g.More++
		case r.Drawn:
			g.Drawn = append(g.Drawn, r)
		default:
			g.Told = append(g.Told, r)
		}
	}
	return groups
}

func sideDetail(side string) string {
	for _, s := range sides {
		if string(s.side) == side {
			return s.detail
		}
	}
	return "who speaks is not known"
}

// Sentence is a claim that isn't drawn, in words.
func (r ClaimRow) Sentence() string {
	s := r.Text.Statistic + " " + r.Text.Value
	if r.Text.Annual != "" {
		s += " (" + r.Text.Annual + ")"
	}
	if r.Label != "" {
		s += ", in its words " + r.Text.Label
	}
	return s + "; " + r.Text.About + "; " + r.Text.Sample + "; " + r.Text.Date + "; " + r.Text.Obtained
}
