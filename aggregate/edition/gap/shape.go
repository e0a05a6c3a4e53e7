package gap

import (
	"fmt"
	"math"
	"slices"

	"backpay/aggregate/stat"
)

func (c climb) currency(a, b string) Step {
	s := Step{Cause: Currency, From: a, To: b}
	if !(c.to.Rate > 0) {
		s.Note = "no exchange rate held"
		return s
	}
	s.Known, s.Log = true, math.Log(c.to.Rate)
	s.Low, s.High = s.Log, s.Log
	s.Note = "an exchange rate, not what money buys: " + c.to.RateNote
	return s
}

// statistic estimates how far the mean lies above the median, or the reverse,
// among the rows most like the second figure.
func (c climb) statistic(a, b string) Step {
	s := Step{Cause: Statistic, From: a, To: b}
	sign := 1.0
	switch {
	case a == "median" && b == "mean":
	case a == "mean" && b == "median":
		sign = -1
	default:
		s.Note = "only the mean and the median can be led into each other"
		return s
	}
	theirs := c.known(c.to.Source)
	for _, f := range slices.Concat(freedoms("", false, Year, Kind, Side, Title)...) {
		bySource := map[int32][]int32{}
		for i := range c.rows {
			if r := &c.rows[i]; c.like(r, f) {
				bySource[r.source] = append(bySource[r.source], int32(i))
			}
		}
		// The figure's own source goes before the one with most rows.
		best, found := int32(0), false
		for source, rows := range bySource {
			n, most := len(rows), len(bySource[best])
			if !found || source == theirs ||
				best != theirs && (n > most || n == most && c.word[source] < c.word[best]) {
				best, found = source, true
			}
		}
		if !found {
			continue
		}
		if got, ok := c.skew(s, bySource[best], sign); ok {
			got.Elsewhere, got.Loose = given(f)
			got.Note = "assumes that the published figure's rows are as skewed as these"
			return got
		}
	}
	s.Note = "no rows held to measure the skew of pay on"
	return s
}

// like reports whether a row is one of those that a figure at the climber's place
// would stand on: of any seniority and place where the figure is of all.
func (c climb) like(r *coded, f freedom) bool {
	for i := range dimensions {
		d := &dimensions[i]
		if d.row == nil ||
			d.name != Currency && (slices.Contains(f.loose, d.name) || slices.Contains(f.elsewhere, d.name)) {
			continue
		}
		if at := *d.of(&c.at); at != "" && r.v[i] != c.known(at) {
			return false
		}
	}
	return true
}

func (c climb) skew(s Step, rows []int32, sign float64) (Step, bool) {
	pays, clusters, n := c.numbered(rows)
	if n < c.opt.Clusters {
		return s, false
	}
	of := func(times []int) float64 {
		var sum, k float64
		for i, v := range pays {
			t := float64(times[clusters[i]])
			sum += float64(t * v)
			k += t
		}
		return sign * math.Log(sum/k/stat.TimesQuantile(pays, clusters, times, .5))
	}
	s.Cells = 1
	return c.interval(s, rows, n, n, of)
}

// numbered returns the pay of rows with the number of each one's cluster, and
// how many clusters there are.
func (c climb) numbered(rows []int32) (pays []float64, clusters []int, n int) {
	number := clusterNumbers{}
	for _, i := range rows {
		pays, clusters = append(pays, c.rows[i].pay), append(clusters, number.of(c.rows[i].cluster))
	}
	return pays, clusters, len(number)
}

// mixRows is how many rows of the second figure's own source tell its mix.
const mixRows = 20

// mix estimates what another mix of seniorities, or of places, makes of the
// first figure's rows: their median weighed by the shares of the second's rows
// against the median as it is. It needs rows of both figures' own sources.
func (c climb) mix(at int, from, to Figure) Step {
	d := &dimensions[at]
	s := Step{Cause: d.mix, From: from.Source, To: to.Source}
	mine, share := c.figureRows(at, from)
	theirRows, theirs := c.figureRows(at, to)
	pays, clusters, n := c.numbered(mine)
	if len(theirRows) < mixRows || n < c.opt.Clusters {
		s.Note = fmt.Sprintf("too few rows are held of both that tell the %s", d.name)
		return s
	}
	matched := 0.0
	for w, n := range theirs {
		if share[w] > 0 {
			matched += n
		}
	}
	if matched < .9*float64(len(theirRows)) {
		s.Note = "the second's mix has too much that the first's rows lack"
		return s
	}
	of := func(times []int) float64 {
		have := map[int32]float64{}
		for i, r := range mine {
			have[c.rows[r].v[at]] += float64(times[clusters[i]])
		}
		var weighed []stat.Weighted
		var total float64
		for i, r := range mine {
			k := c.rows[r].v[at]
			if w := float64(times[clusters[i]]) * theirs[k] / max(have[k], 1); w > 0 {
				weighed = append(weighed, stat.Weighted{Value: pays[i], Weight: w})
				total += w
			}
		}
		return math.Log(weightedMedian(weighed, total) / stat.TimesQuantile(pays, clusters, times, .5))
	}
	got, ok := c.interval(s, mine, n, n, of)
	if !ok {
		s.Note = "no interval"
		return s
	}
	got.Cells, got.Sources = len(theirs), []string{from.Source, to.Source}
	got.Note = "the first's rows weighed to the mix of the second's; assumes that pay by " + d.name + " is the first's"
	return got
}

// figureRows are the rows that a figure stands on, as far as they are held and
// say what the mix is of, and how many there are of each of its words.
func (c climb) figureRows(at int, f Figure) (rows []int32, share map[int32]float64) {
	share = map[int32]float64{}
	if f.Source == "" {
		return nil, share
	}
	like := climb{Held: c.Held, at: Figure{Role: f.Role, PayKind: f.PayKind, Year: f.Year, Currency: f.Currency}}
	source := c.known(f.Source)
	for i := range c.rows {
		if r := &c.rows[i]; r.source == source && r.v[at] != 0 && like.like(r, freedom{}) {
			rows = append(rows, int32(i))
			share[r.v[at]]++
		}
	}
	return rows, share
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
