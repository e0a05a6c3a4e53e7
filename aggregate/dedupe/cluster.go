package dedupe

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The thresholds. They are measured, not copied: TestLabelled and TestMarket
// print what they are right and wrong about.
const (
	// mergeAt is the least overlap of shingles at which two adverts of one
	// employer and title are one opening, reviewAt the least at which they are
	// worth a look.
	mergeAt, reviewAt = .62, .35
	// boilerTitles is in how many titles of an employer a shingle stands for
	// it to be the employer's and not the opening's. To weigh shingles by the
	// logarithm of their rarity finds no labelled pair more, and three wrong ones
	// unless the weight is squared.
	boilerTitles = 3
	// leastShingles is how many shingles of its own an advert must have for
	// its text to identify an opening, and leastWords how many words for the
	// whole text to do so where all of it is the employer's.
	leastShingles, leastWords = 25, 60
	// shortShingles is how many of its own a text has at least that is the very
	// same, or the beginning of another: a sentence; teaserText is the overlap at
	// which it is that beginning: it is cut within a word, and a heading may be
	// left out.
	shortShingles, teaserText = 8, .85
	// statedText is the overlap at which short texts of one title that state the very
	// same pay are one opening: summaries of it.
	statedText = .5
	// sameText is the least share of shingles in common (of all that either
	// has) for texts without shingles of their own.
	sameText = .95
	// teamText is the overlap of whole texts at which adverts are one opening
	// whose title names a team: the team's adverts of that title are few.
	teamText = .75
	// An advert written anew keeps to its themes: at themesAt, with the skills
	// mostly the same (skillsAt) and no other pay; at themesPaid where the pay
	// is the very same, at themesSure where some of the text is.
	themesAt, skillsAt, themesPaid, themesSure = .65, .75, .25, .85
	// themesText is the least overlap of whole texts, so that never the themes
	// alone decide.
	themesText = .5
)

func pair(a, b int64, basis Basis, score float64, merged bool) Pair {
	if a > b {
		a, b = b, a
	}
	return Pair{A: a, B: b, Basis: basis, Score: math.Round(score*1e4) / 1e4, Merged: merged}
}

// cluster finds the openings behind the postings of one employer, which come
// by id. Pairs are the links that hold the openings together, and those to be looked at.
//
// All is decided within titles, apart from exact keys, the user's word and
// titles that word one role anew over the very same text: an advert of another
// title is another opening, however alike they read.
func cluster(ps []Print, user Rulings, counts *titleCounts) []Pair {
	e := openings{ps: ps, own: make([][]uint32, len(ps)), once: make([]bool, len(ps))}
	e.dropBoilerplate(counts)
	var links []Pair
	for _, block := range e.blocks {
		once := e.listed(block)
		links = append(links, e.compareBlock(block)...)
		links = append(links, e.listedOnce(once)...)
	}
	links = append(links, e.rewordings()...)
	links = append(links, keyLinks(ps)...)
	return keep(ps, links, user, e.apart)
}

// openings is the postings of one employer on their way into openings.
type openings struct {
	ps     []Print
	own    [][]uint32         // shingles that are not the employer's, by posting
	blocks [][]int            // postings by title
	weight map[uint32]float64 // of words; nil before themes are compared
	once   []bool             // by posting: listed once at its place, of several
	apart  [][2]int64         // what one post or board lists apart
}

// dropBoilerplate tells the opening's own shingles from the employer's, which
// stand in adverts of several titles.
func (e *openings) dropBoilerplate(counts *titleCounts) {
	byTitle := map[uint32]int{}
	for i := range e.ps {
		t := e.ps[i].Title
		n, ok := byTitle[t]
		if !ok {
			n = len(e.blocks)
			byTitle[t] = n
			e.blocks = append(e.blocks, nil)
		}
		e.blocks[n] = append(e.blocks[n], i)
	}
	if len(e.blocks) < boilerTitles {
		for i := range e.ps {
			e.own[i] = e.ps[i].Shingles
		}
		return
	}
	n := 0
	for i := range e.ps {
		n += len(e.ps[i].Shingles)
	}
	counts.begin(n)
	for _, block := range e.blocks {
		counts.next()
		for _, i := range block {
			counts.add(e.ps[i].Shingles)
		}
	}
	for _, block := range e.blocks {
		if len(block) < 2 {
			continue // compared with nothing
		}
		for _, i := range block {
			e.own[i] = counts.own(e.ps[i].Shingles)
		}
	}
}

// weighThemes weighs words by how few titles of the employer come back to
// them.
func (e *openings) weighThemes() {
	in := map[uint32]int{}
	seen := map[uint32]bool{}
	for _, block := range e.blocks {
		clear(seen)
		for _, i := range block {
			for _, t := range e.ps[i].Themes {
				if !seen[t.Word] {
					seen[t.Word] = true
					in[t.Word]++
				}
			}
		}
	}
	e.weight = make(map[uint32]float64, len(in))
	for w, n := range in {
		e.weight[w] = math.Log(float64(len(e.blocks)+1) / float64(n))
	}
}

// mostCompared is how many adverts of a title are compared each with each.
// Beyond, only those are that share one of their rarest shingles.
const mostCompared = 150

// compareBlock compares the adverts of one title. Those of the very same text
// are compared once.
func (e *openings) compareBlock(block []int) []Pair {
	if len(block) < 2 {
		return nil
	}
	var out []Pair
	var different []int
	same := map[uint64]int{}
	for _, i := range block {
		h := textHash(e.ps[i].Shingles) ^ uint64(e.ps[i].Region)
		k, ok := same[h]
		if ok && slices.Equal(e.ps[k].Shingles, e.ps[i].Shingles) &&
			(e.ps[i].Words >= leastWords || e.shortCopy(k, i)) {
			out = append(out, pair(e.ps[k].ID, e.ps[i].ID, ByText, 1, true))
			continue
		}
		if !ok {
			same[h] = i
		}
		different = append(different, i)
	}
	if len(different) <= mostCompared {
		for k, i := range different {
			for _, j := range different[:k] {
				if p, ok := e.compare(i, j); ok {
					out = append(out, p)
				}
			}
		}
		return out
	}
	for _, c := range e.candidates(different) {
		if p, ok := e.compare(c[0], c[1]); ok {
			out = append(out, p)
		}
	}
	return out
}

// shortCopy reports whether two adverts of one title and the very same short text
// are one: they differ in nothing else either, and the text is the opening's own or
// one board lists both in one town.
func (e *openings) shortCopy(i, j int) bool {
	a, b := &e.ps[i], &e.ps[j]
	own := min(len(e.own[i]), len(e.own[j]))
	if a.Venue == b.Venue && common(a.Places, b.Places) > 0 {
		own = len(a.Shingles)
	}
	return own >= shortShingles && a.Post == 0 && b.Post == 0 && !otherPay(a, b) && near(a, b)
}

// titleWords is how many words a title has at least, and titleDays how many days apart
// two adverts without any text were posted at most, for the title alone to tell the
// opening.
const titleWords, titleDays = 4, 14

// titleAlone reports whether a board lists two adverts without any text under one title
// that says much, at about the same time: one opening in two towns.
func titleAlone(a, b *Print) bool {
	return a.Words == 0 && b.Words == 0 && a.Venue == b.Venue && strings.Count(a.Titled, " ")+1 >= titleWords &&
		max(a.Day, b.Day)-min(a.Day, b.Day) <= titleDays && !otherPay(a, b)
}

// sameSummary reports whether two short texts of one title sum up one opening: they
// state the very same pay, and say much the same.
func sameSummary(a, b *Print) bool {
	return max(a.Words, b.Words) < leastWords && samePay(a, b) && near(a, b) &&
		min(len(a.Shingles), len(b.Shingles)) >= shortShingles && containment(a, b) >= statedText
}

// samePosting reports whether two adverts of one title, of which one has hardly any text,
// are one opening: they state the very same pay, in one town, at about the same time.
func samePosting(a, b *Print) bool {
	return min(a.Words, b.Words) < leastWords && samePay(a, b) && common(a.Places, b.Places) > 0 &&
		max(a.Day, b.Day)-min(a.Day, b.Day) <= titleDays
}

func textHash(s []uint32) uint64 {
	h := uint64(len(s))
	for _, x := range s {
		h = (h ^ uint64(x)) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// candidates are the pairs of a large block that share one of their eight
// smallest shingles: of two texts that overlap by nine tenths one in ten
// thousand does not. A shingle of more adverts than is mostCompared pairs each
// with the next only, and single links do the rest.
func (e *openings) candidates(block []int) [][2]int {
	type at struct {
		shingle uint32
		i       int
	}
	var all []at
	for _, i := range block {
		for _, s := range e.own[i][:min(8, len(e.own[i]))] {
			all = append(all, at{s, i})
		}
	}
	slices.SortFunc(all, func(a, b at) int {
		return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.i, b.i))
	})
	seen := map[[2]int]bool{}
	var out [][2]int
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].shingle == all[from].shingle {
			to++
		}
		reach := to - from
		if reach > mostCompared/4 {
			reach = 4
		}
		for k := from; k < to; k++ {
			for j := k + 1; j < min(to, k+reach); j++ {
				c := [2]int{all[j].i, all[k].i}
				if !seen[c] {
					seen[c] = true
					out = append(out, c)
				}
			}
		}
		from = to
	}
	return out
}

// compare decides about two adverts of one title.
func (e *openings) compare(i, j int) (Pair, bool) {
	a, b := &e.ps[i], &e.ps[j]
	if a.Post != 0 && a.Post == b.Post { // one post lists them apart
		if listedTwice(a, b) {
			return pair(a.ID, b.ID, ByText, 1, true), true
		}
		e.apart = append(e.apart, [2]int64{a.ID, b.ID})
		return Pair{}, false
	}
	if otherRegion(a, b) {
		e.apart = append(e.apart, [2]int64{a.ID, b.ID})
		return Pair{}, false
	}
	if otherClient(a, b) {
		return Pair{}, false
	}
	score, enough := e.overlap(i, j)
	if far := otherLevel(a, b); enough && (score >= mergeAt && !far || score >= sameText) {
		return pair(a.ID, b.ID, ByText, score, true), true
	}
	if min(a.Words, b.Words) >= leastWords && !otherPay(a, b) && !otherLevel(a, b) {
		if a.Reworded != 0 && b.Reworded != 0 {
			if whole := containment(a, b); whole >= teamText {
				return pair(a.ID, b.ID, ByText, whole, true), true
			}
		}
		themes := e.themes(a, b)
		switch {
		case samePay(a, b) && themes >= themesPaid:
			return pair(a.ID, b.ID, ByThemes, themes, true), true
		case containment(a, b) < themesText && !(e.once[i] && e.once[j]): // really other words
		case themes >= themesAt && sameSkills(a, b),
			themes >= themesSure && score >= reviewAt:
			return pair(a.ID, b.ID, ByThemes, themes, true), true
		}
	}
	switch {
	case titleAlone(a, b):
		return pair(a.ID, b.ID, ByTitle, 0, true), true
	case sameSummary(a, b):
		return pair(a.ID, b.ID, ByText, containment(a, b), true), true
	case samePosting(a, b):
		return pair(a.ID, b.ID, ByTitle, 0, true), true
	case enough && score >= reviewAt:
		return pair(a.ID, b.ID, ByText, score, false), true
	}
	return Pair{}, false
}

// listedTwice reports whether two openings of one title that one post lists differ
// in their place only. The last one of a post may have its end too; fewer words than
// a shingle are no end, but a difference.
func listedTwice(a, b *Print) bool {
	n, more := min(len(a.Shingles), len(b.Shingles)), max(a.Words, b.Words)-min(a.Words, b.Words)
	return n >= leastShingles && common(a.Shingles, b.Shingles) == n && (more == 0 || more >= shingleWords)
}

// overlap is the share of the shorter text's own shingles that the longer one
// has too: copies leave parts out. Where nearly all of a text is the
// employer's, the whole texts must be alike. The second result reports whether
// there is enough text to tell.
func (e *openings) overlap(i, j int) (float64, bool) {
	a, b := e.own[i], e.own[j]
	if n := min(len(a), len(b)); n >= leastShingles {
		return float64(common(a, b)) / float64(n), true
	} else if teaser := e.ps[i].Teaser || e.ps[j].Teaser; teaser && n >= shortShingles {
		if score := float64(common(a, b)) / float64(n); score >= teaserText {
			return score, true
		}
	}
	a, b = e.ps[i].Shingles, e.ps[j].Shingles
	if min(e.ps[i].Words, e.ps[j].Words) < leastWords {
		return 0, false
	}
	n := common(a, b)
	if jaccard := float64(n) / float64(len(a)+len(b)-n); jaccard >= sameText {
		return jaccard, true
	}
	return 0, false
}

// keyLinks links postings that share an exact key.
func keyLinks(ps []Print) []Pair {
	first := map[uint64]int64{}
	var out []Pair
	for i := range ps {
		for _, k := range ps[i].Keys {
			if id, ok := first[k]; !ok {
				first[k] = ps[i].ID
			} else if id != ps[i].ID {
				out = append(out, pair(id, ps[i].ID, ByKey, 1, true))
			}
		}
	}
	return out
}
