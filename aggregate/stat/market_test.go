package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// market is how made-up pay is drawn: log-normal with half of its variance
// between employers, who differ in size, in what skills their jobs name and in
// the step that they round pay to.
type market struct {
	jobs int  // mean number an employer
	flat bool // all employers have it; else sizes are log-normal
}

// The variance of log pay, and what explains it: in adverts of software jobs it
// is about .36 squared within a role and a country.
const (
	logSD   = .36
	between = .5
)

type effect struct{ share, log float64 }

var (
	levelEffects = []effect{{.2, -.22}, {.4, 0}, {.3, .18}, {.1, .33}}
	townEffects  = []effect{{.22, .09}, {.15, .16}, {.15, -.03}, {.13, -.05}, {.15, .01}, {.2, -.04}}
	skillEffects = []effect{
		{.22, .09},
		{.35, .07},
		{.2, .05},
		{.12, .14},
		{.12, .11},
		{.1, .08},
		{.2, .02},
		{.18, .03},
		{.1, .12},
		{.1, .15},
		{.3, .01},
		{.14, .06},
		{.1, .1},
		{.12, .04},
		{.14, .02},
		{.08, .13},
	}
)

func varianceOf(effects []effect) (v float64) {
	var mean float64
	for _, e := range effects {
		mean += e.share * e.log
	}
	for _, e := range effects {
		v += e.share * (e.log - mean) * (e.log - mean)
	}
	return v
}

// employer draws the pay of one employer's n jobs.
func (m market) employer(rng *rand.Rand, n int, each func(pay float64)) {
	own := math.Sqrt(between) * logSD * rng.NormFloat64()
	rest := (1-between)*logSD*logSD - varianceOf(levelEffects) - varianceOf(townEffects)
	use := make([]float64, len(skillEffects))
	for k, s := range skillEffects {
		rest -= s.share * (1 - s.share) * s.log * s.log
		a, b := gamma(rng, s.share*1.2), gamma(rng, (1-s.share)*1.2)
		use[k] = a / (a + b)
	}
	sd := math.Sqrt(max(.0025, rest))
	step := []float64{1000, 2500, 5000, 5000, 10_000}[rng.IntN(5)]
	for range n {
		z := own + drawn(rng, levelEffects) + drawn(rng, townEffects) + sd*rng.NormFloat64()
		for k, s := range skillEffects {
			if rng.Float64() < use[k] {
				z += s.log
			}
		}
		pay := 146_000 * math.Exp(z)
		width := max(.05, .24*math.Exp(.35*rng.NormFloat64()))
		at := (rng.Float64() + rng.Float64()) / 2
		low := max(step, math.Round(pay*math.Exp(-at*width)/step)*step)
		high := max(low+step, math.Round(pay*math.Exp((1-at)*width)/step)*step)
		each((low + high) / 2)
	}
}

func drawn(rng *rand.Rand, effects []effect) float64 {
	u := rng.Float64()
	for _, e := range effects {
		if u < e.share {
			return e.log
		}
		u -= e.share
	}
	return effects[0].log
}

// gamma draws from the gamma distribution of shape a (Marsaglia & Tsang 2000,
// ACM Transactions on Mathematical Software 26).
func gamma(rng *rand.Rand, a float64) float64 {
	if a < 1 {
		return gamma(rng, a+1) * math.Pow(rng.Float64(), 1/a)
	}
	d := a - 1.0/3
	for {
		x := rng.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(rng.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func (m market) size(rng *rand.Rand) int {
	if m.flat {
		return m.jobs
	}
	return max(1, int(math.Round(float64(m.jobs)*math.Exp(.9*rng.NormFloat64()-.405))))
}

// draw is a market of employers, sorted by SortClustered.
func (m market) draw(rng *rand.Rand, employers int) (xs []Clustered) {
	for e := range employers {
		m.employer(rng, m.size(rng), func(pay float64) { xs = append(xs, Clustered{pay, int64(e)}) })
	}
	SortClustered(xs)
	return xs
}

// planted is the pay of very many jobs, sorted.
func (m market) planted() (pays []float64) {
	rng := rand.New(rand.NewPCG(99, 1))
	for range 30_000 {
		m.employer(rng, m.size(rng), func(pay float64) { pays = append(pays, pay) })
	}
	slices.Sort(pays)
	return pays
}
