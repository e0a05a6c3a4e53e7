package dedupe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"backpay/aggregate"
	"backpay/aggregate/employer"
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

// sampleOf, a power of two, is one in how many shingles the index across employers holds. An
// advert of 300 words then has about 18 there.
const sampleOf = 16

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
