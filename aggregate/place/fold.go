package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sep is what stands between two words, as a set of bits.
type sep uint16

const (
	hyphen sep = 1 << iota // "US-SF": no space on either side
	dash                   // "US - SF"
	comma
	opens  // a bracket opens
	closes // a bracket closes
	slash
	colon
	strong // | ; new line and the end of a sentence
	list   // "and", "or", "&" and the like in any language we know
)

// loose are the separators that names of one place may have between them:
// "Toronto, ON (Canada)".
const loose = hyphen | dash | comma | opens | closes | colon

// word is one word of a text.
type word struct {
	key    string // folded
	start  int    // byte offset in the text
	end    int
	before sep
	upper  bool // no small letter, and at least one capital
	lower  bool // begins with a small letter
}

// maxText is how much of a text is read, in bytes: place fields and the first
// lines of adverts are shorter.
const maxText = 4096

// split cuts a text into folded words. Characters of scripts without spaces
// are a word each.
func split(text string) []word {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	var words []word
	var before sep
	spaced := true
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			before, spaced = between(before, spaced, r, text[i+n:], words)
			i += n
			continue
		}
		if before&hyphen != 0 && spaced {
			before = before&^hyphen | dash
		}
		end := i + wordLen(text[i:])
		raw := text[i:end]
		w := word{key: fold(raw), start: i, end: end, before: before, lower: unicode.IsLower(r)}
		w.upper = strings.ToUpper(raw) == raw && strings.ToLower(raw) != raw
		if w.key != "" {
			words = append(words, w)
			before = 0
		}
		spaced = false
		i = end
	}
	return words
}

// between adds the separator r to those before it. spaced says that a space
// stood before r, which makes a hyphen a dash.
func between(before sep, spaced bool, r rune, rest string, words []word) (sep, bool) {
	switch r {
	case '-', '‐', '‑':
		if spaced {
			return before | dash, true
		}
		return before | hyphen, false
	case '–', '—', '−', '~', '→', '>':
		return before | dash, spaced
	case ',', '、', '，', '،':
		return before | comma, true
	case '(', '[', '（', '{', '【':
		return before | opens, true
	case ')', ']', '）', '}', '】':
		return before | closes, true
	case '/', '\\', '·', '／', '・':
		return before | slash, true
	case '&', '+':
		return before | list, true
	case ':', '：':
		return before | colon, true
	case '|', ';', '\n', '•', '；', '｜', '@', '●', '*':
		return before | strong, true
	case '.':
		// The end of a sentence, not of "St." or "U.S.".
		if len(words) > 0 && len(words[len(words)-1].key) > 3 && (rest == "" || rest[0] == ' ') {
			return before | strong, true
		}
		return before, spaced
	}
	return before, true
}

// wordLen is the length in bytes of the word that s begins with. Points
// between single letters (U.S.A.) and apostrophes belong to the word.
func wordLen(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	if single(first) {
		return size
	}
	i, letters := 0, 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case single(r):
			return i
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			letters++
			i += n
			continue
		case apostrophe(r) || r == '.' && letters == 1:
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			if unicode.IsLetter(next) && !single(next) && (r != '.' || endsWord(s[i+n:])) {
				letters = 0
				i += n
				continue
			}
		}
		return i
	}
	return i
}

// endsWord reports whether s begins with a letter that is a word by itself,
// as the S of "U.S." is.
func endsWord(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return len(s) == n || !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// single reports whether a character is of a script that puts no spaces
// between words.
func single(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || unicode.Is(unicode.Thai, r)
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʻ' || r == '`'
}

// dropped are the marks that names are compared without.
var dropped = strings.NewReplacer(".", "", "'", "", "`", "")

// special are letters that Unicode does not take apart into letter and mark.
var special = strings.NewReplacer(
	"ł",
	"l",
	"ø",
	"o",
	"đ",
	"d",
	"ß",
	"ss",
	"æ",
	"ae",
	"œ",
	"oe",
	"ı",
	"i",
	"þ",
	"th",
	"ð",
	"d",
)

// short are the short forms that are the same word.
var short = map[string]string{"saint": "st", "sankt": "st", "sainte": "ste", "ft": "fort", "mt": "mount"}

// fold brings a word to the form that names are compared in: small letters
// without accents, points and apostrophes.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	s = strings.ToLower(s)
	if !ascii {
		s = strings.Map(func(r rune) rune {
			// Marks of Latin, Greek and Cyrillic letters; elsewhere they are
			// vowels, and stay.
			if r >= 0x300 && r < 0x370 || apostrophe(r) || r == 'ʼ' {
				return -1
			}
			return r
		}, norm.NFKD.String(special.Replace(s)))
	}
	if strings.ContainsAny(s, ".'`") {
		s = dropped.Replace(s)
	}
	if long, ok := short[s]; ok {
		return long
	}
	return s
}

// join writes words with the separators that matter inside a name, and the
// offsets of each word in it.
func join(words []word) (text string, at []int) {
	var b strings.Builder
	at = make([]int, len(words)+1)
	for i, w := range words {
		if i > 0 {
			b.WriteByte(joint(w.before))
		}
		at[i] = b.Len()
		b.WriteString(w.key)
	}
	at[len(words)] = b.Len() + 1
	return b.String(), at
}

// joint is the separator as keys write it; 0 stands in no name.
func joint(s sep) byte {
	switch s {
	case 0, hyphen:
		return ' '
	case comma:
		return ','
	case slash:
		return '/'
	case list:
		return '&'
	case opens:
		return '('
	}
	return 0
}

// key is the form under which the lexicon keeps a name.
func key(name string) string {
	var buf [64]byte
	if len(name) <= maxText {
		if k, _, n := simpleKey(buf[:0], name); n > 0 {
			return string(k)
		}
	}
	k, _ := join(split(name))
	return k
}
