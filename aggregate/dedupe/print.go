package dedupe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"backpay/aggregate"
	"backpay/aggregate/employer"
	"backpay/scraper/pattern"
)

// Advert is what a print is made of.
type Advert struct {
	ID          int64
	Source      string
	SourceID    string
	Board       string // the board's own name or the site's host
	Company     string
	Title       string
	Description string
	URL, Apply  string
	// Post names the one post in which the source found this opening beside
	// others; "" mostly.
	Post   string
	Skills []string
	Places []aggregate.Place
	// Years of experience asked for, and when it was posted; zero where unknown.
	Years    int
	PostedAt time.Time
	// PayMin and PayMax are the base pay a year in Currency, 0 where unknown.
	PayMin, PayMax float64
	Currency       string
}

// NewPrint makes the whole print of an advert.
func NewPrint(a Advert) Print {
	p := Outline(a)
	Read(&p)
	return p
}

// Outline makes the print of an advert without Shingles and Themes, which Read
// reads where they are needed: few postings are compared with another by them.
func Outline(a Advert) Print {
	a.Title = withoutEmployer(a.Title, a.Company)
	cleaned := clean(a.Title)
	title := titled(cleaned, a.Title)
	p := Print{
		Head: Head{
			ID:       a.ID,
			Title:    titleHash(title),
			Employer: employer.Key(a.Company),
			Agency:   employer.Agency(a.Company, a.Title, a.Description),
			Keys:     exactKeys(a, title),
			Places:   placeHashes(a.Places),
		},
	}
	if name := a.Company; p.Employer != "" || strings.ContainsFunc(a.Board, unicode.IsLetter) { // a number is no name
		if p.Employer == "" {
			name = a.Board
			p.Employer = employer.Key(name)
		}
		p.Names = employer.Evidence(name, a.Board, a.URL, a.Apply)
		p.Named = employer.Named(name, a.Description)
	}
	p.Titled, p.Region, p.Teaser = title, region(a.Title), isTeaser(a.Description)
	for _, s := range a.Skills {
		p.Skills = append(p.Skills, hash32(s))
	}
	slices.Sort(p.Skills)
	p.Skills = slices.Compact(p.Skills)
	p.PayMin, p.PayMax, p.Currency = a.PayMin, a.PayMax, a.Currency
	p.Venue = hash32(a.Source + " " + a.Board)
	if a.Post != "" {
		p.Post = hash32(a.Source + " " + a.Post)
		p.Venue = p.Post
	}
	p.Reworded, p.Base = reworded(cleaned)
	p.Years = max(a.Years, 0)
	if days := a.PostedAt.Unix() / 86400; days > 0 {
		p.Day = int(days)
	}
	sampleText(&p, a.Description)
	if p.Said = a.Description; p.Teaser && p.Words >= teaserWords {
		p.Keys = append(p.Keys, teaserKeys(p)...)
		slices.Sort(p.Keys)
	}
	return p
}

// teaserWords is how many words a text that breaks off has at least for no other
// opening of its title and town to begin with them.
const teaserWords = 15

// teaserKeys returns a key for each town of an advert whose text breaks off: the very
// same beginning under one title in one town is one opening, whatever the employer is
// called. Such texts are too short for the index across employers.
func teaserKeys(p Print) (keys []uint64) {
	Read(&p)
	for _, town := range p.Places {
		keys = append(keys, hash64(fmt.Sprintf("teaser %d %d %d", p.Title, town, textHash(p.Shingles))))
	}
	return keys
}

// placeHashes returns the hashes of towns and their metropolitan areas. A town is
// known by its name alone, since boards leave out country and state.
func placeHashes(places []aggregate.Place) (out []uint32) {
	for _, p := range places {
		city := strings.ToLower(p.City)
		for _, name := range []string{city, p.Metro, areas[p.Country+" "+city]} {
			if name != "" {
				out = append(out, hash32(name))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// teaserFrom and teaserTo are the lengths in characters at which boards cut
// texts.
const teaserFrom, teaserTo = 480, 520

// isTeaser reports whether a text is the first part of one, as boards cut it.
func isTeaser(text string) bool {
	text = strings.TrimSpace(text)
	n := len(text)
	if n < 4*teaserTo {
		n = utf8.RuneCountInString(text)
	}
	return n >= teaserFrom && n <= teaserTo ||
		n > 100 && n <= 4*teaserTo && (strings.HasSuffix(text, "…") || strings.HasSuffix(text, "..."))
}

// shingleWords is the length of a shingle. Five is what published
// measurements of job adverts use; three finds phrases, seven misses rewording.
const shingleWords = 5

// sampleOf, a power of two, is one in how many shingles the index across employers holds. An
// advert of 300 words then has about 18 there.
const sampleOf = 16

// maxShingles is how many shingles of a text are kept, the first ones: beyond
// some 4,000 words a text is no advert.
const maxShingles = 4000

// Read fills in Shingles and Themes, into the memory that the lists have, of a print
// whose text is not read yet. Words with digits (pay, requisition numbers, dates) and
// lines that name only a place are no part of it: copies differ in these and in
// nothing else.
func Read(p *Print) {
	if p.Said == "" {
		return
	}
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.reset(1, true)
	r.read(p.Said)
	p.Said = ""
	p.Shingles = sortedInto(slices.Grow(p.Shingles[:0], len(r.out)), r.out)
	// The title's words are in every posting of a block.
	for w := range strings.FieldsSeq(p.Titled) {
		delete(r.counts, hash32(w))
	}
	p.Themes = p.Themes[:0]
	for w, n := range r.counts {
		if n > 1 {
			p.Themes = append(p.Themes, Theme{Word: w, N: n})
		}
	}
	slices.SortFunc(p.Themes, func(a, b Theme) int { return cmp.Compare(a.Word, b.Word) })
}

// sortedInto appends hashes in order and without repeats to a list that has room for
// them. Their upper bits put each near its place: comparing all of 400 takes 2.7 times
// as long.
func sortedInto(list, hashes []uint32) []uint32 {
	const shift = 24
	var at [1<<(32-shift) + 1]int32
	for _, h := range hashes {
		at[h>>shift+1]++
	}
	for k := range at[1:] {
		at[k+1] += at[k]
	}
	list = list[:len(hashes)]
	for _, h := range hashes {
		list[at[h>>shift]] = h
		at[h>>shift]++
	}
	for i, h := range list {
		for ; i > 0 && list[i-1] > h; i-- {
			list[i] = list[i-1]
		}
		list[i] = h
	}
	return slices.Compact(list)
}

// sampleText fills in what an outline has of a text.
func sampleText(p *Print, text string) {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.reset(sampleOf, false)
	r.read(text)
	p.Words = r.words
	slices.Sort(r.out)
	p.Sample = slices.Clone(slices.Compact(r.out))
}

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

// The constants of the 32-bit FNV-1a hash.
const (
	fnvStart = 2166136261
	fnvPrime = 16777619
)

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

// common counts what two sorted sets share.
func common(a, b []uint32) int {
	n, i, k := 0, 0, 0
	for i < len(a) && k < len(b) {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			n++
			i++
			k++
		}
	}
	return n
}
