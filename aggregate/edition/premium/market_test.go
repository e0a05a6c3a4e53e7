package premium

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// made is a job market for the tests. Each employer names the words of its
// stack in 55 % of its adverts, more in the higher levels, and others never:
// the intraclass correlation of a word is about .5. Log pay has a standard
// deviation of .35 in all; half of what level and place leave open lies
// between employers.
type made struct {
	employers, words int
	mean             float64 // jobs an employer
	cv               float64 // of the jobs an employer, log-normal; 0 for all the same
	most             float64 // two in five words do nothing, the others 0 to this, in log points
}

const used = 0.55

// rows draws the jobs, and the planted effect of each word.
func (m made) rows(seed uint64) (rows []Row, truth map[string]float64) {
	rng := rand.New(rand.NewPCG(seed, 1))
	truth = map[string]float64{}
	names := make([]string, m.words)
	popular := make([]float64, m.words) // share of jobs
	for k := range names {
		names[k] = fmt.Sprintf("word%03d", k)
		popular[k] = 0.03 + 0.32*rng.Float64()
		truth[names[k]] = 0
		if rng.Float64() < 0.6 {
			truth[names[k]] = m.most * rng.Float64()
		}
	}
	sigma := math.Sqrt(math.Log1p(m.cv * m.cv))
	// Levels of .2 and places of .05 have variances .05 and .005.
	open := math.Sqrt((0.35*0.35 - 0.05 - 0.005) / 2)
	for e := range m.employers {
		size := max(1, int(math.Round(m.mean*math.Exp(sigma*rng.NormFloat64()-sigma*sigma/2))))
		effect := open * rng.NormFloat64()
		stack := make([]bool, m.words)
		for k := range stack {
			stack[k] = rng.Float64() < popular[k]/used
		}
		for range size {
			level, place := rng.IntN(4), rng.IntN(5)
			r := Row{
				Job: int64(len(rows)) + 1, Employer: int64(e) + 1, Postings: 1 + rng.IntN(2),
				Source: []string{"a", "b", "c"}[e%3], Role: "backend", Seniority: fmt.Sprint("level ", level),
				Place: fmt.Sprint("US/", place), Month: fmt.Sprint("2026-1", rng.IntN(3)),
			}
			pay := 11.5 + effect + 0.2*float64(level) + float64(place)*0.05 + open*rng.NormFloat64()
			for k, name := range names {
				if stack[k] && rng.Float64() < used*(0.7+0.2*float64(level)) {
					r.Skills = append(r.Skills, name)
					pay += truth[name]
				}
			}
			r.Pay = math.Round(math.Exp(pay))
			rows = append(rows, r)
		}
	}
	return rows, truth
}

// give names a word in the given rows, and multiplies
// their pay.
func give(rows []Row, name string, in []int, factor float64) {
	for _, i := range in {
		rows[i].Skills = append(rows[i].Skills, name)
		rows[i].Pay = math.Round(rows[i].Pay * factor)
	}
}

// spearman is the rank correlation, ties sharing the mean of their ranks.
func spearman(x, y []float64) float64 {
	ranks := func(xs []float64) []float64 {
		out := make([]float64, len(xs))
		for i, x := range xs {
			for _, y := range xs {
				switch {
				case y < x:
					out[i]++
				case y == x:
					out[i] += 0.5
				}
			}
		}
		return out
	}
	a, b := ranks(x), ranks(y)
	mean := float64(len(x)) / 2
	var ab, aa, bb float64
	for i := range a {
		ab += (a[i] - mean) * (b[i] - mean)
		aa += (a[i] - mean) * (a[i] - mean)
		bb += (b[i] - mean) * (b[i] - mean)
	}
	return ab / math.Sqrt(aa*bb)
}
