// Package dedupe gives employers and openings their identities: keys that are
// equal for the same employer or title under other spellings, and a matcher
// that tells which postings are one real opening.
//
// Postings are matched by exact keys (their number at the service that hosts
// the employer's board, their address), and by their texts: within an
// employer and title by the overlap of shingles of five words, less those
// that are the employer's and not the opening's, or by what rewritten texts
// keep (themes, skills, pay); where a text is a line in a post or a teaser, by
// being listed once at each place; over the very same text, by titles that word
// one role in two ways; across employers, where a recruiter copies an
// employer's advert, by an index of rare shingles. Place and pay are no
// reason to split: they are variants of one job. Nothing is deleted, and each
// link has its basis and score. The user's word stands above all of it.
//
// The package is pure. Keys and prints don't depend on when or where they are
// made; a change of the rules changes them, so they are made again then.
package dedupe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// isPlaceLine reports whether a line of n words only says where the work is:
// "Dublin, Ireland", "Location: Remote (US)".
func isPlaceLine(line string, n int) bool {
	if n == 0 || n > 10 {
		return false
	}
	if head, tail, ok := strings.Cut(line, ":"); ok {
		switch strings.Join(split(head), "") {
		case "location", "locations", "joblocation", "worklocation", "office", "offices", "officelocation", "officelocations",
			"primarylocation", "place", "city", "ort", "standort", "arbeitsort", "einsatzort", "lieu", "ubicacion", "based", "basedin", "where":
			return len(split(tail)) > 0
		}
	}
	return isPlace(line)
}

// split cuts a text into words of letters and digits, folded: small, without
// accents. Points and apostrophes inside words are dropped: "S.A." is "sa".
func split(s string) []string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if !ascii {
		s = norm.NFKD.String(s)
	}
	s = strings.ToLower(s)
	var words []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			words = append(words, b.String())
			b.Reset()
		}
	}
	for _, r := range s {
		switch {
		case r == '.' || r == '\'' || r == '’' || r == '\u00ad' || r == '\u200b' || r >= 0x300 && r < 0x370:
		case letters[r] != "":
			b.WriteString(letters[r])
		case r == '+' || r == '#': // C++, C#
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			end()
		}
	}
	end()
	return words
}

// letters are those that Unicode does not take apart into letter and mark.
var letters = map[rune]string{'ł': "l", 'ø': "o", 'đ': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'þ': "th", 'ð': "d"}
