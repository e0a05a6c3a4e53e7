package market

import (
	"math"
	"slices"
)

// Published is a figure that a made-up publisher gives of the market. It differs
// from the median of the role's jobs with pay for known reasons.
type Published struct {
	Publisher string // a name for a source
	Title     string
	Side      string // posted or reported
	Kind      string // base or total
	Statistic string // mean or median
	// City and Region are "" where the figure is of the whole country.
	City, Region string
	Amount       float64 // a year
	// Why says in words how it was made, Rest how much of it, in log pay, has
	// no cause.
	Why  string
	Rest float64
}

// extra is what one publisher adds for no cause at all, and what another's
// people report to be paid beside base pay, in log pay.
const (
	extraRest  = .12
	extraTotal = .20
)

// Published returns the figures published of a role in a country, of the jobs that
// Headline counts; none where no job states pay.
func (m *Market) Published(role, country string) []Published {
	of := func(keep func(j *Job) bool) (pay []float64) {
		for i := range m.jobs {
			j := &m.jobs[i]
			if j.Role == role && j.Country == country && j.Reachable && j.Disclosed && m.inHeadline(j) && keep(j) {
				pay = append(pay, m.once(j))
			}
		}
		slices.Sort(pay)
		return pay
	}
	all, seniors := of(func(*Job) bool { return true }), of(func(j *Job) bool { return j.Seniority == "senior" })
	if len(all) == 0 || len(seniors) == 0 {
		return nil
	}
	mean := 0.
	for _, v := range all {
		mean += v / float64(len(all))
	}
	return []Published{
		{
			Publisher: "example-mean", Title: "Backend developer", Side: "posted", Kind: "base", Statistic: "mean",
			Amount: mean, Why: "the mean of the same adverts",
		},
		{
			Publisher: "example-senior", Title: "Senior backend developer", Side: "posted", Kind: "base", Statistic: "median",
			Amount: quantile(seniors, .5), Why: "the median of the adverts for seniors",
		},
		{
			Publisher: "example-extra", Title: "Backend developer", Side: "posted", Kind: "base", Statistic: "mean",
			Amount: mean * math.Exp(extraRest), Rest: extraRest,
			Why: "the mean of the same adverts, and an eighth more for no reason at all",
		},
		{
			Publisher: "example-survey", Title: "Backend developer", Side: "reported", Kind: "total",
			Statistic: "median", Amount: quantile(all, .5) * math.Exp(extraTotal), Rest: extraTotal,
			Why: "total pay as people would tell it, of which the market has no answers",
		},
	}
}
