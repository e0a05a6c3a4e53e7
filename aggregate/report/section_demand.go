package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// Counts is a section of bars.
type Counts struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	Empty   string `json:"empty,omitempty"`
	Figures []Bars `json:"figures"`
}

// How many bars a page shows at most.
const (
	placesShown = 12
	sharesShown = 15
)

// demandSection counts open jobs.
func (b *builder) demandSection() part {
	c := b.demand()
	var blocks []document.Block
	if c.Empty != "" {
		blocks = append(blocks, document.Text(c.Empty))
	}
	for i, f := range c.Figures {
		blocks = append(blocks, b.bars(f, i > 0)...)
	}
	data := []datum{{"demand", c, false}}
	if rows := b.outlook(); len(rows) > 0 {
		data = append(data, datum{"outlook", rows, false})
		blocks = append(
			blocks,
			claimTable(
				"Outlook and openings, as others publish them",
				"About",
				rows,
				func(r ClaimRow) string { return r.Text.About },
			),
		)
	}
	return part{data, blocks}
}

// inDemand reports whether a claim belongs here: a forecast or a count of
// openings, of the report's role or of an occupation that includes it, or one of
// the report's country that the editor cites.
func (b *builder) inDemand(r ClaimRow) bool {
	return r.outlook() && r.Company == "" &&
		(b.included[r.Role] || r.ObtainedBy == "citation" && r.Country == b.in.Options.Country)
}

// outlook are the forecasts and counts that others publish.
func (b *builder) outlook() []ClaimRow { return withoutPlaces(newest(b.publishedRows(b.inDemand))) }

// demand counts the open jobs by role, source, place and skill.
func (b *builder) demand() Counts {
	out := Counts{ID: "demand", Section: "Demand", Figures: []Bars{}}
	for _, c := range []Bars{b.openRoles(), b.openSources(), b.openPlaces(), b.skillShares()} {
		if len(c.Rows) > 0 {
			out.Figures = append(out.Figures, c)
		}
	}
	if len(out.Figures) == 0 {
		out.Empty = "No open job for " + people(b.in.Options.Role) + " in " + country(b.in.Options.Country) +
			" is in the database."
	}
	return out
}

// open are the figures of demand that keep tells, of the report's country.
func (b *builder) open(keep func(aggregate.Figure) bool) (out []aggregate.Figure) {
	for _, f := range b.figures {
		if f.Measure == aggregate.MeasureDemand && f.Side == scraper.Posted && f.Country == b.in.Options.Country &&
			f.Skill == "" &&
			keep(f) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y aggregate.Figure) int { return cmp.Compare(y.Value, x.Value) })
	return out
}

func (b *builder) openRoles() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-roles", Source: b.adverts(), Title: "Open jobs by role", Head: "Role", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Jobs in " + country(o.Country) + " that were open" + b.onDay() +
			", or when their source was last seen; copies of one job count once",
	}
	id := idsOf(c.ID)
	for _, f := range b.open(func(f aggregate.Figure) bool { return f.Source == aggregate.All && f.Place == "" }) {
		r := b.countBar(id, roleLabel(f.Role), f)
		if r.Own = f.Role == o.Role; r.Own {
			name := inSentence(roleLabel(o.Role))
			c.Title = capital(plural(f.NJobs, name+" job was", name+" jobs were")) + " seen open at " + r.Text.Rest
			c.Note = "A count says only what the sources can see. These jobs are " + grouped(f.Note) + "."
		}
		c.Rows = append(c.Rows, r)
	}
	return fromZero(c)
}

func (b *builder) openSources() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-sources", Source: b.adverts(), Title: "What each source can see", Head: "Source", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) +
			" by source; a job that several show is in each of them",
	}
	id := idsOf(c.ID)
	for _, f := range b.open(func(f aggregate.Figure) bool { return f.Source != aggregate.All && f.Role == o.Role && f.Place == "" }) {
		r := b.countBar(id, b.sourceTitle(f.Source), f)
		r.Detail = grouped(f.Note)
		c.Rows = append(c.Rows, r)
	}
	return fromZero(c)
}

func (b *builder) openPlaces() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-places", Source: b.adverts(), Title: "Open jobs by place", Head: "Place", Value: "Open jobs", Rest: "Employers",
		Subtitle: "Open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) +
			" that name a place; a job of several places is in each",
	}
	id := idsOf(c.ID)
	all := b.open(func(f aggregate.Figure) bool {
		return f.Source == aggregate.All && f.Role == o.Role && f.Place != "" && !workplace(f.Place)
	})
	for _, f := range all[:min(len(all), placesShown)] {
		c.Rows = append(c.Rows, b.countBar(id, b.placeName(f.Place), f))
	}
	if left := len(all) - len(c.Rows); left > 0 {
		c.Note = fmt.Sprintf(
			"The %s with most jobs; figures.csv holds %s more.",
			whole(float64(len(c.Rows))),
			whole(float64(left)),
		)
	}
	return fromZero(c)
}

// countBar is a bar of open jobs.
func (b *builder) countBar(id func(string) string, label string, f aggregate.Figure) Bar {
	v := f.Value
	r := Bar{
		ID: id(label), Label: label, Value: &v,
		Text: BarText{
			Value:  whole(v),
			Rest:   plural(f.NEmployers, "employer", "employers"),
			Where:  b.whereOf(f),
			Column: "value",
		},
	}
	from := "FROM job j JOIN posting p ON p.job_id = j.id"
	if f.Place != "" {
		from += " JOIN posting_place l ON l.posting_id = p.id"
	}
	r.Text.SQL = "SELECT COUNT(DISTINCT j.id) AS jobs " + from + " WHERE p.gone_at IS NULL AND " + b.jobConditions(f)
	if f.Place != "" {
		r.Text.SQL += " AND COALESCE(NULLIF(l.metro, ''), l.city) = " + quote(f.Place)
	}
	r.Text.SQL += ";"
	return r
}

// skillShares are how many of the role's open jobs name a skill.
func (b *builder) skillShares() Bars {
	o := b.in.Options
	c := Bars{
		ID: "demand-skills", Source: b.adverts(), Title: "What adverts ask for", Head: "Skill", Value: "Share", Rest: "Of open jobs",
		Subtitle: "Share of open " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) +
			" that mention a skill, in percent; the line is the 95% interval",
	}
	id := idsOf(c.ID)
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
		return cmp.Or(cmp.Compare(y.Value, x.Value), cmp.Compare(x.Skill, y.Skill))
	})
	for _, f := range all[:min(len(all), sharesShown)] {
		v := f.Value
		of := whole(float64(f.Hits)) + " of " + whole(float64(f.NJobs))
		c.Rows = append(c.Rows, Bar{
			ID: id(f.Skill), Label: b.skillName(f.Skill), Value: &v, Low: f.CILow, High: f.CIHigh, Grade: f.Grade,
			Text: BarText{
				Value: tenths(v) + "%", Interval: tenths(f.CILow) + "–" + tenths(f.CIHigh) + "%", Rest: of,
				Where: b.whereOf(f), Column: "value",
				SQL: "SELECT ROUND(100.0 * AVG(named), 1) AS percent FROM (SELECT MAX(EXISTS (SELECT 1 FROM " +
					"posting_skill s WHERE s.posting_id = p.id AND s.skill = " + quote(f.Skill) +
					")) AS named FROM job j JOIN posting p ON p.job_id = j.id WHERE p.gone_at IS NULL AND " +
					b.jobConditions(f) + " GROUP BY j.id);",
			},
		})
	}
	c.Note = "The interval allows for jobs at one employer being alike."
	if left := len(all) - len(c.Rows); left > 0 || withheld > 0 {
		c.Note += fmt.Sprintf(" figures.csv holds %s more.", whole(float64(left+withheld)))
	}
	return fromZero(c)
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
