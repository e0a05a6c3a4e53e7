package market

import (
	"math"
	"slices"
	"strings"
)

// RoleTruth is what the figures of one role in one country should be, in the
// country's currency a year.
type RoleTruth struct {
	Role     string
	Currency string
	// Jobs is the number of reachable open jobs, WithPay of those whose base
	// pay is stated with both ends.
	Jobs, WithPay int
	// Employers is the number of employers of the jobs WithPay.
	Employers int
	// Mean and the quantiles (type 7) are of Job.Annual over WithPay; 0
	// where it is 0.
	Mean, Median, P25, P75 float64
}

// Truth returns the planted figures of a country, in the order in which roles
// are listed, from the jobs that a crawl can reach, each counted once. With
// kinds, a job counts where a posting of it stands on a readable board of one
// of these kinds.
func (m *Market) Truth(country string, kinds ...string) []RoleTruth {
	return m.truth(country, kinds, func(j *Job) (float64, bool) { return j.Annual, true })
}

// Headline is Truth as a headline counts: without the contracts, which are the
// jobs paid by the hour or day, and of a job with tiers of pay the one for its
// place, or of remote work the middle one.
func (m *Market) Headline(country string) []RoleTruth {
	return m.truth(
		country,
		nil,
		func(j *Job) (float64, bool) { return annual(j.tier()), j.Pay.Period != "day" && j.Pay.Period != "hour" },
	)
}

// tier is the job's pay with the tiers alone that count.
func (j *Job) tier() Pay {
	p := j.Pay
	n := len(p.Tiers)
	if n < 2 {
		return p
	}
	p.Tiers = p.Tiers[(n-1)/2 : n/2+1]
	if j.Workplace == "remote" {
		return p
	}
	p.Tiers = j.Pay.Tiers[n-1:]
	for i, t := range j.Pay.Tiers {
		if strings.Contains(t.Label, j.City) {
			p.Tiers = j.Pay.Tiers[i : i+1]
		}
	}
	return p
}

func (m *Market) truth(country string, kinds []string, counts func(*Job) (annual float64, ok bool)) []RoleTruth {
	var out []RoleTruth
	for _, role := range m.words.roles {
		t := RoleTruth{Role: role.name}
		for _, c := range m.words.countries {
			if c.code == country {
				t.Currency = c.currency
			}
		}
		var pay []float64
		employers := map[int]bool{}
		for i := range m.jobs {
			j := &m.jobs[i]
			if j.Role != role.name || j.Country != country || !j.Reachable || !m.on(j, kinds) {
				continue
			}
			year, counts := counts(j)
			if !counts {
				continue
			}
			t.Jobs++
			if j.Disclosed {
				pay = append(pay, year)
				employers[j.Employer] = true
			}
		}
		t.WithPay, t.Employers = len(pay), len(employers)
		if len(pay) > 0 {
			slices.Sort(pay)
			for _, v := range pay {
				t.Mean += v / float64(len(pay))
			}
			t.P25, t.Median, t.P75 = quantile(pay, .25), quantile(pay, .5), quantile(pay, .75)
		}
		out = append(out, t)
	}
	return out
}

// on reports whether a posting of the job stands on a readable board of one of
// the kinds; no kinds are all.
func (m *Market) on(j *Job, kinds []string) bool {
	if len(kinds) == 0 {
		return true
	}
	for _, p := range j.Postings {
		b := &m.boards[p.Board]
		if !b.Blocked && !b.Drifted && slices.Contains(kinds, b.Kind) {
			return true
		}
	}
	return false
}

// quantile is type 7 of Hyndman and Fan (1996) over sorted values: linear
// between the order statistics at (n-1)p.
func quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	lo := math.Floor(h)
	if int(lo)+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	a, b := sorted[int(lo)], sorted[int(lo)+1]
	return a + (h-lo)*(b-a)
}
