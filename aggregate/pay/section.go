package pay

// sectionLines is how many lines above a figure its section's heading is
// looked for.
const sectionLines = 10

// section reports whether the figure stands in a list or paragraph under a
// heading of pay: the nearest line above that is a heading names pay and
// nothing else.
func (p *parser) section(f *figure) bool {
	start := p.rowStart(f.first)
	if p.words(start, f.first) > 6 { // prose
		return false
	}
	for lines := 0; start > 0 && lines < sectionLines; {
		end := start - 1
		start = p.rowStart(end)
		if start == end {
			continue
		}
		lines++
		if p.isHeading(start, end) {
			return p.headsPay(start, end)
		}
	}
	return false
}

// rowStart is the first token of token i's line, no more than reachTokens away.
func (p *parser) rowStart(i int) int {
	for n := 0; i > 0 && n < reachTokens && p.toks[i-1].kind != kLine; n++ {
		i--
	}
	return i
}

// isHeading reports whether the line from token i up to j is a heading: it
// begins with #, ends with a colon, or is short and holds no amount.
func (p *parser) isHeading(i, j int) bool {
	switch {
	case p.at(i).kind == kHash:
		return true
	case p.amountsIn(i, j) > 0 || p.at(i).kind == kDash || p.at(i).kind == kPipe:
		return p.at(j-1).kind == kColon
	case p.at(j-1).kind == kColon:
		return true
	}
	return p.words(i, j) <= 5 && p.at(j-1).kind != kDot && p.at(j-1).kind != kComma && p.at(j-1).kind != kSemi
}

// headsPay reports whether the line from token i up to j names pay, or a
// contract whose pay follows, and no other thing of money but benefits.
func (p *parser) headsPay(i, j int) bool {
	pay := false
	for ; i < j; i++ {
		c, size := p.classLen(i)
		if c.isOther() && c != classBenefit {
			return false
		}
		pay = pay || c.isPay() || p.is(i, setHeads)
		i += size - 1
	}
	return pay
}
