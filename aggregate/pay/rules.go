package pay

import "strings"

// effect is what a rule of judgement does with a figure when it applies.
type effect uint8

const (
	accept effect = iota // the figure is pay; no later rule is asked
	refuse               // the figure is something else; no later rule is asked
	pardon               // the word of another thing near it is not about it; go on
)

// rule is one step of judgement. The steps are asked in order; the first that
// accepts or refuses decides. Each has an example and a counter-example in
// testdata/rules.tsv, and a test that fails when the rule is left out.
type rule struct {
	id   string
	does effect
	why  string // what --explain says of a figure that it refuses; "" names the word near it
	when func(v *view) bool
	then func(v *view) // what else it settles; nil for nothing
}

// view is a figure with what is known when it is judged.
type view struct {
	p *parser
	f *figure
	around
	m       currency
	money   bool // a sign or code stands by it
	stated  bool // its period is stated
	salary  bool // it has the size of a full salary
	pair    bool // a range of salaries, both ends in money
	rate    bool // an hourly rate that a word of pay or a verb names
	named   bool // a word of pay names it
	closeBy bool // ... and stands right by it
	section bool // it stands under a heading of pay
	small   bool // a lone sum, its time only implied
}

func (p *parser) viewOf(f *figure, c *around) view {
	if f.a.paid {
		c.payAfter = 1
	}
	v := view{p: p, f: f, around: *c, m: p.sizes(f.code), money: f.cur != 0, stated: !f.impliedBySum}
	v.salary = v.m.salary(f.min, f.period)
	v.pair = f.two && v.salary && v.money && f.max <= 5*f.min
	v.rate = v.money && f.period == "hour" && v.stated && v.salary && (c.verb || c.pay < far)
	v.named = c.pay < far || c.heading || c.payAfter <= 4 && (v.money || !f.k)
	v.closeBy = c.pay <= 5 || c.heading || c.payAfter <= 3 || c.payColon
	v.small = !f.two && f.impliedBySum
	if !v.named && (v.money || f.k || v.stated || f.two) {
		v.section = p.section(f)
	}
	return v
}

// forget drops what the words before the figure say of another thing.
func forget(v *view) { v.other = none }

// judgement is the rules in order. They come from the adverts of the
// development rows and of the recordings, unless a rule says otherwise.
var judgement = []rule{
	// What can't be pay whatever is said of it.
	{id: "under-five", does: refuse, why: noPayWord, when: func(v *view) bool {
		return !v.money && !v.f.k && v.f.period != "" && v.stated && v.f.max < 5 // "2 per week"
	}},
	{id: "numbered", does: refuse, why: "a number of a posting or a grade", when: func(v *view) bool {
		return !v.money && !v.f.k && !v.stated && v.p.numbered(v.f)
	}},
	{id: "size", does: refuse, why: "not of the size of pay", when: func(v *view) bool {
		return !v.m.fits(v.f.min, v.f.period) || !v.m.fits(v.f.max, v.f.period)
	}},
	{
		id:   "others-pay",
		does: refuse,
		why:  "an average, a wish or what others earn",
		when: func(v *view) bool { return v.others },
	},
	{id: "estimate", does: refuse, why: "an estimate", when: func(v *view) bool { return v.estimate }},

	// What the words right after it say: "$500 referral bonus".
	{id: "salaries-with-benefit", does: pardon, when: func(v *view) bool { // "$90k-$110k equity included"
		return v.after == classBenefit && v.pair && v.f.min/v.m.perUSD >= 20000
	}, then: forgetAfter},
	{id: "salary-with-benefit", does: pardon, when: func(v *view) bool { // "Salaire : 50 000 à 60 000 brut annuel, prime"
		return v.after == classBenefit && v.f.two && v.stated && v.salary && v.pay <= 2 && v.afterDist > 1
	}, then: forgetAfter},
	{id: "rate-for-training", does: pardon, when: func(v *view) bool { // "paid $18 an hour during training"
		return v.after == classBenefit && v.rate && v.afterDist > 1
	}, then: forgetAfter},
	{id: "money-counted", does: pardon, when: func(v *view) bool { // "$60/hr contractors"
		return v.after == classCount && v.money
	}, then: forgetAfter},
	{id: "label-with-benefit", does: pardon, when: func(v *view) bool { // "Base salary: $92,000 This post earns a bonus"
		return v.after == classBenefit && v.salary && v.payColon && v.pay <= 2 && v.afterDist > 2
	}, then: forgetAfter},
	{id: "next-item", does: pardon, when: func(v *view) bool { // "月給 210,000円 賞与 年2回"
		next := v.p.at(v.f.last + 1)
		apart := v.afterDist > 1 || next.spaced && next.kind == kWord && v.p.ideographic(next)
		return (v.after == classBenefit || v.after == classOther) && v.pay <= 1 && v.stated && v.decent() && apart
	}, then: forgetAfter},
	{id: "named-after", does: refuse, when: func(v *view) bool { return v.after != none && v.afterDist < v.payAfter }},
	{id: "second-rate", does: accept, when: func(v *view) bool {
		return v.after == none && v.p.secondRate(v.f)
	}, then: func(v *view) {
		g := v.p.figures[len(v.p.figures)-1]
		v.f.period, v.f.impliedBySum, v.f.label = g.period, false, true // one that is stated is the same
	}},

	// Why the word of another thing before it may not be about it.
	{id: "capital-begins", does: pardon, when: func(v *view) bool { // "(UK) Up to £130,000"
		t := v.p.at(v.f.first)
		return t.kind == kWord && t.upper && v.f.bound != boundNone && v.p.at(v.f.first-1).kind != kColon
	}, then: forget},
	{id: "dash-sets-apart", does: pardon, when: func(v *view) bool { // "Sales Engineer - $90-140k"
		t := v.p.at(v.f.first - 1)
		return t.kind == kDash && t.spaced && v.salary && (v.f.two || v.other != classBenefit || v.otherDist > 2)
	}, then: forget},
	{id: "comma-sets-apart", does: pardon, when: func(v *view) bool { // "an award-winning fund, £65,000 + bonus"
		return v.p.at(v.f.first-1).kind == kComma && v.salary && v.f.period == "year" &&
			(v.f.two || v.other != classBenefit)
	}, then: forget},
	{id: "capital-has-no-time", does: pardon, when: func(v *view) bool { // "Pre-Seed (closing): $3,000/month"
		return v.other == classFunding && v.f.a.period != "" && v.f.period != "year" && v.decent()
	}, then: forget},
	{id: "stipend-of-interns", does: accept, when: func(v *view) bool { // "Stipend: 15,000/month for interns"
		return v.other == classBenefit && v.f.a.period == "month" && v.p.stipendOfInterns(v.f)
	}, then: label},
	{id: "budget-as-label", does: pardon, when: func(v *view) bool { // "Budget: up to 25 lakhs per annum"
		return v.other == classBudget && v.otherDist <= 1 && v.salary &&
			(v.stated || v.f.two || v.f.bound == boundUpTo) && v.p.begins(v.f)
	}, then: forget},
	{id: "budget-for-the-job", does: pardon, when: func(v *view) bool { // "Budżet: 18 000 PLN netto (B2B)"
		return (v.contract != "" || v.f.tax != "" || v.f.a.perLakh) && v.other == classBudget && v.otherDist <= 2
	}, then: forget},
	{
		id:   "clause-apart",
		does: pardon,
		when: func(v *view) bool { // "with £400m in assets, we hire at £42,000 per annum"
			return v.otherComma && v.salary && v.stated
		},
		then: forget,
	},
	{id: "small-and-named", does: refuse, when: func(v *view) bool { // a small sum without a time needs clean words
		return v.other != none && v.small && v.f.period != "year" && v.otherDist <= 8 && !v.listed && !v.payColon
	}},
	{
		id:   "one-label",
		does: pardon,
		when: func(v *view) bool { return v.other != none && v.listed },
		then: forget,
	}, // "Salary + bonus:"
	{id: "pay-is-nearer", does: pardon, when: func(v *view) bool {
		return v.other != none && v.otherDist >= v.pay
	}, then: forget},
	{id: "pay-after", does: pardon, when: func(v *view) bool { // "equity, $120k base"
		bound := v.otherDist == 1 || v.otherDist == 2 && v.p.linked(v.f.first-1) // "an allowance of $650, salary"
		return v.other != none && v.payAfter <= 2 && !(v.payAcrossAfter && bound)
	}, then: forget},
	{id: "rate-past-benefit", does: pardon, when: func(v *view) bool {
		return v.rate && v.other == classBenefit && v.otherDist > 2 && !v.p.saidOf(v.f, v.otherDist)
	}, then: forget},
	{id: "salaries-past-benefit", does: pardon, when: func(v *view) bool {
		return v.pair && v.other == classBenefit && !(v.otherEnd <= 2 && v.p.linked(v.f.first-1)) &&
			(v.f.period == "year" || v.f.period == "hour" && v.otherDist > 2)
	}, then: forget},
	{id: "hourly-past-other", does: pardon, when: func(v *view) bool {
		return v.other != none && v.pair && v.f.period == "hour" && v.otherDist > 3
	}, then: forget},
	{id: "far-from-other", does: pardon, when: func(v *view) bool {
		return v.other != none && v.otherDist > 12 && v.f.two
	}, then: forget},
	{id: "named-before", does: refuse, when: func(v *view) bool { return v.other != none }},
	{id: "listed-with-benefits", does: refuse, why: "named as " + benefit, when: func(v *view) bool { // "$50 at night, $80 on Sundays"
		return v.pay == far && v.payAfter == far && !v.stated && v.p.afterBenefit(v.f)
	}},

	{id: "field", does: accept, when: func(v *view) bool {
		return v.p.hint.Field && (v.salary || v.f.period != "" && v.stated || v.f.k)
	}, then: label},

	// A figure that a word of pay names, and what spoils the name.
	{id: "counted-noun", does: refuse, why: "a count", when: func(v *view) bool { // "salaries with 4,120 firms"
		return !v.money && !v.f.two && v.f.impliedBySum && v.p.noun(v.f.last+1)
	}},
	{id: "month-behind-label", does: accept, when: func(v *view) bool { // "Maaş 44.500"
		return v.f.bare && v.pay <= 2 && v.decent() && v.grouped()
	}, then: label},
	{id: "naked-number", does: refuse, why: noPayWord, when: func(v *view) bool { // the label must be right by it
		alone := v.heading && (v.p.at(v.f.last+1).kind == kLine || v.f.last+1 >= len(v.p.toks))
		small := v.small || !v.f.two && v.has("period-near")
		return v.named && v.f.bare && small && (!v.payColon && v.pay > 3 && !alone || !v.salary)
	}},
	{
		id:   "thousands-far-from-pay",
		does: refuse,
		why:  noPayWord,
		when: func(v *view) bool { // "salaries ... 40k+ objects"
			return v.named && v.f.k && !v.money && !v.f.two &&
				(!v.closeBy || v.pay > 5 && !v.heading && !v.p.standsRight(v.f))
		},
	},
	{id: "too-small", does: refuse, why: "too small for a salary, and no rate", when: func(v *view) bool {
		return v.named && v.small && !v.salary && !v.closeBy && !v.exact()
	}},
	{id: "earned-at-times", does: refuse, why: "a small sum without a time", when: func(v *view) bool {
		// "Earn up to $300"
		short := v.f.period == "day" || v.f.period == "hour" && v.f.max >= 100*v.m.perUSD
		return v.named && v.small && short && v.p.onlyEarned(v.f)
	}},
	{
		id:   "name-of-larger-sum",
		does: refuse,
		why:  "named by words that belong to a larger sum",
		when: func(v *view) bool {
			n := len(v.p.figures)
			return v.named && n > 0 && v.payAcross && !v.f.two && v.p.figures[n-1].accepted &&
				3*v.f.max < v.p.figures[n-1].min &&
				v.payAfter > 2 && !v.p.besideContract(v.f) // "CLT: R$ 4.000 / PJ: R$ 40/hora"
		},
	},
	{id: "named", does: accept, when: func(v *view) bool { return v.named }, then: label},

	// A figure that nothing names: its form, its size and how it stands.
	{id: "under-heading", does: accept, when: func(v *view) bool {
		return v.section && (v.decent() || v.stated && (v.f.period == "hour" || v.f.period == "day")) &&
			(v.money || v.f.k || v.stated || v.f.two && v.f.min >= 10000)
	}, then: label},
	{id: "contract-form", does: accept, when: func(v *view) bool { // "PJ: R$ 9.000"
		return (v.money || v.f.k && v.right()) && v.decent() && v.p.besideContract(v.f)
	}, then: label},
	{id: "level-beside", does: accept, when: func(v *view) bool { // "-> R$ 16K (inicial) - Desenvolvedor Sênior"
		monthly := v.f.period == "month" && v.p.d.lands[v.p.land()].custom == "month"
		return v.f.cur > 0 && v.f.k && monthly && v.decent() && v.left() && v.p.levelBehind(v.f)
	}, then: label},
	{id: "gross-or-net", does: accept, when: func(v *view) bool {
		return v.f.tax != "" && (v.money || v.f.k && (v.f.two || v.right())) && (v.stated || v.decent() && !v.oneOff())
	}, then: label},
	{id: "tax-and-no-currency", does: accept, when: func(v *view) bool { // "Mechanik 5000 - 8000 na rękę"
		return v.f.tax != "" && v.f.bare && v.f.period == "month" && v.decent() && v.right() && (v.f.two || v.grouped())
	}, then: label},
	{
		id:   "range-of-others",
		does: refuse,
		why:  noPayWord,
		when: func(v *view) bool { // "the typical customer has $250k-$500k"
			return v.money && v.f.two && !v.left() && v.count <= 4
		},
		then: func(v *view) { v.f.listed = true },
	},
	{id: "left-in-field", does: accept, when: func(v *view) bool { return v.p.hint.Field }}, // "Até R$ 2.000,00"
	{id: "alone", does: accept, when: func(v *view) bool {
		return v.p.alone(v.f) && (v.money || v.f.k || v.stated) &&
			(v.f.two || v.stated || v.salary && (v.f.period == "year" || v.monthly()))
	}},
	{id: "range-of-salaries", does: accept, when: func(v *view) bool {
		yearly := v.f.period == "year" || v.f.period == "month" && v.p.d.lands[v.p.land()].custom == "month"
		return v.money && v.f.two && yearly && (v.salary && (v.left() || v.right() || v.verb) || v.monthOfLine())
	}},
	{id: "rate", does: accept, when: func(v *view) bool { // "$45/hr"
		return v.money && v.stated && v.f.period != "month" && v.f.period != "week" && (v.salary || v.f.two)
	}},
	{id: "range-with-time", does: accept, when: func(v *view) bool { return v.money && v.stated && v.f.two }},
	{id: "monthly", does: accept, when: func(v *view) bool {
		return v.money && v.stated && (v.left() || v.earlier || v.verb) && v.salary
	}},
	{id: "range-stands-alone", does: accept, when: func(v *view) bool {
		return v.money && v.f.two && (v.left() || v.f.k) && v.right() && (v.salary || v.f.period == "hour" && v.left())
	}},
	{id: "range-of-thousands", does: accept, when: func(v *view) bool {
		if v.p.chinese() && v.p.off != "experience-behind" { // 转正后 12k-18k, "20k-40k 经验3-5年"
			return v.f.two && v.f.k && (v.right() || v.left()) && v.f.max >= 5000
		}
		return v.f.two && v.f.k && v.right() && v.f.max >= 20000
	}},
	{
		id:   "bare-range-with-time",
		does: accept,
		when: func(v *view) bool { return v.f.two && v.stated && !v.money && v.salary },
	},
	{id: "thousands-with-time", does: accept, when: func(v *view) bool { // "Backend Engineer 120k/yr"
		return v.f.k && v.stated && !v.money && v.salary && v.f.a.period == "year" && v.left()
	}},
	{id: "salary-stands-alone", does: accept, when: func(v *view) bool {
		return v.money && v.f.period == "year" && v.salary && v.left() && v.right() && v.f.max/v.m.perUSD <= 1.5e6
	}},
	{id: "offered-or-more", does: accept, when: func(v *view) bool { // "a salaried post offering $250,000+"
		offer := strings.HasPrefix(v.p.folded(v.f.first-1), "offer")
		return v.money && offer && v.salary && v.f.period == "year" && v.f.bound == boundFrom && v.right()
	}},
	{id: "wanted", does: accept, when: func(v *view) bool { // "looking for 120k"
		return v.thousands(10000, 1e6) && v.verb && v.p.at(v.f.last+1).kind != kWord && v.right()
	}},
	{id: "with-equity", does: accept, when: func(v *view) bool { // "120k + 2%"
		return v.thousands(30000, 500000) && v.p.withEquity(v.f.last+1) &&
			(v.left() || v.p.at(v.f.first-1).kind == kComma)
	}},
	{
		id:   "cell",
		does: accept,
		when: func(v *view) bool { return v.thousands(30000, 500000) && v.p.cell(v.f) },
	}, // "| 110k+ |"
	{id: "rate-with-cents", does: accept, when: func(v *view) bool {
		return v.money && v.f.period == "hour" && v.f.a.decimals == 2 && v.left() && v.right() && v.salary &&
			centsOfRates[v.m.code]
	}},
	{id: "bare-rate", does: accept, when: func(v *view) bool { // "60 per hour"
		return v.stated && !v.money && !v.f.two && (v.verb || v.left() && v.right()) &&
			(v.f.period == "hour" || v.f.period == "day") &&
			v.salary &&
			!v.f.k
	}},
}

// centsOfRates are the currencies in which adverts state a rate an hour with its
// cents and nothing else; elsewhere such a sum is the price of something.
var centsOfRates = map[string]bool{"USD": true, "CAD": true, "GBP": true, "AUD": true, "NZD": true}

func forgetAfter(v *view) { v.after = none }

// label marks the figure as named by words of pay.
func label(v *view) { v.f.label = true }

func (v *view) left() bool  { return v.p.standsLeft(v.f) }
func (v *view) right() bool { return v.p.standsRight(v.f) }

// decent reports whether the figure has the size of a salary, by the measure of
// the countries that pay least.
func (v *view) decent() bool {
	return v.salary || v.f.period == "month" && v.f.min/v.m.perUSD >= 200
}

// oneOff reports whether the figure is a lone sum that is too small for a month's
// pay and whose time nothing says: "500 Euro brutto" for a hire that was referred.
func (v *view) oneOff() bool {
	return v.small && (v.f.period == "day" || v.f.period == "hour")
}

// grouped reports whether the figure is a month's pay of a known currency that is
// written as money is, with its thousands set apart: "44.500".
func (v *view) grouped() bool {
	return v.f.code != "" && v.f.period == "month" && v.f.max >= 10000 && v.f.a.grouped
}

// exact reports whether the figure is a month's pay of a country that pays little,
// written to the cent: "R$ 2.429,26".
func (v *view) exact() bool {
	return v.decent() && v.f.a.grouped && v.f.a.decimals == 2 && v.p.off != "to-the-cent"
}

// monthOfLine reports whether the figure is a range of a month's pay that begins its
// line, as lists of jobs show it, in a country where pay is by the month.
func (v *view) monthOfLine() bool {
	before := v.p.at(v.f.first - 1)
	begins := before.kind == kLine || before.kind == kDash && before.spaced && v.p.off != "month-behind-dash" &&
		v.p.at(v.f.last+1).kind == kLine // "Backend Developer - $500 to $800"
	money := v.f.period == "month" && v.f.code != "" && v.f.cur != 0
	return money && v.decent() && v.f.max <= 3*v.f.min && begins && v.right()
}

// monthly reports whether the figure is money for a month, in a country whose adverts
// count by the month.
func (v *view) monthly() bool {
	return v.f.period == "month" && v.f.cur > 0 && v.p.d.lands[v.p.land()].custom == "month" && v.p.off != "month-alone"
}

// thousands reports whether the figure is a lone "120k" without a currency
// between two sizes.
func (v *view) thousands(low, high float64) bool {
	return v.f.k && !v.money && !v.f.two && v.f.max >= low && v.f.max <= high
}

const noPayWord = "no word of pay near"

// verdict asks the rules in order and returns why the figure is not pay, or "".
func (p *parser) verdict(f *figure, c *around) string {
	v := &p.hand.view
	*v = p.viewOf(f, c)
	for i := range judgement {
		r := &judgement[i]
		if r.id == p.off || !r.when(v) {
			continue
		}
		why := r.why
		if r.does == refuse && why == "" {
			why = "named as " + v.nearest().reason()
		}
		if r.then != nil {
			r.then(v)
		}
		f.decided = r.id
		switch r.does {
		case accept:
			f.rules = append(f.rules, r.id)
			return ""
		case refuse:
			return why
		}
	}
	f.listed = v.money
	return noPayWord
}

// nearest is the class of the word that a refusal names.
func (v *view) nearest() class {
	if v.after != none && v.afterDist < v.payAfter {
		return v.after
	}
	return v.other
}
