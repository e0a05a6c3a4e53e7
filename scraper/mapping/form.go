package mapping

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/form.tsv
var formFile string

// forms are the legal forms of companies, and the names that their branches bear, with
// their countries.
var forms = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(formFile) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); line[0] != '#' {
			for _, f := range cells[1:] {
				m[f] = cells[0]
			}
		}
	}
	return m
})

// countryOfForm returns the country whose law has the legal form, or whose name stands,
// at the beginning or the end of an employer's name; "" where it has none or one of several.
func countryOfForm(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return strings.ContainsRune(" ,„“”«»\"", c) })
	name = strings.Join(words, " ")
	for n := min(3, len(words)-1); n > 0; n-- {
		for _, form := range []string{strings.Join(words[:n], " "), strings.Join(words[len(words)-n:], " ")} {
			if c := forms()[form]; c != "" {
				return c
			}
		}
	}
	for form, country := range forms() {
		if unspaced(strings.TrimLeft(form, "(")) && (strings.HasPrefix(name, form) || strings.HasSuffix(name, form)) {
			return country
		}
	}
	return ""
}

// ofForms is the country whose legal forms or whose name the employers have: of those
// that have one nearly all, and every fourth at the least.
func (g *guesser) ofForms() string {
	c := g.m.Columns.Company
	if len(c.From) == 0 {
		return ""
	}
	counts, found, all := map[string]int{}, 0, 0
	for name := range g.ps[g.t.Index(c.From[0])].values {
		all++
		if country := countryOfForm(name); country != "" {
			counts[country]++
			found++
		}
	}
	for country, n := range counts {
		if n >= 2 && n*4 >= all && n*10 >= found*8 {
			return country
		}
	}
	return ""
}
