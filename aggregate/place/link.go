package place

import (
	"slices"
	"strings"
)

// link settles names by their neighbours: "Portland, Maine", "CA - San
// Francisco", "US, AR", "Richmond, BC, Canada".
func (p *parser) link() {
	for i := range p.items {
		it := &p.items[i]
		if !it.geo() || it.qualifies && it.chosen.kind == country {
			continue
		}
		n, between := p.next(i)
		if n < 0 {
			n, between = p.address(i)
		}
		if n < 0 || between&^loose != 0 {
			continue
		}
		switch {
		case it.linked && it.chosen.kind == city:
			p.linkForward(i, n)
		case it.linked:
			it.senses = []sense{*it.chosen}
			p.linkDown(i, n, between)
		case p.linkTown(i, n), p.linkPast(i, n):
		case p.linkRegion(i, n):
		case p.linkDown(i, n, between):
		}
	}
}

// address skips the unknown middle of "Bang Pa-in, Ayutthaya, Thailand": up to
// four words bounded by commas.
func (p *parser) address(i int) (int, sep) {
	words := 0
	for j := i + 1; j < len(p.items) && j <= i+5; j++ {
		it := &p.items[j]
		switch {
		case it.geo():
			if words == 0 || it.before != comma || it.code {
				return -1, 0
			}
			return j, comma
		case it.mode != "" || it.zone != "" || words == 0 && it.before != comma || words > 0 && it.before&^(hyphen|comma) != 0:
			return -1, 0
		}
		words++
	}
	return -1, 0
}

// linkTown lets the region or country after a town settle it.
func (p *parser) linkTown(i, n int) bool {
	it, next := &p.items[i], &p.items[n]
	if it.code && !next.code && next.first != it.last {
		return false
	}
	var towns, where []sense
	for _, t := range it.senses {
		if t.kind != city && t.kind != area {
			continue
		}
		for _, w := range next.senses {
			if inside(t, w) {
				towns, where = append(towns, t), append(where, w)
			}
		}
	}
	if len(towns) == 0 {
		return false
	}
	best := 0
	for k := range towns {
		// A region says more than a country: "Wilmington, DE".
		if r, b := where[k].kind == region, where[best].kind == region; r != b && r ||
			r == b && towns[k].people > towns[best].people {
			best = k
		}
	}
	// "Quebec, Canada" and "Victoria, Australia" are the provinces.
	if where[best].kind == country {
		for _, s := range it.senses {
			if s.kind == region && s.cc == towns[best].cc && p.lex.states[s.cc+" "+s.region] != "" &&
				towns[best].people <= knownTown {
				return false
			}
		}
	}
	// A code in front of a town belongs to the town, not to the name before.
	if next.code && where[best].kind == country {
		if m, between := p.next(n); m > 0 && between == hyphen && next.before != hyphen &&
			hasTown(p.items[m].senses, where[best]) {
			return false
		}
	}
	p.choose(i, towns[best])
	p.qualify(n, where[best])
	p.linkForward(n, -1)
	return true
}

// linkPast lets the country settle a town past a code of a region that we
// don't know: "Barcelona, CT, Spain".
func (p *parser) linkPast(i, n int) bool {
	code := &p.items[n]
	if !code.code || code.before&comma == 0 || hasKind(code.senses, city) {
		return false
	}
	m, between := p.next(n)
	if m < 0 || between&comma == 0 || between&^loose != 0 ||
		p.items[m].code && !safe[strings.ToUpper(p.items[m].key)] ||
		!p.linkTown(i, m) {
		return false
	}
	code.dropped = true
	return true
}

// linkForward goes on from a qualifier: the country after a region.
func (p *parser) linkForward(i, n int) {
	from := p.items[i].chosen
	var between sep
	if n < 0 {
		n, between = p.next(i)
	}
	if from == nil || n < 0 || between&^loose != 0 || p.items[n].linked {
		return
	}
	for _, s := range p.items[n].senses {
		if s.kind == country && s.cc == from.cc || s.kind == region && s.cc == from.cc && s.region == from.region {
			if !p.items[n].code || !hasKind(p.items[n].senses, region) || from.kind == region {
				p.qualify(n, s)
				p.linkForward(n, -1)
				return
			}
		}
	}
}

// linkRegion lets the country after a region settle it: "Georgia, USA".
func (p *parser) linkRegion(i, n int) bool {
	it, next := &p.items[i], &p.items[n]
	if it.code && next.code {
		return false
	}
	for _, s := range it.senses {
		if s.kind != region && s.kind != area {
			continue
		}
		for _, w := range next.senses {
			if w.kind == country && w.cc == s.cc {
				p.choose(i, s)
				p.qualify(n, w)
				return true
			}
		}
	}
	return false
}

// far is how many times better known the same name elsewhere must be to be
// meant in spite of a country before it in a list.
const far = 20

// linkDown lets a country or region in front settle what follows it:
// "US-Seattle", "India, Bangalore", "USA NC Fort Bragg".
func (p *parser) linkDown(i, n int, between sep) bool {
	it, next := &p.items[i], &p.items[n]
	// The name that follows may belong to what follows it.
	if m, sep := p.next(n); m > 0 && sep&^loose == 0 && between != hyphen && between != dash && p.fits(n, m) &&
		!p.fits2(i, n) {
		return false
	}
	var where, what *sense
	for a := range it.senses {
		for b := range next.senses {
			w, t := &it.senses[a], &next.senses[b]
			if p.holds(i, n, *w, *t, between) && (what == nil || t.people > what.people) {
				where, what = w, t
			}
		}
	}
	if what == nil {
		return false
	}
	p.qualify(i, *where)
	p.choose(n, *what)
	return true
}

// holds reports whether item n, taken as t, is of item i before it, taken as w.
func (p *parser) holds(i, n int, w, t sense, between sep) bool {
	next := &p.items[n]
	switch {
	case w.kind != country && w.kind != region:
		return false
	case w.kind == country && t.kind == region && w.cc == t.cc:
		if p.lex.states[t.cc+" "+t.region] == "" && hasTown(next.senses, w) {
			return false // Tel Aviv is the town before it is the district
		}
		return !next.code || p.states(i, n, between)
	case !inside(t, w):
		return false
	case t.kind == city && !next.code || t.kind == area:
		return between&comma == 0 || t.people*far >= most(next.senses)
	}
	return w.kind == country && t.kind == city && between&(hyphen|dash) != 0
}

// states decides whether the code after a country is one of its states, as in
// "US, AR, Remote" and "US-CA", or another country, as in "US, CA, UK".
func (p *parser) states(i, n int, between sep) bool {
	if between&(opens|closes|colon) != 0 || !hasKind(p.items[n].senses, country) {
		return true
	}
	m, sep := p.next(n)
	if m < 0 || sep&^(comma|list|slash) != 0 || sep == 0 {
		return true
	}
	return !hasKind(p.items[m].senses, country) || hasKind(p.items[m].senses, region) ||
		hasKind(p.items[m].senses, city)
}

// fits reports whether a region or country of item m settles item n.
func (p *parser) fits(n, m int) bool {
	for _, t := range p.items[n].senses {
		for _, w := range p.items[m].senses {
			if t.kind == city && inside(t, w) {
				return true
			}
		}
	}
	return false
}

// fits2 is fits the other way round, from front to back.
func (p *parser) fits2(i, n int) bool { return p.fits(n, i) }

// inside reports whether a town or area lies in a region or country.
func inside(t, where sense) bool {
	switch where.kind {
	case country:
		return t.cc == where.cc
	case region:
		return t.cc == where.cc && (t.region == where.region || t.region == "")
	case area:
		return t.cc == where.cc && (t.region == where.region || t.region == "" || where.region == "")
	}
	return false
}

func hasTown(senses []sense, where sense) bool {
	return slices.ContainsFunc(senses, func(s sense) bool { return s.kind == city && inside(s, where) })
}

func hasKind(senses []sense, k kind) bool {
	return slices.ContainsFunc(senses, func(s sense) bool { return s.kind == k })
}

func most(senses []sense) int32 {
	var n int32
	for _, s := range senses {
		n = max(n, s.people)
	}
	return n
}

func (p *parser) choose(i int, s sense) {
	p.items[i].chosen, p.items[i].linked = &s, true
}

func (p *parser) qualify(i int, s sense) {
	p.items[i].chosen, p.items[i].linked, p.items[i].qualifies = &s, true, true
}
