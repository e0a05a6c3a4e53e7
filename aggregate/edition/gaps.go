package edition

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/edition/gap"
	"backpay/aggregate/reference"
)

// ownFigures are the figures that gaps may lead from: first the headline, the
// median of what is posted or, where that is withheld, the best one over
// observations, of base pay where there is one; then the medians over each
// source's observations. An amount that may not be printed is nothing to climb
// from.
func ownFigures(q Question, figures []aggregate.Figure) (own []aggregate.Figure) {
	for _, f := range figures {
		if f.Measure != aggregate.MeasureLevel || !f.IsHeadline() || f.Role != q.Role || f.Country != q.Country || f.Seniority+f.Place+f.Skill != "" ||
			f.Statistic != "median" ||
			f.Unit != q.Currency ||
			f.Grade == aggregate.Withheld ||
			f.Side == "posted" && f.Source != aggregate.All {
			continue
		}
		own = append(own, f)
	}
	slices.SortStableFunc(own, func(x, y aggregate.Figure) int {
		rank := func(f aggregate.Figure) int {
			switch {
			case f.Source == aggregate.All && f.Side == "posted":
				return 0
			case f.PayKind == "base":
				return 1
			}
			return 2
		}
		return cmp.Or(
			cmp.Compare(rank(x), rank(y)),
			cmp.Compare(y.NEffective, x.NEffective),
			cmp.Compare(x.Source, y.Source),
		)
	})
	return own
}

// startFor is the figure that leads to a claim: over the rows of the claim's own
// source and of its kind of pay where there is one, else the headline.
func startFor(own []aggregate.Figure, s aggregate.Published) aggregate.Figure {
	for _, f := range own {
		if f.Source == s.Source && f.PayKind == s.Claim.PayKind {
			return f
		}
	}
	return own[0]
}

// Gaps explains the gap between a figure of ours and each claim that states
// pay, in the claims' order, from pay row by row. now is when the figures were
// made. The error is ErrNoFigure where no figure of ours may be printed.
func Gaps(
	q Question,
	figures []aggregate.Figure,
	claims []aggregate.Published,
	pay iter.Seq2[aggregate.PayRow, error],
	tables *reference.Set,
	now time.Time,
) ([]gap.Gap, error) {
	own := ownFigures(q, figures)
	if len(own) == 0 {
		return nil, ErrNoFigure
	}
	year := now.UTC().Format("2006")
	held, err := hold(pay, year)
	if err != nil {
		return nil, err
	}
	var out []gap.Gap
	for _, said := range claims {
		if said.Belief.AnnualAmount <= 0 || said.Claim.Currency == "" || said.Claim.Skill != "" {
			continue
		}
		from, to := ourEnd(startFor(own, said), year), theirEnd(said)
		if to.Currency != from.Currency && tables != nil {
			to.Rate, to.RateNote = rateOn(tables, from.Currency, to.Currency, lastDay(said.Claim.AsOf, now))
		}
		out = append(out, held.Build(from, to))
	}
	return out, nil
}

// hold reads the rows that gaps are estimated on; those of our own jobs are of
// the year given.
func hold(pay iter.Seq2[aggregate.PayRow, error], year string) (*gap.Held, error) {
	var rows []gap.Row
	for r, err := range pay {
		if err != nil {
			return nil, err
		}
		if r.Source == aggregate.All {
			r.Year = year
		}
		rows = append(rows, gap.Row{
			Source: r.Source, Side: r.Side, PayKind: r.PayKind, Year: r.Year, Role: r.Role, Seniority: r.Seniority, Place: r.Place,
			Currency: r.Currency, Experience: gap.Experience(r.Years), Pay: r.Pay, Employer: r.Employer,
		})
	}
	return gap.Hold(rows, gap.Options{}), nil
}

// ourEnd is the end of a gap that is a figure of ours.
func ourEnd(f aggregate.Figure, year string) gap.Figure {
	if f.Source != aggregate.All {
		year = f.Year()
	}
	return gap.Figure{
		Name: fmt.Sprintf("backpay, median %s pay, %s", f.PayKind, f.Side), Source: f.Source, Side: f.Side,
		Statistic: "median", PayKind: f.PayKind, Role: f.Role, Year: year, Currency: f.Unit, Value: f.Value,
		Low: f.CILow, High: f.CIHigh, Grade: f.Grade, Rows: f.NJobs, Clusters: f.NEmployers,
	}
}

// theirEnd is the end of a gap that is a published figure.
func theirEnd(said aggregate.Published) gap.Figure {
	b, asOf := said.Belief, said.Claim.AsOf
	to := gap.Figure{
		Name:   fmt.Sprintf("%s, %s", said.Title, cmp.Or(said.Claim.Label, said.Claim.Statistic)),
		Source: said.Source, Side: said.Side, Statistic: said.Claim.Statistic, PayKind: said.Claim.PayKind, Year: asOf[:min(4, len(asOf))], Role: b.Role,
		Seniority: b.Seniority, Place: cmp.Or(b.Metro, b.City), Currency: said.Claim.Currency, Value: b.AnnualAmount,
	}
	if e := 1.96 * said.Claim.RelError / 100; e > 0 && e < 1 {
		to.Low, to.High = to.Value*(1-e), to.Value*(1+e)
	}
	return to
}

// rateOn returns how many units of one currency one of another was worth on a
// day, with words on the rate and its day; 0 where no rate is held.
func rateOn(tables *reference.Set, from, to string, day time.Time) (rate float64, note string) {
	rate, on, ok := tables.Rate(from, to, day)
	if !ok {
		return 0, ""
	}
	return rate, fmt.Sprintf(
		"%s 1 was %s %.4f on %s, by the reference rates of the European Central Bank",
		from,
		to,
		rate,
		on.Format(time.DateOnly),
	)
}

// lastDay is the last day of a date that may be a year or a month; of one that
// is missing, now.
func lastDay(asOf string, now time.Time) time.Time {
	for layout, next := range map[string][3]int{"2006": {1, 0, -1}, "2006-01": {0, 1, -1}, time.DateOnly: {}} {
		if t, err := time.Parse(layout, asOf); err == nil {
			return t.AddDate(next[0], next[1], next[2])
		}
	}
	return now.UTC()
}

// laddersShown is how many published figures the report leads to at most.
const laddersShown = 4

// worthExplaining chooses the published figures that the report leads to: a
// mean or a median of a year's pay in the report's currency, of people of the
// role and not of one employer or skill; of each source the one that is the
// most like the report's question (its role, the whole country, all seniorities,
// base pay) and the newest; of the sources the same.
func worthExplaining(q Question, claims []aggregate.Published) (chosen []aggregate.Published) {
	like := func(s aggregate.Published) int {
		n := 0
		for i, same := range []bool{
			s.Claim.PayKind == "base", s.Belief.Seniority == "", s.Belief.Region+s.Belief.City+s.Belief.Metro == "", s.Belief.Role == q.Role,
		} {
			if same {
				n += 1 << i
			}
		}
		return n
	}
	for _, s := range claims {
		if (s.Claim.Statistic == "mean" || s.Claim.Statistic == "median") && s.Belief.AnnualAmount > 0 &&
			s.Claim.Currency == q.Currency &&
			s.Claim.Company+s.Claim.Skill == "" {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen, func(x, y aggregate.Published) int {
		return cmp.Or(
			cmp.Compare(like(y), like(x)),
			cmp.Compare(y.Claim.AsOf, x.Claim.AsOf),
			cmp.Compare(x.Source, y.Source),
			cmp.Compare(x.Claim.Statistic, y.Claim.Statistic),
			cmp.Compare(x.Claim.Title, y.Claim.Title),
			cmp.Compare(x.Claim.Amount, y.Claim.Amount),
		)
	})
	met := map[string]bool{}
	chosen = slices.DeleteFunc(chosen, func(s aggregate.Published) bool {
		again := met[s.Source]
		met[s.Source] = true
		return again
	})
	return chosen[:min(len(chosen), laddersShown)]
}

// gaps adds the causes of the gaps to the published figures that are worth
// explaining; none without a figure of ours.
func (c *computation) gaps() error {
	q, claims := c.in.Question, worthExplaining(c.in.Question, c.in.Claims)
	if len(claims) == 0 || len(ownFigures(q, c.edition.Figures)) == 0 {
		return nil
	}
	all, err := Gaps(q, c.edition.Figures, claims, hashed(c.sum, c.in.Pay, nil), c.in.Tables, c.in.Now)
	if err != nil {
		return err
	}
	for _, l := range all {
		c.add(l.Figures(aggregate.Figure{Role: q.Role, Country: q.Country}))
	}
	return nil
}
