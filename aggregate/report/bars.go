package report

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"backpay/aggregate"
	"backpay/scraper"
)

// Counts is a section of bars.
type Counts struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	Empty   string `json:"empty,omitempty"`
	Figures []Bars `json:"figures"`
}

// Bars is a comparison of counts or shares: a table with a bar from zero in
// each row.
type Bars struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Head names what the rows are, Value what is drawn, Rest what else is
	// told.
	Head  string `json:"head"`
	Value string `json:"value"`
	Rest  string `json:"rest"`
	Note  string `json:"note,omitempty"`
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string `json:"source,omitempty"`
	Axis   Axis   `json:"axis"`
	Rows   []Bar  `json:"rows"`
}

// Bar is one count, or one share in percent.
type Bar struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Detail stands under the label.
	Detail string `json:"detail,omitempty"`
	Own    bool   `json:"own,omitempty"`
	// Value is left out where it isn't to be printed, as are Low and High
	// where there is no interval.
	Value *float64 `json:"value,omitempty"`
	Low   float64  `json:"low,omitempty"`
	High  float64  `json:"high,omitempty"`
	Grade string   `json:"grade,omitempty"`
	Text  BarText  `json:"text"`
}

// BarText is a bar as printed.
type BarText struct {
	// Value stands for "too few to say" where there is none.
	Value    string `json:"value"`
	Interval string `json:"interval,omitempty"`
	Rest     string `json:"rest"`
	// Where says which row of the table figure this is, Column which column of
	// it, and SQL counts the same from the jobs.
	Where  string `json:"where"`
	Column string `json:"column"`
	SQL    string `json:"sql"`
}

// How many bars a page shows at most.
const (
	placesShown = 12
	sharesShown = 15
)

// demand counts the open jobs by role, source, place and skill.
func (b *builder) demand() Counts {
	out := Counts{ID: "demand", Section: "Demand", Figures: []Bars{}}
	for _, c := range []Bars{b.openRoles(), b.openSources(), b.openPlaces(), b.skillShares()} {
		if len(c.Rows) > 0 {
			out.Figures = append(out.Figures, c)
		}
	}
	if len(out.Figures) == 0 {
		out.Empty = "No open job for " + people(b.in.Options.Role) + " in " + country(b.in.Options.Country) + " is in the database."
	}
	return out
}

// open are the figures of demand that keep tells, of the report's country.
func (b *builder) open(keep func(aggregate.Figure) bool) (out []aggregate.Figure) {
	for _, f := range b.figures {
		if f.Measure == aggregate.MeasureDemand && f.Side == scraper.Posted && f.Country == b.in.Options.Country && f.Skill == "" && keep(f) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y aggregate.Figure) int { return cmp.Compare(y.Value, x.Value) })
	return out
}

func (b *builder) openRoles() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-roles", Title: "Open jobs by role", Head: "Role", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Jobs in " + country(o.Country) + " that were open" + b.onDay() + ", or when their source was last seen; copies of one job count once",
	}
	for _, f := range b.open(func(f aggregate.Figure) bool { return f.Source == aggregate.All && f.Place == "" }) {
		r := b.count(c.ID, roleLabel(f.Role), f)
		if r.Own = f.Role == o.Role; r.Own {
			name := inSentence(roleLabel(o.Role))
			c.Title = capital(plural(f.NJobs, name+" job was", name+" jobs were")) + " seen open at " + r.Text.Rest
			c.Note = "A count says only what the sources can see. These jobs are " + grouped(clean(f.Note, errorLength)) + "."
		}
		c.Rows = append(c.Rows, r)
	}
	return b.fromZero(c)
}

func (b *builder) openSources() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-sources", Title: "What each source can see", Head: "Source", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) + " by source; a job that several show is in each of them",
	}
	for _, f := range b.open(func(f aggregate.Figure) bool { return f.Source != aggregate.All && f.Role == o.Role && f.Place == "" }) {
		r := b.count(c.ID, b.sourceTitle(f.Source), f)
		r.Detail = grouped(clean(f.Note, errorLength))
		c.Rows = append(c.Rows, r)
	}
	return b.fromZero(c)
}

func (b *builder) openPlaces() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-places", Title: "Open jobs by place", Head: "Place", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) + " that name a place; a job of several places is in each",
	}
	all := b.open(func(f aggregate.Figure) bool {
		return f.Source == aggregate.All && f.Role == o.Role && f.Place != "" && !workplace(f.Place)
	})
	for _, f := range all[:min(len(all), placesShown)] {
		c.Rows = append(c.Rows, b.count(c.ID, b.placeName(f.Place), f))
	}
	if left := len(all) - len(c.Rows); left > 0 {
		c.Note = fmt.Sprintf("The %s with most jobs; figures.csv holds %s more.", whole(float64(len(c.Rows))), whole(float64(left)))
	}
	return b.fromZero(c)
}

// count is a bar of open jobs.
func (b *builder) count(chart, label string, f aggregate.Figure) Bar {
	v := f.Value
	r := Bar{
		ID: b.id(chart, label), Label: label, Value: &v,
		Text: BarText{Value: whole(v), Rest: plural(f.NEmployers, "employer", "employers"), Where: b.whereOf(f), Column: "value"},
	}
	from := "FROM job j JOIN posting p ON p.job_id = j.id"
	if f.Place != "" {
		from += " JOIN posting_place l ON l.posting_id = p.id"
	}
	r.Text.SQL = "SELECT COUNT(DISTINCT j.id) AS jobs " + from + " WHERE p.gone_at IS NULL AND " + b.jobConditions(f)
	if f.Place != "" {
		r.Text.SQL += " AND COALESCE(NULLIF(l.metro, ''), l.city) = " + quote(clean(f.Place, nameLength))
	}
	r.Text.SQL += ";"
	return r
}

// whereOf is the condition that finds a figure in its table.
func (b *builder) whereOf(f aggregate.Figure) string {
	return conditions([][2]string{
		{"edition", clean(f.Edition, nameLength)},
		{"measure", clean(f.Measure, nameLength)},
		{"source", clean(f.Source, nameLength)},
		{"side", string(f.Side)},
		{"role", clean(f.Role, nameLength)},
		{"seniority", clean(f.Seniority, nameLength)},
		{"country", clean(f.Country, nameLength)},
		{"place", clean(f.Place, nameLength)},
		{"skill", clean(f.Skill, nameLength)},
		{"statistic", clean(f.Statistic, nameLength)},
		{"unit", clean(f.Unit, nameLength)},
	})
}

// jobConditions are those of a figure's jobs and postings.
func (b *builder) jobConditions(f aggregate.Figure) string {
	all := [][2]string{{"j.role", clean(f.Role, nameLength)}, {"j.country", clean(f.Country, nameLength)}}
	if f.Source != aggregate.All {
		all = append(all, [2]string{"p.source", clean(f.Source, nameLength)})
	}
	return conditions(all)
}

// skillShares are how many of the role's open jobs name a skill.
func (b *builder) skillShares() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-skills", Title: "What adverts ask for", Head: "Skill", Value: "Share", Rest: "Of open jobs",
		Subtitle: "Share of open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) + " that name a skill, in percent; the line is the 95% interval",
	}
	var all []aggregate.Figure
	withheld := 0
	for _, f := range b.figures {
		switch {
		case f.Measure != aggregate.MeasureShare || f.Source != aggregate.All || f.Side != scraper.Posted || f.Role != o.Role || f.Country != o.Country:
		case f.Grade == aggregate.Withheld:
			withheld++
		default:
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(x, y aggregate.Figure) int {
		return cmp.Or(cmp.Compare(y.CILow, x.CILow), cmp.Compare(y.Value, x.Value), cmp.Compare(x.Skill, y.Skill))
	})
	for _, f := range all[:min(len(all), sharesShown)] {
		v := f.Value
		label := clean(f.Skill, nameLength)
		of := whole(float64(f.Hits)) + " of " + whole(float64(f.NJobs))
		c.Rows = append(c.Rows, Bar{
			ID: b.id(c.ID, label), Label: label, Value: &v, Low: f.CILow, High: f.CIHigh, Grade: f.Grade,
			Text: BarText{
				Value: tenths(v) + "%", Interval: tenths(f.CILow) + "–" + tenths(f.CIHigh) + "%", Rest: of, Where: b.whereOf(f), Column: "value",
				SQL: "SELECT ROUND(100.0 * AVG(named), 1) AS percent FROM (SELECT MAX(EXISTS (SELECT 1 FROM posting_skill s WHERE s.posting_id = p.id AND s.skill = " +
					quote(label) + ")) AS named FROM job j JOIN posting p ON p.job_id = j.id WHERE p.gone_at IS NULL AND " + b.jobConditions(f) + " GROUP BY j.id);",
			},
		})
	}
	c.Note = "Ordered by the lower end of the interval, which allows for one employer’s jobs being alike."
	if left := len(all) - len(c.Rows); left > 0 || withheld > 0 {
		c.Note += fmt.Sprintf(" figures.csv holds %s more.", whole(float64(left+withheld)))
	}
	return b.fromZero(c)
}

// disclosure is the share of each source's jobs that state base pay.
func (b *builder) disclosure() Bars {
	o := b.in.Options
	c := Bars{
		ID: "disclosure", Title: "Share of jobs that state pay, by source", Head: "Source", Value: "State pay", Rest: "Of jobs",
		Subtitle: capital(inSentence(roleLabel(o.Role))) + " jobs in " + country(o.Country) + " that state base pay in any currency, with one end or two, in percent",
		Note:     "Figures speak of the jobs that state pay; where the law asks for it most do, elsewhere those that do may differ from those that don’t.",
	}
	for k, cell := range b.cells {
		if k.side != string(scraper.Posted) || k.role != o.Role || k.country != o.Country || k.seniority != "" || k.place != "" || k.kind != basePay || cell.count.NJobs == 0 {
			continue
		}
		f := cell.count
		v := 100 * f.Disclosure
		r := Bar{Label: b.sourceTitle(k.source), Own: k.source == aggregate.All, Value: &v, Text: BarText{
			Value: percent(f.Disclosure), Rest: plural(f.NJobs, "job", "jobs"), Where: b.whereOf(f), Column: "100 * disclosure",
			SQL: "SELECT 100.0 * AVG(told) AS percent FROM (SELECT MAX(EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.kind = 'base' " +
				"AND y.origin <> 'predicted' AND y.flag IS NULL AND (y.min > 0 OR y.max > 0))) AS told FROM job j JOIN posting p ON p.job_id = j.id " +
				"WHERE p.gone_at IS NULL AND " + b.jobConditions(f) + " GROUP BY j.id);",
		}}
		if r.Own {
			r.Label = "All adverts"
		}
		c.Rows = append(c.Rows, r)
	}
	slices.SortFunc(c.Rows, func(x, y Bar) int {
		return cmp.Or(-compareBool(x.Own, y.Own), cmp.Compare(*y.Value, *x.Value), cmp.Compare(x.Label, y.Label), cmp.Compare(x.Text.Where, y.Text.Where))
	})
	for i := range c.Rows {
		c.Rows[i].ID = b.id(c.ID, c.Rows[i].Label)
	}
	c = b.fromZero(c)
	c.Axis = scaled(0, 100, 0, func(v float64) string { return whole(v) + "%" })
	return c
}

// fromZero gives bars their scale, which begins at nothing.
func (b *builder) fromZero(c Bars) Bars {
	high, shares := 0.0, false
	for _, r := range c.Rows {
		high = max(high, *r.Value, r.High)
		shares = shares || r.High > 0
	}
	switch {
	case c.Rows == nil:
		c.Rows, c.Empty, c.Axis = []Bar{}, "No open job here tells.", Axis{Ticks: []Tick{}}
	case shares:
		c.Axis = scaled(0, high, 0, func(v float64) string { return number(v) + "%" })
	default:
		c.Axis = countAxis(high)
	}
	return c
}

// countAxis is a scale of whole numbers.
func countAxis(high float64) Axis {
	a := Axis{Max: 1.03 * high, Ticks: []Tick{}}
	unit := max(1, niceStep(high/6))
	if unit != math.Trunc(unit) {
		unit *= 2
	}
	every := math.Ceil((math.Floor(a.Max/unit) + 1) / 4)
	for i := 0.0; i*unit <= a.Max; i++ {
		t := Tick{At: i * unit}
		if math.Mod(i, every) == 0 {
			t.Label = whole(t.At)
		}
		a.Ticks = append(a.Ticks, t)
	}
	return a
}

var longNumber = regexp.MustCompile(`\d{4,}`)

// grouped writes the counts of a note in groups of three digits.
func grouped(s string) string {
	return longNumber.ReplaceAllStringFunc(s, func(n string) string {
		if v, err := strconv.Atoi(n); err == nil {
			return whole(float64(v))
		}
		return n
	})
}

// onDay is the report's day, as it stands within a sentence.
func (b *builder) onDay() string {
	if d := day(b.in.Options.AsOf); d != "" {
		return " on " + d
	}
	return ""
}
