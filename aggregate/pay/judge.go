package pay

import "strings"

// judge decides whether a figure is pay and records why.
func (p *parser) judge(f *figure) {
	f.start, f.end = p.toks[f.first].start, p.toks[f.last].end
	p.here = f.first
	p.inThousands(f)
	if f.reason == "" && p.uninteresting(f) {
		f.reason = "too small for pay without a currency or a time"
	}
	if f.reason != "" {
		if f.cur != 0 || f.k || p.explain && f.max >= explained {
			p.keep(f)
		}
		return
	}
	if f.tax == "" {
		f.tax = p.taxNear(f)
	}
	c := p.look(f)
	p.settle(f, &c)
	f.reason = p.verdict(f, &c)
	if f.reason == "" {
		f.accepted = true
		p.describe(f, &c)
	}
	if f.accepted || p.trace {
		v := p.viewOf(f, &c)
		f.features = v.features(f.decided)
		f.confidence = confidence(f.features)
	}
	if f.bare && f.reason == noPayWord && !p.explain && !p.trace {
		return
	}
	p.keep(f)
}

// taxNear reads what tax has done to the figure from the words beside it.
func (p *parser) taxNear(f *figure) string {
	for _, i := range []int{f.last + 1, f.last + 2, f.first - 1, f.first - 2} {
		if tax, n := p.tax(i); n > 0 {
			return tax
		}
	}
	if i := f.first - 1; p.at(i).kind == kColon && p.at(i-1).kind == kClose && p.off != "tax-in-brackets" {
		tax, _ := p.tax(i - 2) // "Wynagrodzenie (brutto): 5000 - 8000"
		return tax
	}
	return ""
}

// inThousands reads a small number as thousands where adverts leave that word out:
// in Russia, when words of tax tell that it is pay ("вилка: 150-200 на руки").
func (p *parser) inThousands(f *figure) {
	if !f.bare || f.period != "" || f.reason != "" || f.min < 30 || f.max >= 1000 || p.off == "thousands-left-out" ||
		Currency(p.land()) != "RUB" {
		return
	}
	if f.tax != "" || p.taxNear(f) != "" {
		f.min, f.max, f.k, f.bare = 1000*f.min, 1000*f.max, true, false
	}
}

// explained is the least bare number that an explanation names.
const explained = 100

// uninteresting reports whether a figure is a small number with nothing by it.
func (p *parser) uninteresting(f *figure) bool {
	before := p.at(f.first - 1)
	rate := f.two && before.kind == kWord && p.d.info[before.id].adverb != "" // 日薪400-600
	return f.bare && f.period == "" && f.max < 1000 && !rate && !p.behindRate(f)
}

// behindRate reports whether the figure is a day's or an hour's pay in hundreds right
// behind the label of a rate: "TJM: 500", "Day rate: 450".
func (p *parser) behindRate(f *figure) bool {
	i := f.first - 1
	if p.at(i).kind != kColon || f.min < 100 || p.off == "rate-label" {
		return false
	}
	i--
	if p.at(i).kind == kClose { // "(TJM): 500"
		i--
	}
	if per := p.periodAt(i); per == "day" || per == "hour" {
		return p.classAt(i).isPay()
	}
	return p.is(i, setRate) && p.periodAt(i-1) == "day"
}

func (p *parser) keep(f *figure) {
	p.figures = append(p.figures, *f)
}

// secondRate reports whether the figure goes on from a rate in the same sentence and
// takes its time from there: "$38 an hour for training and $45 afterwards".
func (p *parser) secondRate(f *figure) bool {
	if len(p.figures) == 0 || f.k {
		return false
	}
	g := &p.figures[len(p.figures)-1]
	if alike := f.cur == 0 && f.bare && g.bare && f.a.period != "" && f.a.period == g.period; !alike && // "70/hr W2 or 80/hr C2C"
		(f.cur == 0 || f.a.period != "") {
		return false
	}
	if !g.accepted || g.impliedBySum || g.cur != f.cur || g.period != "hour" && g.period != "day" || f.min < g.min/2 ||
		f.max > 2*g.max ||
		f.start-g.end > listReach {
		return false
	}
	for i := f.first - 1; i >= 0 && p.toks[i].start >= g.end; i-- {
		if p.hard(i) || p.toks[i].kind == kPlus {
			return false
		}
	}
	return true
}

// stipendOfInterns reports whether a stipend near the figure is what interns are
// paid: their word stands within a line of it.
func (p *parser) stipendOfInterns(f *figure) bool {
	stipend, intern := false, strings.Contains(strings.ToLower(p.hint.Title), "intern")
	for i := max(0, f.first-12); i < f.last+12 && i < len(p.toks); i++ {
		if p.toks[i].kind != kWord {
			continue
		}
		switch w := p.folded(i); {
		case w == "stipend" && i < f.first:
			stipend = true
		case w == "intern", w == "interns", w == "internship", w == "trainee", w == "trainees", w == "apprenticeship":
			intern = true
		}
	}
	return stipend && intern
}

// begins reports whether the figure stands behind the one word that begins a line
// or the text, as behind a label.
func (p *parser) begins(f *figure) bool {
	i := f.first - 1
	if p.at(i).kind == kColon {
		i--
	} else if !p.ideographic(p.at(i)) {
		return false
	}
	before := p.at(i - 1) // "项目预算 20 万元" is another budget
	return before.kind == kLine || before.kind == kPipe
}

// linked reports whether the token before a figure binds it to the words before:
// "options ($20,000-$40,000)", "incentive of $35,000".
func (p *parser) linked(i int) bool {
	switch t := p.at(i); t.kind {
	case kOpen, kColon:
		return true
	case kWord:
		return p.is(i, setLinking)
	}
	return false
}

// standsLeft reports whether the figure begins a part of the text: a line, a cell, a
// bracket, or after a name.
func (p *parser) standsLeft(f *figure) bool {
	t, before := p.at(f.first-f.about), p.at(f.first-f.about-1)
	if t.kind == kWord && t.upper && f.bound != boundNone {
		return true
	}
	switch before.kind {
	case kWord:
		return before.upper || before.end == t.start && t.kind != kNumber || p.ideographic(before)
	case kNumber, kPercent:
		return false
	}
	return true
}

// cell reports whether marks fence the figure in on both sides: "| 110k+ |".
func (p *parser) cell(f *figure) bool {
	before, after := p.at(f.first-1), p.at(f.last+1)
	return before.kind != kWord && before.kind != kNumber && before.kind != kComma && after.kind != kWord &&
		after.kind != kNumber &&
		after.kind != kComma &&
		after.kind != kDash &&
		after.kind != kSlash
}

// withEquity reports whether a share or a bonus is added to the figure before token
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

// alone reports whether the figure is all that its line or sentence says, but for
// what follows in brackets.
func (p *parser) alone(f *figure) bool {
	before := f.first - f.about - 1
	if t := p.at(before); t.kind != kLine && !p.hard(before) && t.kind != kOpen {
		return false
	}
	t := p.at(f.last + 1)
	return t.kind == kLine || t.kind == kOpen || t.kind == kClose ||
		t.kind == kDot && (p.sentenceEnd(f.last+1) || f.last+2 >= len(p.toks)) ||
		p.hard(f.last+1)
}

// standsRight reports whether nothing goes on with the figure: it ends a part of the
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
	if p.is(f.last+1, setFollows|setGross|setNet) || p.is(f.last+2, setGross|setNet) { // "na rękę"
		return true
	}
	if p.text[t.start:t.end] == "to" { // "£45,000 to start"
		n := p.at(f.last + 2)
		return p.text[n.start:n.end] == "start" && p.at(f.last+3).kind != kWord
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
	if c.listed && f.kind == "base" && p.plusBefore(f) {
		f.kind = "total"
	}
	f.middle = !f.two &&
		(p.stepAt(f.first-1) == stepMid || p.at(f.first-1).kind == kColon && p.stepAt(f.first-2) == stepMid)
	f.contract = c.contract
	f.payments = p.paymentsAfter(f)
}

// benefit is the reason for what is paid or given besides pay.
const benefit = "a bonus or benefit"

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
		return benefit
	case classCount:
		return "a count"
	}
	return "something else than this job's pay"
}

// noun reports whether the word at token i is something that the number before
// it counts: a word in small letters that says nothing of pay.
func (p *parser) noun(i int) bool {
	t := p.at(i)
	if t.kind != kWord || t.upper || p.ideographic(t) || t.end-t.start < 3 ||
		p.is(i, setAside|setFollows|setGross|setNet|setDish|setFor) {
		return false
	}
	in := &p.d.info[t.id]
	c := p.classAt(i)
	return in.unit == "" && in.adverb == "" && !in.per && in.cur == 0 && !c.isPay() && p.contractAt(i) == ""
}

// numbered reports whether the figure is the number of a posting, a grade or
// such: "US-11349", "grade 14500", "2024-11870".
func (p *parser) numbered(f *figure) bool {
	i := f.first - 1
	for n := 0; n < 3; n++ {
		switch t := p.at(i); {
		case t.kind == kColon, t.kind == kHash, t.kind == kDot && !t.spaced:
		case t.kind == kDash && !t.spaced: // E-14500
			w := p.at(i - 1)
			if w.kind == kWord && w.caps && w.end-w.start <= 3 && !t.spaced && !p.at(f.first).spaced {
				return true
			}
		case p.is(i, setNumbered):
			return true
		default:
			return false
		}
		i--
	}
	return false
}

// besideContract reports whether a form of contract stands right before the
// figure or right after it.
func (p *parser) besideContract(f *figure) bool {
	i := f.first - 1
	if k := p.at(i).kind; k == kColon || k == kDash || k == kOpen {
		i--
	}
	return p.contractAt(i) != "" || p.contractAt(f.last+1) != "" ||
		p.at(f.last+1).kind == kOpen && p.contractAt(f.last+2) != ""
}

// levelBehind reports whether a step of a career stands behind the figure in its line.
func (p *parser) levelBehind(f *figure) bool {
	for i := f.last + 1; i < f.last+9 && p.at(i).kind != kLine; i++ {
		if p.is(i, setLevel) {
			return true
		}
	}
	return false
}

// plusBefore reports whether a plus stands in the label right before the
// figure: "Base + bonus: $150,000".
func (p *parser) plusBefore(f *figure) bool {
	for i := f.first - 1; i >= 0 && i > f.first-8 && !p.hard(i); i-- {
		if p.toks[i].kind == kPlus {
			return true
		}
	}
	return false
}

// paymentsAfter reads how many months' pay make a year: "x 13", 14薪, "14
// Gehälter", "13 mois".
func (p *parser) paymentsAfter(f *figure) int {
	if f.a.payments > 0 || f.period != "month" {
		return f.a.payments
	}
	for i := f.last + 1; i < f.last+6 && p.at(i).kind != kLine; i++ {
		t := p.at(i)
		if t.kind != kNumber {
			continue
		}
		if b := p.nums[t.num].bare; b >= 12 && b <= 24 && (p.is(i+1, setPayments) || p.times(i-1) || p.times(i+1)) {
			return b
		}
	}
	return 0
}
