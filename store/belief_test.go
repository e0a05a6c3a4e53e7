package store_test

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/jobpay"
	"backpay/scraper"
	"backpay/scraper/testenv"
	"backpay/store"
)

// believe is a stand-in for the normaliser: the record's tags say everything.
func believe(s aggregate.Said) aggregate.Posting {
	p := aggregate.Posting{
		ID: s.ID, Role: "backend", RoleRule: "title", Country: s.Posting.Country, Workplace: s.Posting.Workplace,
		Employer: s.Posting.Company, EmployerKey: strings.ToLower(s.Posting.Company),
		// The same title of an employer is one job, and so is the same title at the same place.
		Print: dedupe.NewPrint(dedupe.Advert{
			ID: s.ID, Company: s.Posting.Company, Title: s.Posting.Title,
			URL: "https://jobs.example/1234/" + strings.ToLower(s.Posting.Company), Apply: "https://apply.example/1234/" + s.Posting.Place,
		}),
	}
	if s.Posting.Place != "" {
		p.Places = []aggregate.Place{{Country: s.Posting.Country, City: s.Posting.Place}}
	}
	for _, tag := range s.Posting.Tags {
		p.Skills = append(p.Skills, aggregate.Skill{Name: tag, QuoteStart: -1})
	}
	for _, y := range s.Posting.Pay {
		p.Pay = append(p.Pay, aggregate.Pay{
			Min: y.Min, Max: y.Max, Currency: y.Currency, Period: y.Period, Kind: "base", Origin: y.Origin,
			QuoteStart: -1, QuoteEnd: -1, Rule: "field", AnnualMin: y.Min, AnnualMax: y.Max, AnnualFactor: 1, Flag: flagOf(y),
		})
	}
	p.Population = aggregate.FullTime
	p.Years = jobpay.OfPosting(&p)
	return p
}

// flagOf flags pay for a period that is none.
func flagOf(y scraper.Pay) string {
	if y.Period == "per sprint" {
		return "unknown-period"
	}
	return ""
}

// aggregateAll is what the command does: read what is new, believe, put, in
// batches while reading on.
func aggregateAll(t fataler, db *store.DB, all bool) (n int) {
	var batch []aggregate.Posting
	put := func() {
		if err := db.PutBeliefs(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		batch = batch[:0]
	}
	counted, err := db.SaidCount(t.Context(), "posting", all)
	if err != nil {
		t.Fatal(err)
	}
	for s, err := range db.Said(t.Context(), all) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if batch = append(batch, believe(s)); len(batch) == 3 {
			put()
		}
	}
	put()
	if n != counted {
		t.Fatal(fmt.Sprintf("%d postings were read, and %d counted before", n, counted))
	}
	if _, err := dedupe.Match(t.Context(), db.Identities(), dedupe.Rulings{}, all); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBeliefsOfAJob(t *testing.T) {
	db := open(t, newClock())
	plain, paid := posting("1", "Weaver"), ranged(posting("2", "WEAVER"), 30000, 40000)
	plain.Tags, plain.Country = []string{"Loom"}, "GB"
	pass(t, db, store.Scrape, board("hutch", "otter", true, plain))
	pass(t, db, store.Scrape, board("burrow", "otter", true, paid))
	if n := aggregateAll(t, db, false); n != 2 {
		t.Fatalf("%d postings were new", n)
	}
	if n := aggregateAll(t, db, false); n != 0 {
		t.Errorf("%d postings are still new", n)
	}
	if got := query(t, db, `SELECT p.source_id, j.title, j.n_postings, e.name FROM job j JOIN posting p ON p.id = j.canonical_posting_id JOIN employer e ON e.id = j.employer_id`); len(got) != 1 || got[0] != "2|WEAVER|2|Otter & Sons" {
		t.Errorf("the posting with pay speaks for the job: %v", got)
	}
	if got := query(t, db, `SELECT p.country, l.city, s.skill FROM posting p JOIN place l ON l.id = p.place_id JOIN posting_skill s ON s.posting_id = p.id`); len(got) != 1 || got[0] != "GB|Leeds|Loom" {
		t.Errorf("beliefs: %v", got)
	}

	// Its pay withdrawn and its title changed, the copy is a job of its own.
	pass(t, db, store.Scrape, board("burrow", "otter", true, posting("2", "Dyer")))
	if n := aggregateAll(t, db, false); n != 1 {
		t.Errorf("%d postings were aggregated, want the changed one", n)
	}
	if got := query(t, db, `SELECT title, n_postings, canonical_posting_id FROM job ORDER BY title`); strings.Join(got, " ") != "Dyer|1|2 Weaver|1|1" {
		t.Errorf("jobs: %v", got)
	}
	if got := query(t, db, `SELECT COUNT(*) FROM posting_pay`); got[0] != "0" {
		t.Errorf("withdrawn pay is still believed")
	}
}

// Aggregating only what changed leaves what aggregating everything would.
func TestPartialEqualsFull(t *testing.T) {
	const jobs = `SELECT e.key, e.name, e.first_posting_id, j.key, j.title, j.role, j.country, j.n_postings, j.canonical_posting_id FROM job j JOIN employer e ON e.id = j.employer_id ORDER BY e.key, j.key`
	const posts = `SELECT p.source_id, p.country, p.employer, l.city, j.key, j.n_postings, (SELECT group_concat(skill) FROM posting_skill WHERE posting_id = p.id),
		(SELECT group_concat(min || '-' || max) FROM posting_pay WHERE posting_id = p.id) FROM posting p LEFT JOIN place l ON l.id = p.place_id JOIN job j ON j.id = p.job_id ORDER BY p.id`
	const places = `SELECT i.posting_id, e.key, i.cluster_id, i.job_id, i.basis, i.score FROM posting_identity i JOIN employer e ON e.id = i.employer_id ORDER BY 1`
	tables := []string{
		jobs, posts, places, "SELECT a_posting_id, b_posting_id, decision, basis, score, across FROM job_pair ORDER BY 1, 2, 4",
		"SELECT name FROM skill ORDER BY 1", "SELECT country, city FROM place ORDER BY 1, 2", "SELECT key, name, agency FROM employer ORDER BY 1",
	}
	c := newClock()
	partial, full := open(t, c), open(t, c)
	rapid.Check(t, func(rt *rapid.T) {
		if err := errors.Join(store.Wipe(partial), store.Wipe(full)); err != nil {
			rt.Fatal(err)
		}
		word := rapid.SampledFrom([]string{"a", "A", "b", "c"})
		company := rapid.SampledFrom([]string{"Otter", "OTTER Ltd", "Heron", "Bolt Recruiting", ""})
		title := rapid.SampledFrom([]string{"Weaver", "Weaver (remote)", "Dyer", "Spinner"})
		for range rapid.IntRange(1, 3).Draw(rt, "passes") {
			var ps []scraper.Posting
			for id := range 7 {
				// What all adverts of one employer say stands in several titles.
				text := words(rapid.IntRange(1, 3).Draw(rt, "text"), rapid.IntRange(1, 2).Draw(rt, "house"), rapid.IntRange(0, 3).Draw(rt, "copied"))
				p := scraper.Posting{ID: fmt.Sprint(id), Title: title.Draw(rt, "title"), Company: company.Draw(rt, "company"), Description: text, Place: word.Draw(rt, "place"), Tags: []string{word.Draw(rt, "tag")}}
				if rapid.Bool().Draw(rt, "paid") {
					p = ranged(p, 1, 2)
				}
				ps = append(ps, p)
			}
			for _, db := range []*store.DB{partial, full} {
				run, _, err := db.StartRun(t.Context(), store.Scrape, "")
				if err != nil {
					rt.Fatal(err)
				}
				if err := db.Frontier(run).Settle(t.Context(), []scraper.Outcome{board("hutch", "x", true, ps...)}); err != nil {
					rt.Fatal(err)
				}
				if _, err := db.FinishRun(t.Context(), run, ""); err != nil {
					rt.Fatal(err)
				}
			}
			aggregateAll(rt, partial, false)
		}
		aggregateAll(rt, full, true)
		for _, q := range tables {
			if d := cmp.Diff(query(t, full, q), query(t, partial, q)); d != "" {
				rt.Fatalf("a partial run differs (-full +partial):\n%s", d)
			}
		}
	})
}

// market fills a database with jobs at two sources, with everything that the
// figures leave out among them.
func market(t *testing.T) *store.DB {
	t.Helper()
	db := open(t, newClock())
	var hutch, burrow []scraper.Posting
	for i := range 41 {
		p := ranged(posting(fmt.Sprint(i), fmt.Sprintf("Weaver %d", i)), float64(90000+i*i*137), float64(120000+i*7331))
		p.Company, p.Country, p.Pay[0].Currency = fmt.Sprintf("Mill %d", i%7), "US", "USD"
		switch i % 10 {
		case 3:
			p.Pay[0].Max = 0 // one-sided
		case 4:
			p.Pay[0].Origin = scraper.Predicted
		case 5:
			p.Pay[0].Period = "per sprint" // which is flagged
		case 6: // tiers in two currencies
			p.Pay = append([]scraper.Pay{{Min: 70000, Max: 80000, Currency: "CAD", Origin: scraper.Structured}}, p.Pay...)
			p.Pay = append(p.Pay, scraper.Pay{Min: 100000, Max: 100001, Currency: "USD", Origin: scraper.Structured})
		case 7:
			p.Pay = nil
		case 8:
			p.Country = "CA"
		}
		hutch = append(hutch, p)
		if i%3 == 0 {
			p.ID += "b"
			burrow = append(burrow, p)
		}
	}
	again := hutch[0] // a copy at the same source, with other pay
	again.ID = "again"
	hutch = append(hutch, ranged(again, 1e5, 2e5))
	hutch[len(hutch)-1].Pay[0].Currency = "USD"
	pass(t, db, store.Scrape, board("hutch", "x", true, hutch...))
	pass(t, db, store.Scrape, board("burrow", "x", true, burrow...))
	aggregateAll(t, db, false)
	return db
}

// rows settles what jobs pay and returns them as figures count them.
func rows(t *testing.T, db *store.DB, currency string) iter.Seq2[aggregate.Row, error] {
	t.Helper()
	pays, err := jobpay.Settle(db.PostingYears(t.Context()), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PutJobPays(t.Context(), pays); err != nil {
		t.Fatal(err)
	}
	return jobpay.Rows(jobpay.Sources(db.JobPostings(t.Context())), db.JobPays(t.Context()), currency)
}

// readme is the query of the README: change both or none.
const readme = `SELECT source, COUNT(*) AS n, ROUND(AVG(pay), 2) AS mean,
       ROUND(SUM(pay * MAX(0, 1 - ABS(i - h))), 2) AS median
  FROM (SELECT source, pay,
               ROW_NUMBER() OVER (PARTITION BY source ORDER BY pay) - 1  AS i,
               (COUNT(*) OVER (PARTITION BY source) - 1) * 0.5           AS h
          FROM job_pay_filled
         WHERE role = 'backend' AND country = 'US' AND currency = 'USD')
 GROUP BY source ORDER BY source;`

// The README's one query, on the figures' own rows: the same n, mean and
// median to the cent.
func TestReadmeQuery(t *testing.T) {
	db := market(t)
	pay := map[string][]float64{}
	floors := map[string][]float64{} // stated as "from"
	var widths []float64
	var jobs, disclosed int
	for r, err := range rows(t, db, "USD") {
		if err != nil {
			t.Fatal(err)
		}
		if r.Role == "backend" && r.Country == "US" && r.Currency == "USD" && r.Pay > 0 {
			pay[r.Source] = append(pay[r.Source], r.Pay)
			widths = append(widths, r.High/r.Low)
		} else if r.Role == "backend" && r.Country == "US" && r.Currency == "USD" && r.Low > 0 {
			floors[r.Source] = append(floors[r.Source], r.Low)
		}
		if r.Source == "hutch" {
			jobs++
			if r.Disclosed {
				disclosed++
			}
		}
	}
	if jobs != 41 || disclosed != 41-4-4-4 { // one-sided pay is disclosed; estimates, flagged and no pay aren't
		t.Errorf("%d jobs, %d disclosed", jobs, disclosed)
	}
	slices.Sort(widths)
	usual := widths[len(widths)/2]
	if len(widths)%2 == 0 {
		usual = (usual + widths[len(widths)/2-1]) / 2
	}
	if len(floors["hutch"]) == 0 {
		t.Fatal("no job states one end only")
	}
	var want []string
	for _, source := range []string{"burrow", "hutch"} {
		v := pay[source]
		for _, low := range floors[source] {
			v = append(v, (low+low*usual)/2)
		}
		slices.Sort(v)
		var sum float64
		for _, x := range v {
			sum += x
		}
		h := float64(len(v)-1) * 0.5 // type 7
		median := v[int(math.Floor(h))] + (h-math.Floor(h))*(v[int(math.Ceil(h))]-v[int(math.Floor(h))])
		want = append(want, fmt.Sprintf("%s|%d|%.2f|%.2f", source, len(v), sum/float64(len(v)), median))
	}
	if len(pay["hutch"]) < 15 || len(pay["burrow"]) < 5 || len(pay["hutch"])%2 == len(pay["burrow"])%2 {
		t.Fatalf("the market is too thin to tell, or has no even and odd count: %d and %d", len(pay["hutch"]), len(pay["burrow"]))
	}
	if got := cents(t, query(t, db, readme)); !slices.Equal(got, want) {
		t.Errorf("the query answers %v, the rows say %v", got, want)
	}

	// Users' own sqlite3 is older than ours.
	testenv.Tool(t, "sqlite3")
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Snapshot(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("sqlite3", "-readonly", path, readme, "SELECT integrity_check FROM pragma_integrity_check").CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3: %v\n%s", err, out)
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	if last := got[len(got)-1]; last != "ok" || !slices.Equal(cents(t, got[:len(got)-1]), want) {
		t.Errorf("sqlite3 answers %v, the rows say %v", got, want)
	}
}

// cents writes the last two columns with two decimals, which SQLite leaves out
// when they are nought.
func cents(t *testing.T, rows []string) []string {
	t.Helper()
	var out []string
	for _, r := range rows {
		c := strings.Split(r, "|")
		for i := 2; i < len(c); i++ {
			v, err := strconv.ParseFloat(c[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			c[i] = fmt.Sprintf("%.2f", v)
		}
		out = append(out, strings.Join(c, "|"))
	}
	return out
}

// Rows prefer the currency asked for, and say so.
func TestRowsCurrency(t *testing.T) {
	db := market(t)
	for want, pay := range map[string]float64{"CAD": 75000, "GBP": 75000, "USD": ((90000+36*137+120000+6*7331)/2 + 100000.5) / 2} {
		found := 0
		for r, err := range rows(t, db, want) {
			if err != nil {
				t.Fatal(err)
			}
			if r.Source != "hutch" || query(t, db, "SELECT title FROM job WHERE id = ?", r.Job)[0] != "Weaver 6" {
				continue
			}
			found++
			if r.Pay != pay || (r.Currency == want) == (want == "GBP") {
				t.Errorf("asked for %s: %v %s, want %v", want, r.Pay, r.Currency, pay)
			}
		}
		if found != 1 {
			t.Errorf("the job stands in %d rows of its source", found)
		}
	}
}

func TestFigures(t *testing.T) {
	db := open(t, newClock())
	put := []aggregate.Figure{
		{Edition: "spring", Measure: "level", Source: "all", Side: scraper.Posted, Role: "backend", Country: "US", Statistic: "mean", Unit: "USD", PayKind: "base", Value: 2.5, NJobs: 3, Grade: "rough"},
		{Edition: "spring", Measure: "level", Source: "hutch", Side: scraper.Posted, Role: "backend", Country: "US", Statistic: "median", Unit: "USD", PayKind: "base", Value: 2, CILow: -1, CIHigh: 3, NPostings: 4, NJobs: 3, NEmployers: 2, NEffective: 1.5, Disclosure: new(0.5), Grade: "good", Note: "n"},
	}
	for range 2 { // an edition is replaced whole
		if err := db.PutFigures(t.Context(), "spring", put); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Figures(t.Context(), "spring")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(put, got); d != "" {
		t.Errorf("figures (-put +got):\n%s", d)
	}
	withheld := put[1]
	withheld.Edition, withheld.Grade, withheld.Disclosure = "autumn", aggregate.Withheld, nil
	if err := db.PutFigures(t.Context(), "autumn", []aggregate.Figure{withheld}); err != nil {
		t.Fatal(err)
	}
	if n := query(t, db, `SELECT COUNT(*) FROM figure WHERE grade = 'withheld' AND value IS NULL AND ci_low IS NULL
		AND ci_high IS NULL AND disclosure IS NULL AND n_jobs = 3`); n[0] != "1" {
		t.Errorf("%s rows of a withheld figure are without a value", n[0])
	}
	if err := db.PutFigures(t.Context(), "summer", append(put, put[0])); err == nil {
		t.Error("the same figure twice was accepted")
	}
	if got, err := db.Figures(t.Context(), "summer"); err != nil || len(got) > 0 {
		t.Errorf("a failed edition left %v, %v", got, err)
	}
}
