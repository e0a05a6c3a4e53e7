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
	// Disclosure is the share of all jobs that state base pay, null where rows
	// are pay by themselves.
	Disclosure *float64 `json:"disclosure"`
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

// Amounts are a row's statistics, exact to the cent. Those beside the median
// have grades of their own, and are left out where they are withheld.
type Amounts struct {
	Mean   float64 `json:"mean,omitempty"`
	Median float64 `json:"median"`
	P25    float64 `json:"p25,omitempty"`
	P75    float64 `json:"p75,omitempty"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// hasHalf reports whether both ends of the middle half may be printed.
func (a *Amounts) hasHalf() bool { return a.P25 > 0 && a.P75 > a.P25 }

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
	w.population = string(m.Population)
	one, many := nouns(scraper.Side(k.side))
	r.Text = RowText{
		Employers: plural(m.NEmployers, "employer", "employers"),
		Postings:  plural(m.NPostings, "posting", "postings"),
		Where:     w.where(aggregate.MeasureLevel),
	}
	// A table that somebody published, whoever speaks in it.
	observed := m.Population == "" || k.side != string(scraper.Posted)
	switch {
	case observed:
		r.Text.SQL = w.observedQuery()
	case k.kind == basePay:
		r.Text.SQL = w.jobsQuery()
	}
	if r.Disclosure != nil {
		r.Text.Disclosure = percent(*r.Disclosure)
	}
	if observed {
		r.Text.Postings = ""
		if m.NEmployers == 0 {
			r.Text.Employers = "employers not known"
		}
	}
	if !paid {
		r.Text.Jobs = plural(r.All, one, many)
		r.Text.Withheld = "no pay range in " + currencyName(code)
		if k.side != string(scraper.Posted) {
			r.Text.Withheld = "no " + one + " in " + currencyName(code)
		}
		return r, true
	}
	r.Jobs, r.Effective, r.Grade, r.Reason = m.NJobs, m.NEffective, m.Grade, m.Note
	r.Text.Why, _, _ = strings.Cut(r.Reason, "; ")
	r.Text.Jobs = plural(r.Jobs, one, many)
	r.Text.Effective = whole(r.Effective)
	if !printable(m) {
		r.Grade = aggregate.Withheld
		r.Text.Withheld = "too few to say (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
		if observed && m.NEmployers == 0 {
			r.Text.Withheld = "too few to say (" + r.Text.Jobs + ")"
		}
		return r, true
	}
	r.amounts(c.pay, code)
	b.raw(&r, k)
	return r, true
}

// printable reports whether a figure's grade lets it be printed.
func printable(f aggregate.Figure) bool {
	return f.Grade == aggregate.Good || f.Grade == aggregate.Rough
}

// amounts puts a row's figures into it: its median, and of the others those that are
// sure enough.
func (r *Row) amounts(of map[string]aggregate.Figure, code string) {
	m := of["median"]
	r.Amounts = &Amounts{Median: m.Value, Low: m.CILow, High: m.CIHigh}
	r.Text.Median = money(m.Value, code)
	r.Text.Interval = span(m.CILow, m.CIHigh, code)
	r.Text.Mean, r.Text.Middle = tooUncertain, tooUncertain
	if f := of["mean"]; printable(f) {
		r.Amounts.Mean, r.Text.Mean = f.Value, money(f.Value, code)
	}
	if f := of["p25"]; printable(f) {
		r.Amounts.P25 = f.Value
	}
	if f := of["p75"]; printable(f) {
		r.Amounts.P75 = f.Value
	}
	if r.Amounts.hasHalf() {
		r.Text.Middle = quantiles(r.Amounts.P25, r.Amounts.P75, code)
	}
}

// tooUncertain stands for a statistic that is withheld beside a median that isn't.
const tooUncertain = "too uncertain to print"

// which says what a cell is about.
func (b *builder) which(k cellKey) which {
	o := b.in.Options
	return which{
		edition:   o.Edition,
		source:    k.source,
		side:      k.side,
		role:      k.role,
		seniority: k.seniority,
		country:   k.country,
		place:     k.place,
		kind:      k.kind,
		currency:  o.Currency,
	}
}

// cell is all adverts of the report's role and country.
func (b *builder) cell() which {
	o := b.in.Options
	w := b.which(
		cellKey{source: aggregate.All, side: string(scraper.Posted), role: o.Role, country: o.Country, kind: basePay},
	)
	w.population = string(aggregate.FullTime)
	return w
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
		Text: fmt.Sprintf(
			"%s over %s",
			money(f.Value, b.in.Options.Currency),
			plural(f.NPostings, "posting", "postings"),
		),
		SQL: b.which(k).rawQuery(),
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
				points = append(points, a.Low, a.High, a.Median)
				for _, v := range []float64{a.P25, a.P75, a.Mean} {
					if v != 0 {
						points = append(points, v)
					}
				}
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

// subtitle says what medians are of; by is what they are split by, where no name of
// theirs says so.
func (b *builder) subtitle(what, by string) string {
	if by != "" {
		by = " by " + by
	}
	return fmt.Sprintf("%s in %s that state a pay range: median base pay%s, %s a year%s", what,
		country(b.in.Options.Country), by, currencyName(b.in.Options.Currency), b.asOf())
}

func (b *builder) asOf() string {
	if d := day(b.in.Options.AsOf); d != "" {
		return ", as of " + d
	}
	return ""
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
