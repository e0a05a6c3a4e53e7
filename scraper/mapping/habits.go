package mapping

import (
	"math"
	"strings"

	"backpay/scraper/pattern"
	"backpay/scraper/rows"

	"golang.org/x/text/encoding/charmap"
)

// habits are how a table writes what several forms could mean, found from its
// first rows where the mapping doesn't say.
type habits struct {
	order   string // of dates in numbers
	decimal string // mark before cents
	// calculated says that amounts are worked out: of the rows with pay many
	// have both ends equal, with the same pence.
	calculated bool
	// starred says that some texts of pay end in a star and others don't, which is
	// how lists mark what they worked out themselves.
	starred bool
	// twice says that the text was read in the wrong encoding before it was
	// written: UTF-8 as Windows-1252.
	twice bool
	// shared says that several rows with other titles have one address, such as the
	// employer's page: it names no posting.
	shared bool
	// sameIDs says that rows with other titles have one number, such as that of an
	// announcement of several posts: it names no posting either.
	sameIDs bool
	// named says that places begin with the employer's name, as scrapes of the box
	// around the two have them.
	named bool
}

// commaCents matches an amount with a comma before its cents.
var commaCents = pattern.New(`^\D{0,5}\d[\d. \x{a0}]*,\d{1,2}\D{0,5}$`)

// dotGroups matches an amount of thousands that a dot parts: "72.000 €". Pay has
// no tenths of cents.
var dotGroups = pattern.New(`^[\p{Sc}\s]*[1-9]\d{0,2}(?:\.\d{3})*\.\d[05]0[\p{Sc}\s]*$`)

func (r *Reader) learn() {
	h := &r.habits
	h.decimal = r.m.Decimal
	h.order = r.dateOrder()
	equal, paid, comma, wrong := 0, 0, 0, 0
	grouped, cents := 0, 0
	stars, plain := 0, 0
	for i := range r.pay {
		r.pay[i].sign = r.signOf(&r.pay[i])
	}
	for _, row := range r.t.Sample {
		for i := range r.pay {
			p := &r.pay[i]
			low, high := r.raw(row, p.min), r.raw(row, p.max)
			for _, s := range []string{low, high, r.raw(row, p.amount)} {
				switch {
				case commaCents.MatchString(s):
					comma++
				case dotGroups.MatchString(s) && period(r.raw(row, p.period)) != "hour":
					grouped++
				case strings.Contains(s, "."):
					cents++
				}
			}
			if text := r.payText(row, p); strings.HasSuffix(text, "*") {
				stars++
			} else if text != "" {
				plain++
			}
			if n, ok := amount(low, ""); ok && n > 0 {
				paid++
				if low == high && n >= 1000 && n != math.Trunc(n) {
					equal++
				}
			}
		}
		if s := r.raw(row, r.columns.company); strings.ContainsAny(s, "ÃÂÄÐá") && mendTwice(s) != s {
			wrong++
		}
	}
	h.starred = stars > 0 && plain > 0
	if h.decimal == "" && (comma > 0 || grouped > 1 && cents == 0) {
		h.decimal = ","
	}
	h.calculated = equal*10 >= paid*3 && equal > 2
	h.twice = wrong >= 3
	h.shared = r.shares(func(row rows.Row) string { return r.address(row, r.columns.url) }, 10)
	h.sameIDs = r.shares(func(row rows.Row) string { return r.line(row, r.columns.id) }, 20)
	h.named = r.namesEmployers()
}

// namesEmployers reports whether most places begin with the employer of their row.
func (r *Reader) namesEmployers() bool {
	named, all := 0, 0
	for _, row := range r.t.Sample {
		if place := r.line(row, r.columns.place); place != "" {
			all++
			if withoutEmployer(place, r.company(row)) != place {
				named++
			}
		}
	}
	return named >= 3 && named*10 >= all*6
}

// withoutEmployer takes an employer and its rating off the beginning of a place.
func withoutEmployer(place, employer string) string {
	rest, ok := strings.CutPrefix(place, employer+" ")
	if !ok || employer == "" {
		return place
	}
	return stars.ReplaceAllString(strings.TrimSpace(rest), "")
}

// stars matches a rating before a place.
var stars = pattern.New(`^[1-5][.,]\d\s+`)

// shares reports whether of so many rows one has the name of a row with another
// title.
func (r *Reader) shares(name func(rows.Row) string, of int) bool {
	titles, again, all := map[string]string{}, 0, 0
	for _, row := range r.t.Sample {
		id := name(row)
		if id == "" {
			continue
		}
		all++
		title := fold(r.raw(row, r.columns.title))
		if first, ok := titles[id]; !ok {
			titles[id] = title
		} else if first != title {
			again++
		}
	}
	return again*of > all
}

// signOf is the currency whose sign stands at some amounts of a column: of the
// others, too, where it is the only one.
func (r *Reader) signOf(p *payPlan) (found string) {
	for _, row := range r.t.Sample {
		for _, f := range []field{p.min, p.max, p.amount, p.middle} {
			switch c := currency(sign.FindString(r.raw(row, f))); {
			case c == "" || c == found:
			case found != "":
				return ""
			default:
				found = c
			}
		}
	}
	return found
}

// dateOrder is the order of dates in numbers: what they show wins over what the
// shape's other files had.
func (r *Reader) dateOrder() string {
	first, second, dots := false, false, false
	dated := []field{r.columns.posted, r.columns.closes, r.columns.changed, r.columns.asOf, r.base}
	for _, row := range r.t.Sample {
		for _, f := range dated {
			if m := numericDate.FindStringSubmatch(r.raw(row, f)); m != nil && len(m[1]) <= 2 {
				first, second = first || above12(m[1]), second || above12(m[2])
				dots = dots || strings.HasPrefix(strings.TrimLeft(r.raw(row, f), "0123456789 "), ".")
			}
		}
	}
	switch {
	case first && second:
		return r.m.Dates.Order
	case second:
		return "mdy"
	case first, dots: // dots part days from months where the day comes first
		return "dmy"
	}
	return r.m.Dates.Order
}

func above12(s string) bool { return len(s) == 2 && s > "12" }

// mendTwice mends a text whose UTF-8 was read as Windows-1252. Any other text
// stays as it is.
func mendTwice(s string) string {
	var b []byte
	s = strings.ReplaceAll(s, "Ã ", "Ã\u00a0") // à, whose second half became a space
	for _, c := range s {
		switch e, ok := charmap.Windows1252.EncodeRune(c); {
		case ok:
			b = append(b, e)
		case c < 0x100: // the bytes that Windows-1252 leaves open
			b = append(b, byte(c))
		default:
			return s
		}
	}
	if m := string(b); strings.ToValidUTF8(m, "") == m {
		return m
	}
	return s
}

// cell is a cell as it was meant.
func (r *Reader) cell(row rows.Row, i int) string {
	s := row.Cell(i)
	if r.habits.twice {
		return mendTwice(s)
	}
	return s
}
