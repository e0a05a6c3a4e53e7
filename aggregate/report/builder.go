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

// workplaces are where work is done, with the words for rows and titles.
var workplaces = []struct{ place, label, jobs string }{
	{"onsite", "In the office", "office jobs"},
	{"hybrid", "Hybrid", "hybrid jobs"},
	{"remote", "Remote", "remote jobs"},
}

func workplaceJobs(place string) string {
	for _, w := range workplaces {
		if w.place == place {
			return w.jobs
		}
	}
	return place
}

func workplace(place string) bool {
	return slices.ContainsFunc(
		workplaces,
		func(w struct{ place, label, jobs string }) bool { return w.place == place },
	)
}

// Span is a piece of a sentence; a Number links to the row with its evidence.
type Span struct {
	Text   string `json:"text"`
	Number bool   `json:"number,omitempty"`
	Row    string `json:"row,omitempty"`
	// Few marks words that stand where a number is withheld.
	Few bool `json:"few,omitempty"`
}

// Fact is something said, with its name.
type Fact struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Detail string `json:"detail,omitempty"`
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

// builder holds an edition, cleaned and by cells.
type builder struct {
	in      Input
	figures []aggregate.Figure
	cells   map[cellKey]*cellData
	diffs   map[diffKey]aggregate.Figure
	titles  map[string]string // of sources
	claimed []ClaimRow        // see claimRows
	// included are the roles of occupations that are or include the report's: the
	// claims that a report is given are theirs.
	included map[string]bool
}

func newBuilder(in Input) *builder {
	in = cleaned(in)
	b := &builder{in: in, cells: map[cellKey]*cellData{}, titles: map[string]string{}, included: map[string]bool{}}
	for _, c := range in.Claims {
		b.included[c.Belief.Role] = true
	}
	for _, s := range in.Sources {
		if t := s.Title; t != "" {
			b.titles[s.Name] = t
		}
	}
	b.figures = slices.DeleteFunc(in.Figures, func(f aggregate.Figure) bool { // cleaned made them our own
		return f.Edition != in.Options.Edition || !finite(f)
	})
	slices.SortStableFunc(b.figures, compareFigures)
	b.diffs = b.differences()
	for _, f := range b.figures {
		if f.Measure != aggregate.MeasureLevel || !f.IsHeadline() || f.Skill != "" ||
			f.Place != "" && !workplace(f.Place) {
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
	for _, v := range []float64{f.Value, f.CILow, f.CIHigh, f.NEffective, orZero(f.Disclosure)} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func (b *builder) reportTitle() string {
	if t := b.in.Options.Title; t != "" {
		return t
	}
	if b.in.Options.Role == "" {
		return "What do jobs pay?"
	}
	return "How much do " + people(b.in.Options.Role) + " make?"
}

// scope says what the report is about, and in which unit.
func (b *builder) scope() string {
	o := b.in.Options
	return fmt.Sprintf(
		"%s · %s · %s a year, before tax",
		roleLabel(o.Role),
		capital(country(o.Country)),
		capital(currencyName(o.Currency)),
	)
}

func (b *builder) sourceTitle(name string) string {
	if t := b.titles[name]; t != "" {
		return t
	}
	if t := name; t != "" {
		return t
	}
	return "Unnamed source"
}

// idsOf returns a namer of rows: identifiers that no two rows of a part share.
func idsOf(part string) func(name string) string {
	given := map[string]int{}
	return func(name string) string {
		id := part + "-" + slug(name)
		given[id]++
		for n := given[id]; n > 1; n++ {
			next := fmt.Sprintf("%s-%d", id, n)
			if given[next] == 0 {
				given[next]++
				return next
			}
		}
		return id
	}
}

// diffKey finds the difference of two medians of all adverts.
type diffKey struct{ role, seniority, place, other string }

// differences indexes the differences of the report's country and currency.
func (b *builder) differences() map[diffKey]aggregate.Figure {
	out := map[diffKey]aggregate.Figure{}
	for _, f := range b.figures {
		other, ok := strings.CutPrefix(f.Statistic, aggregate.Minus)
		if ok && f.Measure == aggregate.MeasureDifference && f.Source == aggregate.All && f.Side == scraper.Posted &&
			f.Country == b.in.Options.Country && f.Unit == b.in.Options.Currency && f.Grade != aggregate.Withheld {
			out[diffKey{f.Role, f.Seniority, f.Place, other}] = f
		}
	}
	return out
}

func compareFigures(x, y aggregate.Figure) int {
	return cmp.Or(
		cmp.Compare(x.Measure, y.Measure), cmp.Compare(x.Side, y.Side), cmp.Compare(x.Source, y.Source),
		cmp.Compare(x.Role, y.Role), cmp.Compare(x.Country, y.Country), cmp.Compare(x.Place, y.Place),
		cmp.Compare(x.Seniority, y.Seniority), cmp.Compare(x.Skill, y.Skill), cmp.Compare(x.PayKind, y.PayKind),
		cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Statistic, y.Statistic),
	)
}
