package article

import (
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
)

// where is the place that a figure is of.
func where(pick picker, ctx context, currency string) mention {
	m, ok := pick("place", anyOne)
	if ok && m.weak { // "London, UK": the town speaks
		if t, near := pick("place", func(t mention) bool { return !t.weak && besides(t, m) }); near {
			return t
		}
	}
	if !ok && (ctx.remembers || ctx.refers) {
		m, ok = last(ctx.before, "place")
	}
	if ok {
		return m
	}
	m = outerPlace(ctx.outer, currency)
	if b, found := last(ctx.before, "place"); found && b.value == "" && ctx.cell == "" {
		return b // "... nationwide. Jobs in the field ..."
	}
	if b, found := last(
		ctx.before,
		"place",
	); found && !otherEmployer(pick, ctx) &&
		(m.what == "" || b.who.city != "" && m.who.city != "" && ctx.cell == "" ||
			ctx.cell == "" && paidIn(b, currency) && !paidIn(m, currency)) {
		return b
	}
	return m
}

// paidIn reports whether pay at a place is in a currency; "$" is any dollar.
func paidIn(m mention, currency string) bool {
	of := pay.Currency(m.who.country)
	return of == currency || currency == "$" && pay.WritesDollar(of)
}

// otherEmployer reports whether a sentence speaks of another employer than the one
// before, which may be elsewhere.
func otherEmployer(pick picker, ctx context) bool {
	m, ok := pick("company", anyOne)
	before, said := last(ctx.before, "company")
	return ok && said && before.value != m.value
}

// besides reports whether a town and a country stand side by side and the one is
// in the other.
func besides(town, country mention) bool {
	gap := max(town.start, country.start) - min(town.end, country.end)
	return gap < 12 && (town.who.country == country.who.country || town.who.country == "")
}

// atHomeOf is a place as a figure in a currency of one country alone means it: pounds
// in an article about India are paid in Britain, and Cambridge is the one there.
func atHomeOf(currency string, m mention, pick picker, ctx context) mention {
	home := homes[currency]
	if home == "" || m.who.country == home {
		return m
	}
	if _, said := pick("place", anyOne); !said && ctx.cell == "" {
		return mention{}
	}
	if m.who.city == "" {
		return m
	}
	if r := place.Resolve(m.value, home); len(r.Places) == 1 && r.Places[0].Country == home && r.Places[0].City != "" {
		m.who = subject{country: home, city: r.Places[0].City, metro: r.Places[0].Metro}
	}
	return m
}

// dollarsOfMany reports whether the amounts of a sentence in dollars are of countries
// with different currencies: they are then given in one, the American.
func dollarsOfMany(all []number, said []mention) bool {
	n := 0
	for _, o := range all {
		if o.currency == "$" {
			n++
		}
	}
	homes := map[string]bool{}
	for _, m := range said {
		if m.what == "place" && m.who.country != "" {
			homes[pay.Currency(m.who.country)] = true
		}
	}
	return n > 1 && len(homes) > 1
}
