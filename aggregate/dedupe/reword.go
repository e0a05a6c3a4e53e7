package dedupe

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// telling are the words of a title by which an employer tells one opening from
// another, whatever else it words anew: level, segment of customers, platform,
// language, shift, hours.
var telling = set(
	"senior|sr|junior|jr|mid|staff|principal|lead|head|associate|director|vp|president|chief|intern|internship|graduate|grad|trainee|i|ii|iii|iv|v|" +
		"enterprise|commercial|market|midmarket|smb|startup|startups|strategic|scaled|hunter|grower|growth|expansion|government|federal|public|defense|" +
		"ios|android|frontend|backend|fullstack|front|back|full|end|stack|mobile|web|embedded|" +
		"arabic|chinese|cantonese|danish|dutch|english|finnish|french|german|hebrew|hindi|italian|japanese|korean|mandarin|norwegian|polish|portuguese|russian|" +
		"spanish|swedish|thai|turkish|vietnamese|speaking|speaker|fluency|fluent|native|" +
		"shift|night|weekend|part|full|time|contract|temporary|pre|post|presales|manager|maternity|parental|cover|fixed",
)

// technologies are those by which one template of an employer makes adverts: "Engineer
// (Java)", "Engineer (Go)".
var technologies = set(
	"java|kotlin|scala|go|golang|python|django|php|laravel|symfony|ruby|rails|rust|c|c++|c#|net|node|nodejs|elixir|perl|" +
		"javascript|typescript|react|angular|vue|swift|flutter|sql|oracle|sap|salesforce|aws|azure|gcp",
)

// division divides a title's role from its team.
var division = pattern.New(`\s[\-–—/|]\s|[|,:–—]|\s-|-\s`)

// reworded takes a title apart that is clean. The first result is the hash of what it keeps
// where the role is worded anew, the second that of the title without its
// team: "Integration Engineer (Client Facing), Services" and "Forward Deployed
// Integration Engineer, Services" have one first result. Both are 0 for a
// title without a team, the second also where the team's part tells a level, a
// segment or a language.
func reworded(s string) (kept, base uint32) {
	at := division.FindStringIndex(s)
	if at == nil {
		return 0, 0
	}
	role := oneSpelling(split(bracket.ReplaceAllString(s[:at[0]], " ")))
	team := withoutRegions(oneSpelling(split(s[at[1]:])))
	if len(role) == 0 || len(team) == 0 {
		return 0, 0
	}
	if !slices.ContainsFunc(team, func(w string) bool { return telling[w] }) && len(role) > 1 {
		base = titleHash(strings.Join(cutRegions(role), " "))
	}
	words := slices.DeleteFunc(oneSpelling(split(s)), func(w string) bool { return !telling[w] })
	words = append(words, team...)
	slices.Sort(words)
	return hash32(stem(role[len(role)-1]) + "|" + strings.Join(words, " ")), base
}

// rewordedWords is how many words a text must have for its being the same to tell
// more than the title, and sameWords the share of the shorter text that the longer
// one has then: lines were added to it, or left out, but none written otherwise.
const rewordedWords, sameWords = 150, .995

// rewordings links postings of other titles that have the same text, where the
// titles word one role of one team in two ways, or where one of them leaves out
// the team that the text names.
func (e *openings) rewordings() []Pair {
	if len(e.blocks) < 2 {
		return nil
	}
	out := append(e.headerPosts(), e.editedReposts()...)
	texts := map[uint32][]int{}
	met := map[int]int{} // by posting: the last one that it was compared with
	for i := range e.ps {
		a := &e.ps[i]
		if a.Words < rewordedWords || a.Post != 0 {
			continue
		}
		for _, s := range smallest(e.own[i], a.Shingles) {
			like := texts[s]
			if len(like) == mostCompared {
				continue
			}
			for _, k := range like {
				b := &e.ps[k]
				if last, ok := met[k]; ok && last == i || a.Title == b.Title || otherPay(a, b) || otherRegion(a, b) ||
					otherLevel(a, b) {
					continue
				}
				met[k] = i
				if !oneRole(a, b) && !(verbatimCopy(a, b) && mostlySame(a, b)) {
					continue
				}
				if score := containment(a, b); score >= sameWords {
					out = append(out, pair(b.ID, a.ID, ByText, score, true))
				}
			}
			texts[s] = append(like, i)
		}
	}
	return out
}

// sameTitle is the share of all words of two titles that they have in common where they
// word one role in two orders.
const sameTitle = .6

// verbatimCopy reports whether two texts are word for word the same.
func verbatimCopy(a, b *Print) bool { return jaccard(a, b) >= sameWords }

// mostlySame reports whether two titles over the very same text, at one place, have most
// words in common and tell the same level and segment, and only one of them names a team,
// and not each a technology of its own.
func mostlySame(a, b *Print) bool {
	return (a.Reworded == 0 || b.Reworded == 0) && samePlace(a.Places, b.Places) &&
		shareWords(a.Titled, b.Titled, sameTitle) && !bothHave(a.Titled, b.Titled, technologies)
}

// smallest returns the four smallest shingles of an advert's own, or of its whole
// text where it has hardly any: two texts of which one has nearly all of the other
// share one of them, but for one in a hundred thousand.
func smallest(own, all []uint32) []uint32 {
	if len(own) < leastShingles {
		own = all
	}
	return own[:min(4, len(own))]
}

// headerWords is how many words a title has at least that is no title but the
// whole head of a post: place, hours, address. headerText is the overlap of texts
// from which such posts are one opening, posted again.
const headerWords, headerText = 9, .7

// headerPosts links posts without a title to others of their employer that have
// the same text: the title is the whole head of a post, or lists roles.
func (e *openings) headerPosts() (out []Pair) {
	var heads []int
	for i := range e.ps {
		if a := &e.ps[i]; a.Post == 0 && (isHeader(a.Titled) || listsRoles(a.Titled)) && a.Words >= leastWords &&
			len(heads) < mostCompared {
			heads = append(heads, i)
		}
	}
	for n, i := range heads {
		for _, k := range heads[:n] {
			a, b := &e.ps[i], &e.ps[k]
			if a.Title == b.Title || a.Venue == b.Venue || !sameHead(a.Titled, b.Titled) {
				continue
			}
			if score := containment(a, b); score >= headerText {
				out = append(out, pair(a.ID, b.ID, ByText, score, true))
			}
		}
	}
	return out
}

// isHeader reports whether a title is the whole head of a post.
func isHeader(title string) bool { return strings.Count(title, " ")+1 >= headerWords }

// sameHead reports whether two titles may head one post: both are whole heads, or most
// of the roles that they list are the same.
func sameHead(a, b string) bool {
	return isHeader(a) && isHeader(b) || shared(stems(a), stems(b)) >= editedTitle
}

// listedRoles is how many roles a title names at least that lists all that a post offers.
const listedRoles = 3

// roles are those who do a work, as titles name them.
var roles = set(
	"engineer|engineers|developer|developers|designer|designers|scientist|scientists|manager|managers|" +
		"analyst|analysts|architect|architects|researcher|researchers|programmer|programmers",
)

// listsRoles reports whether a title is a list of roles: what it says is the post's, and
// no word in it tells one opening from another.
func listsRoles(title string) bool {
	n := 0
	for w := range strings.FieldsSeq(title) {
		if roles[w] {
			n++
		}
	}
	return n >= listedRoles
}

// editedText is the overlap of whole texts, and editedTitle the share of words of
// titles, that an advert keeps where it is edited and posted again.
const editedText, editedTitle = .55, .5

// editedReposts links an employer's only advert at one place to its only one at
// another where title and text are mostly the same: the one was edited. Levels and
// segments are as they were.
func (e *openings) editedReposts() (out []Pair) {
	at := map[uint32]int{}
	for i := range e.ps {
		at[e.ps[i].Venue]++
	}
	if len(at) < 2 {
		return nil
	}
	var alone []int
	for i := range e.ps {
		if a := &e.ps[i]; at[a.Venue] == 1 && a.Post == 0 && len(a.Shingles) >= leastShingles &&
			len(alone) < mostCompared {
			alone = append(alone, i)
		}
	}
	for n, i := range alone {
		for _, k := range alone[:n] {
			a, b := &e.ps[i], &e.ps[k]
			if a.Title == b.Title || !near(a, b) || !samePlace(a.Places, b.Places) || otherPay(a, b) ||
				!editedFrom(a.Titled, b.Titled) {
				continue
			}
			if score := containment(a, b); score >= editedText {
				out = append(out, pair(a.ID, b.ID, ByText, score, true))
			}
		}
	}
	return out
}

// editedFrom reports whether two titles share most of their words and tell the
// same level and segment.
func editedFrom(a, b string) bool { return shareWords(a, b, editedTitle) }

// shareWords reports whether two titles have a share of all their words in common and
// tell the same level and segment.
func shareWords(a, b string, share float64) bool {
	x, y := stems(a), stems(b)
	return !tells(x, y) && !tells(y, x) && shared(x, y) >= share
}

// tells reports whether one title's words tell a level, a segment or the like that the
// other's don't.
func tells(x, y map[string]bool) bool {
	for w := range x {
		if !y[w] && telling[w] {
			return true
		}
	}
	return false
}

// shared is the share of all words of two titles that they have in common.
func shared(x, y map[string]bool) float64 {
	n := 0
	for w := range x {
		if y[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(x)+len(y)-n))
}

// tellApart reports whether each of two titles names a level, a segment or the like
// that the other doesn't.
func tellApart(a, b string) bool { return bothHave(a, b, telling) }

// bothHave reports whether each of two titles has a word of a set that the other hasn't.
func bothHave(a, b string, of map[string]bool) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	more := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(w string) bool { return of[w] && !slices.Contains(y, w) })
	}
	return more(x, y) && more(y, x)
}

// stems returns the words of a title, tellings whole.
func stems(title string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(title) {
		if !telling[w] {
			w = stem(w)
		}
		m[w] = true
	}
	return m
}

// oneRole reports whether two titles over the very same text word one role.
func oneRole(a, b *Print) bool {
	return a.Reworded != 0 && a.Reworded == b.Reworded || a.Base == b.Title || b.Base == a.Title ||
		samePlace(a.Places, b.Places) && !otherRegion(a, b) && wordsWithin(a.Titled, b.Titled)
}

// wordsWithin reports whether all words of one title stand in the other too, mistyped
// ones included, and both tell the same level and segment.
func wordsWithin(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 {
		return false
	}
	found := 0
	used := make([]bool, len(y))
	for _, w := range x {
		at := slices.IndexFunc(y, func(v string) bool { return alike(stem(w), stem(v)) })
		if at < 0 {
			return false
		}
		if !used[at] {
			used[at] = true
			found++
		}
	}
	for i, v := range y {
		if !used[i] && telling[v] {
			return false
		}
	}
	return found == len(x)
}

// alike reports whether two words are one, or one mistyped in one place: a
// letter missing, wrong, or two in each other's place.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) <= leastStem || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch rest, other := a[i:], b[i:]; {
	case len(a) < len(b):
		return rest == other[1:]
	case len(rest) > 1 && rest[0] == other[1] && rest[1] == other[0]:
		return rest[2:] == other[2:]
	default:
		return rest[1:] == other[1:]
	}
}

// repostText is the overlap of whole texts that an advert keeps where it is half
// written anew for another place or month.
const repostText = .4

// nearDays is how many days apart an opening is listed at two places.
const nearDays = 60

// listed returns the postings of one title that are listed once at each of
// several places.
func (e *openings) listed(block []int) (once []int) {
	if len(block) < 2 {
		return nil
	}
	venues := map[uint32]int{}
	for _, i := range block {
		venues[e.ps[i].Venue]++
	}
	if len(venues) < 2 {
		return nil
	}
	for _, i := range block {
		if venues[e.ps[i].Venue] == 1 {
			once = append(once, i)
			e.once[i] = true
		}
	}
	return once
}

// listedOnce links postings of one title by one employer whose texts don't
// decide, since one is a line in a post, a teaser or half written anew: they are
// one opening where each place lists the title once, and at about the same time.
func (e *openings) listedOnce(once []int) (out []Pair) {
	for n, i := range once[:min(len(once), mostCompared)] {
		for _, k := range once[:n] {
			a, b := &e.ps[i], &e.ps[k]
			short := a.Post != 0 || b.Post != 0 || min(a.Words, b.Words) < leastWords
			if !short && samePlace(a.Places, b.Places) {
				score := containment(a, b)
				short = score >= repostText
			}
			if short && near(a, b) && !otherPay(a, b) && !otherLevel(a, b) {
				out = append(out, pair(a.ID, b.ID, ByTitle, 0, true))
			}
		}
	}
	return out
}

// levelYears is how many years the experience asked for differs by between two
// levels, and levelText the overlap of whole texts from which it is one level
// though: an office's own custom.
const levelYears, levelText = 3, .85

// otherLevel reports whether both ask for experience, one of them for much
// more, in texts that differ.
func otherLevel(a, b *Print) bool {
	if a.Years == 0 || b.Years == 0 || max(a.Years, b.Years)-min(a.Years, b.Years) < levelYears {
		return false
	}
	return float64(common(a.Shingles, b.Shingles)) < levelText*float64(min(len(a.Shingles), len(b.Shingles)))
}
