package employer

import "slices"

// Groups is a union of keys that keeps apart what it was told to. The head of a
// group is its shortest key, of equally long ones the first in order.
type Groups map[string]*group

type group struct {
	head    string
	members []string
	apart   []string
}

func (g Groups) of(key string) *group {
	if g[key] == nil {
		g[key] = &group{head: key, members: []string{key}}
	}
	return g[key]
}

// Part notes that two keys are never of one group.
func (g Groups) Part(a, b string) {
	if a != b {
		g.of(a).apart = append(g.of(a).apart, b)
		g.of(b).apart = append(g.of(b).apart, a)
	}
}

// Join unites the groups of two keys. It reports whether they are united now and
// were not before.
func (g Groups) Join(a, b string) bool {
	x, y := g.of(a), g.of(b)
	if x == y || x.parted(y) || y.parted(x) {
		return false
	}
	if len(x.members) < len(y.members) {
		x, y = y, x
	}
	if len(y.head) < len(x.head) || len(y.head) == len(x.head) && y.head < x.head {
		x.head = y.head
	}
	x.members, x.apart = append(x.members, y.members...), append(x.apart, y.apart...)
	for _, k := range y.members {
		g[k] = x
	}
	return true
}

func (x *group) parted(y *group) bool {
	return slices.ContainsFunc(x.apart, func(k string) bool { return slices.Contains(y.members, k) })
}

// Head returns the head of a key's group.
func (g Groups) Head(key string) string {
	if x := g[key]; x != nil {
		return x.head
	}
	return key
}

// heads returns the head of each key that is in a group with others.
func (g Groups) heads() map[string]string {
	m := map[string]string{}
	for k, x := range g {
		if len(x.members) > 1 {
			m[k] = x.head
		}
	}
	return m
}
