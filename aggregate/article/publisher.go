package article

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/publishers.txt
var publishersText string

// publisher is one who publishes figures, by the sources here that hold its own.
type publisher struct {
	sources []string // the first is its name where it is ours
	names   []string // in small letters
	plain   []string // names that are plain words too, as written
	home    string   // the only country that it speaks of
}

// publishers are those that texts name.
var publishers = sync.OnceValue(func() (all []publisher) {
	for line := range strings.Lines(publishersText) {
		sources, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		sources, home, _ := strings.Cut(sources, " (")
		p := publisher{sources: []string{sources}, home: strings.TrimSuffix(home, ")")}
		if list := strings.Fields(sources); strings.ToLower(sources) == sources {
			p.sources = list
		}
		for name := range strings.SplitSeq(names, "|") {
			if name[0] == '"' {
				p.plain = append(p.plain, strings.Trim(name, `"`))
			} else {
				p.names = append(p.names, strings.ToLower(name))
			}
		}
		all = append(all, p)
	}
	return all
})

// publishes reports whether a source of ours holds what a publisher, by its
// first source, says.
func publishes(name, source string) bool {
	if name == source {
		return true
	}
	for _, p := range publishers() {
		if p.sources[0] == name {
			return slices.Contains(p.sources, source)
		}
	}
	return false
}

// speaksOf reports whether a publisher, by its first source, has figures of a
// country; of one that isn't known nothing is ruled out.
func speaksOf(name, country string) bool {
	home := homeOf(name)
	return home == "" || country == "" || home == country
}

// homeOf is the only country that a publisher speaks of, or "".
func homeOf(name string) string {
	for _, p := range publishers() {
		if p.sources[0] == name {
			return p.home
		}
	}
	return ""
}

// publisherOf returns the first source of the publisher that a source is of, or
// the source itself.
func publisherOf(source string) string {
	for _, p := range publishers() {
		if slices.Contains(p.sources, source) {
			return p.sources[0]
		}
	}
	return source
}
