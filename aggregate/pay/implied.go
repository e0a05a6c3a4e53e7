package pay

// ImpliedPeriod returns the period that an amount without one is for, by the
// usual sizes of pay in its currency (ISO 4217), or "" where either is
// unknown: 95,000 USD is for a year, 15,000 PLN for a month.
func ImpliedPeriod(amount float64, currency string) string {
	d := words()
	ix := d.byCode[currency]
	if ix <= 0 || amount <= 0 {
		return ""
	}
	return d.money[ix-1].implied(amount, amount)
}

// SalaryPeriod returns the period of an amount that a field for salaries holds.
// It is a day's only where it is too little for a month, and never in a country
// (ISO 3166 alpha-2, "" for unknown) whose adverts count by the month.
func SalaryPeriod(amount float64, currency, country string) string {
	d := words()
	implied := ImpliedPeriod(amount, currency)
	if implied == "day" && (amount >= d.money[d.byCode[currency]-1].day/3 || d.lands[country].custom == "month") {
		return "month"
	}
	return implied
}
