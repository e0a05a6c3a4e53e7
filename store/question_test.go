package store_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/scraper"
	"backpay/scraper/testenv"
	"backpay/store"
)

// asked fills a database with a few adverts, one claim, and figures of two
// editions.
func asked(t *testing.T) *store.DB {
	t.Helper()
	c := newClock()
	db := open(t, c)
	of := func(id, title, company string, low, high float64) scraper.Posting {
		p := ranged(posting(id, title), low, high)
		p.Company, p.Country, p.Description = company, "GB", "We weave. We pay well, really."
		return p
	}
	net := of("4", "Fuller", "Heron", 90000, 90000) // its pay is withdrawn below
	pass(t, db, store.Scrape, board("hutch", "otter", true,
		of("1", "Weaver", "Otter", 30000, 40000), of("2", "Dyer", "Otter", 50000, 60000), of("3", "Spinner", "Heron", 44000, 46000), net))
	copied := of("9", "Weaver", "Otter", 34000, 40000)
	copied.Description = "Another board's words."
	pass(t, db, store.Scrape, board("burrow", "otter", true, copied))
	pass(t, db, store.Scrape, page("hutch", "https://pay.example/weaver", claim("Weaver", "median", 33000), claim("Weaver", "mean", 31000)))
	var batch []aggregate.Posting
	for s, err := range db.Said(t.Context(), false) {
		if err != nil {
			t.Fatal(err)
		}
		p := believe(s)
		if y := &p.Pay[0]; strings.Contains(s.Posting.Description, "We pay well") {
			y.Origin, y.Quote, y.QuoteStart, y.QuoteEnd = scraper.Text, "We pay well", 10, 21
			if s.Posting.ID == "4" {
				y.Counts, p.Years = false, nil
			}
		}
		batch = append(batch, p)
	}
	if err := db.PutBeliefs(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := dedupe.Match(t.Context(), db.Identities(), dedupe.Rulings{}, false); err != nil {
		t.Fatal(err)
	}
	for range rows(t, db, "GBP") { // settles what jobs pay
	}
	var claims []aggregate.Claim
	for s, err := range db.SaidClaims(t.Context(), false) {
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, aggregate.Claim{ID: s.ID, Role: "backend", Country: "GB", AnnualAmount: s.Claim.Amount, AnnualFactor: 1})
	}
	if err := db.PutClaimBeliefs(t.Context(), claims); err != nil {
		t.Fatal(err)
	}
	putAskedFigures(t, db, c)
	return db
}

// putAskedFigures puts figures of three editions: two of one day and one of the
// next.
func putAskedFigures(t *testing.T, db *store.DB, c *clock) {
	t.Helper()
	level := func(f aggregate.Figure) aggregate.Figure {
		f.Measure, f.Side, f.Role, f.Country, f.Unit, f.PayKind, f.Population = aggregate.MeasureLevel, scraper.Posted, "backend", "GB", "GBP", "base", aggregate.FullTime
		f.Statistic, f.NJobs, f.NEmployers, f.Grade = "median", 40, 20, aggregate.Rough
		if f.Value == 0 {
			f.Grade, f.Reason.Code = aggregate.Withheld, "few_employers"
		}
		return f
	}
	percent := func(measure, statistic string, value float64) aggregate.Figure {
		return aggregate.Figure{
			Measure: measure, Source: "all", Side: scraper.Posted, Role: "backend", Country: "GB", Skill: "Loom", Statistic: statistic, Unit: "percent",
			Value: value, CILow: value - 1, CIHigh: value + 1, NJobs: 40, Grade: aggregate.Good,
		}
	}
	all := []aggregate.Figure{
		level(aggregate.Figure{Source: "all", Value: 45000, CILow: 44000, CIHigh: 46000}),
		level(aggregate.Figure{Source: "hutch", Value: 47000}),
		level(aggregate.Figure{Source: "burrow"}),
		level(aggregate.Figure{Source: "all", Seniority: "senior", Value: 60000}),
		level(aggregate.Figure{Source: "hutch", Seniority: "senior", Value: 61000}),
		level(aggregate.Figure{Source: "all", Place: "12345", Value: 51000}),
		level(aggregate.Figure{Source: "all", Place: "Leeds", Value: 41000}),
		level(aggregate.Figure{Source: "all", Place: "remote", Value: 48000}),
		level(aggregate.Figure{Source: "all", Place: "onsite", Value: 42000}),
		level(aggregate.Figure{Source: "all", Skill: "Loom", Value: 49000}),
		percent(aggregate.MeasureShare, "share_pct", 12.5),
		percent(aggregate.MeasurePremium, "adjusted_pct", 4),
		percent(aggregate.MeasurePremium, "raw_pct", 9),
		{Measure: aggregate.MeasureDemand, Source: "hutch", Side: scraper.Posted, Role: "backend", Country: "GB", Statistic: "count", Unit: "count", Value: 50, NJobs: 50, NEmployers: 30, Disclosure: new(0.8)},
	}
	contract := level(aggregate.Figure{Source: "all", Value: 99000})
	contract.Population = aggregate.Contract
	survey := level(aggregate.Figure{Source: "burrow", Value: 38000})
	survey.Side, survey.Population = scraper.Reported, ""
	all = append(all, contract, survey)
	before := []aggregate.Figure{level(aggregate.Figure{Source: "all", Value: 43000})}
	for _, e := range []struct {
		name string
		of   []aggregate.Figure
	}{{"winter", before}, {"spring", before}, {"summer", all}, {"empty", nil}} {
		if err := db.PutFigures(t.Context(), e.name, e.of); err != nil {
			t.Fatal(err)
		}
		if err := db.PutEdition(t.Context(), e.name, "test"); err != nil {
			t.Fatal(err)
		}
		if e.name == "spring" {
			c.add(24 * 60 * 60e9)
		}
	}
	if err := db.PutPlaceNames(t.Context(), map[string]string{"12345": "Otterton, OT"}); err != nil {
		t.Fatal(err)
	}
}

// Each of the ten questions is answered by a view, in the words of the sqlite3
// program that users have.
func TestQuestions(t *testing.T) {
	testenv.Tool(t, "sqlite3")
	db := asked(t)
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Snapshot(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	const where = " WHERE role = 'backend' AND country = 'GB' AND currency = 'GBP' ORDER BY 1, 2, 3"
	for view, q := range map[string]struct{ query, want string }{
		"median_by_source": {
			`SELECT source, title, side, median, ci_low, n_jobs, grade, reason FROM median_by_source` + where,
			"all||posted|45000.0|44000.0|40|rough|\nburrow|Burrow|posted|||40|withheld|few_employers\nburrow|Burrow|reported|38000.0||40|rough|\nhutch|Hutch|posted|47000.0||40|rough|",
		},
		"median_by_seniority": {`SELECT seniority, median, n_jobs FROM median_by_seniority` + where, "senior|60000.0|40"},
		"median_by_skill": {
			`SELECT skill, n_jobs, median, share_pct, premium_pct, premium_ci_low, premium_grade FROM median_by_skill` + where,
			"Loom|40|49000.0|12.5|4.0|3.0|good",
		},
		"median_by_city":      {`SELECT city, place, median FROM median_by_city` + where, "Leeds|Leeds|41000.0\nOtterton, OT|12345|51000.0"},
		"median_by_workplace": {`SELECT workplace, median, n_employers FROM median_by_workplace` + where, "onsite|42000.0|20\nremote|48000.0|20"},
		"share_stating_pay":   {`SELECT source, title, share_pct, n_jobs FROM share_stating_pay WHERE role = 'backend'`, "hutch|Hutch|80.0|50"},
		// Otter's weaver is paid the mean of 35,000 and 37,000.
		"employer_pay": {`SELECT employer, n_jobs, median, least, most FROM employer_pay` + where, "Heron|1|45000.0|45000.0|45000.0\nOtter|2|45500.0|36000.0|55000.0"},
		"pay_over_time": {
			`SELECT day, median, edition FROM pay_over_time` + where,
			"2026-03-01|43000.0|spring\n2026-03-02|45000.0|summer",
		},
		"advert_behind_median": {
			`SELECT source, title, pay, min, max, quote, surroundings FROM advert_behind_median` + where,
			"burrow|Weaver|37000.0|34000.0|40000.0||\nhutch|Dyer|55000.0|50000.0|60000.0|We pay well|We weave. We pay well, really.\n" +
				"hutch|Spinner|45000.0|44000.0|46000.0|We pay well|We weave. We pay well, really.\nhutch|Weaver|35000.0|30000.0|40000.0|We pay well|We weave. We pay well, really.",
		},
		"claim_beside_figure": {
			`SELECT publisher, statistic, published, ours, apart_pct, n_jobs FROM claim_beside_figure` + where,
			"Hutch|mean|31000.0|||\nHutch|median|33000.0|45000.0|-26.7|40",
		},
	} {
		out, err := exec.Command("sqlite3", "-readonly", path, q.query).CombinedOutput()
		if err != nil {
			t.Fatalf("sqlite3 %s: %v\n%s", q.query, err, out)
		}
		if d := cmp.Diff(strings.Split(q.want, "\n"), strings.Split(strings.TrimSpace(string(out)), "\n")); d != "" {
			t.Errorf("%s (-want +got):\n%s", view, d)
		}
	}
}
