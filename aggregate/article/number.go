package article

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"backpay/aggregate/pay"
	"backpay/scraper/pattern"
)

// number is a number as written, or a range of two.
type number struct {
	start, end int
	val, high  float64 // high is 0 for a lone one
	unit       float64 // of the last place written
	currency   string  // ISO, or "$" where the country has to say which dollar
	period     string
	tax        string
	percent    bool
	short      bool // has k
	huge       bool // millions: no one's pay, in most currencies
	bare       bool // a plain number
	signed     int  // -1 or 1 where it stands with a sign of its own
}

// mostNumbers is how many numbers of a sentence are looked at; each is held
// against the whole sentence, and no sentence that is one has more.
const mostNumbers = 32

var (
	joins = pattern.New(
		`(?i)^\s?(?:(?:on|at) the (?:low|lower|bottom) end )?(?:-|‑|–|—|\.\.\.?|to|up to|and)(?: (?:almost|nearly|about|around|over|(?:as )?(?:much|high) as))?\s?$`,
	)
	// rangeLead is what stands before the lower end of a range in words.
	rangeLead = pattern.New(`(?i)\b(?:between|rang(?:e|es|ed|ing)(?: anywhere)?(?: from)?|(?:anywhere|vary|varies|salaries|earn|make|paid) from)` +
		`(?: about| around| roughly| approximately| as low as)?\s*$`)
	// andLead is what stands before the lower end of two joined by "and".
	andLead = pattern.New(`(?i)\b(?:between|earn from|make from|rang(?:e|es|ed|ing) from) ?$`)
	// written is what follows a number as written: a period is said of it.
	written = pattern.New(
		`(?i)(?:\s*/\s*|\s+(?:per|an?|each|every|im|pro|par|al)\s+|\s+|-)?(?:hours?|hr|h|days?|weeks?|wk|months?|mo|` +
			`years?|yr|annum|hourly|daily|weekly|monthly|annually|yearly|annual|p\.?\s?a\.?|p\.?\s?m\.?|` +
			`p\.?\s?h\.?|gross|net|brutto|netto|brut|bruts|nets?|jahr|monat|stunde|tag|jährlich|monatlich|mois|jaar|` +
			`maand|an|mensuales|anuales|mensuel|annuel|miesięcznie|rocznie)$`,
	)
)

// scan returns the numbers of a sentence as the grammar of amounts reads them,
// two ends of a range as one.
func scan(s string) []number {
	var all []number
	for _, n := range withPercentages(s, pay.Amounts(plusRange.ReplaceAllString(s, " $1"), "")) {
		if i := len(all) - 1; i >= 0 && all[i].joins(s, n) {
			b := &all[i]
			b.high, b.end, b.unit, b.percent, b.huge = n.val, n.end, math.Max(b.unit, n.unit), n.percent, false
			b.period, b.bare, b.currency = or(n.period, b.period), false, or(b.currency, n.currency)
			continue
		}
		if len(all) == mostNumbers {
			break
		}
		all = append(all, n)
	}
	return all
}

// plusRange is a range of percentages with a plus, "+30-40%", which the grammar of amounts
// leaves out.
var plusRange = pattern.New(`\+(\d{1,3}(?:\.\d+)?\s?[-–]\s?\d{1,3}(?:\.\d+)?\s?%)`)

// percentage is one that the grammar of amounts may leave out: it takes a sign
// before it for a part of a name, and "per" for a period.
var percentage = pattern.New(`(?:([+−-]) ?)?\b(\d{1,4}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent\b|percent\b|pct\b)`)

// withPercentages returns amounts as numbers, with the signed percentages that
// they leave out, in order.
func withPercentages(s string, amounts []pay.Amount) (all []number) {
	signed := percentage.FindAllStringSubmatchIndex(s, mostNumbers)
	take := func(before int) {
		for len(signed) > 0 && signed[0][0] < before {
			m := signed[0]
			signed = signed[1:]
			v, err := strconv.ParseFloat(strings.Replace(s[m[4]:m[5]], ",", ".", 1), 64)
			if err != nil || len(all) > 0 && all[len(all)-1].end > m[0] || endsInDigit(s[:m[0]]) {
				continue
			}
			n := number{start: m[0], end: m[1], val: v, unit: 1, percent: true, signed: 1}
			if i := strings.IndexAny(s[m[4]:m[5]], ".,"); i >= 0 {
				n.unit = math.Pow10(i + 1 - (m[5] - m[4]))
			}
			switch {
			case m[2] < 0:
				n.signed = 0
			case s[m[2]:m[3]] != "+":
				n.signed, n.val = -1, -v
			}
			all = append(all, n)
		}
	}
	for _, a := range amounts {
		take(a.Start)
		if at := apposed(s, a); at > 0 {
			for _, part := range pay.Amounts(s[a.Start:at], "") {
				part.Start, part.End = part.Start+a.Start, part.End+a.Start
				if n, ok := ofAmount(s, part); ok {
					all = append(all, n)
				}
			}
			rest := pay.Amounts(s[at:a.End], "")
			if len(rest) == 0 {
				continue
			}
			a = rest[0]
			a.Start, a.End = a.Start+at, a.End+at
		}
		if n, ok := ofAmount(s, a); ok && (len(all) == 0 || all[len(all)-1].end <= n.start) {
			for len(signed) > 0 && signed[0][0] < n.end {
				signed = signed[1:]
			}
			all = append(all, n)
		}
	}
	take(len(s))
	return all
}

// apposition is what stands between a figure and another one that is said of it:
// "$153,000, a $40,000 increase".
var apposition = pattern.New(`\d[\dkK,.]*(?:, an?|,? (?:the|up|down|about|some|nearly)) `)

// moves says that pay went from one amount to another: these are no range.
var (
	moves = pattern.New(
		`(?i)\b(?:rose|rises?|risen|fell|falls?|fallen|grew|grown|climbed|dropped|went|going|growing|rising|` +
			`falling|jumped|slipped|increased|` +
			`declined|up|down|steeper|slower|decreased)\b[^.;]{0,44}?(?:\bfrom|:)\s+$`,
	)
	changeTo = pattern.New(` to `)
)

// apposed returns where the second of two figures begins that are no range, or 0.
func apposed(s string, a pay.Amount) int {
	if !a.Range {
		return 0
	}
	if m := apposition.FindStringIndex(s[a.Start:a.End]); m != nil {
		return a.Start + m[1]
	}
	if m := changeTo.FindStringIndex(s[a.Start:a.End]); m != nil && moves.MatchString(s[max(0, a.Start-70):a.Start]) {
		return a.Start + m[1]
	}
	return 0
}

// ofAmount returns an amount as a number of an article; ok is false for what is
// part of a name, a year, a time.
func ofAmount(s string, a pay.Amount) (n number, ok bool) {
	n = number{
		start:    a.Start,
		end:      a.End,
		val:      math.Round(a.Min*1e4) / 1e4, // 5.1 lakh is no 509,999.99
		unit:     a.Unit,
		currency: a.Currency,
		period:   a.Period,
		tax:      a.Tax,
		short:    a.Multiplied,
	}
	if a.Range {
		n.high = math.Round(a.Max*1e4) / 1e4
	}
	not := a.Not
	if not == "" && n.currency == "" && percentWord.MatchString(s[n.end:]) {
		not = "a percentage"
	}
	if m := twoWords.FindStringSubmatch(s[n.end:]); m != nil && n.currency == "" && not == "" {
		n.currency, n.end = currencyWords[strings.ToLower(m[1])], n.end+len(m[0])
	}
	switch not {
	case "":
	case "a percentage":
		n.takePercent(s)
	case "millions":
		n.huge = true
	default:
		return n, false
	}
	if strings.HasPrefix(s[n.start:n.end], "PHP $") { // the language
		n.start += len("PHP ")
		n.currency = "$"
	}
	if a.Sign && strings.Contains(s[n.start:n.end], "$") {
		n.currency = "$"
		if m := whoseDollar.FindStringSubmatch(s[:n.start]); m != nil && s[n.start] == '$' { // "US $147,000"
			n.currency, n.start = currencyWords[strings.ToLower(m[1])+"$"], n.start-len(m[0])
		}
	}
	text := s[n.start:n.end]
	for {
		m := written.FindStringIndex(text)
		if m == nil || m[0] == 0 || !strings.ContainsAny(text[:m[0]], "0123456789") ||
			isLetter(text[m[0]]) && isLetter(text[m[0]-1]) { // "LPA", "lakh"
			break
		}
		text = text[:m[0]]
	}
	n.end = n.start + len(strings.TrimRight(text, " +"))
	if n.currency != "" && aYear.MatchString(s[n.start:n.end]) {
		return n, false // "than in 2015 ($93,300)"
	}
	n.takeSign(s)
	n.bare = n.currency == "" && !n.percent && !n.short && !n.huge
	return n, n.val < 1e12
}

// twoWords is a currency of two words behind its amount: "3,300 US dollars".
var twoWords = pattern.New(`(?i)^ ((?:us|american|canadian|australian|new zealand|singapore|hong kong) dollars|` +
	`swiss francs|pounds sterling|swedish kronor|danish kroner|norwegian kroner|polish (?:złoty|zloty))\b`)

// whoseDollar stands before a sign as a part of it.
var whoseDollar = pattern.New(`\b(US|CA|NZ|HK) $`)

// aYear is a year alone, which no sign makes an amount.
var aYear = pattern.New(`^(?:19|20)\d\d$`)

// takePercent makes a number a percentage, up to its sign or word.
func (n *number) takePercent(s string) {
	n.percent, n.currency, n.short = true, "", false
	for n.end < len(s) && strings.ContainsRune(" %", rune(s[n.end])) && !strings.Contains(s[n.start:n.end], "%") {
		n.end++
	}
	if n.start > 0 && s[n.start-1] == '.' && !endsInDigit(s[:n.start-1]) { // ".96%"
		for i := n.start; i < n.end && s[i] >= '0' && s[i] <= '9'; i++ {
			n.val, n.unit = n.val/10, n.unit/10
		}
		n.val = math.Round(n.val*1e4) / 1e4
		n.start--
	}
	if rest := s[n.end:]; !strings.Contains(s[n.start:n.end], "%") {
		n.end += len(percentWord.FindString(rest))
	}
}

// takeSign takes a plus or minus that stands before a number.
func (n *number) takeSign(s string) {
	switch before, size := utf8.DecodeLastRuneInString(s[:n.start]); {
	case before == '+':
		n.signed, n.start = 1, n.start-size
	case (before == '-' || before == '−' || before == '–') && !endsInDigit(s[:n.start-size]):
		n.signed = -1
		if n.percent {
			n.start, n.val = n.start-size, -n.val
		}
	}
}

var percentWord = pattern.New(`^\s?(?:%|per ?cent\b|percent\b|pct\b)`)

func endsInDigit(s string) bool {
	s = strings.TrimRight(s, " ")
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// joins reports whether another number ends a range that this one begins, which
// the grammar leaves open: of percentages, and up to millions.
func (n *number) joins(s string, b number) bool {
	if n.high != 0 || b.high != 0 || b.start < n.end || b.start-n.end > 26 || n.huge || b.val <= n.val ||
		!joins.MatchString(s[n.end:b.start]) {
		return false
	}
	if strings.HasPrefix(strings.TrimSpace(s[n.end:b.start]), "and") &&
		!andLead.MatchString(s[:n.start]) {
		return false
	}
	if lead := s[max(0, n.start-60):n.start]; n.currency != "" && b.currency == n.currency &&
		rangeLead.MatchString(lead) && !moves.MatchString(lead) {
		return true // "ranges from about $80,000 to over $160,000"
	}
	return b.percent && (n.bare || n.percent) ||
		b.huge && n.currency != "" && (b.currency == n.currency || b.currency == "")
}

// plain takes the marks of thousands out of a number. A lone comma or point
// before three digits marks thousands where the number is no percent.
func plain(s string, thousands bool) (text string, places int) {
	last := strings.LastIndexAny(s, ",.")
	if last < 0 {
		return s, 0
	}
	decimals := len(s) - last - 1
	isDecimal := decimals != 3 || !thousands || strings.ContainsRune(s[:last], rune(s[last])) && decimals != 3
	if other := strings.IndexAny(s, ",."); other != last && s[other] != s[last] {
		isDecimal = true
	}
	strip := strings.NewReplacer(",", "", ".", "")
	if !isDecimal {
		return strip.Replace(s), 0
	}
	return strip.Replace(s[:last]) + "." + s[last+1:], decimals
}
