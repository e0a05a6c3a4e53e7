package pay

// Check tells why a range can't be meant as it stands, or "". It changes
// nothing: the caller keeps the range and leaves it out of figures.
//
//	min-above-max      its ends are the wrong way round
//	unknown-period     its period is a word that is no period
//	hourly-as-annual   the amount has the size of an hourly rate and a longer period
//	below-minimum      under the country's legal minimum wage for full time
//	above-maximum      more than any job is said to pay, where its market isn't known
//	over-market        over ten times what the role (role.tsv) usually earns there
//	too-wide           the top is more than four times the bottom
//
// Minimum and usual pay are those of country.tsv and are only compared in the
// country's own currency. Base pay only: on-target pay may be any size.
func Check(r Range, country, role string) string {
	low, high := r.Min, r.Max
	if low > 0 && high > 0 && low > high {
		return "min-above-max"
	}
	if low == 0 {
		low = high
	}
	if high == 0 {
		high = low
	}
	_, factor, _ := Annual(1, r.Period, country)
	if factor == 0 && r.Period != "" {
		return "unknown-period"
	}
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
	if b := bounds[r.Period]; high < b.low/10 || hard[r.Currency] && high < b.low {
		return "below-minimum"
	} else if hard[r.Currency] && high > b.high {
		return "above-maximum"
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

// bounds are the least and the most that a full-time job may be said to pay,
// in currencies whose unit buys about as much as a dollar (hard): 1 to 2,000
// an hour, and the same by 8, 40, 80, 173 and 2,080 hours, rounded outwards.
// In other currencies only what is a tenth of the least is too little.
var bounds = map[string]struct{ low, high float64 }{
	"hour": {
		1,
		2e3,
	},
	"day":    {8, 16e3},
	"week":   {40, 80e3},
	"biweek": {80, 160e3},
	"month":  {170, 350e3},
	"year":   {2000, 4.2e6},
}

var hard = map[string]bool{
	"USD": true,
	"EUR": true,
	"GBP": true,
	"CHF": true,
	"CAD": true,
	"AUD": true,
	"NZD": true,
	"SGD": true,
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
	case "USD",
		"GBP",
		"CHF",
		"AUD",
		"CAD",
		"NZD",
		"SGD",
		"HKD",
		"JPY",
		"CNY",
		"KRW",
		"INR",
		"PLN",
		"CZK",
		"HUF",
		"RON",
		"SEK",
		"NOK",
		"DKK",
		"BRL",
		"MXN",
		"ZAR",
		"ILS",
		"TRY",
		"UAH",
		"RUB",
		"MYR",
		"PHP",
		"IDR",
		"THB",
		"VND":
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
