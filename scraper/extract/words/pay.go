package words

import (
	"cmp"
	"strings"

	"backpay/scraper/extract/htmltext"
)

// PeriodOf reads a field that holds a period of pay and nothing else: as Period
// does, or else the field's own word in lower case, so that whoever judges the
// pay knows that its period is none of ours, and doesn't guess one.
func PeriodOf(word string) string {
	return cmp.Or(Period(word), strings.ToLower(htmltext.Line(word)))
}
