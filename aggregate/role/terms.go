package role

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/terms.txt
var termData string

// terms are the words of titles in Chinese, Japanese and Korean, with what
// they are in the vocabulary's words.
var terms = sync.OnceValue(func() map[string]string {
	m, err := parseTerms(termData)
	if err != nil {
		panic("role: embedded terms: " + err.Error())
	}
	return m
})

func parseTerms(data string) (map[string]string, error) {
	m := map[string]string{}
	for n, line := range strings.Split(data, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		term, words, ok := strings.Cut(line, " = ")
		if _, again := m[term]; !ok || again || !unspaced(term) {
			return nil, fmt.Errorf("line %d: %q is no new term", n+1, line)
		}
		m[term] = words
	}
	return m, nil
}

// longTerm is the length of the longest term, in characters.
const longTerm = 14

// unspaced reports whether a word begins in a script without spaces.
func unspaced(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ideograph(r)
}

func ideograph(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af
}

// appendTerms adds the words of a run in a script without spaces. What is no
// term is a word by itself, which the vocabulary doesn't know.
func appendTerms(out []token, t token) []token {
	run := t.raw
	known := terms()
	unknown := 0 // where the word that is no term begins
	flush := func(end int) {
		if end > unknown {
			u := t
			u.raw, u.text = run[unknown:end], run[unknown:end]
			out = append(out, u)
			t.slash = false
		}
	}
	for i := 0; i < len(run); {
		words, size := "", 0
		for j, n := i, 0; j < len(run) && n < longTerm; n++ {
			_, w := utf8.DecodeRuneInString(run[j:])
			j += w
			if s, ok := known[run[i:j]]; ok {
				words, size = s, j-i
			}
		}
		if size == 0 {
			_, w := utf8.DecodeRuneInString(run[i:])
			i += w
			continue
		}
		flush(i)
		for word := range strings.FieldsSeq(words) {
			u := t
			u.raw, u.text = run[i:i+size], word
			out = append(out, u)
			t.slash = false
		}
		i += size
		unknown = i
	}
	flush(len(run))
	return out
}
