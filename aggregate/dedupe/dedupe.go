// Package dedupe gives employers and openings their identities: keys that are
// equal for the same thing under other spellings.
//
// Keys are exact: two records are the same when their keys are equal, and
// nothing is compared pair by pair. What differs by more than spelling keeps
// keys of its own. The package is pure, and keys don't depend on when or
// where they are made; a change of the rules changes them, so they are
// rebuilt, never kept across versions.
package dedupe

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"backpay/aggregate/place"
)

// minWords is the least length of a text, in words that count, for it to
// identify an opening. Teasers and empty adverts of one employer are alike
// without being of one opening.
const minWords = 30

// headWords is how many words of a text identify an opening. Adverts begin
// with what the job is; benefits and legal notes at the end are the
// employer's, and change in all its adverts at once. Between two recordings of
// one real board (74 postings in both) the whole text was the same for none,
// the first 300 words for 60; on another board of 547 the limit joined three
// more pairs, each one role in two cities.
const headWords = 300

// Job is the identity of the opening behind an advert, within its employer:
// equal for adverts of the same title whose texts differ, in their first 300
// words, at most in white space, case, punctuation, words with digits (pay,
// requisition numbers) and lines that name only a place. A text of fewer than
// 30 words identifies nothing; the key then holds to unique, the caller's own
// identity of the advert, which must not be empty.
func Job(title, description, unique string) string {
	h := sha256.New()
	write(h, "title", Title(title))
	n := 0
	body := sha256.New()
	for line := range strings.Lines(description) {
		words := split(line)
		if isPlaceLine(line, len(words)) {
			continue
		}
		for _, w := range words {
			if n < headWords && !strings.ContainsFunc(w, unicode.IsDigit) {
				body.Write([]byte(w))
				body.Write([]byte{0})
				n++
			}
		}
		if n == headWords {
			break
		}
	}
	if n >= minWords {
		write(h, "text", string(body.Sum(nil)))
	} else {
		write(h, "unique", unique)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// write adds a named part to a hash so that no two lists of parts run into
// the same bytes.
func write(h hash.Hash, name, value string) {
	for _, s := range []string{name, value} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
}

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
	return place.Is(line)
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
