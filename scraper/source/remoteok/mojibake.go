package remoteok

import (
	"strings"
	"unicode/utf8"
)

// mendMojibake mends text whose UTF-8 was read as Latin-1 on its way ("GdaÅ\u0084sk"
// for "Gdańsk"). It is for sources known to send such text, before any entity
// is decoded.
//
// The rule: a run of characters U+0080 to U+00FF is mended when, taken as
// bytes, the whole of it is UTF-8, and either it holds a control character
// (U+0080 to U+009F), which no written text does, or all that it spells are
// signs and letters of Latin (below U+0180), whose false form begins with Â,
// Ã, Ä or Å before a sign. Any other run stays as it is: "»Spaß«" ends in two
// characters that would be a letter of N'Ko.
func mendMojibake(s string) string {
	var b strings.Builder
	done := 0 // what of s is in b
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		run, n := latin1Run(s[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		if mojibake(run) {
			b.WriteString(s[done:i])
			b.Write(run)
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// latin1Run returns the characters U+0080 to U+00FF that s begins with, as
// bytes, and their length in s.
func latin1Run(s string) (run []byte, n int) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r < 0x80 || r > 0xff {
			break
		}
		run = append(run, byte(r))
		n += size
	}
	return run, n
}

func mojibake(run []byte) bool {
	control, latin := false, true
	for i := 0; i < len(run); {
		r, size := utf8.DecodeRune(run[i:])
		if size < 2 {
			return false
		}
		latin = latin && r < 0x180
		for _, c := range run[i : i+size] {
			control = control || c < 0xa0
		}
		i += size
	}
	return control || latin
}
