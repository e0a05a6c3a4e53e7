package stat

import "math"

// Apart returns by how much the mean of the values of in, which go upwards, lies
// above that of the others, and its error under any dependence within clusters:
// what Panel gives of one regressor that is 1 or 0, without a matrix. start holds
// where each cluster begins in y, and the end of the last. Both of in and the
// others must have a value.
//
// The regressors are the two groups themselves: they are orthogonal in every
// cluster, so that its part of the hat matrix has for eigenvalues the cluster's
// shares of them. The rest is as in Fit.Robust.
func Apart(y []float64, start, in []int) (difference float64, r Robust) {
	var sum [2][]float64 // of y, by group and cluster
	var n [2][]float64
	for g := range sum {
		sum[g], n[g] = make([]float64, len(start)-1), make([]float64, len(start)-1)
	}
	var size, mean [2]float64
	k := 0
	for j := range sum[0] {
		for i := start[j]; i < start[j+1]; i++ {
			g := 1
			if k < len(in) && in[k] == i {
				g, k = 0, k+1
			}
			sum[g][j] += y[i]
			n[g][j]++
		}
		for g := range size {
			size[g] += n[g][j]
			mean[g] += sum[g][j]
		}
	}
	for g := range mean {
		mean[g] /= size[g]
	}
	var variance, trace, squares float64
	var s [2][2]float64 // sum of u_j u_j'
	for j := range sum[0] {
		var score, length, own float64
		var u [2]float64
		for g, sign := range []float64{1, -1} {
			rest := 1 - n[g][j]/size[g]
			if rest <= zero {
				continue // the cluster alone is the group: it has no residual
			}
			a := sign / (size[g] * math.Sqrt(rest))
			score += float64(a * (sum[g][j] - float64(n[g][j]*mean[g])))
			u[g] = n[g][j] * a
			length += float64(u[g] * a)
			own += float64(u[g]*u[g]) / size[g]
		}
		variance += float64(score * score)
		trace += length - own
		squares += float64(length * (length - 2*own))
		for g := range u {
			for h := range u {
				s[g][h] += float64(u[g] * u[h])
			}
		}
	}
	for g := range s {
		for h := range s {
			squares += float64(s[g][h]*s[g][h]) / (size[g] * size[h])
		}
	}
	return mean[0] - mean[1], Robust{SE: math.Sqrt(variance), DF: trace * trace / squares}
}
