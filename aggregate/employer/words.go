package employer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words cuts a text into words of letters and digits, folded: small, without
// accents. Points and apostrophes inside words are dropped: "S.A." is "sa".
func Words(s string) []string {
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
var letters = map[rune]string{
	'ł': "l",
	'ø': "o",
	'đ': "d",
	'ß': "ss",
	'æ': "ae",
	'œ': "oe",
	'ı': "i",
	'þ': "th",
	'ð': "d",
}
