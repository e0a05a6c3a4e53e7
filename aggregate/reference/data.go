package reference

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"backpay/scraper"
)

// The built-in tables, in this form:
//
//	# a comment
//	@ table <tab> unit <tab> source            opens a block; * in the unit stands for the item
//	area <tab> name <tab> date <tab> item=value|item@from=value|...
//
// A name that is empty is that of the line above.
//
//go:embed data/*.txt
var data embed.FS

// builtIn is what is built in, and the newest date of each source.
type builtIn struct {
	set    *Set
	newest map[string]string
}

var load = sync.OnceValues(func() (builtIn, error) {
	b := builtIn{&Set{}, map[string]string{}}
	files, err := data.ReadDir("data")
	if err != nil {
		return b, err
	}
	var all []scraper.ReferenceRow
	for _, f := range files {
		text, err := data.ReadFile("data/" + f.Name())
		if err != nil {
			return b, err
		}
		rows, err := parse(string(text), b.newest)
		if err != nil {
			return b, fmt.Errorf("%s: %w", f.Name(), err)
		}
		all = append(all, rows...)
	}
	b.set = b.set.with(all)
	return b, nil
})

// Embedded is the set of the tables that are built in. It is read once.
func Embedded() *Set {
	b, err := load()
	if err != nil {
		panic("aggregate/reference: " + err.Error()) // a test reads every file
	}
	return b.set
}

// BuiltIn returns the date (a year, a month or a day) of the newest value of a
// source, named as in the configuration file, that is built in; "" for none.
func BuiltIn(source string) string {
	b, err := load()
	if err != nil {
		return ""
	}
	return b.newest[source]
}

// parse reads one file and notes the newest dates of its sources.
func parse(text string, newest map[string]string) (rows []scraper.ReferenceRow, err error) {
	var table, unit, source, name string
	n := 0
	rows = make([]scraper.ReferenceRow, 0, strings.Count(text, "="))
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if head, ok := strings.CutPrefix(f[0], "@ "); ok && len(f) == 3 {
			table, unit, source = head, f[1], f[2]
			continue
		}
		if len(f) != 4 || table == "" {
			return nil, fmt.Errorf("line %d: want four columns below a line that begins with @, got %q", n, line)
		}
		if f[1] != "" || f[0] == "EUR" {
			name = f[1]
		}
		newest[source] = max(newest[source], f[2])
		for cell := range strings.SplitSeq(f[3], "|") {
			key, value, _ := strings.Cut(cell, "=")
			item, from, bracket := strings.Cut(key, "@")
			r := scraper.ReferenceRow{
				Table:    table,
				Area:     f[0],
				AreaName: name,
				Item:     item,
				Date:     f[2],
				Unit:     strings.Replace(unit, "*", item, 1),
			}
			if r.Value, err = strconv.ParseFloat(value, 64); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if bracket {
				if r.From, err = strconv.ParseFloat(from, 64); err != nil {
					return nil, fmt.Errorf("line %d: %w", n, err)
				}
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}
