package report

// A page shows the first of a side's published figures; report.json and
// claims.csv hold all. What one employer pays, or a skill, is no answer to the
// report's question: few of those are shown, and only of the report's role.
const (
	claimsShown = 8
	narrowShown = 3
)

// choose hides rows that a page leaves to the files: older ones of a series,
// those of an employer or a skill in another role, and what is past the
// number shown. Percentiles that stand with their middle count for nothing.
func choose(rows []ClaimRow) {
	type series struct{ source, title, code, place, country, company, skill, statistic, kind, currency string }
	seen, shown, narrow := map[series]bool{}, map[string]int{}, map[string]int{}
	for i := range rows {
		r := &rows[i]
		if r.with {
			continue
		}
		s := series{r.Source, r.Title, r.Code, r.Place, r.Country, r.Company, r.Skill, r.Statistic, r.PayKind, r.Currency}
		if seen[s] || shown[r.Side] == claimsShown || r.narrow == 2 && (r.Broader || narrow[r.Side] == narrowShown) {
			r.hidden = true
			continue
		}
		seen[s] = true
		shown[r.Side]++
		if r.narrow == 2 {
			narrow[r.Side]++
		}
	}
}

// kindRank orders the kinds of pay: the report's own first.
func kindRank(kind string) int {
	switch kind {
	case basePay:
		return 0
	case "total":
		return 1
	}
	return 2
}

// Shown are the rows that a page shows, in the order of printing: short
// enough for a terminal.
func (c Claims) Shown() (rows []ClaimRow) {
	for _, r := range c.Rows {
		if !r.with && !r.hidden {
			rows = append(rows, r)
		}
	}
	return rows
}
