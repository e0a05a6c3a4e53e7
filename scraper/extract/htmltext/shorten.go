package htmltext

import "strings"

// Shorten keeps the first 60 characters of s, for messages.
func Shorten(s string) string {
	s = strings.ToValidUTF8(s, "")
	if r := []rune(s[:min(len(s), 300)]); len(r) > 60 {
		s = strings.ToValidUTF8(string(r[:60]), "") + "..."
	}
	return strings.Join(strings.Fields(s), " ")
}
