package stat

import (
	"math"
	"sync"
)

// TQuantile returns the p-quantile, 0 < p < 1, of Student's t distribution
// with df > 0 degrees of freedom, and NaN outside of that. It inverts the
// distribution function by bisection, to the last bit or nearly: slower than
// a series, with nothing to go wrong in the tails. Those of whole degrees of
// freedom, which the counts of employers are, are kept: figures ask for the
// same few again and again.
func TQuantile(p, df float64) float64 {
	if df != math.Trunc(df) || df < 1 || df > mostKept || p != 0.975 {
		return tQuantile(p, df)
	}
	return kept[int(df)].of(df)
}

// mostKept is the greatest number of degrees of freedom whose quantile is kept.
const mostKept = 4096

// kept holds the quantiles of .975, those of 95 % intervals, by degrees of
// freedom.
var kept [mostKept + 1]keptQuantile

type keptQuantile struct {
	once sync.Once
	t    float64
}

func (k *keptQuantile) of(df float64) float64 {
	k.once.Do(func() { k.t = tQuantile(0.975, df) })
	return k.t
}

func tQuantile(p, df float64) float64 {
	switch {
	case math.IsNaN(p) || math.IsNaN(df) || p <= 0 || p >= 1 || df <= 0:
		return math.NaN()
	case p == 0.5:
		return 0
	case p < 0.5:
		return -tQuantile(1-p, df)
	}
	hi := 1.0
	for tCDF(hi, df) < p {
		hi *= 2
		if math.IsInf(hi, 1) {
			return hi
		}
	}
	lo := 0.0
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if tCDF(mid, df) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// tCDF is P(T <= t) for t >= 0: 1 - I_x(df/2, 1/2)/2 with x = df/(df+t^2)
// (Abramowitz & Stegun 26.7.1).
func tCDF(t, df float64) float64 {
	x := df / (df + float64(t*t))
	return 1 - regularisedBeta(x, df/2, 0.5)/2
}

// binomialCDF is P(X <= k) for X binomial(n, p), 0 < p < 1: I_{1-p}(n-k, k+1)
// (Abramowitz & Stegun 26.5.24).
func binomialCDF(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return regularisedBeta(1-p, float64(n-k), float64(k+1))
}

// regularisedBeta is I_x(a, b), by the continued fraction of Abramowitz &
// Stegun 26.5.8 evaluated by the modified method of Lentz (Thompson & Barnett
// 1986), on the side of x where it converges fast.
func regularisedBeta(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - regularisedBeta(1-x, b, a)
	}
	ga, _ := math.Lgamma(a)
	gb, _ := math.Lgamma(b)
	gab, _ := math.Lgamma(a + b)
	front := math.Exp(gab - ga - gb + float64(a*math.Log(x)) + float64(b*math.Log1p(-x)))
	return front / a * betaFraction(x, a, b)
}

func betaFraction(x, a, b float64) float64 {
	const (
		tiny    = 1e-300
		enough  = 1e-16
		maxIter = 10_000 // about sqrt(max(a, b)) steps are needed
	)
	away := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/away(1-(a+b)*x/(a+1))
	f := d
	for i := 1; i <= maxIter; i++ {
		m := float64(i)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / away(1+float64(even*d))
		c = away(1 + even/c)
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / away(1+float64(odd*d))
		c = away(1 + odd/c)
		step := d * c
		f *= step
		if math.Abs(step-1) < enough {
			break
		}
	}
	return f
}
