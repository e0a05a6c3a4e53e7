package pay

import "strings"

// figure is one candidate: a range or a lone amount, before it is judged.
type figure struct {
	first, last  int // tokens of the region
	start, end   int // bytes of the text
	a            amount
	two          bool // both ends are stated
	min, max     float64
	bound        bound
	about        int // words before first that only say roughly
	cur          int32
	period       string
	tax          string
	k            bool // a multiplier of a thousand or a lakh
	reason       string
	rules        []string
	kind         string
	contract     string
	code         string
	stated       bool // the currency is stated
	accepted     bool
	label        bool // pay words name it
	listed       bool // only money words were missing: a neighbour may vouch for it
	confidence   float64
	features     []string
	decided      string // the id of the rule that decided
	bare         bool
	impliedBySum bool
	payments     int
	middle       bool // words call it the middle of a range
}

// figuresOf joins the amounts of the region into ranges and lone figures.
func (p *parser) figuresOf() {
	f := &p.hand.figure
	for i := 0; i < len(p.amounts) && len(p.figures) < maxFigures; i++ {
		a := p.amounts[i]
		if i+1 < len(p.amounts) {
			if g, n := p.scale(i); n > 0 {
				*f = g
				p.bounds(f)
				p.judge(f)
				i += n - 1
				continue
			}
			if g, ok := p.join(a, p.amounts[i+1]); ok {
				*f = g
				p.bounds(f)
				p.judge(f)
				i++
				continue
			}
		}
		*f = p.lone(a)
		p.bounds(f)
		if i+1 < len(p.amounts) && p.spread(f, p.amounts[i+1]) {
			i++
		}
		p.judge(f)
	}
}

// lone makes a figure of one amount.
func (p *parser) lone(a amount) figure {
	f := figure{first: a.first, last: a.last, a: a, cur: a.cur, period: a.period, tax: a.tax, reason: a.bad}
	v := a.value
	if a.mult > 0 {
		v *= a.mult
		f.k = true
	}
	if a.decade {
		if v >= 1000 || a.cur == 0 {
			f.reason = "a decade"
		}
		v *= 1000
		f.k = true
	}
	f.min, f.max = v, v
	f.bare = a.mult == 0 && a.cur == 0
	return f
}

// spreadWords is how far apart the ends of a spread range may stand.
const spreadWords = 14

// spread joins the ends of a range that words hold apart: "from $103,000 in our
// lowest market up to $177,000 in our highest". It reports whether it did.
func (p *parser) spread(f *figure, b amount) bool {
	rates := f.bound == boundNone && f.period != "" &&
		f.period == b.period // "$90,000/yr in our lowest market up to $120,000/yr"
	if f.bound != boundFrom && !rates || f.reason != "" || f.cur == 0 || b.cur != f.cur || b.bad != "" ||
		b.first-f.last > spreadWords ||
		f.k != (b.mult > 0) {
		return false
	}
	for i := f.last + 1; i < b.first; i++ {
		if p.hard(i) || p.toks[i].kind == kComma || rates && (p.toks[i].kind == kPlus || p.classAt(i) == classBenefit) {
			return false
		}
	}
	g := figure{first: b.first, last: b.last}
	if p.boundBefore(&g) != boundUpTo {
		return false
	}
	hi := b.value
	if b.mult > 0 {
		hi *= b.mult
	}
	if hi <= f.min || hi > 25*f.min {
		return false
	}
	f.max, f.last, f.two, f.bound = hi, b.last, true, boundNone
	if f.period == "" {
		f.period = b.period
	}
	if f.tax == "" {
		f.tax = b.tax
	}
	f.rules = append(f.rules, "range")
	return true
}

// hasBefore reports whether a phrase of the set ends at token i.
func (p *parser) hasBefore(set phrases, i int) bool {
	_, n := p.phraseBefore(set, i)
	return n > 0
}

// phraseBefore returns the longest phrase of the set that ends at token i and
// the number of its tokens.
func (p *parser) phraseBefore(set phrases, i int) (phrase, int) {
	t := p.at(i)
	if t.kind != kWord || t.id == 0 {
		return phrase{}, 0
	}
next:
	for _, ph := range set.of(t.id) {
		for k := range ph.ids {
			w := p.at(i - len(ph.ids) + 1 + k)
			if w.kind != kWord || w.id != ph.ids[k] {
				continue next
			}
		}
		return ph, len(ph.ids)
	}
	return phrase{}, 0
}

// phraseAfter returns the longest phrase of the set that begins at token i.
func (p *parser) phraseAfter(set phrases, i int) (phrase, int) {
	t := p.at(i)
	if t.kind != kWord || t.id == 0 {
		return phrase{}, 0
	}
next:
	for _, ph := range set.of(t.id) {
		j := i
		for k := range ph.ids {
			if t := p.at(j); (t.kind == kDash || t.kind == kSlash) && k > 0 && !t.spaced { // sign-on, on-target, з/п
				j++
			}
			if w := p.at(j); w.kind != kWord || w.id != ph.ids[k] {
				continue next
			}
			j++
		}
		return ph, j - i
	}
	return phrase{}, 0
}

// bounds reads the words that make a lone figure one end of a range.
func (p *parser) bounds(f *figure) {
	b := p.boundMark(f)
	if b == boundNone {
		b = p.boundBefore(f)
	}
	if b >= boundAbout {
		b = boundNone
	}
	if f.two {
		f.bound = boundNone
		return
	}
	if b == boundNone {
		b = p.boundByLabel(f)
	}
	if b == boundNone {
		b = p.boundAfter(f)
	}
	f.bound = b
}

// boundMark reads what stands right before the figure and is no phrase: > and
// <, "min." and "min:".
func (p *parser) boundMark(f *figure) bound {
	i := f.first - 1
	t := p.at(i)
	if t.kind == kDot && !t.spaced { // min. 50.000
		if ph, n := p.phraseBefore(p.d.before, i-1); n > 0 && p.at(i-1).end-p.at(i-1).start <= 4 {
			f.first = i - n
			return ph.bound
		}
	}
	if t.kind == kOther && p.text[t.start:t.end] == "=" && (p.at(i-1).kind == kMore || p.at(i-1).kind == kLess) {
		i--
		t = p.at(i)
	}
	switch t.kind {
	case kMore:
		if p.at(i-1).kind != kDash && !p.quoted(i) {
			f.first = i
			return boundFrom
		}
	case kLess:
		f.first = i
		return boundUpTo
	case kColon:
		w := p.at(i - 1)
		ph, n := p.phraseBefore(p.d.before, i-1)
		if n > 0 && ph.bound < boundAbout && (n > 1 || w.end-w.start >= 3) {
			f.first = i - n
			return ph.bound
		}
	}
	return boundNone
}

// boundAfter reads what follows a lone figure: "and up", +, 〜, an open dash.
func (p *parser) boundAfter(f *figure) bound {
	t, next := p.at(f.last+1), p.at(f.last+2)
	sum := f.cur != 0 || f.k || f.max >= 1000
	if ph, n := p.phraseAfter(p.d.after, f.last+1); n > 0 {
		if sum && !(p.classAt(f.last+1).isOther() && p.off != "minimum-wage") { // "a $15 minimum wage"
			f.last += n
			return ph.bound
		}
		return boundNone
	}
	switch {
	case f.a.plus && !p.sideDish(f.last+1):
		return boundFrom
	case p.openDash(f):
		f.last++
		return boundFrom
	case t.kind == kWord && sum && p.text[t.start:t.end] == "up" && next.kind != kWord: // 60K up
		f.last++
		return boundFrom
	}
	return boundNone
}

// openDash reports whether a dash right behind the figure leaves its upper end open.
func (p *parser) openDash(f *figure) bool {
	t, next := p.at(f.last+1), p.at(f.last+2)
	if t.kind != kDash || f.cur == 0 && !f.k {
		return false
	}
	ends := next.kind == kLine || next.kind == kClose || next.kind == kPipe ||
		next.kind == kOpen && p.periodAt(f.last+3) != "" && p.off != "dash-before-bracket" // "60,000 - (月薪)"
	return p.waved(f.last+1) || ends && t.spaced && f.period == ""
}

// waved reports whether token i is the dash that Japanese ends an open range with:
// 600万円〜, also written 600万円~.
func (p *parser) waved(i int) bool {
	s := p.text[p.at(i).start:]
	if strings.HasPrefix(s, "~") {
		k := p.at(i + 1).kind
		return k != kNumber && k != kSign && p.off != "plain-wave"
	}
	return strings.HasPrefix(s, "〜") || strings.HasPrefix(s, "～")
}

// boundBefore reads "up to about" back from the figure. Words that say nothing
// of an end are passed over and stay outside the figure.
func (p *parser) boundBefore(f *figure) bound {
	b := boundNone
	i := f.first - 1
	if p.at(i).kind == kLine { // "up to" may end the line above
		if _, n := p.phraseBefore(p.d.before, i-1); n > 1 {
			i--
		}
	}
	for {
		ph, n := p.phraseBefore(p.d.before, i)
		if n == 0 || f.two && ph.bound >= boundAbout {
			return b
		}
		if t := p.at(i); t.end-t.start == 1 && t.caps {
			return b
		}
		i -= n
		b = ph.bound
		if b == boundAbout && i+1+n == f.first-f.about {
			f.about += n
		}
		if b == boundFrom || b == boundUpTo {
			f.first = i + 1
			return b
		}
	}
}

// boundByLabel reads "salary to £80k" and "max rate: $58".
func (p *parser) boundByLabel(f *figure) bound {
	i := f.first - 1
	if t := p.at(i); t.kind == kWord && p.text[t.start:t.end] == "to" && p.classAt(i-1).isPay() {
		f.first = i
		return boundUpTo
	}
	i -= f.about
	if p.at(i).kind == kColon {
		i--
	} else if ph, n := p.phraseBefore(p.d.before, i); n > 0 && ph.bound == boundLink {
		i -= n
	}
	if !p.classAt(i).isPay() {
		return boundNone
	}
	for n := 0; n < 2; n++ { // "minimum base salary"
		i--
		switch p.folded(i) {
		case "max", "maximum", "maximale", "maximales":
			return boundUpTo
		case "min", "minimum":
			return boundFrom
		}
		if !p.classAt(i).isPay() {
			break
		}
	}
	return boundNone
}

// sideDish reports whether what stands at i usually comes on top of pay, so that a
// + before it is a plus and no "or more".
func (p *parser) sideDish(i int) bool { return p.is(i, setDish) }

// quoted reports whether the > at token i begins a line that Markdown quotes: a line
// beside it begins so too.
func (p *parser) quoted(i int) bool {
	if p.at(i-1).kind != kLine {
		return false
	}
	at := p.at(i).start
	line := func(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " \t"), ">") }
	before := strings.TrimRight(p.text[:at], " \t\n\r")
	if j := strings.LastIndexByte(before, '\n'); line(before[j+1:]) {
		return true
	}
	_, after, more := strings.Cut(p.text[at:], "\n")
	return more && line(after)
}
