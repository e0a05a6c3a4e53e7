package dedupe

import "strconv"

// The steps of a match, for an engine that has the postings on many machines:
// employer.Join over the names, then Owner and, for all postings of an owner,
// Within; then Candidates, Compare for each of them, and Jobs. Match takes the
// same steps over a Keeper, with the same outcome. Owner, Within and Compare need
// one employer, or two adverts; Candidates and Jobs need the heads of all.

// Owner returns the key of the employer whose posting a head is; joined is what
// employer.Join found of the names of all heads. A posting that names nobody is
// an employer's of its own.
func Owner(joined map[string]string, h *Head) string {
	owner := h.Employer
	if to, ok := joined[owner]; ok {
		owner = to
	}
	if owner == "" { // nobody's postings are not one employer's
		owner = "?" + strconv.FormatInt(h.ID, 10)
	}
	return owner
}

// Within returns the places of all postings of one owner, which come by id,
// among themselves: Cluster, Basis and Score.
func Within(ps []Print, user Rulings) []Placed {
	readAll(ps)
	var counts titleCounts
	return clusters(ps, cluster(ps, user, &counts))
}

// clusters makes openings of an employer's postings, by the pairs that hold them
// together.
func clusters(ps []Print, pairs []Pair) []Placed {
	f := newForest(nil)
	best := map[int64]Pair{}
	for _, p := range pairs {
		if p.Merged {
			f.join(p.A, p.B)
			surest(best, p.A, p)
			surest(best, p.B, p)
		}
	}
	out := make([]Placed, len(ps))
	for n := range ps {
		id, p := ps[n].ID, &out[n]
		p.Cluster, p.Basis = f.root(id), First
		if p.Cluster != id {
			p.Basis, p.Score = best[id].Basis, best[id].Score
		}
	}
	return out
}

// Candidates returns the pairs of postings of different owners whose texts have
// to be compared. Known are all postings by id, with Owner and Cluster.
func Candidates(known []Known) [][2]int64 {
	m := newMatcher(known, Rulings{})
	var out [][2]int64
	for _, c := range m.candidates() {
		out = append(out, [2]int64{known[c[0]].ID, known[c[1]].ID})
	}
	return out
}

// Jobs returns the places of all postings, Job included, in the order of known,
// which is as in Candidates; texts are what Compare found of the candidates.
// Heads is as in Change. The employers' names are those that were joined.
func Jobs(known []Known, texts []Pair, user Rulings) (places []Placed, heads map[string]string) {
	m := newMatcher(known, user)
	m.owner = make(map[string]string, len(known))
	for i := range known {
		m.owner[known[i].Employer] = known[i].Owner
	}
	m.settle(texts)
	return m.next, m.change.Heads
}

// newMatcher begins with what is known.
func newMatcher(known []Known, user Rulings) *matcher {
	m := &matcher{user: user, heads: known, next: make([]Placed, len(known))}
	for i := range known {
		m.next[i] = known[i].Placed
	}
	return m
}
