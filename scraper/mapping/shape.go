package mapping

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"sync"

	"backpay/scraper/rows"
)

//go:embed shape/*.yaml
var shapeFiles embed.FS

// Shapes returns the mappings of the tables that are well known, by name.
var Shapes = sync.OnceValues(func() (map[string]*Mapping, error) {
	entries, err := shapeFiles.ReadDir("shape")
	if err != nil {
		return nil, err
	}
	all := make(map[string]*Mapping, len(entries))
	for _, e := range entries {
		text, err := shapeFiles.ReadFile(path.Join("shape", e.Name()))
		if err != nil {
			return nil, err
		}
		m, err := Parse(e.Name(), text)
		if err != nil {
			return nil, fmt.Errorf("shape %w", err)
		}
		all[e.Name()[:len(e.Name())-len(".yaml")]] = m
	}
	return all, nil
})

// Recognise finds the shape of a table: of several the one whose fingerprint
// asks for the most. The name is "" when none fits.
func Recognise(t *rows.Table) (name string, m *Mapping, err error) {
	shapes, err := Shapes()
	if err != nil {
		return "", nil, err
	}
	for n, s := range shapes {
		if !s.Match.fits(t) {
			continue
		}
		if more := len(s.Match.All) - len(shapesAll(m)); m == nil || more > 0 || more == 0 && n < name {
			name, m = n, s
		}
	}
	return name, m, nil
}

func shapesAll(m *Mapping) []string {
	if m == nil {
		return nil
	}
	return m.Match.All
}

// fits reports whether a table has what the fingerprint asks for.
func (m *Match) fits(t *rows.Table) bool {
	if len(m.All) == 0 {
		return false
	}
	for _, n := range m.All {
		if t.Index(n) < 0 {
			return false
		}
	}
	for _, n := range m.None {
		if t.Index(n) >= 0 {
			return false
		}
	}
	some := len(m.Any) == 0
	for _, n := range m.Any {
		some = some || t.Index(n) >= 0
	}
	if !some {
		return false
	}
	for column, pattern := range m.Cells {
		re, err := regexp.Compile(pattern)
		if err != nil || !anyCell(t, t.Index(column), re) {
			return false
		}
	}
	return true
}

func anyCell(t *rows.Table, column int, re *regexp.Regexp) bool {
	for _, row := range t.Sample {
		if re.MatchString(row.Cell(column)) {
			return true
		}
	}
	return false
}

// Find returns what the columns of a table mean: as a known shape, whose name
// it gives, else as Infer finds it.
func Find(t *rows.Table) (shape string, m *Mapping, err error) {
	if shape, m, err = Recognise(t); m != nil || err != nil {
		return shape, m, err
	}
	m, err = Infer(t)
	return "", m, err
}
