package pay

import "sync"

// parser reads one text. Its tokens are those of one region at a time.
type parser struct {
	d       *dict
	text    string
	hint    Hint
	explain bool
	trace   bool   // keep every figure and its features, for training
	off     string // the id of a rule that is left out, for tests

	toks    []token
	nums    []number
	amounts []amount
	figures []figure
	here    int    // the token in hand, whose line tells the language
	guess   string // the country that its script points to
	guessAt int    // the line, plus 1, that guess is of
	whole   struct {
		letters letters
		counted bool
	}
	claimed int // the token of a place that belongs to the figure before it

	regions []span
	// What is in hand while it is judged: rules are handed pointers to it.
	hand struct {
		amount amount
		ends   [2]amount
		pair   pair
		figure figure
		view   view
	}
}

// parsers are kept for their room: tokens were a third of what a text cost in memory.
var parsers = sync.Pool{New: func() any { return new(parser) }}

// release gives the parser back without anything of the text.
func (p *parser) release() {
	clear(p.amounts[:cap(p.amounts)])
	clear(p.figures[:cap(p.figures)])
	*p = parser{
		toks: p.toks[:0], nums: p.nums[:0], amounts: p.amounts[:0], figures: p.figures[:0], regions: p.regions[:0],
	}
	parsers.Put(p)
}
