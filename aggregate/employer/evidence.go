package employer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"backpay/scraper/pattern"
)

//go:embed data/added.txt
var addedText string

//go:embed data/common.txt
var commonText string

//go:embed data/english.txt
var englishText string

// added holds the class of each phrase that may stand behind a name, common
// the words that many companies are called by, english plain words.
var (
	added   = sync.OnceValue(readAdded)
	common  = sync.OnceValue(func() map[string]bool { return readWords(commonText, "|") })
	english = sync.OnceValue(func() map[string]bool { return readWords(englishText, " ") })
)

func readAdded() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(addedText) {
		if class, phrases, ok := strings.Cut(strings.TrimSpace(line), " "); ok && class[0] != '#' {
			for p := range strings.SplitSeq(phrases, "|") {
				m[p] = class
			}
		}
	}
	return m
}

func readWords(text, divider string) map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.SplitSeq(strings.TrimSpace(line), divider) {
				m[w] = true
			}
		}
	}
	return m
}

// evidence is what one posting tells of its employer beside the name's key.
type evidence struct {
	aliases  []string // other keys of the same employer
	cores    []string // the key with fewer and fewer added words, where there are any
	class    string   // the business that the added words tell, or ""
	initials string   // of a name of three words or more
	site     string   // the employer's place at a service that hosts boards
}

// Evidence packs what one posting tells of its employer's other names: what is
// added to the name, notes in it, the board's name, and the posting's addresses.
// Join reads it. It is "" where there is none.
func Evidence(company, board string, urls ...string) string {
	words := nameWords(company)
	e := evidence{aliases: aliases(company, board, urls), site: site(urls)}
	e.cores, e.class = cores(words)
	if len(words) > 2 || len(words) == 2 && strings.Contains(company, "&") {
		e.initials = initialsOf(words)
	}
	if len(e.aliases) == 0 && len(e.cores) == 0 && e.initials == "" && e.site == "" {
		return ""
	}
	return strings.Join(
		[]string{strings.Join(e.aliases, ","), strings.Join(e.cores, ","), e.class, e.initials, e.site},
		"\t",
	)
}

func unpack(packed string) (e evidence) {
	f := strings.Split(packed, "\t")
	if len(f) != 5 {
		return e
	}
	e.aliases, e.cores = splitList(f[0]), splitList(f[1])
	e.class, e.initials, e.site = f[2], f[3], f[4]
	return e
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// maxAdded is the most words of an added phrase.
const maxAdded = 3

// cores drops added phrases from the end of a name, one after the other. The
// class is that of the last business, else "also" for words such as "Global", ""
// where only places were dropped.
func cores(words []string) (cores []string, class string) {
	if i := slices.Index(words, "in"); i > 0 && arePlaces(words[i+1:]) {
		words = words[:i]
		cores = append(cores, strings.Join(words, ""))
	}
next:
	for {
		for n := min(maxAdded, len(words)-1); n > 0; n-- {
			c := added()[strings.Join(words[len(words)-n:], " ")]
			if c == "" || joining[words[len(words)-n-1]] {
				continue
			}
			if c != "place" && (class == "" || class == "also") {
				class = c
			}
			words = words[:len(words)-n]
			if len(words) > 1 || class == "" || !common()[words[0]] && !english()[words[0]] {
				cores = append(cores, strings.Join(words, ""))
			}
			continue next
		}
		return cores, class
	}
}

// joining are words that need the next one: "Bank of America" has no core.
var joining = set("of|and|the|for|in|de|du|la|at|to|by|y|und|et|von")

// arePlaces reports whether all words are places or join them.
func arePlaces(words []string) bool {
	n := 0
	for _, w := range words {
		switch {
		case added()[w] == "place":
			n++
		case w != "the" && w != "and" && w != "north" && w != "south" && w != "united" && w != "states" && w != "kingdom":
			return false
		}
	}
	return n > 0
}

func initialsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !joining[w] {
			b.WriteRune(r)
		}
	}
	if s := b.String(); len(s) > 1 {
		return s
	}
	return ""
}

// domain is a company's name that is its site's: "Niche.com".
var domain = pattern.New(`^(\pL[\pL\d-]{3,})\.(?:com|io|ai|co|org|net|de|fr|nl|es|pl|co\.uk)\b`)

// bracketed is a note in a name, otherName what names say before another name
// of theirs.
var (
	bracketed    = pattern.New(`[(\[]([^()\[\]]{2,60})[)\]]`)
	hasOtherName = pattern.New(`(?i)former|previous|/a\b|d/?b/?a|fka|dba|trading as|aka|a\.k`)
	otherName    = pattern.New(
		`(?i)[(,]?\s*\b(?:formerly(?: known as)?|previously|f/?k/?a|d/?b/?a|t/?a|trading as|aka|a\.k\.a\.)\s+([^(),]{2,60})`,
	)
)

// notes returns the notes in brackets of a name.
func notes(name string) (all []string) {
	if !strings.ContainsAny(name, "([") {
		return nil
	}
	for _, m := range bracketed.FindAllStringSubmatch(name, 2) {
		all = append(all, m[1])
	}
	return all
}

// aliases returns other keys of the employer: its site's name without ".com" and
// its like; a note's name; and what its board or addresses say, where the
// employer's name begins with it and goes on ("palantir" for Palantir
// Technologies).
func aliases(company, board string, urls []string) []string {
	var out []string
	bare := cutNotes(company)
	name := Words(bare)
	if len(name) < 2 && !strings.ContainsAny(company, ".([") {
		return nil
	}
	key := Key(company)
	add := func(k string) {
		if k != "" && k != key && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	if strings.ContainsRune(bare, '.') {
		if m := domain.FindStringSubmatch(strings.TrimSpace(bare)); m != nil {
			add(Key(m[1]))
		}
	}
	for _, m := range notes(company) {
		in := Words(m)
		switch short := strings.Join(in, ""); {
		case len(in) == 1 && len(short) > 1 && short == initialsOf(cutForms(name)),
			len(in) > 1 && initialsOf(in) == key && len(key) > 1:
			add(Key(m))
		}
	}
	if hasOtherName.MatchString(company) {
		for _, m := range otherName.FindAllStringSubmatch(company, 2) {
			add(Key(m[1]))
		}
	}
	if len(name) < 2 {
		return out
	}
	tokens := strings.Split(strings.ToLower(board), ".")
	if len(tokens) == 1 {
		tokens[0] = strings.Join(Words(board), "")
	}
	for _, u := range urls {
		tokens = append(tokens, strings.Join(Words(tenant(u)), ""))
	}
	got := ""
	for _, w := range name[:len(name)-1] {
		if got += w; len(got) >= 4 && slices.Contains(tokens, got) {
			add(got)
			break
		}
	}
	return out
}
