package pay

// onward walks from a figure to what is said after it.
type onward struct {
	dist    int
	own     bool // still speaking of the figure itself
	crossed bool // a plus, a comma or another such mark was passed
}

// lookOn reads the words after the figure, up to what ends its clause. What it
// is for stands right after it: "$500 referral bonus"; after a plus, a comma or
// an "and" something new begins.
func (p *parser) lookOn(f *figure, a *around) {
	w := onward{own: true}
	for i := f.last + 1; i < len(p.toks) && w.dist < 9 && i < f.last+reachTokens; i++ {
		t := p.toks[i]
		if t.kind == kLine && i == f.last+1 && p.classAt(i+1) == classEstimate {
			a.estimate = true
		}
		if p.hard(i) {
			break
		}
		if c := p.namedInBracket(f, i); c != none { // "USD 20,000 (signing bonus)"
			a.after, a.afterDist = c, 1
			break
		}
		if next := p.bracketed(f, i); next > i { // "$400/month ($4,800/year) bonus"
			i = next
			continue
		}
		if t.kind == kWord {
			i += p.wordAfter(f, a, &w, i) - 1
			continue
		}
		if (t.kind == kSign || t.kind == kNumber && p.amountAt(i)) && w.dist > 0 {
			w.mark(p, i)
			return
		}
		w.mark(p, i)
	}
	for i, n := f.first-1, 0; a.contract == "" && i >= 0 && n < 8 && p.at(i).kind != kLine && p.at(i).kind != kNumber; i, n = i-1, n+1 {
		a.contract = p.contractAt(i)
	}
}

// bracketed returns the end of a bracket right after the figure that says the
// same in other terms, or i when there is none.
func (p *parser) bracketed(f *figure, i int) int {
	if i != f.last+1 {
		return i
	}
	sum := false
	for j := i + 1; p.at(i).kind == kOpen && j < i+10 && p.at(j).kind != kLine; j++ {
		if p.at(j).kind == kClose {
			if sum {
				return j
			}
			break
		}
		sum = sum || p.at(j).kind == kNumber && p.amountAt(j)
	}
	return i
}

// namedInBracket is what a bracket right after the figure names it as, which holds nothing
// else: a dish on the side, as "(bonus)", may come on top.
func (p *parser) namedInBracket(f *figure, i int) class {
	if i != f.last+1 || p.at(i).kind != kOpen || p.is(i+1, setDish) || p.off == "named-in-bracket" {
		return none
	}
	c, size := p.classLen(i + 1)
	if c != classBenefit || p.at(i+1+size).kind != kClose {
		return none
	}
	return c
}

// mark takes in what is no word.
func (w *onward) mark(p *parser, i int) {
	switch t := p.toks[i]; t.kind {
	case kDash:
		w.own = w.own && !t.spaced
	case kPlus, kComma, kSlash, kNumber, kSign, kPercent:
		w.own, w.crossed = false, true
	case kClose:
		w.own = w.own && w.dist == 0 && p.toks[i-1].amount > 0 // the bracket round the figure
	case kColon, kOpen:
		w.own = false
	case kOther:
		w.own = w.own && p.text[t.start] != '&'
	}
}

// wordAfter takes in the word at token i and returns how many tokens it is.
func (p *parser) wordAfter(f *figure, a *around, w *onward, i int) int {
	w.dist++
	c, size := p.classLen(i)
	w.own = w.own && (c != none || !p.is(i, setAside))
	if a.contract == "" && w.dist <= 6 {
		a.contract = p.contractAt(i)
	}
	if a.perAfter == "" && w.dist <= 6 && !p.times(i-1) && !c.isOther() && !p.followsBonus(i+1) &&
		!p.ofNext(w, i) {
		a.perAfter, a.perCrossed = p.periodAt(i), w.crossed
	}
	switch {
	case c == none || c == classVerb:
	case c == classOthers:
		a.others = a.others || w.own
	case c == classEstimate:
		a.estimate = a.estimate || w.dist <= 3
	case c.isPay():
		a.namedAfter(c, w.dist, w.crossed || p.addedTo(i))
		w.own = w.own && c != classPay
	case w.own && a.after == none && !(f.a.plus && w.dist == 1 && p.sideDish(i)):
		a.after, a.afterDist = c, w.dist
	}
	w.dist += size - 1
	return size
}

// namedAfter takes in a word of pay dist words behind the figure; across says that it is
// set apart from it.
func (a *around) namedAfter(c class, dist int, across bool) {
	if dist < a.payAfter {
		a.payAfter, a.payAcrossAfter = dist, across
	}
	if !across && dist <= 3 && (a.kindAfter == none || a.kindAfter == classPay) {
		a.kindAfter = c
	}
}

// ofNext reports whether the word at token i, behind a plus or a comma, belongs to the
// amount that it stands before: "3.200 € netto + täglich 28 €".
func (p *parser) ofNext(w *onward, i int) bool {
	next := p.at(i + 1)
	return w.crossed && (next.kind == kSign || next.kind == kNumber && p.amountAt(i+1)) && p.off != "time-of-next"
}

// times reports whether the token at i multiplies: "14 x jährlich" counts payments.
func (p *parser) times(i int) bool {
	switch t := p.at(i); p.text[t.start:t.end] {
	case "x", "X", "×", "*", "mal", "Mal":
		return true
	}
	return false
}

// contractAt reads the kind of contract at token i.
func (p *parser) contractAt(i int) string {
	t := p.at(i)
	if t.kind != kWord || t.end-t.start > 20 {
		return ""
	}
	n := p.at(i + 1)
	glued := p.text[n.start:n.end]
	switch {
	case n.spaced:
	case n.kind == kNumber && p.nums[n.num].bare == 2 && t.end-t.start == 1 && p.text[t.start]|0x20 == 'b':
		return "b2b"
	case n.kind == kWord && glued == "P" && p.text[t.start:t.end] == "Uo": // UoP, cut in two
		return "permanent"
	}
	if t.id == 0 {
		return ""
	}
	if p.is(i, setB2B) {
		return "b2b"
	}
	if p.is(i, setPermanent) || p.folded(i) == "employment" && n.kind == kWord && p.folded(i+1) == "contract" {
		return "permanent"
	}
	return ""
}
