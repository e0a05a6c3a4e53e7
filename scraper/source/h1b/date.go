package h1b

import (
	"strings"
	"time"

	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/money"
)

// sheetDate reads a date of a table: as a spreadsheet counts it, in days since
// 1900, month first as American offices write it, or in any of dates.Parse's forms.
func sheetDate(s string) (time.Time, error) {
	if days, ok := money.ParseNumber(s); ok && days > 20_000 && days < 80_000 { // 1954 to 2119
		return dates.Plausible(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)), s)
	}
	for _, layout := range []string{"1/2/2006", "1/2/2006 15:04", "1/2/2006 15:04:05"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return dates.Plausible(t, s)
		}
	}
	return dates.Parse(s)
}
