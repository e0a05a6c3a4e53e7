package dedupe

import (
	_ "embed"
	"strings"
)

//go:embed data/areas.txt
var areasText string

// areas holds for each town of an area, behind its country and in small letters, the
// area's central town.
var areas = readAreas(areasText)

func readAreas(text string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		country, towns, _ := strings.Cut(strings.TrimSpace(line), "|")
		for t := range strings.SplitSeq(strings.ToLower(towns), "|") {
			central, _, _ := strings.Cut(strings.ToLower(towns), "|")
			m[country+" "+t] = central
		}
	}
	return m
}
