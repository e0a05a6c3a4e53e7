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
	if f.tax == "" {
		for _, i := range []int{f.last + 1, f.last + 2, f.first - 1, f.first - 2} {
			if tax, n := p.tax(i); n > 0 {
				f.tax = tax
				break
			}
		}
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
	p.figures = append(p.figures, *f)
}

// verdict returns why the figure is not pay, or "".
func (p *parser) verdict(f *figure, c *around) string {
	m := p.sizes(f.code)
	v := f.min
	money := f.cur != 0
	named := c.pay < far || c.heading || c.payAfter <= 4 && (money || !f.k)
	salary := m.salary(v, f.period)
	pairOfSalaries := f.two && salary && money && f.max <= 5*f.min
	// A rate that is said to be paid may be paid for training.
	rate := money && f.period == "hour" && !f.impliedBySum && salary && (c.verb || c.pay < far)
	switch {
	case !money && !f.k && f.period != "" && !f.impliedBySum && f.max < 5:
		return noPayWord
	case !m.fits(v, f.period) || !m.fits(f.max, f.period):
		return "not of the size of pay"
	case c.estimate:
		return "an estimate"
	}
	if c.after != none && c.afterDist < c.payAfter && !(c.after == classCount && money) {
		if !(c.after == classBenefit && (pairOfSalaries && f.min/m.perUSD >= 20000 || rate && c.afterDist > 1)) {
			return "named as " + c.after.reason()
		}
	}
	if c.after == none && p.secondRate(f) {
		f.label = true
		f.rules = append(f.rules, "second-rate")
		return ""
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
	if (c.contract != "" || f.tax != "") && c.other == classBudget && c.otherDist <= 2 {
		c.other = none // "Budżet: 18 000 PLN netto (B2B)" is the budget for the job
	}
	if c.otherComma && salary && !f.impliedBySum {
		c.other = none // "with £400m in assets, we hire at £42,000 per annum"
	}
	if c.other != none && !f.two && f.impliedBySum && f.period != "year" && c.otherDist <= 8 && !c.listed && !c.payColon {
		return "named as " + c.other.reason() // a small sum without a time needs clean words
	}
	if c.other != none && !c.listed && c.otherDist < c.pay && (c.payAfter > 2 || c.payAcrossAfter && c.otherDist == 1) {
		switch {
		case c.heading:
		case rate && c.other == classBenefit && c.otherDist > 2:
		case pairOfSalaries && c.other == classBenefit && !(c.otherDist <= 2 && p.linked(f.first-1)) && (f.period == "year" || f.period == "hour" && c.otherDist > 2):
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
	case f.tax != "" && money && (!f.impliedBySum || salary):
		f.label = true
		f.rules = append(f.rules, "gross-or-net")
		return ""
	}
	return p.unnamed(f, c, salary)
}

// secondRate tells that the figure goes on from a rate in the same sentence and
// takes its time from there: "$38 an hour for training and $45 afterwards".
func (p *parser) secondRate(f *figure) bool {
	if len(p.figures) == 0 || f.cur == 0 || f.k || f.a.period != "" {
		return false
	}
	g := &p.figures[len(p.figures)-1]
	if !g.accepted || g.impliedBySum || g.cur != f.cur || g.period != "hour" && g.period != "day" || f.min < g.min/2 || f.max > 2*g.max || f.start-g.end > listReach {
		return false
	}
	for i := f.first - 1; i >= 0 && p.toks[i].start >= g.end; i-- {
		if p.hard(i) || p.toks[i].kind == kPlus {
			return false
		}
	}
	f.period, f.impliedBySum = g.period, false
	return true
}

// linked tells that the token before a figure binds it to the words before:
// "options ($20,000-$40,000)", "incentive of $35,000".
func (p *parser) linked(i int) bool {
	switch t := p.at(i); t.kind {
	case kOpen, kColon:
		return true
	case kWord:
		switch p.text[t.start:t.end] {
		case "of", "worth", "from", "between", "is", "at", "von", "de", "van", "di":
			return true
		}
	}
	return false
}

// named judges a figure that a word of pay names.
func (p *parser) named(f *figure, c *around, salary bool) string {
	money := f.cur != 0
	closeBy := c.pay <= 5 || c.heading || c.payAfter <= 3 || c.payColon
	if f.bare && !f.two && f.impliedBySum { // a naked number is pay only where the label is right by it
		alone := c.heading && (p.at(f.last+1).kind == kLine || f.last+1 >= len(p.toks))
		if !c.payColon && c.pay > 3 && !alone || !salary {
			return noPayWord
		}
	}
	if f.bare && (f.impliedBySum && f.max < 1000 || !closeBy && f.impliedBySum && !f.two) {
		return noPayWord
	}
	if f.k && !money && !f.two && (!closeBy || c.pay > 5 && !c.heading && !p.standsRight(f)) {
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
	if n := len(p.figures); n > 0 && c.payAcross && !f.two && p.figures[n-1].accepted && 3*f.max < p.figures[n-1].min && c.payAfter > 2 {
		return "named by words that belong to a larger sum"
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
	case money && f.two && !left && c.count <= 4: // "the typical customer has $250k-$500k"
	case p.hint.Field || alone && (money || f.k || stated) && (f.two || stated || salary && f.period == "year"):
		accept = "field"
	case money && f.two && f.period == "year" && salary && (left || right || c.verb):
		accept = "range-of-salaries"
	case money && stated && f.period != "month" && f.period != "week" && (salary || f.two):
		accept = "rate"
	case money && stated && (f.two || (left || c.earlier || c.verb) && salary):
		accept = "rate"
	case money && f.two && (left || f.k) && right && salary:
		accept = "stands-alone"
	case money && f.two && left && right && f.period == "hour":
		accept = "stands-alone"
	case f.two && f.k && right && f.max >= 20000:
		accept = "range-of-thousands"
	case f.two && stated && !money && salary:
		accept = "rate"
	case money && f.period == "year" && salary && left && right && f.max/p.sizes(f.code).perUSD <= 1.5e6:
		accept = "stands-alone"
	case f.k && !money && !f.two && c.verb && f.max >= 10000 && f.max <= 1e6 && p.at(f.last+1).kind != kWord && right:
		accept = "wanted"
	case f.k && !money && !f.two && f.max >= 30000 && f.max <= 500000 && p.withEquity(f.last+1) && (left || p.at(f.first-1).kind == kComma):
		accept = "with-equity"
	case f.k && !money && !f.two && f.max >= 30000 && f.max <= 500000 && p.cell(f):
		accept = "stands-alone"
	case money && f.period == "hour" && f.a.decimals == 2 && left && salary:
		accept = "stands-alone"
	case stated && !money && !f.two && (c.verb || left && right) && (f.period == "hour" || f.period == "day") && salary && !f.k:
		accept = "rate"
	}
	if accept == "" {
		f.listed = money
		return noPayWord
	}
	f.rules = append(f.rules, accept)
	return ""
}

// standsLeft tells that the figure begins a part of the text: a line, a cell, a
// bracket, or after a name.
func (p *parser) standsLeft(f *figure) bool {
	t, before := p.at(f.first-f.about), p.at(f.first-f.about-1)
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

// withEquity tells that a share or a bonus is added to the figure before token
// i: "120k + 2%", "90k + equity".
func (p *parser) withEquity(i int) bool {
	if p.at(i).kind != kPlus {
		return false
	}
	for j := i + 1; j < i+4; j++ {
		switch t := p.at(j); {
		case t.kind == kPercent, t.kind == kWord && p.sideDish(j):
			return true
		case t.kind != kNumber && t.kind != kDash:
			return false
		}
	}
	return false
}

// alone tells that the figure is all that its line or sentence says, but for
// what follows in brackets.
func (p *parser) alone(f *figure) bool {
	before := f.first - f.about - 1
	if t := p.at(before); t.kind != kLine && !p.hard(before) && t.kind != kOpen {
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
	case "plus", "depending", "base", "basic", "per", "p", "pa", "dependent", "doe", "negotiable", "gross", "net", "brutto", "netto", "based", "and", "with", "inkl", "zzgl", "je", "selon", "salary", "a", "location", "inc", "incl", "including", "excl", "full", "in", "or", "via", "fixed", "cash", "target", "all", "on", "super", "equity", "bonus", "each":
		return true
	case "to": // "£45,000 to start"
		return p.text[p.at(f.last+2).start:p.at(f.last+2).end] == "start" && p.at(f.last+3).kind != kWord
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
