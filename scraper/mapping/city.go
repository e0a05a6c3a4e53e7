package mapping

import (
	_ "embed"
	"strings"
	"sync"
)

// The places that a row is of are aggregate/place's to know, which this package may
// not import: a record is what a table says. To know a column of places some names of
// each language do.
//
//go:embed data/city.txt
var cityFile string

var cities = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(cityFile) {
		if line[0] == '#' {
			continue
		}
		for name := range strings.SplitSeq(strings.TrimSpace(line), "\t") {
			all[name] = true
		}
	}
	return all
})

// inCity reports whether a cell begins with the name of a large city and says no
// more than parts of places do: "Hà Nội & 2 nơi khác", "Göteborgs stad".
func inCity(cell string) bool {
	if len(cell) > 120 {
		return false
	}
	if i := strings.IndexAny(cell, ",;(/|&"); i > 0 {
		cell = cell[:i]
	}
	name := fold(cell)
	if cities()[name] {
		return true
	}
	for _, of := range []string{" stad", " kommun", " kommune"} { // of a town's name in the genitive
		if town, ok := strings.CutSuffix(name, of); ok {
			return cities()[town] || cities()[strings.TrimSuffix(town, "s")]
		}
	}
	return false
}
