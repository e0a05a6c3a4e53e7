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
