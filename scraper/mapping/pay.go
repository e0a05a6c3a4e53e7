package mapping

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

var (
	// estimateWords mark an amount as a third party's guess, unless it is said
	// to be the employer's.
	estimateWords = pattern.New(`(?i)\best(?:imat\w*|\.)|\bpredicted\b|\bestimad[oa]\b|\bgeschätzt\b|\bestimé`)
	employerWords = pattern.New(`(?i)\bemployer[- ](?:est|provided)|\bprovided by (?:the )?employer`)
	// projectWords say how long a project of freelancers is thought to last, and
	// budgetWords that an amount is for all of it.
	projectWords = pattern.New(`(?i)\best\. time:.*$`)
	budgetWords  = pattern.New(`(?i)^fixed[- ]price\b|\bbudget:`)
	digit        = pattern.New(`\d`)
)

// pays reads what the cells of a row say of pay.
func (r *Reader) pays(row rows.Row, description string) (all []scraper.Pay) {
	for i := range r.pay {
		p := &r.pay[i]
		if holds(p.ignore, row) {
			continue
		}
		pay := scraper.Pay{
			Currency: currency(r.raw(row, p.currency)), Period: period(r.raw(row, p.period)), Kind: r.raw(row, p.kind),
			Tax: tax(r.raw(row, p.tax)), Contract: r.raw(row, p.contract), Path: p.path, Origin: scraper.Structured,
		}
		if text := r.payText(row, p); text != "" {
			text = r.exact(text, row, p)
			all = append(all, r.textPay(text, pay, p, row))
			continue // a text beats the numbers that were derived from it
		}
		if !r.amounts(row, p, &pay) {
			continue
		}
		switch {
		case holds(p.estimate, row), pay.Min == pay.Max && estimatedIn(description, pay.Min):
			pay.Origin = scraper.Predicted
		case slices.Contains(p.unvouched, r.Site(row)), r.habits.calculated && calculated(pay):
			pay = vouched(pay, description)
		}
		all = append(all, pay)
	}
	return all
}

// payText returns the cell for pay where it says more than one number.
func (r *Reader) payText(row rows.Row, p *payPlan) string {
	text := strings.TrimSpace(projectWords.ReplaceAllString(r.line(row, p.text), ""))
	if !digit.MatchString(text) || budgetWords.MatchString(text) {
		return ""
	}
	return hourly.ReplaceAllString(unescaped(text), "${1}小时")
}

// thousands matches an amount in rounded thousands, cents an amount with a decimal
// comma and nothing between its thousands.
var (
	thousands = pattern.New(`(?i)\b(\d+)k\b`)
	cents     = pattern.New(`(^|[^\d.,])(\d{3,}),(\d\d)\b`)
)

// exact writes the amounts of a row in place of the thousands that a text rounds
// them to: "$21k/year" beside 20800.
func (r *Reader) exact(text string, row rows.Row, p *payPlan) string {
	text = cents.ReplaceAllString(text, "$1$2.$3")
	found := thousands.FindAllStringSubmatchIndex(text, 3)
	if len(found) == 0 || len(found) > 2 {
		return text
	}
	for i, f := range slices.Backward([]field{p.min, p.max}[:len(found)]) {
		at := found[i]
		n, ok := amount(r.raw(row, f), r.habits.decimal)
		if rounded, _ := strconv.ParseFloat(text[at[2]:at[3]], 64); ok && math.Round(n/1000) == rounded {
			text = text[:at[0]] + strconv.FormatFloat(n, 'f', -1, 64) + text[at[1]:]
		}
	}
	return text
}

// hourly matches the one character for an hour that BOSS Zhipin shortens the word to.
var hourly = pattern.New(`(元/)[时時]$`)

// perWord matches amounts without a currency and what they are for: "3000-8000 /Month".
var perWord = pattern.New(`^(\d[\d.,' –-]*\d)\s*(?:/|per)\s*(\pL+)$`)

func (r *Reader) textPay(text string, pay scraper.Pay, p *payPlan, row rows.Row) scraper.Pay {
	if m := perWord.FindStringSubmatch(text); m != nil && pay.Period == "" && period(m[2]) != "" {
		text, pay.Period = m[1], period(m[2])
	}
	if n, ok := amount(text, r.habits.decimal); ok && n > 0 && !strings.ContainsAny(text, "kKmM+") &&
		(pay.Currency != "" || pay.Period != "") {
		n *= unit(r.raw(row, p.unit))
		pay.Min, pay.Max, pay.Text = n, n, text
	} else if low, high, ok := bareEnds(text, r.habits.decimal); ok && (pay.Currency != "" || pay.Period != "") {
		times := unit(r.raw(row, p.unit))
		pay.Min, pay.Max, pay.Text = low*times, high*times, text
	} else {
		pay.Text, pay.Origin = text, scraper.Field
	}
	if holds(p.estimate, row) || estimateWords.MatchString(text) && !employerWords.MatchString(text) ||
		strings.HasSuffix(text, "*") && r.habits.starred {
		pay.Origin = scraper.Predicted
	}
	return pay
}

// bareRange matches two numbers and nothing that says more of them.
var bareRange = pattern.New(`^(\d[\d.,' ]*?)\s*(?:-|–|—|to|~)\s*(\d[\d.,' ]*)$`)

// bareEnds reads a cell such as "18.00-21.50", of which only the name of its column
// says what it is.
func bareEnds(text, decimal string) (low, high float64, ok bool) {
	m := bareRange.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	low, okLow := amount(m[1], decimal)
	high, okHigh := amount(m[2], decimal)
	return low, high, okLow && okHigh && low > 0 && low <= high
}

// amounts reads the amounts of a row. It reports whether there are any.
func (r *Reader) amounts(row rows.Row, p *payPlan, pay *scraper.Pay) bool {
	times := unit(r.raw(row, p.unit))
	read := func(f field) float64 {
		if n, ok := amount(r.raw(row, f), r.habits.decimal); ok && n > 0 {
			return cleaned(n * times)
		}
		return 0
	}
	pay.Min, pay.Max = read(p.min), read(p.max)
	if pay.Min == 0 && pay.Max == 0 {
		if n := read(p.amount); n > 0 {
			pay.Min, pay.Max = n, n
		} else if n := read(p.middle); n > 0 {
			pay.Min, pay.Max, pay.Middle = n, n, true
		}
	}
	if pay.Min == 0 && pay.Max == 0 {
		return false
	}
	if pay.Currency == "" {
		for _, f := range []field{p.min, p.max, p.amount, p.middle} {
			if c := currency(sign.FindString(r.raw(row, f))); c != "" {
				pay.Currency = c
				break
			}
		}
	}
	if pay.Currency == "" {
		pay.Currency = p.sign
	}
	return true
}

// calculated reports whether an amount looks worked out: both ends of a year's
// or a month's pay are the same, with pence.
func calculated(pay scraper.Pay) bool {
	return pay.Min == pay.Max && !pay.Middle && pay.Min >= 1000 && pay.Min != math.Trunc(pay.Min)
}

// estimatedIn reports whether a text says of an amount that it is estimated
// ("£31,467.12 per year - estimated").
func estimatedIn(text string, want float64) bool {
	if !strings.Contains(text, "estimated") {
		return false
	}
	_, at, found := said(text, want)
	return found && estimateWords.MatchString(text[at:min(at+40, len(text))])
}

// sign matches what stands beside an amount.
var sign = pattern.New(`US\$|CA\$|A\$|R\$|[€£₹₽]|zł|Kč|\b[A-Z]{3}\b`)

// vouched holds amounts that may be a third party's against the advert's text.
// Where the text has them they are the employer's, with the cents that the cells
// lost; one amount for both ends may be one end only, which its line tells.
func vouched(pay scraper.Pay, text string) scraper.Pay {
	low, at, inLow := said(text, pay.Min)
	high, _, inHigh := said(text, pay.Max)
	if pay.Min > 0 && !inLow || pay.Max > 0 && !inHigh {
		pay.Origin = scraper.Predicted
		return pay
	}
	if pay.Min == pay.Max {
		return scraper.Pay{
			Text: around(text, at), Currency: pay.Currency, Period: pay.Period, Kind: pay.Kind, Origin: scraper.Field,
			Path: pay.Path,
		}
	}
	pay.Min, pay.Max = low, high
	return pay
}

// around returns the words before and after a place in its line.
func around(text string, at int) string {
	from := max(strings.LastIndexByte(text[:at], '\n')+1, at-60)
	to := min(at+60, len(text))
	if i := strings.IndexByte(text[at:to], '\n'); i >= 0 {
		to = at + i
	}
	if from > 0 && text[from-1] != '\n' {
		if i := strings.IndexByte(text[from:at], ' '); i >= 0 {
			from += i + 1
		}
	}
	return strings.ToValidUTF8(htmltext.Line(text[from:to]), "")
}

// currencies are words and signs that tables write for currencies.
var currencies = map[string]string{
	"US$": "USD", "US": "USD", "C": "CAD", "CA$": "CAD", "C$": "CAD", "CA": "CAD", "A$": "AUD", "AU": "AUD",
	"€": "EUR", "EURO": "EUR",
	"EUROS": "EUR", "£": "GBP", "₹": "INR", "RS": "INR", "RS.": "INR", "₽": "RUB", "RUR": "RUB",
	"РУБ": "RUB", "РУБ.": "RUB", "R$": "BRL",
	"ZŁ": "PLN", "ZL": "PLN", "KČ": "CZK", "RM": "MYR", "¥": "CNY", "RMB": "CNY", "元": "CNY", "₫": "VND",
	"BYR": "BYN", "₴": "UAH", "ГРН": "UAH",
	"DOLLARS": "USD", "DOLLAR": "USD", "POUNDS": "GBP", "₸": "KZT",
}

// currency reads a cell for a currency: a code, a sign, or a word. A bare
// dollar is several, and stays unknown.
func currency(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if c, ok := currencies[s]; ok {
		return c
	}
	if len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return s
	}
	return ""
}

// periodWords are words for periods beside the English ones.
var periodWords = []struct{ has, period string }{
	{"ral", "year"}, // Italian: retribuzione annua lorda
	{"годин", "hour"},
	{"місяц", "month"},
	{"місячн", "month"},
	{"річн", "year"},
	{"часов", "hour"},
	{"дневн", "day"},
	{"месячн", "month"},
	{"miesięczn", "month"},
	{"rocz", "year"},
	{"měsíčn", "month"},
	{"mesačn", "month"},
	{"mesiac", "month"},
	{"ročn", "year"},
	{"hodin", "hour"},
	{"mensil", "month"},
	{"annuo", "year"},
	{"annua", "year"},
	{"orari", "hour"},
	{"horaire", "hour"},
	{"maand", "month"},
	{"jaar", "year"},
	{"uur", "hour"},
	{"månad", "month"},
	{"timlön", "hour"},
	{"årslön", "year"},
	{"måned", "month"},
	{"kuukau", "month"},
	{"vuosi", "year"},
	{"vuode", "year"},
	{"tunti", "hour"},
	{"havi", "month"},
	{"éves", "year"},
	{"aylık", "month"},
	{"yıllık", "year"},
	{"saatlik", "hour"},
	{"lunar", "month"},
	{"bulan", "month"},
	{"tahun", "year"},
	{"tháng", "month"},
	{"năm", "year"},
	{"день", "day"},
	{"час", "hour"},
	{"недел", "week"},
	{"месяц", "month"},
	{"год", "year"},
	{"hora", "hour"},
	{"dia", "day"},
	{"día", "day"},
	{"semana", "week"},
	{"mes", "month"},
	{"mês", "month"},
	{"mensal", "month"},
	{"mensual", "month"},
	{"ano", "year"},
	{"año", "year"},
	{"anual", "year"},
	{"heure", "hour"},
	{"jour", "day"},
	{"semaine", "week"},
	{"mois", "month"},
	{"mensuel", "month"},
	{"annuel", "year"},
	{"an", "year"},
	{"stunde", "hour"},
	{"tag", "day"},
	{"woche", "week"},
	{"monat", "month"},
	{"jahr", "year"},
	{"jährlich", "year"},
	{"godz", "hour"},
	{"miesiąc", "month"},
	{"miesięcznie", "month"},
	{"rok", "year"},
	{"měsíc", "month"},
	{"小时", "hour"},
	{"天", "day"},
	{"日", "day"},
	{"周", "week"},
	{"月", "month"},
	{"年", "year"},
	{"pa", "year"},
	{"p.a.", "year"},
	{"per annum", "year"},
	{"pcm", "month"},
	{"ph", "hour"},
}

// period reads a cell for a period of pay.
func period(s string) string {
	if s == "" {
		return ""
	}
	if p := words.Period(s); p != "" {
		return p
	}
	if p := words.PeriodIn(s); p != "" {
		return p
	}
	l := fold(s)
	for _, w := range periodWords {
		if l == w.has || len(w.has) > 3 && strings.Contains(l, w.has) {
			return w.period
		}
	}
	return ""
}

func tax(s string) string {
	switch fold(s) {
	case "gross", "true", "1", "brutto", "bruto", "brut", "до вычета налогов":
		return "gross"
	case "net", "false", "0", "netto", "neto", "líquido", "на руки":
		return "net"
	}
	return ""
}
