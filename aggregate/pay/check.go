package pay

// Check tells why a range can't be meant as it stands, or "". It changes
// nothing: the caller keeps the range and leaves it out of figures.
//
//	hourly-as-annual   the amount has the size of an hourly rate and a longer period
//	below-minimum      under the country's legal minimum wage for full time
//	over-market        over ten times what the role (role.tsv) usually earns there
//	too-wide           the top is more than four times the bottom
//
// Minimum and usual pay are those of country.tsv and are only compared in the
// country's own currency. Base pay only: on-target pay may be any size.
func Check(r Range, country, role string) string {
	low, high := r.Min, r.Max
	if low == 0 {
		low = high
	}
	if high == 0 {
		high = low
	}
	_, factor, _ := Annual(1, r.Period, country)
	if low <= 0 || factor == 0 {
		return ""
	}
	d := words()
	l, known := d.lands[country]
	known = known && l.currency == r.Currency
	if !known { // the currency's own first country stands in for an unknown one
		l = d.landOf(r.Currency)
	}
	if hour, ok := d.hourly(r.Currency); ok && high <= hour && (r.Period == "year" || r.Period == "month") {
		return "hourly-as-annual"
	}
	if l.minimum > 0 && high*factor < 0.9*l.minimum*fullTime(country) {
		return "below-minimum"
	}
	times := d.roles[role]
	if times == 0 {
		times = 1
	}
	if l.typical > 0 && low*factor > 10*times*l.typical {
		return "over-market"
	}
	if r.Min > 0 && r.Max > 4*r.Min {
		return "too-wide"
	}
	return ""
}

// fullTime is the hours of a full-time year, the fewest that a country's
// employers call full time, so that nobody is flagged for a short week.
func fullTime(country string) float64 {
	if country == "FR" {
		return 1820
	}
	return 1950 // 37.5 hours a week
}

// landOf is the market of a currency that only one large country uses; for the
// euro, which many share, nothing but the size of pay is known.
func (d *dict) landOf(code string) land {
	switch code {
	case "USD", "GBP", "CHF", "AUD", "CAD", "NZD", "SGD", "HKD", "JPY", "CNY", "KRW", "INR", "PLN", "CZK", "HUF", "RON", "SEK", "NOK", "DKK", "BRL", "MXN", "ZAR", "ILS", "TRY", "UAH", "RUB", "MYR", "PHP", "IDR", "THB", "VND":
		l := d.lands[code[:2]]
		if code == "USD" { // paid in many countries: the American minimum says nothing of them
			l.minimum = 0
		}
		return l
	case "EUR":
		return land{typical: d.lands["DE"].typical}
	}
	return land{}
}

// hourly is the largest usual hourly rate in a currency.
func (d *dict) hourly(code string) (float64, bool) {
	ix, ok := d.byCode[code]
	if !ok {
		return 0, false
	}
	return d.money[ix-1].hour, true
}
