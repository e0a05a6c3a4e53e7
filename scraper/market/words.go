package market

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// words are the word lists, which never change.
type words struct {
	text      map[string][]string // sections of text.txt, pay.txt and companies.txt
	places    map[string][]place  // by country
	skills    []skill
	byRole    map[string][]int // indices into skills
	roles     []roleWords
	levels    []level
	countries []country
}

type place struct {
	city, region   string
	weight, effect float64
	spellings      []string
}

type skill struct {
	name      string
	spellings []string
	effect    float64
}

type roleWords struct {
	name   string
	share  float64
	pay    float64
	titles []string
}

type level struct {
	name          string
	share, effect float64
	words, behind []string
	years         int
}

type country struct {
	code, currency       string
	share, factor, tells float64
	names, forms         []string
}

// list reads the word lists once. They are part of the program, so a fault in
// them is a defect of the program and panics; a test reads them.
var list = sync.OnceValue(func() *words {
	w, err := readWords()
	if err != nil {
		panic("market: " + err.Error())
	}
	return w
})

func readWords() (*words, error) {
	w := &words{text: map[string][]string{}, places: map[string][]place{}, byRole: map[string][]int{}}
	for _, name := range []string{"text.txt", "pay.txt", "companies.txt"} {
		if err := w.readSections(name); err != nil {
			return nil, err
		}
	}
	var bad error
	num := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil && bad == nil {
			bad = err
		}
		return v
	}
	read := func(name string, fields int, add func(f []string)) {
		b, err := data.ReadFile("data/" + name)
		if err == nil {
			r := csv.NewReader(bytes.NewReader(b))
			r.Comment, r.FieldsPerRecord = '#', fields
			var rows [][]string
			if rows, err = r.ReadAll(); err == nil {
				for _, f := range rows {
					add(f)
				}
			}
		}
		if err != nil && bad == nil {
			bad = fmt.Errorf("%s: %w", name, err)
		}
	}
	alt := func(s string) []string { return strings.Split(s, "|") }
	read("places.csv", 6, func(f []string) {
		w.places[f[0]] = append(w.places[f[0]], place{f[1], f[2], num(f[3]), num(f[4]), alt(f[5])})
	})
	read("skills.csv", 4, func(f []string) {
		for _, role := range strings.Fields(f[2]) {
			w.byRole[role] = append(w.byRole[role], len(w.skills))
		}
		w.skills = append(w.skills, skill{f[0], alt(f[1]), num(f[3])})
	})
	read("roles.csv", 4, func(f []string) {
		w.roles = append(w.roles, roleWords{f[0], num(f[1]), num(f[2]), alt(f[3])})
	})
	read("levels.csv", 6, func(f []string) {
		w.levels = append(w.levels, level{f[0], num(f[1]), num(f[2]), alt(f[3]), alt(f[4]), int(num(f[5]))})
	})
	read("countries.csv", 7, func(f []string) {
		w.countries = append(w.countries, country{f[0], f[2], num(f[1]), num(f[3]), num(f[4]), alt(f[5]), alt(f[6])})
	})
	return w, bad
}

func (w *words) readSections(name string) error {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		return err
	}
	section := ""
	sc := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		switch {
		case line == "" || line[0] == '#':
		case heading(line):
			section = line[1 : len(line)-1]
		case section == "":
			return fmt.Errorf("%s:%d: %q stands before the first heading", name, n, line)
		default:
			w.text[section] = append(w.text[section], line)
		}
	}
	return sc.Err()
}

// heading tells a line that is one bracket of words from a sentence, which
// may begin and end with brackets but then holds an alternative or a slot.
func heading(line string) bool {
	return line[0] == '[' && strings.IndexByte(line, ']') == len(line)-1 && !strings.ContainsAny(line, "|{")
}

// expand makes a sentence: [a|b] becomes one of its parts (which may hold
// more of the like), {x} what slot says.
func expand(b *strings.Builder, r *rng, s string, slot func(name string) string) {
	for s != "" {
		i := strings.IndexAny(s, "[{")
		if i < 0 {
			b.WriteString(s)
			return
		}
		b.WriteString(s[:i])
		if s[i] == '{' {
			end := i + strings.IndexByte(s[i:], '}')
			b.WriteString(slot(s[i+1 : end]))
			s = s[end+1:]
			continue
		}
		var parts []string
		depth, from, end := 0, i+1, i
		for end = i; end < len(s); end++ {
			switch c := s[end]; {
			case c == '[':
				depth++
			case c == ']':
				depth--
			case c == '|' && depth == 1:
				parts = append(parts, s[from:end])
				from = end + 1
			}
			if depth == 0 {
				break
			}
		}
		parts = append(parts, s[from:end])
		expand(b, r, pick(r, parts), slot)
		s = s[end+1:]
	}
}
