// Package place goes from the places that adverts write to places: country,
// region, town and metro area, and what the text says of remote work.
//
// It prefers nothing to a guess: a name that two countries share is left open
// unless its neighbours, the caller's hint or plain size settle it.
//
// The gazetteer is embedded (data/, each file with its source and licence)
// and read on first use. GeoNames data is used under CC BY 4.0.
package place

import (
	"slices"
	"strings"
	"sync"
)

// Place is one place. Fields are "" where unknown.
type Place struct {
	Country string // ISO 3166 alpha-2
	Region  string // state or province code in the US, CA and AU, else its name
	City    string // English or usual name
	Metro   string // CBSA code (2023) of places in the US
}

// Result is what a text says of places.
type Result struct {
	Places []Place
	// Countries are those that the text names or surely implies, in order, each once.
	Countries []string
	// Remote is "none" (on site), "hybrid", "remote" (also where it is one
	// option of several) or "unknown".
	Remote string
	// Scope is what remote work is limited to: country codes and parts of
	// the world, joined by ", "; "" where no limit is stated.
	Scope string
}

// Resolve reads the places in a text: a place field, or the first line of an
// advert. country is an ISO 3166 alpha-2 hint that settles what the text
// leaves open; "" when unknown. At most the first 4 KiB are read.
func Resolve(text, country string) Result {
	p := parse(strings.TrimSpace(text), strings.ToUpper(country))
	p.link()
	p.settleCodes()
	p.settle()
	p.unknownTowns()
	return p.result()
}

// SameName says that two spellings are one name: case, accents and marks don't
// matter.
func SameName(a, b string) bool { return key(a) == key(b) }

// Country finds the country of a code (alpha-2, alpha-3) or a name in one of
// the main languages. Codes may be written small here, unlike in texts.
func Country(name string) (iso2 string, ok bool) {
	l := lex()
	if len(name) <= 3 {
		for _, s := range l.codes[strings.ToUpper(name)] {
			if s.kind == country {
				return s.cc, true
			}
		}
	}
	for _, s := range l.names.of(key(name)) {
		if s.kind == country && len(s.cc) == 2 {
			return s.cc, true
		}
	}
	return "", false
}

// Name is the English name of a country code, or "".
func Name(iso2 string) string {
	return english()[strings.ToUpper(iso2)]
}

// english are the names of countries by code. A configuration is checked
// against them by runs that never resolve a place, so the lexicon is not
// loaded for their sake.
var english = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	each(countryFile, func(f []string) { names[f[0]] = f[2] })
	return names
})

// Metro is the title of a CBSA code ("Boston-Cambridge-Newton, MA-NH"), or "".
func Metro(code string) string {
	return lex().metros[code]
}

// MetroTitled returns the code of the metropolitan area that has exactly this
// title, "" where none has: a title that ends in several states names towns of
// one area, and reads as places of each state.
func MetroTitled(title string) string { return titles()[title] }

var titles = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for code, title := range lex().metros {
		out[title] = code
	}
	return out
})

// result collects the settled places in the order of the text.
func (p *parser) result() Result {
	var r Result
	var scope []string
	modes := map[string]bool{}
	for i := range p.items {
		it := &p.items[i]
		if it.mode != "" {
			modes[it.mode] = true
		}
		if it.dropped {
			continue
		}
		if it.zone != "" && !slices.Contains(scope, it.zone) {
			scope = append(scope, it.zone)
		}
		if it.chosen == nil {
			if it.town != "" {
				r.Places = appendNew(r.Places, Place{City: it.town})
			}
			continue
		}
		s := it.chosen
		for cc := range strings.SplitSeq(s.cc, "|") {
			if cc != "" && !slices.Contains(r.Countries, cc) {
				r.Countries = append(r.Countries, cc)
			}
			if it.qualifies {
				if s.kind == country && p.besideRemote(i) && !slices.Contains(scope, cc) {
					scope = append(scope, cc)
				}
				continue
			}
			pl := Place{Country: cc, Region: s.region, Metro: s.metro}
			if it.county && !it.linked {
				pl = Place{Country: cc}
			}
			if s.kind == city && !it.areaOnly {
				pl.City = s.name
			}
			r.Places = appendNew(r.Places, pl)
			if s.kind != city && !slices.Contains(scope, cc) {
				scope = append(scope, cc)
			}
		}
	}
	r.Places = slices.DeleteFunc(r.Places, func(pl Place) bool {
		return slices.ContainsFunc(r.Places, func(o Place) bool {
			return o != pl && o.Country == pl.Country && pl.City == "" && pl.Metro == "" &&
				(pl.Region == "" || pl.Region == o.Region && o.City != "")
		})
	})
	switch {
	case modes["remote"]:
		r.Remote = "remote"
		r.Scope = strings.Join(scope, ", ")
	case modes["hybrid"]:
		r.Remote = "hybrid"
	case modes["none"]:
		r.Remote = "none"
	default:
		r.Remote = "unknown"
	}
	return r
}

// besideRemote reports whether a country is written to the word remote: "ATL,
// US-Remote" limits remote work to the US.
func (p *parser) besideRemote(i int) bool {
	tight := func(a, b int) bool {
		return a >= 0 && b < len(p.items) && p.items[b].before&^(hyphen|dash|opens) == 0 &&
			p.items[a].mode+p.items[b].mode == "remote"
	}
	return tight(i-1, i) || tight(i, i+1)
}

func appendNew(places []Place, p Place) []Place {
	if slices.Contains(places, p) {
		return places
	}
	return append(places, p)
}

// Is reports whether a text names places or says where work is done, and
// nothing else: "Berlin or remote", "EMEA", "Remote, US". Towns and regions
// whose names are words ("Mobile", "Enterprise") don't count.
func Is(text string) bool {
	p := &parser{lex: lex(), text: text, purely: true}
	return p.parse() && p.onlyPlaces()
}

// onlyPlaces settles the items of a text and reports whether they are nothing but
// places.
func (p *parser) onlyPlaces() bool {
	p.link()
	p.settleCodes()
	p.settle()
	some := false
	for i := range p.items {
		it := &p.items[i]
		switch {
		case it.chosen != nil && !it.linked && (p.lex.sets["word"][it.key] || p.lex.sets["given"][it.key]), it.dropped:
			return false
		case it.chosen != nil || it.zone != "" || it.mode != "" || it.town != "":
			some = true
		case !it.noise:
			return false
		}
	}
	return some
}
