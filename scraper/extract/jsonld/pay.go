package jsonld

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/words"
)

// jobPay reads baseSalary, in all the forms that pages use: a MonetaryAmount
// whose value is a QuantitativeValue, a number or a text; ends and unit on
// either of the two; a PriceSpecification; a plain number or text beside
// salaryCurrency. estimatedSalary, of the same forms, is predicted.
func jobPay(n Node) []scraper.Pay {
	var pays []scraper.Pay
	for _, field := range []struct {
		name   string
		origin scraper.Origin
	}{{"baseSalary", scraper.Structured}, {"estimatedSalary", scraper.Predicted}} {
		for i, v := range n.List(field.name) {
			path := field.name
			if i > 0 {
				path = fmt.Sprintf("%s[%d]", field.name, i)
			}
			for _, p := range jobAmounts(v, n.Text("salaryCurrency")) {
				p.Origin = cmp.Or(p.Origin, field.origin)
				if field.origin == scraper.Predicted {
					p.Origin = scraper.Predicted
				}
				p.Path = path
				pays = append(pays, p)
			}
		}
	}
	return pays
}

// jobAmounts reads one value of baseSalary. A MonetaryAmount may hold several
// QuantitativeValues.
func jobAmounts(v any, currency string) []scraper.Pay {
	n := AsNode(v)
	if n.Values == nil {
		return jobPlain(htmltext.Line(Word(v)), currency, "")
	}
	currency = cmp.Or(n.Text("currency"), n.Text("priceCurrency"), currency)
	unit := jobPeriod(n)
	if p, ok := jobEnds(n, currency, unit); ok {
		return []scraper.Pay{p}
	}
	var pays []scraper.Pay
	for _, inner := range n.List("value") {
		q := AsNode(inner)
		if q.Values == nil {
			pays = append(pays, jobPlain(htmltext.Line(Word(inner)), currency, unit)...)
			continue
		}
		currency := cmp.Or(q.Text("currency"), currency)
		unit := cmp.Or(jobPeriod(q), unit)
		if p, ok := jobEnds(q, currency, unit); ok {
			pays = append(pays, p)
		} else {
			pays = append(pays, jobPlain(q.Text("value"), currency, unit)...)
		}
	}
	return pays
}

// jobEnds reads a range or a price; ok is false when n holds neither end.
// Zeros are absent.
func jobEnds(n Node, currency, unit string) (scraper.Pay, bool) {
	number := func(names ...string) float64 {
		for _, name := range names {
			read := money.Amount
			if _, number := n.Value(name).(json.Number); number {
				read = money.ParseNumber
			}
			if f, ok := read(n.Text(name)); ok && f > 0 {
				return f
			}
		}
		return 0
	}
	p := scraper.Pay{Currency: currency, Period: unit}
	p.Min, p.Max = number("minValue", "minPrice"), number("maxValue", "maxPrice")
	if p.Min == 0 && p.Max == 0 {
		p.Min = number("price", "median")
		p.Max = p.Min
	}
	return p, p.Min > 0 || p.Max > 0
}

// jobPlain reads a value that is a number, or a text for package aggregate.
func jobPlain(s, currency, unit string) []scraper.Pay {
	if f, ok := money.Amount(s); ok {
		if f <= 0 {
			return nil
		}
		return []scraper.Pay{{Min: f, Max: f, Currency: currency, Period: unit}}
	}
	if !strings.ContainsAny(s, "123456789") {
		return nil
	}
	return []scraper.Pay{{Text: s, Currency: currency, Period: unit, Origin: scraper.Field}}
}

// jobPeriod reads unitText, a word, or unitCode, a code such as ANN.
func jobPeriod(n Node) string {
	return cmp.Or(
		words.Period(n.Text("unitText")),
		words.Period(n.Text("unitCode")),
		words.PeriodOf(n.Text("unitText")),
	)
}
