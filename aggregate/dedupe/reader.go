package dedupe

import (
	"strings"
	"sync"
	"unicode/utf8"

	"backpay/scraper/pattern"
)

// shingleWords is the length of a shingle. Five is what published
// measurements of job adverts use; three finds phrases, seven misses rewording.
const shingleWords = 5

// maxShingles is how many shingles of a text are kept, the first ones: beyond
// some 4,000 words a text is no advert.
const maxShingles = 4000

// The constants of the 32-bit FNV-1a hash.
const (
	fnvStart = 2166136261
	fnvPrime = 16777619
)

// hash32 is FNV-1a.
func hash32(s string) uint32 {
	h := uint32(fnvStart)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// reader hashes the words of a text and the shingles that they form.
type reader struct {
	last     [shingleWords]uint32
	words    int
	shingles int      // how many were met
	mask     uint32   // the bits that are 0 in a shingle that is kept
	out      []uint32 // those that are kept
	themes   bool     // whether words are counted
	// counts tells how often each word is said that may be a theme.
	counts map[uint32]uint8
}

// readers are kept for the next text: their lists and counts were a ninth of all that
// an aggregate allocates.
var readers = sync.Pool{New: func() any { return &reader{counts: make(map[uint32]uint8, 256)} }}

func (r *reader) reset(oneIn uint32, themes bool) {
	clear(r.counts)
	*r = reader{mask: oneIn - 1, themes: themes, out: r.out[:0], counts: r.counts}
}

func (r *reader) read(text string) {
	for len(text) > 0 {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		if strings.Contains(line, "://") {
			line = address.ReplaceAllString(line, " ")
		}
		if len(line) <= maxPlaceLine {
			if isPlaceLine(line, countWords(line)) {
				continue
			}
			line = cutPlaces(line)
		}
		r.line(line)
	}
}

// address is a web address in a text, which is no part of what it says.
var address = pattern.New(`https?://\S+`)

// part is a part of a line between strokes or brackets, item one between
// commas too.
var part, item = pattern.New(`[^|()]+`), pattern.New(`[^|(),]+`)

// cutPlaces drops the parts of a line that name only a place: "Backend
// Engineer | Berlin".
func cutPlaces(line string) string {
	if !strings.ContainsAny(line, "|(") {
		return line
	}
	cut := func(s string) string {
		if n := countWords(s); n > 0 && n <= 6 && isPlace(strings.TrimSpace(s)) {
			return " "
		}
		return s
	}
	return item.ReplaceAllStringFunc(part.ReplaceAllStringFunc(line, cut), cut)
}

// maxPlaceLine is the length in bytes above which no line names only a place.
const maxPlaceLine = 100

// countWords counts roughly: isPlaceLine asks only whether they are few.
func countWords(line string) int {
	n, in := 0, false
	for i := 0; i < len(line); i++ {
		w := line[i] > ' '
		if w && !in {
			n++
		}
		in = w
	}
	return n
}

// line reads plain ASCII byte by byte, which is nine lines in ten, and all
// else as split cuts it. Both ways give the same words.
func (r *reader) line(line string) {
	for i := 0; i < len(line); i++ {
		if line[i] >= utf8.RuneSelf {
			for _, w := range split(line) {
				r.folded(w)
			}
			return
		}
	}
	h, n, digit := uint32(fnvStart), 0, false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '.' || c == '\'':
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z' || c == '+' || c == '#':
		case c >= '0' && c <= '9':
			digit = true
		default:
			if n > 0 && !digit {
				r.word(h, n)
			}
			h, n, digit = fnvStart, 0, false
			continue
		}
		h = (h ^ uint32(c)) * fnvPrime
		n++
	}
	if n > 0 && !digit {
		r.word(h, n)
	}
}

// folded reads a word that split cut. Chinese and Japanese don't divide words: each of
// their characters is one, since whole clauses never are the same in two texts.
func (r *reader) folded(w string) {
	h, n, digit := uint32(fnvStart), 0, false
	flush := func() {
		if n > 0 && !digit {
			r.word(h, n)
		}
		h, n, digit = fnvStart, 0, false
	}
	for _, c := range w {
		whole := undivided(c)
		if whole {
			flush()
		}
		var bytes [utf8.UTFMax]byte
		for _, b := range bytes[:utf8.EncodeRune(bytes[:], c)] {
			h = (h ^ uint32(b)) * fnvPrime
			n++
		}
		digit = digit || c >= '0' && c <= '9'
		if whole {
			flush()
		}
	}
	flush()
}

// undivided reports whether a character is of a script that writes words without
// spaces.
func undivided(c rune) bool { return c >= 0x3040 && c <= 0x30FF || c >= 0x3400 && c <= 0x9FFF }

// minTheme is the least length in bytes of a word that may be a theme: the
// little words of every language are shorter.
const minTheme = 4

func (r *reader) word(h uint32, length int) {
	if r.themes && length >= minTheme && !commonWords[h] {
		if n := r.counts[h]; n < 255 {
			r.counts[h] = n + 1
		}
	}
	r.last[r.words%shingleWords] = h
	r.words++
	if r.words < shingleWords || r.shingles == maxShingles {
		return
	}
	r.shingles++
	s := uint32(fnvStart)
	for k := range shingleWords {
		s = (s ^ r.last[(r.words+k)%shingleWords]) * fnvPrime
		s ^= s >> 15
	}
	if s = mix(s); s&r.mask == 0 {
		r.out = append(r.out, s)
	}
}

// mix spreads a hash over all bits, so that a remainder is a fair sample.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// commonWords are those of all adverts, whatever the opening.
var commonWords = func() map[uint32]bool {
	m := map[uint32]bool{}
	for w := range strings.FieldsSeq("with that your will have this from team teams work working about their they " +
		"what which when where would could should " +
		"more most other into than then them these those also like such over through while within across each " +
		"every been being both " +
		"experience years role join company people business skills help need looking including ability strong " +
		"build building great " +
		"must well make time year based using able take part candidate candidates position opportunity " +
		"opportunities employees " +
		"benefits salary range compensation equal employment please apply application applicants status information " +
		"nicht eine einer einem eines oder auch sich wird werden sind dich deine deinen unsere unseren unser wir " +
		"avec pour dans vous nous votre notre sont plus les des une sur para como nuestro sus") {
		m[hash32(w)] = true
	}
	return m
}()
