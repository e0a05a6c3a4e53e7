package normalise

import (
	"cmp"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/pay"
	"backpay/scraper"
)

// readPay reads pay from the amounts that fields state, else from text fields
// made for pay, else from the advert's prose, so that one statement written
// twice counts once. What a field states and can't be meant is kept with its
// flag, and the next place is looked at too. Estimates of a third party are
// kept as predicted: never pay, and no reason to stop looking.
func readPay(said scraper.Posting, country, role string) []aggregate.Pay {
	var all []aggregate.Pay
	for _, f := range said.Pay {
		if f.Origin != scraper.Field && (f.Min > 0 || f.Max > 0) {
			all = append(all, fromAmounts(f, country, role))
		}
	}
	if good(all) {
		onTarget(all, said, country)
		return all
	}
	hint := pay.Hint{Country: country, Title: said.Title, Field: true}
	for _, f := range said.Pay {
		if f.Origin == scraper.Field {
			for _, r := range parseField(f, hint) {
				r = fillFrom(r, f)
				p := fromRange(r, country, role, scraper.Field)
				p.QuoteStart, p.QuoteEnd = -1, -1
				all = append(all, p)
			}
		}
	}
	if good(all) {
		return all
	}
	hint.Field = false
	for _, r := range pay.Parse(said.Description, hint) {
		p := fromRange(r, country, role, scraper.Text)
		text := said.Description
		if r.InTitle {
			text = said.Title
		}
		p.QuoteStart, p.QuoteEnd = characters(text, r.Start, r.End)
		all = append(all, p)
	}
	return all
}

// parseField reads a field's text. The currency that a field beside it states goes
// before that of the place, for an amount without a currency of its own.
func parseField(f scraper.Pay, hint pay.Hint) []pay.Range {
	all := pay.Parse(f.Text, hint)
	if pay.Code(f.Currency, hint.Country) == "" {
		return all
	}
	hint.Country = ""
	if own := pay.Parse(f.Text, hint); len(own) == len(all) {
		for i := range all {
			if own[i].Currency == "" {
				all[i].Currency = ""
			}
		}
	}
	return all
}

// fillFrom adds what fields beside a text say of it, where the text is silent.
func fillFrom(r pay.Range, f scraper.Pay) pay.Range {
	implied := slices.Contains(r.Rules, "period-implied")
	if r.Currency == "" {
		r.Currency = f.Currency
	}
	if (r.Period == "" || implied) && f.Period != "" {
		r.Period = f.Period
	}
	r.Kind, r.Tax, r.Contract = cmp.Or(r.Kind, f.Kind), cmp.Or(r.Tax, f.Tax), cmp.Or(r.Contract, f.Contract)
	return r
}

// onTarget marks amounts of fields that don't say what kind they are as
// on-target pay where the advert's text names the same amounts so.
func onTarget(all []aggregate.Pay, said scraper.Posting, country string) {
	if !strings.Contains(said.Description, "OTE") &&
		!strings.Contains(strings.ToLower(said.Description), "on-target") {
		return
	}
	for _, r := range pay.Parse(said.Description, pay.Hint{Country: country}) {
		for i := range all {
			p := &all[i]
			if r.Kind == "ote" && p.Kind == "base" && p.Min == r.Min && p.Max == r.Max {
				p.Kind, p.Rule = "ote", p.Rule+" ote-in-text"
			}
		}
	}
}

// good reports whether some pay was stated that may be meant as it stands.
func good(all []aggregate.Pay) bool {
	for _, p := range all {
		if p.Origin != scraper.Predicted && p.Flag == "" {
			return true
		}
	}
	return false
}

// fromAmounts takes a field's amounts as they are. A missing period is the one
// that the amount implies in its market, a missing currency the country's.
func fromAmounts(f scraper.Pay, country, role string) aggregate.Pay {
	r := pay.Range{
		Min: f.Min, Max: f.Max, Currency: pay.Code(f.Currency, country), Period: f.Period, Kind: f.Kind, Tax: f.Tax, Contract: f.Contract,
		Quote: f.Text, Rules: []string{"field:" + f.Path},
	}
	if r.Currency == "" && f.Currency == "" {
		if r.Currency = pay.Currency(country); r.Currency != "" {
			r.Rules = append(r.Rules, "currency-of-country")
		}
	}
	if r.Period == "" {
		if r.Period = pay.SalaryPeriod(max(r.Min, r.Max), r.Currency, country); r.Period != "" {
			r.Rules = append(r.Rules, "period-implied")
		}
	}
	if f.Middle {
		r.Rules = append(r.Rules, "middle")
	}
	p := fromRange(r, country, role, f.Origin)
	p.QuoteStart, p.QuoteEnd = -1, -1
	return p
}

// fromRange judges a range, and adds the annual amounts with their factor and
// rule. Ends the wrong way round are turned, and a period that is none of ours
// is left out, once they are judged.
func fromRange(r pay.Range, country, role string, origin scraper.Origin) aggregate.Pay {
	flag := pay.Check(r, country, role)
	if r.Min > 0 && r.Max > 0 && r.Min > r.Max {
		r.Min, r.Max, r.Rules = r.Max, r.Min, append(r.Rules, "reversed")
	}
	if flag == "unknown-period" {
		r.Period, r.Rules = "", append(r.Rules, "period-unknown")
	}
	p := aggregate.Pay{
		Min: r.Min, Max: r.Max, Currency: r.Currency, Period: r.Period, Kind: r.Kind, Tax: r.Tax, Contract: r.Contract, Origin: origin, Confidence: r.Confidence,
		Quote: r.Quote, QuoteStart: r.Start, QuoteEnd: r.End, InTitle: r.InTitle, Payments: r.Payments, Flag: flag,
	}
	if p.Kind == "" {
		p.Kind = "base"
	}
	rules := r.Rules
	var rule string
	p.AnnualMin, p.AnnualFactor, rule = pay.Annual(r.Min, r.Period, country)
	p.AnnualMax, _, _ = pay.Annual(r.Max, r.Period, country)
	if rule != "" {
		rules = append(rules[:len(rules):len(rules)], rule)
	}
	p.Rule = strings.Join(rules, " ")
	return p
}
