// Package paging follows a list of many pages to its end.
package paging

import (
	"fmt"
	"hash/fnv"
	"strconv"

	"backpay/scraper"
)

// List is where one page stands in a list of many. A source keeps nothing
// between calls, so what is needed to end a list rides in Request.Note: the
// page's number, the last number that the configuration allows, how many
// records came before, and a mark of the page before.
type List struct {
	// Number is the page's number in this run, from 1; 0 for a page that is
	// of no list, such as a saved one.
	Number int
	last   int
	read   int
	before string
}

// First is the note of the first request of a list, of which at most last
// pages are to be read.
func First(last int) map[string]string {
	return map[string]string{"page": "1", "last": strconv.Itoa(last)}
}

// Of reads the note of the page's request.
func Of(page *scraper.Page) List {
	number := func(key string) int {
		n, err := strconv.Atoi(page.Request.Note[key])
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	return List{
		Number: number("page"),
		last:   number("last"),
		read:   number("read"),
		before: page.Request.Note["before"],
	}
}

// Read is how many records of the list are read, this page's ids included.
func (p List) Read(ids []string) int { return p.read + len(ids) }

// Next returns the note for the page after this one, which holds the records
// named by ids, or nil when the list ends here: at the cap, at an empty page,
// or when as many records are read as the answer says that there are (total;
// 0 where it doesn't say). The error is for Result.Problems, and ends the list
// too: the page repeats the one before, or is empty before its total.
func (p List) Next(ids []string, total int) (note map[string]string, err error) {
	if p.Number == 0 {
		return nil, nil
	}
	if len(ids) == 0 {
		if total > p.read {
			return nil, fmt.Errorf("page %d: is empty, after %d records of a total of %d", p.Number, p.read, total)
		}
		return nil, nil
	}
	h := fnv.New64a()
	for _, id := range ids {
		_, _ = h.Write(append([]byte(id), 0))
	}
	mark := strconv.FormatUint(h.Sum64(), 36)
	switch {
	case mark == p.before:
		return nil, fmt.Errorf("page %d: repeats the page before it", p.Number)
	case p.Number >= p.last, total > 0 && p.Read(ids) >= total:
		return nil, nil
	}
	return map[string]string{
		"page":   strconv.Itoa(p.Number + 1),
		"last":   strconv.Itoa(p.last),
		"read":   strconv.Itoa(p.Read(ids)),
		"before": mark,
	}, nil
}

// Check reports whether a setting "pages" is from 1 to most.
func Check(pages, most int) error {
	if pages < 1 || pages > most {
		return fmt.Errorf("pages: %d is not from 1 to %d", pages, most)
	}
	return nil
}
