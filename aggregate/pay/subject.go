package pay

// subjectReach is how many tokens before a verb its subject is looked for.
const subjectReach = 14

// theirs reports whether the verb at token i says what other people earn: "the
// nurses you will schedule earn", "our graduates go on to earn", "those on our
// platform make".
func (p *parser) theirs(i int) bool {
	if !p.is(i, setEarn) || p.at(i).upper || p.speaksTo(i) {
		return false
	}
	for j := i - 1; j > i-subjectReach && j >= 0 && !p.hard(j); j-- {
		switch {
		case p.is(j, setOthers):
			return true
		case p.is(j, setHired):
			return false
		}
	}
	return false
}

// speaksTo reports whether the verb at token i has "you" for its subject, or none.
func (p *parser) speaksTo(i int) bool {
	for j := i - 1; ; j-- {
		if p.at(j).kind != kWord || p.hard(j) || p.is(j, setYou) {
			return true // "Earn $20 an hour", "work, learn, earn"
		}
		if !p.is(j, setHelping) {
			return false
		}
	}
}

// ownFee reports whether "fee" at token i is a contractor's pay: it has a time, as
// in "day fee" and "the monthly fee is", or begins the label of the figure.
func (p *parser) ownFee(i int) bool {
	t := p.at(i)
	if w := p.text[t.start:t.end]; w != "fee" && w != "Fee" {
		return false
	}
	before := p.at(i - 1)
	if before.kind != kWord || p.hard(i-1) {
		return t.upper
	}
	if p.is(i-1, setOwnFee) {
		return true
	}
	return p.periodAt(i-1) != "" && (i < 2 || p.at(i-2).kind != kWord || p.text[p.at(i-2).start:p.at(i-2).end] != "a")
}

// averaged reports whether the pay at token i is an average: "the average software
// engineer starting salary". Pay above the average is an employer's own.
func (p *parser) averaged(i int) bool {
	for j := i - 1; j > i-6 && p.at(j).kind == kWord; j-- {
		if p.is(j, setAverage) {
			w := p.folded(j - 1)
			return w != "above" && w != "over"
		}
	}
	return false
}
