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
	p.figuresOf()
}
