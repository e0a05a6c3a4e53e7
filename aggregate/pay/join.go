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
	bare         bool
	impliedBySum bool
}

// figuresOf joins the amounts of the region into ranges and lone figures.
func (p *parser) figuresOf() {
	for i := 0; i < len(p.amounts) && len(p.figures) < maxFigures; i++ {
		a := p.amounts[i]
		if i+1 < len(p.amounts) {
			if f, n := p.scale(i); n > 0 {
				p.bounds(&f)
				p.judge(&f)
				i += n - 1
				continue
			}
			if f, ok := p.join(a, p.amounts[i+1]); ok {
				p.bounds(&f)
				p.judge(&f)
				i++
				continue
			}
		}
		f := p.lone(a)
		p.bounds(&f)
		if i+1 < len(p.amounts) && p.spread(&f, p.amounts[i+1]) {
			i++
		}
		p.judge(&f)
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
	rates := f.bound == boundNone && f.period != "" && f.period == b.period // "$90,000/yr in our lowest market up to $120,000/yr"
	if f.bound != boundFrom && !rates || f.reason != "" || f.cur == 0 || b.cur != f.cur || b.bad != "" || b.first-f.last > spreadWords || f.k != (b.mult > 0) {
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

// join makes a range of two amounts when what stands between them says so and
// their sizes agree.
func (p *parser) join(a, b amount) (figure, bool) {
	if a.bad != "" && a.bad != "a year" && a.bad != "part of a name" || b.bad != "" && b.bad != "a year" {
		return figure{}, false
	}
	if a.bad == "part of a name" && !(p.at(a.last+1).kind == kDash && a.mult == 0 && a.cur == 0 && a.value >= 1000) {
		return figure{}, false
	}
	if !p.connected(a, b) {
		return figure{}, false
	}
	if a.cur != 0 && b.cur != 0 && a.cur != b.cur && a.cur > 0 && b.cur > 0 {
		return figure{}, false
	}
	if a.cur == 0 && b.curLeft && !a.grouped && a.mult == 0 && a.value < 1000 { // "Level 6 - $81,222"
		return figure{}, false
	}
	if a.cur != 0 && b.cur == 0 && b.mult == 0 && b.period == "" && p.counts(b.last+1) {
		return figure{}, false
	}
	lo, hi := a.value, b.value
	k := false
	switch {
	case a.mult > 0 && b.mult > 0:
		lo, hi, k = lo*a.mult, hi*b.mult, true
	case b.mult > 0:
		hi, k = hi*b.mult, true
		if lo < 1000 && (lo <= b.value || lo*b.mult <= 3*hi) && lo*b.mult*30 > hi {
			lo *= b.mult
		}
	case a.mult > 0:
		lo, k = lo*a.mult, true
		if hi < 1000 {
			hi *= a.mult
		}
	case a.decade || b.decade:
		if lo < 1000 && hi < 1000 {
			lo, hi, k = lo*1000, hi*1000, true
		}
	case lo < 1000 && hi >= 10000 && lo*1000 <= hi*1.5 && lo*1000*20 >= hi && a.decimals != 1: // "25-30,000"
		lo *= 1000
	}
	if lo <= 0 || hi <= 0 || hi > 25*lo || lo > 4*hi {
		return figure{}, false
	}
	if a.bare >= 1900 && a.bare <= 2100 && b.bare >= 1900 && b.bare <= 2100 && a.cur == 0 && b.cur == 0 {
		return figure{}, false
	}
	f := figure{first: a.first, last: b.last, a: a, two: true, min: min(lo, hi), max: max(lo, hi), cur: b.cur, period: b.period, tax: b.tax, k: k}
	if f.cur == 0 || f.cur < 0 && a.cur > 0 {
		f.cur = a.cur
	}
	if f.period == "" {
		f.period = a.period
	}
	if f.tax == "" {
		f.tax = a.tax
	}
	f.bare = !k && f.cur == 0
	f.a.plus = b.plus
	f.rules = append(f.rules, "range")
	if lo > hi {
		f.rules = append(f.rules, "reversed")
	}
	return f, true
}

// counts tells that the word at i is a thing or a time that a number counts.
func (p *parser) counts(i int) bool {
	t := p.at(i)
	return t.kind == kWord && (p.d.info[t.id].unit != "" && t.end-t.start > 1 || p.classAt(i) == classCount)
}

// connected tells whether the tokens between two amounts join them.
func (p *parser) connected(a, b amount) bool {
	from, to := a.last+1, b.first
	if to < from || to-from > 7 {
		return false
	}
	if to == from { // "$88,000.- $104,000": the dash stands for no cents elsewhere
		return a.curLeft && b.curLeft && a.last == a.num && p.text[p.toks[a.num].end-1] == '-'
	}
	var ids [6]int32
	n, dashes, lines, slashes := 0, 0, 0, 0
	for i := from; i < to; i++ {
		t := p.at(i)
		switch t.kind {
		case kDash:
			dashes++
			if lines == 1 && p.at(i+1).kind != kLine {
				return false // the bullet of the next item
			}
		case kMore:
			if dashes == 0 {
				return false
			}
		case kLine:
			lines++
		case kPlus:
		case kSlash:
			slashes++
		case kDot:
			if p.at(i+1).kind == kDot || p.at(i-1).kind == kDot {
				dashes++
			} else if t.spaced || p.at(i+1).kind == kNumber {
				return false
			}
		case kComma:
			if !(p.at(i+1).kind == kWord || p.at(i+1).kind == kDash) {
				return false
			}
		case kColon:
			if n == 0 {
				return false
			}
		case kWord:
			if n == len(ids) {
				return false
			}
			ids[n] = t.id
			if t.id == 0 {
				return false
			}
			n++
		case kOther, kOpen, kClose:
			if t.kind != kOther || p.text[t.start] != '*' {
				return false
			}
		default:
			return false
		}
	}
	switch {
	case lines > 2 || lines > 0 && dashes == 0 && n == 0 || lines == 2 && n > 0:
		return false
	case n == 0 && slashes == 1 && dashes == 0:
		r := a.value / b.value
		return (a.cur != 0 || b.cur != 0) && r > 0.5 && r <= 1 && (a.grouped == b.grouped) || b.mult > 0 && r > 0.5 && r <= 1
	case slashes > 0:
		return false
	case n == 0:
		if dashes == 0 || p.at(from).kind == kPlus && p.at(from).spaced {
			return false
		}
		return true
	}
	k := key(ids[:n])
	if p.d.joinTo[k] {
		return true
	}
	before := a.first - 1
	if p.at(before).kind == kColon { // Min: 88,000 Max: 112,000
		before--
	}
	return p.d.joinAnd[k] && p.hasBefore(p.d.between, before)
}

// hasBefore tells whether a phrase of the set ends at token i.
func (p *parser) hasBefore(set map[int32][]phrase, i int) bool {
	_, n := p.phraseBefore(set, i)
	return n > 0
}

// phraseBefore returns the longest phrase of the set that ends at token i and
// the number of its tokens.
func (p *parser) phraseBefore(set map[int32][]phrase, i int) (phrase, int) {
	t := p.at(i)
	if t.kind != kWord || t.id == 0 {
		return phrase{}, 0
	}
next:
	for _, ph := range set[t.id] {
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
func (p *parser) phraseAfter(set map[int32][]phrase, i int) (phrase, int) {
	t := p.at(i)
	if t.kind != kWord || t.id == 0 {
		return phrase{}, 0
	}
next:
	for _, ph := range set[t.id] {
		j := i
		for k := range ph.ids {
			if p.at(j).kind == kDash && k > 0 && !p.at(j).spaced { // sign-on, on-target
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
	i := f.first - 1
	b := boundNone
	if p.at(i).kind == kDot && !p.at(i).spaced { // min. 50.000
		if ph, n := p.phraseBefore(p.d.before, i-1); n > 0 && p.at(i-1).end-p.at(i-1).start <= 4 {
			b, f.first = ph.bound, i-n
		}
	}
	switch t := p.at(i); {
	case b != boundNone:
	case t.kind == kMore || t.kind == kOther && p.text[t.start:t.end] == "=" && p.at(i-1).kind == kMore:
		if t.kind == kOther {
			i--
		}
		if p.at(i-1).kind != kDash {
			b, f.first = boundFrom, i
		}
	case t.kind == kLess || t.kind == kOther && p.text[t.start:t.end] == "=" && p.at(i-1).kind == kLess:
		if t.kind == kOther {
			i--
		}
		b, f.first = boundUpTo, i
	case t.kind == kColon && p.at(i-1).kind == kWord:
		if ph, n := p.phraseBefore(p.d.before, i-1); n > 0 && ph.bound < boundAbout && p.at(i-1).end-p.at(i-1).start >= 3 && len(p.text[p.at(i-n).start:p.at(i-1).end]) >= 3 {
			b, f.first = ph.bound, i-n
		}
	default:
		b = p.boundBefore(f)
	}
	if b >= boundAbout {
		b = boundNone
	}
	if b == boundNone && !f.two {
		b = p.boundByLabel(f)
	}
	if t := p.at(f.last + 1); t.kind == kDash && b == boundNone && !f.two && f.cur != 0 && strings.HasPrefix(p.text[t.start:], "〜") {
		b = boundFrom // 600万円〜
		f.last++
	}
	if ph, n := p.phraseAfter(p.d.after, f.last+1); n > 0 && !f.two && b != boundUpTo && b != boundFrom {
		if f.cur != 0 || f.k || f.max >= 1000 {
			b = ph.bound
			f.last += n
		}
	} else if f.a.plus && !f.two && b != boundUpTo && !p.sideDish(f.last+1) {
		b = boundFrom
	}
	if f.two {
		b = boundNone
	}
	f.bound = b
}

// boundBefore reads "up to about" back from the figure. Words that say nothing
// of an end are passed over and stay outside the figure.
func (p *parser) boundBefore(f *figure) bound {
	b := boundNone
	for i := f.first - 1; ; {
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
		switch p.d.fold(p.text[p.at(i).start:p.at(i).end]) {
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

// sideDish tells that what stands at i usually comes on top of pay, so that a
// + before it is a plus and no "or more".
func (p *parser) sideDish(i int) bool {
	t := p.at(i)
	if t.kind != kWord {
		return false
	}
	switch p.d.fold(p.text[t.start:t.end]) {
	case "equity", "bonus", "bonuses", "stock", "stocks", "options", "rsu", "rsus", "shares", "esop", "ote", "pension", "holiday", "holidays", "incentive", "incentives", "super", "superannuation", "benefits", "commission", "package", "car", "benefit", "vat", "great", "excellent":
		return true
	}
	return false
}
