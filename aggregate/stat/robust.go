package stat

import "math"

// Fit is a Panel's generalised least squares fit at one variance ratio.
type Fit struct {
	// Coefficients has NaN for columns that the ones before them explain.
	Coefficients []float64
	Ratio        float64
	// Variance is the estimated variance of e.
	Variance float64

	columns int
	inverse []float64 // of X'W X
	blocks  []block
}

// block is a cluster after the transform that makes its rows independent
// under the model, turned so that it has no more rows than columns.
type block struct {
	rows    int
	columns []int
	x       []float64 // rows by columns
	ax      []float64 // (I - H)^-1/2 x
	h       []float64 // the block's part of the hat matrix
	e       []float64 // residuals
}

// Robust is the cluster-robust error of one coefficient.
type Robust struct {
	SE float64
	// DF are the degrees of freedom of its t statistic. They say how many
	// clusters the coefficient really rests on.
	DF float64
}

// Fit fits the model for a ratio of the variance of u to that of e; 0 is
// ordinary least squares.
func (p *Panel) Fit(ratio float64) *Fit {
	l, xy, yy := p.normal(ratio)
	kept := cholesky(l, p.columns)
	f := &Fit{Ratio: ratio, columns: p.columns, Coefficients: solve(l, kept, xy), inverse: invert(l, kept)}
	free := p.n
	for _, k := range kept {
		if k {
			free--
		}
	}
	f.Variance = math.NaN()
	if free > 0 {
		f.Variance = max(0, yy-dot(xy, f.Coefficients)) / float64(free)
	}
	f.blocks = make([]block, 0, len(p.clusters))
	var room [3][]float64
	for _, c := range p.clusters {
		f.blocks = append(f.blocks, f.block(c, kept, &room))
	}
	for j, k := range kept {
		if !k {
			f.Coefficients[j] = math.NaN()
		}
	}
	return f
}

// block transforms one cluster: rows less the share theta of their mean, 1 -
// theta = 1/sqrt(1 + n ratio), have independent errors of equal variance. It works
// in room, which all blocks share.
func (f *Fit) block(c cluster, kept []bool, room *[3][]float64) block {
	w := len(c.columns) + 1
	x := cleared(&room[0], len(c.x))
	theta := 1 - 1/math.Sqrt(1+float64(float64(c.rows)*f.Ratio))
	for r := range c.rows {
		for k := range w {
			x[r*w+k] = c.x[r*w+k] - float64(theta*c.sum[k]/float64(c.rows))
		}
	}
	rows := c.rows
	if rows > w {
		// The last row of the triangle holds only what no column explains.
		x, rows = triangle(x, rows, w), w-1
	}
	var b block
	local := make([]int, 0, len(c.columns))
	b.columns = make([]int, 0, len(c.columns))
	for k, col := range c.columns {
		if kept[col] {
			local, b.columns = append(local, k), append(b.columns, col)
		}
	}
	s := len(local)
	b.rows = rows
	b.x, b.e = make([]float64, rows*s), make([]float64, rows)
	for r := range rows {
		e := x[r*w+w-1]
		for k, from := range local {
			v := x[r*w+from]
			b.x[r*s+k] = v
			e -= float64(v * f.Coefficients[b.columns[k]])
		}
		b.e[r] = e
	}
	f.adjust(&b, room)
	return b
}

// cleared is room for n zeros, which what is asked for next takes again.
func cleared(room *[]float64, n int) []float64 {
	if cap(*room) < n {
		*room = make([]float64, 2*n)
	}
	clear((*room)[:n])
	return (*room)[:n]
}

// zero is the eigenvalue up to which there is none.
const zero = 1e-8

// adjust computes the block's hat matrix and its adjusted regressors. A
// direction that the block alone determines has no residual: its eigenvalue
// is zero and the pseudo-inverse leaves it out, as Pustejovsky & Tipton do.
func (f *Fit) adjust(b *block, room *[3][]float64) {
	r, s := b.rows, len(b.columns)
	b.h = make([]float64, r*r)
	m := cleared(&room[0], s*s)
	for i, row := range b.columns {
		for j, col := range b.columns {
			m[i*s+j] = f.inverse[row*f.columns+col]
		}
	}
	xm := cleared(&room[1], s)
	for i := range r {
		clear(xm)
		for k, v := range b.x[i*s : i*s+s] {
			if v != 0 {
				add(xm, v, m[k*s:k*s+s])
			}
		}
		for j := range i + 1 {
			h := dot(xm, b.x[j*s:j*s+s])
			b.h[i*r+j], b.h[j*r+i] = h, h
		}
	}
	rest := cleared(&room[2], r*r)
	for i := range r {
		for j := range r {
			rest[i*r+j] = -b.h[i*r+j]
		}
		rest[i*r+i]++
	}
	values, vectors := eigen(rest, r)
	b.ax = make([]float64, r*s)
	vx := cleared(&room[1], s)
	for k, value := range values {
		if value <= zero {
			continue
		}
		v := vectors[k*r : k*r+r]
		clear(vx)
		for i, vi := range v {
			add(vx, vi, b.x[i*s:i*s+s])
		}
		for i, vi := range v {
			add(b.ax[i*s:i*s+s], vi/math.Sqrt(value), vx)
		}
	}
}

// add adds a times x to y.
func add(y []float64, a float64, x []float64) {
	x = x[:len(y)]
	for i := range y {
		y[i] += float64(a * x[i])
	}
}

// Robust returns the errors of the given coefficients under any dependence
// within clusters: the bias-reduced CR2 (Bell & McCaffrey 2002, Survey
// Methodology 28(2)) with the model's own covariance as the working one
// (Pustejovsky & Tipton 2018, JBES 36(4)), and Satterthwaite's degrees of
// freedom for it. Both are NaN for a coefficient that isn't estimable.
//
// With M = (X'X)^-1 of the transformed rows, a_j = (I - H_jj)^-1/2 X_j M l and
// u_j = X_j' a_j, the variance is the sum of (a_j' e_j)^2, and the degrees of
// freedom are tr(G)^2 / tr(G^2) with G_jk = [j = k] a_j' a_j - u_j' M u_k.
func (f *Fit) Robust(coefficients []int) []Robust {
	out := make([]Robust, len(coefficients))
	n := f.columns
	us := make([]float64, n*n)
	m := make([]float64, n)
	a := make([]float64, 0, n)
	u := make([]float64, 0, n)
	for t, col := range coefficients {
		if math.IsNaN(f.Coefficients[col]) {
			out[t] = Robust{math.NaN(), math.NaN()}
			continue
		}
		clear(us)
		var variance, trace, squares float64
		for _, b := range f.blocks {
			s := len(b.columns)
			m, u = m[:s], u[:s]
			for k, c := range b.columns {
				m[k] = f.inverse[c*n+col]
			}
			clear(u)
			a = a[:0]
			var score, length float64
			for i := range b.rows {
				v := dot(b.ax[i*s:i*s+s], m)
				a = append(a, v)
				score += float64(v * b.e[i])
				length += float64(v * v)
				add(u, v, b.x[i*s:i*s+s])
			}
			var own float64
			for i, v := range a {
				own += float64(v * dot(b.h[i*b.rows:i*b.rows+b.rows], a))
			}
			variance += float64(score * score)
			trace += length - own
			squares += float64(length * (length - 2*own))
			for i, ci := range b.columns {
				row, ui := us[ci*n:ci*n+ci+1], u[i]
				for k, ck := range b.columns[:i+1] {
					row[ck] += float64(ui * u[k])
				}
			}
		}
		mirror(us, n)
		squares += squareTrace(f.inverse, us, n)
		out[t] = Robust{SE: math.Sqrt(variance), DF: trace * trace / squares}
	}
	return out
}

// squareTrace is tr(M S M S) for symmetric M and S of order n.
func squareTrace(m, s []float64, n int) float64 {
	p := make([]float64, n*n)
	for i := range n {
		row := p[i*n : i*n+n]
		k := 0
		for ; k+4 <= n; k += 4 {
			a, b, c, d := m[i*n+k], m[i*n+k+1], m[i*n+k+2], m[i*n+k+3]
			x, y := s[k*n:k*n+n], s[(k+1)*n:(k+1)*n+n]
			z, w := s[(k+2)*n:(k+2)*n+n], s[(k+3)*n:(k+3)*n+n]
			x, y, z, w = x[:len(row)], y[:len(row)], z[:len(row)], w[:len(row)]
			for j := range row {
				row[j] += (float64(a*x[j]) + float64(b*y[j])) + (float64(c*z[j]) + float64(d*w[j]))
			}
		}
		for ; k < n; k++ {
			add(row, m[i*n+k], s[k*n:k*n+n])
		}
	}
	var sum float64
	for i := range n {
		sum += float64(p[i*n+i] * p[i*n+i])
		for j := range i {
			sum += float64(2 * float64(p[i*n+j]*p[j*n+i]))
		}
	}
	return sum
}

// Interval returns the bounds of the coefficient's interval at the level, by
// Student's t with its own degrees of freedom.
func (r Robust) Interval(estimate, level float64) (low, high float64) {
	w := TQuantile((1+level)/2, r.DF) * r.SE
	return estimate - w, estimate + w
}

// PValue is the two-sided p-value of the hypothesis that the coefficient is
// zero; NaN where it isn't estimable.
func (r Robust) PValue(estimate float64) float64 {
	if math.IsNaN(estimate) || math.IsNaN(r.SE) || !(r.DF > 0) {
		return math.NaN()
	}
	if r.SE == 0 {
		if estimate == 0 {
			return 1
		}
		return 0
	}
	t := math.Abs(estimate) / r.SE
	// The tail as a regularised beta itself: 1 - P(T <= t) would lose it.
	return regularisedBeta(r.DF/(r.DF+float64(t*t)), r.DF/2, 0.5)
}
