package store_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/store"
)

const boardPage = "https://boards.example/otter"

// readBy is an outcome whose answer can be found again, as the archive and a
// reader make one.
func readBy(reader string, o scraper.Outcome) scraper.Outcome {
	o.Fetch.Reader, o.Fetch.File, o.Fetch.SHA256 = reader, "a.warc.gz", "ab"
	return o
}

// known is what the next request to the board's page can rely on.
func known(t *testing.T, db *store.DB) scraper.Fetch {
	t.Helper()
	f, ok, err := db.LastFetch(t.Context(), "hutch", boardPage)
	if err != nil || !ok {
		t.Fatalf("last fetch: %v, %v", ok, err)
	}
	return f
}

// unread is the outcome of an answer that says what last said.
func unread(last scraper.Fetch, notModified bool) scraper.Outcome {
	o := board("hutch", "otter", false)
	o.Fetch.Earlier, o.Fetch.Same, o.Fetch.NotModified = last.ID, true, notModified
	o.Fetch.File, o.Fetch.SHA256 = last.File, last.SHA256
	if notModified {
		o.Fetch.Status = 304
	}
	return o
}

// A page that says again what it said leaves the file as a reading would.
func TestPageReadOnce(t *testing.T) {
	for _, notModified := range []bool{true, false} {
		var got [2]string
		for n, again := range []bool{false, true} {
			c := newClock()
			db := open(t, c)
			first := readBy("x text/html", board("hutch", "otter", true, many(0, 20)...))
			pass(t, db, store.Scrape, first)
			for range 2 {
				c.add(24 * time.Hour)
				next := readBy("x text/html", board("hutch", "otter", true, many(0, 20)...))
				last := known(t, db)
				if next.Fetch.Earlier = last.ID; notModified {
					next.Fetch.Status, next.Fetch.NotModified = 304, true
				}
				if again {
					if last.Reader != "x text/html" {
						t.Fatalf("the reader is %q", last.Reader)
					}
					next = unread(last, notModified)
				}
				if r := pass(t, db, store.Scrape, next); r.Records != 20 || r.Unchanged != 20 || r.Gone != 0 || r.Status != "ok" {
					t.Errorf("again %v: %+v", again, r)
				}
			}
			got[n] = dump(t, db) + query(t, db, `SELECT COUNT(*) || state || MIN(last_seen_at) FROM posting`)[0]
			got[n] += query(t, db, `SELECT fetch_id, reader, board, json_array_length(postings) FROM page_read`)[0]
		}
		if got[0] != got[1] {
			t.Errorf("not modified %v: read again\n%s\nand not\n%s", notModified, got[0], got[1])
		}
	}
}

// A page that one request finds as it was and another, of the same batch, with a
// posting less shows what it shows now.
func TestPageBothWays(t *testing.T) {
	c := newClock()
	db := open(t, c)
	pass(t, db, store.Scrape, readBy("x text/html", board("hutch", "otter", false, many(0, 20)...)))
	last := known(t, db)
	c.add(24 * time.Hour)
	anew := readBy("x text/html", board("hutch", "otter", false, many(0, 19)...))
	anew.Fetch.SHA256 = "cd"
	pass(t, db, store.Scrape, anew, unread(last, true), unread(last, true))
	if got := query(t, db, "SELECT COUNT(*) FROM posting WHERE last_run_id = 2"); got[0] != "19" {
		t.Errorf("%s postings were seen again, want 19", got[0])
	}
}

// A page that only leads on is known with what it led to; one whose links are very
// many is read again.
func TestListReadOnce(t *testing.T) {
	for n, want := range map[int]int{2: 2, 501: 0} {
		db := open(t, newClock())
		o := readBy("x text/html", board("hutch", "otter", false))
		for i := range n {
			o.Result.Requests = append(o.Result.Requests, scraper.Request{URL: fmt.Sprintf("https://boards.example/%d", i), Note: map[string]string{"page": "1"}})
		}
		pass(t, db, store.Scrape, o)
		last := known(t, db)
		if len(last.Requests) != want || want > 0 && !reflect.DeepEqual(last.Requests, o.Result.Requests) || (last.Reader != "") != (want > 0) {
			t.Errorf("%d links: known are %d, reader %q", n, len(last.Requests), last.Reader)
		}
		again := unread(last, true)
		if again.Result.Requests = last.Requests; want == 0 {
			continue
		}
		if r := pass(t, db, store.Scrape, again); r.Records != 0 || r.Error != "" || len(known(t, db).Requests) != want {
			t.Errorf("again: %+v, %d links", r, len(known(t, db).Requests))
		}
	}
}

// What a page brought no longer stands: then it is read again.
func TestPageReadAgain(t *testing.T) {
	page := func() scraper.Outcome { return readBy("x text/html", board("hutch", "otter", true, many(0, 20)...)) }
	for name, change := range map[string]func(*testing.T, *store.DB){
		"a posting has ended": func(t *testing.T, db *store.DB) {
			p := many(3, 4)[0]
			p.ClosedWhy = "filled"
			pass(t, db, store.Import, board("hutch", "otter", false, p))
		},
		"another page changed a posting": func(t *testing.T, db *store.DB) {
			o := board("hutch", "otter", false, ranged(posting("3", "Dyer"), 1, 2))
			o.Fetch.URL += "/3"
			pass(t, db, store.Scrape, o)
		},
		"the page has a link now": func(t *testing.T, db *store.DB) {
			o := page()
			o.Result.Requests = []scraper.Request{{URL: "https://boards.example/otter/more"}}
			pass(t, db, store.Scrape, o)
		},
		"something could not be read": func(t *testing.T, db *store.DB) {
			o := page()
			o.Result.Problems = []error{scraper.ErrField}
			pass(t, db, store.Scrape, o)
		},
	} {
		db := open(t, newClock())
		pass(t, db, store.Scrape, page())
		if f := known(t, db); f.Reader == "" {
			t.Fatalf("%s: the page is not known before", name)
		}
		if change(t, db); known(t, db).Reader != "" {
			t.Errorf("%s: the page is not read again", name)
		}
	}
}

// Where the archive has lost what a page answered, what the page brought rests
// on the answer that was had anew; what another page brought does not.
func TestLostAnswerIsReplaced(t *testing.T) {
	db := open(t, newClock())
	figures := page("hutch", boardPage, claim("Weaver", "median", 30000))
	first := board("hutch", "otter", true, many(0, 20)...)
	first.Result.Claims = figures.Result.Claims
	first = readBy("x text/html", first)
	pass(t, db, store.Scrape, first)
	other := board("hutch", "otter", false, ranged(posting("3", "Dyer"), 1, 2))
	other.Fetch.URL += "/3"
	pass(t, db, store.Scrape, other)
	cited := `SELECT GROUP_CONCAT(DISTINCT fetch_id), COUNT(*) FROM (SELECT fetch_id FROM posting UNION ALL SELECT fetch_id FROM claim)`
	if got := query(t, db, cited); got[0] != "1,2|21" {
		t.Fatalf("before, rows cite %v", got)
	}
	for _, lost := range []int64{0, 1} {
		again := readBy("x text/html", board("hutch", "otter", true, many(0, 20)...))
		again.Result.Postings[3] = other.Result.Postings[0]
		again.Result.Claims, again.Fetch.Lost = figures.Result.Claims, lost
		pass(t, db, store.Scrape, again)
	}
	// The third answer, of no loss, moved nothing; the fourth what cited the page.
	if got := query(t, db, cited+` UNION ALL SELECT fetch_id, source_id FROM posting WHERE fetch_id = 2`); len(got) != 2 || got[0] != "2,4|21" && got[0] != "4,2|21" || got[1] != "2|3" {
		t.Errorf("rows cite %v", got)
	}
}
