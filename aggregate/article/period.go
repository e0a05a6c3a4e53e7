package article

import (
	"slices"
	"strings"

	"backpay/aggregate/pay"
	"backpay/scraper/pattern"
)

// payLike reports whether a number of a sentence can be pay, and for how long.
func (w *world) payLike(s string, n number, clause string, ctx context) (per string, ok bool) {
	if n.percent || n.currency == "" && !unsignedPay(s, n, clause, ctx) {
		return "", false
	}
	clause = homeVerb.ReplaceAllString(clause, "pay")
	if livingCost.MatchString(s) && !payWords.MatchString(s) {
		return "", false
	}
	clause = profitShare.ReplaceAllString(clause, "pay")
	clause = costOfLiving.ReplaceAllString(contributions.ReplaceAllString(clause, ""), "")
	clause = grossWords.ReplaceAllString(netWords.ReplaceAllString(clause, "pay"), "pay")
	if notPay.MatchString(clause) && !payNouns.MatchString(clause) &&
		!((hourly.MatchString(s) || daily.MatchString(s) || ctx.hourly || ctx.daily) && n.val < 1500) {
		return "", false
	}
	if strings.HasSuffix(strings.TrimSpace(s), "?") && !payWords.MatchString(s) {
		return "", false // asked, not said
	}
	bonus := bonusHead.MatchString(ctx.cell) || bonusAfter.MatchString(s[n.start:]) || bonusBefore.MatchString(s[:n.start])
	if n.currency != "" && n.val >= 100 && bonus {
		return "year", true
	}
	code := n.currency
	if code == "$" || code == "" {
		code = "USD"
	}
	if n.huge && (annual(n.val, "year", w.ev.Country) == 0 || !manyUnits[code]) {
		return "", false
	}
	return w.periodOf(s, n, code, ctx)
}

// bonusHead is the head of a column of parts of a year's pay.
var bonusHead = pattern.New(`(?i)\b(?:bonus(?:es)?|stock|equity|RSUs?)\b`)

// unsignedPay reports whether a number without a currency can be pay: the words
// about it have to say so.
func unsignedPay(s string, n number, clause string, ctx context) bool {
	after, head := s[n.end:], payWords.MatchString(ctx.cell) || ctx.cell != "" && payRow.MatchString(ctx.row)
	if sampled.MatchString(after) {
		return false
	}
	switch {
	case n.bare:
		named := head || payWords.MatchString(clause)
		return named && n.val >= 10000 && n.val <= 2e6 && (ctx.cell != "" || !plural.MatchString(after))
	case n.short:
		inIndia := indian.MatchString(s[n.start:n.end])
		if inIndia && plural.MatchString(after) {
			return false // "1.5 lakh freshers"
		}
		return head || payWords.MatchString(s) || inIndia && ctx.ofPay
	}
	return true
}

// payRow is the head of a row of a table that says that its numbers are pay.
var payRow = pattern.New(`(?i)\b(?:salary|salaries|wages?|pay|earnings|compensation|median|average|avg|mean|` +
	`p(?:ct ?)?(?:10|25|75|90)|(?:10|25|75|90)(?:th)? percentile)\b`)

// profitShare is a part of pay.
var profitShare = pattern.New(`(?i)\bprofit[- ]sharing\b|\bshared? (?:of )?(?:the )?profits?\b`)

// contributions are taken from pay with the tax.
var contributions = pattern.New(`(?i)\b(?:national insurance|social (?:security|insurance)|health insurance)\b`)

// costOfLiving says where people work, and not what they pay for.
var costOfLiving = pattern.New(`(?i)\b(?:high|low)(?:er)?[- ]cost\b|\bcosts? of living\b`)

// livingCost is what living costs.
var livingCost = pattern.New(`(?i)\bcosts? of living\b`)

// asBefore takes amounts that are too little for a year, and said to be of nothing shorter,
// for a month's where the text gave such amounts of the same currency by the month.
func asBefore(found []Finding, from int) {
	for i := from; i < len(found); i++ {
		f := &found[i]
		if f.Kind == Pay && f.Period == "" && slices.ContainsFunc(found[:i], func(o Finding) bool {
			return o.Period == "month" && o.Currency == f.Currency && o.Value < 5*f.Value && f.Value < 5*max(o.Value, o.High)
		}) {
			f.Period = "month"
		}
	}
}

// bonusAfter is an amount of a part of pay, which may be small: "$2,500 yearly cash bonus".
var bonusAfter = pattern.New(`(?i)^[^\d]{0,4}[\d.,]+[kK]? (?:(?:yearly|annual|cash|performance|average|in) ){0,3}bonus(?:es)?\b`)

// bonusBefore stands before such an amount: "a yearly cash bonus of about $4,000".
var bonusBefore = pattern.New(
	`(?i)\bbonus(?:es)? (?:of|is|was|averag(?:es?|ed|ing)|worth)(?: an? average of| about| around| roughly| up to)?\s+$`,
)

// ofPeriod follows an amount with its period.
var ofPeriod = pattern.New(`(?i)^\s?(?:/|an?|per|each)\s?(?:hour|day)\b`)

// costs says that a sentence is of what people pay for.
var costs = pattern.New(`(?i)\b(?:rents?|costs?|prices?|flats?|mortgages?|fees?)\b`)

// manyUnits are currencies in which a year's pay is millions.
var manyUnits = map[string]bool{
	"INR": true,
	"JPY": true,
	"KRW": true,
	"HUF": true,
	"IDR": true,
	"VND": true,
	"CLP": true,
	"COP": true,
	"PKR": true,
	"NGN": true,
	"RUB": true,
	"ARS": true,
	"CRC": true,
}

// periodOf returns how long an amount is for: as it is written beside it, as the
// words before it say where the size agrees, or a year. It is "" for what is too
// little for a year and is said to be of nothing shorter. ok is false for what
// can't be pay.
func (w *world) periodOf(s string, n number, code string, ctx context) (per string, ok bool) {
	top := max(n.val, n.high)
	if per = n.period; per == "" {
		implied := pay.ImpliedPeriod(n.val, code)
		per = shortPeriod(s, n, implied, ctx)
		switch {
		case per != "":
		case implied == "year":
			per = "year"
		case implied == "month" && n.currency != "" && top >= 500 && payWords.MatchString(s+" "+ctx.cell):
			return "", true
		default:
			return "", false
		}
	}
	return per, annual(top, per, w.ev.Country) > 0
}

// shortPeriod is the hour, day or month that an amount is said to be of, or "".
func shortPeriod(s string, n number, implied string, ctx context) string {
	if monthly.MatchString(ctx.cell) && !yearlyHead.MatchString(ctx.cell) {
		return "month" // "₹3 – ₹5 Lakh" under "Monthly salary"
	}
	if implied == "year" {
		return ""
	}
	top := max(n.val, n.high)
	lead := ctx.cell + " " + ctx.row + " " + ctx.caption + " " + s[:n.start]
	if tail := clip(s[n.end:], 30); monthly.MatchString(tail) || ofPeriod.MatchString(tail) {
		lead += tail
	}
	signed := n.currency != ""
	switch {
	case signed && top < 500 && hourly.MatchString(ctx.label):
		return "hour"
	case signed && top < 5000 && implied != "month" && daily.MatchString(ctx.label):
		return "day"
	case implied == "month" && netWords.MatchString(s):
		return "month" // "take home after tax of around £3,600"
	case top < 500 && (ctx.hourly && signed || hourly.MatchString(s)), top < 2000 && hourly.MatchString(lead):
		return "hour"
	case top < 5000 && daily.MatchString(lead), top < 2000 && ctx.daily && signed:
		return "day"
	case signed && ctx.goesOnMonthly(s, top), monthly.MatchString(lead),
		implied == "month" && (ctx.monthly || monthly.MatchString(s)) && !costs.MatchString(s):
		return "month"
	}
	return ""
}

// goesOnMonthly reports whether an amount of a sentence is a month's as those before are.
func (ctx context) goesOnMonthly(s string, top float64) bool {
	return ctx.monthlySaid && top >= 100 && !costs.MatchString(s)
}

// yearlyHead is the head of a column that speaks of years too.
var yearlyHead = pattern.New(`(?i)\b(?:annual(?:ly)?|yearly|per (?:year|annum)|a year|salary p\.?a)\b`)

// annual is an amount of pay a year; 0 for what can't be one's pay.
func annual(v float64, per, country string) float64 {
	a, factor, _ := pay.Annual(v, per, country)
	if factor == 0 {
		a = v
	}
	if a < 2000 || a > 5e8 {
		return 0
	}
	return a
}

// monthlyText says that what a text gives is by the month.
var monthlyText = pattern.New(`(?i)\bmonthly (?:amounts?|figures?|salar(?:y|ies)|pay|wages?|gross|net|terms)\b`)
