package mapping

import (
	"slices"

	"backpay/scraper/pattern"
)

// payElement matches the lower amount in an element of a list of pay:
// "employmentTypes[0].from".
var payElement = pattern.New(`^(.+\[\d+\]\.)(?:from|min|minimum|low)$`)

// payLists takes pay that stands in the objects of a list, one for each kind of
// contract or currency. It reports whether there is any.
func (g *guesser) payLists() bool {
	for i := range g.ps {
		m := payElement.FindStringSubmatch(g.ps[i].name)
		if m == nil || g.ps[i].number < .5 {
			continue
		}
		part := func(names ...string) (f Field) {
			for _, n := range names {
				if at := g.t.Index(m[1] + n); at >= 0 && g.ps[at].count > 0 {
					g.take(&f, at)
					break
				}
			}
			return f
		}
		if g.t.Index(m[1]+"currency") < 0 {
			continue
		}
		y := Pay{
			Max: part("to", "max", "maximum", "high"), Currency: part("currency"), Contract: part("type"),
			Period: part("unit", "period", "interval"), Tax: part("gross"), Ignore: g.converted(m[1] + "currencySource"),
		}
		g.take(&y.Min, i)
		g.m.Pay = append(g.m.Pay, y)
	}
	return len(g.m.Pay) > 0
}

// converted is what a column says of amounts that were worked out from others in
// another currency.
func (g *guesser) converted(column string) Condition {
	at := g.t.Index(column)
	if at < 0 {
		return nil
	}
	var values []string
	for v := range g.ps[at].values {
		if v != "original" {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	return Condition{column: values}
}
