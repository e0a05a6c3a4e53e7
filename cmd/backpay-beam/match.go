package main

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/employer"
)

func init() {
	for _, f := range []any{
		nameOf, oneName, boardOf, firstOf, joinNames, within, candidates, bothSides, withText, compare, jobs,
	} {
		beam.RegisterFunction(f)
	}
	beam.RegisterType(reflect.TypeFor[ownerFn]())
}

// matched is what a match gives: rows of postings and their places by id, and the
// employers.
type matched struct{ rows, places, employers beam.PCollection }

// match finds which postings are one job, in the steps of package dedupe. Names
// of employers, heads of postings and links between employers go through one
// worker each; normalising before it, and comparing texts, do not.
func match(s beam.Scope, beliefs beam.PCollection) matched {
	s = s.Scope("match")
	names := beam.ParDo(s, oneName, beam.GroupByKey(s, beam.ParDo(s, nameOf, beliefs)))
	joined := beam.ParDo(s, joinNames, beam.Impulse(s), beam.SideInput{Input: names})
	looked := beam.ParDo(s, firstOf, beam.GroupByKey(s, beam.ParDo(s, boardOf, beliefs)))
	owned := beam.ParDo(s, &ownerFn{}, beliefs, beam.SideInput{Input: joined}, beam.SideInput{Input: looked})

	heads, texts, rows, employers := beam.ParDo4(s, within, beam.GroupByKey(s, owned))
	together := beam.GroupByKey(s, beam.AddFixedKey(s, heads))
	pairs := beam.ParDo(s, candidates, together)
	asked := beam.ParDo(s, bothSides, pairs)
	sides := beam.ParDo(s, withText, beam.CoGroupByKey(s, texts, asked))
	links := beam.ParDo(s, compare, beam.GroupByKey(s, sides))
	places := beam.ParDo(s, jobs, together, beam.SideInput{Input: links})
	return matched{rows, places, employers}
}

// nameOf gives the names of a posting's employer, as a key.
func nameOf(raw []byte) (string, int, error) {
	b, err := unpack[belief](raw)
	return string(pack(employer.Name{Key: b.Head.Employer, Evidence: b.Head.Names, Agency: b.Head.Agency})), 1, err
}

// oneName gives each name once.
func oneName(name string, _ func(*int) bool) string { return name }

// joinNames gives the map of employer.Join over all names.
func joinNames(_ []byte, names func(*string) bool, emit func([]byte)) error {
	var all []employer.Name
	var s string
	for names(&s) {
		n, err := unpack[employer.Name]([]byte(s))
		if err != nil {
			return err
		}
		all = append(all, n)
	}
	joined, _ := employer.Join(all, employer.Ruling{})
	emit(pack(joined))
	return nil
}

// boardOf gives a posting's board and when it was first seen.
func boardOf(raw []byte) (string, string, error) {
	b, err := unpack[belief](raw)
	return b.Source + " " + b.Board, b.First, err
}

// firstOf gives when a board was first looked at.
func firstOf(board string, times func(*string) bool) (string, string) {
	first, t := "", ""
	for times(&t) {
		if first == "" || t < first {
			first = t
		}
	}
	return board, first
}

// ownerFn gives a posting to its employer, with when its board was first looked
// at. The side inputs are read once.
type ownerFn struct {
	joined map[string]string
	looked map[string]string
}

func (f *ownerFn) ProcessElement(
	raw []byte,
	joined func(*[]byte) bool,
	looked func(*string, *string) bool,
	emit func(string, []byte),
) (err error) {
	if f.looked == nil {
		var j []byte
		joined(&j)
		if f.joined, err = unpack[map[string]string](j); err != nil {
			return err
		}
		f.looked = map[string]string{}
		var board, at string
		for looked(&board, &at) {
			f.looked[board] = at
		}
	}
	b, err := unpack[belief](raw)
	if err != nil {
		return err
	}
	b.Looked, b.Owner = f.looked[b.Source+" "+b.Board], dedupe.Owner(f.joined, &b.Head)
	emit(b.Owner, pack(b))
	return nil
}

// within matches the postings of one employer among themselves. It gives their
// heads, the texts of their prints, what figures need of them, and the
// employer's name, which is that of the posting with the least id.
func within(
	owner string,
	raw func(*[]byte) bool,
	heads func([]byte),
	texts func(int64, []byte),
	rows func(int64, []byte),
	employers func(string, string),
) error {
	var all []belief
	var one []byte
	for raw(&one) {
		b, err := unpack[belief](one)
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b belief) int { return cmp.Compare(a.ID, b.ID) })
	prints := make([]aggregate.Print, len(all))
	for i := range all {
		var err error
		if prints[i], err = all[i].print(); err != nil {
			return fmt.Errorf("%s/%s: %w", all[i].Source, all[i].SourceID, err)
		}
	}
	for i, p := range dedupe.Within(prints, dedupe.Rulings{}) {
		b := &all[i]
		p.Owner = owner
		heads(pack(aggregate.Known{Head: b.Head, Placed: p}))
		texts(b.ID, pack(textOf{b.Head, b.Text}))
		b.Head, b.Text = aggregate.Head{Agency: b.Head.Agency}, nil
		rows(b.ID, pack(b))
	}
	employers(owner, all[0].Employer)
	return nil
}

// textOf is a print with its text packed.
type textOf struct {
	Head aggregate.Head
	Text []byte
}

// known reads all heads, by id.
func known(heads func(*[]byte) bool) ([]aggregate.Known, error) {
	var all []aggregate.Known
	var raw []byte
	for heads(&raw) {
		k, err := unpack[aggregate.Known](raw)
		if err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b aggregate.Known) int { return cmp.Compare(a.ID, b.ID) })
	for i := range all[1:] {
		if all[i].ID == all[i+1].ID {
			return nil, fmt.Errorf("two postings have the number %d", all[i].ID)
		}
	}
	return all, nil
}

// candidates gives the pairs of postings of two employers to be compared.
func candidates(_ int, heads func(*[]byte) bool, emit func(int64, int64)) error {
	all, err := known(heads)
	if err != nil {
		return err
	}
	for _, c := range dedupe.Candidates(all) {
		emit(c[0], c[1])
	}
	return nil
}

// bothSides asks for the texts of a pair.
func bothSides(a, b int64, emit func(int64, string)) {
	pair := fmt.Sprint(a, " ", b)
	emit(a, pair)
	emit(b, pair)
}

// withText gives a posting's text to each pair that asks for it.
func withText(_ int64, texts func(*[]byte) bool, pairs func(*string) bool, emit func(string, []byte)) error {
	var text []byte
	if !texts(&text) {
		return nil
	}
	var pair string
	for pairs(&pair) {
		emit(pair, text)
	}
	return nil
}

// compare decides about a pair.
func compare(pair string, texts func(*[]byte) bool, emit func([]byte)) error {
	var sides []aggregate.Print
	var raw []byte
	for texts(&raw) {
		t, err := unpack[textOf](raw)
		if err != nil {
			return err
		}
		p := aggregate.Print{Head: t.Head}
		if err := p.UnpackText(t.Text); err != nil {
			return fmt.Errorf("posting %d: %w", p.ID, err)
		}
		sides = append(sides, p)
	}
	if len(sides) != 2 {
		return fmt.Errorf("pair %s has %d texts", pair, len(sides))
	}
	if sides[0].ID > sides[1].ID {
		sides[0], sides[1] = sides[1], sides[0]
	}
	if p, ok := dedupe.Compare(&sides[0], &sides[1]); ok {
		emit(pack(p))
	}
	return nil
}

// place is whose a posting is and of which job; Employer stands for all names
// that have the same adverts.
type place struct {
	Job      int64
	Employer string
}

// jobs gives each posting its place.
func jobs(_ int, heads func(*[]byte) bool, links func(*[]byte) bool, emit func(int64, []byte)) error {
	all, err := known(heads)
	if err != nil {
		return err
	}
	var texts []aggregate.Pair
	var raw []byte
	for links(&raw) {
		p, err := unpack[aggregate.Pair](raw)
		if err != nil {
			return err
		}
		texts = append(texts, p)
	}
	places, same := dedupe.Jobs(all, texts, dedupe.Rulings{})
	for i, p := range places {
		e := p.Owner
		if head, ok := same[e]; ok {
			e = head
		}
		emit(all[i].ID, pack(place{p.Job, e}))
	}
	return nil
}

// ranked are all employers by key, and which are likely one.
type ranked struct {
	Rank   map[string]int64
	Likely []int
}

// rank counts employers in the order of their keys, as the store does.
func rank(names map[string]string) ranked {
	r := ranked{Rank: map[string]int64{}}
	var all []string
	for _, key := range slices.Sorted(maps.Keys(names)) {
		all = append(all, names[key])
		r.Rank[key] = int64(len(all))
	}
	r.Likely = employer.Likely(all)
	return r
}
