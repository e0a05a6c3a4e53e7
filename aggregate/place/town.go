package place

import (
	"slices"
	"strings"
)

// Town is the town that a CBSA code's title names first, with its state
// ("San Francisco, CA"), or "". Titles join towns with hyphens, and some towns
// have one of their own: the first name that is a town of the area counts.
func Town(code string) string {
	towns, states, ok := strings.Cut(Metro(code), ", ")
	if !ok {
		return ""
	}
	state, _, _ := strings.Cut(states, "-")
	first := ""
	for i, r := range towns + "-" {
		if r != '-' && r != '/' {
			continue
		}
		head := towns[:i]
		if first == "" {
			first = head
		}
		if slices.ContainsFunc(
			lex().names.of(key(head)),
			func(s sense) bool { return s.kind == city && s.metro == code },
		) {
			return head + ", " + state
		}
	}
	return first + ", " + state
}
