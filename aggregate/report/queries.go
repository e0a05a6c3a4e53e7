package report

import (
	"slices"
	"strings"

	"backpay/aggregate"

	"backpay/scraper"
)

// which says what a row of the report is about, as the database names it. An
// empty currency stands for figures of any unit.
type which struct {
	edition, source, side, role, seniority, country, place, kind, currency string
	// population is "" for figures over observations.
	population string
}

// inPlace is the same at a place.
func (w which) inPlace(place string) which {
	w.place = place
	return w
}

// where is the condition that finds the row's figures of a measure in the table
// figure.
func (w which) where(measure string) string {
	all := [][2]string{
		{
			"edition",
			w.edition,
		},
		{"measure", measure},
		{"place", w.place},
		{"skill", ""},
		{"source", w.source},
		{"side", w.side},
		{"role", w.role},
		{"seniority", w.seniority},
		{"country", w.country},
	}
	if measure == aggregate.MeasureLevel {
		all = append(all, [2]string{"unit", w.currency}, [2]string{"population", w.population})
	}
	if w.kind != basePay {
		all = append(all, [2]string{"pay_kind", w.kind})
	}
	return conditions(all)
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// conditions are columns and the values that they have, as SQL.
func conditions(all [][2]string) string {
	var parts []string
	for _, kv := range all {
		parts = append(parts, kv[0]+" = "+quote(kv[1]))
	}
	return strings.Join(parts, " AND ")
}

// jobsQuery computes a row's statistics anew, in SQL that SQLite 3.40 knows:
// each quantile is of type 7, the mean of the two values next to h weighted by
// their nearness.
func (w which) jobsQuery() string {
	of := w.ofPay()
	if w.place != "" { // the workplace that most sources give of those that give one
		of += " AND job_id IN (WITH at_source AS (SELECT job_id, CASE WHEN COUNT(DISTINCT COALESCE(workplace, " +
			"'')) = 1 THEN MIN(workplace) END AS workplace " +
			"FROM posting WHERE gone_at IS NULL GROUP BY job_id, source), " +
			"most AS (SELECT job_id, workplace, ROW_NUMBER() OVER (PARTITION BY job_id ORDER BY COUNT(*) DESC, " +
			"workplace) AS k " +
			"FROM at_source WHERE workplace <> '' GROUP BY job_id, workplace) SELECT job_id FROM most WHERE k = 1 " +
			"AND workplace = " + quote(w.place) + ")"
	}
	return quantilesQuery(of)
}

// quantilesQuery is jobsQuery of the pay that meets the conditions.
func quantilesQuery(conditions string) string { return quantilesOf("job_pay_filled", conditions) }

func quantilesOf(view, conditions string) string {
	return "WITH job AS (SELECT AVG(pay) AS pay FROM " + view + " WHERE " + conditions + " GROUP BY job_id), " +
		"nth AS (SELECT pay, ROW_NUMBER() OVER (ORDER BY pay) - 1 AS i, COUNT(*) OVER () - 1 AS h FROM job) " +
		"SELECT COUNT(*) AS jobs, AVG(pay) AS mean, SUM(pay * MAX(0, 1 - ABS(i - h * 0.5))) AS median, " +
		"SUM(pay * MAX(0, 1 - ABS(i - h * 0.25))) AS p25, SUM(pay * MAX(0, 1 - ABS(i - h * 0.75))) AS p75 FROM nth;"
}

// ofPay is the condition that finds the row's pay in the views job_pay_filled and
// posting_pay_filled.
func (w which) ofPay() string {
	all := [][2]string{{"role", w.role}, {"country", w.country}, {"currency", w.currency}}
	if w.source != aggregate.All {
		all = append(all, [2]string{"source", w.source})
	}
	if w.seniority != "" {
		all = append(all, [2]string{"seniority", w.seniority})
	}
	return conditions(all)
}

// placeQuery computes a place's median anew: of the ranges that are for the
// place.
func (w which) placeQuery() string {
	return quantilesOf("job_place_pay", w.ofPay()+" AND place = "+quote(w.place))
}

// rawQuery computes a row's postings and median as if each posting were a job.
func (w which) rawQuery() string {
	return "WITH nth AS (SELECT pay, ROW_NUMBER() OVER (ORDER BY pay) - 1 AS i, COUNT(*) OVER () - 1 AS h FROM " +
		"posting_pay_filled WHERE " +
		w.ofPay() + ") SELECT COUNT(*) AS postings, SUM(pay * MAX(0, 1 - ABS(i - h * 0.5))) AS median FROM nth;"
}

// claimQuery lists the claims of the roles and the country from the table
// claim: those that stand, and of figures that differ in their date alone the
// newest.
func claimQuery(roles []string, country string) string {
	roles = slices.Clone(roles)
	slices.Sort(roles)
	roles = slices.Compact(roles)
	for i, r := range roles {
		roles[i] = quote(r)
	}
	return "SELECT source, statistic, pay_kind, amount, currency, period, annual_amount, sample_n, as_of, title, " +
		"code, place_text, company, skill FROM " +
		"(SELECT *, MAX(COALESCE(as_of, '')) OVER (PARTITION BY source, obtained_by, title, code, company, skill, " +
		"place_text, statistic, pay_kind, period, currency) AS newest " +
		"FROM claim WHERE superseded_at IS NULL AND role IN (" + strings.Join(roles, ", ") + ") AND (country = " +
		quote(country) + " OR country IS NULL)) " +
		"WHERE COALESCE(as_of, '') = newest ORDER BY source, statistic, amount;"
}

// observedQuery computes the statistics of a row of answers, filings or shared
// offers anew from the table observation, as package edition counts them: of
// the source's newest full year, each row as often as its weight says, and a
// person who stands in several files once. The quantiles are of type 7 over
// the rows written out that often. Amounts in US dollars are those that the
// publisher converted too.
func (w which) observedQuery() string {
	pay := "annual_usd"
	of := [][2]string{{"source", w.source}, {"pay_kind", w.kind}, {"role", w.role}, {"country", w.country}}
	var narrower [][2]string
	if w.currency != "USD" {
		pay = "annual_amount"
		narrower = append(narrower, [2]string{"currency", w.currency})
	}
	if w.seniority != "" {
		narrower = append(narrower, [2]string{"seniority", w.seniority})
	}
	rows, only := "observation", ""
	if len(narrower) > 0 {
		only = conditions(narrower) + " AND "
	}
	const year = "SUBSTR(COALESCE(as_of, ''), 1, 4)"
	years := "WITH years AS (SELECT " + year + " AS year, COUNT(*) AS n FROM observation WHERE " + conditions(of[:1]) +
		" GROUP BY 1), "
	newest := year + " = (SELECT MAX(year) FROM years WHERE 4 * n >= (SELECT MAX(n) FROM years))"
	if w.side == string(scraper.Reported) {
		rows = "once"
		years += onceQuery(conditions(of) + " AND " + newest + " AND (annual_amount > 0 OR annual_usd > 0)")
		only += "fetch_id = best AND "
	}
	return years +
		"said AS (SELECT " + pay + " AS pay, weight, SUM(weight) OVER (ORDER BY " + pay + ", weight, id) AS upto, " +
		"SUM(weight) OVER () AS total FROM " + rows + " WHERE " + conditions(of) + " AND " + only + pay + " > 0 AND " +
		newest + "), " +
		"at AS (SELECT q, MAX(0, (SELECT total - 1 FROM said LIMIT 1) * q) AS h FROM (SELECT 0.5 AS q UNION ALL " +
		"SELECT 0.25 UNION ALL SELECT 0.75)), " +
		"ends AS (SELECT q, h - CAST(h AS INTEGER) AS part, " +
		"COALESCE((SELECT MIN(pay) FROM said WHERE upto > CAST(h AS INTEGER)), (SELECT MAX(pay) FROM said)) AS low, " +
		"COALESCE((SELECT MIN(pay) FROM said WHERE upto > CAST(h AS INTEGER) + 1), (SELECT MAX(pay) FROM said)) " +
		"AS high FROM at) " +
		"SELECT (SELECT COUNT(*) FROM said) AS n, (SELECT SUM(pay * weight) / SUM(weight) FROM said) AS mean, " +
		"SUM((low + (high - low) * part) * (q = 0.5)) AS median, SUM((low + (high - low) * part) * (q = 0.25)) " +
		"AS p25, SUM((low + (high - low) * part) * (q = 0.75)) AS p75 FROM ends;"
}

// onceQuery gives each report the file (best) whose reports like it count:
// the one that has most of them, then the one that says most of them.
func onceQuery(where string) string {
	const (
		dollars = "CASE WHEN COALESCE(annual_usd, 0) = 0 THEN currency ELSE 'USD' END, " +
			"CASE WHEN COALESCE(annual_usd, 0) = 0 THEN annual_amount ELSE annual_usd END"
		person = "COALESCE(employer_key, ''), " + dollars
		says   = "(seniority IS NOT NULL) + (company_size IS NOT NULL) + (COALESCE(currency, '') <> 'USD')"
	)
	return "alike AS (SELECT *, COUNT(*) OVER (PARTITION BY " + person + ", fetch_id) AS n_alike, " +
		"SUM(" + says + ") OVER (PARTITION BY " + person + ", fetch_id) AS n_said FROM observation WHERE " + where + "), " +
		"once AS (SELECT *, FIRST_VALUE(fetch_id) OVER (PARTITION BY " + person +
		" ORDER BY n_alike DESC, n_said DESC, fetch_id) AS best FROM alike), "
}
