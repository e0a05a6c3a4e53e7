package report

import (
	"fmt"

	"backpay/aggregate"
)

// Raw is what a row's median would be if copies weren't merged, and each
// posting counted as a job of its own.
type Raw struct {
	Median   float64 `json:"median"`
	Postings int     `json:"postings"`
	// Text is the same as printed, and SQL computes both numbers, postings
	// first, from the postings in the database.
	Text string `json:"text"`
	SQL  string `json:"sql"`
}

// raw completes a row that may be printed with what stands in the edition as
// the median without merging.
func (b *builder) raw(r *Row, k cellKey) {
	f, ok := b.cells[k].pay[aggregate.MedianRaw]
	if !ok || r.Amounts == nil {
		return
	}
	code := clean(b.in.Options.Currency, nameLength)
	r.WithoutDedupe = &Raw{
		Median: f.Value, Postings: f.NPostings,
		Text: fmt.Sprintf("%s over %s", money(f.Value, b.in.Options.Currency), plural(f.NPostings, "posting", "postings")),
		SQL: "WITH nth AS (SELECT pay, ROW_NUMBER() OVER (ORDER BY pay) - 1 AS i, COUNT(*) OVER () - 1 AS h FROM posting_pay_filled WHERE " +
			payConditions(*r, clean(k.country, nameLength), code) + ") SELECT COUNT(*) AS postings, SUM(pay * MAX(0, 1 - ABS(i - h * 0.5))) AS median FROM nth;",
	}
}
