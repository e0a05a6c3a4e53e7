package stat

import (
	"fmt"
	"math"
	"slices"
)

// Observation is one row of a linear model: the response, the cluster that it
// belongs to, and the regressors that aren't zero.
type Observation struct {
	Y       float64
	Cluster int64
	X       []Term
}

// Term is the value of one regressor in a row.
type Term struct {
	Column int
	Value  float64
}

// Panel is a linear model with rows in clusters: y = X b + u + e, with one u
// for each cluster, of variance ratio times that of e. Make it by NewPanel.
type Panel struct {
	columns, n int
	clusters   []cluster
	// gram, xy and yy are X'X, of which only the lower half is kept, X'y and
	// y'y.
	gram, xy []float64
	yy       float64
}

// cluster holds its rows as a dense matrix over the columns that occur in it,
// the response last.
type cluster struct {
	rows    int
	columns []int
	x       []float64 // rows by len(columns)+1
	sum     []float64 // of each column of x
}

// NewPanel groups the rows by cluster; sums run over clusters, and over the
// rows in a cluster, in the order in which they come. An error names the row
// that can't be: a value that is no number, a column out of range or twice.
func NewPanel(rows []Observation, columns int) (*Panel, error) {
	p := &Panel{columns: columns, n: len(rows), gram: make([]float64, columns*columns), xy: make([]float64, columns)}
	at := map[int64]int{}
	var members [][]int
	for i, o := range rows {
		if !finite(o.Y) {
			return nil, fmt.Errorf("row %d: response %v is no number", i, o.Y)
		}
		for k, t := range o.X {
			if t.Column < 0 || t.Column >= columns || !finite(t.Value) {
				return nil, fmt.Errorf("row %d: column %d of %d has %v", i, t.Column, columns, t.Value)
			}
			for _, before := range o.X[:k] {
				if before.Column == t.Column {
					return nil, fmt.Errorf("row %d: column %d comes twice", i, t.Column)
				}
				low, high := min(before.Column, t.Column), max(before.Column, t.Column)
				p.gram[high*columns+low] += float64(t.Value * before.Value)
			}
			p.gram[t.Column*columns+t.Column] += float64(t.Value * t.Value)
			p.xy[t.Column] += float64(t.Value * o.Y)
		}
		p.yy += float64(o.Y * o.Y)
		j, ok := at[o.Cluster]
		if !ok {
			j = len(members)
			at[o.Cluster] = j
			members = append(members, nil)
		}
		members[j] = append(members[j], i)
	}
	place := make([]int, columns)
	var terms []int
	p.clusters = make([]cluster, 0, len(members))
	for _, m := range members {
		terms = terms[:0]
		for _, i := range m {
			for _, t := range rows[i].X {
				terms = append(terms, t.Column)
			}
		}
		slices.Sort(terms)
		p.clusters = append(p.clusters, newCluster(rows, m, slices.Clone(slices.Compact(terms)), place))
	}
	return p, nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// newCluster makes the dense rows of members over the columns that occur in them;
// place is room for a position a column.
func newCluster(rows []Observation, members, columns, place []int) cluster {
	c := cluster{rows: len(members), columns: columns}
	for k, col := range c.columns {
		place[col] = k
	}
	w := len(c.columns) + 1
	c.x = make([]float64, len(members)*w)
	c.sum = make([]float64, w)
	for r, i := range members {
		row := c.x[r*w : r*w+w]
		for _, t := range rows[i].X {
			row[place[t.Column]] = t.Value
		}
		row[w-1] = rows[i].Y
		for k, v := range row {
			c.sum[k] += v
		}
	}
	return c
}

// normal returns the lower half of X'W X, X'W y and y'W y for the weights W that are the inverse
// of the covariance of u + e in units of the variance of e: within a cluster
// of n rows I - k 11' with k = ratio / (1 + n ratio).
func (p *Panel) normal(ratio float64) (xx, xy []float64, yy float64) {
	xx, xy, yy = slices.Clone(p.gram), slices.Clone(p.xy), p.yy
	if ratio == 0 {
		return xx, xy, yy
	}
	for _, c := range p.clusters {
		k := ratio / (1 + float64(float64(c.rows)*ratio))
		y := c.sum[len(c.columns)]
		for a, i := range c.columns {
			ks := k * c.sum[a]
			row := xx[i*p.columns : i*p.columns+i+1]
			for b, j := range c.columns[:a+1] {
				row[j] -= float64(ks * c.sum[b])
			}
			xy[i] -= float64(ks * y)
		}
		yy -= float64(k * float64(y*y))
	}
	return xx, xy, yy
}

// VarianceRatio estimates the ratio of the variance of u to that of e by
// restricted maximum likelihood (Patterson & Thompson 1971, Biometrika 58),
// which, unlike an analysis of variance of residuals, allows for what the
// regressors have taken out of the differences between clusters. Everything
// but the ratio is profiled out; the share of u in the variance is searched
// from 0 to 0.99 by a grid and then by golden section. 0 when the data can't
// tell.
func (p *Panel) VarianceRatio() float64 {
	const (
		steps  = 12
		most   = 0.99
		golden = 0.6180339887498949
		slack  = 1e-9 // what rounding makes of a likelihood that is flat
	)
	at := func(share float64) float64 { return p.restricted(share / (1 - share)) }
	best, share := at(0), 0.0
	for i := 1; i <= steps; i++ {
		s := most * float64(i) / steps
		if l := at(s); l > best+slack {
			best, share = l, s
		}
	}
	lo, hi := max(0, share-most/steps), min(most, share+most/steps)
	a, b := hi-float64(golden*(hi-lo)), lo+float64(golden*(hi-lo))
	la, lb := at(a), at(b)
	for hi-lo > 1e-4 {
		if la >= lb {
			hi, b, lb = b, a, la
			a = hi - float64(golden*(hi-lo))
			la = at(a)
		} else {
			lo, a, la = a, b, lb
			b = lo + float64(golden*(hi-lo))
			lb = at(b)
		}
	}
	if s := (lo + hi) / 2; at(s) > best+slack {
		share = s
	}
	return share / (1 - share)
}

// restricted is the restricted log-likelihood, but for a constant.
func (p *Panel) restricted(ratio float64) float64 {
	l, xy, yy := p.normal(ratio)
	kept := cholesky(l, p.columns)
	rss := yy - dot(xy, solve(l, kept, xy))
	free := float64(p.n)
	var logs float64
	for j, k := range kept {
		if k {
			free--
			logs += 2 * math.Log(l[j*p.columns+j])
		}
	}
	for _, c := range p.clusters {
		logs += math.Log1p(float64(c.rows) * ratio)
	}
	if free <= 0 || rss <= 1e-13*p.yy {
		return math.Inf(-1)
	}
	return -(float64(free*math.Log(rss)) + logs) / 2
}
