package pay

// lookOn reads the words after the figure, up to what ends its clause. What it
// is for stands right after it: "$500 referral bonus"; after a plus, a comma or
// an "and" something new begins.
func (p *parser) lookOn(f *figure, a *around) {
	dist := 0
	own := true // still speaking of the figure itself
	crossed := false
	plus := f.a.plus
	for i := f.last + 1; i < len(p.toks) && dist < 9 && i < f.last+reachTokens; i++ {
		t := p.toks[i]
		if t.kind == kLine && dist == 0 && i == f.last+1 && !a.estimate {
			if c := p.classAt(i + 1); c == classEstimate {
				a.estimate = true
			}
		}
		if p.hard(i) {
			break
		}
		switch t.kind {
		case kPlus, kComma, kDash, kSlash, kNumber, kSign, kPercent, kColon, kClose:
			if t.kind == kDash && !t.spaced {
				break
			}
			own = false
			crossed = crossed || t.kind != kDash && t.kind != kColon && t.kind != kClose
			if (t.kind == kSign || t.kind == kNumber && p.amountAt(i)) && dist > 0 {
				return
			}
		case kOther:
			if p.text[t.start] == '&' {
				own = false
			}
		case kOpen:
			own = false
		case kWord:
			dist++
			switch w := p.text[t.start:t.end]; w {
			case "plus", "and", "with", "depending", "DOE", "doe", "dependent", "including", "excluding", "plus.", "based", "und", "plusz", "mit", "et", "avec", "y", "con", "oraz", "en", "och", "og", "inkl", "inklusive", "incl", "inc", "where", "while", "which", "who", "but", "or", "in", "selon", "je", "at", "if", "as", "when", "zzgl", "zzgl.", "because", "Plus", "And", "With", "Depending", "without", "until", "by", "from", "we", "We":
				own = false
			}
			c, size := p.classLen(i)
			if w := p.contractAt(i); w != "" && a.contract == "" && dist <= 6 {
				a.contract = w
			}
			if per := p.periodAt(i); per != "" && a.perAfter == "" && dist <= 6 && !p.times(i-1) && !c.isOther() && !p.followsBonus(i+1) {
				a.perAfter = per
			}
			switch {
			case c == none || c == classVerb:
			case c == classEstimate:
				if dist <= 3 {
					a.estimate = true
				}
			case c.isPay():
				if dist < a.payAfter {
					a.payAfter, a.payAcrossAfter = dist, crossed
				}
				if !crossed && dist <= 3 && (a.kindAfter == none || a.kindAfter == classPay) {
					a.kindAfter = c
				}
				own = own && c != classPay
			case own && a.after == none && !(plus && dist == 1 && p.sideDish(i)):
				a.after, a.afterDist = c, dist
			}
			i += size - 1
			dist += size - 1
		}
	}
	if a.contract == "" {
		for i, n := f.first-1, 0; i >= 0 && n < 8 && p.at(i).kind != kLine && p.at(i).kind != kNumber; i, n = i-1, n+1 {
			if w := p.contractAt(i); w != "" {
				a.contract = w
				break
			}
		}
	}
}

// times tells that the token at i multiplies: "14 x jährlich" counts payments.
func (p *parser) times(i int) bool {
	t := p.at(i)
	return t.kind == kWord && (p.text[t.start:t.end] == "x" || p.text[t.start:t.end] == "mal")
}

// contractAt reads the kind of contract at token i.
func (p *parser) contractAt(i int) string {
	t := p.at(i)
	if t.kind != kWord || t.end-t.start > 12 {
		return ""
	}
	switch p.d.fold(p.text[t.start:t.end]) {
	case "b":
		if n := p.at(i + 1); n.kind == kNumber && p.nums[n.num].bare == 2 && !n.spaced {
			return "b2b"
		}
	case "uo": // UoP, cut in two
		if n := p.at(i + 1); n.kind == kWord && !n.spaced && p.text[n.start:n.end] == "P" {
			return "permanent"
		}
	case "uop", "umowa", "permanent", "cdi", "unbefristet", "festanstellung":
		return "permanent"
	case "employment":
		if n := p.at(i + 1); n.kind == kWord && p.d.fold(p.text[n.start:n.end]) == "contract" {
			return "permanent"
		}
	}
	return ""
}
