package report

import (
	"backpay/aggregate"

	"backpay/scraper"
)

// neighbours are the roles whose jobs are most like those of a role, where its
// own are too few: kinds of developers are often advertised without their kind.
var neighbours = map[string][]string{
	"backend":      {"software", "fullstack"},
	"frontend":     {"software", "fullstack"},
	"fullstack":    {"software"},
	"mobile":       {"software"},
	"embedded":     {"software"},
	"data_eng":     {"software", "data_sci"},
	"data_sci":     {"ml", "data_eng"},
	"data_analyst": {"data_sci"},
	"ml":           {"data_sci", "software"},
	"devops":       {"software"},
	"qa":           {"software"},
	"security":     {"software"},
}

// nearest offers the nearest population that can be printed, as such: beside
// the answer, never in its place.
func (b *builder) nearest() []Fact {
	o := b.in.Options
	if f := b.pooled(); f != nil {
		return []Fact{*f}
	}
	for _, role := range neighbours[o.Role] {
		key := cellKey{aggregate.All, string(scraper.Posted), role, "", o.Country, basePay, ""}
		r, ok := b.row(idsOf("nearest"), roleLabel(role), key)
		if !ok || r.Amounts == nil {
			continue
		}
		value := r.Text.Median + " (" + r.Text.Interval + ")"
		if r.Grade == aggregate.Rough {
			value = r.Text.Interval + ", rough"
		}
		return []Fact{{
			Name: "The nearest jobs that can be printed: " + people(role), Value: value,
			Detail: "median of base pay, " + r.Text.Jobs + " at " + r.Text.Employers + "; another population, not " +
				"the answer to the question",
		}}
	}
	return nil
}

// pooled is the median of the role's jobs together with those of no named kind,
// nil where there is none.
func (b *builder) pooled() *Fact {
	o := b.in.Options
	for _, f := range b.figures {
		if f.Measure != aggregate.MeasurePooled || f.Statistic != "median" || f.Unit != o.Currency || f.Role != o.Role ||
			f.Country != o.Country || f.Grade == aggregate.Withheld {
			continue
		}
		between := span(f.CILow, f.CIHigh, o.Currency)
		value := money(f.Value, o.Currency) + " (" + between + ")"
		if f.Grade == aggregate.Rough {
			value = between + ", rough"
		}
		return &Fact{
			Name: "The nearest jobs that can be printed: " + people(o.Role) + " together with " +
				people(aggregate.Unkinded) + " of no named kind",
			Value: value,
			Detail: "median of base pay, " + plural(f.NJobs, "job", "jobs") + " at " +
				plural(f.NEmployers, "employer", "employers") +
				"; a wider population, not the answer to the question",
		}
	}
	return nil
}
