package edition

import (
	"backpay/aggregate"
	"backpay/scraper"
)

// person is what is known of a person's report whatever form of a file it stands
// in: forms differ in the other columns.
type person struct {
	year, employer, currency string
	pay                      float64
}

// countOnce leaves out reports of persons that stand in several files of a source,
// such as a survey's whole answers and a part of them. Of reports that are alike
// those of the file stay that has most of them; persons who report the same in one
// file are several. Adverts and filings are no reports of a person.
func countOnce(rows []aggregate.ObservationRow) []aggregate.ObservationRow {
	if len(rows) == 0 || rows[0].Side != scraper.Reported {
		return rows
	}
	of := map[person]map[int64]report{}
	several := false
	for i := range rows {
		r := &rows[i]
		several = several || r.File != rows[0].File
		p := personOf(r)
		if of[p] == nil {
			of[p] = map[int64]report{}
		}
		n := of[p][r.File]
		n.rows++
		for _, known := range []bool{r.Seniority != "", r.CompanySize != "", r.Currency != "USD"} {
			if known {
				n.known++
			}
		}
		of[p][r.File] = n
	}
	if !several {
		return rows
	}
	keep := map[person]int64{}
	for p, files := range of {
		var best report
		for file, n := range files {
			if n.rows > best.rows ||
				n.rows == best.rows && (n.known > best.known || n.known == best.known && file < keep[p]) {
				keep[p], best = file, n
			}
		}
	}
	once := make([]aggregate.ObservationRow, 0, len(rows))
	for _, r := range rows {
		if keep[personOf(&r)] == r.File {
			once = append(once, r)
		}
	}
	return once
}

// report counts a person's like in one file: how many rows, and how much they say.
type report struct{ rows, known int }

func personOf(r *aggregate.ObservationRow) person {
	p := person{year: r.Year, employer: r.Employer, currency: "USD", pay: r.USD}
	if r.USD == 0 {
		p.currency, p.pay = r.Currency, r.Pay
	}
	return p
}
