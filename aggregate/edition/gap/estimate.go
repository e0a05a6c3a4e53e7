package gap

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"

	"backpay/aggregate/stat"
)

// freedom is what a step gives up to find rows of both. What is elsewhere is
// still alike within each cell, but need not be the climber's: the year's
// difference may be looked at in a survey. What is loose is not held alike.
// With own, only rows of the two figures' own sources are looked at.
type freedom struct {
	elsewhere, loose []string
	own              bool
}

// freedoms are tried in order: the same things loose, first what may be
// elsewhere grows. Sides and kinds of pay are never loose, since they are never
// pooled.
func freedoms(but string, own bool, elsewhere ...string) (all [][]freedom) {
	loose := without([]string{Place, Seniority, experience, Year}, but)
	elsewhere = without(elsewhere, but)
	for j := range len(loose) + 1 {
		var level []freedom
		for k := range len(elsewhere) + 1 {
			level = append(level, freedom{elsewhere[:k], loose[:j], own})
		}
		all = append(all, level)
	}
	return all
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

// The reach of an interval, in log pay: at enough, no more rows are looked for
// elsewhere; up to tolerable, no more is let loose.
const (
	enough    = 0.05
	tolerable = 0.10
)

// step estimates the difference that one dimension makes: within each cell of
// rows alike in all else, the median log pay of the one less that of the other;
// over cells, the mean weighted by the rows that each rests on.
func (c climb) step(at int, a, b string) Step {
	d := &dimensions[at]
	s := Step{Cause: d.name, From: a, To: b}
	if d.name != Seniority && d.name != Place && (a == "" || b == "") {
		s.Note = "one of the two does not say"
		return s
	}
	// What a figure's own source says of its own years is nearer to the matter
	// than what others say more precisely.
	if d.name == Year {
		if own, ok := c.best(s, at, freedoms(Year, true, Place, Seniority, Kind, Side, Title)); ok &&
			own.High-own.Low <= 2*tolerable {
			return own
		}
	}
	if got, ok := c.best(s, at, freedoms(d.name, false, Place, Seniority, Year, Kind, Side, Title)); ok {
		return got
	}
	s.Note = fmt.Sprintf("no rows held of both with %d employers or persons each", c.opt.Clusters)
	return s
}

// best is, of the ways that hold the same alike, the first that is precise
// enough, else the most precise. Where that isn't tolerable, less is held alike;
// where nothing is, the most alike stands.
func (c climb) best(s Step, at int, ways [][]freedom) (Step, bool) {
	var first Step
	for _, level := range ways {
		var best Step
		for _, f := range level {
			got, ok := c.estimate(s, c.gather(at, s.From, s.To, f))
			if !ok || best.Known && got.High-got.Low >= best.High-best.Low {
				continue
			}
			best = got
			best.Elsewhere, best.Loose = given(f)
			best.Note = "assumes that the difference is the same, in percent, wherever it is looked at"
			if best.High-best.Low <= 2*enough {
				break
			}
		}
		if best.Known && best.High-best.Low <= 2*tolerable {
			return best, true
		}
		if !first.Known {
			first = best
		}
	}
	return first, first.Known
}

// given is what of a freedom was made use of, without what is loose anyway.
func given(f freedom) (elsewhere, loose []string) {
	for _, e := range f.elsewhere {
		if !slices.Contains(f.loose, e) {
			elsewhere = append(elsewhere, e)
		}
	}
	return elsewhere, f.loose
}

// cellRow is a row of a cell, on the first side or the second.
type cellRow struct {
	cell, row int32
	side      int8
}

// place of dimensions in a row's codes.
const (
	yearAt     = 0
	sideAt     = 4
	currencyAt = 8
)

// gather finds the rows of both sides, with the cell that each is in. Where a
// side is "" it is all of them: a figure for all against one for the seniors.
func (c climb) gather(at int, a, b string, f freedom) []cellRow {
	need := c.needs(at, f)
	first, second := c.known(a), c.known(b)
	type key struct {
		v      [len(dimensions)]int32
		source int32
	}
	cells := map[key]int32{}
	var out []cellRow
	for i := range c.rows {
		r := &c.rows[i]
		v := r.v[at]
		if a != "" && b != "" && v != first && v != second || f.own && !slices.Contains(c.own, r.source) {
			continue
		}
		var k key
		var fits bool
		if k.v, fits = need.cell(r.v, at, f); !fits {
			continue
		}
		if at != sideAt { // one source speaks for one side
			k.source = r.source
		}
		cell, met := cells[k]
		if !met {
			cell = int32(len(cells))
			cells[k] = cell
		}
		if a == "" || v == first {
			out = append(out, cellRow{cell, int32(i), 0})
		}
		if b == "" || v == second {
			out = append(out, cellRow{cell, int32(i), 1})
		}
	}
	return out
}

// needs is what a row must be in each dimension: the climber's own, anything
// known (wild), or anything at all (free).
type needs [len(dimensions)]int32

const wild, free = -1, -2

func (c climb) needs(at int, f freedom) (need needs) {
	for i := range dimensions {
		d := &dimensions[i]
		v := *d.of(&c.at)
		switch {
		case i == at || d.row == nil || slices.Contains(f.loose, d.name) || d.name == experience:
			need[i] = free
		case d.name != Currency && (v == "" || slices.Contains(f.elsewhere, d.name)):
			need[i] = wild
		default:
			need[i] = c.known(v)
		}
	}
	return need
}

// cell is the cell that a row with the codes v is in; false where the row is
// not what is needed.
func (need needs) cell(v [len(dimensions)]int32, at int, f freedom) (k [len(dimensions)]int32, ok bool) {
	for j := range need {
		// A row of unknown place or seniority is alike to none.
		if need[j] == wild && v[j] == 0 || need[j] >= 0 && v[j] != need[j] {
			return k, false
		}
		if need[j] != free || j != at && dimensions[j].name == experience && !slices.Contains(f.loose, experience) {
			k[j] = v[j]
		}
	}
	return k, true
}

// known is a word's code, or one that no row has.
func (h *Held) known(word string) int32 {
	if k, met := h.code[word]; met {
		return k
	}
	return math.MaxInt32
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
	sizes := map[int32][2]int{}
	for _, r := range sample {
		n := sizes[r.cell]
		n[r.side]++
		sizes[r.cell] = n
	}
	at, number := map[int32]int{}, clusterNumbers{}
	var cells [][2]part
	on := [2]map[int]bool{{}, {}}
	var rows []int32
	for _, r := range sample {
		if n := sizes[r.cell]; n[0] < c.opt.MinSide || n[1] < c.opt.MinSide {
			continue
		}
		j, met := at[r.cell]
		if !met {
			j = len(cells)
			at[r.cell] = j
			cells = append(cells, [2]part{})
		}
		k := number.of(c.rows[r.row].cluster)
		p := &cells[j][r.side]
		p.pays, p.clusters = append(p.pays, c.rows[r.row].pay), append(p.clusters, k)
		on[r.side][k] = true
		rows = append(rows, r.row)
	}
	small := min(len(on[0]), len(on[1]))
	if small < c.opt.Clusters {
		return s, false
	}
	of := func(times []int) float64 {
		var sum, weight float64
		for j := range cells {
			p := &cells[j]
			d := math.Log(
				stat.TimesQuantile(p[1].pays, p[1].clusters, times, .5) / stat.TimesQuantile(p[0].pays, p[0].clusters,
					times, .5),
			)
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
	s.Cells = len(cells)
	return c.interval(s, rows, len(number), small, of)
}

// clusterNumbers gives clusters numbers from 0 in the order met.
type clusterNumbers map[int32]int

func (n clusterNumbers) of(cluster int32) int {
	k, met := n[cluster]
	if !met {
		k = len(n)
		n[cluster] = k
	}
	return k
}

// interval fills in a step's size, its interval and what it rests on: of is
// computed on the rows as they are and over draws of clusters. small is the
// number of clusters on the thinner side, which the interval is widened for.
func (c climb) interval(s Step, rows []int32, clusters, small int, of func(times []int) float64) (Step, bool) {
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
	s.Low, s.High, s.Known, s.Rows, s.Clusters, s.Thin = low, high, true, len(rows), clusters, small
	s.Sources = c.sources(rows)
	s.First, s.Last = c.Held.years(rows)
	return s, true
}

// year is the step from one year to another. A year of which no rows are held,
// between two of which there are, is reached by even growth between these;
// beyond them nothing is guessed. The years are those of the figures' own
// sources, if these have any such, else of all.
func (c climb) year(at int, a, b string) Step {
	s := c.step(at, a, b)
	to, err := strconv.Atoi(b)
	if s.Known || a == "" || err != nil {
		return s
	}
	for _, own := range []bool{true, false} {
		if got, ok := c.between(s, at, to, own); ok {
			return got
		}
	}
	return s
}

func (c climb) between(s Step, at, to int, own bool) (Step, bool) {
	low, high := 0, 0
	for i := range c.rows {
		r := &c.rows[i]
		if own && !slices.Contains(c.own, r.source) {
			continue
		}
		y, err := strconv.Atoi(c.word[r.v[yearAt]])
		switch {
		case err != nil:
		case y < to:
			low = max(low, y)
		case y > to && (high == 0 || y < high):
			high = y
		}
	}
	if low == 0 || high == 0 {
		return s, false
	}
	before, after := strconv.Itoa(low), strconv.Itoa(high)
	near := Step{Known: true}
	if s.From != after {
		near = c.step(at, s.From, after)
	}
	far := c.step(at, after, before)
	if !near.Known || !far.Known {
		return s, false
	}
	part := float64(high-to) / float64(high-low)
	got := far
	got.From, got.To = s.From, s.To
	got.Log = near.Log + float64(part*far.Log)
	reach := math.Hypot((near.High-near.Low)/2, part*(far.High-far.Low)/2)
	got.Low, got.High = got.Log-reach, got.Log+reach
	got.Rows, got.Cells, got.Clusters = near.Rows+far.Rows, near.Cells+far.Cells, near.Clusters+far.Clusters
	if near.Rows > 0 {
		got.Thin = min(near.Thin, far.Thin)
	}
	got.First, got.Last = min(before, s.From), max(after, s.From)
	got.Sources, got.Elsewhere, got.Loose = union(far.Sources, near.Sources), union(far.Elsewhere, near.Elsewhere),
		union(far.Loose, near.Loose)
	got.Note = fmt.Sprintf(
		"no rows of %s are held: assumes even growth from %s to %s, and that it is the same wherever it is looked at",
		s.To,
		before,
		after,
	)
	return got, true
}

// union is the words of both, those of the first before the others.
func union(a, b []string) []string {
	a = slices.Clone(a)
	for _, w := range b {
		if !slices.Contains(a, w) {
			a = append(a, w)
		}
	}
	return a
}
