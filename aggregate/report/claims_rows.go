package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/aggregate/report/document"
	"backpay/scraper"
)

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
	// Broader says that the occupation holds the report's role among others.
	Broader bool `json:"broader,omitempty"`
	// Drawn says that the amount is a year's in the report's currency; the
	// others are printed in words.
	Drawn bool      `json:"drawn"`
	Text  ClaimText `json:"text"`

	// elsewhere rows stand in the section of what they are about.
	elsewhere bool

	narrow int    // how much it covers: ofCountry, ofPlace or ofOne
	place  string // the metropolitan area's code, or the city, where it is of one
	hidden bool
	// A page shows percentiles with the middle that they belong to: with is
	// true of their rows, and the middle's row has the quartiles to draw.
	with     bool
	p25, p75 float64 // a year; 0 when not published
}

// What a claim covers, the most first.
const (
	ofCountry = iota
	ofPlace
	ofOne // an employer, or a skill
)

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

// claimRows are all claims in the order of printing. Several sections ask for them:
// none changes them.
func (b *builder) claimRows() []ClaimRow {
	if b.claimed != nil {
		return b.claimed
	}
	rows := []ClaimRow{}
	for _, in := range b.in.Claims {
		if r, ok := b.claim(in); ok {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, compareClaims)
	attach(rows, b.in.Options.Currency)
	choose(rows)
	b.claimed = rows
	return rows
}

// publishedRows are the claims about every role that keep picks, the editor's
// citations among them.
func (b *builder) publishedRows(keep func(ClaimRow) bool) (rows []ClaimRow) {
	for _, in := range b.in.Published {
		if r, ok := b.claim(in); ok && keep(r) {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, compareClaims)
	return rows
}

// tableRows caps the claims of a table; report.json holds all.
const tableRows = 15

// claimTable lists claims that aren't drawn, as others' figures.
func claimTable(caption, head string, rows []ClaimRow, about func(ClaimRow) string) document.Table {
	t := document.Table{Caption: caption, Heads: []document.Heading{
		{Text: "Publisher"},
		{Text: head},
		{Text: "As published", Number: true},
		{Text: "Rests on"},
		{Text: "Date", Short: true},
	}}
	if more := len(rows) - tableRows; more > 0 {
		t.Caption += fmt.Sprintf(" (the first %d; report.json holds %s more)", tableRows, whole(float64(more)))
		rows = rows[:tableRows]
	}
	for _, r := range rows {
		what := r.Text.Statistic
		if r.Label != "" {
			what += ", in its words " + r.Text.Label
		}
		t.Rows = append(t.Rows, document.Line{Cells: []document.Cell{
			{Text: r.SourceTitle, URL: r.URL},
			says(cmp.Or(about(r), "not stated"), what, r.Note),
			{Text: r.Text.Value},
			{Text: r.Text.Sample},
			{Text: r.Text.Date},
		}})
	}
	return t
}

// claimPoints are the amounts of claims that are drawn.
func claimPoints(rows []ClaimRow) (points []float64) {
	for _, r := range rows {
		if !r.Drawn || r.hidden || r.with || r.elsewhere {
			continue
		}
		points = append(points, r.Annual)
		for _, v := range []float64{r.p25, r.p75} {
			if v > 0 {
				points = append(points, v)
			}
		}
	}
	return points
}

// claim makes the row of a claim; ok is false for a value that can't be printed.
func (b *builder) claim(in Claim) (ClaimRow, bool) {
	s, o := in.Said, b.in.Options
	if whole(s.Amount) == "unknown" {
		return ClaimRow{}, false
	}
	r := ClaimRow{
		Source: in.Source, Side: string(in.Side),
		Title: s.Title, Code: s.Code, Company: s.Company, Skill: s.Skill,
		Place: s.Place, Country: in.Belief.Country, Role: in.Belief.Role,
		Statistic: s.Statistic, Label: s.Label, PayKind: s.PayKind,
		Amount: s.Amount, Currency: s.Currency, Period: s.Period,
		Annual: in.Belief.AnnualAmount, Factor: in.Belief.AnnualFactor,
		SampleN: s.SampleN, SampleKind: s.SampleKind, RelError: s.RelError, TopCoded: s.TopCoded,
		AsOf: s.AsOf, ObtainedBy: in.ObtainedBy, Retrieved: stamp(in.RetrievedAt),
		URL: in.URL, Note: in.Note, Broader: in.Belief.Role != o.Role && b.included[in.Belief.Role],
	}
	r.SourceTitle = cmp.Or(b.titles[in.Source], in.Title, b.sourceTitle(in.Source))
	r.Drawn = r.Annual > 0 && s.Currency == o.Currency
	r.place = cmp.Or(in.Belief.Metro, in.Belief.City)
	switch {
	case r.Company != "" || r.Skill != "":
		r.narrow = ofOne
	case in.Belief.Region != "" || r.place != "":
		r.narrow = ofPlace
	}
	r.Text = claimText(r, s, in.Belief.Role != o.Role && !r.Broader)
	if r.AsOf == "" && !in.RetrievedAt.IsZero() {
		r.Text.Date = "not dated, read " + day(in.RetrievedAt)
	}
	return r, true
}

func claimText(r ClaimRow, s scraper.Claim, otherRole bool) ClaimText {
	t := ClaimText{
		Statistic: statisticWords(r.Statistic), Date: cmp.Or(stated(r.AsOf), "not dated"),
		Obtained: obtainedWords(r.ObtainedBy),
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
		about = append(about, "includes more roles than this")
	}
	if otherRole {
		about = append(about, "another role than this")
	}
	t.About = cmp.Or(strings.Join(about, " · "), "no title stated")
	t.short = t.Statistic
	if kind := payKindWords(r.PayKind); kind != "" {
		t.Statistic += " of " + kind
	}
	if r.Label != "" {
		t.Label = "“" + r.Label + "”"
	}
	t.Value = asStated(r.Statistic, r.Amount, s.Currency, r.Period)
	if r.Period != "" && r.Period != "year" && r.Annual > 0 {
		t.Annual = money(r.Annual, cmp.Or(s.Currency, noCurrency)) + " a year"
	}
	if r.TopCoded {
		t.Value = "at least " + t.Value
	}
	t.Sample = "sample size not published"
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
		cmp.Compare(
			sideRank(x.Side),
			sideRank(y.Side),
		),
		cmp.Compare(x.narrow, y.narrow),
		-compareBool(x.Drawn, y.Drawn),
		compareBool(x.Broader, y.Broader),
		cmp.Compare(x.SourceTitle, y.SourceTitle),
		cmp.Compare(
			x.Title,
			y.Title,
		),
		cmp.Compare(x.Place, y.Place),
		cmp.Compare(x.Company, y.Company),
		cmp.Compare(x.Skill, y.Skill),
		-cmp.Compare(
			x.AsOf,
			y.AsOf,
		),
		cmp.Compare(kindRank(x.PayKind), kindRank(y.PayKind)),
		cmp.Compare(x.PayKind, y.PayKind),
		cmp.Compare(statisticRank(x.Statistic), statisticRank(y.Statistic)),
		cmp.Compare(x.Statistic, y.Statistic),
		cmp.Compare(x.Amount, y.Amount),
		cmp.Compare(x.URL, y.URL),
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
	return name
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

// A page shows the first of a side's published figures; report.json and
// claims.csv hold all. What one employer pays, or a skill, is no answer to the
// report's question: few of those are shown, and only of the report's role.
const (
	claimsShown = 8
	narrowShown = 3
	// The editor’s citations stand beside them, in any number that can be read.
	citationsShown = 60
)

// noCurrency stands before an amount whose currency isn't stated.
const noCurrency = "currency not stated:"

// asStated is an amount as its publisher states it: of a year where no other period
// is said.
func asStated(statistic string, amount float64, currency, period string) string {
	switch statistic {
	case "premium_pct", "growth_pct":
		return signed(amount)
	case "count":
		return whole(amount)
	}
	value := money(amount, cmp.Or(currency, noCurrency))
	if period == "" || period == "year" {
		return value
	}
	if amount < 1000 { // an hour's pay has cents
		value = strings.TrimSuffix(value, whole(amount)) + strconv.FormatFloat(amount, 'f', 2, 64)
	}
	return value + " " + perPeriod(period)
}

// asPublished is asStated with the year said too, where no table's head says it.
func asPublished(statistic string, amount float64, currency, period string) string {
	value := asStated(statistic, amount, currency, period)
	if period == "year" && statistic != "premium_pct" && statistic != "growth_pct" && statistic != "count" {
		value += " " + perPeriod(period)
	}
	return value
}
