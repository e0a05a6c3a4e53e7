package market

import (
	"math"
	"slices"
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
			t.Jobs++
			if j.Disclosed {
				pay = append(pay, j.Annual)
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

// on tells whether a posting of the job stands on a readable board of one of
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
