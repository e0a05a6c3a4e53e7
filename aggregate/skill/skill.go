package skill

import (
	"slices"
	"strings"
	"sync"
)

// Match is one skill that a text names.
type Match struct {
	// Name is the canonical tag, in lower case.
	Name string
	// Kind is technical, practice, soft or domain.
	Kind string
	// Start and End are the bytes of the text where it is first named.
	Start, End int
}

// Skill is one entry of the dictionary.
type Skill struct {
	// Name is the canonical tag, in lower case: "postgresql".
	Name string
	// Category is language, framework, library, datastore, cloud, service,
	// platform, tool, practice, domain, certification or soft.
	Category string
	// Parent is the skill that this one is a part or kind of, or "".
	Parent string
	// Aliases are the other spellings.
	Aliases []string
	// Also are names that other schemes keep as tags of their own and that
	// this one counts as Name: "spring boot" is found as spring.
	Also []string
	// Soft says that it is a trait of a person, not of a craft.
	Soft bool
}

// Kind sorts the categories into technical (what is built with), practice (how
// one works), soft (traits of a person) and domain (what it is built for).
func (s *Skill) Kind() string {
	switch s.Category {
	case "soft", "domain", "practice":
		return s.Category
	case "certification":
		return "practice"
	}
	return "technical"
}

// KindOf returns the kind of a skill by its canonical name, or "".
func KindOf(name string) string {
	d := dictionary()
	if i, ok := d.byTag[name]; ok {
		return d.skills[i].Kind()
	}
	return ""
}

// Find returns the skills that text names, each once, in the order of their
// first mention. Offsets are bytes of text. It keeps no state and takes time
// in proportion to the text.
func Find(text string) []Match {
	d := dictionary()
	room := rooms.Get().(*[]find)
	finds := d.scan(text, (*room)[:0])
	var out []Match
	if len(finds) > 0 {
		d.judge(text, finds)
		out = d.collect(finds)
	}
	*room = finds
	rooms.Put(room)
	return out
}

// rooms are slices for the finds of one text, used again and again.
var rooms = sync.Pool{New: func() any {
	finds := make([]find, 0, 96)
	return &finds
}}

// collect turns the accepted finds into matches, each skill once. A service
// named with its provider ("Azure Data Factory") names the provider too.
func (d *dict) collect(finds []find) []Match {
	n := 0
	for i := range finds {
		if finds[i].ok {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	seen := make([]uint64, (len(d.skills)+63)/64)
	out := make([]Match, 0, n+2)
	add := func(skill int32, start, end int) {
		if seen[skill/64]&(1<<(skill%64)) == 0 {
			seen[skill/64] |= 1 << (skill % 64)
			s := &d.skills[skill]
			out = append(out, Match{s.Name, s.Kind(), start, end})
		}
	}
	for i := range finds {
		f := &finds[i]
		if !f.ok {
			continue
		}
		fm := &d.forms[f.form]
		if fm.provider >= 0 {
			add(fm.provider, f.start, f.end)
		}
		add(fm.skill, f.start, f.end)
	}
	return out
}

// All returns the dictionary, sorted by name. The caller may change it.
func All() []Skill {
	d := dictionary()
	out := slices.Clone(d.skills)
	for i := range out {
		out[i].Aliases = slices.Clone(out[i].Aliases)
		out[i].Also = slices.Clone(out[i].Also)
	}
	slices.SortFunc(out, func(a, b Skill) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Lookup returns the canonical name of a source's own tag ("ReactJS",
// "amazon-web-services"). A tag is taken at its word: the rules of context
// don't apply. ok is false for a tag that the dictionary doesn't know.
func Lookup(tag string) (name string, ok bool) {
	d := dictionary()
	tag = strings.TrimSpace(tag)
	if len(tag) == 0 || len(tag) > 100 {
		return "", false
	}
	start, end := d.wordAt(tag, 0)
	if start != 0 {
		return "", false
	}
	f, ok := d.longest(tag, start, end)
	if rest, _ := d.wordAt(tag, f.end); !ok || rest >= 0 || d.forms[f.form].skill < 0 {
		return "", false
	}
	return d.skills[d.forms[f.form].skill].Name, true
}
