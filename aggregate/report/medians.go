package report

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// grade of a row that has jobs and no pay in the report's currency.
const noPay = "none"

// Chart is a comparison of medians: a table with a drawing in each row.
type Chart struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	// Head names what the rows are.
	Head     string `json:"head,omitempty"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Note     string `json:"note,omitempty"`
	// Empty says in words why there are no rows.
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string        `json:"source"`
	Axis   document.Axis `json:"axis"`
	Groups []Group       `json:"groups"`
	// Versus heads the column of differences; "" where there is none. Yardstick
	// is the median that all of them are from, 0 where they are from several.
	Versus    string  `json:"versus,omitempty"`
	Yardstick float64 `json:"yardstick,omitempty"`
}

// Group is the rows of one side, or all rows.
type Group struct {
	Name   string `json:"name,omitempty"`
	Detail string `json:"detail,omitempty"`
	Side   string `json:"side"`
	Rows   []Row  `json:"rows"`
}

// Row is one median with what stands beside it.
type Row struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Own marks the row that the report is about.
	Own       bool   `json:"own,omitempty"`
	Source    string `json:"source"`
	Side      string `json:"side"`
	Role      string `json:"role"`
	Seniority string `json:"seniority,omitempty"`
	Place     string `json:"place,omitempty"` // a workplace
	PayKind   string `json:"pay_kind"`
	// All counts every job of the row, Jobs those that the median stands on.
	All       int     `json:"all_jobs"`
	Jobs      int     `json:"jobs"`
	Employers int     `json:"employers"`
	Postings  int     `json:"postings"`
	Effective float64 `json:"effective_jobs"`
	// Disclosure is the share of all jobs that state base pay.
	Disclosure float64 `json:"disclosure"`
	// Grade is good, rough, withheld or none (no pay stated in Currency).
	Grade  string `json:"grade"`
	Reason string `json:"reason,omitempty"`
	// Amounts are left out unless the grade is good or rough.
	Amounts *Amounts `json:"amounts,omitempty"`
	// WithoutDedupe is the median that copies would have made.
	WithoutDedupe *Raw `json:"without_dedupe,omitempty"`
	// Versus is the difference from the row that the chart compares with.
	Versus *Versus `json:"versus,omitempty"`
	// Text holds the same as printed.
	Text    RowText  `json:"text"`
	Samples []Advert `json:"samples,omitempty"`
}

// Amounts are a row's statistics, exact to the cent.
type Amounts struct {
	Mean   float64 `json:"mean"`
	Median float64 `json:"median"`
	P25    float64 `json:"p25"`
	P75    float64 `json:"p75"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// Versus is how much more a row's median is than that of the row it is
// compared with, in major units: a figure of its own, from draws of the
// employers of both, and not the difference of what two rows print.
type Versus struct {
	// Of is the label of the row compared with.
	Of    string  `json:"of"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// Told is more, less, or a tie where the interval holds no difference.
	Told  string `json:"told"`
	Grade string `json:"grade"`
	// Text, Words and Interval are as printed: Words in place of a value that
	// can't be told from none.
	Text     string `json:"text"`
	Words    string `json:"words"`
	Interval string `json:"interval"`
	Where    string `json:"where"`
}

// What a comparison of two medians tells.
const (
	toldMore = "more"
	toldLess = "less"
	toldTie  = "not told apart"
)

// RowText is a row as printed. Withheld stands in place of the amounts.
type RowText struct {
	Median    string `json:"median,omitempty"`
	Interval  string `json:"interval,omitempty"`
	Mean      string `json:"mean,omitempty"`
	Middle    string `json:"middle,omitempty"`
	Withheld  string `json:"withheld,omitempty"`
	Jobs      string `json:"jobs"`
	Employers string `json:"employers"`
	// Postings is empty on sides where a row is an answer, not a job.
	Postings  string `json:"postings,omitempty"`
	Effective string `json:"effective,omitempty"`
	// Disclosure is empty on sides where a row is an answer, not a job.
	Disclosure string `json:"disclosure,omitempty"`
	// Where says which rows of the table figure these are.
	Where string `json:"where"`
	// Compared stands where a row has no difference: it is the one compared
	// with, or none could be computed.
	Compared string `json:"compared,omitempty"`
	// Why is the reason in short.
	Why string `json:"why,omitempty"`
	// SQL computes the row's number of jobs, mean, median and quartiles from
	// the jobs in the database, or from the observations of the other sides; ""
	// where the pay of adverts isn't base pay.
	SQL string `json:"sql,omitempty"`
}

// Advert is a posting shown as evidence. URL is "" where it wasn't a web
// address.
type Advert struct {
	Title   string `json:"title"`
	Company string `json:"company"`
	URL     string `json:"url,omitempty"`
	Quote   string `json:"quote"`
	Source  string `json:"source"`
	Seen    string `json:"seen,omitempty"`
}

// Raw is what a row's median would be if copies weren't merged, and each
// posting counted as a job of its own.
type Raw struct {
	Median   float64 `json:"median"`
	Postings int     `json:"postings"`
	// Text is the same as printed, and SQL computes both numbers, postings
	// first, from the postings in the database.
	Text string `json:"text"`
	SQL  string `json:"sql"`
}

// row makes a chart's row of one cell; ok is false where the cell is empty.
func (b *builder) row(id func(string) string, label string, k cellKey) (Row, bool) {
	c := b.cells[k]
	if c == nil {
		return Row{}, false
	}
	m, paid := c.pay["median"]
	if !paid {
		m = c.count
	}
	r := Row{
		ID: id(label), Label: label, Source: k.source, Side: k.side,
		Role: k.role, Seniority: k.seniority, Place: k.place, PayKind: k.kind,
		All: c.count.NJobs, Employers: m.NEmployers, Postings: m.NPostings,
		Disclosure: m.Disclosure, Grade: noPay, Samples: b.samples(k),
	}
	code, w := b.in.Options.Currency, b.which(k)
	one, many := nouns(scraper.Side(k.side))
	r.Text = RowText{
		Employers:  plural(m.NEmployers, "employer", "employers"),
		Postings:   plural(m.NPostings, "posting", "postings"),
		Disclosure: percent(m.Disclosure),
		Where:      w.where(aggregate.MeasureLevel),
	}
	switch {
	case k.side != string(scraper.Posted):
		r.Text.SQL = w.observedQuery()
	case k.kind == basePay:
		r.Text.SQL = w.jobsQuery()
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
	r.Jobs, r.Effective, r.Grade, r.Reason = m.NJobs, m.NEffective, m.Grade, m.Note
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

// which says what a cell is about.
func (b *builder) which(k cellKey) which {
	o := b.in.Options
	return which{edition: o.Edition, source: k.source, side: k.side, role: k.role, seniority: k.seniority, country: k.country, place: k.place, kind: k.kind, currency: o.Currency}
}

// cell is all adverts of the report's role and country.
func (b *builder) cell() which {
	o := b.in.Options
	return b.which(cellKey{source: aggregate.All, side: string(scraper.Posted), role: o.Role, country: o.Country, kind: basePay})
}

// raw completes a row that may be printed with what stands in the edition as
// the median without merging.
func (b *builder) raw(r *Row, k cellKey) {
	f, ok := b.cells[k].pay[aggregate.MedianRaw]
	if !ok || r.Amounts == nil {
		return
	}
	r.WithoutDedupe = &Raw{
		Median: f.Value, Postings: f.NPostings,
		Text: fmt.Sprintf("%s over %s", money(f.Value, b.in.Options.Currency), plural(f.NPostings, "posting", "postings")),
		SQL:  b.which(k).rawQuery(),
	}
}

// byMedian orders rows by their medians; those that can't be printed follow,
// by their number of jobs.
func byMedian(x, y Row) int {
	median := func(r Row) float64 {
		if r.Amounts == nil {
			return math.Inf(-1)
		}
		return r.Amounts.Median
	}
	return cmp.Or(cmp.Compare(median(y), median(x)), cmp.Compare(y.Jobs, x.Jobs), cmp.Compare(x.Label, y.Label))
}

// drawn are the amounts that rows draw.
func drawn(groups []Group) (points []float64) {
	for _, g := range groups {
		for _, r := range g.Rows {
			if a := r.Amounts; a != nil {
				points = append(points, a.P25, a.P75, a.Low, a.High, a.Mean, a.Median)
			}
		}
	}
	return points
}

// single completes a chart of one group.
func (b *builder) single(c Chart, g Group, empty string) Chart {
	c.Source = b.adverts()
	if len(g.Rows) == 0 {
		c.Empty, c.Note = empty, ""
	} else {
		c.Groups = []Group{g}
	}
	c.Axis = axis(drawn(c.Groups), b.in.Options.Currency)
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

// fewWithheld is how many rows without a median a page shows at once.
const fewWithheld = 3

// blocks are a comparison of medians as it is read.
func (b *builder) blocks(c Chart) []document.Block {
	if c.Empty != "" {
		return []document.Block{document.Text(c.Empty)}
	}
	p := b.newPlot(c.ID, c.Title, c.Subtitle, c.Source)
	p.Axis, p.Head, p.Notes = c.Axis, capital(c.Head), []string{c.Note}
	p.Axis.Yard = c.Yardstick
	p.Keys = []document.Key{
		dotKey("median"), intervalKey("its 95% interval", document.Inherit), roughKey(document.Inherit),
		{Marks: []document.Mark{{Kind: document.Half, From: 0, To: 1}}, Words: "middle half of jobs"},
		{Marks: []document.Mark{{Kind: document.Diamond, From: .5}}, Words: "mean"},
	}
	if c.Yardstick > 0 {
		p.Keys = append(p.Keys, document.Key{Marks: []document.Mark{{Kind: document.Yard, From: .5}}, Words: "yardstick"})
	}
	p.Columns = []document.Column{
		{Head: "Median", Under: "Interval", Short: "median"},
		{Head: "Mean", Under: "Middle half", Part: document.Beside},
		{Head: "Jobs", Under: "Employers", Part: document.Count},
		{Head: "Postings", Part: document.Aside},
		{Head: "Without merging copies", Part: document.Aside},
		{Head: "State pay", Part: document.Aside},
		{Head: "Grade", Part: document.Aside},
	}
	if c.Versus != "" {
		p.Columns[1].Part = document.Aside
		p.Columns = append(p.Columns[:2], append([]document.Column{{Head: c.Versus, Under: "Interval", Part: document.Told}}, p.Columns[2:]...)...)
	}
	p.Variables = []string{
		"group", "label", "source", "role", "seniority", "workplace", "pay_kind", "median", "low", "high", "mean", "p25", "p75",
		"jobs", "employers", "postings", "all_jobs", "share_stating_pay", "grade", "reason", "versus", "versus_low", "versus_high", "versus_of",
	}
	if len(c.Groups) == 1 { // rows that can't be printed are last
		p.Open = fewWithheld
		for _, r := range c.Groups[0].Rows {
			if r.Amounts != nil {
				p.Open++
			}
		}
	}
	e := document.Evidence{Summary: "The evidence: jobs, interval and adverts behind each number"}
	for _, g := range c.Groups {
		out := document.Group{Name: g.Name, Detail: g.Detail, Tone: tone(g.Side)}
		for _, r := range g.Rows {
			out.Rows = append(out.Rows, r.medianLine(g.Name, c.Versus != ""))
			e.Items = append(e.Items, r.medianEvidence())
		}
		p.Groups = append(p.Groups, out)
	}
	return []document.Block{p, e}
}

// medianLine is a row as it is drawn and printed.
func (r Row) medianLine(group string, versus bool) document.Row {
	raw := ""
	if r.WithoutDedupe != nil {
		raw = r.WithoutDedupe.Text
	}
	out := document.Row{
		ID: r.ID, Label: r.Label, Own: r.Own, Credit: r.Source, Rough: r.Grade == aggregate.Rough, Words: r.Text.Withheld, Why: r.Text.Why,
		Cells: []document.Cell{
			says(r.Text.Median, r.Text.Interval),
			says(r.Text.Mean, r.Text.Middle),
			says(r.Text.Jobs, r.Text.Employers),
			says(r.Text.Postings),
			says(raw),
			says(cmp.Or(r.Text.Disclosure, "not asked")),
			says(gradeText(r.Grade, r.Reason)),
		},
	}
	if r.Text.Disclosure != "" {
		out.Detail = r.Text.Disclosure + " state pay"
	}
	amounts := make([]any, 6)
	if m := r.Amounts; m != nil {
		out.Why = ""
		out.Marks = append(
			[]document.Mark{{Kind: document.Half, From: m.P25, To: m.P75}, {Kind: document.Diamond, From: m.Mean, Under: true}},
			middle(m.Median, m.Low, m.High, out.Rough, document.Inherit)...,
		)
		amounts = []any{m.Median, m.Low, m.High, m.Mean, m.P25, m.P75}
	}
	out.Record = append([]any{group, r.Label, r.Source, r.Role, r.Seniority, r.Place, r.PayKind}, amounts...)
	out.Record = append(out.Record, r.Jobs, r.Employers, r.Postings, r.All, known(r.Disclosure), r.Grade, r.Reason, nil, nil, nil, "")
	if !versus {
		return out
	}
	cell := document.Cell{Text: cmp.Or(r.Text.Compared, "not compared"), Quiet: true}
	if v := r.Versus; v != nil {
		cell = document.Cell{Text: v.Words, Under: []string{v.Interval}, Quiet: v.Told == toldTie}
		n := len(out.Record)
		copy(out.Record[n-4:], []any{v.Value, v.Low, v.High, v.Of})
	}
	out.Cells = append(out.Cells[:2], append([]document.Cell{cell}, out.Cells[2:]...)...)
	if r.Text.Middle != "" {
		out.Detail = "middle half " + r.Text.Middle
	}
	return out
}

// medianEvidence is what stands behind a row's numbers.
func (r Row) medianEvidence() document.Item {
	median, average := capital(r.Text.Withheld), ""
	if r.Amounts != nil {
		median, average = r.Text.Median+", between "+r.Text.Interval, r.Text.Mean+", "+r.Text.Middle
	}
	on := r.Text.Jobs
	if r.Text.Postings != "" {
		on += " in " + r.Text.Postings
	}
	if r.Employers > 0 {
		on += " at " + r.Text.Employers
	} else {
		on += ", " + r.Text.Employers
	}
	if r.Text.Effective != "" {
		on += ", with about as much information as " + r.Text.Effective + " independent ones"
	}
	item := document.Item{ID: r.ID, Title: r.Label, Facts: facts(fact("Median", median), fact("Mean, middle half", average))}
	if v := r.Versus; v != nil {
		told := "a clear difference"
		if v.Told == toldTie {
			told = "no clear difference"
		}
		if v.Grade == aggregate.Rough {
			told += ", rough"
		}
		item.Facts = append(item.Facts, fact("Difference from "+v.Of, v.Text+" ("+v.Interval+"): "+told))
	}
	item.Facts = append(item.Facts, fact("Grade", gradeText(r.Grade, r.Reason)), fact("Rests on", on))
	if raw := r.WithoutDedupe; raw != nil {
		item.Facts = append(item.Facts, fact("Without merging copies", raw.Text))
	}
	if r.Text.Disclosure != "" {
		item.Facts = append(item.Facts, fact("State base pay", r.Text.Disclosure+" of all its jobs"))
	}
	item.Facts = append(item.Facts, codeFact("In the table figure", r.Text.Where))
	if r.Versus != nil {
		item.Facts = append(item.Facts, codeFact("The difference in the table figure", r.Versus.Where))
	}
	item.Facts = append(item.Facts, facts(codeFact("Computed from the database", r.Text.SQL))...)
	if raw := r.WithoutDedupe; raw != nil {
		item.Facts = append(item.Facts, codeFact("Without merging, from the postings", raw.SQL))
	}
	for _, a := range r.Samples {
		by := a.Company + " · " + a.Source
		if a.Seen != "" {
			by += " · seen " + a.Seen
		}
		item.Quotes = append(item.Quotes, document.Quoted{Title: a.Title, URL: a.URL, By: by, Text: a.Quote})
	}
	return item
}

// samplesPerRow caps the adverts shown as evidence of a row.
const samplesPerRow = 3

// samples returns the first adverts that belong to a row.
func (b *builder) samples(k cellKey) (out []Advert) {
	for _, s := range b.in.Samples {
		if len(out) == samplesPerRow {
			break
		}
		if (k.source != aggregate.All && s.Source != k.source) || s.Role != k.role || s.Country != k.country ||
			(k.seniority != "" && s.Seniority != k.seniority) || k.place != "" && s.Workplace != k.place {
			continue
		}
		a := Advert{
			Title: s.Title, Company: s.Company, URL: s.URL,
			Quote: s.Quote, Source: b.sourceTitle(s.Source), Seen: day(s.SeenAt),
		}
		if a.Title == "" {
			a.Title = "Untitled advert"
		}
		if a.Company == "" {
			a.Company = "employer not named"
		}
		out = append(out, a)
	}
	return out
}
