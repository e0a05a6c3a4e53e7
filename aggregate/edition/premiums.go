package edition

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/edition/premium"
	"backpay/scraper"
)

// premiums computes what goes with naming a skill, over the engineering jobs of
// the question's country that state pay in its currency: each job once, by what
// all its sources say of its pay, and with a missing end filled, as the headline
// counts it. A job that states one end is mostly as well paid as others; without
// these jobs a skill of employers who write "from" would rest on few.
func (t *table) premiums(q Question) ([]aggregate.Figure, error) {
	sources := t.sources(q)
	var all []premium.Row
	for i := range t.rows[t.stated:] {
		r := &t.rows[t.stated+i]
		if !q.asks(r.Row) || !r.Open || r.Population != aggregate.FullTime || r.Currency != q.Currency ||
			r.Role == "" || r.Role == "other" {
			continue
		}
		j, ok := jobOf(t.widths, r.Row)
		if !ok {
			continue
		}
		all = append(all, premium.Row{
			Job: r.Job, Employer: r.Employer, Postings: r.Postings, Source: strings.Join(sources[r.Job], "/"),
			Role: r.Role, Seniority: r.Seniority, Place: placeKey(r.Row), Month: r.Month, Pay: j.pay, Skills: r.Skills,
		})
	}
	if len(all) == 0 {
		return nil, nil
	}
	seed := fnv.New64a()
	fmt.Fprint(seed, q.Country, q.Currency)
	res, err := premium.Compute(all, premium.Options{
		Seed: seed.Sum64(), MinEmployers: t.opt.MinEmployers, GoodEmployers: t.opt.GoodEmployers,
		MaxShare: t.opt.MaxShare, Likely: t.opt.likely,
	})
	if err != nil {
		return nil, fmt.Errorf("premiums: %w", err)
	}
	return res.Figures(aggregate.Figure{Source: aggregate.All, Side: scraper.Posted, Country: q.Country}), nil
}

// asks reports whether a row is of the adverts of the question's country.
func (q Question) asks(r *aggregate.Row) bool {
	return r.Side == scraper.Posted && r.Country == q.Country
}

// sources are the names, sorted, of those that show each job of the question
// open.
func (t *table) sources(q Question) map[int64][]string {
	of := map[int64][]string{}
	for i := range t.rows[:t.stated] {
		if r := &t.rows[i]; q.asks(r.Row) && r.Open && !slices.Contains(of[r.Job], r.Source) {
			of[r.Job] = append(of[r.Job], r.Source)
		}
	}
	for _, names := range of {
		slices.Sort(names)
	}
	return of
}

// placeKey is a job's place as the model takes it: remote work is a place of
// its own, and of several places the first stands for all.
func placeKey(r *aggregate.Row) string {
	switch {
	case r.Workplace == "remote":
		return r.Country + "/remote"
	case len(r.Places) > 0:
		return r.Country + "/" + r.Places[0]
	}
	return r.Country
}
