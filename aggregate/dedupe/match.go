package dedupe

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"backpay/aggregate/employer"
)

// Keeper is where prints and what came of them are kept between runs. The
// store is one.
type Keeper interface {
	// Heads returns what is kept of all postings, by id. All of them are held,
	// so the same word should be one string.
	Heads(ctx context.Context) ([]Known, error)
	// Texts fills in the texts of prints, which come with their heads. Of a print
	// that is kept without Shingles and Themes it gives what the advert Said.
	Texts(ctx context.Context, ps []Print) error
	// Across returns the pairs kept whose postings are of two employers, and
	// Rulings the user's word as it was kept.
	Across(ctx context.Context) ([]Pair, error)
	Rulings(ctx context.Context) (Rulings, error)
	// Keep keeps what changed.
	Keep(ctx context.Context, c Change) error
}

// Summary tells how a match went.
type Summary struct {
	Postings, Matched, Changed int // all, those compared again, those with a new place
}

// Match gives every posting its place. It compares again only within the
// employers of which a posting is stale, has come or has left, and across
// employers only what such a posting takes part in; the outcome is the same
// as of comparing everything, which all asks for.
func Match(ctx context.Context, k Keeper, user Rulings, all bool) (Summary, error) {
	m := matcher{keeper: k, user: user, all: all}
	var err error
	if m.heads, err = k.Heads(ctx); err != nil {
		return Summary{}, fmt.Errorf("match: %w", err)
	}
	m.next = make([]Placed, len(m.heads))
	for i := range m.heads {
		m.next[i] = m.heads[i].Placed
	}
	if err := m.run(ctx); err != nil {
		return Summary{}, fmt.Errorf("match: %w", err)
	}
	for i := range m.heads {
		h := &m.heads[i]
		if h.Stale || m.next[i] != h.Placed {
			m.change.Placements = append(
				m.change.Placements,
				Placement{ID: h.ID, Agency: h.Agency, Was: h.Placed, Placed: m.next[i]},
			)
		}
	}
	m.change.Rulings = user
	s := Summary{len(m.heads), len(m.change.Matched), len(m.change.Placements)}
	if err := k.Keep(ctx, m.change); err != nil {
		return s, fmt.Errorf("match: %w", err)
	}
	return s, nil
}

type matcher struct {
	keeper Keeper
	user   Rulings
	all    bool              // compare everything again
	heads  []Known           // by id
	next   []Placed          // by head
	owner  map[string]string // by the key of a name
	towns  [][]uint32        // by head, of the cluster that it represents
	change Change
	// counts and texts serve one employer after the other.
	counts titleCounts
	texts  []Print
}

// readTogether is how many prints of several employers are read at a time; those
// of one employer are always.
const readTogether = 2000

func (m *matcher) run(ctx context.Context) error {
	dirty, err := m.owners(ctx)
	if err != nil {
		return err
	}
	of := map[string][]int32{}
	for i := range m.heads {
		if o := m.next[i].Owner; dirty[o] {
			of[o] = append(of[o], int32(i))
		}
	}
	owners := make([]string, 0, len(of))
	for o := range of {
		owners = append(owners, o)
	}
	slices.Sort(owners)
	for len(owners) > 0 {
		if one := of[owners[0]]; len(one) == 1 { // compared with nothing: its text needs no reading
			m.within(one, []Print{{Head: m.heads[one[0]].Head}})
			owners = owners[1:]
			continue
		}
		n, batch := 0, []int32(nil)
		for ; n < len(owners) && (n == 0 || len(batch)+len(of[owners[n]]) <= readTogether); n++ {
			batch = append(batch, of[owners[n]]...)
		}
		ps, err := m.prints(ctx, batch...)
		if err != nil {
			return err
		}
		for _, o := range owners[:n] {
			m.within(of[o], ps[:len(of[o])])
			ps = ps[len(of[o]):]
		}
		owners = owners[n:]
	}
	return m.across(ctx)
}

// owners says whose each posting is, and which employers must be matched.
func (m *matcher) owners(ctx context.Context) (map[string]bool, error) {
	type named struct {
		key, names string
		agency     bool
	}
	seen := map[named]bool{}
	var names []employer.Name
	for i := range m.heads {
		h := &m.heads[i]
		if n := (named{h.Employer, h.Names, h.Agency}); !seen[n] {
			seen[n] = true
			names = append(names, employer.Name{Key: h.Employer, Evidence: h.Names, Agency: h.Agency})
		}
	}
	heads, links := employer.Join(names, employer.Ruling{Same: m.user.SameEmployers, Apart: m.user.ApartEmployers})
	m.change.Employers, m.owner = links, map[string]string{}
	dirty := map[string]bool{}
	for i := range m.heads {
		h := &m.heads[i]
		owner := Owner(heads, &h.Head)
		m.next[i].Owner, m.owner[h.Employer] = owner, owner
		if h.Stale || m.all || h.Owner != owner {
			dirty[owner] = true
			if h.Owner != "" {
				dirty[h.Owner] = true
			}
		}
	}
	before, err := m.keeper.Rulings(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range [][2][][2]int64{{before.Same, m.user.Same}, {before.Apart, m.user.Apart}} {
		for n, list := range l {
			for _, p := range list {
				if slices.Contains(l[1-n], p) {
					continue
				}
				for _, id := range p {
					if i, ok := m.find(id); ok {
						dirty[m.next[i].Owner] = true
					}
				}
			}
		}
	}
	return dirty, nil
}

// within matches the postings of one employer.
func (m *matcher) within(of []int32, ps []Print) {
	ids := make([]int64, len(of))
	for n, i := range of {
		ids[n] = m.heads[i].ID
	}
	m.change.Matched = append(m.change.Matched, ids...)
	pairs := cluster(ps, m.user, &m.counts)
	m.change.Pairs = append(m.change.Pairs, pairs...)
	for n, c := range clusters(ps, pairs) {
		p := &m.next[of[n]]
		p.Cluster, p.Basis, p.Score = c.Cluster, c.Basis, c.Score
	}
}

// readAtOnce is how many adverts are in memory, with their words, at a time.
const readAtOnce = 64

// prints are the whole prints of heads. They are good until it is called again.
func (m *matcher) prints(ctx context.Context, of ...int32) ([]Print, error) {
	for len(m.texts) < len(of) {
		m.texts = append(m.texts, Print{})
	}
	ps := m.texts[:len(of)]
	for n, i := range of {
		ps[n].Head = m.heads[i].Head
	}
	for some := range slices.Chunk(ps, readAtOnce) {
		if err := m.keeper.Texts(ctx, some); err != nil {
			return ps, err
		}
		readAll(some)
	}
	return ps, nil
}

// readAll reads the texts of prints, on all cores.
func readAll(ps []Print) {
	var wg sync.WaitGroup
	for part := range slices.Chunk(ps, max(1, (len(ps)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))) {
		wg.Go(func() {
			for i := range part {
				Read(&part[i])
			}
		})
	}
	wg.Wait()
}

// surest keeps the surest link of a posting.
func surest(best map[int64]Pair, id int64, p Pair) {
	if have, ok := best[id]; !ok || surer(p, have) < 0 {
		best[id] = p
	}
}

// join makes jobs of the clusters, by the links across employers.
func (m *matcher) join(links []Pair) {
	cluster := func(id int64) int64 {
		i, _ := m.find(id)
		return m.next[i].Cluster
	}
	var apart [][2]int64
	for _, p := range m.user.Apart {
		if m.both(p) {
			apart = append(apart, [2]int64{cluster(p[0]), cluster(p[1])})
		}
	}
	slices.SortFunc(links, surer)
	f := newForest(apart)
	best := map[int64]Pair{}
	for _, p := range links {
		if a, b := cluster(p.A), cluster(p.B); p.Merged && f.join(a, b) {
			surest(best, a, p)
			surest(best, b, p)
		}
	}
	for i := range m.heads {
		p := &m.next[i]
		p.Job = f.root(p.Cluster)
		if m.heads[i].ID != p.Cluster {
			continue
		}
		p.Basis, p.Score = First, 0
		if p.Job != p.Cluster {
			p.Basis, p.Score = best[p.Cluster].Basis, best[p.Cluster].Score
		}
	}
}

// both reports whether both postings are there.
func (m *matcher) both(p [2]int64) bool {
	_, a := m.find(p[0])
	_, b := m.find(p[1])
	return a && b
}

// find is the head of a posting.
func (m *matcher) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(m.heads, id, func(h Known, id int64) int { return cmp.Compare(h.ID, id) })
}

// samePair orders pairs by their postings.
func samePair(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) }
