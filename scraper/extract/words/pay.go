package words

import (
	"cmp"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// PeriodOf reads a field that holds a period of pay and nothing else: as Period
// does, or else the field's own word in lower case, so that whoever judges the
// pay knows that its period is none of ours, and doesn't guess one.
func PeriodOf(word string) string {
	return cmp.Or(Period(word), strings.ToLower(htmltext.Line(word)))
}

// Invoiced reports whether all pay is what a worker's own business invoices: a
// job that offers nothing else is a contract, whatever its hours.
func Invoiced(pays []scraper.Pay) bool {
	return len(pays) > 0 && !slices.ContainsFunc(pays, func(p scraper.Pay) bool { return p.Contract != "b2b" })
}
