package report

// observedQuery computes the statistics of a row of answers, filings or shared
// offers anew from the table observation, as package figure counts them: of
// the source's newest full year, each row as often as its weight says. The
// quantiles are of type 7 over the rows written out that often. Amounts in US
// dollars are those that the publisher converted too.
func observedQuery(r Row, country, currency string) string {
	pay := "annual_usd"
	which := [][2]string{{"source", r.Source}, {"pay_kind", r.PayKind}, {"role", r.Role}, {"country", country}}
	if currency != "USD" {
		pay = "annual_amount"
		which = append(which, [2]string{"currency", currency})
	}
	if r.Seniority != "" {
		which = append(which, [2]string{"seniority", r.Seniority})
	}
	const year = "SUBSTR(COALESCE(as_of, ''), 1, 4)"
	return "WITH years AS (SELECT " + year + " AS year, COUNT(*) AS n FROM observation WHERE " + conditions(which[:1]) + " GROUP BY 1), " +
		"said AS (SELECT " + pay + " AS pay, weight, SUM(weight) OVER (ORDER BY " + pay + ", weight, id) AS upto, SUM(weight) OVER () AS total " +
		"FROM observation WHERE " + conditions(which) + " AND " + pay + " > 0 " +
		"AND " + year + " = (SELECT MAX(year) FROM years WHERE 4 * n >= (SELECT MAX(n) FROM years))), " +
		"at AS (SELECT q, MAX(0, (SELECT total - 1 FROM said LIMIT 1) * q) AS h FROM (SELECT 0.5 AS q UNION ALL SELECT 0.25 UNION ALL SELECT 0.75)), " +
		"ends AS (SELECT q, h - CAST(h AS INTEGER) AS part, " +
		"COALESCE((SELECT MIN(pay) FROM said WHERE upto > CAST(h AS INTEGER)), (SELECT MAX(pay) FROM said)) AS low, " +
		"COALESCE((SELECT MIN(pay) FROM said WHERE upto > CAST(h AS INTEGER) + 1), (SELECT MAX(pay) FROM said)) AS high FROM at) " +
		"SELECT (SELECT COUNT(*) FROM said) AS n, (SELECT SUM(pay * weight) / SUM(weight) FROM said) AS mean, " +
		"SUM((low + (high - low) * part) * (q = 0.5)) AS median, SUM((low + (high - low) * part) * (q = 0.25)) AS p25, " +
		"SUM((low + (high - low) * part) * (q = 0.75)) AS p75 FROM ends;"
}
