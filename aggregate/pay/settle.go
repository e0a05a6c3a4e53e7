package pay

// settle finds currency and period: stated by the figure, by its label, or
// implied.
func (p *parser) settle(f *figure, c *around) {
	cur := f.cur
	f.stated = cur != 0
	if cur <= 0 {
		if near := p.currencyNear(f, cur); near > 0 {
			cur = near
			f.stated = true
		} else if cur < 0 && p.d.signs[-cur-1].rest == "USD" {
			if own := p.dollarOf(f); own > 0 {
				cur = own
				f.rules = append(f.rules, "dollar-of-place")
			}
		}
	}
	f.code = p.resolve(cur, f)
	if f.period != "" {
		f.rules = append(f.rules, "period-stated")
		return
	}
	m := p.sizes(f.code)
	v := f.max
	if f.two {
		v = f.min
	}
	if per := p.timeAsLabel(f); per != "" && m.likely(v, per) {
		f.period = per
		f.rules = append(f.rules, "period-near")
		return
	}
	near := [2]string{c.perAfter, c.period}
	if c.perCrossed && c.period != "" && p.off != "label-before-comma" { // 月薪 45,000，年薪保障14個月
		near = [2]string{c.period, c.perAfter}
	}
	for _, per := range near {
		if per != "" && m.likely(v, per) {
			f.period = per
			f.rules = append(f.rules, "period-near")
			return
		}
	}
	implied := p.custom(m.implied(v, f.max), f, m)
	if l := p.d.lands[p.land()]; l.custom != "month" && f.k && implied == "month" && f.max >= 1000 &&
		m.month <= 15000 &&
		(v >= 10000 || f.max >= 12000) {
		implied = "year"
	}
	if f.a.unknownUnit && implied != "year" && p.off != "unknown-unit" {
		f.rules = append(f.rules, "period-unknown")
		return
	}
	f.period, f.impliedBySum = implied, true
	f.rules = append(f.rules, "period-implied")
}

// custom corrects the period that a sum's size implies by what the words of the
// label and the country's adverts use: a day's pay is left unsaid only where
// contractors are hired by the day, and where no word of a salary stands near.
func (p *parser) custom(implied string, f *figure, m currency) string {
	if implied != "day" {
		return implied
	}
	salary, rate := p.labelled(f)
	l, known := p.d.lands[p.land()]
	switch {
	case rate:
		return "day"
	case known && l.custom == "month", salary && f.max >= m.day/3:
		return "month"
	}
	return "day"
}

// labelled reports whether the words before a figure are those of a salary or
// of a contractor's rate.
func (p *parser) labelled(f *figure) (salary, rate bool) {
	for i, n := f.first-1, 0; i >= 0 && n < 10 && (p.at(i).kind != kLine || n == 0); i-- {
		if p.at(i).kind != kWord {
			continue
		}
		n++
		salary = salary || p.is(i, setSalary)
		rate = rate || p.is(i, setRate)
	}
	for i := f.last + 1; i < f.last+6 && !p.hard(i); i++ {
		rate = rate || p.is(i, setRate)
	}
	return salary, rate
}

// currencyNear finds a code in the label or right after the figure: "Salary
// (EUR): 50-60k", "$100k-120k in CAD".
func (p *parser) currencyNear(f *figure, own int32) int32 {
	take := func(i int) int32 {
		c := p.currencyAt(i)
		if c > 0 && (own == 0 || p.isDollar(c) && p.d.signs[-own-1].rest == "USD") {
			return c
		}
		return 0
	}
	for i, n := f.last+1, 0; n < 3 && i < len(p.toks) && !p.hard(i); i, n = i+1, n+1 {
		if p.toks[i].kind == kNumber || p.toks[i].kind == kComma {
			break
		}
		if c := take(i); c > 0 && p.at(i+1).kind != kNumber {
			return c
		}
	}
	for i, n := f.first-1, 0; n < 6 && i >= 0 && !p.hard(i); i, n = i-1, n+1 {
		if p.toks[i].kind == kNumber {
			break
		}
		if c := take(i); c > 0 {
			return c
		}
	}
	return 0
}

func (p *parser) isDollar(cur int32) bool { return WritesDollar(p.d.money[cur-1].code) }

// WritesDollar reports whether $ is written for a currency (ISO 4217) at home: pesos too.
func WritesDollar(currency string) bool {
	switch currency {
	case "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "UYU":
		return true
	}
	return false
}

// resolve turns a currency reference into a code.
func (p *parser) resolve(cur int32, f *figure) string {
	switch {
	case cur > 0:
		return p.d.money[cur-1].code
	case cur == 0:
		if code := Currency(p.land()); code != "" || f.a.mult != 1e5 && f.a.mult != 1e7 {
			return code
		}
		return "INR" // lakh, crore
	}
	s := &p.d.signs[-cur-1]
	if code := s.byLand[p.land()]; code != "" {
		// In a country of pesos a small $ is the dollar of the United States; the word
		// is not.
		if m := p.sizes(code); s.rest == "USD" && m.perUSD >= 15 && f.max < 20*m.perUSD*10 && f.max >= 500 && m.perUSD > 100 {
			return "USD"
		}
		return code
	}
	if s.rest != "" {
		return s.rest
	}
	return p.crown(f)
}

// crown tells whose "kr" it is by the language near it.
func (p *parser) crown(f *figure) string {
	for i := max(0, f.first-12); i < min(len(p.toks), f.last+6); i++ {
		t := p.toks[i]
		if t.kind != kWord {
			continue
		}
		switch p.text[t.start:t.end] {
		case "Lønn", "lønn", "årslønn", "Årslønn", "månedslønn", "timelønn":
			return "NOK"
		case "Lön", "lön", "mån", "månad", "månadslön", "Månadslön", "årslön":
			return "SEK"
		case "Løn", "løn", "månedsløn", "Månedsløn":
			return "DKK"
		}
	}
	return ""
}

// sizes are the usual sizes of pay in a currency.
func (p *parser) sizes(code string) currency {
	if ix := p.d.byCode[code]; ix > 0 {
		return p.d.money[ix-1]
	}
	return p.d.money[0]
}

// implied is the period that an amount without one is for.
func (m currency) implied(low, high float64) string {
	switch {
	case low <= m.hour && high <= 2*m.hour:
		return "hour"
	case low <= m.day:
		return "day"
	case low <= m.month:
		return "month"
	}
	return "year"
}

// fits reports whether an amount can be pay for a period, widely.
func (m currency) fits(v float64, period string) bool {
	usd := v / m.perUSD
	switch period {
	case "hour":
		return usd >= 0.5 && usd <= 1500
	case "day":
		return usd >= 5 && usd <= 8000
	case "week":
		return usd >= 30 && usd <= 30000
	case "month":
		return usd >= 60 && usd <= 100000
	}
	return usd >= 300 && usd <= 5e6
}

// likely reports whether an amount may be pay for a period that is named near it
// and not by it.
func (m currency) likely(v float64, period string) bool {
	switch period {
	case "hour":
		return v <= 3*m.hour
	case "day":
		return v <= 3*m.day
	case "week":
		return v >= m.hour/2 && v <= m.month
	case "month":
		return v >= m.hour/2 && v <= 3*m.month
	}
	return v >= m.month/8
}

// salary reports whether an amount has the size of a year's or a month's full pay,
// larger than what bonuses and allowances come to.
func (m currency) salary(v float64, period string) bool {
	usd := v / m.perUSD
	switch period {
	case "year":
		return usd >= 12000
	case "month":
		return usd >= 1500
	case "hour":
		return usd >= 5
	}
	return usd >= 100
}
