package place

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The files as strings: a copy would cost as much memory as what is kept of them.
var (
	//go:embed data/cities.txt
	cityFile string
	//go:embed data/countries.txt
	countryFile string
	//go:embed data/metros.txt
	metroFile string
	//go:embed data/names.txt
	nameFile string
	//go:embed data/regions.txt
	regionFile string
)

type kind uint8

const (
	country kind = iota + 1
	region
	city
	area // of several towns
	zone // part of the world
	mode // remote, hybrid, onsite
)

// sense is one thing that a name may mean.
type sense struct {
	kind   kind
	people int32  // thousands: how well known, for towns and regions
	cc     string // ISO 3166 alpha-2; "GB|IE" for names of two countries
	region string
	name   string // of a town as shown; the scope of a zone; the mode
	metro  string
}

// lexicon is all that is known of names. It does not change once read.
type lexicon struct {
	names   *names
	codes   map[string][]sense // in capitals
	span    map[string]int     // first word of names of several: the most words of one
	states  map[string]string  // "US CA" to California
	codesOf map[string]bool    // "BR SP": codes of regions that are no places of their own
	english map[string]string  // countries
	iso3    map[string]string
	metros  map[string]string // titles by CBSA code
	sets    map[string]map[string]bool
	pins    map[string]string // key of a town: "US-CA"
	parts   []string          // keys of quarters in cities.txt
	typos   index             // see readTypos
}

var lex = sync.OnceValue(read)

// read parses the embedded files. Their form is checked by a test; a line
// that can't be read is a defect of the build, hence the panic.
func read() *lexicon {
	l := &lexicon{
		names: newNames(), codes: map[string][]sense{}, span: make(map[string]int, 5000), typos: newIndex(1 << 14),
		states: map[string]string{}, codesOf: map[string]bool{}, english: map[string]string{}, iso3: map[string]string{},
		metros: map[string]string{}, sets: map[string]map[string]bool{}, pins: map[string]string{},
	}
	l.readCountries()
	l.readRegions()
	l.readCities()
	each(metroFile, func(f []string) { l.metros[f[0]] = f[1] })
	l.readNames()
	for _, k := range l.parts {
		l.names.change(k, func(s *sense) {
			if s.kind == city && fold(s.name) != k {
				s.name = l.shown(*s)
			}
		})
	}
	for k := range l.sets["never"] {
		c := strings.ToUpper(k)
		l.codes[c] = within(l.codes[c], func(s sense) bool { return s.kind != country })
	}
	l.readTypos()
	return l
}

// each calls f with the fields of each line of an embedded file; f must not keep
// the slice.
func each(file string, f func([]string)) {
	var fields []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			fields = fields[:0]
			for f := range strings.SplitSeq(line, "\t") {
				fields = append(fields, f)
			}
			f(fields)
		}
	}
}

// add puts a sense under a name. A second town of the same name and region
// is the same town.
func (l *lexicon) add(name string, s sense) {
	var buf [64]byte
	b, end, n := simpleKey(buf[:0], name)
	if n > 0 {
		l.put(string(b), end, n, s)
	} else {
		words := split(name)
		k, _ := join(words)
		if k == "" {
			return
		}
		l.put(k, len(words[0].key), len(words), s)
	}
	// German and Nordic letters as people without them write them.
	if s.kind == city && len(b) != len(name) && strings.ContainsAny(name, "äöüÄÖÜøåØÅ") {
		words := split(asciiLetters.Replace(name))
		k, _ := join(words)
		l.put(k, len(words[0].key), len(words), s)
	}
}

var asciiLetters = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa",
)

// simpleKey is key for names that are plain words of Latin letters, which most
// are, at a fraction of the cost. It adds the key to dst; end is where its
// first word ends, and n, the count of words, is 0 for the other names.
func simpleKey(dst []byte, name string) (k []byte, end, n int) {
	k = dst
	start := 0 // of the word in hand
	word := func() bool {
		if _, ok := short[string(k[start:])]; ok || start == len(k) {
			return false
		}
		if n++; n == 1 {
			end = len(k)
		}
		return true
	}
	for i := 0; i < len(name); {
		c := name[i]
		switch {
		case c|0x20-'a' < 26:
			k = append(k, c|0x20)
			i++
		case c == ' ':
			if !word() {
				return nil, 0, 0
			}
			k = append(k, ' ')
			start = len(k)
			i++
		default:
			r, size := utf8.DecodeRuneInString(name[i:])
			plain := latin()[min(r, lastLatin)]
			if c < utf8.RuneSelf || plain == "" {
				return nil, 0, 0
			}
			k = append(k, plain...)
			i += size
		}
	}
	if !word() {
		return nil, 0, 0
	}
	return k, end, n
}

// lastLatin is beyond the letters that latin holds.
const lastLatin = 0x1f00

// latin are the folded forms of the letters beyond ASCII, by character, that are
// plain letters when folded.
var latin = sync.OnceValue(func() *[lastLatin + 1]string {
	var t [lastLatin + 1]string
	for _, part := range [][2]rune{{0xc0, 0x250}, {0x1e00, lastLatin}} {
		for r := part[0]; r < part[1]; r++ {
			f := fold(string(r))
			plain := unicode.IsLetter(r) && strings.Trim(f, "abcdefghijklmnopqrstuvwxyz") == ""
			if plain {
				t[r] = f
			}
		}
	}
	return &t
})

// put adds a sense to the key of a name of n words, of which the first ends at end.
func (l *lexicon) put(k string, end, n int, s sense) {
	kept := l.names.put(k, s)
	if kept != "" && n > 1 && l.span[kept[:end]] < n {
		l.span[kept[:end]] = n
	}
}

func (l *lexicon) readCountries() {
	each(countryFile, func(f []string) {
		cc := f[0]
		l.english[cc], l.iso3[f[1]] = f[2], cc
		s := sense{kind: country, cc: cc}
		l.codes[cc] = append(l.codes[cc], s)
		l.codes[f[1]] = append(l.codes[f[1]], s)
		l.add(f[2], s)
		if len(f) > 3 {
			for n := range strings.SplitSeq(f[3], "|") {
				l.add(n, s)
			}
		}
	})
	l.codes["UK"] = l.codes["GB"]
}

// stateWeight is the weight of a state's name against towns of that name
// elsewhere, in thousands of people.
const stateWeight = 5000

func (l *lexicon) readRegions() {
	each(regionFile, func(f []string) {
		if len(f) == 2 {
			for c := range strings.SplitSeq(f[1], " ") {
				l.codesOf[f[0]+" "+c] = true
			}
			return
		}
		s := sense{kind: region, cc: f[0], region: f[1], people: stateWeight}
		l.states[f[0]+" "+f[1]] = f[2]
		l.codes[f[1]] = append(l.codes[f[1]], s)
		l.add(f[2], s)
		if len(f) > 3 {
			for n := range strings.SplitSeq(f[3], "|") {
				l.add(n, s)
			}
		}
	})
}

func (l *lexicon) readCities() {
	var cc, reg string
	each(cityFile, func(f []string) {
		if rest, ok := strings.CutPrefix(f[0], "@ "); ok {
			cc, reg, _ = strings.Cut(rest, " ")
			// Short names are words elsewhere: Mon, Est, Var.
			if reg != "" && l.states[cc+" "+reg] == "" && (len(reg) > 4 || cc == "IN") {
				l.add(reg, sense{kind: region, cc: cc, region: reg, people: lesserRegion})
			}
			return
		}
		s := sense{kind: city, cc: cc, region: reg, name: f[0]}
		if len(f) > 2 {
			s.metro = f[2]
		}
		if town, ok := strings.CutPrefix(f[1], "<"); ok {
			l.parts = append(l.parts, key(f[0]))
			// A quarter stands for its town; it is less known than the town.
			s.name = town
			for _, o := range l.names.of(key(town)) {
				if o.kind == city && o.cc == cc {
					s.people = max(s.people, o.people/20)
				}
			}
		} else {
			n, err := strconv.Atoi(f[1])
			if err != nil {
				panic(fmt.Sprintf("cities.txt: %q: %v", f, err))
			}
			s.people = int32(n)
		}
		l.add(f[0], s)
		if len(f) > 3 {
			for n := range strings.SplitSeq(f[3], "|") {
				l.add(n, s)
			}
		}
	})
}

// readNames reads the names written by hand, of which the first field is the
// directive.
func (l *lexicon) readNames() {
	each(nameFile, func(f []string) {
		switch f[0] {
		case "country":
			for n := range strings.SplitSeq(f[2], "|") {
				l.add(n, sense{kind: country, cc: f[1]})
			}
		case "city", "quarter":
			s := l.town(f[1], f[2], strings.Split(f[3], "|"))
			s.name = f[2]
			if len(f) == 5 {
				n, err := strconv.Atoi(f[4])
				if err != nil {
					panic(fmt.Sprintf("names.txt: %q: %v", f, err))
				}
				s.people = int32(n)
			}
			if f[0] == "city" {
				l.rename(s, append(strings.Split(f[3], "|"), f[2]))
				l.add(f[2], s)
			} else {
				s.people /= 20
			}
			for n := range strings.SplitSeq(f[3], "|") {
				l.add(n, s)
			}
		case "code":
			s := l.town(f[1], f[2], nil)
			s.name = f[2]
			for c := range strings.SplitSeq(f[3], "|") {
				l.codes[c] = append(l.codes[c], s)
			}
		case "area":
			cc, reg, _ := strings.Cut(f[1], "-")
			for n := range strings.SplitSeq(f[3], "|") {
				l.add(n, sense{kind: area, cc: cc, region: reg, metro: strings.Trim(f[2], "-"), people: stateWeight})
			}
		case "zone", "mode":
			k := zone
			if f[0] == "mode" {
				k = mode
			}
			for n := range strings.SplitSeq(f[2], "|") {
				l.add(n, sense{kind: k, name: f[1]})
			}
		case "pin":
			l.pins[key(f[2])] = f[1]
		default: // open, word, role, noise, ...: sets of words
			set := l.sets[f[0]]
			if set == nil {
				set = map[string]bool{}
				l.sets[f[0]] = set
			}
			for n := range strings.SplitSeq(f[1], "|") {
				set[key(n)] = true
			}
		}
	})
}

// town finds the town that names.txt speaks of, under its name or one of its
// other names.
func (l *lexicon) town(where, name string, other []string) sense {
	cc, reg, _ := strings.Cut(where, "-")
	best := sense{kind: city, cc: cc, region: reg}
	for _, n := range append([]string{name}, other...) {
		for _, s := range l.names.of(key(n)) {
			if s.kind == city && s.cc == cc && (reg == "" || s.region == reg) && s.people > best.people {
				best = s
			}
		}
		if best.people > 0 {
			break
		}
	}
	return best
}

// shown is the usual name of the town that s is called after.
func (l *lexicon) shown(s sense) string {
	for _, o := range l.names.of(key(s.name)) {
		if o.kind == city && o.cc == s.cc && o.people > s.people {
			return o.name
		}
	}
	return s.name
}

// rename shows a town under its usual name wherever it is found.
func (l *lexicon) rename(s sense, names []string) {
	for _, n := range names {
		l.names.change(key(n), func(o *sense) {
			if o.kind == city && o.cc == s.cc && o.region == s.region && o.people == s.people {
				o.name = s.name
			}
		})
	}
}
