package employer

import (
	"slices"
	"strings"
)

// leastPrefix is how many letters a name has at least that another one goes on
// from to be likely one employer's.
const leastPrefix = 5

// AtLeast returns how many employers the names are at the least: with every pair
// joined that is likely one employer's, though nothing proves it. A name may be
// another's initials, its beginning, or share what stands before added words.
// What is withheld below a number of employers is so by this count.
func AtLeast(names []string) int {
	groups := Groups{}
	seen := map[string]bool{}
	var all [][]string // the words of each name
	firsts := map[string][]string{}
	for _, n := range names {
		words := nameWords(n)
		key := strings.Join(words, "")
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		groups.of(key)
		all = append(all, words)
		if list, _ := cores(words); len(list) > 0 {
			c := list[len(list)-1]
			firsts["core "+c] = append(firsts["core "+c], key)
		}
		firsts["core "+key] = append(firsts["core "+key], key)
		if len(words) > 1 {
			if s := initialsOf(words); s != "" {
				firsts["initials "+s] = append(firsts["initials "+s], key)
			}
		}
	}
	for _, keys := range known {
		var here []string
		for _, k := range keys {
			if seen[k] {
				here = append(here, k)
			}
		}
		unite(groups, here)
	}
	for label, keys := range firsts {
		what, value, _ := strings.Cut(label, " ")
		switch {
		case what == "core":
			unite(groups, keys)
		case seen[value]:
			unite(groups, append(slices.Clone(keys), value))
		}
	}
	for _, words := range all {
		got := ""
		for i, w := range words[:len(words)-1] {
			if got += w; len(got) >= leastPrefix && seen[got] && !(i == 0 && common[got]) {
				groups.Join(got, strings.Join(words, ""))
			}
		}
	}
	distinct := map[*group]bool{}
	for k := range seen {
		distinct[groups.of(k)] = true
	}
	return len(distinct)
}

func unite(g Groups, keys []string) {
	for _, k := range keys[min(1, len(keys)):] {
		g.Join(keys[0], k)
	}
}
