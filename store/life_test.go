package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper"
	"backpay/scraper/source/ashby"
	"backpay/scraper/testenv"
	"backpay/store"
)

// many is a board's postings from..to.
func many(from, to int) []scraper.Posting {
	var ps []scraper.Posting
	for i := from; i < to; i++ {
		ps = append(ps, ranged(posting(fmt.Sprint(i), fmt.Sprintf("Weaver %d", i)), 30000, 40000))
	}
	return ps
}

// Only a list that is whole and long enough says that a posting has gone.
func TestGone(t *testing.T) {
	broken := board("hutch", "otter", true, many(0, 12)...)
	broken.Result.Problems = []error{errors.New("jobs[12]: no id")}
	blocked := board("hutch", "otter", true)
	blocked.State, blocked.Status, blocked.Err, blocked.Result = scraper.Failed, "blocked", scraper.ErrBlocked, scraper.Result{}
	for _, tt := range []struct {
		name          string
		page          scraper.Outcome
		gone, doubted int
		status        string
	}{
		{"some have gone", board("hutch", "otter", true, many(0, 12)...), 8, 0, "ok"},
		{"all stand, one is new", board("hutch", "otter", true, many(0, 21)...), 0, 0, "ok"},
		{"not the whole board", board("hutch", "otter", false, many(0, 12)...), 0, 0, "ok"},
		{"empty", board("hutch", "otter", true), 0, 1, "drift"},
		{"fewer than half", board("hutch", "otter", true, many(0, 9)...), 0, 1, "drift"},
		{"as many, but new ones", board("hutch", "otter", true, many(15, 35)...), 0, 1, "drift"},
		{"not all of it was read", broken, 0, 1, "partial"},
		{"blocked", blocked, 0, 0, "blocked"},
	} {
		db := open(t, newClock())
		pass(t, db, store.Scrape, board("hutch", "otter", true, many(0, 20)...))
		got := pass(t, db, store.Scrape, tt.page)
		doubted := query(t, db, `SELECT doubted, error FROM source_run ORDER BY run_id DESC LIMIT 1`)[0]
		if got.Gone != tt.gone || got.Status != tt.status || !strings.HasPrefix(doubted, fmt.Sprint(tt.doubted, "|")) {
			t.Errorf("%s: %d gone, %s, %s", tt.name, got.Gone, got.Status, doubted)
		}
		if tt.doubted > 0 && !strings.Contains(doubted, "lists") && !strings.Contains(doubted, "board otter") {
			t.Errorf("%s: source_run says only %q", tt.name, doubted)
		}
	}
}

// A list that stays short, or empty, is believed on the third night.
func TestShortListIsBelieved(t *testing.T) {
	for n, want := range map[int]string{9: "0 0 11", 0: "0 0 20"} {
		c := newClock()
		db := open(t, c)
		pass(t, db, store.Scrape, board("hutch", "otter", true, many(0, 20)...))
		var got []string
		for range 3 {
			c.add(24 * time.Hour)
			got = append(got, fmt.Sprint(pass(t, db, store.Scrape, board("hutch", "otter", true, many(0, n)...)).Gone))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("lists of %d: %s gone, want %s", n, g, want)
		}
	}
}

// A fault of the source that makes sound answers with wrong values is named,
// and pay stays what it was, until the third night.
func TestDrift(t *testing.T) {
	all := func(change func(*scraper.Posting)) scraper.Outcome {
		ps := many(0, 20)
		for i := range ps {
			change(&ps[i])
		}
		return board("hutch", "otter", true, ps...)
	}
	sound := all(func(*scraper.Posting) {})
	for name, tt := range map[string]struct {
		bad  func(*scraper.Posting)
		says string
	}{
		"currency": {func(p *scraper.Posting) { p.Pay[0].Currency = "EUR" }, "drift: the currency changed in 100 % of its (20 of 20; usually 0 %) known postings"},
		"cents":    {func(p *scraper.Posting) { p.Pay[0].Min *= 100; p.Pay[0].Max *= 100 }, "drift: pay moved by more than a factor of three"},
		"no pay":   {func(p *scraper.Posting) { p.Pay = nil }, "drift: pay is gone from 100 %"},
		"renamed":  {func(p *scraper.Posting) { p.Pay, p.Omits = nil, []string{"pay"} }, ""}, // merged: nothing is lost
	} {
		c := newClock()
		db := open(t, c)
		for range 4 {
			pass(t, db, store.Scrape, sound)
			c.add(24 * time.Hour)
		}
		before := query(t, db, `SELECT record FROM posting ORDER BY id`)
		for night := 1; night <= 3; night++ {
			got := pass(t, db, store.Scrape, all(tt.bad))
			kept := slices.Equal(before, query(t, db, `SELECT record FROM posting ORDER BY id`))
			if drift := night < 3; got.Status != map[bool]string{true: store.StatusDrift, false: store.StatusOK}[drift] || !strings.HasPrefix(got.Error, tt.says) && drift || kept != (drift || tt.says == "") {
				t.Errorf("%s, night %d: %s %q, kept %v", name, night, got.Status, got.Error, kept)
			}
			c.add(24 * time.Hour)
		}
	}
}

// A board that answers that it is not there ends its postings on the third
// night, and is no failure from then on; one that the configuration names no
// more ends them too; and a feed ends what it would show.
func TestBoardsEnd(t *testing.T) {
	c := newClock()
	db := open(t, c)
	night := func(kept []string, outcomes ...scraper.Outcome) string {
		t.Helper()
		run := start(t, db, store.Scrape)
		if err := db.Frontier(run).Settle(t.Context(), outcomes); err != nil {
			t.Fatal(err)
		}
		finish(t, db, run, kept...)
		c.add(24 * time.Hour)
		return strings.Join(query(t, db, `SELECT board, MIN(COALESCE(ended_why, state)), (SELECT status FROM source_run ORDER BY run_id DESC LIMIT 1) FROM posting GROUP BY board ORDER BY board`), " ")
	}
	gone := scraper.Outcome{
		Lease: scraper.Lease{Source: "hutch", Request: scraper.Request{URL: "https://boards.example/otter", Board: "otter"}}, State: scraper.Failed, Status: "failed",
		Fetch: &scraper.Fetch{URL: "https://boards.example/otter", Status: 404}, Err: errors.New("status 404"),
	}
	otter, vole := board("hutch", "otter", true, many(0, 3)...), board("hutch", "vole", true, many(10, 13)...)
	both := []string{"otter", "vole"}
	for i, want := range []string{
		"otter|open|ok vole|open|ok",
		"otter|unconfirmed|partial vole|open|partial",
		"otter|unconfirmed|partial vole|open|partial",
		"otter|board_gone|partial vole|open|partial",
		"otter|board_gone|ok vole|open|ok",
	} {
		outcome := gone
		if i == 0 {
			outcome = otter
		}
		if got := night(both, outcome, vole); got != want {
			t.Errorf("night %d: %s, want %s", i+1, got, want)
		}
	}
	if got := night(both, otter, vole); got != "otter|open|ok vole|open|ok" {
		t.Errorf("back again: %s", got)
	}
	for i, want := range []string{"otter|unconfirmed|ok vole|open|ok", "otter|unconfirmed|ok vole|open|ok", "otter|board_off|ok vole|open|ok"} {
		if got := night([]string{"vole"}, vole); got != want {
			t.Errorf("night %d without it: %s, want %s", i+1, got, want)
		}
	}
}

func TestFeedEnds(t *testing.T) {
	c := newClock()
	db := open(t, c)
	feed := func(from, to int) scraper.Outcome {
		ps := many(from, to)
		for i := range ps {
			ps[i].PostedAt = c.t.AddDate(0, 0, from+i-100)
		}
		return board("hutch", "", false, ps...)
	}
	pass(t, db, store.Scrape, feed(0, 20))
	o := feed(4, 20)
	o.Result.Postings = append(o.Result.Postings[:10], o.Result.Postings[11:]...)
	pass(t, db, store.Scrape, o)
	got := strings.Join(query(t, db, `SELECT COALESCE(ended_why, state), COUNT(*) FROM posting GROUP BY 1 ORDER BY 1`), " ")
	if want := "open|15 unconfirmed|4 unlisted|1"; got != want {
		t.Errorf("%s, want %s: four are older than all that the feed shows, one would be in it", got, want)
	}
}

// A page that is not there any more closes its posting; so does a date that
// has passed, until a later one is said.
func TestClosed(t *testing.T) {
	c := newClock()
	db := open(t, c)
	a, b := posting("1", "Weaver"), posting("2", "Dyer")
	a.URL, b.ValidThrough = "https://otter.example/jobs/1", c.t.AddDate(0, 0, 10)
	pass(t, db, store.Scrape, board("burrow", "otter", false, a, b))
	state := func() string {
		return strings.Join(query(t, db, `SELECT source_id, COALESCE(ended_why, 'open') FROM posting ORDER BY id`), " ")
	}
	if got := state(); got != "1|open 2|open" {
		t.Fatal(got)
	}
	pass(t, db, store.Scrape, scraper.Outcome{
		Lease: scraper.Lease{Source: "burrow", Request: scraper.Request{URL: a.URL}}, State: scraper.Skipped,
		Fetch: &scraper.Fetch{URL: a.URL, Status: 410}, Err: errors.New("no longer there: status 410"),
	})
	if got := state(); got != "1|410 2|open" {
		t.Error(got)
	}
	c.add(11 * 24 * time.Hour)
	if err := db.Expire(t.Context(), 0); err != nil { // figures without a run
		t.Fatal(err)
	}
	if got := state(); got != "1|410 2|expired" {
		t.Error(got)
	}
	pass(t, db, store.Scrape, board("burrow", "otter", false, b)) // the page stands on
	if got := state(); got != "1|410 2|expired" {
		t.Error(got)
	}
	b.ValidThrough = c.t.AddDate(0, 0, 30)
	pass(t, db, store.Scrape, board("burrow", "otter", false, a, b))
	if got := state(); got != "1|open 2|open" {
		t.Error(got)
	}
	if got := query(t, db, `SELECT changed FROM posting_version`); len(got) != 2 || got[0] != "reposted" {
		t.Errorf("versions: %v", got)
	}
}

// However wrong the clock was in one night, no posting ends before it was first
// met, and what the next night ends is not dated later than that night.
func TestWrongClock(t *testing.T) {
	for _, ahead := range []time.Duration{3 * 24 * time.Hour, 3650 * 24 * time.Hour} {
		c := newClock()
		db := open(t, c)
		pass(t, db, store.Scrape, board("hutch", "otter", true, many(0, 15)...))
		c.add(ahead)
		late := many(15, 20)
		late[0].ValidThrough = c.t.AddDate(0, 0, -1) // expired when it is first met
		pass(t, db, store.Scrape, board("hutch", "otter", true, append(many(0, 15), late...)...))
		c.add(24*time.Hour - ahead)
		pass(t, db, store.Scrape, board("hutch", "otter", true, many(3, 15)...))
		got := strings.Join(query(t, db, `SELECT ended_why, COUNT(*), SUM(last_seen_at < first_seen_at OR ended_at < first_seen_at),
			SUM(MAX(first_seen_at, last_seen_at, ended_at) > ?) FROM posting WHERE ended_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
			c.t.Format("2006-01-02T15:04:05Z")), " ")
		if want := "expired|1|0|1 unlisted|7|0|0"; got != want {
			t.Errorf("clock %s ahead: %s, want %s", ahead, got, want)
		}
	}
}

// The views say what is open, new, paid otherwise elsewhere, raised and cut.
func TestViews(t *testing.T) {
	c := newClock()
	db := open(t, c)
	north, south := posting("n", "Weaver"), posting("s", "Weaver")
	north, south = ranged(north, 30000, 40000), ranged(south, 32000, 40000)
	pass(t, db, store.Scrape, board("hutch", "otter", true, north, south))
	aggregateAll(t, db, false)
	one := func(name, statement string, want ...string) {
		t.Helper()
		if got := query(t, db, statement); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	one("open", `SELECT title, n_open, n_postings FROM open_job`, "Weaver|2|2")
	one("new", `SELECT title FROM new_this_week`) // a first look tells no news
	one("other pay", `SELECT employer, a_annual_min, b_annual_min FROM same_job_other_pay`, "Otter & Sons|30000|32000")
	c.add(30 * 24 * time.Hour)
	pass(t, db, store.Scrape, board("hutch", "otter", true, ranged(north, 35000, 45000), south, posting("d", "Dyer")))
	aggregateAll(t, db, false)
	one("new", `SELECT title FROM new_this_week`, "Dyer")
	one("raised", `SELECT how, before_min, after_min, direction FROM pay_changed`, "changed|30000|35000|raised")
	c.add(30 * 24 * time.Hour)
	pass(t, db, store.Scrape, board("hutch", "otter", true, posting("d", "Dyer")))
	c.add(30 * 24 * time.Hour)
	again := ranged(posting("n2", "Weaver"), 33000, 40000)
	pass(t, db, store.Scrape, board("hutch", "otter", true, posting("d", "Dyer"), again))
	aggregateAll(t, db, false)
	one("reposted", `SELECT before_min, after_min, direction FROM pay_changed WHERE how = 'reposted' ORDER BY 1`, "32000|33000|raised", "35000|33000|cut")
	one("open", `SELECT title, n_open, n_postings, reposted FROM open_job ORDER BY title`, "Dyer|1|1|0", "Weaver|1|3|1")
	c.add(30 * 24 * time.Hour)
	pass(t, db, store.Scrape, board("hutch", "otter", true, posting("d", "Dyer")))
	c.add(30 * 24 * time.Hour)
	pass(t, db, store.Scrape, board("hutch", "otter", true, posting("d", "Dyer"), ranged(posting("n3", "Weaver"), 36000, 40000)))
	aggregateAll(t, db, false)
	// Each repost follows one posting, not every earlier one.
	one("reposted again", `SELECT before_min, after_min, title, url FROM pay_changed WHERE how = 'reposted' AND after_min = 36000`, "33000|36000|Weaver|https://otter.example/n3")
}

// What a first look at a board finds is new if its date says so; a board that
// was watched before tells by itself.
func TestNewThisWeek(t *testing.T) {
	c := newClock()
	db := open(t, c)
	dated := func(id string, days int) scraper.Posting {
		p := posting(id, "Weaver of "+id+" by hand, at the great loom")
		p.PostedAt = c.t.AddDate(0, 0, -days)
		return p
	}
	undated := func(id string) scraper.Posting {
		p := dated(id, 0)
		p.PostedAt = time.Time{}
		return p
	}
	pass(t, db, store.Scrape, board("hutch", "otter", true, dated("wool", 300), dated("silk", 2), undated("flax")))
	aggregateAll(t, db, false)
	told := func(want ...string) {
		t.Helper()
		got := query(t, db, `SELECT p.source_id FROM new_this_week n JOIN posting p ON p.job_id = n.job_id ORDER BY 1`)
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("new: %v, want %v", got, want)
		}
	}
	told("silk")
	c.add(30 * 24 * time.Hour)
	pass(t, db, store.Scrape, board("hutch", "otter", true, dated("wool", 330), undated("flax"), undated("jute"), dated("hemp", 60)))
	pass(t, db, store.Scrape, board("burrow", "vole", true, undated("sisal"), dated("cotton", 90), dated("linen", 1)))
	aggregateAll(t, db, false)
	told("hemp", "jute", "linen")
}

// A posting of long ago is evergreen when a board still shows it, not when an
// old file does.
func TestEvergreen(t *testing.T) {
	for kind, want := range map[store.RunKind]string{store.Scrape: "400", store.Import: ""} {
		c := newClock()
		db := open(t, c)
		p := posting("1", "Weaver")
		p.PostedAt = c.t.AddDate(0, 0, -400)
		pass(t, db, kind, board("hutch", "otter", true, p))
		aggregateAll(t, db, false)
		if got := strings.Join(query(t, db, `SELECT open_days FROM evergreen_job`), " "); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

// The two recordings of one real board, as two scrapes: what is common, gone
// and new, and that a look back raises nothing from the dead. CI always sets
// BACKPAY_CORPUS.
func TestRecordings(t *testing.T) {
	dir := testenv.Corpus(t)
	read := func(file string) scraper.Outcome {
		body := testenv.Unzipped(t, filepath.Join(dir, "sources", "ashby", file))
		res, err := ashby.Source{}.Read(&scraper.Page{Status: 200, Body: bytes.TrimSpace(body), Request: scraper.Request{Board: "ramp", Company: "Ramp"}})
		if err != nil {
			t.Fatal(err)
		}
		return board("hutch", "ramp", true, res.Postings...)
	}
	const old, now = "ramp-full-112-other-date.json.gz", "ramp-full-120-2026-08.json.gz"
	believeAll := func(db *store.DB) {
		for s, err := range db.Said(t.Context(), false) {
			if err == nil {
				err = db.PutBeliefs(t.Context(), []aggregate.Posting{normalise.Posting(s)})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := dedupe.Match(t.Context(), db.Identities(), dedupe.Rulings{}, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, order := range [][2]string{{old, now}, {now, old}} {
		c := newClock()
		db := open(t, c)
		first := pass(t, db, store.Scrape, read(order[0]))
		believeAll(db)
		c.add(30 * 24 * time.Hour)
		second := pass(t, db, store.Scrape, read(order[1]))
		believeAll(db)
		common := second.Changed + second.Unchanged
		t.Logf("%v: %d, then %d common, %d gone, %d new", order, first.New, common, second.Gone, second.New)
		gone, fresh := 38, 46
		if order[0] == now {
			gone, fresh = 46, 38
		}
		if common != 74 || second.Gone != gone || second.New != fresh {
			t.Errorf("want 74 common, %d gone, %d new", gone, fresh)
		}
		paid := query(t, db, `SELECT COUNT(*) FROM posting_version WHERE changed LIKE '%pay%'`)
		t.Logf("  pay changed in %v postings; view: %v", paid, query(t, db, `SELECT how, direction, COUNT(*) FROM pay_changed GROUP BY 1, 2`))
		// The first one again, as a file: nothing is raised, nothing is news.
		before := query(t, db, `SELECT source_id, gone_at FROM posting WHERE gone_at IS NOT NULL ORDER BY 1`)
		back := pass(t, db, store.Import, read(order[0]))
		after := query(t, db, `SELECT source_id, gone_at FROM posting WHERE gone_at IS NOT NULL ORDER BY 1`)
		if strings.Join(before, "\n") != strings.Join(after, "\n") || back.New != 0 || back.Changed != 0 {
			t.Errorf("the first recording again: %d new, %d changed, %d gone before, %d after", back.New, back.Changed, len(before), len(after))
		}
	}
}
