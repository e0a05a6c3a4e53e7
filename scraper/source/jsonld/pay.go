package jsonld

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/net/publicsuffix"

	"backpay/scraper"
	"backpay/scraper/extract"
)

// pay reads baseSalary, in all the forms that pages use: a MonetaryAmount
// whose value is a QuantitativeValue, a number or a text; ends and unit on
// either of the two; a PriceSpecification; a plain number or text beside
// salaryCurrency. estimatedSalary, of the same forms, is predicted.
func pay(n extract.Node) []scraper.Pay {
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
			for _, p := range amounts(v, n.Text("salaryCurrency")) {
				p.Origin = cmp.Or(p.Origin, field.origin)
				if field.origin == scraper.Predicted {
					p.Origin = scraper.Predicted
				}
				p.Path = path
				p.Flag = extract.Flag(p)
				pays = append(pays, p)
			}
		}
	}
	return pays
}

// amounts reads one value of baseSalary. A MonetaryAmount may hold several
// QuantitativeValues.
func amounts(v any, currency string) []scraper.Pay {
	n := extract.AsNode(v)
	if n.Values == nil {
		return plain(extract.Line(extract.Word(v)), currency, "")
	}
	currency = cmp.Or(n.Text("currency"), n.Text("priceCurrency"), currency)
	unit := period(n)
	if p, ok := ends(n, currency, unit); ok {
		return []scraper.Pay{p}
	}
	var pays []scraper.Pay
	for _, inner := range n.List("value") {
		q := extract.AsNode(inner)
		if q.Values == nil {
			pays = append(pays, plain(extract.Line(extract.Word(inner)), currency, unit)...)
			continue
		}
		currency := cmp.Or(q.Text("currency"), currency)
		unit := cmp.Or(period(q), unit)
		if p, ok := ends(q, currency, unit); ok {
			pays = append(pays, p)
		} else {
			pays = append(pays, plain(q.Text("value"), currency, unit)...)
		}
	}
	return pays
}

// ends reads a range or a price; ok is false when n holds neither end.
// Zeros are absent.
func ends(n extract.Node, currency, unit string) (scraper.Pay, bool) {
	number := func(names ...string) float64 {
		for _, name := range names {
			if f, ok := extract.ParseNumber(n.Text(name)); ok && f > 0 {
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

// plain reads a value that is a number, or a text for package aggregate.
func plain(s, currency, unit string) []scraper.Pay {
	if f, ok := extract.ParseNumber(s); ok {
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

// period reads unitText, a word, or unitCode, a code such as ANN.
func period(n extract.Node) string {
	return cmp.Or(extract.Period(n.Text("unitText")), extract.Period(n.Text("unitCode")))
}

// site is the registrable domain of a host.
func site(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}
