package place

import "strings"

// small is the size, in thousands, below which a name alone among words that
// we don't know is rather something else than a town.
const smallTown = 100

// lesserRegion is the weight of regions that are not US, Canadian or
// Australian states, in thousands of people.
const lesserRegion = 500

// dropProse takes names out that stand in prose, in talk of time zones, or
// that are words.
func (p *parser) dropProse() {
	c := p.surroundings()
	for i := range p.items {
		if it := &p.items[i]; it.geo() && !it.qualifies {
			it.dropped = it.dropped || p.inProse(i, c)
		}
	}
}

// surroundings is what stands about the names of a text, by part and segment.
type surroundings struct {
	content         map[int]int  // unknown words by part
	clock, clockSeg map[int]bool // where there is talk of time
	segs, geoSeg    map[int]bool // all segments, and those with a name of a place
}

func (p *parser) surroundings() surroundings {
	c := surroundings{map[int]int{}, map[int]bool{}, map[int]bool{}, map[int]bool{}, map[int]bool{}}
	for i := range p.items {
		it := &p.items[i]
		c.segs[it.seg] = true
		if it.geo() && (it.linked || !it.code) {
			c.geoSeg[it.seg] = true
		}
		if it.senses != nil || it.zone != "" {
			continue
		}
		if !it.noise {
			c.content[it.part]++
		}
		if p.lex.sets["clock"][it.key] || it.key == "hours" && it.before == 0 && i > 0 && p.items[i-1].geo() {
			c.clock[it.part], c.clockSeg[it.seg] = true, true
		}
	}
	// "US/EU timezones" are both time zones, "US, Pacific time zone" is not.
	for i := len(p.items) - 1; i > 0; i-- {
		joined := p.items[i].before&(slash|list) != 0 && p.items[i].before&^(slash|list|hyphen|dash) == 0
		if c.clock[p.items[i].part] && joined {
			c.clock[p.items[i-1].part] = true
		}
	}
	return c
}

// inProse reports whether the name of a place is none where it stands.
func (p *parser) inProse(i int, c surroundings) bool {
	it := &p.items[i]
	prep := i > 0 && p.lex.sets["prep"][p.items[i-1].key]
	town := it.chosen == nil && hasKind(it.senses, city) && !hasKind(it.senses, country)
	switch {
	case (c.clock[it.part] || c.clockSeg[it.seg] && it.code && p.lex.sets["initials"][it.key]) && !it.linked:
		return true
	case c.content[it.part] >= 3 && !it.linked && !prep:
		return true
	case it.chosen == nil && p.isWord(i, len(c.segs), prep):
		return !p.listed(i)
	case c.content[it.part] > 0 && !prep && p.littleKnown(it, town):
		return true
	case !town || it.seg != 0 || len(c.geoSeg) < 2:
		return false
	case c.content[it.part] > 0 && !prep:
		return true // "Boston Dynamics | Waltham, MA"
	}
	// The first part of "Company | Role | Place".
	return len(c.segs) > 2 && most(it.senses) < 4*smallTown && p.only(i)
}

// littleKnown reports whether a name among unknown words is rather one of them.
func (p *parser) littleKnown(it *item, town bool) bool {
	if it.chosen != nil || it.code || hasKind(it.senses, country) {
		return false
	}
	return most(it.senses) < smallTown || !town && most(it.senses) <= lesserRegion
}

// isWord reports whether a name with no neighbour to vouch for it is rather a
// word, or the name of a person or company.
func (p *parser) isWord(i, segs int, prep bool) bool {
	it := &p.items[i]
	if p.lex.sets["given"][it.key] {
		// "Hudson | Founding Engineer | NYC"; alone it is a place.
		return !prep && len(p.items) > 1 && (it.seg == 0 && segs > 1 || !hasKind(it.senses, country) && !p.only(i))
	}
	return p.lex.sets["word"][it.key] && !hasKind(it.senses, country)
}

// only reports whether item i is its whole segment.
func (p *parser) only(i int) bool {
	return (i == 0 || p.items[i-1].seg != p.items[i].seg) &&
		(i+1 == len(p.items) || p.items[i+1].seg != p.items[i].seg)
}

// listed reports whether a town stands in a list beside a large one of its
// country: "Paris / Nice".
func (p *parser) listed(i int) bool {
	near := func(j int, s sep) bool {
		if j < 0 || j >= len(p.items) || s&(comma|slash|list) == 0 || !p.items[j].geo() {
			return false
		}
		for _, a := range p.items[i].senses {
			for _, b := range p.items[j].senses {
				if a.kind == city && b.kind == city && a.cc == b.cc && a.people >= smallTown &&
					b.people >= 2*smallTown {
					return true
				}
			}
		}
		return false
	}
	next := sep(0)
	if i+1 < len(p.items) {
		next = p.items[i+1].before
	}
	return near(i-1, p.items[i].before) || near(i+1, next)
}

// unknownTowns reads towns that the gazetteer has not: a name in capitals
// before a region or country in the form of an address, "Home, KS".
func (p *parser) unknownTowns() {
	for i := 1; i < len(p.items); i++ {
		where := &p.items[i]
		if !where.geo() || where.linked && where.qualifies || where.before != comma && where.before != opens {
			continue
		}
		s := p.place(where)
		if s == nil {
			continue
		}
		from := i
		for from > 0 && i-from < 4 && p.townWord(from-1) && (from == i || p.items[from].before&^hyphen == 0) {
			from--
		}
		if from == i || p.items[from].before&^(strong|closes|slash|list|comma) != 0 ||
			from > 0 && p.items[from].before == 0 {
			continue
		}
		if from > 0 && p.items[from].before&comma != 0 && p.items[from-1].geo() && !p.items[from-1].dropped {
			continue // the middle of an address
		}
		t := &p.items[from]
		name := p.text[p.words[t.first].start:p.words[p.items[i-1].last-1].end]
		t.senses, t.noise = []sense{*s}, false
		t.dropped = false
		p.choose(from, sense{kind: city, cc: s.cc, region: s.region, name: name})
		where.chosen, where.linked, where.qualifies = s, true, true
	}
}

// place is the region or country that an item after a comma names: what was
// chosen, or a state's code.
func (p *parser) place(it *item) *sense {
	if it.chosen != nil {
		if it.chosen.kind == region || it.chosen.kind == area && it.chosen.region == "" && !it.linked ||
			it.chosen.kind == country && len(it.chosen.cc) == 2 && !it.linked && !it.code {
			return it.chosen
		}
		return nil
	}
	if !it.code {
		return nil
	}
	for _, s := range it.senses {
		if s.kind == region && s.cc == "US" {
			return &s
		}
	}
	return nil
}

// townWord reports whether item i may be a word of a town's name.
func (p *parser) townWord(i int) bool {
	it := &p.items[i]
	if it.mode != "" || it.zone != "" || it.chosen != nil || it.town != "" || it.key == "" {
		return false
	}
	c := p.text[p.words[it.first].start]
	if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || it.code {
		return false
	}
	for w := range strings.FieldsSeq(it.key) {
		if p.lex.sets["role"][w] {
			return false
		}
	}
	return it.senses == nil || it.dropped
}
