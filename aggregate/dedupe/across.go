package dedupe

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backpay/aggregate/employer"
)

// What a text must have in common with one of another employer. Recruiters
// leave the employer's own parts out and put theirs in.
const (
	// agencyAt is the least overlap where one side is a recruiter and the
	// titles are the same, agencyOther where they are not.
	agencyAt, agencyOther = .6, .8
	// namelessAt is the least overlap where one side names no employer, copyAt
	// where two employers of other names have an advert of one title and place,
	// and likeAt where that is only worth a look. copyJaccard is how much of both
	// texts must be in common for the names to be one employer's, and verbatim
	// where each text says its own employer's name: employers share templates.
	namelessAt, copyAt, likeAt = .85, .9, .8
	copyJaccard, verbatim      = .9, .99
	// leastSample is how many sampled shingles a text needs to be looked for
	// across employers, some 50 words at the usual sampling;
	leastSample = 3
	// and leastCommon how many, and which share, two texts must have in
	// common to be compared.
	leastCommon, leastShare = 3, .3
	// otherShare is that share for adverts of other titles of which neither is a
	// recruiter's: they must be copies.
	otherShare = .6
	// rare is in how many openings a shingle stands at most to lead from one
	// to another.
	rare = 12
)

// across links clusters of different employers.
func (m *matcher) across(ctx context.Context) error {
	texts, err := m.compareAcross(ctx, m.candidates())
	if err != nil {
		return err
	}
	m.settle(texts)
	return nil
}

// settle makes jobs of the clusters, by the pairs of texts that were compared,
// by keys and by the user's word.
func (m *matcher) settle(texts []Pair) {
	links := m.keyLinks()
	for _, p := range m.user.Same {
		if m.both(p) && m.ownerOf(p[0]) != m.ownerOf(p[1]) {
			links = append(links, pair(p[0], p[1], ByUser, 1, true))
		}
	}
	links = append(links, texts...)
	slices.SortFunc(links, func(a, b Pair) int { return cmp.Or(samePair(a, b), surer(a, b)) })
	links = slices.CompactFunc(links, func(a, b Pair) bool { return a.A == b.A && a.B == b.B })
	m.change.Across = slices.Clone(links)
	m.employers(links)
	m.join(links)
}

func (m *matcher) ownerOf(id int64) string {
	i, _ := m.find(id)
	return m.next[i].Owner
}

// representatives are, for each cluster, the posting with most text.
func (m *matcher) representatives() []int32 {
	of := make(map[int64]int32, len(m.heads))
	for i := range m.heads {
		c := m.next[i].Cluster
		if k, ok := of[c]; !ok || len(m.heads[i].Sample) > len(m.heads[k].Sample) {
			of[c] = int32(i)
		}
	}
	reps := make([]int32, 0, len(of))
	for _, i := range of {
		reps = append(reps, i)
	}
	slices.Sort(reps)
	return reps
}

// gatherTowns notes for each representative the towns of all its cluster.
func (m *matcher) gatherTowns(reps []int32) {
	of := make(map[int64]int32, len(reps))
	for _, i := range reps {
		of[m.next[i].Cluster] = i
	}
	m.towns = make([][]uint32, len(m.heads))
	for i := range m.heads {
		rep := of[m.next[i].Cluster]
		switch places := m.heads[i].Places; {
		case int(rep) == i || m.towns[rep] == nil:
			m.towns[rep] = append(places[:len(places):len(places)], m.towns[rep]...)
		default:
			m.towns[rep] = append(m.towns[rep], places...)
		}
	}
	for _, i := range reps {
		if len(m.towns[i]) > len(m.heads[i].Places) {
			slices.Sort(m.towns[i])
			m.towns[i] = slices.Compact(m.towns[i])
		}
	}
}

// keyLinks links postings of different employers that share an exact key.
func (m *matcher) keyLinks() []Pair {
	type at struct {
		key uint64
		i   int32
	}
	var all []at
	for i := range m.heads {
		for _, k := range m.heads[i].Keys {
			all = append(all, at{k, int32(i)})
		}
	}
	slices.SortFunc(all, func(a, b at) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.i, b.i)) })
	var out []Pair
	for n := 1; n < len(all); n++ {
		a, b := all[n-1], all[n]
		if a.key == b.key && m.next[a.i].Owner != m.next[b.i].Owner {
			out = append(out, pair(m.heads[a.i].ID, m.heads[b.i].ID, ByKey, 1, true))
		}
	}
	return out
}

// candidates are the pairs of clusters worth comparing: of different
// employers, with rare shingles in common, and either of one title or with a
// recruiter's or nobody's advert among them.
func (m *matcher) candidates() [][2]int32 {
	reps := m.representatives()
	m.gatherTowns(reps)
	n := 0
	for _, i := range reps {
		n += len(m.heads[i].Sample)
	}
	// A shingle and the head that has it, in one number: half the sorting.
	all := make([]uint64, 0, n)
	for _, i := range reps {
		if len(m.heads[i].Sample) < leastSample {
			continue
		}
		for _, s := range m.heads[i].Sample {
			all = append(all, uint64(s)<<32|uint64(i))
		}
	}
	sortByShingle(all)
	shared := map[[2]int32]int{}
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to]>>32 == all[from]>>32 {
			to++
		}
		if to-from <= rare {
			for a := from; a < to; a++ {
				for b := a + 1; b < to; b++ {
					if i, j := int32(all[a]), int32(all[b]); m.comparable(i, j) {
						shared[[2]int32{i, j}]++
					}
				}
			}
		}
		from = to
	}
	var out [][2]int32
	for c, n := range shared {
		least := min(len(m.heads[c[0]].Sample), len(m.heads[c[1]].Sample))
		if n >= leastCommon && float64(n) >= m.share(c[0], c[1])*float64(least) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

// sortByShingle sorts numbers that come by their lower halves by their upper
// ones, eleven bits at a time. They are over a million in a market's index,
// for which comparing takes six times as long.
func sortByShingle(all []uint64) {
	const bits = 11
	from, to := all, make([]uint64, len(all))
	for shift := 32; shift < 64; shift += bits {
		var at [1<<bits + 1]int
		for _, x := range from {
			at[x>>shift&(1<<bits-1)+1]++
		}
		for k := range at[1:] {
			at[k+1] += at[k]
		}
		for _, x := range from {
			k := x >> shift & (1<<bits - 1)
			to[at[k]] = x
			at[k]++
		}
		from, to = to, from
	}
	copy(all, from)
}

func (m *matcher) comparable(i, j int32) bool {
	return m.next[i].Owner != m.next[j].Owner && samePlace(m.towns[i], m.towns[j])
}

// share is the share of sampled shingles that two postings must have in common to
// be compared.
func (m *matcher) share(i, j int32) float64 {
	a, b := &m.heads[i], &m.heads[j]
	if a.Title == b.Title || a.Agency || b.Agency || a.Employer == "" || b.Employer == "" {
		return leastShare
	}
	return otherShare
}

// compareAcross decides about candidates. What is kept of a pair of which
// neither print has changed stands: the decision depends on the two prints
// and on nothing else.
func (m *matcher) compareAcross(ctx context.Context, candidates [][2]int32) ([]Pair, error) {
	kept, err := m.keeper.Across(ctx)
	if err != nil {
		return nil, err
	}
	known := map[[2]int64]Pair{}
	for _, p := range kept {
		if p.Basis == ByAgency || p.Basis == ByText || p.Basis == ByCopy {
			known[[2]int64{p.A, p.B}] = p
		}
	}
	var out []Pair
	var unknown [][2]int32
	for _, c := range candidates {
		a, b := &m.heads[c[0]], &m.heads[c[1]]
		if p, ok := known[[2]int64{a.ID, b.ID}]; ok && !a.Stale && !b.Stale && !m.all {
			out = append(out, p)
			continue
		}
		unknown = append(unknown, c)
	}
	// What candidates have in common is read once for many of them.
	for some := range slices.Chunk(unknown, readTogether/2) {
		more, err := m.compareSome(ctx, some)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// compareSome decides about candidates of which nothing is known.
func (m *matcher) compareSome(ctx context.Context, candidates [][2]int32) (out []Pair, err error) {
	var of []int32
	for _, c := range candidates {
		of = append(of, c[:]...)
	}
	slices.Sort(of)
	of = slices.Compact(of)
	ps, err := m.prints(ctx, of...)
	if err != nil {
		return nil, err
	}
	at := make(map[int32]*Print, len(of))
	for n, i := range of {
		at[i] = &ps[n]
	}
	for _, c := range candidates {
		if p, ok := Compare(at[c[0]], at[c[1]]); ok {
			out = append(out, p)
		}
	}
	return out, nil
}

// Compare decides about two adverts of different employers.
func Compare(a, b *Print) (Pair, bool) {
	Read(a)
	Read(b)
	least := min(len(a.Shingles), len(b.Shingles))
	switch {
	case a.Post != 0 && a.Post == b.Post: // one post lists them apart
		return pair(a.ID, b.ID, ByText, 1, true), a.Title == b.Title && listedTwice(a, b)
	case least < leastWords:
		score := containment(a, b)
		return pair(a.ID, b.ID, ByText, score, true), namelessLine(a, b) && least >= leastShingles && score >= copyAt
	}
	return compareTexts(a, b)
}

// compareTexts decides about two adverts of different employers by their whole texts.
func compareTexts(a, b *Print) (Pair, bool) {
	score := containment(a, b)
	title := a.Title == b.Title || score >= copyAt && wordsWithin(a.Titled, b.Titled)
	agency, nameless := a.Agency || b.Agency, a.Employer == "" || b.Employer == ""
	switch {
	case title && score >= copyAt && !agency && !nameless && !shareTemplate(a, b):
		if whole := jaccard(a, b); whole >= copyJaccard {
			return pair(a.ID, b.ID, ByCopy, whole, true), true
		}
		return pair(a.ID, b.ID, ByText, score, true), true
	case agency && sameForClient(a, b, title, score):
		return pair(a.ID, b.ID, ByAgency, score, true), true
	case nameless && title && namelessSame(a, score):
		return pair(a.ID, b.ID, ByText, score, true), true
	case agency && score >= agencyAt:
		return pair(a.ID, b.ID, ByAgency, score, false), true
	case title && score >= likeAt:
		return pair(a.ID, b.ID, ByText, score, false), true
	}
	return Pair{}, false
}

// sameForClient reports whether a recruiter's advert is another's, by one title
// or by titles that don't tell two openings apart.
func sameForClient(a, b *Print, title bool, score float64) bool {
	return title && score >= agencyAt || score >= agencyOther && !tellApart(a.Titled, b.Titled)
}

// namelessSame reports whether the texts prove one opening where one of the
// adverts names no employer: a long title needs less.
func namelessSame(a *Print, score float64) bool {
	return score >= namelessAt || score >= headerText && strings.Count(a.Titled, " ")+1 >= headerWords
}

// namelessLine reports whether one of two adverts of one title stands in a post whose
// employer was not read: of so short a text all must be the opening's.
func namelessLine(a, b *Print) bool {
	return (a.Employer == "" || b.Employer == "") && a.Title == b.Title && (a.Post != 0 || b.Post != 0)
}

// shareTemplate reports whether two employers fill in one template: each text
// says its own employer's name, or other pay, or they lie long apart.
func shareTemplate(a, b *Print) bool {
	named := a.Named && b.Named && !employer.Related(a.Employer, b.Employer)
	return !near(a, b) || otherRegion(a, b) || jaccard(a, b) < verbatim && (named || otherPay(a, b))
}

// mostCopied is with how many employers one has adverts in common at most for
// them to be one: who copies from more is a job board or a recruiter.
const mostCopied = 2

// employers joins the owners that have the same adverts.
func (m *matcher) employers(links []Pair) {
	type owners struct{ a, b string }
	proof := map[owners]Pair{}
	copied := map[string]map[string]bool{}
	for _, p := range links {
		if p.Basis != ByCopy || !p.Merged {
			continue
		}
		a, b := m.ownerOf(p.A), m.ownerOf(p.B)
		if o := (owners{min(a, b), max(a, b)}); proof[o].A == 0 || surer(p, proof[o]) < 0 {
			proof[o] = p
		}
		for _, o := range [][2]string{{a, b}, {b, a}} {
			if copied[o[0]] == nil {
				copied[o[0]] = map[string]bool{}
			}
			copied[o[0]][o[1]] = true
		}
	}
	groups := employer.Groups{}
	for _, pair := range m.user.ApartEmployers {
		for i, a := range pair {
			for _, b := range pair[i+1:] {
				groups.Part(m.owner[employer.Key(a)], m.owner[employer.Key(b)])
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(proof), func(x, y owners) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, o := range order {
		if len(copied[o.a]) > mostCopied || len(copied[o.b]) > mostCopied {
			continue
		}
		if p := proof[o]; groups.Join(o.a, o.b) {
			m.change.Employers = append(m.change.Employers, EmployerLink{
				A: o.a, B: o.b, Basis: string(ByCopy),
				Evidence: fmt.Sprintf("postings %d and %d, %.0f %% the same text", p.A, p.B, 100*p.Score),
			})
		}
	}
	m.change.Heads = map[string]string{}
	for o := range proof {
		for _, k := range []string{o.a, o.b} {
			if h := groups.Head(k); h != k {
				m.change.Heads[k] = h
			}
		}
	}
}
