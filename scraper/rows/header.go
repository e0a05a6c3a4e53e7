package rows

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// headerWithin is how many records may stand above a header.
const headerWithin = 30

// valueCell matches cells that hold values: numbers, dates, addresses.
var valueCell = regexp.MustCompile(`^(https?://|www\.|[-+$€£¥₹]?\s?\d[\d.,:/ -]*[kK%]?$|\d{4}-\d\d-\d\d)`)

// findHeader returns how many records come up to the end of the header, and
// whether there is one. A header is the first record of about the width of
// those below it whose cells are all short words, and which differs from them:
// it has names that headers have, or words where the others have values.
func findHeader(records [][]string, known func(string) bool) (skip int, found bool) {
	width := usualWidth(records)
	for i, rec := range records[:min(len(records), headerWithin)] {
		if filled(rec) < 2 || filled(rec)*2 < width || numbered(rec) && i+1 < len(records) && nameLike(records[i+1]) {
			continue
		}
		if !nameLike(rec) || i+1 == len(records) && known == nil {
			return i, false
		}
		below := records[i+1:]
		names, contrast := namesIn(rec, known), 0
		if i+1 < len(records) && filled(rec) < filled(below[0]) && nameLike(below[0]) &&
			namesIn(below[0], known) >= max(names, 1) {
			continue // names that stand over several columns
		}
		for c, cell := range rec {
			if cell != "" && contrasts(below, c) && (known == nil || !known(cell)) {
				contrast++
			}
		}
		if names >= 2 || names == 1 && filled(rec) <= 4 || contrast >= 1 && 3*(names+contrast) >= filled(rec) ||
			known == nil {
			if continues(rec, below) {
				return i + 2, true
			}
			return i + 1, true
		}
		if i+1 < len(records) && filled(records[i+1]) > filled(rec) {
			continue // a line of notes above the header
		}
		return i, false
	}
	return 0, false
}

// continues reports whether a header has a second line: one that has names where
// the first has gaps, and a gap under a name of the first whose column is filled.
func continues(rec []string, below [][]string) bool {
	if len(below) < 2 || !nameLike(below[0]) || valueCell.MatchString(below[0][0]) {
		return false
	}
	into, under, contrast := 0, 0, 0
	for c, cell := range below[0] {
		above := c < len(rec) && strings.TrimSpace(rec[c]) != ""
		switch {
		case strings.TrimSpace(cell) != "" && !above:
			into++
		case strings.TrimSpace(cell) == "" && above && c < len(below[1]) && below[1][c] != "":
			under++
		}
		if strings.TrimSpace(cell) != "" && contrasts(below[1:], c) {
			contrast++
		}
	}
	return into >= 2 && under >= 1 && contrast >= 1
}

// namesIn counts the cells of a record that are names which headers have.
func namesIn(rec []string, known func(string) bool) (n int) {
	for _, cell := range rec {
		if known != nil && cell != "" && known(cell) {
			n++
		}
	}
	return n
}

var numberedCell = regexp.MustCompile(`(?i)^(?:column|col|field|unnamed)[ _:.-]*\d+$`)

// numbered reports whether a record is the names that programs give to columns
// without one: the header may be below it.
func numbered(rec []string) bool {
	for _, c := range rec {
		if c != "" && !numberedCell.MatchString(c) {
			return false
		}
	}
	return true
}

// scrapedCell matches what extensions of browsers call a column of addresses: the
// class that a page gives an element, and the attribute.
var scrapedCell = regexp.MustCompile(`^\S+(?: \d+)? (?:href|src)$`)

// scraped reports whether the first record holds names that a page gives its
// elements, which say nothing of what the columns mean: "css-1x7z1ps href".
func scraped(records [][]string) bool {
	if len(records) < 2 {
		return false
	}
	for c, cell := range records[0] {
		if scrapedCell.MatchString(cell) && contrasts(records[1:], c) {
			return true
		}
	}
	return false
}

// usualWidth is the number of cells that most records fill, without regard to the
// lines of one cell that stand around a table.
func usualWidth(records [][]string) int {
	counts := map[int]int{}
	best := 0
	for _, rec := range records {
		n := filled(rec)
		counts[n]++
		if n > 1 && best <= 1 || n > 0 && (n > 1) == (best > 1) &&
			(counts[n] > counts[best] || counts[n] == counts[best] && n > best) {
			best = n
		}
	}
	return best
}

func filled(rec []string) int {
	n := 0
	for _, c := range rec {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// nameLike reports whether a record's cells could be names of columns. The
// first may be anything: an index has no name, or a number.
func nameLike(rec []string) bool {
	for i, c := range rec {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		if utf8.RuneCountInString(c) > 300 || i > 0 && valueCell.MatchString(c) && len(c) > 3 {
			return false
		}
	}
	return true
}

// contrasts reports whether the cells of a column below are mostly values.
func contrasts(below [][]string, column int) bool {
	values, all := 0, 0
	for _, rec := range below {
		if column < len(rec) && strings.TrimSpace(rec[column]) != "" {
			all++
			if valueCell.MatchString(strings.TrimSpace(rec[column])) {
				values++
			}
		}
	}
	return all > 0 && values*3 >= all*2
}

// grouped returns the last of some records as a header. Where the one above it
// has names that stand over several columns, as "Salary" over "from" and "to",
// they are put before those that stand under them.
func grouped(records [][]string, known func(string) bool) []string {
	header := records[len(records)-1]
	if known == nil || len(records) < 2 {
		return header
	}
	names, group := append([]string(nil), header...), ""
	for i, above := range records[len(records)-2][:min(len(records[len(records)-2]), len(names))] {
		if above != "" {
			group = above
		}
		switch {
		case names[i] == "" && above != "" && known(above):
			names[i] = above
		case group == "" || names[i] == "" || !known(group):
		case known(names[i]): // "Employer" over "Name", as in the paths of JSON
			names[i] = group + "." + names[i]
		default:
			names[i] = group + " " + names[i]
		}
	}
	return names
}
