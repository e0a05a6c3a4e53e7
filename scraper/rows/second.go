package rows

import (
	"errors"
	"strings"
	"unicode"
)

// errSecond ends a table below which another one stands.
var errSecond = errors.New(
	"another table begins, with columns of its own; the rows above it are kept, split the file for the others",
)

// ahead reads records and looks one ahead where another table may begin.
type ahead struct {
	reader
	above int // records up to the header's end
	read  int
	gaps  int // empty lines below the header
	held  []string
	err   error
	holds bool
}

// next returns the next record, errSecond for one that is another header: the
// first below an empty line, of words alone, over a record with values.
func (a *ahead) next() ([]string, error) {
	if a.holds {
		a.holds = false
		return a.held, a.err
	}
	rec, err := a.reader.next()
	a.read++
	g, ok := a.reader.(interface{ gap() bool })
	if err != nil || a.read <= a.above+1 || !ok || !g.gap() {
		return rec, err
	}
	if a.gaps++; a.gaps > 1 || !wordsAlone(rec) {
		return rec, nil
	}
	header := append([]string(nil), rec...)
	a.held, a.err = a.reader.next()
	a.read++
	if a.holds = true; a.err == nil && !g.gap() {
		for c := range header[:min(len(header), len(a.held))] {
			if contrasts([][]string{a.held}, c) {
				return nil, errSecond
			}
		}
	}
	return header, nil
}

// wordsAlone reports whether a record could be names of columns: two or more
// cells, each of a few words without a digit.
func wordsAlone(rec []string) bool {
	for _, cell := range rec {
		if cell == "" || len(cell) > 40 || len(strings.Fields(cell)) > 4 || strings.ContainsFunc(cell, unicode.IsDigit) {
			return false
		}
	}
	return len(rec) >= 2
}
