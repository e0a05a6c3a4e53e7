package place

import (
	"slices"
	"strings"
)

// settleCodes decides the codes that no neighbour settled.
func (p *parser) settleCodes() {
	for i := 0; i < len(p.items); i++ {
		if !p.items[i].geo() {
			continue
		}
		run := []int{i}
		for {
			n, between := p.next(run[len(run)-1])
			if n < 0 || between&strong != 0 || between&(comma|slash|list|hyphen|dash) == 0 {
				break
			}
			run = append(run, n)
		}
		p.settleRun(run)
		i = run[len(run)-1]
	}
}

// settleRun settles the codes of a list by the company that they keep.
func (p *parser) settleRun(run []int) {
	var states, countries, towns int
	for _, i := range run {
		it := &p.items[i]
		switch {
		case it.chosen != nil && it.qualifies && it.chosen.kind == country,
			!it.code && hasKind(it.senses, country) && it.chosen == nil:
			countries++
		case it.code && it.linked:
			if it.chosen.kind == city {
				towns++
			}
		case it.code && sure(it) == country:
			countries++
		case it.code && sure(it) == region:
			states++
		case hasKind(it.senses, city):
			towns++
		}
	}
	if len(run) == 2 && p.state(run[0], run[1]) {
		return
	}
	for k, i := range run {
		it := &p.items[i]
		if !it.code || it.linked {
			continue
		}
		if k > 0 && it.before&^(comma|opens|hyphen|dash|slash) == 0 && p.foreign(run[k-1], i) {
			continue
		}
		p.settleCode(i, states, countries, towns, len(run))
	}
}

// state reads "CA, US" and "IN, USA": the state, though the code is a
// country's too.
func (p *parser) state(i, n int) bool {
	it, next := &p.items[i], &p.items[n]
	if !it.code || it.linked || next.linked || next.before&(slash|list|strong) != 0 {
		return false
	}
	for _, s := range it.senses {
		if s.kind == region && s.cc == "US" &&
			slices.ContainsFunc(next.senses, func(w sense) bool { return w.kind == country && w.cc == "US" }) {
			p.choose(i, s)
			p.qualify(n, sense{kind: country, cc: "US"})
			return true
		}
	}
	return false
}

// safe are the codes that mean their country wherever they stand in capitals.
var safe = map[string]bool{"US": true, "USA": true, "UK": true, "UAE": true, "GBR": true, "DEU": true}

// sure is what a code means beyond doubt: a country, a US, Canadian or
// Australian state, or 0.
func sure(it *item) kind {
	c := strings.ToUpper(it.key)
	switch s, n := hasKind(it.senses, region), hasKind(it.senses, country); {
	case safe[c]:
		return country
	case s && n && slices.ContainsFunc(it.senses, func(s sense) bool { return s.kind == region && s.cc == "US" }):
		return 0
	case s && n:
		return country // Newfoundland's NL and the like are written after a town
	case n && !hasKind(it.senses, city):
		return country
	case s && !hasKind(it.senses, city):
		return region
	}
	return 0
}

func (p *parser) settleCode(i int, states, countries, towns, run int) {
	it := &p.items[i]
	if sure(it) == country {
		countries-- // itself
	}
	if run == 1 && p.hinted(it) {
		return
	}
	if p.spoken(i) {
		return
	}
	apart := len(p.items) == 1 || p.remoteBeside(i) // no other name is near
	switch {
	case safe[strings.ToUpper(it.key)]:
		it.pick(country)
	case countries > 0 && states == 0 && hasKind(it.senses, country) && run > 1 && !(hasKind(it.senses, city) && towns > 0):
		it.pick(country)
	case hasKind(it.senses, city) && (towns > 1 || known(it)):
		it.pick(city)
	case states > 1 || states > 0 && (apart || towns > 0 || countries > 0):
		it.pick(region)
	case countries > 0 && run > 1 || sure(it) == country && apart && !p.lex.sets["initials"][it.key]:
		it.pick(country)
	}
}

// spoken reports whether code i is a word of the sentence.
func (p *parser) spoken(i int) bool {
	it := &p.items[i]
	follows := it.before == 0 && i > 0
	return (it.before&comma != 0 || follows) && p.conjunction(i) || follows && wordly[it.key]
}

// hinted settles a code by the country that is known from elsewhere.
func (p *parser) hinted(it *item) bool {
	if p.hint == "" {
		return false
	}
	for _, s := range it.senses {
		if s.cc == p.hint && (s.kind == region || s.kind == country) {
			it.chosen = &s
			return true
		}
	}
	return false
}

// remoteBeside reports whether remote work is named beside item i, a code.
func (p *parser) remoteBeside(i int) bool {
	if i > 0 && p.items[i-1].mode == "remote" && p.items[i].before&^(hyphen|dash|opens|comma|colon) == 0 {
		return true
	}
	return i+1 < len(p.items) && p.items[i+1].mode == "remote" && p.items[i+1].before&^(hyphen|dash|opens|colon) == 0
}

// pick chooses the item's only sense of a kind, of several the American one.
func (it *item) pick(k kind) {
	found := within(it.senses, func(s sense) bool { return s.kind == k })
	if len(found) > 1 {
		found = within(found, func(s sense) bool { return s.cc == "US" })
	}
	if len(found) == 1 {
		it.chosen = &found[0]
	}
}

// known reports whether a town's code needs no company: NY, LA and DC are
// written so everywhere in the US.
func known(it *item) bool {
	return it.key == "ny" || it.key == "la" || it.key == "dc"
}

// wordly are states' codes that are words in capitals: "REMOTE OK".
var wordly = map[string]bool{"or": true, "in": true, "me": true, "ok": true, "hi": true}

// foreign reports whether code i is a region's code of the town before it that
// we know no more of ("Florianópolis, SC"), or a state that makes the town a
// small one of that name ("Dublin, PA").
func (p *parser) foreign(town, i int) bool {
	it, t := &p.items[i], &p.items[town]
	if t.linked || t.code {
		return false
	}
	c := strings.ToUpper(it.key)
	if !hasKind(t.senses, city) {
		// "Mexico, MO" and "Poland, OH", but not "Germany, DE".
		if len(t.senses) != 1 || t.senses[0].kind != country ||
			slices.ContainsFunc(
				it.senses,
				func(s sense) bool { return s.cc == t.senses[0].cc || s.cc == "US" && s.kind == country },
			) ||
			it.before&comma == 0 ||
			i != len(p.items)-1 && p.items[i+1].before&^strong == 0 {
			return false
		}
	}
	for _, s := range t.senses {
		// Italians write their codes in brackets: "Milano (MI)", but "Venice, CA".
		if s.cc == "IT" && it.before&opens == 0 && t.key[0] != it.key[0] {
			continue
		}
		if s.kind == city && p.lex.codesOf[s.cc+" "+c] && (it.before&slash == 0 || s.cc == "BR") {
			p.choose(town, s)
			it.dropped = true
			return true
		}
	}
	if it.before&(comma|opens) == 0 || p.conjunction(i) {
		return false
	}
	for _, s := range it.senses {
		if s.kind == region && s.cc == "US" && !hasKind(it.senses, city) {
			p.choose(town, sense{kind: city, cc: s.cc, region: s.region, name: t.text})
			p.qualify(i, s)
			return true
		}
	}
	return false
}

// conjunction reports whether a state's code goes on as a word would: "PARIS,
// OR REMOTE", "BERLIN, IN PERSON".
func (p *parser) conjunction(i int) bool {
	switch p.items[i].key {
	case "or", "in", "me", "ok", "hi", "oh", "de", "la":
		return i+1 < len(p.items) && p.items[i+1].before == 0
	}
	return false
}

// dominance is how many times better known a place must be than all others of
// its name for readers to have no doubt. Halifax (CA 359,000, GB 83,000) and
// Cambridge are in doubt, Melbourne and Birmingham, Alabama are not.
const dominance = 5

// settle decides the names that are still open, first those that need no
// company, then the others by the countries found.
func (p *parser) settle() {
	p.dropProse()
	var open []int
	for i := range p.items {
		it := &p.items[i]
		if !it.geo() || it.code || it.chosen != nil {
			continue
		}
		if !p.decide(it, nil) {
			open = append(open, i)
		}
	}
	found := map[string]bool{}
	for i := range p.items {
		if it := &p.items[i]; it.chosen != nil && !it.dropped {
			found[it.chosen.cc] = true
		}
	}
	for _, i := range open {
		it := &p.items[i]
		if p.decide(it, found) {
			continue
		}
		name, one := oneName(it.senses)
		if !one {
			continue
		}
		it.town = name
		// "Santa Cruz, Bolivia": the country's own is too small, or goes by
		// a longer name.
		if n, between := p.next(i); n > 0 && between == comma && p.items[n].chosen != nil &&
			p.items[n].chosen.kind == country {
			s := *p.items[n].chosen
			p.qualify(n, s)
			p.choose(i, sense{kind: city, cc: s.cc, name: name})
		}
	}
}

// oneName is the name that all towns among the senses are shown under.
func oneName(senses []sense) (string, bool) {
	name := ""
	for _, s := range senses {
		if s.kind != city {
			continue
		}
		if name != "" && key(name) != key(s.name) {
			return "", false
		}
		name = s.name
	}
	return name, name != ""
}

// decide settles an item by size, the hint and the countries found elsewhere
// in the text.
func (p *parser) decide(it *item, found map[string]bool) bool {
	senses, ok := p.candidates(it, found)
	if !ok {
		return false
	}
	if c := within(senses, func(s sense) bool { return s.kind == country }); len(c) > 0 {
		s := c[0]
		// A city state is its city too.
		if t := within(senses, func(t sense) bool { return t.kind == city && t.cc == s.cc && t.people > 3000 }); len(
			t,
		) > 0 &&
			(s.cc == "SG" || s.cc == "HK") {
			s = t[0]
		}
		it.chosen = &s
		return true
	}
	if pin := p.lex.pins[it.key]; pin != "" {
		cc, reg, _ := strings.Cut(pin, "-")
		if in := within(senses, func(s sense) bool { return s.kind == city && s.cc == cc && (reg == "" || s.region == reg) }); len(
			in,
		) > 0 {
			it.chosen = &in[0]
			return true
		}
	}
	best := senses[0]
	for _, s := range senses {
		if s.people > best.people || s.people == best.people && s.kind == city && best.kind == region {
			best = s
		}
	}
	best = p.townOrRegion(senses, best)
	sameRegion := true
	for _, s := range senses {
		if s.people*dominance > best.people {
			if s.cc != best.cc {
				return false
			}
			sameRegion = sameRegion && s.region == best.region
		}
	}
	if !sameRegion {
		// The country is sure, the region is not.
		best.region, best.metro = "", ""
		if best.kind == region {
			best.kind = country
		}
	}
	it.chosen = &best
	return true
}

// candidates are the senses that the hint and the countries found elsewhere
// leave; false where they leave the item open.
func (p *parser) candidates(it *item, found map[string]bool) ([]sense, bool) {
	if in := within(it.senses, func(s sense) bool { return s.cc == p.hint }); p.hint != "" && len(in) > 0 {
		return in, true
	}
	if found == nil {
		return it.senses, !p.lex.sets["open"][it.key]
	}
	in := within(it.senses, func(s sense) bool { return found[s.cc] })
	for _, s := range in {
		if s.cc != in[0].cc {
			return nil, false
		}
	}
	return in, len(in) > 0
}

// knownTown is the size in thousands of a town that is meant before the state
// of its name: New York, but not Quebec.
const knownTown = 6000

// townOrRegion chooses between a region and the town that it is named after:
// the town, but for the states and provinces other than New York.
func (p *parser) townOrRegion(senses []sense, best sense) sense {
	if best.kind != region {
		return best
	}
	for _, s := range senses {
		if s.kind == city && s.cc == best.cc && s.region == best.region &&
			(p.lex.states[s.cc+" "+s.region] == "" || s.people > knownTown) {
			s.people = max(s.people, best.people)
			return s
		}
	}
	return best
}

func within(senses []sense, ok func(sense) bool) []sense {
	var out []sense
	for _, s := range senses {
		if ok(s) {
			out = append(out, s)
		}
	}
	return out
}
