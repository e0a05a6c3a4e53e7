package store_test

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/store"
)

func claim(title, statistic string, amount float64) scraper.Claim {
	return scraper.Claim{
		Title: title, Place: "Leeds", Country: "GB", Statistic: statistic, Label: "average", PayKind: "base", Amount: amount, Currency: "GBP", Period: "year",
		SampleN: 12, SampleKind: "reports", SampleText: "12", AsOf: "2026-02", Path: "a[0]",
	}
}

// page is an outcome: a page or file that states these figures.
func page(source, url string, claims ...scraper.Claim) scraper.Outcome {
	return scraper.Outcome{
		Lease: scraper.Lease{Source: source, Request: scraper.Request{URL: url}}, State: scraper.Done,
		Fetch: &scraper.Fetch{URL: url, Status: 200}, Result: scraper.Result{Claims: claims},
	}
}

func TestClaimsAreDated(t *testing.T) {
	c := newClock()
	db := open(t, c)
	median, mean := claim("Weaver", "median", 30000), claim("Weaver", "mean", 31000)
	first := pass(t, db, store.Scrape, page("hutch", "https://pay.example/weaver", median, mean))
	if first.Records != 2 || first.New != 2 || first.Claims != (store.Records{Read: 2, New: 2}) || first.Postings() != (store.Records{}) || first.Status != "ok" {
		t.Errorf("first pass: %+v", first)
	}
	before := dump(t, db)

	c.add(24 * time.Hour)
	if again := pass(t, db, store.Import, page("hutch", "https://pay.example/weaver", median, mean)); again.Unchanged != 2 || again.New+again.Changed != 0 {
		t.Errorf("the same again: %+v", again)
	}
	if d := cmp.Diff(before, dump(t, db)); d != "" {
		t.Errorf("an import of what is known changed rows (-before +after):\n%s", d)
	}
	pass(t, db, store.Scrape, page("hutch", "https://pay.example/weaver", median, mean))
	if got := query(t, db, "SELECT DISTINCT retrieved_at, last_seen_at FROM claim"); got[0] != "2026-03-01T06:00:00Z|2026-03-02T06:00:00Z" {
		t.Errorf("seen %v", got)
	}

	c.add(24 * time.Hour)
	raised := median
	raised.Amount = 33000
	if third := pass(t, db, store.Scrape, page("hutch", "https://pay.example/weaver", raised, mean)); third.Changed != 1 || third.Unchanged != 1 {
		t.Errorf("a figure changed: %+v", third)
	}
	want := []string{
		"1|30000|2026-03-01T06:00:00Z|2026-03-03T06:00:00Z|api", "2|31000|2026-03-01T06:00:00Z|NULL|api",
		"3|33000|2026-03-03T06:00:00Z|NULL|api",
	}
	rows := "SELECT id, amount, retrieved_at, superseded_at, obtained_by FROM claim ORDER BY id"
	if d := cmp.Diff(want, query(t, db, rows)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}

	// An old recording is old news; a failed page erases nothing.
	pass(t, db, store.Import, page("hutch", "https://pay.example/weaver", median))
	failed := page("hutch", "https://pay.example/weaver")
	failed.State, failed.Err = scraper.Failed, scraper.ErrDrift
	pass(t, db, store.Scrape, failed)
	if d := cmp.Diff(want, query(t, db, rows)); d != "" {
		t.Errorf("after an old recording and a failure (-want +got):\n%s", d)
	}
	// On a page of today it is news: the source went back to it.
	if back := pass(t, db, store.Scrape, page("hutch", "https://pay.example/weaver", median)); back.Changed != 1 {
		t.Errorf("back to the first figure: %+v", back)
	}
}

func TestClaimIdentity(t *testing.T) {
	base := claim("Weaver", "median", 1)
	other := map[string]func(*scraper.Claim){
		"title": func(c *scraper.Claim) { c.Title = "Dyer" }, "company": func(c *scraper.Claim) { c.Company = "Otter" },
		"skill": func(c *scraper.Claim) { c.Skill = "Indigo" }, "place": func(c *scraper.Claim) { c.Place = "York" },
		"statistic": func(c *scraper.Claim) { c.Statistic = "p90" }, "pay kind": func(c *scraper.Claim) { c.PayKind = "total" },
		"period": func(c *scraper.Claim) { c.Period = "month" }, "date": func(c *scraper.Claim) { c.AsOf = "2026" },
		"path": func(c *scraper.Claim) { c.Path = "a[1]" }, "code": func(c *scraper.Claim) { c.Code = "SOC 1" },
	}
	same := map[string]func(*scraper.Claim){
		"amount": func(c *scraper.Claim) { c.Amount = 2 }, "label": func(c *scraper.Claim) { c.Label = "mean" },
		"sample": func(c *scraper.Claim) { c.SampleN = 13 },
	}
	for name, change := range other {
		db := open(t, newClock())
		next := base
		change(&next)
		if got := pass(t, db, store.Scrape, page("hutch", "https://pay.example/", base, next)); got.New != 2 {
			t.Errorf("another %s: %+v, want two claims", name, got)
		}
	}
	for name, change := range same {
		db := open(t, newClock())
		next := base
		change(&next)
		pass(t, db, store.Scrape, page("hutch", "https://pay.example/", base))
		if got := pass(t, db, store.Scrape, page("hutch", "https://pay.example/", next)); got.Changed != 1 {
			t.Errorf("another %s: %+v, want the claim changed", name, got)
		}
	}

	// A file is the same wherever it lies; a page that says a thing twice says
	// it twice every time.
	db := open(t, newClock())
	twice := base
	twice.Amount = 5
	pass(t, db, store.Import, page("hutch", "file:/home/somebody/saved/pay.html", base, twice))
	if got := pass(t, db, store.Import, page("hutch", "file:pay.html", base, twice)); got.Unchanged != 2 {
		t.Errorf("the file from another folder: %+v", got)
	}
	if got := query(t, db, "SELECT url, obtained_by FROM claim"); got[0] != "NULL|import" {
		t.Errorf("a claim of a file: %v", got)
	}
}

func TestBadClaims(t *testing.T) {
	db := open(t, newClock())
	zero := 0.0
	nan := claim("Weaver", "median", zero/zero)
	none := claim("Weaver", "", 1)
	got := pass(t, db, store.Scrape, page("hutch", "https://pay.example/", nan, none, claim("Dyer", "mean", 2)))
	if got.New != 1 || !strings.Contains(got.Error, "NaN is no number") || !strings.Contains(got.Error, "names no statistic") {
		t.Errorf("%+v", got)
	}
}

// survey is an outcome: a file of n answers, of which the last may be an error.
func survey(n int, pay float64, end error) scraper.Outcome {
	o := page("burrow", "https://survey.example/2025.csv")
	o.Result.Observations = iter.Seq2[scraper.Observation, error](func(yield func(scraper.Observation, error) bool) {
		for i := range n {
			if !yield(scraper.Observation{
				ID: fmt.Sprint("2025/", i), Title: "Weaver", Country: "United Kingdom", PayKind: "total", Amount: pay + float64(i), Currency: "GBP",
				Period: "year", Years: -1, Skills: []string{"Indigo", "Loom"}, AsOf: "2025", Row: fmt.Sprint("row ", i+2),
			}, nil) {
				return
			}
		}
		if end != nil {
			yield(scraper.Observation{}, end)
		}
	})
	return o
}

func TestObservations(t *testing.T) {
	db := open(t, newClock())
	first := pass(t, db, store.Import, survey(600, 20000, nil))
	if first.Observations != (store.Records{Read: 600, New: 600}) || first.Records != 600 || first.Status != "ok" {
		t.Errorf("first: %+v", first)
	}
	if got := query(t, db, "SELECT source_row, file_row, amount, weight, years, skills, country_text, stale FROM observation WHERE id = 2"); got[0] != "2025/1|row 3|20001|1|NULL|Indigo;Loom|United Kingdom|1" {
		t.Errorf("row: %v", got)
	}
	before := dump(t, db)
	if again := pass(t, db, store.Import, survey(600, 20000, nil)); again.Unchanged != 600 || again.New+again.Changed != 0 {
		t.Errorf("again: %+v", again)
	}
	if d := cmp.Diff(before, dump(t, db)); d != "" {
		t.Errorf("rows changed (-before +after):\n%s", d)
	}

	// A file that breaks off leaves nothing, and what other pages brought stays.
	run := start(t, db, store.Import)
	broken := []scraper.Outcome{survey(700, 30000, fmt.Errorf("row 702: %w", scraper.ErrDrift)), board("hutch", "otter", false, posting("1", "Weaver"))}
	if err := db.Frontier(run).Settle(t.Context(), broken); err != nil {
		t.Fatal(err)
	}
	if o := broken[0]; o.State != scraper.Failed || o.Status != store.StatusDrift || !errors.Is(o.Err, scraper.ErrDrift) {
		t.Errorf("the outcome says %s, %s, %v", o.State, o.Status, o.Err)
	}
	finish(t, db, run)
	if got := query(t, db, "SELECT source, status, records, error FROM source_run WHERE run_id = (SELECT MAX(run_id) FROM run) ORDER BY source"); strings.Join(got, " ") !=
		"burrow|drift|0|row 702: page has an unknown form hutch|ok|1|NULL" {
		t.Errorf("the run: %q", got)
	}
	if got := query(t, db, "SELECT COUNT(*), MAX(amount), (SELECT COUNT(*) FROM posting) FROM observation"); got[0] != "600|20599|1" {
		t.Errorf("kept: %v", got)
	}

	if changed := pass(t, db, store.Import, survey(600, 20001, nil)); changed.Changed != 600 {
		t.Errorf("other pay: %+v", changed)
	}
	bad := page("burrow", "https://survey.example/bad.csv")
	bad.Result.Observations = func(yield func(scraper.Observation, error) bool) { yield(scraper.Observation{Row: "row 9"}, nil) }
	if got := pass(t, db, store.Import, bad); !strings.Contains(got.Error, `"row 9" has no id`) || got.New != 0 {
		t.Errorf("a row without an id: %+v", got)
	}
}

func TestFigureBeliefs(t *testing.T) {
	db := open(t, newClock())
	pass(t, db, store.Import, page("hutch", "https://pay.example/", claim("Backend weaver", "median", 30000)))
	pass(t, db, store.Import, survey(3, 20000, nil))
	ctx := t.Context()
	believe := func(all bool) (claims, observations int) {
		t.Helper()
		for s, err := range db.SaidClaims(ctx, all) {
			if err != nil {
				t.Fatal(err)
			}
			claims++
			if err := db.PutClaimBeliefs(ctx, []aggregate.Claim{{ID: s.ID, Role: "backend", Country: "GB", AnnualAmount: s.Claim.Amount, AnnualFactor: 1}}); err != nil {
				t.Fatal(err)
			}
		}
		for s, err := range db.SaidObservations(ctx, all) {
			if err != nil {
				t.Fatal(err)
			}
			observations++
			if err := db.PutObservationBeliefs(ctx, []aggregate.Observation{{ID: s.ID, Role: "backend", Country: "GB", AnnualAmount: s.Observation.Amount}}); err != nil {
				t.Fatal(err)
			}
		}
		return claims, observations
	}
	if c, o := believe(false); c != 1 || o != 3 {
		t.Errorf("%d claims and %d observations to believe, want 1 and 3", c, o)
	}
	if c, o := believe(false); c+o != 0 {
		t.Errorf("%d claims and %d observations again", c, o)
	}
	if c, o := believe(true); c != 1 || o != 3 {
		t.Errorf("%d claims and %d observations in all", c, o)
	}
	found, err := db.Claims(ctx, []string{"backend"}, "GB")
	if err != nil || len(found) != 1 || found[0].Claim.Amount != 30000 || found[0].ObtainedBy != "import" || found[0].Side != scraper.Posted || found[0].Belief.AnnualAmount != 30000 {
		t.Errorf("claims %+v, %v", found, err)
	}
	older := claim("Backend weaver", "median", 29000)
	older.AsOf = "2025-02"
	pass(t, db, store.Import, page("hutch", "https://pay.example/", older))
	believe(false)
	if found, err = db.Claims(ctx, []string{"backend"}, "GB"); err != nil || len(found) != 1 || found[0].Claim.AsOf != "2026-02" {
		t.Errorf("beside an older one: %+v, %v", found, err)
	}
	var rows []aggregate.ObservationRow
	for r, err := range db.ObservationRows(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	want := aggregate.ObservationRow{Source: "burrow", Side: scraper.Posted, Role: "backend", Country: "GB", PayKind: "total", Year: "2025", Pay: 20000, Currency: "GBP", Weight: 1}
	for i := range rows {
		if rows[i].File == 0 {
			t.Errorf("row %d names no file", i)
		}
		rows[i].File = 0
	}
	if len(rows) != 3 || rows[0] != want {
		t.Errorf("rows %+v", rows)
	}
}

// Of several years the newest counts, unless it has only begun.
func TestNewestYear(t *testing.T) {
	for _, c := range []struct {
		years map[string]int
		want  string
	}{
		{map[string]int{"2024": 4, "2025-03-01": 4}, "2025"},
		{map[string]int{"2024": 4, "2025-03-01": 1}, "2025"},
		{map[string]int{"2024": 5, "2025-03-01": 1}, "2024"},
		{map[string]int{"": 3, "2023": 1}, "2023"},
		{map[string]int{"": 3}, ""},
	} {
		db := open(t, newClock())
		o := page("burrow", "https://survey.example/all.csv")
		o.Result.Observations = func(yield func(scraper.Observation, error) bool) {
			for year, n := range c.years {
				for i := range n {
					yield(scraper.Observation{ID: fmt.Sprint(year, "/", i), PayKind: "total", Amount: 1, Period: "year", AsOf: year}, nil)
				}
			}
		}
		pass(t, db, store.Import, o)
		for s := range db.SaidObservations(t.Context(), true) {
			if err := db.PutObservationBeliefs(t.Context(), []aggregate.Observation{{ID: s.ID, Role: "backend", Country: "GB", AnnualAmount: 1}}); err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		for r, err := range db.ObservationRows(t.Context()) {
			if n++; err != nil || r.Year != c.want {
				t.Errorf("%v: %q, %v; want %q", c.years, r.Year, err, c.want)
			}
		}
		if n == 0 {
			t.Errorf("%v: no rows", c.years)
		}
	}
}

func TestCitations(t *testing.T) {
	c := newClock()
	db := open(t, c)
	cite := func(all ...store.Citation) []string {
		t.Helper()
		if err := db.PutCitations(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		c.add(time.Hour)
		return query(t, db, "SELECT id, amount, retrieved_at, note FROM claim WHERE obtained_by = 'citation' ORDER BY id")
	}
	pass(t, db, store.Import, page("hutch", "https://pay.example/", claim("Weaver", "median", 1)))
	one := store.Citation{Source: "hutch", URL: "https://pay.example/", Note: "p. 3", Claim: claim("Weaver", "median", 1)}
	two := store.Citation{Source: "burrow", URL: "https://pay.example/", Claim: claim("Weaver", "median", 2)}
	want := []string{"2|1|2026-03-01T06:00:00Z|p. 3", "3|2|2026-03-01T06:00:00Z|NULL"}
	for range 2 {
		if d := cmp.Diff(want, cite(one, two)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
	two.Claim.Amount = 3
	if d := cmp.Diff([]string{"3|3|2026-03-01T08:00:00Z|NULL"}, cite(two)); d != "" {
		t.Errorf("one out, one corrected (-want +got):\n%s", d)
	}
	if got := cite(); got != nil {
		t.Errorf("all out: %v", got)
	}
	if got := query(t, db, "SELECT obtained_by, superseded_at FROM claim"); len(got) != 1 || got[0] != "import|NULL" {
		t.Errorf("what was read is %v", got)
	}
	if err := db.PutCitations(t.Context(), []store.Citation{{Source: "nowhere", Claim: claim("Weaver", "mean", 1)}}); err == nil {
		t.Error("an unknown source is no error")
	}
}
