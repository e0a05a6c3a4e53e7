package skill

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/skills.txt
var skillData string

//go:embed data/cues.txt
var cueData string

// dictionary is read once, at first use. The data is a part of the program,
// and a test reads it: a mistake in it can't reach a user.
var dictionary = sync.OnceValue(func() *dict {
	d, err := parse(skillData, cueData)
	if err != nil {
		panic("skill: embedded dictionary: " + err.Error())
	}
	return d
})

// class says how much a name needs to be taken for the skill.
type class uint8

const (
	plain  class = iota // a name of nothing else
	capped              // a rare or capitalised sense elsewhere: React, Spark
	upper               // a skill in capitals, a word otherwise: SAP, SAS
	word                // a common word: Go, Swift, Spring
	listed              // so common that only a list of skills tells: Word, Access
	letter              // one letter: C, R
)

var classNames = map[string]class{
	"plain":  plain,
	"cap":    capped,
	"upper":  upper,
	"word":   word,
	"list":   listed,
	"letter": letter,
}

// form is one spelling of a skill.
type form struct {
	skill    int32 // index in dict.skills; -1 for a phrase that names no skill
	provider int32 // skill that the form names too, or -1
	class    class
	tech     bool // tells something of its neighbours: not soft, no practice
	firm     bool // also a company that adverts name as such
	slash    bool // a slash may join its words: "CI/CD", but not "React/Redux"
	amp      bool // an ampersand may
	text     string
}

// term is one word of the dictionary or of the cues.
type term struct {
	text string
	root int32 // node of the trie that it leads to from the start, or 0
	cue  cue
}

// slot holds a term under its hash: part of the hash, by which nearly all other
// words are turned away, and the index in dict.terms, plus 1.
type slot struct {
	tag  uint32
	term int32
}

type dict struct {
	skills []Skill
	forms  []form
	terms  []term
	table  []slot // open addressing
	// bloom has two bits in a word for the hash of each word that begins a
	// form. Nearly all other words of a text are turned away here.
	bloom [1 << 12]uint64
	// next holds the inner edges of the trie: node and term to node.
	next  map[uint64]int32
	inner []bool  // by node: an edge leads on from it
	nodes []int32 // form that ends at the node, +1
	byTag map[string]int32
}

// parse reads the dictionary and the cues; see data/skills.txt for the form.
func parse(skills, cues string) (*dict, error) {
	d := &dict{table: make([]slot, 1<<14), next: map[uint64]int32{}, nodes: []int32{0}, inner: []bool{false}, byTag: map[string]int32{}}
	var blocks, firms []string
	type alias struct {
		skill int32
		text  string
	}
	var aliases []alias
	for n, line := range strings.Split(skills, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line == "#" || strings.HasPrefix(line, "# "):
			continue
		case strings.HasPrefix(line, "!"):
			blocks = append(blocks, strings.Split(line[1:], ",")...)
			continue
		case strings.HasPrefix(line, "@"):
			firms = append(firms, strings.Split(line[1:], ",")...)
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 4 {
			return nil, fmt.Errorf("line %d: %d fields, not 4: %q", n+1, len(f), line)
		}
		name, _, _ := strings.Cut(strings.TrimSpace(f[0]), "~")
		if name == "" || name != strings.ToLower(name) {
			return nil, fmt.Errorf("line %d: name %q is empty or not in lower case", n+1, name)
		}
		if _, dup := d.byTag[name]; dup {
			return nil, fmt.Errorf("line %d: %q is named twice", n+1, name)
		}
		id := int32(len(d.skills))
		d.byTag[name] = id
		s := Skill{Name: name, Category: strings.TrimSpace(f[1]), Parent: strings.TrimSpace(f[2])}
		s.Soft = s.Category == "soft"
		aliases = append(aliases, alias{id, strings.TrimSpace(f[0])})
		for _, a := range strings.Split(f[3], ",") {
			a = strings.TrimSpace(a)
			if a == "" {
				continue
			}
			if strings.HasPrefix(a, "=") {
				a = a[1:]
				s.Also = append(s.Also, strings.ToLower(a))
			}
			aliases = append(aliases, alias{id, a})
			plainText, _, _ := strings.Cut(a, "~")
			s.Aliases = append(s.Aliases, plainText)
		}
		d.skills = append(d.skills, s)
	}
	for i := range d.skills {
		if p := d.skills[i].Parent; p != "" {
			if _, ok := d.byTag[p]; !ok {
				return nil, fmt.Errorf("%q: parent %q is not in the dictionary", d.skills[i].Name, p)
			}
		}
	}
	var errs []error
	for _, a := range aliases {
		if err := d.addForm(a.skill, a.text); err != nil {
			errs = append(errs, fmt.Errorf("%q: %w", d.skills[a.skill].Name, err))
		}
	}
	for _, b := range blocks {
		if err := d.addForm(-1, strings.TrimSpace(b)); err != nil {
			errs = append(errs, err)
		}
	}
	for _, b := range firms {
		if err := d.addForm(-1, strings.TrimSpace(b)+"~co"); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for i := range d.forms {
		d.setProvider(&d.forms[i])
	}
	d.addEndings()
	return d, d.addCues(cues)
}

// addForm adds one spelling, written "Spelling~class".
func (d *dict) addForm(skill int32, text string) error {
	text, cl, marked := strings.Cut(text, "~")
	f := form{
		skill:    skill,
		provider: -1,
		text:     text,
		slash:    strings.Contains(text, "/"),
		amp:      strings.Contains(text, "&"),
	}
	if marked {
		cl, firm := strings.CutSuffix(cl, "+co")
		if cl == "co" {
			cl, firm = "plain", true
		}
		c, ok := classNames[cl]
		if !ok {
			return fmt.Errorf("unknown class %q of %q", cl, text)
		}
		f.class, f.firm = c, firm
	}
	if skill >= 0 {
		switch d.skills[skill].Category {
		case "language", "framework", "library", "datastore", "cloud", "service", "platform", "tool":
			f.tech = true
		case "practice", "domain", "certification", "soft":
		default:
			return fmt.Errorf("unknown category %q", d.skills[skill].Category)
		}
	}
	return d.insert(f)
}

// insert puts a form into the trie.
func (d *dict) insert(f form) error {
	node := int32(0)
	pos := 0
	for {
		start, end := d.wordAt(f.text, pos)
		if start < 0 {
			break
		}
		t := d.intern(f.text[start:end])
		if node == 0 {
			if d.terms[t].root == 0 {
				d.terms[t].root = d.newNode()
				h := hashOf(f.text[start:end])
				d.bloom[h>>52] |= bloomBits(h)
			}
			node = d.terms[t].root
		} else {
			key := uint64(node)<<32 | uint64(t)
			if d.next[key] == 0 {
				d.inner[node] = true
				d.next[key] = d.newNode()
			}
			node = d.next[key]
		}
		pos = end
	}
	if node == 0 {
		return fmt.Errorf("spelling %q has no word", f.text)
	}
	if old := d.nodes[node]; old != 0 {
		if same := &d.forms[old-1]; same.skill == f.skill {
			same.slash, same.amp = same.slash || f.slash, same.amp || f.amp
			return nil // "Node JS" and "Node.js" are one to the trie
		}
		return fmt.Errorf("spelling %q is taken by %q", f.text, d.forms[old-1].text)
	}
	d.forms = append(d.forms, f)
	d.nodes[node] = int32(len(d.forms))
	return nil
}

func (d *dict) newNode() int32 {
	d.nodes, d.inner = append(d.nodes, 0), append(d.inner, false)
	return int32(len(d.nodes) - 1)
}

// setProvider finds the cloud or platform that a form names beside its own
// skill: "aws lambda" names aws, "lambda" doesn't.
func (d *dict) setProvider(f *form) {
	if f.skill < 0 || d.skills[f.skill].Parent == "" {
		return
	}
	parent := d.byTag[d.skills[f.skill].Parent]
	switch d.skills[parent].Category {
	case "cloud", "platform":
	default:
		if d.skills[f.skill].Category != "certification" {
			return
		}
	}
	lower := " " + strings.ToLower(f.text) + " "
	for i := range d.forms {
		p := &d.forms[i]
		if p.skill == parent && strings.Contains(lower, " "+strings.ToLower(p.text)+" ") {
			f.provider = parent
			return
		}
	}
}

// addEndings adds the case endings that Polish and its neighbours put on
// names ("Pythona", "w Hadoopie"), for long names of nothing else.
func (d *dict) addEndings() {
	for _, f := range d.forms[:len(d.forms):len(d.forms)] {
		if f.skill < 0 || f.class != plain && f.class != capped || !f.tech || len(f.text) < 5 ||
			strings.ContainsAny(f.text, " .-/+#0123456789") {
			continue
		}
		if strings.ContainsRune("aeiouyAEIOUY", rune(f.text[len(f.text)-1])) || f.text == strings.ToUpper(f.text) {
			continue
		}
		for _, ending := range []string{"a", "u", "em", "ie", "owi"} {
			g := f
			g.text += ending
			if d.find(hashOf(g.text), g.text) < 0 {
				_ = d.insert(g) // the word is new, so nothing can be taken
			}
		}
	}
}

// intern returns the index of a word, which it adds if need be.
func (d *dict) intern(w string) int32 {
	h := hashOf(w)
	if t := d.find(h, w); t >= 0 {
		return t
	}
	if len(d.terms) > len(d.table)/2 {
		panic("skill: the table of words is too small")
	}
	d.terms = append(d.terms, term{text: strings.ToLower(w)})
	for i := h; ; i++ {
		if s := &d.table[i&uint64(len(d.table)-1)]; s.term == 0 {
			*s = slot{uint32(h >> 32), int32(len(d.terms))}
			return int32(len(d.terms) - 1)
		}
	}
}

// find returns the index of a word with its hash, or -1.
func (d *dict) find(h uint64, w string) int32 {
	for i := h; ; i++ {
		s := d.table[i&uint64(len(d.table)-1)]
		if s.term == 0 {
			return -1
		}
		if s.tag == uint32(h>>32) && equalFold(d.terms[s.term-1].text, w) {
			return s.term - 1
		}
	}
}
