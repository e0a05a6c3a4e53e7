package dedupe

import (
	"cmp"
	"slices"
)

func noRulings(r Rulings) bool { return len(r.Same) == 0 && len(r.Apart) == 0 }

// forest is a union of postings into openings that keeps apart what the user
// says is.
type forest struct {
	parent map[int64]int64
	apart  map[int64][]int64 // by root: what must not join it
}

func newForest(apart [][2]int64) *forest {
	f := &forest{parent: map[int64]int64{}, apart: map[int64][]int64{}}
	for _, p := range apart {
		f.apart[p[0]] = append(f.apart[p[0]], p[1])
		f.apart[p[1]] = append(f.apart[p[1]], p[0])
	}
	return f
}

func (f *forest) root(id int64) int64 {
	p, ok := f.parent[id]
	if !ok || p == id {
		return id
	}
	r := f.root(p)
	f.parent[id] = r
	return r
}

// join unites the openings of two postings under the smaller id. It reports
// whether they are united now and weren't before.
func (f *forest) join(a, b int64) bool {
	a, b = f.root(a), f.root(b)
	if a == b {
		return false
	}
	for _, x := range f.apart[a] {
		if f.root(x) == b {
			return false
		}
	}
	for _, x := range f.apart[b] {
		if f.root(x) == a {
			return false
		}
	}
	if a > b {
		a, b = b, a
	}
	f.parent[b] = a
	if len(f.apart[b]) > 0 {
		f.apart[a] = append(f.apart[a], f.apart[b]...)
		delete(f.apart, b)
	}
	return true
}

// surer orders pairs by how sure they are: the user's word, keys, texts by
// their score, the rest. Equal ones stand in the order of ids, so that the
// outcome depends on nothing else.
func surer(a, b Pair) int {
	return cmp.Or(
		cmp.Compare(rank(a.Basis), rank(b.Basis)),
		-cmp.Compare(a.Score, b.Score),
		cmp.Compare(a.A, b.A),
		cmp.Compare(a.B, b.B),
	)
}

func rank(b Basis) int {
	return slices.Index([]Basis{ByUser, ByKey, ByText, ByCopy, ByAgency, ByThemes, ByTitle}, b)
}

// mostReviews is how many pairs to look at are kept for one posting.
const mostReviews = 3

// keep keeps of all links those that hold openings together, the surest
// first, and of the pairs to look at those that are not one opening anyway.
// Apart are pairs that no link joins, unless the user says so.
func keep(ps []Print, links []Pair, user Rulings, apart [][2]int64) []Pair {
	if len(links) == 0 && noRulings(user) {
		return nil
	}
	here := map[int64]bool{}
	if !noRulings(user) {
		for i := range ps {
			here[ps[i].ID] = true
		}
	}
	for _, s := range user.Same {
		if here[s[0]] && here[s[1]] {
			links = append(links, pair(s[0], s[1], ByUser, 1, true))
			apart = slices.DeleteFunc(apart, func(p [2]int64) bool { return p == s || p == [2]int64{s[1], s[0]} })
		}
	}
	for _, s := range user.Apart {
		if here[s[0]] && here[s[1]] {
			apart = append(apart, s)
		}
	}
	slices.SortFunc(links, surer)
	f := newForest(apart)
	var out []Pair
	for _, l := range links {
		if l.Merged && f.join(l.A, l.B) {
			out = append(out, l)
		}
	}
	reviews := map[int64]int{}
	for _, l := range links {
		if l.Merged || f.root(l.A) == f.root(l.B) || reviews[l.A] >= mostReviews || reviews[l.B] >= mostReviews {
			continue
		}
		reviews[l.A]++
		reviews[l.B]++
		out = append(out, l)
	}
	return out
}
