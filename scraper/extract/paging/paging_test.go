package paging

import (
	"fmt"
	"testing"

	"backpay/scraper"
)

// walk reads the pages of a list until it ends, and says how.
func walk(last int, pages func(n int) (ids []string, total int)) (read int, err error) {
	for note := First(last); note != nil; {
		p := Of(&scraper.Page{Request: scraper.Request{Note: note}})
		ids, total := pages(p.Number)
		if note, err = p.Next(ids, total); err != nil {
			return read, err
		}
		read = p.Number
	}
	return read, nil
}

func TestPagingEnds(t *testing.T) {
	fresh := func(n int) []string { return []string{fmt.Sprint(2 * n), fmt.Sprint(2*n + 1)} }
	// upTo holds two records on each of its first pages, and says that it has total.
	upTo := func(pages, total int) func(int) ([]string, int) {
		return func(n int) ([]string, int) {
			if n > pages {
				return nil, total
			}
			return fresh(n), total
		}
	}
	for name, c := range map[string]struct {
		last  int
		pages func(n int) ([]string, int)
		read  int
		err   string
	}{
		"at the cap":            {3, upTo(50, 100), 3, ""},
		"at the total":          {9, upTo(50, 8), 4, ""},
		"in the midst of one":   {9, upTo(50, 7), 4, ""},
		"at an empty page":      {9, upTo(4, 0), 5, ""},
		"at once":               {9, upTo(0, 0), 1, ""},
		"a page that repeats":   {9, func(int) ([]string, int) { return fresh(1), 100 }, 1, "page 2: repeats the page before it"},
		"a total that lies":     {9, upTo(3, 100), 3, "page 4: is empty, after 6 records of a total of 100"},
		"nothing where it says": {9, upTo(0, 5), 0, "page 1: is empty, after 0 records of a total of 5"},
	} {
		t.Run(name, func(t *testing.T) {
			read, err := walk(c.last, c.pages)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if read != c.read || got != c.err {
				t.Errorf("%d pages, error %q; want %d and %q", read, got, c.read, c.err)
			}
		})
	}
}

// TestPagingOfNothing: a saved page has no note, and a note may be anything.
func TestPagingOfNothing(t *testing.T) {
	for _, note := range []map[string]string{nil, {"page": "x"}, {"page": "-1", "last": "9"}, {"page": "1"}, {"page": "99999999999999999999"}} {
		p := Of(&scraper.Page{Request: scraper.Request{Note: note}})
		if next, err := p.Next([]string{"1"}, 100); next != nil || err != nil {
			t.Errorf("%v: goes on with %v, %v", note, next, err)
		}
	}
}
