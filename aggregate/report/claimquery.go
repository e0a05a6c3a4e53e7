package report

import (
	"slices"
	"strings"
)

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
	return "SELECT source, statistic, pay_kind, amount, currency, period, annual_amount, sample_n, as_of, title, code, place_text, company, skill FROM " +
		"(SELECT *, MAX(COALESCE(as_of, '')) OVER (PARTITION BY source, obtained_by, title, code, company, skill, place_text, statistic, pay_kind, period, currency) AS newest " +
		"FROM claim WHERE superseded_at IS NULL AND role IN (" + strings.Join(roles, ", ") + ") AND (country = " + quote(country) + " OR country IS NULL)) " +
		"WHERE COALESCE(as_of, '') = newest ORDER BY source, statistic, amount;"
}
