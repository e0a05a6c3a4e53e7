package reference

import (
	"strings"
	"time"
)

const (
	euro = "EUR"
	// withdrawn is how far a currency's last rate may lie behind the table's
	// newest, in days. Holidays of the bank are four days at most; a year is
	// for currencies that are not quoted for a time.
	withdrawn = 366
)

// joined are the currencies whose rate is fixed for good since they gave way
// to the euro.
var joined = map[string]bool{
	"BGN": true, "CYP": true, "EEK": true, "HRK": true, "LTL": true, "LVL": true, "MTL": true, "SIT": true, "SKK": true,
}

// Rate returns how many units of currency to one unit of currency from was
// worth on a day, by the reference rates of the European Central Bank, and the
// day that the rate is of. Of two currencies neither of which is the euro it
// goes by way of the euro, and the day is the earlier of the two.
//
// Without a rate on the day (weekends, holidays, "N/A", days that the built-in
// table leaves out) the last earlier one counts. ok is false for currencies
// that are not in the table, for days before its first, and for currencies
// which the bank stopped quoting more than a year earlier, unless they gave
// way to the euro: their last rate says nothing of the day. How old the whole
// table may be is for the caller to judge, by the date.
func (s *Set) Rate(from, to string, on time.Time) (rate float64, date time.Time, ok bool) {
	from, to = strings.ToUpper(from), strings.ToUpper(to)
	day := time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC)
	if from == to {
		return 1, day, s.Quotes(from)
	}
	a, dateA, okA := s.perEuro(from, day)
	b, dateB, okB := s.perEuro(to, day)
	if !okA || !okB {
		return 0, time.Time{}, false
	}
	if dateB.Before(dateA) {
		dateA = dateB
	}
	return b / a, dateA, true
}

// Rate is Rate of the built-in tables.
func Rate(from, to string, on time.Time) (rate float64, date time.Time, ok bool) {
	return Embedded().Rate(from, to, on)
}

// Quotes reports whether a currency is in the table of rates at all.
func (s *Set) Quotes(currency string) bool {
	return currency == euro || s.series[key{"fx_rate", euro, currency}] != nil
}

// perEuro is the units of a currency for one euro, at the last quote up to a
// day.
func (s *Set) perEuro(currency string, day time.Time) (rate float64, date time.Time, ok bool) {
	if currency == euro {
		return 1, day, true
	}
	v, ok := s.At("fx_rate", euro, currency, day.Format(time.DateOnly))
	if !ok || v.Value <= 0 {
		return 0, time.Time{}, false
	}
	date, err := time.Parse(time.DateOnly, v.Date)
	if err != nil {
		return 0, time.Time{}, false
	}
	if !joined[currency] {
		// The dollar is quoted on every day that the bank quotes.
		newest, ok := s.At("fx_rate", euro, "USD", day.Format(time.DateOnly))
		if last, err := time.Parse(time.DateOnly, newest.Date); ok && err == nil &&
			last.Sub(date) > withdrawn*24*time.Hour {
			return 0, time.Time{}, false
		}
	}
	return v.Value, date, true
}
