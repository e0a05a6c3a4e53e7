package place

import (
	"strings"

	"backpay/scraper/pattern"
)

// Address reads a structured address, as schema.org and the systems of
// employers give them: locality, region and country in fields of their own.
// country may be a code or a name, hint an ISO 3166 alpha-2 code for when it
// is empty. It reports false when nothing is known of the address.
func Address(locality, region, country, hint string) (Place, bool) {
	cc, _ := Country(strings.TrimSpace(country))
	if cc == "" {
		cc = strings.ToUpper(hint)
		if country != "" {
			// Some put the state, or all of the address, into the country.
			if r := Resolve(country, hint); len(r.Countries) == 1 {
				cc = r.Countries[0]
				if region == "" {
					region = country
				}
			}
		}
	}
	pl := Place{Country: cc}
	if r := findRegion(region, cc); r != nil {
		pl.Country, pl.Region = r.cc, r.region
	}
	if town := findTown(locality, pl); town != nil {
		return Place{Country: town.cc, Region: town.region, City: town.name, Metro: town.metro}, true
	}
	if partOfTown.MatchString(locality) { // of the town that the region is named after
		if town := findTown(region, Place{Country: pl.Country}); town != nil {
			return Place{Country: town.cc, Region: town.region, City: town.name, Metro: town.metro}, true
		}
	}
	// The locality is a text of its own: "Munich, Germany", "Remote".
	r := Resolve(locality, pl.Country)
	for _, o := range r.Places {
		if o.City != "" && (pl.Country == "" || o.Country == pl.Country || o.Country == "") {
			if o.Country == "" {
				o.Country, o.Region = pl.Country, pl.Region
			}
			return o, true
		}
	}
	switch {
	case pl.Country == "" && len(r.Countries) == 1:
		pl = r.Places[0]
	case pl.Country != "" && isTown(locality):
		pl.City = strings.TrimSpace(locality)
	}
	return pl, pl != (Place{})
}

// partOfTown is the name of a ward or a district, as addresses of Vietnam, Turkey and
// Indonesia have in the place of the town's.
var partOfTown = pattern.New(`(?i)^(?:phường|quận|huyện|ward|district|kecamatan|kelurahan)\s|\s(?:district|mahallesi)$`)

// findRegion finds a state or region by code or name, in country cc where it
// is known, else where no other country has it.
func findRegion(name, cc string) *sense {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	// ISO 3166-2 codes carry the country: "US-CA".
	if c, rest, ok := strings.Cut(name, "-"); ok && len(c) == 2 && (cc == "" || strings.EqualFold(c, cc)) &&
		len(rest) <= 3 {
		if r := findRegion(rest, strings.ToUpper(c)); r != nil {
			return r
		}
	}
	l := lex()
	var found *sense
	for _, senses := range [][]sense{l.codes[strings.ToUpper(name)], l.names.of(key(name))} {
		for _, s := range senses {
			if s.kind != region || cc != "" && s.cc != cc {
				continue
			}
			if found != nil && found.cc != s.cc {
				return nil
			}
			found = &s
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// findTown finds a town by its whole name: the largest in the country and
// region that are known; nil when the country is not.
func findTown(name string, in Place) *sense {
	if in.Country == "" {
		return nil
	}
	var best *sense
	for _, s := range lex().names.of(key(name)) {
		if s.kind != city || s.cc != in.Country || in.Region != "" && s.region != in.Region {
			continue
		}
		if best == nil || s.people > best.people {
			best = &s
		}
	}
	return best
}

// isTown reports whether a locality may be the name of a town that the
// gazetteer has not: a few words, no mark of remote work, no placeholder.
func isTown(locality string) bool {
	p := parse(locality, "")
	if len(p.items) == 0 || len(p.items) > 4 {
		return false
	}
	for i := range p.items {
		it := &p.items[i]
		if it.before&^hyphen != 0 || it.senses != nil || it.zone != "" || p.lex.sets["role"][it.key] ||
			p.lex.sets["noise"][it.key] ||
			it.key == "na" {
			return false
		}
	}
	return true
}
