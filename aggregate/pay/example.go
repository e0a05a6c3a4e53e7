package pay

// exampleAt reports whether the words from token i on say "for example": "p. ex.",
// "e.g.", "zum Beispiel", "such as". What an example illustrates stands before it.
func (p *parser) exampleAt(i int) bool {
	if p.off == "example" {
		return false
	}
	for n := 0; n < 4 && !p.at(i).kind.ends(); n++ {
		if p.is(i, setExample) {
			return true
		}
		i++
	}
	return false
}

// ends reports whether a token of the kind ends a clause or begins an amount.
func (k kind) ends() bool {
	return k == kLine || k == kPipe || k == kSemi || k == kComma || k == kNumber || k == kSign
}

// addedTo reports whether what token i says is added to the figure before it and is
// not said of it: "commission of $2,000 plus base", "OTE of $200,000 with a base of".
func (p *parser) addedTo(i int) bool {
	if p.off == "added-pay" {
		return false
	}
	for n := 0; n < 2; n++ {
		i--
		if p.is(i, setAdded) {
			return true
		}
		if !p.is(i, setFiller) {
			return false
		}
	}
	return false
}

// onlyEarned reports whether the one word that names the figure as pay is a verb of
// earning, which is said of rewards too: "Earn up to $300 for a friend".
func (p *parser) onlyEarned(f *figure) bool {
	if _, rate := p.labelled(f); rate {
		return false
	}
	for i := f.first - 1; i >= 0 && i > f.first-reachWords && !p.hard(i); i-- {
		if c := p.classAt(i); c.isPay() {
			return p.is(i, setEarn)
		}
	}
	return false
}

// timeAsLabel is the period that stands alone before the figure as its label, with a
// dash or a colon between: "Сутки – 4500 руб.", "Week: $900".
func (p *parser) timeAsLabel(f *figure) string {
	mark, word := p.at(f.first-1), p.at(f.first-2)
	if p.ideographic(mark) && word.kind != kNumber && p.off != "time-glued" { // 월 300만원
		return p.d.info[mark.id].unit
	}
	if mark.kind != kColon && !(mark.kind == kDash && mark.spaced) || word.kind != kWord || p.off == "time-as-label" {
		return ""
	}
	if before := p.at(f.first - 3).kind; before != kLine && before != kDot && before != kPipe {
		return ""
	}
	if word.end-word.start < 3 {
		return ""
	}
	return p.d.info[word.id].unit
}

// saidOf reports whether the figure is said of the word that stands dist words before
// it and begins its clause, with nothing but a verb between: "Overtime is paid at $45/hr".
func (p *parser) saidOf(f *figure, dist int) bool {
	if p.off == "said-of" {
		return false
	}
	i := f.first - 1
	for n := 1; n < dist; n++ {
		if p.at(i).kind != kWord || !p.is(i, setLinking|setHelping|setFiller) && p.classAt(i) != classVerb &&
			p.folded(i) != "is" && p.folded(i) != "are" {
			return false
		}
		i--
	}
	return p.at(i).kind == kWord && (i == 0 || p.hard(i-1))
}

// afterBenefit reports whether the figure goes on with a list of sums whose last one is a
// bonus or a benefit: "príplatky za sobotu 500 Kč, za nedeľu 800 Kč".
func (p *parser) afterBenefit(f *figure) bool {
	if len(p.figures) == 0 || f.two {
		return false
	}
	g := &p.figures[len(p.figures)-1]
	if g.accepted || g.reason != "named as "+benefit || g.cur != f.cur || f.start-g.end > listReach || f.max > 4*g.max || g.max > 4*f.max {
		return false
	}
	comma := false
	for i := f.first - 1; i >= 0 && p.toks[i].start >= g.end; i-- {
		if p.hard(i) {
			return false
		}
		comma = comma || p.toks[i].kind == kComma
	}
	return comma
}
