package employer

import (
	"slices"
	"strings"
)

// leastPrefix is how many letters a name has at least that another one goes on
// from to be likely one employer's.
const leastPrefix = 5

// Likely returns for each name the place in the list of the first one that is
// likely the same employer's, though nothing proves it: one name may be the other's
// initials, its beginning, or share what stands before added words. What is
// withheld below a number of employers is so by the count that this leaves.
func Likely(names []string) []int {
	groups := Groups{}
	first := map[string]int{} // by key
	sharing := map[string][]string{}
	keys := make([]string, len(names))
	all := make([][]string, len(names))
	for i, n := range names {
		words := nameWords(n)
		key := strings.Join(words, "")
		keys[i] = key
		if _, met := first[key]; met || key == "" {
			continue
		}
		first[key], all[i] = i, words
		groups.of(key)
		if list, _ := cores(words); len(list) > 0 {
			c := list[len(list)-1]
			sharing["core "+c] = append(sharing["core "+c], key)
		}
		sharing["core "+key] = append(sharing["core "+key], key)
		if s := initialsOf(words); s != "" && len(words) > 1 {
			sharing["initials "+s] = append(sharing["initials "+s], key)
		}
	}
	met := func(key string) bool { _, ok := first[key]; return ok }
	for _, list := range known() {
		unite(groups, slices.DeleteFunc(slices.Clone(list), func(k string) bool { return !met(k) }))
	}
	for label, list := range sharing {
		what, value, _ := strings.Cut(label, " ")
		switch {
		case what == "core":
			unite(groups, list)
		case met(value):
			unite(groups, append(slices.Clone(list), value))
		}
	}
	for _, words := range all {
		got := ""
		for i, w := range words[:max(0, len(words)-1)] {
			if got += w; len(got) >= leastPrefix && met(got) && !(i == 0 && common()[got]) {
				groups.Join(got, strings.Join(words, ""))
			}
		}
	}
	heads := map[*group]int{}
	out := make([]int, len(names))
	for i, key := range keys {
		if key == "" {
			out[i] = i
			continue
		}
		g := groups.of(key)
		if _, met := heads[g]; !met {
			heads[g] = i
		}
		out[i] = heads[g]
	}
	return out
}

func unite(g Groups, keys []string) {
	for _, k := range keys[min(1, len(keys)):] {
		g.Join(keys[0], k)
	}
}
