package pay

// dollarOf finds whose dollar a bare $ is: by the nearest place or code in the
// figure's own line or sentence, else in the heading above it. A code elsewhere
// says nothing: whoever writes CAD beside one range and $ beside another means two.
func (p *parser) dollarOf(f *figure) int32 {
	if c := p.dollarAfter(f); c > 0 {
		return c
	}
	start := p.lineStart(f.first)
	if c := p.dollarIn(start, f.first); c > 0 {
		return c
	}
	if end := p.lineEnd(f.last + 1); p.amountsIn(start, end) <= f.amounts() { // "$90k - $110k, remote in Canada"
		if c := p.dollarIn(f.last+1, end); c > 0 {
			return p.american(c, f.last+1, end)
		}
	}
	return p.dollarAbove(start)
}

// amounts is how many amounts the figure is made of.
func (f *figure) amounts() int {
	if f.two {
		return 2
	}
	return 1
}

// besides is how many tokens after a figure its own place may stand.
const besides = 5

// dollarAfter finds a place that is bound to the figure before it: "$140,000 in
// the US", "$120,000 (Canada)".
func (p *parser) dollarAfter(f *figure) int32 {
	for i := f.last + 1; i <= f.last+besides && !p.hard(i); i++ {
		switch t := p.at(i); t.kind {
		case kNumber, kSign, kComma, kColon:
			return 0
		case kWord:
			if c, n := p.placeEnding(i); c > 0 && p.at(i+1).kind != kColon {
				if lead := i - n; lead == f.last || p.at(lead).kind == kOpen || p.binds(lead) {
					p.claimed = i
					return c
				}
			}
		}
	}
	return 0
}

// binds reports whether the word at token i binds a place to what stands before it.
func (p *parser) binds(i int) bool {
	t := p.at(i)
	switch p.text[t.start:t.end] {
	case "in", "for", "the", "across", "within", "only":
		return t.kind == kWord
	}
	return false
}

// dollarIn finds the last place or code from token i up to j, but for one that
// is bound to a figure before.
func (p *parser) dollarIn(i, j int) int32 {
	for j--; j >= i; j-- {
		if j == p.claimed {
			continue
		}
		if c, _ := p.placeEnding(j); c > 0 {
			return c
		}
	}
	return 0
}

// american is the dollar c of a place from token i up to j, or the American one where a
// place there has it: of "US or Canada" adverts mean that one.
func (p *parser) american(c int32, i, j int) int32 {
	us := p.d.byCode["USD"]
	for ; i < j && p.off != "american-of-several"; i++ {
		if o, _ := p.placeEnding(i); o == us {
			return us
		}
	}
	return c
}

// placeEnding returns the dollar of the place whose last word is token i, and
// the number of its words. Short forms count in capitals.
func (p *parser) placeEnding(i int) (int32, int) {
	t := p.at(i)
	if c := p.currencyAt(i); c > 0 && p.isDollar(c) {
		if p.codeStands(i) {
			return c, 1
		}
		return 0, 0
	}
	if t.kind != kWord || t.id == 0 || !t.upper && !p.ideographic(t) {
		return 0, 0
	}
	ph, n := p.phraseBefore(p.d.dollars, i)
	if n == 0 {
		first := p.at(i - 1)
		if first.kind == kDot && !first.spaced { // U.S.
			if ph, n = p.dotted(i); n == 0 {
				return 0, 0
			}
			return ph.cur, n
		}
		return 0, 0
	}
	if n == 1 && t.end-t.start <= 3 && !t.caps {
		return 0, 0
	}
	return ph.cur, n
}

// codeStands reports whether the code at token i is set as a currency: by an
// amount, in brackets, or after "in". CAD is also how drawings are made.
func (p *parser) codeStands(i int) bool {
	before, next := p.at(i-1), p.at(i+1)
	switch {
	case before.amount > 0 || next.amount > 0 || p.at(i).amount > 0:
		return true
	case before.kind == kOpen || next.kind == kClose:
		return true
	case before.kind == kWord:
		w := p.text[before.start:before.end]
		return w == "in" || w == "In" || w == "are" || w == "is" || p.classAt(i-1).isPay()
	}
	return false
}

// dotted reads U.S. and U.S.A., which the tokeniser cuts at their points.
func (p *parser) dotted(i int) (phrase, int) {
	s, u := p.at(i), p.at(i-2)
	if p.text[s.start:s.end] == "S" && p.text[u.start:u.end] == "U" {
		return phrase{cur: p.d.byCode["USD"]}, 3
	}
	return phrase{}, 0
}

// lineStart is the first token of the line or sentence that holds token i, no
// more than reachTokens away.
func (p *parser) lineStart(i int) int {
	for n := 0; i > 0 && n < reachTokens && !p.breaks(i-1); n++ {
		i--
	}
	return i
}

// lineEnd is the token that ends the line or sentence that holds token i, no
// more than reachTokens away.
func (p *parser) lineEnd(i int) int {
	for n := 0; i < len(p.toks) && n < reachTokens && !p.breaks(i); n++ {
		i++
	}
	return i
}

// breaks reports whether token i ends a line or a sentence; cells of a table
// row belong together.
func (p *parser) breaks(i int) bool {
	switch t := p.at(i); t.kind {
	case kLine, kSemi:
		return true
	case kDot:
		return p.sentenceEnd(i)
	}
	return false
}

// amountsIn counts the amounts of money from token i up to j.
func (p *parser) amountsIn(i, j int) int {
	n := 0
	for ; i < j && i < len(p.toks); i++ {
		if p.toks[i].kind == kNumber && p.amountAt(i) {
			n++
		}
	}
	return n
}

// dollarAbove finds the dollar in the lines above the one that begins at token
// start: a heading, or a sentence that says what the figures are in. Lines with
// amounts are passed over: they are other items of the same list.
func (p *parser) dollarAbove(start int) int32 {
	for lines := 0; start > 0 && lines < 8; lines++ {
		end := start - 1
		start = p.lineStart(end)
		if end-start == 0 {
			continue
		}
		if p.amountsIn(start, end) > 0 {
			continue
		}
		if c := p.dollarIn(
			start,
			end,
		); c > 0 &&
			(p.at(end-1).kind == kColon || p.words(start, end) <= 8 || p.speaksOfMoney(start, end)) {
			return c
		}
	}
	return 0
}

func (p *parser) words(i, j int) int {
	n := 0
	for ; i < j; i++ {
		if p.toks[i].kind == kWord {
			n++
		}
	}
	return n
}

// speaksOfMoney reports whether a word of pay or of currency stands from token
// i up to j.
func (p *parser) speaksOfMoney(i, j int) bool {
	for ; i < j; i++ {
		if p.currencyAt(i) != 0 || p.classAt(i).isPay() {
			return true
		}
		switch t := p.at(i); p.text[t.start:t.end] {
		case "figures", "amounts", "Figures", "Amounts", "dollars":
			return true
		}
	}
	return false
}
