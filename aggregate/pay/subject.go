package pay

// subjectReach is how many tokens before a verb its subject is looked for.
const subjectReach = 14

// theirs tells that the verb at token i says what other people earn: "the
// nurses you will schedule earn", "our graduates go on to earn", "those on our
// platform make".
func (p *parser) theirs(i int) bool {
	t := p.at(i)
	switch p.text[t.start:t.end] {
	case "earn", "make", "earning", "making":
	default:
		return false
	}
	if p.speaksTo(i) {
		return false
	}
	for j := i - 1; j > i-subjectReach && j >= 0 && !p.hard(j); j-- {
		w := p.at(j)
		if w.kind != kWord {
			continue
		}
		switch p.d.fold(p.text[w.start:w.end]) {
		case "you", "graduates", "alumni", "students", "learners", "freelancers", "sellers", "creators", "merchants", "hosts", "families", "households", "customers", "clients", "users", "artists", "affiliates", "platform", "app", "marketplace", "those":
			return true
		case "candidates", "candidate", "applicants", "hires", "employees", "role", "position", "job":
			return false
		}
	}
	return false
}

// speaksTo tells that the verb at token i has "you" for its subject, or none.
func (p *parser) speaksTo(i int) bool {
	for j := i - 1; ; j-- {
		t := p.at(j)
		if t.kind != kWord || p.hard(j) {
			return true // "Earn $20 an hour", "work, learn, earn"
		}
		switch p.d.fold(p.text[t.start:t.end]) {
		case "you", "ll", "d", "and", "or", "wanna":
			return true
		case "can", "will", "could", "would", "should", "may", "might", "to", "also", "typically", "usually", "currently", "on", "average", "then", "still", "potentially", "expect", "able", "likely", "be", "go", "stand", "chance", "opportunity", "potential", "the", "a":
		default:
			return false
		}
	}
}

// ownFee tells that "fee" at token i is a contractor's pay: it has a time, as
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
	switch p.d.fold(p.text[before.start:before.end]) {
	case "the", "your", "contractor", "consulting", "consultant", "freelance", "day":
		return true
	}
	return p.periodAt(i-1) != "" && (i < 2 || p.at(i-2).kind != kWord || p.text[p.at(i-2).start:p.at(i-2).end] != "a")
}
