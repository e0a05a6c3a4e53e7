package edition

import (
	"fmt"
	"hash/fnv"

	"backpay/aggregate"
	"backpay/aggregate/edition/premium"
	"backpay/scraper"
)

// computePremiums computes what goes with naming a skill, over the engineering jobs
// of the question's country that state pay in its currency: each job once,
// whichever sources show it.
func computePremiums(rows []aggregate.Row, q Question, t aggregate.Thresholds) ([]aggregate.Figure, error) {
	var all []premium.Row
	at := map[int64]int{}
	for _, r := range rows {
		if r.Side != scraper.Posted || !r.Open || r.Old || r.Population != aggregate.FullTime ||
			r.Country != q.Country ||
			r.Currency != q.Currency ||
			r.Pay <= 0 ||
			r.Role == "" ||
			r.Role == "other" {
			continue
		}
		if i, again := at[r.Job]; again {
			all[i].Postings += r.Postings
			continue
		}
		at[r.Job] = len(all)
		all = append(all, premium.Row{
			Job: r.Job, Employer: r.Employer, Postings: r.Postings, Source: r.Source, Role: r.Role, Seniority: r.Seniority,
			Place: placeKey(r), Month: r.Month, Pay: r.Pay, Skills: r.Skills,
		})
	}
	if len(all) == 0 {
		return nil, nil
	}
	seed := fnv.New64a()
	fmt.Fprint(seed, q.Country, q.Currency)
	res, err := premium.Compute(all, premium.Options{
		Seed: seed.Sum64(), MinEmployers: t.MinEmployers, GoodEmployers: t.GoodEmployers, MaxShare: t.MaxShare,
	})
	if err != nil {
		return nil, fmt.Errorf("premiums: %w", err)
	}
	return res.Figures(aggregate.Figure{Source: aggregate.All, Side: scraper.Posted, Country: q.Country}), nil
}

// placeKey is a job's place as the model takes it: remote work is a place of
// its own, and of several places the first stands for all.
func placeKey(r aggregate.Row) string {
	switch {
	case r.Workplace == "remote":
		return r.Country + "/remote"
	case len(r.Places) > 0:
		return r.Country + "/" + r.Places[0]
	}
	return r.Country
}
