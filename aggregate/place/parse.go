package place

import (
	"slices"
	"strings"
)

// item is a piece of the text: a name that we know, or a word that we don't.
type item struct {
	text   string // as written
	key    string
	senses []sense // what it may mean; nil for a word
	first  int     // index of its words
	last   int     // one past
	before sep
	part   int // parts are bounded by any separator but spaces and hyphens
	seg    int // segments are bounded by strong ones
	code   bool
	upper  bool
	noise  bool // a word that says nothing of places: office, only, full-time

	mode      string
	zone      string
	town      string // a town whose country is open
	chosen    *sense
	linked    bool // settled by a neighbour
	qualifies bool // told of a neighbour where it is, and no place by itself
	areaOnly  bool // "Greater Boston": the area, not the town
	county    bool // tells the country, but neither region nor metro area
	dropped   bool
}

func (it *item) geo() bool { return len(it.senses) > 0 && !it.dropped && it.mode == "" }

type parser struct {
	lex    *lexicon
	text   string
	hint   string
	small  bool // the text has no capitals, so that they say nothing
	purely bool // the question is whether the text names nothing but places
	words  []word
	items  []item
}

// parse cuts the text into items, each name as long as can be.
func parse(text, hint string) *parser {
	p := &parser{lex: lex(), text: text, hint: hint}
	p.parse()
	return p
}

// parse reports whether it came to the end of the text: where nothing but places is
// asked for, it stops at the first word that can't be of one.
func (p *parser) parse() bool {
	text := p.text
	p.words = split(text)
	p.small = strings.ToLower(text) == text
	joined, at := join(p.words)
	var part, seg int
	var carry sep // from "or" and the like, which become separators
	for i := 0; i < len(p.words); {
		w := p.words[i]
		before := w.before | carry
		carry = 0
		if before&^hyphen != 0 {
			part++
		}
		if before&strong != 0 {
			seg++
		}
		it := item{first: i, last: i + 1, before: before, part: part, seg: seg, upper: w.upper, key: w.key}
		n, senses := p.longest(joined, at, i)
		if n == 0 || n == 1 && len(w.key) <= 3 {
			// "San" is a town, but "San Fransisco" is another.
			if m, name := p.misspelt(joined, at, i); m > n {
				n, senses, it.key = m, p.lex.names.of(name), name
			}
		} else {
			it.key = joined[at[i] : at[i+n]-1]
		}
		if n > 0 {
			it.last, it.senses = i+n, senses
		} else if p.lex.sets["list"][w.key] && !p.stateOr(i) {
			carry = before | list
			i++
			continue
		} else if c, ok := p.codes(w); ok {
			it.senses, it.code = c, true
		}
		it.text = text[w.start:p.words[it.last-1].end]
		it.noise = it.senses == nil && (p.lex.sets["noise"][w.key] || isNumber(w.key))
		p.classify(&it)
		if p.purely && p.stranger(&it) {
			return false
		}
		p.items = append(p.items, it)
		i = it.last
	}
	p.nouns()
	p.areas()
	p.negations()
	return true
}

// stranger reports whether a word has nothing to do with places, whatever stands beside
// it.
func (p *parser) stranger(it *item) bool {
	return it.senses == nil && it.mode == "" && it.zone == "" && !it.noise && it.key != "greater" &&
		!p.lex.sets["tail"][it.key]
}

// nouns takes the country from words such as Island (Iceland in German, Danish
// and others) that are common nouns where they stand: part of a longer name, as
// in "Wallops Island" and "Island Park", or before "of".
func (p *parser) nouns() {
	for i := range p.items {
		it := &p.items[i]
		if !p.lex.sets["noun"][it.key] {
			continue
		}
		ofThem := it.last < len(p.words) && p.words[it.last].key == "of"
		if ofThem || i > 0 && p.nameBeside(i-1, i, it) || i+1 < len(p.items) && p.nameBeside(i+1, i+1, it) {
			it.senses = nil
		}
	}
}

// nameBeside reports whether item j, which a mere space parts from the noun it, is
// a word of the same name: one that we don't know, or a place elsewhere. later is
// which of the two stands behind the space.
func (p *parser) nameBeside(j, later int, it *item) bool {
	next := &p.items[j]
	if p.items[later].before != 0 || next.noise || next.mode != "" || next.zone != "" || p.lex.sets["prep"][next.key] {
		return false
	}
	for _, a := range next.senses {
		for _, b := range it.senses {
			if a.cc == b.cc {
				return false
			}
		}
	}
	return true
}

// maxName is the most words of a name that is looked for.
const maxName = 7

// longest is the longest name that begins at word i, with its senses.
func (p *parser) longest(joined string, at []int, i int) (int, []sense) {
	w := p.words[i]
	for n := min(max(p.lex.span[w.key], 1), maxName, len(p.words)-i); n > 0; n-- {
		senses := p.lex.names.of(joined[at[i] : at[i+n]-1])
		if len(senses) == 0 || w.lower && !p.small && !plain(senses) {
			continue
		}
		// "LA" is a code before it is a name; "us" and "in" are words.
		if n == 1 && w.upper && !plain(senses) && p.isCode(w.key) {
			continue
		}
		return n, senses
	}
	return 0, nil
}

// isCode reports whether a word in capitals is a code rather than a name: any
// code of two letters, and those of states ("VIC", though Vic is a town).
func (p *parser) isCode(key string) bool {
	senses := p.lex.codes[strings.ToUpper(key)]
	return len(senses) > 0 && (len(key) == 2 || hasKind(senses, region))
}

// plain reports whether senses may be written small: modes and parts of the
// world, not towns.
func plain(senses []sense) bool {
	return slices.ContainsFunc(senses, func(s sense) bool { return s.kind == mode || s.kind == zone })
}

// codes are the senses of a word in capitals. SF and the like stand among
// the names, and may be written small.
func (p *parser) codes(w word) ([]sense, bool) {
	if !w.upper || len(w.key) > 4 {
		return nil, false
	}
	c := strings.ToUpper(w.key)
	if c == "REM" {
		return []sense{{kind: mode, name: "remote"}}, true
	}
	s := p.lex.codes[c]
	return s, len(s) > 0
}

// stateOr tells Oregon's OR from the word: "Portland, OR" and "PORTLAND OR",
// but not "LONDON OR REMOTE".
func (p *parser) stateOr(i int) bool {
	w := p.words[i]
	return w.upper && len(w.key) == 2 &&
		(w.before&(comma|hyphen|opens) != 0 || i > 0 && (i+1 == len(p.words) || p.words[i+1].before != 0))
}

// classify sorts out modes and parts of the world, which need no settling.
func (p *parser) classify(it *item) {
	var keep []sense
	for _, s := range it.senses {
		switch s.kind {
		case mode:
			it.mode = s.name
		case zone:
			it.zone = s.name
		default:
			keep = append(keep, s)
		}
	}
	if it.zone != "" {
		keep = nil
	}
	if it.mode == "" {
		it.senses = keep
	}
}

// areas marks what the words beside a name make of it: "Greater Boston",
// "Boston area".
func (p *parser) areas() {
	for i := range p.items {
		it := &p.items[i]
		if it.key == "anywhere" && i+1 < len(p.items) && p.lex.sets["prep"][p.items[i+1].key] {
			it.zone = "" // "anywhere in Spain" is no more than Spain
		}
		if !it.geo() || it.code {
			continue
		}
		if i > 0 && it.before == 0 && p.items[i-1].key == "greater" {
			it.areaOnly = true
			p.items[i-1].noise = true
		}
		for j := i + 1; j < len(p.items) && p.items[j].before == 0 && p.items[j].senses == nil && p.lex.sets["tail"][p.items[j].key]; j++ {
			p.items[j].noise = true
			it.areaOnly = true
			if p.items[j].key == "county" {
				// Suffolk County is in Massachusetts or New York, not in England.
				it.county = true
				it.senses = within(it.senses, func(s sense) bool { return s.kind != area })
			}
		}
	}
}

// negations takes out the places that a text rules out: "anywhere except
// China", "US (not CA, NY)". They go on to the end of the bracket or segment,
// or the next word that says how work is done.
func (p *parser) negations() {
	not := false
	for i := range p.items {
		it := &p.items[i]
		if it.before&(strong|closes|opens) != 0 || it.mode != "" {
			not = false
		}
		if it.senses == nil && p.lex.sets["not"][it.key] {
			not = true
		} else if it.senses == nil && !it.noise && it.zone == "" {
			not = false // "visa not provided, London"
		} else if not {
			it.dropped = true
		}
	}
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// next is the index of the first name after item i, with only words between
// that say nothing, and the separators on the way; -1 when a word stands
// between.
func (p *parser) next(i int) (int, sep) {
	var between sep
	for j := i + 1; j < len(p.items); j++ {
		it := &p.items[j]
		between |= it.before
		if it.geo() {
			return j, between
		}
		if !it.noise || between&^(hyphen|dash|opens) != 0 {
			return -1, between
		}
	}
	return -1, between
}
