package role

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/roles.txt
var roleData string

// vocabulary is read once, at first use. The data is a part of the program,
// and a test reads it: a mistake in it can't reach a user.
var vocabulary = sync.OnceValue(func() *vocab {
	v, err := parse(roleData)
	if err != nil {
		panic("role: embedded vocabulary: " + err.Error())
	}
	return v
})

// weight of the evidence for a family, from the data's word.
var weights = map[string]int{"sure": 10, "dev": 7, "lang": 5, "weak": 3}

// meaning is what a phrase says of a title.
type meaning struct {
	what   string // kind, noun, level, plain, hard, trade, erp, analyst, not
	value  string // the family, noun or level
	weight int    // of a kind
}

// phrase is one phrase of the vocabulary.
type phrase struct {
	words []string
	meaning
}

// vocab holds the phrases by what they are and by their first word, longest
// first.
type vocab struct {
	by map[string]map[string][]phrase
}

var families = []string{
	"backend",
	"frontend",
	"fullstack",
	"mobile",
	"data_eng",
	"data_sci",
	"data_analyst",
	"ml",
	"devops",
	"embedded",
	"qa",
	"security",
	"manager",
	"software",
	"other",
}

// Families returns the families that Read answers.
func Families() []string { return append([]string(nil), families...) }

var levels = []string{"intern", "junior", "mid", "senior", "staff", "principal", "lead", "manager"}

// Seniorities returns the seniorities that Read answers, beside "".
func Seniorities() []string { return append([]string(nil), levels...) }

// parse reads the vocabulary; data/roles.txt describes the form.
func parse(data string) (*vocab, error) {
	v := &vocab{by: map[string]map[string][]phrase{}}
	for n, line := range strings.Split(data, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, list, ok := strings.Cut(line, ":")
		f := strings.Fields(head)
		if !ok || len(f) == 0 {
			return nil, fmt.Errorf("line %d: %q has no list", n+1, line)
		}
		m := meaning{what: f[0]}
		switch {
		case m.what == "kind" && len(f) == 3 && weights[f[2]] > 0 && contains(families, f[1]):
			m.value, m.weight = f[1], weights[f[2]]
		case m.what == "level" && len(f) == 2 && contains(levels, f[1]):
			m.value = f[1]
		case m.what == "noun" && len(f) == 2 && contains([]string{"dev", "boss", "lead", "open", "veto"}, f[1]):
			m.value = f[1]
		case len(f) == 1 && contains([]string{"plain", "hard", "trade", "erp", "analyst", "not"}, f[0]):
		default:
			return nil, fmt.Errorf("line %d: %q is no kind of list", n+1, head)
		}
		for _, p := range strings.Split(list, ",") {
			words := wordsOf(p)
			if len(words) == 0 {
				return nil, fmt.Errorf("line %d: empty phrase in %q", n+1, head)
			}
			v.add(phrase{words, m})
		}
	}
	return v, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// wordsOf cuts a phrase of the vocabulary as a title is cut.
func wordsOf(p string) []string {
	var out []string
	for _, t := range tokenise(p) {
		out = append(out, t.text)
	}
	return out
}

func (v *vocab) add(p phrase) {
	table := v.by[p.what]
	if table == nil {
		table = map[string][]phrase{}
		v.by[p.what] = table
	}
	list := table[p.words[0]]
	i := 0
	for i < len(list) && len(list[i].words) >= len(p.words) {
		i++
	}
	list = append(list, phrase{})
	copy(list[i+1:], list[i:])
	list[i] = p
	table[p.words[0]] = list
}

// hit is a phrase found in a title.
type hit struct {
	pos, n int // tokens
	meaning
}

// find returns the phrases of one table in the tokens, the longest first at
// each place, none overlapping. Parts of the title are not crossed.
func (v *vocab) find(what string, toks []token) []hit {
	var out []hit
	table := v.by[what]
	for i := 0; i < len(toks); i++ {
		for _, p := range table[toks[i].text] {
			if matches(toks[i:], p.words) && !toks[i].void {
				out = append(out, hit{i, len(p.words), p.meaning})
				i += len(p.words) - 1
				break
			}
		}
	}
	return out
}

func matches(toks []token, words []string) bool {
	if len(toks) < len(words) {
		return false
	}
	for i, w := range words {
		if toks[i].text != w || toks[i].part != toks[0].part {
			return false
		}
	}
	return true
}
