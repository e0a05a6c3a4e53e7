package pay

import "math"

// Amount is a number of a text with what the grammar reads beside it, or a
// range of two. It says what is written, not whether it is pay.
type Amount struct {
	// Min and Max are in major units, multipliers applied; equal for a lone
	// number.
	Min, Max float64
	// Currency is the ISO 4217 code, or "" when none is written. A sign that
	// several currencies share is the country's own, else its usual one.
	Currency string
	// Sign reports whether Currency was read from a shared sign, such as $.
	Sign   bool
	Period string // hour, day, week, biweek, month, year, or "" when none is by the number
	Tax    string // gross, net or ""
	// Unit is the worth of the last digit that is not zero, multipliers
	// applied, at most 1,000: 0.1 for "95.5", 100 for "$95.5k", 1000 for "95,000".
	Unit       float64
	Multiplied bool // by a word or letter: 95k, 1.2 million
	Range      bool
	// Not says why the number can't be money whatever stands round it: "a
	// percentage", "a year", "part of a name"; "millions" are money but no pay.
	Not string
	// Start and End are the bytes of the text, signs and period included.
	Start, End int
}

// Amounts returns the numbers of any text in order, with the currency, period
// and multiplier that are written by them, the two ends of a range as one. It
// is the grammar under Parse without its judgement: every number is returned,
// also one that is no money. Country (ISO 3166, or "") settles shared signs.
func Amounts(text, country string) []Amount {
	p := parser{d: words(), text: text, hint: Hint{Country: country}}
	p.tokenise(span{0, len(text)})
	p.spelled()
	p.amountsOf()
	out := make([]Amount, 0, len(p.amounts))
	for i := 0; i < len(p.amounts); i++ {
		a := p.amounts[i]
		last := a
		f := p.lone(a)
		if i+1 < len(p.amounts) {
			if g, ok := p.join(a, p.amounts[i+1]); ok {
				i++
				f, last = g, p.amounts[i]
			}
		}
		x := Amount{
			Min:        f.min,
			Max:        f.max,
			Period:     f.period,
			Tax:        f.tax,
			Multiplied: f.k,
			Range:      f.two,
			Not:        f.reason,
			Sign:       f.cur < 0,
			Unit:       math.Max(a.unit(), last.unit()),
			Start:      p.toks[f.first].start,
			End:        p.toks[f.last].end,
		}
		if f.cur != 0 {
			x.Currency = p.resolve(f.cur, &f)
		}
		out = append(out, x)
	}
	return out
}

// unit is the worth of the last digit written that is not zero, at most 1,000.
func (a amount) unit() float64 {
	u := math.Pow10(-a.decimals)
	if a.decimals == 0 {
		for u < 1000 && a.value > 0 && math.Mod(a.value, u*10) == 0 {
			u *= 10
		}
	}
	return min(u*max(a.mult, 1), max(1000, a.mult))
}
