package pay

// region reads one part of the text.
func (p *parser) region(r span) {
	p.tokenise(r)
	p.claimed, p.guessAt = -1, 0
	p.spelled()
	if len(p.nums) == 0 {
		return
	}
	p.amountsOf()
	for i := range p.amounts {
		if c := p.amounts[i].cur; c > 0 && p.isDollar(c) {
			p.name(p.d.money[c-1].code)
		}
	}
	p.figuresOf()
}

// name remembers a dollar that the text names.
func (p *parser) name(code string) {
	for _, d := range p.dollars {
		if d == code {
			return
		}
	}
	p.dollars = append(p.dollars, code)
}
