package mapping

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// payColumn is a column whose name speaks of pay.
type payColumn struct {
	at      int
	name    string // plain
	p       *profile
	derived bool
}

// currencyWords are words in names of columns that tell the currency.
var currencyWords = map[string]string{
	"usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "lpa": "INR", "cad": "CAD", "aud": "AUD",
	"pln": "PLN", "rub": "RUB", "brl": "BRL",
	"euro": "EUR", "euros": "EUR", "dollars": "USD", "sgd": "SGD", "chf": "CHF", "vnd": "VND", "czk": "CZK",
	"myr": "MYR", "lakhs": "INR", "lakh": "INR",
	"cny": "CNY", "rmb": "CNY", "kes": "KES", "php": "PHP", "idr": "IDR", "mxn": "MXN", "jpy": "JPY",
	"sek": "SEK", "nok": "NOK", "dkk": "DKK", "huf": "HUF",
}

// pay finds the columns that state pay, and of several the ones that the
// source wrote itself.
func (g *guesser) pay() {
	var texts, numbers []payColumn
	d := dict()
	for i := range g.ps {
		p := &g.ps[i]
		n := plainName(without.ReplaceAllString(p.name, ""))
		if g.taken[i] || p.count == 0 || g.outside(p.name) || p.length > 160 || p.address > .2 || !d.namesPay(p.name, n) ||
			d.has("period", n) && p.number < .5 && p.money < .2 {
			continue
		}
		if guessed(n, p) {
			g.guesses = true
			continue
		}
		c := payColumn{at: i, name: n, p: p, derived: d.has("derived", n)}
		switch {
		case p.number >= .8 && (p.flag < .9 && !says(p) || c.whichEnd() != "amount"): // an end may be 0 in all rows
			numbers = append(numbers, c)
		case p.date > .5 && p.money < .1: // "Vencimento" is a day as well
		case p.money >= .1 || p.number > 0 || hasRanges(p):
			texts = append(texts, c)
		}
	}
	if g.payLists() {
		return
	}
	pay := Pay{}
	g.payTexts(texts, &pay)
	g.payNumbers(numbers, &pay)
	g.paySeveral(texts, &pay)
	if !pay.stated() {
		g.payByContent(&pay)
	}
	if !pay.stated() {
		return
	}
	g.payWords(&pay)
	g.payWhose(&pay)
	g.m.Pay = append([]Pay{pay}, g.m.Pay...)
}

// without matches what a name says that its amounts don't hold.
var without = pattern.New(`(?i)[(,]?\s*\b(?:without|excluding|excl|not including|before|ohne|vor|sans|hors|avant|sin|antes|sem|senza|bez|без|uten|utan|zonder)\b[^()]*\)?`)

// namesPay reports whether a name, whose plain form is n, is of a column of
// amounts: not of their currency, and not of bonuses or revenue.
func (d dictionary) namesPay(name, n string) bool {
	switch {
	case strings.HasSuffix(name, "]"), d.has("currency", n):
		return false
	case d.has("other", n) && !d.has("min", n) && !d.has("max", n):
		return false
	}
	ranged := d.has("min", n) || d.has("max", n) || strings.HasSuffix(n, "range")
	return d.has("pay", n) || ranged && strings.HasPrefix(n, "valor ") || strings.HasSuffix(n, "amount") || strings.HasSuffix(n, " lpa") ||
		ranged && paidBy.MatchString(n)
}

// paidBy matches how pay is counted in the names of columns that say no more:
// "Hourly Min".
var paidBy = pattern.New(`\b(?:hourly|daily|weekly|biweekly|monthly|yearly|annual|annually)\b`)

// stated reports whether a column of amounts was found.
func (p *Pay) stated() bool {
	return p.Text.set() || p.Min.set() || p.Max.set() || p.Amount.set() || p.Middle.set()
}

func hasRanges(p *profile) bool {
	n := 0
	for v := range p.values {
		if digit.MatchString(v) {
			n++
		}
	}
	return n > 0 && p.length < 60
}

// payTexts takes the text that most rows have digits in.
func (g *guesser) payTexts(texts []payColumn, pay *Pay) {
	best, at := 0.0, -1
	for i, c := range texts {
		if s := (c.p.money + c.p.number + .05) * c.p.filled * weight(c); s > best {
			best, at = s, i
		}
	}
	if at >= 0 {
		g.take(&pay.Text, texts[at].at)
	}
}

// says reports whether some cells of a column say more than a number with its sign:
// "от 50 000 ₽" among "80 000 ₽".
func says(p *profile) bool {
	for v := range p.values {
		if _, ok := amount(v, ""); !ok && moneyText.MatchString(v) && digit.MatchString(v) {
			return true
		}
	}
	return false
}

// weight prefers what the source wrote to what was derived from it.
func weight(c payColumn) float64 {
	w := 1.0
	if c.derived {
		w /= 10
	}
	if strings.Contains(c.name, "orig") || strings.Contains(c.name, "raw") {
		w *= 3
	}
	return w
}

// paySeveral adds the other texts, such as one for each kind of contract.
func (g *guesser) paySeveral(texts []payColumn, first *Pay) {
	for _, c := range texts {
		if g.taken[c.at] || c.derived || !first.Text.set() {
			continue
		}
		if kind := contractOf(c.name); kind != "" {
			y := Pay{Contract: Field{Value: kind}}
			g.take(&y.Text, c.at)
			g.m.Pay = append(g.m.Pay, y)
		}
	}
	if first.Text.set() {
		first.Contract.Value = contractOf(plainName(first.Text.From[0]))
	}
}

func contractOf(name string) string {
	for _, w := range strings.Fields(name) {
		switch w {
		case "b2b":
			return "b2b"
		case "permanent", "uop", "perm":
			return "permanent"
		}
	}
	return ""
}

// whichEnd returns what the amounts of a column are by its name: min, max,
// middle, or amount.
func (c payColumn) whichEnd() string {
	d := dict()
	switch low, high := d.has("min", c.name), d.has("max", c.name); {
	case d.has("middle", c.name):
		return "middle"
	case low && !high, ends(c.name, "min", d):
		return "min"
	case high && !low, ends(c.name, "max", d):
		return "max"
	}
	return "amount"
}

// best returns the column of one end whose name is the likest to another, which
// is filled, and which the source wrote itself.
func (g *guesser) best(numbers []payColumn, end, like string) (best payColumn, found bool) {
	score := 0.0
	for _, c := range numbers {
		if g.taken[c.at] || c.whichEnd() != end {
			continue
		}
		s := (c.p.filled + .01) * weight(c)
		switch {
		case like != "":
			s *= 1 + float64(shared(c.name, like))
		case currencyOf(c.name) != "":
			s *= .7 // converted, maybe
		}
		if s > score {
			best, score = c, s
		}
	}
	return best, score > 0
}

// payNumbers takes the ends of ranges, else one amount, else a middle.
func (g *guesser) payNumbers(numbers []payColumn, pay *Pay) {
	low, hasLow := g.best(numbers, "min", "")
	high, hasHigh := g.best(numbers, "max", low.name)
	if hasLow {
		g.take(&pay.Min, low.at)
	}
	if hasHigh {
		g.take(&pay.Max, high.at)
	}
	if pay.Text.set() {
		g.payBeside(numbers, pay)
		return
	}
	if c, ok := g.best(numbers, "amount", ""); ok && !c.derived {
		g.take(&pay.Amount, c.at)
		return
	}
	c, ok := g.best(numbers, "middle", "")
	switch {
	case !ok || c.derived:
	case !hasLow && !hasHigh:
		g.payMiddles(numbers, c, pay)
	case g.alone(c.at, low.at, high.at, hasLow, hasHigh):
		g.take(&pay.Middle, c.at)
	}
}

// payMiddles takes a middle, and those of other periods, as a year's and an
// hour's.
func (g *guesser) payMiddles(numbers []payColumn, c payColumn, pay *Pay) {
	g.take(&pay.Middle, c.at)
	g.m.notes["pay.middle"] = "the middle alone: the ends of the range are lost"
	for _, other := range numbers {
		period := periodOf(other.name)
		if g.taken[other.at] || other.whichEnd() != "middle" || period == "" || period == periodOf(c.name) {
			continue
		}
		y := Pay{Period: Field{Value: period}, Currency: Field{Value: currencyOf(other.name)}}
		g.take(&y.Middle, other.at)
		g.m.Pay = append(g.m.Pay, y)
	}
}

// alone reports whether a column of middles is filled where the ends are not.
func (g *guesser) alone(middle, low, high int, hasLow, hasHigh bool) bool {
	for _, row := range g.t.Sample {
		n, ok := amount(row.Cell(middle), "")
		if !ok || n <= 0 {
			continue
		}
		a, _ := amount(row.Cell(low), "")
		b, _ := amount(row.Cell(high), "")
		if (!hasLow || a <= 0) && (!hasHigh || b <= 0) {
			return true
		}
	}
	return false
}

// ends reports whether the last word of a name is of a kind.
func ends(name, kind string, d dictionary) bool {
	fields := strings.Fields(name)
	return len(fields) > 0 && d.words[kind][fields[len(fields)-1]]
}

// payByContent takes a column of amounts of money that has no name for it.
func (g *guesser) payByContent(pay *Pay) {
	g.byContent("pay.text", &pay.Text, func(p *profile) float64 {
		n := plainName(p.name)
		ms := dict().named(n)
		if p.address > .2 || p.length > 90 || p.date > .5 || p.titles > .3 || dict().has("other", n) ||
			len(ms) > 0 && ms[0].field == "title" { // "$22/hr INSTALLERS NEEDED"
			return 0
		}
		return p.money
	}, .3)
}

func currencyOf(name string) string {
	for _, w := range strings.Fields(name) {
		if c := currencyWords[w]; c != "" {
			return c
		}
	}
	return ""
}

// payWords finds currency, period and unit: in columns of their own, else in
// the names of the columns of amounts.
func (g *guesser) payWords(pay *Pay) {
	names := ""
	for _, f := range []Field{pay.Min, pay.Max, pay.Amount, pay.Middle, pay.Text} {
		if len(f.From) > 0 {
			names += " " + plainName(f.From[0])
		}
	}
	for i := range g.ps {
		if p := &g.ps[i]; !g.taken[i] && p.count > 0 && p.kinds <= 40 {
			g.payWord(pay, i)
		}
	}
	if len(pay.Currency.From) == 0 {
		pay.Currency.Value = currencyOf(names)
		if pay.Currency.Value == "" && !pay.Text.set() {
			g.m.notes["pay.currency"] = "no column says it: that of the place of each row; say it here if you know it"
		}
	}
	if len(pay.Period.From) == 0 {
		pay.Period.Value = periodOf(names)
		if y := g.t.Index("year"); g.m.Kind == "observations" && y >= 0 && g.ps[y].number == 1 {
			pay.Period.Value = "year" // a payroll, which says the year of its amounts
		}
		if pay.Period.Value == "" && !pay.Text.set() {
			g.m.notes["pay.period"] = "no column says it: the one that the amount implies; say it here if you know it"
		}
	}
	g.payUnit(pay, names)
}

// payWord takes a column that says the currency, the period or the unit.
func (g *guesser) payWord(pay *Pay, i int) {
	d, p := dict(), &g.ps[i]
	n := plainName(p.name)
	switch {
	case !pay.Unit.set() && d.has("pay", n) && strings.HasSuffix(n, " unit") && isUnit(p):
		g.take(&pay.Unit, i)
	case !pay.Currency.set() && d.has("currency", n) && isCurrency(p):
		pay.Currency.From = append(pay.Currency.From, p.name)
	case !pay.Period.set() && isPeriod(p) && (d.has("period", n) || d.has("pay", n) || !strings.Contains(n, " ") && len(d.named(n)) == 0):
		g.take(&pay.Period, i)
	case !pay.Period.set() && hasOnly(p, "hourly", "salary", "salaried") && d.has("period", n): // as payrolls call it
		g.take(&pay.Period, i)
		pay.Period.Values = map[string]string{"hourly": "hour", "salary": "year", "salaried": "year"}
	case !pay.Period.set() && p.kinds <= 2 && hasOnly(p, "hourly", "fixed"): // a budget for a project is no pay
		g.take(&pay.Period, i)
		pay.Ignore = Condition{p.name: {"Fixed", "fixed"}}
	case !pay.Period.set() && p.flag == 1 && (n == "hourly" || n == "is hourly"):
		g.take(&pay.Period, i)
		pay.Period.Values = map[string]string{
			"1": "hour", "1.0": "hour", "true": "hour", "yes": "hour", "0": "year", "0.0": "year", "false": "year", "no": "year",
		}
	}
}

// hasOnly reports whether the cells of a column are some words, each of which
// but one may be missing.
func hasOnly(p *profile, words ...string) bool {
	for v := range p.values {
		if !slices.Contains(words, fold(v)) {
			return false
		}
	}
	return p.count > 0
}

// payUnit finds in the names of the columns what their amounts count.
func (g *guesser) payUnit(pay *Pay, names string) {
	if len(pay.Unit.From) > 0 {
		return
	}
	for w := range strings.FieldsSeq(names) {
		switch u := units[w]; {
		case w == "k" && g.below(1000, pay.Min, pay.Max, pay.Amount, pay.Middle):
			pay.Unit.Value = "thousand"
		case w == "lpa":
			pay.Unit.Value = "lakh"
		case u > 0 && u != 1 && w != "m" && w != "k":
			pay.Unit.Value = w
		}
	}
}

// below reports whether no amount of columns reaches a bound.
func (g *guesser) below(bound float64, fields ...Field) bool {
	for _, f := range fields {
		for _, name := range f.From {
			for v := range g.ps[g.t.Index(name)].values {
				if n, ok := amount(v, ""); ok && n >= bound {
					return false
				}
			}
		}
	}
	return true
}

func isUnit(p *profile) bool {
	known := 0
	for v, n := range p.values {
		if units[fold(v)] > 0 {
			known += n
		}
	}
	return known == p.count
}

func isCurrency(p *profile) bool {
	known := 0
	for v, n := range p.values {
		if currency(v) != "" || v == "$" {
			known += n
		}
	}
	return known*10 >= p.count*8
}

// hours matches words for how much is worked, in which those of periods stand:
// "Полный рабочий день".
var hours = pattern.New(`(?i)рабоч|полн|full|part|jornada|integral|vollzeit|teilzeit|shift`)

func isPeriod(p *profile) bool {
	known := 0
	for v, n := range p.values {
		if len(strings.Fields(v)) <= 3 && period(v) != "" && !hours.MatchString(v) {
			known += n
		}
	}
	return known*10 >= p.count*6 && p.number < .5 && p.relative < .5 // "1 week ago"
}
