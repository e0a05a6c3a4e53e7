package htmltext

import "strings"

// Lines is Line for each text of a list, without the empty ones; nil where
// none is left.
func Lines(texts []string) []string {
	var lines []string
	for _, t := range texts {
		if l := Line(t); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// Join joins texts by "; ", without the empty ones and without repeating one.
func Join(texts ...string) string {
	seen := make(map[string]bool, len(texts))
	kept := texts[:0:0]
	for _, t := range texts {
		if t != "" && !seen[t] {
			seen[t] = true
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, "; ")
}
