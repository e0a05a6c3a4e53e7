package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"backpay/aggregate/place"
	"backpay/scraper"
)

// roleWords are a role's label and the people in it.
var roleWords = map[string][2]string{
	"backend":      {"Backend", "backend developers"},
	"frontend":     {"Frontend", "frontend developers"},
	"fullstack":    {"Full-stack", "full-stack developers"},
	"mobile":       {"Mobile", "mobile developers"},
	"devops":       {"DevOps", "DevOps engineers"},
	"data_eng":     {"Data engineering", "data engineers"},
	"data_sci":     {"Data science", "data scientists"},
	"data_analyst": {"Data analysis", "data analysts"},
	"ml":           {"Machine learning", "machine-learning engineers"},
	"qa":           {"Testing", "test engineers"},
	"security":     {"Security", "security engineers"},
	"embedded":     {"Embedded", "embedded developers"},
	"manager":      {"Engineering management", "engineering managers"},
	"software":     {"Software, general", "software developers"},
	"other":        {"Other roles", "people in other roles"},
}

func roleLabel(role string) string {
	if w, ok := roleWords[role]; ok {
		return w[0]
	}
	label := strings.ReplaceAll(role, "_", " ")
	if label == "" {
		return "Unnamed role"
	}
	return label
}

func people(role string) string {
	if w, ok := roleWords[role]; ok {
		return w[1]
	}
	return "people in the role “" + roleLabel(role) + "”"
}

// inSentence is a label as it stands within a sentence.
func inSentence(label string) string {
	r, size := utf8.DecodeRuneInString(label)
	next, _ := utf8.DecodeRuneInString(label[size:])
	if size == 0 || label == "DevOps" || unicode.IsUpper(next) { // a name, or an abbreviation
		return label
	}
	return string(unicode.ToLower(r)) + label[size:]
}

// capital gives a sentence its first letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// levels are the seniorities from the lowest to the highest.
var levels = []string{"intern", "junior", "mid", "senior", "lead", "staff", "principal", "manager", "director"}

func levelLabel(level string) string {
	switch level {
	case "intern":
		return "Interns"
	case "mid":
		return "Mid-level"
	}
	if label := level; label != "" {
		return capital(label)
	}
	return "Unnamed level"
}

// country names a country as it stands after "in".
func country(code string) string {
	if code == "" {
		return "no country"
	}
	name := cmp.Or(place.Name(code), code)
	switch code {
	case "US", "GB", "NL", "PH", "AE", "BS", "GM", "CF", "CG", "CD", "DO", "MV", "SC", "SB", "KM":
		return "the " + name
	}
	return name
}

var currencyWords = map[string][2]string{ // sign, name
	"USD": {"$", "US dollars"},
	"EUR": {"€", "euros"},
	"GBP": {"£", "pounds sterling"},
	"CAD": {"CA$", "Canadian dollars"},
	"AUD": {"A$", "Australian dollars"},
	"INR": {"₹", "Indian rupees"},
	"CHF": {"CHF ", "Swiss francs"},
}

func currencyName(code string) string {
	if w, ok := currencyWords[code]; ok {
		return w[1]
	}
	return code
}

// money prints an amount in whole units with the currency's sign.
func money(v float64, code string) string {
	sign := code + " "
	if w, ok := currencyWords[code]; ok {
		sign = w[0]
	}
	// A line never breaks between a currency and its amount.
	return strings.ReplaceAll(sign, " ", "\u00a0") + whole(v)
}

// span prints a range of amounts, widened to whole units.
func span(low, high float64, code string) string {
	return money(math.Floor(low), code) + "–" + whole(math.Ceil(high))
}

// quantiles prints two quantiles as a range, each as it is printed alone: they are
// amounts, not the bounds of what is uncertain.
func quantiles(low, high float64, code string) string {
	return money(low, code) + "–" + whole(high)
}

// whole prints a number without decimals, in groups of three digits.
func whole(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "unknown"
	}
	digits := strconv.FormatFloat(math.Abs(math.Round(v)), 'f', 0, 64)
	var b strings.Builder
	if math.Round(v) < 0 {
		b.WriteRune('−')
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return whole(float64(n)) + " " + many
}

// percent prints a share; it says 0% and 100% only of none and all.
func percent(share float64) string {
	p := math.Round(share * 100)
	if share > 0 {
		p = max(p, 1)
	}
	if share < 1 {
		p = min(p, 99)
	}
	return whole(p) + "%"
}

// signed prints a difference in percent to a tenth, with a true minus.
func signed(pct float64) string {
	s := strconv.FormatFloat(math.Abs(pct), 'f', 1, 64)
	switch {
	case s == "0.0":
		return "0.0%"
	case pct < 0:
		return "−" + s + "%"
	}
	return "+" + s + "%"
}

// step is the unit that a sentence rounds to: the largest power of ten that
// is no more than a third of the interval's half-width, so that no digit is
// printed that the interval can't carry.
func step(low, high float64) float64 {
	third := (high - low) / 6
	if third < 1 {
		return 1
	}
	return math.Pow(10, math.Floor(math.Log10(third)))
}

// nouns are what a side's rows count, one and many.
func nouns(side scraper.Side) (one, many string) {
	switch side {
	case scraper.Reported:
		return "answer", "answers"
	case scraper.Filed:
		return "filing", "filings"
	}
	return "job", "jobs"
}

// payKindWords names a kind of pay, as it stands within a sentence.
func payKindWords(kind string) string {
	switch kind {
	case "base":
		return "base pay"
	case "total":
		return "total pay"
	case "ote":
		return "on-target pay"
	case "bonus":
		return "bonus"
	case "stock":
		return "stock"
	case "additional":
		return "additional pay"
	case "posted":
		return "pay in adverts"
	case "prevailing":
		return "prevailing wage"
	case "":
		return ""
	}
	return kind
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}

// stated is a date as a publisher states it, which may be a year or a month
// alone, in words; what is no date stays as it is.
func stated(s string) string {
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return day(t)
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return t.Format("January 2006")
	}
	return s
}

// titleWords is the most that a title has.
const titleWords = 15

// titled is the title, or the plain one where it says nothing or too much.
func titled(title, plain string) string {
	if title == "" || len(strings.Fields(title)) > titleWords {
		return plain
	}
	return title
}

func payPays(subjects []string) string {
	if len(subjects) == 1 {
		return "pays"
	}
	return "pay"
}

// joined names all of a few, each as in a sentence but the first.
func joined(names []string) string {
	out := slices.Clone(names)
	for i := 1; i < len(out); i++ {
		out[i] = inSentence(out[i])
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}

// numberWord is a number as a sentence has it.
func numberWord(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return whole(float64(n))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "one " + one
	}
	return numberWord(n) + " " + many
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// list joins names as a sentence does, naming at most six, or seven: one other
// is as long as a name.
func list(names []string) string {
	const most = 6
	if len(names) > most+1 {
		rest := len(names) - most
		names = append(slices.Clone(names[:most]), plural(rest, "other", "others"))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// number is a value with all its decimals.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
