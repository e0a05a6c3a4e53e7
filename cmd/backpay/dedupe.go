package main

import (
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/employer"
	"backpay/store"
)

// dedupeConfig is the user's word about pairs of postings, which stands above
// what the program finds. A posting is named SOURCE/ID, as the columns source
// and source_id of the table posting say.
type dedupeConfig struct {
	Same  [][]string `yaml:"same"`
	Apart [][]string `yaml:"apart"`
}

// employersConfig is the user's word about names of employers: each list of Same
// is one employer's, those of each list of Apart are different ones.
type employersConfig struct {
	Same  [][]string `yaml:"same"`
	Apart [][]string `yaml:"apart"`
}

// validate returns the first list that doesn't name two employers, and why.
func (e employersConfig) validate() (key string, err error) {
	for _, l := range []struct {
		key   string
		lists [][]string
	}{{"employers.same", e.Same}, {"employers.apart", e.Apart}} {
		for i, names := range l.lists {
			key := fmt.Sprintf("%s[%d]", l.key, i)
			if len(names) < 2 {
				return key, fmt.Errorf("%s: %q is one name; want at least two", key, names)
			}
			for _, name := range names {
				if employer.Key(name) == "" {
					return key, fmt.Errorf("%s: %q is no name of an employer", key, name)
				}
			}
		}
	}
	return "", nil
}

// validate returns the first entry that is no pair of postings, and why.
func (d dedupeConfig) validate() (key string, err error) {
	for _, l := range []struct {
		key   string
		pairs [][]string
	}{{"dedupe.same", d.Same}, {"dedupe.apart", d.Apart}} {
		for i, p := range l.pairs {
			key := fmt.Sprintf("%s[%d]", l.key, i)
			if len(p) != 2 || p[0] == p[1] {
				return key, fmt.Errorf("%s: %q is no pair; want two postings, each as SOURCE/ID", key, p)
			}
			for _, name := range p {
				if source, id, ok := strings.Cut(name, "/"); !ok || source == "" || id == "" {
					return key, fmt.Errorf("%s: %q is no posting; want SOURCE/ID, such as greenhouse/4011", key, name)
				}
			}
		}
	}
	return "", nil
}

// match gives every posting its job. A pair of the configuration of which a
// posting is not there (yet) says nothing.
func (a *app) match(db *store.DB, c *config, all bool) error {
	var names []string
	for _, p := range slices.Concat(c.Dedupe.Same, c.Dedupe.Apart) {
		names = append(names, p...)
	}
	ids, err := db.PostingIDs(a.ctx, names)
	if err != nil {
		return err
	}
	find := func(pairs [][]string) (out [][2]int64) {
		for _, p := range pairs {
			x, y := ids[p[0]], ids[p[1]]
			if x != 0 && y != 0 {
				out = append(out, [2]int64{min(x, y), max(x, y)})
			}
		}
		slices.SortFunc(out, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
		return slices.Compact(out)
	}
	user := aggregate.Rulings{
		Same: find(c.Dedupe.Same), Apart: find(c.Dedupe.Apart),
		SameEmployers: c.Employers.Same, ApartEmployers: c.Employers.Apart,
	}
	_, err = dedupe.Match(a.ctx, db.Identities(), user, all)
	return err
}
