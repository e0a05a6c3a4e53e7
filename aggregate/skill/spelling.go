package skill

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/spellings.txt
var spellingsText string

// spellings are the names that are written in a way of their own, by their tags.
var spellings = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(spellingsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.SplitSeq(line, ";") {
			name = strings.TrimSpace(name)
			all[strings.ToLower(name)] = name
		}
	}
	return all
})

// Spelling returns a skill as its makers write it, by its canonical name:
// "PostgreSQL" for "postgresql". Traits, practices and domains that are plain
// words stay as they are.
func Spelling(name string) string {
	if s, ok := spellings()[name]; ok {
		return s
	}
	if KindOf(name) != "technical" {
		return name
	}
	words := strings.Split(name, " ")
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return strings.Join(words, " ")
}
