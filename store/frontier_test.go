package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/store"
)

func requests(urls ...string) []scraper.Request {
	var out []scraper.Request
	for _, u := range urls {
		out = append(out, scraper.Request{URL: u, Page: "job", Note: map[string]string{"page": "1"}})
	}
	return out
}

func lease(t *testing.T, f *store.Frontier, n int, busy ...string) []scraper.Lease {
	t.Helper()
	ls, err := f.Lease(t.Context(), n, busy)
	if err != nil {
		t.Fatal(err)
	}
	return ls
}

func urls(ls []scraper.Lease) []string {
	var out []string
	for _, l := range ls {
		out = append(out, l.Request.URL)
	}
	return out
}

func TestFrontierOrder(t *testing.T) {
	db := open(t, newClock())
	f := db.Frontier(start(t, db, store.Scrape))
	if err := f.Add(t.Context(), "hutch", requests("https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/1")); err != nil {
		t.Fatal(err)
	}
	got := lease(t, f, 2)
	if !slices.Equal(urls(got), []string{"https://a.example/1", "https://a.example/2"}) {
		t.Errorf("oldest first: %v", urls(got))
	}
	if r := got[0].Request; r.Page != "job" || r.Note["page"] != "1" || got[0].Source != "hutch" {
		t.Errorf("the request came back as %+v", got[0])
	}
	if err := f.Release(t.Context(), got[:1]); err != nil {
		t.Fatal(err)
	}
	if got := lease(t, f, 9, "a.example"); !slices.Equal(urls(got), []string{"https://b.example/1"}) {
		t.Errorf("with a.example busy: %v", urls(got))
	}
	if got := lease(t, f, 9); len(got) != 1 {
		t.Errorf("a released request comes back: %+v", got)
	}
	if got := lease(t, f, 9); len(got) != 0 {
		t.Errorf("leased twice: %v", urls(got))
	}
	if got := query(t, db, "SELECT GROUP_CONCAT(DISTINCT state) FROM frontier"); got[0] != "queued" {
		t.Errorf("leases are written down: %v", got)
	}
	// The same address by another method or with another body is another page.
	if err := f.Add(t.Context(), "hutch", []scraper.Request{{URL: "https://a.example/1", Method: "POST", Body: "{}"}, {URL: "https://a.example/1", Method: "GET"}}); err != nil {
		t.Fatal(err)
	}
	if got := lease(t, f, 9); len(got) != 1 || got[0].Request.Method != "POST" {
		t.Errorf("got %+v", got)
	}
}

// What waits is counted with what is being asked for, of the frontier's sources.
func TestFrontierWaiting(t *testing.T) {
	db := open(t, newClock())
	run := start(t, db, store.Scrape)
	f, of := db.Frontier(run), db.Frontier(run, "burrow")
	if err := errors.Join(
		f.Add(t.Context(), "hutch", requests("https://a.example/1", "https://a.example/2")),
		f.Add(t.Context(), "burrow", requests("https://b.example/1")),
	); err != nil {
		t.Fatal(err)
	}
	count := func(when string, want, wantOf int) {
		t.Helper()
		n, err := f.Waiting(t.Context())
		nOf, errOf := of.Waiting(t.Context())
		if n != want || nOf != wantOf || err != nil || errOf != nil {
			t.Errorf("%s: %d, of one source %d; want %d and %d; %v, %v", when, n, nOf, want, wantOf, err, errOf)
		}
	}
	count("at first", 3, 1)
	got := lease(t, f, 1)
	count("one is asked for", 3, 1)
	if err := f.Settle(t.Context(), []scraper.Outcome{{Lease: got[0], State: scraper.Skipped}}); err != nil {
		t.Fatal(err)
	}
	count("one is done", 2, 1)
}

// A long queue to a busy host hides nothing behind it.
func TestFrontierPastABusyHost(t *testing.T) {
	db := open(t, newClock())
	f := db.Frontier(start(t, db, store.Scrape), "hutch")
	var busy []string
	for i := range 1000 {
		busy = append(busy, fmt.Sprintf("https://busy.example/%d", i))
	}
	if err := f.Add(t.Context(), "hutch", requests(busy...)); err != nil {
		t.Fatal(err)
	}
	if err := f.Add(t.Context(), "burrow", requests("https://other.example/0")); err != nil {
		t.Fatal(err)
	}
	if err := f.Add(t.Context(), "hutch", requests("https://c.example/1", "https://b.example/1", "https://c.example/2", "https://b.example/2")); err != nil {
		t.Fatal(err)
	}
	got := urls(lease(t, f, 3, "busy.example"))
	if !slices.Equal(got, []string{"https://c.example/1", "https://b.example/1", "https://c.example/2"}) {
		t.Errorf("got %v", got)
	}
	if got := urls(lease(t, f, 3, "busy.example", "b.example")); len(got) != 0 {
		t.Errorf("all are busy, and yet %v", got)
	}
}

// A run that is killed half-way and started again asks for no page twice that
// it had finished, and ends with the postings of an unbroken run.
func TestKilledRunIsResumed(t *testing.T) {
	site := func(u string) scraper.Outcome {
		o := scraper.Outcome{State: scraper.Done, Fetch: &scraper.Fetch{URL: u, Status: 200}}
		if u == "https://a.example/list" {
			for i := range 10 {
				o.Result.Requests = append(o.Result.Requests, scraper.Request{URL: fmt.Sprintf("https://a.example/%d", i)})
			}
			return o
		}
		o.Result.Postings = []scraper.Posting{posting(u, "Weaver")}
		return o
	}
	// crawl works until it has settled some pages, and then dies with leases
	// in its hands. It returns what it asked for and finished.
	crawl := func(f *store.Frontier, pages int) (done []string) {
		if err := f.Add(t.Context(), "hutch", requests("https://a.example/list")); err != nil {
			t.Fatal(err)
		}
		for {
			ls := lease(t, f, 3)
			if len(ls) == 0 || len(done) >= pages {
				return done
			}
			var outs []scraper.Outcome
			for _, l := range ls {
				o := site(l.Request.URL)
				o.Lease = l
				outs = append(outs, o)
				done = append(done, l.Request.URL)
			}
			if err := f.Settle(t.Context(), outs); err != nil {
				t.Fatal(err)
			}
		}
	}

	whole := open(t, newClock())
	run := start(t, whole, store.Scrape)
	all := crawl(whole.Frontier(run), 1000)
	finish(t, whole, run)

	c := newClock()
	path := filepath.Join(t.TempDir(), "backpay.db")
	db := openAt(t, path, c)
	run = start(t, db, store.Scrape)
	before := crawl(db.Frontier(run), 5)

	// The second process opens the file while the first one's is still there,
	// as after a kill: nothing was closed.
	db2 := openAt(t, path, c)
	run2, resumed, err := db2.StartRun(t.Context(), store.Scrape, "test")
	if err != nil || !resumed || run2.ID != run.ID {
		t.Fatalf("run %d, resumed %v, %v; want run %d resumed", run2.ID, resumed, err, run.ID)
	}
	after := crawl(db2.Frontier(run2), 1000)
	finish(t, db2, run2)

	for _, u := range after {
		if slices.Contains(before, u) {
			t.Errorf("%s was asked for twice", u)
		}
	}
	if len(before)+len(after) != len(all) {
		t.Errorf("%d + %d pages, want %d", len(before), len(after), len(all))
	}
	const postings = "SELECT source_id, title, description, first_seen_at, sha256 FROM posting ORDER BY source_id"
	if a, b := query(t, whole, postings), query(t, db2, postings); !slices.Equal(a, b) {
		t.Errorf("postings of the resumed run\n%v\nof the unbroken one\n%v", b, a)
	}
	if got := query(t, db2, "SELECT COUNT(*) FROM frontier"); got[0] != "0" {
		t.Errorf("%s requests are left after a good run", got[0])
	}
	if _, resumed, err := db2.StartRun(t.Context(), store.Scrape, "test"); resumed || err != nil {
		t.Errorf("a finished run was resumed (%v)", err)
	}
}

// What a run of last week had finished is no longer news.
func TestOldKilledRunIsNotResumed(t *testing.T) {
	c := newClock()
	db := open(t, c)
	old := start(t, db, store.Scrape)
	if err := db.Frontier(old).Add(t.Context(), "hutch", requests("https://a.example/1")); err != nil {
		t.Fatal(err)
	}
	c.add(7 * 24 * time.Hour)
	run := start(t, db, store.Scrape)
	if got := lease(t, db.Frontier(run), 9); run.ID == old.ID || len(got) > 0 {
		t.Errorf("run %d goes on with %v", run.ID, urls(got))
	}
	if got := query(t, db, "SELECT status FROM run ORDER BY run_id"); got[0] != "killed" {
		t.Errorf("runs are %v", got)
	}
}

func TestStatuses(t *testing.T) {
	page := func(state scraper.State, status string, ps ...scraper.Posting) scraper.Outcome {
		o := board("hutch", "otter", false, ps...)
		o.State, o.Status = state, status
		if state == scraper.Failed {
			o.Err = fmt.Errorf("page is %s", status)
		}
		return o
	}
	good := page(scraper.Done, "", posting("1", "Weaver"))
	for _, tt := range []struct {
		name        string
		pages       []scraper.Outcome
		source, run string
	}{
		{"all read", []scraper.Outcome{good}, "ok", "ok"},
		{"nothing there", []scraper.Outcome{page(scraper.Done, "")}, "empty", "ok"},
		{"some failed", []scraper.Outcome{good, page(scraper.Failed, "drift")}, "partial", "partial"},
		{"all failed, the gravest counts", []scraper.Outcome{page(scraper.Failed, "failed"), page(scraper.Failed, "blocked"), page(scraper.Failed, "drift")}, "blocked", "failed"},
		{"robots.txt forbids a page", []scraper.Outcome{good, page(scraper.Skipped, "")}, "ok", "ok"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := open(t, newClock())
			run := start(t, db, store.Scrape)
			if err := db.Frontier(run).Settle(t.Context(), tt.pages); err != nil {
				t.Fatal(err)
			}
			status, err := db.FinishRun(t.Context(), run, "")
			if err != nil {
				t.Fatal(err)
			}
			runs, err := db.SourceRuns(t.Context(), run)
			if err != nil {
				t.Fatal(err)
			}
			if runs[0].Status != tt.source || status != tt.run {
				t.Errorf("source %s, run %s; want %s, %s", runs[0].Status, status, tt.source, tt.run)
			}
		})
	}
	t.Run("told from outside", func(t *testing.T) {
		db := open(t, newClock())
		run := start(t, db, store.Scrape)
		if err := db.SetSourceStatus(t.Context(), run, "hutch", store.StatusSkipped, fmt.Errorf("ran an hour ago")); err != nil {
			t.Fatal(err)
		}
		if status, err := db.FinishRun(t.Context(), run, ""); err != nil || status != store.StatusOK {
			t.Errorf("run %s, %v", status, err)
		}
		if got := query(t, db, "SELECT status, error FROM source_run"); got[0] != "skipped|ran an hour ago" {
			t.Errorf("source: %v", got)
		}
	})
}

// A batch is kept whole or not at all.
func TestSettleIsOneTransaction(t *testing.T) {
	db := open(t, newClock())
	f := db.Frontier(start(t, db, store.Scrape))
	unknown := board("nowhere", "x", false, posting("2", "Dyer"))
	if err := f.Settle(t.Context(), []scraper.Outcome{board("hutch", "otter", false, posting("1", "Weaver")), unknown}); err == nil {
		t.Fatal("a source that nobody knows was kept")
	}
	if got := query(t, db, "SELECT COUNT(*) FROM posting"); got[0] != "0" {
		t.Errorf("%s postings of a failed batch were kept", got[0])
	}
}
