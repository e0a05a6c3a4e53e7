package article

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/aggregate/pay"
)

// number is a number as written, or a range of two.
type number struct {
	start, end int
	val, high  float64 // high is 0 for a lone one
	unit       float64 // of the last place written
	currency   string
	period     string
	percent    bool
	short      bool // has k
	huge       bool // millions: no one's pay
	bare       bool // a plain number
}

const (
	currencies = `(?:US\$|CA\$|AU\$|NZ\$|[AC]\$|\$|£|€|₹|zł|USD|GBP|EUR|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|INR|SGD|JPY)`
	digits     = `\d{1,3}(?:[,.'’ ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?`
)

var (
	numbers = regexp.MustCompile(`([+−-] ?)?(` + currencies + `\s?)?(` + digits + `)(\s?(?:[kK]\b|thousand\b|[mM]\b|bn\b|million\b|billion\b))?(\s?` + currencies + `|\s?(?:%|per ?cent\b|percent\b|pct\b))?`)
	joins   = regexp.MustCompile(`^\s?(?:-|–|—|to|up to|and)\s?$`)
	periods = regexp.MustCompile(`(?i)^\s?(?:per|an?|each|every|/)\s?(hour|hr|h|day|week|wk|month|mo|year|yr|annum)\b|^\s?(hourly|daily|weekly|monthly|annually|yearly|p\.?a\b)`)
)

// codes are the currencies by how they are written. A dollar sign is no
// currency yet.
var codes = map[string]string{
	"US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "$": "$", "£": "GBP", "€": "EUR", "₹": "INR", "zł": "PLN",
}

// mostNumbers is how many numbers of a sentence are looked at; each is held
// against the whole sentence, and no sentence that is one has more.
const mostNumbers = 32

// scan returns the numbers of a sentence, ranges joined.
func scan(s string) []number {
	var all []number
	for _, m := range numbers.FindAllStringSubmatchIndex(s, -1) {
		n, ok := numberAt(s, m)
		if !ok {
			continue
		}
		if i := len(all) - 1; i >= 0 && joined(s, all[i], n) {
			a := all[i]
			if a.short != n.short && n.short && a.val < 1000 { // $95-120k
				a.val *= 1000
				a.unit *= 1000
			}
			a.high, a.end = n.val, n.end
			a.unit = math.Max(a.unit, n.unit)
			a.currency, a.short = or(a.currency, n.currency), a.short || n.short
			a.period, a.bare, a.percent = n.period, a.bare && n.bare, a.percent || n.percent
			all[i] = a
			continue
		}
		if len(all) == mostNumbers {
			break
		}
		all = append(all, n)
	}
	return all
}

// numberAt reads a match of numbers.
func numberAt(s string, m []int) (n number, ok bool) {
	before1, size := utf8.DecodeLastRuneInString(s[:m[0]])
	before2, _ := utf8.DecodeLastRuneInString(s[:m[0]-size])
	part := letter(before1) || before1 == '.' && letter(before2)
	if m[2] >= 0 && unicode.IsDigit(before1) {
		part = false // a dash between numbers
	}
	if part && m[4] < 0 {
		return n, false // a part of a word, or of a version
	}
	if after, _ := utf8.DecodeRuneInString(s[m[1]:]); m[1] < len(s) && m[10] < 0 && m[8] < 0 && letter(after) {
		return n, false
	}
	n.start, n.end = m[0], m[1]
	before, after := group(s, m, 2), group(s, m, 5)
	if m[2] >= 0 && m[4] < 0 && !strings.ContainsAny(after, "%pP") { // the sign of a number that is no percent is a dash
		n.start = m[6]
	}
	text := strings.NewReplacer(" ", "", "'", "", "’", "").Replace(s[m[6]:m[7]])
	symbol := before
	n.percent = strings.HasPrefix(after, "%") || strings.HasPrefix(after, "p")
	if symbol == "" && !n.percent {
		symbol = after
	}
	n.currency = codes[symbol]
	if n.currency == "" {
		n.currency = symbol
	}
	var places int
	text, places = plain(text, n.currency != "" || !n.percent)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v > 1e12 {
		return n, false
	}
	n.val, n.unit = v, math.Pow10(-places)
	switch suffix := strings.ToLower(group(s, m, 4)); suffix {
	case "":
		if places == 0 {
			for n.unit < 1000 && v > 0 && math.Mod(v, n.unit*10) == 0 {
				n.unit *= 10
			}
		}
	case "k", "thousand":
		n.val, n.unit, n.short = v*1000, n.unit*1000, true
	default:
		n.huge = true
	}
	if p := periods.FindStringSubmatch(clip(s[n.end:], 20)); p != nil {
		n.period = period(strings.ToLower(or(p[1], p[2])))
	}
	n.bare = n.currency == "" && !n.percent && !n.short && !n.huge
	return n, true
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func group(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return strings.TrimSpace(s[m[2*i]:m[2*i+1]])
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

// joined tells whether b ends a range that a begins.
func joined(s string, a, b number) bool {
	if a.high != 0 || b.start < a.end || b.start-a.end > 8 || a.huge || b.huge || a.period != "" {
		return false
	}
	between := s[a.end:b.start]
	if between == "" && s[b.start] == '-' {
		between = "-"
	}
	if !joins.MatchString(between) {
		return false
	}
	if word := strings.TrimSpace(between); word == "and" {
		lead := strings.ToLower(s[max(0, a.start-12):a.start])
		if !strings.HasSuffix(strings.TrimRight(lead, " "), "between") {
			return false
		}
	}
	if a.percent != b.percent && a.percent || a.currency != "" && b.currency != "" && a.currency != b.currency {
		return false
	}
	scaled := a.val
	if b.short && !a.short && a.val < 1000 {
		scaled *= 1000
	}
	return b.val > scaled && (a.currency != "" || b.currency != "" || a.short || b.short || a.percent || b.percent)
}

func period(word string) string {
	switch strings.Trim(word, ".") {
	case "hour", "hr", "h", "hourly":
		return "hour"
	case "day", "daily":
		return "day"
	case "week", "wk", "weekly":
		return "week"
	case "month", "mo", "monthly":
		return "month"
	}
	return "year"
}

// annual is an amount of pay a year; 0 for what can't be one's pay.
func annual(v float64, per, currency, country string) float64 {
	a, factor, _ := pay.Annual(v, per, country)
	if factor == 0 {
		a = v
	}
	if a < 5000 || a > 5e8 {
		return 0
	}
	return a
}
