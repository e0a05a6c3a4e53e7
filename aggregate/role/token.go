package role

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a title.
type token struct {
	text   string // in lower case, without accents
	part   int    // which part of the title; see tokenise
	slash  bool   // a slash, "or" or plus stands before it
	inside bool   // it stands in brackets
	raw    string // as written
	void   bool   // belongs to a phrase that means nothing
}

// maxTokens bounds the work on a hostile title.
const maxTokens = 64

// plainLetters are Latin letters with marks, as the vocabulary writes them.
var plainLetters = strings.NewReplacer(
	"á",
	"a",
	"à",
	"a",
	"â",
	"a",
	"ä",
	"a",
	"ã",
	"a",
	"å",
	"a",
	"ą",
	"a",
	"ç",
	"c",
	"ć",
	"c",
	"č",
	"c",
	"ď",
	"d",
	"é",
	"e",
	"è",
	"e",
	"ê",
	"e",
	"ë",
	"e",
	"ę",
	"e",
	"ě",
	"e",
	"í",
	"i",
	"ì",
	"i",
	"î",
	"i",
	"ï",
	"i",
	"ł",
	"l",
	"ñ",
	"n",
	"ń",
	"n",
	"ň",
	"n",
	"ó",
	"o",
	"ò",
	"o",
	"ô",
	"o",
	"ö",
	"o",
	"õ",
	"o",
	"ø",
	"o",
	"ř",
	"r",
	"ś",
	"s",
	"š",
	"s",
	"ß",
	"ss",
	"ť",
	"t",
	"ú",
	"u",
	"ù",
	"u",
	"û",
	"u",
	"ü",
	"u",
	"ů",
	"u",
	"ý",
	"y",
	"ź",
	"z",
	"ż",
	"z",
	"ž",
	"z",
	"œ",
	"oe",
	"æ",
	"ae",
)

// stems are nouns that German, Dutch and the Nordic languages write as one
// word with what they are of: "Softwareentwickler", "Backendontwikkelaar".
var stems = []string{
	"entwicklerin",
	"entwickler",
	"entwicklung",
	"ingenieurin",
	"ingenieur",
	"programmierer",
	"ontwikkelaar",
	"utvecklare",
	"utvikler",
	"udvikler",
	"architekt",
	"tester",
	"administrator",
	"berater",
}

// tokenise cuts a title into words and parts. A part ends at a comma, a
// bracket, a bar, a colon, a spaced dash or slash.
func tokenise(title string) []token {
	var out []token
	part, depth, slash := 0, 0, false
	for i := 0; i < len(title) && len(out) < maxTokens; {
		r, w := utf8.DecodeRuneInString(title[i:])
		if r == '.' && len(title) >= i+4 && strings.EqualFold(title[i:i+4], ".net") &&
			(i == 0 || !wordByte(title[i-1])) {
			out = append(out, token{text: ".net", raw: title[i : i+4], part: part, slash: slash, inside: depth > 0})
			i, slash = i+4, false
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			j := wordEnd(title, i)
			if j-i == 1 {
				for j < len(title) && (title[j] == '+' || title[j] == '#') && j-i < 3 {
					j++
				}
			}
			raw := title[i:j]
			if ideograph(r) {
				out = appendTerms(out, token{raw: raw, part: part, slash: slash, inside: depth > 0})
				i, slash = j, false
				continue
			}
			out = appendWord(out, token{raw: raw, part: part, slash: slash, inside: depth > 0})
			i, slash = j, false
			continue
		}
		spaced := i > 0 && title[i-1] == ' ' || i+w < len(title) && title[i+w] == ' '
		switch mark(r, spaced) {
		case opens:
			depth++
			part++
		case closes:
			depth = max(0, depth-1)
			part++
		case parts:
			part++
		case slashes:
			slash = true
		case slashesApart:
			slash = true
			part++
		}
		i += w
	}
	return out
}

// wordEnd returns the end of the word at i: where its letters end, or where one
// script gives way to another ("Java开发").
func wordEnd(title string, i int) int {
	first, _ := utf8.DecodeRuneInString(title[i:])
	j := i
	for j < len(title) {
		r, w := utf8.DecodeRuneInString(title[j:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) ||
			ideograph(r) != ideograph(first) {
			break
		}
		j += w
	}
	return j
}

func wordByte(c byte) bool { return c|0x20-'a' < 26 || c-'0' < 10 }

// plain returns a word in small letters without accents.
func plain(w string) string {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return plainLetters.Replace(strings.ToLower(w))
		}
	}
	return strings.ToLower(w)
}

// appendWord adds a word, cut where it is a compound of a noun of stems.
func appendWord(out []token, t token) []token {
	t.text = plain(t.raw)
	for _, s := range stems {
		if first, ok := strings.CutSuffix(t.text, s); ok && len(first) > 1 && t.text != "softwareentwickler" {
			a := t
			a.text = strings.TrimSuffix(first, "s")
			if a.text == "te" {
				break
			}
			b := t
			b.text, b.slash = s, false
			return append(out, a, b)
		}
	}
	return append(out, t)
}

// meansOf is what a mark does to the words round it.
type meansOf uint8

const (
	nothing meansOf = iota
	opens           // a bracket
	closes
	parts        // ends a part of the title
	slashes      // joins alternatives
	slashesApart // both
)

// mark says what a mark does; spaced, a blank stands before or after it.
func mark(r rune, spaced bool) meansOf {
	switch r {
	case '(', '[', '{', '（', '【', '「':
		return opens
	case ')', ']', '}', '）', '】', '」':
		return closes
	case ',', '|', ';', ':', '@', '•', '·', '\n', '~', '→', '，', '、', '：', '；', '｜', '—':
		return parts
	case '/', '\\', '／':
		if spaced {
			return slashesApart
		}
		return slashes
	case '+':
		return slashes
	case '-', '–', '−':
		if spaced {
			return parts
		}
	case '&':
		if !spaced {
			return slashes
		}
	}
	return nothing
}
