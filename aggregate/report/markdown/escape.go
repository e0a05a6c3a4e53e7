package markdown

import (
	"fmt"
	"strings"
)

func escAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = esc(s)
	}
	return out
}

// esc makes text inert in Markdown, and in the templates that a static site
// may run over it: HTML's and the templates' signs become entities, Markdown's
// get a backslash, and neither an address nor a list can begin by itself.
func esc(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '&', '<', '>', '{', '}', '@', '"':
			fmt.Fprintf(&b, "&#%d;", r)
		case '\\', '`', '*', '_', '[', ']', '#', '|', '~', '!', '^', '$', '=':
			b.WriteByte('\\')
			b.WriteRune(r)
		case ':':
			if strings.HasPrefix(s[i:], "://") {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '.':
			if j := max(0, i-3); strings.EqualFold(s[j:i], "www") || allDigits(s[:i]) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '-', '+', ')':
			if i == 0 || allDigits(s[:i]) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// allDigits reports whether a list's number could stand before.
func allDigits(s string) bool {
	if len(s) == 0 || len(s) > 9 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// address makes an address fit to stand between angle brackets.
func address(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "{", "%7B", "}", "%7D", "|", "%7C", "\\", "%5C").
		Replace(s)
}

// fence is a row of backticks longer than any in the text.
func fence(s string) string {
	longest, run := 2, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return strings.Repeat("`", longest+1)
}
