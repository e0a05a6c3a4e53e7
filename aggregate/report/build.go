package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"backpay/aggregate"
)

// samplesPerRow caps the adverts shown as evidence of a row.
const samplesPerRow = 3

// Build composes the report. It depends on nothing but its input: the same
// input gives the same report, whatever the order of the figures.
func Build(in Input) Report {
	b := newBuilder(in)
	o := in.Options
	r := Report{
		Schema:   Schema,
		Title:    b.title(),
		Edition:  clean(o.Edition, nameLength),
		Version:  clean(o.Version, nameLength),
		Role:     clean(o.Role, nameLength),
		Country:  clean(o.Country, nameLength),
		Currency: clean(o.Currency, nameLength),
		Scope: fmt.Sprintf("%s · %s · %s a year, before tax", roleLabel(o.Role),
			capital(country(o.Country)), capital(currencyName(o.Currency))),
		SQL: code(in.SQL),
	}
	if !o.AsOf.IsZero() {
		r.AsOf = o.AsOf.UTC().Format(time.RFC3339)
		r.Date = o.AsOf.UTC().Format("Monday 2 January 2006")
	}
	r.Charts = []Chart{b.sources(), b.roles(), b.seniority(), b.remote()}
	r.Cities = b.cities()
	r.Claims = b.claims()
	b.share(&r.Charts[0], &r.Claims)
	r.Why = b.why(r.Claims)
	r.Runs = b.runs()
	r.Skills, r.SoftSkills, r.Trend = b.premiums(hardSkills), b.premiums(softSkills), b.trend()
	r.Demand, r.Disclosure, r.Spread = b.demand(), b.disclosure(), b.spread()
	adverts := b.adverts()
	r.Skills.Source, r.SoftSkills.Source, r.Trend.Source, r.Disclosure.Source, r.Spread.Source = adverts, adverts, adverts, adverts, adverts
	for i := range r.Demand.Figures {
		r.Demand.Figures[i].Source = adverts
	}
	r.Answer = b.answer(r.Charts[0], r.Claims, r.Runs)
	r.Planted = b.planted()
	r.Quality = b.quality(r.Runs)
	r.Method = b.method()
	r.Credits = b.credits()
	r.Cite = b.cite(r)
	r.Figures = b.all()
	return r
}

// cellKey finds the statistics of one row of a chart.
type cellKey struct {
	source, side, role, seniority, country, kind string
	place                                        string // a workplace, or "" for all
}

// cellData is one cell: its count of jobs, and pay in the report's currency.
type cellData struct {
	count aggregate.Figure
	pay   map[string]aggregate.Figure // by statistic
	// elsewhere counts the jobs that state their pay in another currency.
	elsewhere int
}

type builder struct {
	in      Input
	figures []aggregate.Figure
	cells   map[cellKey]*cellData
	diffs   map[diffKey]aggregate.Figure
	titles  map[string]string // of sources
	ids     map[string]int    // how often an id was given
}

func newBuilder(in Input) *builder {
	b := &builder{in: in, cells: map[cellKey]*cellData{}, titles: map[string]string{}, ids: map[string]int{}}
	for _, s := range in.Sources {
		if t := clean(s.Title, nameLength); t != "" {
			b.titles[s.Name] = t
		}
	}
	for _, f := range in.Figures {
		if f.Edition != in.Options.Edition || !finite(f) {
			continue
		}
		b.figures = append(b.figures, f)
	}
	slices.SortStableFunc(b.figures, compareFigures)
	b.diffs = b.differences()
	for _, f := range b.figures {
		if f.Measure != aggregate.MeasureLevel || f.Skill != "" || f.Place != "" && !workplace(f.Place) {
			continue
		}
		k := cellKey{f.Source, string(f.Side), f.Role, f.Seniority, f.Country, cmp.Or(f.PayKind, basePay), f.Place}
		c := b.cells[k]
		if c == nil {
			c = &cellData{pay: map[string]aggregate.Figure{}}
			b.cells[k] = c
		}
		switch {
		case f.Statistic == "count":
			c.count = f
		case f.Unit == in.Options.Currency:
			c.pay[f.Statistic] = f
		case f.Statistic == "median":
			c.elsewhere += f.NJobs
		}
	}
	return b
}

func finite(f aggregate.Figure) bool {
	for _, v := range []float64{f.Value, f.CILow, f.CIHigh, f.NEffective, f.Disclosure} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func (b *builder) title() string {
	if b.in.Options.Role == "" {
		return "What do jobs pay?"
	}
	return "How much do " + people(b.in.Options.Role) + " make?"
}

func (b *builder) sourceTitle(name string) string {
	if t := b.titles[name]; t != "" {
		return t
	}
	if t := clean(name, nameLength); t != "" {
		return t
	}
	return "Unnamed source"
}

// id returns an identifier that no other row of the report has.
func (b *builder) id(chart, name string) string {
	id := chart + "-" + slug(name)
	b.ids[id]++
	for n := b.ids[id]; n > 1; n++ {
		next := fmt.Sprintf("%s-%d", id, n)
		if b.ids[next] == 0 {
			b.ids[next]++
			return next
		}
	}
	return id
}

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
			Title: clean(s.Title, titleLength), Company: clean(s.Company, nameLength), URL: link(s.URL),
			Quote: clean(s.Quote, quoteLength), Source: b.sourceTitle(s.Source), Seen: day(s.SeenAt),
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

// all returns every figure under the table's column names.
func (b *builder) all() []Figure {
	out := make([]Figure, 0, len(b.figures))
	for _, f := range b.figures {
		out = append(out, Figure{
			Edition: clean(f.Edition, nameLength), Measure: clean(f.Measure, nameLength),
			Source: clean(f.Source, nameLength), Side: clean(string(f.Side), nameLength),
			Role: clean(f.Role, nameLength), Seniority: clean(f.Seniority, nameLength),
			Country: clean(f.Country, nameLength), Place: clean(f.Place, nameLength), Skill: clean(f.Skill, nameLength),
			Statistic: clean(f.Statistic, nameLength), Unit: clean(f.Unit, nameLength), PayKind: clean(f.PayKind, nameLength),
			Value: f.Value, CILow: f.CILow, CIHigh: f.CIHigh,
			NPostings: f.NPostings, NJobs: f.NJobs, NEmployers: f.NEmployers, NEffective: f.NEffective,
			Disclosure: f.Disclosure, Grade: clean(f.Grade, nameLength), Note: clean(f.Note, errorLength),
		})
	}
	return out
}
