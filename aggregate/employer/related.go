package employer

import "strings"

// leastShared is how many letters two keys share at their beginnings, leastRun how many
// in one run anywhere, for the names to be related.
const leastShared, leastRun = 4, 7

// Related reports whether two keys share their beginnings or a word that is nobody
// else's: "alaskaairlines" and "alaskaaircargo", "stateofwashington" and
// "washingtonstatedepartmentofecology". It is a hint beside other evidence and joins
// nothing by itself.
func Related(a, b string) bool {
	if n := min(leastShared, len(a), len(b)); a[:n] == b[:n] {
		return true
	}
	run := longestRun(a, b)
	return len(run) >= leastRun && !isPlain(run)
}

// isPlain reports whether a run of letters is within a word that many names have.
func isPlain(run string) bool {
	if common()[run] || english()[run] {
		return true
	}
	for phrase := range added() {
		if strings.Contains(strings.ReplaceAll(phrase, " ", ""), run) {
			return true
		}
	}
	for _, word := range []string{"university", "management", "department", "recruitment", "association", "engineering"} {
		if strings.Contains(word, run) || strings.Contains(run, word) {
			return true
		}
	}
	return false
}

// longestRun returns the longest run of bytes that stands in both.
func longestRun(a, b string) string {
	best := ""
	for i := range len(a) {
		for len(a)-i > len(best) && strings.Contains(b, a[i:i+len(best)+1]) {
			best = a[i : i+len(best)+1]
		}
	}
	return best
}
