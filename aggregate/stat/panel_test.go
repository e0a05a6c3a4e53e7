package stat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// dyestuff is the yield of six batches of five samples (Davies & Goldsmith
// 1972, Statistical Methods in Research and Production, table 6.3), the
// usual example of one random effect.
var dyestuff = [][]float64{
	{1545, 1440, 1440, 1520, 1580},
	{1540, 1555, 1490, 1560, 1495},
	{1595, 1550, 1605, 1510, 1560},
	{1445, 1440, 1595, 1465, 1545},
	{1595, 1630, 1515, 1635, 1625},
	{1520, 1455, 1450, 1480, 1445},
}

func constant(groups [][]float64) (rows []Observation) {
	for j, g := range groups {
		for _, y := range g {
			rows = append(rows, Observation{Y: y, Cluster: int64(j), X: []Term{{0, 1}}})
		}
	}
	return rows
}

func panel(t *testing.T, rows []Observation, columns int) *Panel {
	t.Helper()
	p, err := NewPanel(rows, columns)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Bates, Maechler, Bolker & Walker 2015 (J. Stat. Software 67) and the lme4
// manual print for these data by REML: variances 1764 and 2451, mean 1527.5
// with standard error 19.38. With equal clusters and nothing but a constant,
// CR2 is the standard deviation of the means over sqrt(G), on G-1 degrees.
func TestDyestuff(t *testing.T) {
	p := panel(t, constant(dyestuff), 1)
	ratio := p.VarianceRatio()
	near(t, "ratio", ratio, 1764.05/2451.25, 1e-3)
	f := p.Fit(ratio)
	near(t, "mean", f.Coefficients[0], 1527.5, 1e-9)
	near(t, "variance of e", f.Variance, 2451.25, 1)
	r := f.Robust([]int{0})[0]
	near(t, "standard error", r.SE, 19.3834, 5e-4)
	near(t, "degrees of freedom", r.DF, 5, 1e-9)
	low, high := r.Interval(f.Coefficients[0], 0.95)
	near(t, "low", low, 1527.5-2.5705818*19.3834, 2e-3)
	near(t, "high", high, 1527.5+2.5705818*19.3834, 2e-3)
}

// The mean of clusters of unequal size has CR2 and its degrees of freedom in
// closed form (the ones that the R package clubSandwich checks itself by).
func TestRobustMeanOfUnequalClusters(t *testing.T) {
	groups := [][]float64{{1, 4}, {2}, {3, 3.5, 8, 1, 0}, {7, 7.5}, {5, 9, 4}, {2, 2, 3, 8, 8, 1, 1, 0}}
	r := panel(t, constant(groups), 1).Fit(0).Robust([]int{0})[0]
	var n, sum float64
	for _, g := range groups {
		for _, y := range g {
			n, sum = n+1, sum+y
		}
	}
	var variance, a, b, c float64
	for _, g := range groups {
		k := float64(len(g))
		d := Mean(g) - sum/n
		variance += k * k * d * d / (1 - k/n) / (n * n)
		a += k * k / (n - k) / (n - k)
		b += k * k * k / (n - k) / (n - k)
		c += k * k / (n - k)
	}
	near(t, "standard error", r.SE, math.Sqrt(variance), 1e-12)
	near(t, "degrees of freedom", r.DF, n*n/(n*n*a-2*n*b+c*c), 1e-9)
}

// Clusters of one make CR2 HC2 (MacKinnon & White 1985). For the difference
// of two groups that is Welch's test: sqrt(s1^2/n1 + s2^2/n2), and under the
// working model the degrees of freedom are his at equal variances, 5.83 for
// groups of four and nine (Bell & McCaffrey 2002, 4).
func TestRobustIsWelch(t *testing.T) {
	y := []float64{3, 5, 4, 8, 1, 2, 2, 3, 1, 4, 2, 6, 1}
	var rows []Observation
	for i, v := range y {
		o := Observation{Y: v, Cluster: int64(i), X: []Term{{0, 1}}}
		if i < 4 {
			o.X = append(o.X, Term{1, 1})
		}
		rows = append(rows, o)
	}
	f := panel(t, rows, 2).Fit(0)
	r := f.Robust([]int{1})[0]
	spread := func(xs []float64) (s float64) {
		for _, x := range xs {
			s += (x - Mean(xs)) * (x - Mean(xs)) / float64(len(xs)-1) / float64(len(xs))
		}
		return s
	}
	near(t, "difference", f.Coefficients[1], 5-22.0/9, 1e-12)
	near(t, "standard error", r.SE, math.Sqrt(spread(y[:4])+spread(y[4:])), 1e-12)
	a, b := 1.0/4, 1.0/9
	near(t, "degrees of freedom", r.DF, (a+b)*(a+b)/(a*a/3+b*b/8), 1e-9)
	near(t, "degrees of freedom", r.DF, 5.83, 0.005)
}

// Against the definition, with matrices of all rows: the compressed blocks
// and the sparse sums must be the same numbers. Clusters larger and smaller
// than their columns, a column that one cluster alone has, one that is the
// sum of others, with and without random effects.
func TestRobustIsItsDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	const columns = 6
	for _, ratio := range []float64{0, 0.8} {
		var rows []Observation
		var cluster []int
		for j, size := range []int{1, 2, 14, 3, 9, 4, 5, 2, 6} {
			for range size {
				a, b := rng.NormFloat64()+0.1*float64(j), float64(rng.IntN(2))
				x := []Term{{0, 1}, {1, a}, {2, b}, {4, a - 2*b}}
				if j == 3 {
					x = append(x, Term{3, 1})
				}
				if j%3 == 1 {
					x = append(x, Term{5, 1})
				}
				rows = append(rows, Observation{Y: a + rng.NormFloat64(), Cluster: int64(j), X: x})
				cluster = append(cluster, j)
			}
		}
		f := panel(t, rows, columns).Fit(ratio)
		if !math.IsNaN(f.Coefficients[4]) {
			t.Errorf("coefficient of a column that others explain: %v, want NaN", f.Coefficients[4])
		}
		if r := f.Robust([]int{4})[0]; !math.IsNaN(r.SE) || !math.IsNaN(r.PValue(1)) {
			t.Errorf("its error: %+v, want NaN", r)
		}
		for _, col := range []int{0, 1, 2, 5} {
			se, df := byDefinition(rows, cluster, []int{0, 1, 2, 3, 5}, col, ratio)
			r := f.Robust([]int{col})[0]
			near(t, fmt.Sprintf("ratio %v, column %d: standard error", ratio, col), r.SE, se, 1e-9)
			near(t, fmt.Sprintf("ratio %v, column %d: degrees of freedom", ratio, col), r.DF, df, 1e-7)
		}
	}
}

// byDefinition takes the transform, the hat matrix and each (I-H)e_j a_j as
// they are written in Pustejovsky & Tipton 2018.
func byDefinition(rows []Observation, cluster, columns []int, col int, ratio float64) (se, df float64) {
	n, p := len(rows), len(columns)
	size := map[int]float64{}
	for _, c := range cluster {
		size[c]++
	}
	x := make([]float64, n*(p+1))
	at := map[int]int{}
	for k, c := range columns {
		at[c] = k
	}
	for i, o := range rows {
		for _, v := range o.X {
			if k, ok := at[v.Column]; ok {
				x[i*(p+1)+k] = v.Value
			}
		}
		x[i*(p+1)+p] = o.Y
	}
	z := make([]float64, len(x))
	for i := range n {
		for k := range p + 1 {
			var mean float64
			for j := range n {
				if cluster[i] == cluster[j] {
					mean += x[j*(p+1)+k] / size[cluster[i]]
				}
			}
			z[i*(p+1)+k] = x[i*(p+1)+k] - (1-1/math.Sqrt(1+size[cluster[i]]*ratio))*mean
		}
	}
	gram, xy := make([]float64, p*p), make([]float64, p)
	for i := range n {
		for a := range p {
			for b := range p {
				gram[a*p+b] += z[i*(p+1)+a] * z[i*(p+1)+b]
			}
			xy[a] += z[i*(p+1)+a] * z[i*(p+1)+p]
		}
	}
	kept := cholesky(gram, p)
	beta, m := solve(gram, kept, xy), invert(gram, kept)
	rest := make([]float64, n*n) // I - H
	e := make([]float64, n)
	tilde := make([]float64, n) // X M l
	for i := range n {
		e[i] = z[i*(p+1)+p]
		for a := range p {
			e[i] -= z[i*(p+1)+a] * beta[a]
			tilde[i] += z[i*(p+1)+a] * m[a*p+at[col]]
			for b := range p {
				for j := range n {
					rest[i*n+j] -= z[i*(p+1)+a] * m[a*p+b] * z[j*(p+1)+b]
				}
			}
		}
		rest[i*n+i]++
	}
	var gs [][]float64
	for j := range len(size) {
		var in []int
		for i, c := range cluster {
			if c == j {
				in = append(in, i)
			}
		}
		k := len(in)
		own := make([]float64, k*k)
		for a, i := range in {
			for b, l := range in {
				own[a*k+b] = rest[i*n+l]
			}
		}
		values, vectors := eigen(own, k)
		adjusted := make([]float64, k)
		for v, value := range values {
			if value < 1e-8 {
				continue
			}
			var s float64
			for a, i := range in {
				s += vectors[v*k+a] * tilde[i]
			}
			for a := range in {
				adjusted[a] += vectors[v*k+a] * s / math.Sqrt(value)
			}
		}
		g := make([]float64, n)
		var score float64
		for a, i := range in {
			score += adjusted[a] * e[i]
			for l := range n {
				g[l] += rest[l*n+i] * adjusted[a]
			}
		}
		se += score * score
		gs = append(gs, g)
	}
	var trace, squares float64
	for _, g := range gs {
		trace += dot(g, g)
		for _, h := range gs {
			squares += math.Pow(dot(g, h), 2)
		}
	}
	return math.Sqrt(se), trace * trace / squares
}

func TestPValue(t *testing.T) {
	// Critical values of NIST's table: t(.975; 10) = 2.228, t(.995; 1) = 63.657.
	near(t, "p", Robust{SE: 2, DF: 10}.PValue(-4.456), 0.05, 2e-5)
	near(t, "p", Robust{SE: 1, DF: 1}.PValue(63.657), 0.01, 1e-6)
	near(t, "far tail", Robust{SE: 1, DF: 1}.PValue(1e12), 2/math.Pi*1e-12, 1e-18)
	near(t, "exact", Robust{SE: 0, DF: 3}.PValue(0), 1, 0)
	near(t, "exact", Robust{SE: 0, DF: 3}.PValue(1), 0, 0)
}

func TestVarianceRatioEdges(t *testing.T) {
	near(t, "no cluster of two", panel(t, constant([][]float64{{1}, {2}, {4}}), 1).VarianceRatio(), 0, 0)
	near(t, "one cluster", panel(t, constant([][]float64{{1, 2, 4}}), 1).VarianceRatio(), 0, 0)
	near(t, "no row", panel(t, nil, 1).VarianceRatio(), 0, 0)
	near(t, "no variance", panel(t, constant([][]float64{{1, 1}, {1, 1}}), 1).VarianceRatio(), 0, 0)
	if f := panel(t, nil, 1).Fit(0); !math.IsNaN(f.Coefficients[0]) {
		t.Errorf("coefficient without rows: %v", f.Coefficients[0])
	}
}

func TestNewPanelRefuses(t *testing.T) {
	for _, o := range []Observation{
		{Y: math.NaN()},
		{Y: math.Inf(1)},
		{X: []Term{{2, 1}}},
		{X: []Term{{-1, 1}}},
		{X: []Term{{0, math.NaN()}}},
		{X: []Term{{1, 1}, {1, 2}}},
	} {
		if _, err := NewPanel([]Observation{o}, 2); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
}

// The matrix of second differences has its eigenvalues in closed form:
// 2 - 2 cos(pi k / (n+1)).
func TestEigen(t *testing.T) {
	const n = 12
	a := make([]float64, n*n)
	for i := range n {
		a[i*n+i] = 2
		if i > 0 {
			a[i*n+i-1], a[(i-1)*n+i] = -1, -1
		}
	}
	whole := append([]float64(nil), a...)
	values, vectors := eigen(a, n)
	for k := 1; k <= n; k++ {
		want, found := 2-2*math.Cos(math.Pi*float64(k)/(n+1)), false
		for _, v := range values {
			found = found || math.Abs(v-want) < 1e-13
		}
		if !found {
			t.Errorf("no eigenvalue %v among %v", want, values)
		}
	}
	for k, v := range values {
		x := vectors[k*n : k*n+n]
		near(t, "length", dot(x, x), 1, 1e-13)
		for i := range n {
			near(t, "a x", dot(whole[i*n:i*n+n], x), v*x[i], 1e-13)
		}
	}
}
