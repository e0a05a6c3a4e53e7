package premium

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// other is the level that those with too few jobs are taken for.
const other = "(other)"

// A word outside of the tested is in the model from this many jobs and
// employers: fewer say nothing of what it would take from others.
const (
	controlJobs      = 10
	controlEmployers = 5
	jobsPerTerm      = 5
)

// model is the design: which columns each row has.
type model struct {
	terms   [][]stat.Term // of each row
	columns int
	words   []*word // with a column, tested ones first
}

// model lays out the columns: the constant, the factors, then the skills.
// Where jobs are too few for all, the skills of fewest jobs are left out.
func (d *data) model(words []*word, opt Options) *model {
	m := &model{terms: make([][]stat.Term, len(d.rows)), columns: 1}
	for i := range m.terms {
		m.terms[i] = []stat.Term{{Column: 0, Value: 1}}
	}
	for _, level := range []func(Row) string{
		func(r Row) string { return r.Role },
		func(r Row) string { return r.Seniority },
		func(r Row) string { return r.Place },
		func(r Row) string { return r.Source },
		func(r Row) string { return r.Month },
	} {
		m.factor(d, level, opt.MinLevel)
	}
	same := map[string]bool{}
	for _, w := range words {
		if w.Tested {
			m.words = append(m.words, w)
		}
	}
	for _, w := range words {
		key := fmt.Sprint(w.in)
		if !w.Tested && w.Jobs >= controlJobs && w.Employers >= controlEmployers && !same[key] {
			same[key] = true
			m.words = append(m.words, w)
		}
	}
	room := max(0, len(d.rows)/jobsPerTerm-m.columns)
	if len(m.words) > room {
		slices.SortStableFunc(m.words, func(a, b *word) int {
			if a.Tested != b.Tested {
				if a.Tested {
					return -1
				}
				return 1
			}
			return cmp.Compare(b.Jobs, a.Jobs)
		})
		for _, w := range m.words[room:] {
			if w.Tested {
				w.withhold(
					aggregate.Reason{Code: aggregate.ReasonFewForModel, Found: float64(len(d.rows)), Noun: "job"},
				)
			}
		}
		m.words = m.words[:room]
	}
	for _, w := range m.words {
		w.column = m.add(w.in)
	}
	return m
}

// add gives the rows in a column of their own.
func (m *model) add(in []int) (column int) {
	column = m.columns
	m.columns++
	for _, i := range in {
		m.terms[i] = append(m.terms[i], stat.Term{Column: column, Value: 1})
	}
	return column
}

// factor gives each level but the most frequent a column. A level of fewer
// than least jobs is taken for what stands before its slash, and when that
// has too few as well, for the rest.
func (m *model) factor(d *data, level func(Row) string, least int) {
	in := map[string][]int{}
	for i, r := range d.rows {
		in[level(r)] = append(in[level(r)], i)
	}
	for _, shorten := range []func(string) string{
		func(s string) string { before, _, _ := strings.Cut(s, "/"); return before },
		func(string) string { return other },
	} {
		pooled := map[string][]int{}
		for name, rows := range in {
			if len(rows) < least {
				name = shorten(name)
			}
			pooled[name] = append(pooled[name], rows...)
		}
		in = pooled
	}
	names := make([]string, 0, len(in))
	for name := range in {
		slices.Sort(in[name])
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(in[b]), len(in[a])), cmp.Compare(a, b))
	})
	for _, name := range names[min(1, len(names)):] {
		m.add(in[name])
	}
}

// panel is the model's regression, with further words in columns behind it.
func (m *model) panel(d *data, further [][]int) (*stat.Panel, error) {
	rows := make([]stat.Observation, len(d.rows))
	for i, r := range d.rows {
		rows[i] = stat.Observation{Y: d.log[i], Cluster: r.Employer, X: slices.Clip(m.terms[i])}
	}
	for k, in := range further {
		for _, i := range in {
			rows[i].X = append(rows[i].X, stat.Term{Column: m.columns + k, Value: 1})
		}
	}
	return stat.NewPanel(rows, m.columns+len(further))
}

// test sets the tested words' coefficients, errors and p-values from the fit,
// and their premiums within employers from the other.
func (m *model) test(f, inside *stat.Fit, opt Options) {
	var tested []*word
	var columns []int
	for _, w := range m.words {
		if w.Tested {
			tested = append(tested, w)
			columns = append(columns, w.column)
		}
	}
	var errors, insides []stat.Robust
	both(func() { errors = f.Robust(columns) }, func() { insides = inside.Robust(columns) })
	for i, r := range errors {
		w := tested[i]
		w.b, w.se = f.Coefficients[w.column], r
		switch {
		case !told(r):
			w.withhold(aggregate.Reason{Code: aggregate.ReasonNotSeparable})
		case r.DF < opt.MinDF:
			w.withhold(aggregate.Reason{Code: aggregate.ReasonFewDiffer, Found: r.DF, Limit: opt.MinDF})
		default:
			w.DF, w.P = r.DF, r.PValue(w.b)
			if in := insides[i]; told(in) && in.DF >= opt.MinDF {
				b := inside.Coefficients[w.column]
				low, high := in.Interval(b, level95)
				w.Within = estimate(b, low, high)
			}
		}
	}
}

// told reports whether the data say anything of a coefficient: not where other
// columns explain its own, nor where pay doesn't vary but by rounding errors.
func told(r stat.Robust) bool { return r.DF > 0 && r.SE > 1e-9 }

// placebos makes the made-up words and fits them all beside the real ones. A
// made-up word is as clumped as a real one: each employer uses it at the rate
// at which another employer, of about its size, uses a real word drawn from
// those tested. It must pass the same counts.
func (m *model) placebos(d *data, ratio float64, opt Options) ([]Placebo, error) {
	const tries = 20 * placebos
	var pool []*word
	for _, w := range m.words {
		if w.Tested {
			pool = append(pool, w)
		}
	}
	if len(pool) == 0 {
		return nil, nil
	}
	// The second word keeps the stream apart from others of the same seed.
	rng := rand.New(rand.NewPCG(opt.Seed, 0x706c616365626f73))
	var made [][]int
	var out []Placebo
	for try := 0; try < tries && len(made) < placebos; try++ {
		in := d.handOut(pool[rng.IntN(len(pool))].in, rng)
		s := d.spread(in)
		if d.refuse(in, s, opt).Code == "" {
			made = append(made, in)
			out = append(out, Placebo{Jobs: len(in), Employers: s.employers})
		}
	}
	p, err := m.panel(d, made)
	if err != nil {
		return nil, err
	}
	f := p.Fit(ratio)
	columns := make([]int, len(made))
	for k := range made {
		columns[k] = m.columns + k
	}
	kept := out[:0]
	for k, r := range f.Robust(columns) {
		if !told(r) {
			continue
		}
		b := f.Coefficients[columns[k]]
		low, high := r.Interval(b, level95)
		out[k].Adjusted, out[k].P = estimate(b, low, high), r.PValue(b)
		kept = append(kept, out[k])
	}
	return kept, nil
}

// handOut draws the rows of a word whose rate of use by each employer is that
// of the real word's rows in, dealt anew among employers of about one size.
func (d *data) handOut(in []int, rng *rand.Rand) []int {
	const alike = 10 // employers next to each other by size that are dealt together
	order := make([]int, d.employers)
	for j := range order {
		order[j] = j
	}
	size := func(j int) int { return d.start[j+1] - d.start[j] }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(a), size(b)) })
	uses := make([]int, d.employers)
	k := 0
	for j := range uses {
		for ; k < len(in) && in[k] < d.start[j+1]; k++ {
			uses[j]++
		}
	}
	var out []int
	for len(order) > 0 {
		group := order[:min(alike, len(order))]
		if rest := len(order) - len(group); rest < alike {
			group = order
		}
		order = order[len(group):]
		from := slices.Clone(group)
		rng.Shuffle(len(from), func(a, b int) { from[a], from[b] = from[b], from[a] })
		for g, j := range group {
			wanted := float64(uses[from[g]]) / float64(size(from[g])) * float64(size(j))
			n := int(wanted)
			if rng.Float64() < wanted-float64(n) {
				n++
			}
			for _, i := range rng.Perm(size(j))[:min(n, size(j))] {
				out = append(out, d.start[j]+i)
			}
		}
	}
	slices.Sort(out)
	return out
}
