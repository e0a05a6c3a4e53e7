package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backpay/scraper"
	"backpay/store"
)

func posting(id, title string) scraper.Posting {
	return scraper.Posting{
		ID: id, Title: title, Company: "Otter & Sons", URL: "https://otter.example/" + id, Place: "Leeds",
		Description: "We mend rivers.\nCome and help.",
	}
}

func ranged(p scraper.Posting, low, high float64) scraper.Posting {
	p.Pay = []scraper.Pay{{Min: low, Max: high, Currency: "GBP", Period: "year", Origin: scraper.Structured, Path: "salary"}}
	return p
}

func TestPassesOverABoard(t *testing.T) {
	c := newClock()
	db := open(t, c)
	a, b := ranged(posting("1", "Weaver"), 30000, 40000), posting("2", "Dyer")

	first := pass(t, db, store.Scrape, board("hutch", "otter", true, a, b))
	want := store.SourceRun{Source: "hutch", Status: "ok", Requests: 1, Bytes: 1000, Records: 2, New: 2}
	if d := cmp.Diff(want, first); d != "" {
		t.Errorf("first pass (-want +got):\n%s", d)
	}

	c.add(24 * time.Hour)
	second := pass(t, db, store.Scrape, board("hutch", "otter", true, a, b))
	if second.Unchanged != 2 || second.New+second.Changed+second.Gone != 0 {
		t.Errorf("a pass without news: %+v", second)
	}
	if got := query(t, db, "SELECT first_seen_at, last_seen_at FROM posting WHERE source_id = '1'"); got[0] != "2026-03-01T06:00:00Z|2026-03-02T06:00:00Z" {
		t.Errorf("seen %v", got)
	}

	c.add(24 * time.Hour)
	third := pass(t, db, store.Scrape, board("hutch", "otter", true, ranged(a, 35000, 45000)))
	if third.Changed != 1 || third.Gone != 1 {
		t.Errorf("pay raised and one gone: %+v", third)
	}
	if got := query(t, db, "SELECT seen_at, changed, pay FROM posting_version"); len(got) != 1 ||
		!strings.HasPrefix(got[0], "2026-03-03T06:00:00Z|pay|") || !strings.Contains(got[0], `"min":30000`) {
		t.Errorf("the version kept is %v", got)
	}
	if got := query(t, db, "SELECT source_id, gone_at FROM posting ORDER BY source_id"); strings.Join(got, " ") != "1|NULL 2|2026-03-03T06:00:00Z" {
		t.Errorf("gone: %v", got)
	}

	back := pass(t, db, store.Scrape, board("hutch", "otter", true, ranged(a, 35000, 45000), b))
	if back.Unchanged != 2 {
		t.Errorf("reappearing: %+v", back)
	}
	if got := query(t, db, "SELECT COUNT(*) FROM posting WHERE gone_at IS NOT NULL"); got[0] != "0" {
		t.Error("a posting that reappeared is still gone")
	}
}

// Only the whole list of a board says that a posting of that board has gone.
func TestGoneNeedsTheWholeBoard(t *testing.T) {
	db := open(t, newClock())
	pass(t, db, store.Scrape, board("hutch", "otter", true, posting("1", "Weaver"), posting("2", "Dyer")))
	for what, o := range map[string]scraper.Outcome{
		"a part of the board": board("hutch", "otter", false, posting("1", "Weaver")),
		"another board":       board("hutch", "vole", true, posting("9", "Smith")),
		"another source":      board("burrow", "otter", true, posting("1", "Weaver")),
	} {
		if got := pass(t, db, store.Scrape, o); got.Gone != 0 {
			t.Errorf("%s: %d gone", what, got.Gone)
		}
	}
	if got := pass(t, db, store.Import, board("hutch", "otter", true, posting("1", "Weaver"))); got.Gone != 0 {
		t.Errorf("an import: %d gone", got.Gone)
	}
	// Two pages of one run make up the board together.
	if got := pass(t, db, store.Scrape, board("hutch", "otter", false, posting("2", "Dyer")), board("hutch", "otter", true, posting("1", "Weaver"))); got.Gone != 0 {
		t.Errorf("two pages: %d gone", got.Gone)
	}
}

func TestPoorerAnswerErasesNothing(t *testing.T) {
	db := open(t, newClock())
	rich := ranged(posting("1", "Weaver"), 30000, 40000)
	rich.Places = []scraper.Address{{Locality: "Leeds", Country: "GB"}}
	pass(t, db, store.Scrape, board("hutch", "otter", false, rich))
	before := dump(t, db)

	poor := scraper.Posting{ID: "1", Title: "Weaver", Place: "Leeds", Omits: []string{"description", "pay"}}
	if got := pass(t, db, store.Import, board("hutch", "otter", false, poor)); got.Unchanged != 1 {
		t.Errorf("a poorer answer: %+v", got)
	}
	// That this answer was met is all that is new.
	if d := cmp.Diff(dropTable(before, "posting_answer"), dropTable(dump(t, db), "posting_answer")); d != "" {
		t.Errorf("rows changed (-before +after):\n%s", d)
	}

	// An answer that could have stated pay, and doesn't, withdraws it.
	silent := posting("1", "Weaver")
	if got := pass(t, db, store.Scrape, board("hutch", "otter", false, silent)); got.Changed != 1 {
		t.Errorf("pay withdrawn: %+v", got)
	}
	if got := query(t, db, "SELECT changed FROM posting_version"); len(got) != 1 || got[0] != "pay" {
		t.Errorf("changed: %v, want pay alone", got)
	}
}

// dropTable leaves a table out of a dump.
func dropTable(dump, table string) string {
	head, tail, _ := strings.Cut(dump, table+"\n")
	lines := strings.SplitAfter(tail, "\n")
	for len(lines) > 0 && strings.HasPrefix(lines[0], "  ") {
		lines = lines[1:]
	}
	return head + strings.Join(lines, "")
}

// Two recordings of one board: importing them once more changes nothing,
// whatever the order.
func TestImportingTwiceChangesNothing(t *testing.T) {
	gone := posting("1", "Weaver")
	moved, moved2 := posting("2", "Dyer"), ranged(posting("2", "Master Dyer"), 30000, 40000)
	moved2.Description = "" // the later recording is poorer in text, richer in pay
	a := board("hutch", "otter", true, gone, moved)
	a.Fetch.FetchedAt = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	b := board("hutch", "otter", true, moved2, posting("3", "Smith"))
	b.Fetch.FetchedAt = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)

	for name, order := range map[string][]scraper.Outcome{"a b a b": {a, b, a, b}, "b a b a": {b, a, b, a}, "a b b a": {a, b, b, a}} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			db := open(t, c)
			pass(t, db, store.Import, order[0])
			if got := pass(t, db, store.Import, order[1]); got.New != 1 || got.Changed != 1 {
				t.Errorf("the second recording: %+v", got)
			}
			before := dump(t, db)
			c.add(time.Hour)
			for _, o := range order[2:] {
				if got := pass(t, db, store.Import, o); got.New+got.Changed+got.Gone != 0 || got.Unchanged != 2 {
					t.Errorf("imported again: %+v", got)
				}
			}
			if d := cmp.Diff(before, dump(t, db)); d != "" {
				t.Errorf("importing again changed rows (-before +after):\n%s", d)
			}
		})
	}
}

// A snapshot older than what is known fills gaps and overwrites nothing.
func TestOlderImportOverwritesNothing(t *testing.T) {
	db := open(t, newClock())
	now, old := ranged(posting("1", "Master Weaver"), 30000, 40000), ranged(posting("1", "Weaver"), 20000, 25000)
	now.Description, old.Level = "", "Senior"
	at := func(day int, p scraper.Posting) scraper.Outcome {
		o := board("hutch", "otter", false, p)
		o.Fetch.FetchedAt = time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)
		return o
	}
	pass(t, db, store.Import, at(20, now))
	if got := pass(t, db, store.Import, at(5, old)); got.Changed != 1 {
		t.Errorf("the older snapshot, which has a description: %+v", got)
	}
	const q = `SELECT title, json_extract(record, '$.pay[0].min'), json_extract(record, '$.level'), description IS NOT NULL,
		SUBSTR(first_seen_at, 1, 10), SUBSTR(last_seen_at, 1, 10) FROM posting`
	want := []string{"Master Weaver|30000|Senior|1|2026-01-05|2026-01-20"}
	if d := cmp.Diff(want, query(t, db, q)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// What can't be kept is reported, and the rest of the page is kept.
func TestHostilePage(t *testing.T) {
	db := open(t, newClock())
	o := board("hutch", "otter", false, scraper.Posting{Title: "No name", Path: "jobs[0]"}, posting("2", "Dyer\x00\xff"))
	o.Result.Requests = []scraper.Request{{URL: "::no address"}, {URL: "https://boards.example/2"}}
	got := pass(t, db, store.Scrape, o)
	if got.New != 1 || !strings.Contains(got.Error, "jobs[0]") || !strings.Contains(got.Error, "::no address") {
		t.Errorf("got %+v", got)
	}
}

func TestSourcesAndLastFetch(t *testing.T) {
	c := newClock()
	db := open(t, c)
	o := board("hutch", "otter", false, posting("1", "Weaver"))
	o.Fetch.File, o.Fetch.Offset, o.Fetch.ETag, o.Fetch.SHA256, o.Fetch.FetchedAt = "a.warc.gz", 77, `"v1"`, "ab", c.t
	pass(t, db, store.Scrape, o)
	not := board("hutch", "otter", false)
	not.Fetch.Status, not.Fetch.NotModified, not.Fetch.File = 304, true, "a.warc.gz"
	c.add(time.Hour)
	if got := pass(t, db, store.Scrape, not); got.NotModified != 1 || got.Bytes != 0 {
		t.Errorf("not modified: %+v", got)
	}
	got, found, err := db.LastFetch(t.Context(), "hutch", o.Fetch.URL)
	if err != nil || !found {
		t.Fatalf("last fetch: %v, %v", found, err)
	}
	want := scraper.Fetch{
		ID: 1, URL: o.Fetch.URL, Source: "hutch", Status: 200, FetchedAt: c.t.Add(-time.Hour),
		ETag: `"v1"`, SHA256: "ab", Bytes: 1000, File: "a.warc.gz", Offset: 77,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("last fetch (-want +got):\n%s", d)
	}
	if _, found, err = db.LastFetch(t.Context(), "burrow", o.Fetch.URL); found || err != nil {
		t.Errorf("another source's fetch: %v, %v", found, err)
	}
	states, err := db.SourceStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]store.SourceState{
		{Source: "burrow"},
		{Source: "hutch", LastStatus: "empty", LastAt: c.t, LastGoodAt: c.t, Postings: 1, Open: 1},
	}, states); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	last, err := db.LastGood(t.Context())
	if d := cmp.Diff(map[string]time.Time{"hutch": c.t}, last); d != "" || err != nil {
		t.Errorf("last good runs: %v (-want +got):\n%s", err, d)
	}
}
