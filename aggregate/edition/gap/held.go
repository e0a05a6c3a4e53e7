package gap

import (
	"cmp"
	"fmt"
	"slices"
)

// Held is the pay that we hold, ready to be climbed on. It remembers the steps
// that it was asked for, since many gaps share some. It isn't safe for use
// by several goroutines.
type Held struct {
	opt  Options
	rows []coded          // by pay
	code map[string]int32 // of each word
	word []string
	met  map[string]Step
}

// coded is a row in small numbers: 0 is "".
type coded struct {
	v       [len(dimensions)]int32
	source  int32
	cluster int32
	pay     float64
}

// Hold makes rows ready. Rows without pay tell nothing; their order doesn't
// matter.
func Hold(rows []Row, opt Options) *Held {
	opt.Resamples, opt.MinSide, opt.Clusters = cmp.Or(opt.Resamples, 499), cmp.Or(opt.MinSide, 5),
		cmp.Or(opt.Clusters, 20)
	h := &Held{opt: opt, code: map[string]int32{"": 0}, word: []string{""}, met: map[string]Step{}}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return !(r.Pay > 0) })
	slices.SortFunc(rows, compareRows)
	clusters, n := map[string]int32{}, int32(0)
	h.rows = make([]coded, len(rows))
	for i := range rows {
		r := &rows[i]
		c := coded{source: h.of(r.Source), pay: r.Pay}
		for d := range dimensions {
			if word := dimensions[d].row; word != nil {
				c.v[d] = h.of(word(r))
			}
		}
		k, met := clusters[r.Employer]
		if !met || r.Employer == "" {
			k = n
			n++
			clusters[r.Employer] = k
		}
		c.cluster = k
		h.rows[i] = c
	}
	return h
}

// Experience is the band of so many years of work, "" for a negative number.
func Experience(years float64) string {
	band := ""
	for _, from := range []float64{0, 2, 5, 10, 20} {
		if years >= from {
			band = fmt.Sprintf("%g years or more", from)
		}
	}
	return band
}

func compareRows(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.Pay, b.Pay),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Employer, b.Employer),
		cmp.Compare(a.Side, b.Side),
		cmp.Compare(
			a.PayKind,
			b.PayKind,
		),
		cmp.Compare(a.Year, b.Year),
		cmp.Compare(a.Seniority, b.Seniority),
		cmp.Compare(a.Place, b.Place),
		cmp.Compare(a.Role, b.Role),
		cmp.Compare(a.Experience, b.Experience),
		cmp.Compare(a.Currency, b.Currency),
	)
}

// of is a word's code, made when it is new.
func (h *Held) of(word string) int32 {
	k, met := h.code[word]
	if !met {
		k = int32(len(h.word))
		h.code[word] = k
		h.word = append(h.word, word)
	}
	return k
}

// codes are those of the words that rows have.
func (h *Held) codes(words ...string) (out []int32) {
	for _, w := range words {
		if k, met := h.code[w]; met && w != "" {
			out = append(out, k)
		}
	}
	return out
}

// once answers a step that depends on nothing but the dimension, where the
// climb has come to and where it goes.
func (h *Held) once(c climb, d *dimension, of func() Step) Step {
	key := d.name
	for i := range dimensions {
		key += "\x00" + *dimensions[i].of(&c.at)
	}
	key += "\x00" + *d.of(&c.to) + "\x00" + c.at.Source + "\x00" + c.to.Source
	if d.mix != "" { // a mix is of the figures' own rows
		key += "\x00" + c.to.Role + "\x00" + c.to.PayKind + "\x00" + c.to.Year + "\x00" + c.to.Currency
	}
	s, met := h.met[key]
	if !met {
		s = of()
		h.met[key] = s
	}
	return s
}

// years are the first and the last year of rows.
func (h *Held) years(rows []int32) (first, last string) {
	for _, i := range rows {
		y := h.word[h.rows[i].v[yearAt]]
		if y != "" && (first == "" || y < first) {
			first = y
		}
		last = max(last, y)
	}
	return first, last
}

// sources are those of rows, sorted.
func (h *Held) sources(rows []int32) []string {
	seen := map[int32]bool{}
	var out []string
	for _, i := range rows {
		if k := h.rows[i].source; !seen[k] {
			seen[k] = true
			out = append(out, h.word[k])
		}
	}
	slices.Sort(out)
	return out
}
