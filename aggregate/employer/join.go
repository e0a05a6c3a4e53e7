package employer

import (
	"cmp"
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"backpay/aggregate"
)

// Name is a name that postings give their employer, with what one of them tells
// of it. A name stands as often as there are evidences.
type Name struct {
	Key      string
	Evidence string // as function Evidence packs it
	Agency   bool
}

// Ruling is the user's word about names: each of Same is one employer's, those of
// each of Apart are not.
type Ruling struct{ Same, Apart [][]string }

//go:embed data/known.txt
var knownText string

// known are lists of keys of one employer.
var known = sync.OnceValue(func() (all [][]string) {
	for line := range strings.Lines(knownText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var keys []string
		for name := range strings.SplitSeq(line, " = ") {
			if k := Key(name); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
		all = append(all, keys)
	}
	return all
})

// leastCore is how many letters a name has at least for an added business to say
// nothing new of it, surely from how many on several of them do.
const leastCore, surely = 4, 8

// mostNames is how many names a board has at most that is one employer's.
const mostNames = 6

// Join finds the names that are one employer's. The result names for each key
// that is not alone the key of its employer, which is the shortest, and the
// evidence. The order of names is of no matter.
func Join(names []Name, user Ruling) (heads map[string]string, links []aggregate.EmployerLink) {
	j := joiner{groups: Groups{}, evidence: map[string][]evidence{}}
	for _, pair := range pairsOf(user.Apart) {
		j.groups.Part(pair[0], pair[1])
	}
	for _, n := range names {
		if n.Key != "" {
			j.evidence[n.Key] = append(j.evidence[n.Key], unpack(n.Evidence))
			if n.Agency {
				j.agency(n.Key)
			}
		}
	}
	for _, pair := range pairsOf(user.Same) {
		j.join(pair[0], pair[1], "user", "configuration")
	}
	for _, keys := range known() {
		present := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return j.evidence[k] == nil })
		for _, k := range present[min(1, len(present)):] {
			j.join(present[0], k, "known", keys[0])
		}
	}
	j.byAlias()
	j.bySite()
	j.byCore()
	return j.groups.heads(), j.links
}

// pairsOf pairs the first name of each list with the others, by their keys; of
// names apart each is meant against each.
func pairsOf(lists [][]string) (out [][2]string) {
	for _, list := range lists {
		for i, a := range list {
			for _, b := range list[i+1:] {
				out = append(out, [2]string{Key(a), Key(b)})
			}
		}
	}
	return out
}

type joiner struct {
	groups   Groups
	evidence map[string][]evidence
	agencies map[string]bool
	links    []aggregate.EmployerLink
}

func (j *joiner) agency(key string) {
	if j.agencies == nil {
		j.agencies = map[string]bool{}
	}
	j.agencies[key] = true
}

func (j *joiner) join(a, b, basis, why string) {
	if j.groups.Join(a, b) {
		j.links = append(j.links, aggregate.EmployerLink{A: min(a, b), B: max(a, b), Basis: basis, Evidence: why})
	}
}

// gather collects the keys that share a value, in order.
func (j *joiner) gather(values func(e evidence) []string) map[string][]string {
	of := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(j.evidence)) {
		for _, e := range j.evidence[key] {
			for _, v := range values(e) {
				if v != "" && !slices.Contains(of[v], key) {
					of[v] = append(of[v], key)
				}
			}
		}
	}
	return of
}

// byAlias joins a name to the key that a posting gives for it, unless two names
// claim that key.
func (j *joiner) byAlias() {
	of := j.gather(func(e evidence) []string { return e.aliases })
	for _, alias := range slices.Sorted(maps.Keys(of)) {
		keys := of[alias]
		if !slices.ContainsFunc(keys, func(k string) bool { return j.groups.Head(k) != j.groups.Head(keys[0]) }) {
			j.join(alias, keys[0], "alias", alias)
		}
	}
}

// bySite joins names on one employer's board. A recruiter's advert may lead to
// its client's board.
func (j *joiner) bySite() {
	of := j.gather(func(e evidence) []string { return []string{e.site} })
	for _, site := range slices.Sorted(maps.Keys(of)) {
		keys := slices.DeleteFunc(of[site], func(k string) bool { return j.agencies[k] })
		if len(keys) > mostNames {
			continue
		}
		for _, k := range keys[min(1, len(keys)):] {
			j.join(keys[0], k, "board", site)
		}
	}
}

// byCore joins a plain name with those that only add to it. Of several
// businesses added to a short name ("Bolt Financial", "Bolt Technology") none is
// sure to be meant by it.
func (j *joiner) byCore() {
	class := map[string]string{}
	of := j.gather(func(e evidence) []string { // the name that adds least to another
		if i := slices.IndexFunc(e.cores, func(c string) bool { return j.evidence[c] != nil }); i >= 0 {
			return e.cores[i : i+1]
		}
		return nil
	})
	for key, list := range j.evidence {
		for _, e := range list {
			class[key] = cmp.Or(class[key], e.class)
		}
	}
	for _, core := range slices.Sorted(maps.Keys(of)) {
		businesses := map[string]bool{}
		for _, k := range of[core] {
			if class[k] != "" && class[k] != "also" {
				businesses[class[k]] = true
			}
		}
		for _, k := range of[core] {
			if class[k] == "" || len(core) >= surely || len(core) >= leastCore && len(businesses) <= 1 {
				j.join(core, k, "name", core)
			}
		}
	}
}
