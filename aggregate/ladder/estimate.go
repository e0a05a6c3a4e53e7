package ladder

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strconv"

	"backpay/aggregate/stat"
)

// interval fills in a step's size and its interval: of is computed on the rows
// as they are and over draws of clusters. small is the number of clusters on
// the thinner side, which the interval is widened for.
func (c climb) interval(s Step, rows, clusters, small int, of func(times []int) float64) (Step, bool) {
	once := make([]int, clusters)
	for i := range once {
		once[i] = 1
	}
	s.Log = of(once)
	if math.IsNaN(s.Log) || math.IsInf(s.Log, 0) {
		return s, false
	}
	h := fnv.New64a()
	fmt.Fprint(h, s.Cause, "\x00", s.From, "\x00", s.To)
	draws := stat.Resample(clusters, c.opt.Resamples, h.Sum64(), of)
	low, high, ok := stat.WidenedInterval(draws, c.opt.Resamples, small, level95)
	if !ok {
		return s, false
	}
	s.Low, s.High, s.Known, s.Rows, s.Clusters = low, high, true, rows, clusters
	return s, true
}

// part is one side of one cell.
type part struct {
	pays     []float64
	clusters []int
}

// estimate is the mean of the cells' differences, weighted by how much each is
// known: n m / (n + m) of its rows. ok is false with too few employers on
// either side.
func (c climb) estimate(s Step, sample []cellRow) (Step, bool) {
	slices.SortFunc(sample, func(a, b cellRow) int { return compareRows(a.row, b.row) })
	sizes := map[string]*[2]int{}
	for _, r := range sample {
		if sizes[r.cell] == nil {
			sizes[r.cell] = &[2]int{}
		}
		sizes[r.cell][side(r)]++
	}
	cells := map[string]*[2]part{}
	at := map[string]int{}
	own := map[*Row]int{} // the clusters of rows that are their own
	var on [2]map[int]bool
	on[0], on[1] = map[int]bool{}, map[int]bool{}
	sources := map[string]bool{}
	n, rows := 0, 0
	for _, r := range sample {
		if sizes[r.cell][0] < c.opt.MinSide || sizes[r.cell][1] < c.opt.MinSide {
			continue
		}
		var k int
		var met bool
		if r.row.Employer == "" {
			k, met = own[r.row]
		} else {
			k, met = at[r.row.Employer]
		}
		if !met {
			k = n
			n++
			if r.row.Employer == "" {
				own[r.row] = k
			} else {
				at[r.row.Employer] = k
			}
		}
		if cells[r.cell] == nil {
			cells[r.cell] = &[2]part{}
		}
		p := &cells[r.cell][side(r)]
		p.pays, p.clusters = append(p.pays, r.row.Pay), append(p.clusters, k)
		on[side(r)][k] = true
		sources[r.row.Source] = true
		rows++
	}
	small := min(len(on[0]), len(on[1]))
	if small < c.opt.Clusters {
		return s, false
	}
	order := slices.Sorted(maps.Keys(cells))
	of := func(times []int) float64 {
		var sum, weight float64
		for _, k := range order {
			p := cells[k]
			d := math.Log(stat.TimesQuantile(p[1].pays, p[1].clusters, times, .5) / stat.TimesQuantile(p[0].pays, p[0].clusters, times, .5))
			if math.IsNaN(d) {
				continue
			}
			a, b := float64(len(p[0].pays)), float64(len(p[1].pays))
			w := a * b / (a + b)
			sum += float64(w * d)
			weight += w
		}
		return sum / weight
	}
	s.Cells, s.Sources = len(order), slices.Sorted(maps.Keys(sources))
	return c.interval(s, rows, n, small, of)
}

func side(r cellRow) int {
	if r.second {
		return 1
	}
	return 0
}

// mix estimates what another mix of seniorities, or of places, makes of the
// first figure's rows: their median weighed by the shares of the second's rows
// against the median as it is. It needs rows of both figures' own sources.
func (c climb) mix(d dimension, from, to Figure) (Step, bool) {
	s := Step{Cause: d.mix, From: from.Source, To: to.Source}
	if from.Source == to.Source || from.Source == "" || to.Source == "" {
		return s, false
	}
	own := func(f Figure) (rows []*Row, share map[string]float64) {
		share = map[string]float64{}
		for i := range c.rows {
			r := &c.rows[i]
			if r.Source == f.Source && r.Currency == f.Currency && r.Role == f.Role && r.PayKind == f.PayKind && (f.Year == "" || r.Year == f.Year) && r.Pay > 0 && d.row(r) != "" {
				rows = append(rows, r)
				share[d.row(r)]++
			}
		}
		return rows, share
	}
	rows, mine := own(from)
	theirRows, theirs := own(to)
	if len(theirRows) < 20 {
		return s, false
	}
	slices.SortFunc(rows, compareRows)
	pays, clusters, n := numbered(rows)
	if n < c.opt.Clusters {
		return s, false
	}
	// Their shares are drawn anew with ours, as counts of a sample of their size.
	words := slices.Sorted(maps.Keys(theirs))
	matched := 0.0
	for _, w := range words {
		if mine[w] > 0 {
			matched += theirs[w]
		}
	}
	if matched < .9*float64(len(theirRows)) {
		s.Note = "the second's mix has too much that the first's rows lack"
		return s, true
	}
	of := func(times []int) float64 {
		have := map[string]float64{}
		for i, r := range rows {
			have[d.row(r)] += float64(times[clusters[i]])
		}
		var weighed []stat.Weighted
		var total float64
		for i, r := range rows {
			t := float64(times[clusters[i]])
			if w := t * theirs[d.row(r)] / max(have[d.row(r)], 1); w > 0 {
				weighed = append(weighed, stat.Weighted{Value: pays[i], Weight: w})
				total += w
			}
		}
		return math.Log(weightedMedian(weighed, total) / stat.TimesQuantile(pays, clusters, times, .5))
	}
	s.Sources = []string{from.Source, to.Source}
	s.Note = "the first's rows weighed to the mix of the second's; assumes that pay by " + d.name + " is the first's"
	got, ok := c.interval(s, len(rows), n, n, of)
	got.Cells = len(words)
	return got, ok
}

// weightedMedian is the value where half of the weight lies on either side.
func weightedMedian(sorted []stat.Weighted, total float64) float64 {
	var upTo float64
	for i, w := range sorted {
		upTo += w.Weight
		if upTo >= total/2 {
			if upTo == total/2 && i+1 < len(sorted) {
				return (w.Value + sorted[i+1].Value) / 2
			}
			return w.Value
		}
	}
	return math.NaN()
}

// year is the step from one year to another. A year of which no rows are held,
// between two of which there are, is reached by even growth between these;
// beyond them nothing is guessed.
func (c climb) year(d dimension, a, b string) Step {
	s := c.step(d, a, b)
	if s.Known || a == "" || b == "" {
		return s
	}
	to, err := strconv.Atoi(b)
	if err != nil {
		return s
	}
	before, after := "", ""
	for i := range c.rows {
		y := c.rows[i].Year
		if y != "" && y < b && y > before {
			before = y
		}
		if y > b && (after == "" || y < after) {
			after = y
		}
	}
	low, err1 := strconv.Atoi(before)
	high, err2 := strconv.Atoi(after)
	if err1 != nil || err2 != nil {
		return s
	}
	near := Step{Known: true, Log: 0}
	if a != after {
		near = c.step(d, a, after)
	}
	far := c.step(d, after, before)
	if !near.Known || !far.Known {
		return s
	}
	part := float64(high-to) / float64(high-low)
	got := far
	got.From, got.To = a, b
	got.Log = near.Log + part*far.Log
	reach := math.Hypot((near.High-near.Low)/2, part*(far.High-far.Low)/2)
	got.Low, got.High = got.Log-reach, got.Log+reach
	got.Rows, got.Cells, got.Clusters = near.Rows+far.Rows, near.Cells+far.Cells, near.Clusters+far.Clusters
	got.Note = fmt.Sprintf("no rows of %s are held: assumes even growth from %s to %s, and that it is the same wherever it is looked at", b, before, after)
	return got
}
