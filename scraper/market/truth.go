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

// Headline is Truth as a headline counts: full-time jobs alone, none that is up
// for more than a year, and of a job with tiers of pay the one for its place, of
// several places the middle one.
func (m *Market) Headline(country string) []RoleTruth {
	return m.truth(
		country,
		nil,
		func(j *Job) (float64, bool) { return m.once(j), m.inHeadline(j) },
	)
}

// WithoutLargest is Headline without the employer that Options.Hard made large,
// of its role alone.
func (m *Market) WithoutLargest(country string) (RoleTruth, bool) {
	large := m.opts.Employers // the first behind the usual ones
	all := m.truth(
		country,
		nil,
		func(j *Job) (float64, bool) {
			return m.once(j), m.inHeadline(j) && j.Employer != large
		},
	)
	i := slices.IndexFunc(all, func(t RoleTruth) bool { return m.opts.Hard && t.Role == largeRole })
	if i < 0 {
		return RoleTruth{}, false
	}
	return all[i], true
}

// Others counts the reachable jobs of a role in a country by population.
func (m *Market) Others(role, country string) map[string]int {
	n := map[string]int{}
	for _, j := range m.jobs {
		if j.Role == role && j.Country == country && j.Reachable {
			n[j.Population]++
		}
	}
	return n
}

// PlaceTruth is the median of what a role pays in a city, over the full-time
// jobs whose adverts there state pay, whether with both ends or not.
type PlaceTruth struct {
	City, Region string
	Jobs         int
	Median       float64
}

// Places are the planted medians of a role by city, in the order of the places.
// A job that is advertised in several cities counts in each, with the tier of
// pay for that city; the first advert of remote work names none.
func (m *Market) Places(role, country string) (out []PlaceTruth) {
	for i, p := range m.words.places[country] {
		var pay []float64
		for k := range m.jobs {
			j := &m.jobs[k]
			here := func(p Posting) bool {
				return p.place == i && m.readable(p) && (j.Workplace != "remote" || p.Copy != First)
			}
			if j.Role == role && j.Country == country && m.inHeadline(j) &&
				j.Pay.Shown != Nowhere && !j.Pay.OnlyOTE && slices.ContainsFunc(j.Postings, here) {
				pay = append(pay, annual(j.tierAt(p.city)))
			}
		}
		if len(pay) > 0 {
			slices.Sort(pay)
			out = append(out, PlaceTruth{p.city, p.region, len(pay), quantile(pay, .5)})
		}
	}
	return out
}

// inHeadline reports whether a job is of those that a headline counts.
func (m *Market) inHeadline(j *Job) bool { return j.Population == FullTime && !m.isOld(j) }

// once is what a job pays a year where it counts once: of tiers the one for its
// city, the middle one where it is advertised in several or is remote.
func (m *Market) once(j *Job) float64 {
	var pay []float64
	for _, p := range j.Postings {
		if m.readable(p) {
			pay = append(pay, annual(j.tierAt(p.City)))
		}
	}
	if j.Workplace == "remote" {
		pay = nil
		for _, t := range j.Pay.Tiers {
			pay = append(pay, annual(Pay{Tiers: []Tier{t}, Period: j.Pay.Period}))
		}
	}
	slices.Sort(pay)
	return quantile(pay, .5)
}

// tierAt is the job's pay with the tier alone that is for a city.
func (j *Job) tierAt(city string) Pay {
	p := j.Pay
	p.Tiers = j.Pay.Tiers[len(j.Pay.Tiers)-1:]
	for i, t := range j.Pay.Tiers {
		if strings.Contains(t.Label, city) {
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
