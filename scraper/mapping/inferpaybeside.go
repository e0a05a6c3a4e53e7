package mapping

// payBeside takes a column of amounts that is filled where the text of pay is not,
// as pay of its own: its name tells the period of its amounts alone.
func (g *guesser) payBeside(numbers []payColumn, pay *Pay) {
	c, ok := g.best(numbers, "amount", "")
	if !ok || c.derived || pay.Min.set() || pay.Max.set() || !g.fillsGaps(c.at, g.t.Index(pay.Text.From[0])) {
		return
	}
	y := Pay{Period: Field{Value: periodOf(c.name)}, Currency: Field{Value: currencyOf(c.name)}}
	g.take(&y.Amount, c.at)
	g.m.Pay = append(g.m.Pay, y)
}

// fillsGaps reports whether some rows state an amount and no row states one in the
// text as well.
func (g *guesser) fillsGaps(amounts, text int) bool {
	filled := 0
	for _, row := range g.t.Sample {
		n, ok := amount(row.Cell(amounts), "")
		if !ok || n <= 0 {
			continue
		}
		if digit.MatchString(row.Cell(text)) {
			return false
		}
		filled++
	}
	return filled > 0
}
