package pay

// judge decides whether a figure is pay and records why.
func (p *parser) judge(f *figure) {
	f.start, f.end = p.toks[f.first].start, p.toks[f.last].end
	if f.reason == "" && f.bare && f.period == "" && f.max < 1000 {
		return // a number of no interest
	}
	if f.reason != "" {
		if f.cur != 0 || f.k {
			p.keep(f)
		}
		return
	}
	c := p.look(f)
	p.settle(f, &c)
	f.reason = p.verdict(f, &c)
	if f.reason == "" {
		f.accepted = true
		p.describe(f, &c)
	} else if f.bare && f.reason == noPayWord {
		return
	}
	p.keep(f)
}

const noPayWord = "no word of pay near"

func (p *parser) keep(f *figure) {
	for i := f.first - 1; i >= 0; i-- {
		if p.toks[i].kind == kLine {
			f.line = p.toks[i].end
			break
		}
	}
	p.figures = append(p.figures, *f)
}

// settle finds currency and period: stated by the figure, by its label, or
// implied.
func (p *parser) settle(f *figure, c *around) {
	cur := f.cur
	f.stated = cur != 0
	if cur <= 0 {
		if near := p.currencyNear(f, cur); near > 0 {
			cur = near
			f.stated = true
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
	implied := m.implied(v, f.max)
	for _, per := range []string{c.perAfter, c.period} {
		if per != "" && m.likely(v, per) {
			f.period = per
			f.rules = append(f.rules, "period-near")
			return
		}
	}
	if f.k && implied == "month" && f.max >= 1000 && m.perUSD < 3 && (v >= 10000 || f.max >= 12000) {
		implied = "year"
	}
	f.period, f.impliedBySum = implied, true
	f.rules = append(f.rules, "period-implied")
}

// currencyNear finds a code in the label or right after the figure: "Salary
// (EUR): 50-60k", "$100k-120k in CAD".
func (p *parser) currencyNear(f *figure, own int32) int32 {
	if own != 0 && p.d.signs[-own-1].rest == "USD" {
		for i, n := f.first-1, 0; n < 12 && i >= 0 && !p.hard(i); i, n = i-1, n+1 {
			if t := p.toks[i]; t.kind == kWord && t.upper { // "the Canadian base salary range is $160,000"
				switch p.text[t.start:t.end] {
				case "Canadian":
					return p.d.byCode["CAD"]
				case "Australian":
					return p.d.byCode["AUD"]
				case "Singapore", "Singaporean":
					return p.d.byCode["SGD"]
				}
			}
		}
	}
	take := func(i int) int32 {
		c := p.currencyAt(i)
		if c > 0 && (own == 0 || p.isDollar(c) == (own != 0)) {
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

func (p *parser) isDollar(cur int32) bool {
	switch p.d.money[cur-1].code {
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
		return Currency(p.hint.Country)
	}
	s := &p.d.signs[-cur-1]
	if s.rest == "USD" {
		if own := p.onlyDollar(); own != "" {
			return own
		}
	}
	if code := s.byLand[p.hint.Country]; code != "" {
		// In a country of pesos a small $ is the dollar of the United States.
		if m := p.sizes(code); m.perUSD >= 15 && f.max < 20*m.perUSD*10 && f.max >= 500 && m.perUSD > 100 {
			return "USD"
		}
		return code
	}
	if s.rest != "" {
		return s.rest
	}
	return p.crown(f)
}

// onlyDollar is the one dollar that the text names, when it names just one and
// that isn't the country's own or the American.
func (p *parser) onlyDollar() string {
	if len(p.dollars) == 1 && p.dollars[0] != "USD" {
		return p.dollars[0]
	}
	return ""
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

// fits tells that an amount can be pay for a period, widely.
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
	return usd >= 700 && usd <= 5e6
}

// likely tells that an amount may be pay for a period that is named near it
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

// salary tells that an amount has the size of a year's or a month's full pay,
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

// verdict returns why the figure is not pay, or "".
func (p *parser) verdict(f *figure, c *around) string {
	m := p.sizes(f.code)
	v := f.min
	named := c.pay < far || c.heading || c.payAfter <= 4
	money := f.cur != 0
	salary := m.salary(v, f.period)
	pairOfSalaries := f.two && salary && money && f.max <= 5*f.min
	switch {
	case !money && !f.k && f.period != "" && !f.impliedBySum && f.max < 5:
		return noPayWord
	case !m.fits(v, f.period) || !m.fits(f.max, f.period):
		return "not of the size of pay"
	case c.estimate:
		return "an estimate"
	}
	if c.after != none && c.afterDist < c.payAfter && !(c.after == classCount && money) {
		if !(c.after == classBenefit && pairOfSalaries && f.min/m.perUSD >= 20000) {
			return "named as " + c.after.reason()
		}
	}
	if t := p.at(f.first); t.kind == kWord && t.upper && f.bound != boundNone && p.at(f.first-1).kind != kColon {
		c.other = none // a capital begins something new: "(UK) Up to £130,000"
	}
	if t := p.at(f.first - 1); t.kind == kDash && t.spaced && salary && (f.two || c.other != classBenefit || c.otherDist > 2) {
		c.other = none // a dash sets the figure apart: "Sales Engineer - $90-140k"
	}
	if p.at(f.first-1).kind == kComma && salary && f.period == "year" && (f.two || c.other != classBenefit) {
		c.other = none // "an award-winning fund, £65,000 + bonus"
	}
	if c.otherComma && salary && !f.impliedBySum {
		c.other = none // "with £400m in assets, we hire at £42,000 per annum"
	}
	if c.other != none && !f.two && f.impliedBySum && f.period != "year" && c.otherDist <= 8 && !c.listed && !c.payColon {
		return "named as " + c.other.reason() // a small sum without a time needs clean words
	}
	if c.other != none && !c.listed && c.otherDist < c.pay && c.payAfter > 2 {
		switch {
		case c.heading:
		case pairOfSalaries && c.other == classBenefit && (f.period == "year" || f.period == "hour"):
		case pairOfSalaries && f.period == "hour" && c.otherDist > 3:
		case c.otherDist > 12 && f.two:
		default:
			return "named as " + c.other.reason()
		}
	}
	switch {
	case p.hint.Field && (salary || f.period != "" && !f.impliedBySum || f.k):
		f.label = true
		f.rules = append(f.rules, "field")
		return ""
	case named:
		return p.named(f, c, salary)
	}
	return p.unnamed(f, c, salary)
}

// named judges a figure that a word of pay names.
func (p *parser) named(f *figure, c *around, salary bool) string {
	money := f.cur != 0
	closeBy := c.pay <= 5 || c.heading || c.payAfter <= 3 || c.payColon
	if f.bare && !f.two && f.impliedBySum { // a naked number is pay only where the label is right by it
		alone := c.heading && (p.at(f.last+1).kind == kLine || f.last+1 >= len(p.toks))
		if !c.payColon && c.pay > 2 && !alone || !salary {
			return noPayWord
		}
	}
	if f.bare && (f.impliedBySum && f.max < 1000 || !closeBy && f.impliedBySum && !f.two) {
		return noPayWord
	}
	if f.k && !money && !f.two && !closeBy {
		return noPayWord
	}
	if !f.two && f.impliedBySum && !salary && !closeBy {
		return "too small for a salary, and no rate"
	}
	if !f.two && f.impliedBySum && f.period != "year" && f.bare {
		if !closeBy {
			return noPayWord
		}
	}
	f.label = true
	f.rules = append(f.rules, "named")
	return ""
}

// unnamed judges a figure without a word of pay: by its form, its size and how
// it stands.
func (p *parser) unnamed(f *figure, c *around, salary bool) string {
	money, stated := f.cur != 0, !f.impliedBySum
	left, right := p.standsLeft(f), p.standsRight(f)
	alone := p.alone(f)
	accept := ""
	switch {
	case p.hint.Field || alone && (money || f.k || stated) && (f.two || stated || salary && f.period == "year"):
		accept = "field"
	case money && f.two && f.period == "year" && salary:
		accept = "range-of-salaries"
	case money && stated && f.period != "month" && f.period != "week" && (salary || f.two):
		accept = "rate"
	case money && stated && (f.two || (left || c.earlier) && salary):
		accept = "rate"
	case money && f.two && (left || f.k) && right && salary:
		accept = "stands-alone"
	case money && f.two && left && right && f.period == "hour":
		accept = "stands-alone"
	case f.two && f.k && right && !c.verbOnly() && f.max >= 20000:
		accept = "range-of-thousands"
	case f.two && stated && !money && salary:
		accept = "rate"
	case money && f.period == "year" && salary && left && right && f.max/p.sizes(f.code).perUSD <= 1.5e6:
		accept = "stands-alone"
	case f.k && !money && !f.two && f.max >= 30000 && f.max <= 500000 && p.cell(f):
		accept = "stands-alone"
	case money && f.period == "hour" && f.a.decimals == 2 && left && salary:
		accept = "stands-alone"
	case stated && !money && !f.two && (c.verb || left && right) && (f.period == "hour" || f.period == "day") && salary && f.k == false:
		accept = "rate"
	}
	if accept == "" {
		f.listed = money
		return noPayWord
	}
	f.rules = append(f.rules, accept)
	return ""
}

func (c *around) verbOnly() bool { return false }

// standsLeft tells that the figure begins a part of the text: a line, a cell, a
// bracket, or after a name.
func (p *parser) standsLeft(f *figure) bool {
	t, before := p.at(f.first), p.at(f.first-1)
	if t.kind == kWord && t.upper && f.bound != boundNone {
		return true
	}
	switch before.kind {
	case kWord:
		return before.upper || before.end == t.start && t.kind != kNumber
	case kNumber, kPercent:
		return false
	}
	return true
}

// cell tells that marks fence the figure in on both sides: "| 110k+ |".
func (p *parser) cell(f *figure) bool {
	before, after := p.at(f.first-1), p.at(f.last+1)
	return before.kind != kWord && before.kind != kNumber && before.kind != kComma && after.kind != kWord && after.kind != kNumber && after.kind != kComma && after.kind != kDash && after.kind != kSlash
}

// alone tells that the figure is all that its line or sentence says, but for
// what follows in brackets.
func (p *parser) alone(f *figure) bool {
	if t := p.at(f.first - 1); t.kind != kLine && !p.hard(f.first-1) && t.kind != kOpen {
		return false
	}
	t := p.at(f.last + 1)
	return t.kind == kLine || t.kind == kOpen || t.kind == kClose || t.kind == kDot && (p.sentenceEnd(f.last+1) || f.last+2 >= len(p.toks)) || p.hard(f.last+1)
}

// standsRight tells that nothing goes on with the figure: it ends a part of the
// text, or what follows is said of pay.
func (p *parser) standsRight(f *figure) bool {
	t := p.at(f.last + 1)
	if f.a.plus && p.sideDish(f.last+1) {
		return true
	}
	if t.kind != kWord {
		return t.kind != kPercent
	}
	if t.upper {
		return true
	}
	switch p.text[t.start:t.end] {
	case "plus", "depending", "base", "basic", "per", "p", "pa", "dependent", "doe", "negotiable", "gross", "net", "brutto", "netto", "based", "and", "with", "inkl", "zzgl", "je", "selon", "salary", "a", "location", "inc", "incl", "including", "excl", "full", "in", "or", "via", "fixed", "cash", "target", "all", "on", "super", "equity", "bonus":
		return true
	}
	return p.contractAt(f.last+1) != ""
}

// describe fills in what else is known of a figure that is pay.
func (p *parser) describe(f *figure, c *around) {
	f.kind = "base"
	k := c.kind
	if c.kindAfter == classOTE || c.kindAfter == classTotal || c.kindAfter == classBase {
		k = c.kindAfter
	}
	switch k {
	case classOTE:
		f.kind = "ote"
	case classTotal:
		f.kind = "total"
	}
	f.contract = c.contract
	if f.tax == "" {
		for _, i := range []int{f.last + 1, f.last + 2, f.first - 1, f.first - 2} {
			if tax, n := p.tax(i); n > 0 {
				f.tax = tax
				break
			}
		}
	}
	f.confidence = 0.5
	for _, ok := range []bool{f.label, f.cur != 0, f.two, !f.impliedBySum} {
		if ok {
			f.confidence += 0.12
		}
	}
}

// reason words a class for the reader.
func (c class) reason() string {
	switch c {
	case classFunding:
		return "funding"
	case classRevenue:
		return "revenue or sales"
	case classVolume:
		return "money that is moved, spent or earned otherwise"
	case classBudget:
		return "a budget"
	case classBenefit:
		return "a bonus or benefit"
	case classCount:
		return "a count"
	}
	return "something else than this job's pay"
}
