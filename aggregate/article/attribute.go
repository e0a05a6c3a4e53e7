package article

import (
	"cmp"
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// picker chooses the mention of a kind, among those accepted, that a number
// goes with.
type picker func(what string, accept func(mention) bool) (mention, bool)

func anyOne(mention) bool  { return true }
func firm(m mention) bool  { return !m.weak }
func named(m mention) bool { return m.value != "" }

// attributes gives a finding what the words around it say. Of the words of one
// kind those in its own clause count first, then what stands in brackets after
// it, then what was said before it, and at last what follows; then what stands
// around the sentence.
func (w *world) attributes(f *Finding, s sentence, said []mention, starts []int, all []number, n number, ctx context) {
	c := clauseAt(starts, n.start, len(s.text))
	pick := func(what string, accept func(mention) bool) (mention, bool) {
		return choose(said, what, c, starts, n, all, s.text, accept)
	}
	what(f, pick, s.text[c.from:n.start], s.text[n.end:], c, ctx)
	if q := quantileAround(s.text, n, starts); q != "" {
		f.Statistic, f.Bound = q, 0
	}
	w.who(f, pick, said, c, ctx)
	if elsewhere.MatchString(s.text[n.end:]) {
		f.City, f.metro = "", ""
	}
	w.when(f, pick, s.text, ctx)
	f.Tax = n.tax
	if f.Kind == Pay {
		f.Tax = or(f.Tax, or(taxOf(s.text, n, c), restated(s.text, all, n, starts)))
	}
	f.Company = employer(f, pick, s.text, c, n, ctx)
	next, prev := neighbours(s.text, n, all, false)
	f.sector = ctx.sector || inSector(s.text[prev:next])
	w.whose(f, pick, s, n, ctx)
	w.atHome(f, said)
	if f.Kind == Pay && f.Tax == "" && ctx.cell != "" {
		f.Tax = taxOf(ctx.cell+" ", number{start: len(ctx.cell), end: len(ctx.cell)}, span{0, len(ctx.cell)})
	}
	withSkill(f, pick, s.text, said, ctx)
	if f.Kind == Pay && f.Period == "" && (f.PayKind == "additional" || f.PayKind == "bonus" || f.PayKind == "stock") {
		f.Period = "year"
	}
	if m, ok := last(ctx.before, "kind"); ok {
		f.beside = m.value
	}
	w.footnote(f, s, all, n)
}

// elsewhere follows a figure that is of the rest of the country.
var elsewhere = pattern.New(`(?i)^ (?:outside|in the rest of|elsewhere|nationally|nationwide|` +
	`across the (?:country|uk|us))\b`)

// employer is whose pay a figure is.
func employer(f *Finding, pick picker, text string, c span, n number, ctx context) string {
	nearBy := func(m mention) bool { return m.start < n.start || m.start >= c.from && m.start < c.to }
	if m, ok := pick("company", nearBy); ok && !n.percent {
		return m.value
	}
	if m, ok := last(ctx.before, "company"); ok && ctx.refers && f.Kind == Pay && strings.HasPrefix(text, "It") {
		return m.value
	}
	if m, ok := last(ctx.before, "company"); ok && f.Kind == Pay && !n.percent && sameEmployer(pick, text) {
		return m.value
	}
	return ctx.company
}

// sameEmployer reports whether a sentence goes on about the employer of the one
// before: "At L5 the package is $392,000".
func sameEmployer(pick picker, text string) bool {
	_, other := pick("source", anyOne)
	return !other && (codedLevel.MatchString(text) || partFirst.MatchString(text))
}

// partFirst begins a sentence about a part of the pay of an employer.
var partFirst = pattern.New(`^(?:Its|Their|The (?:base|package|bonus|stock|rest)|Base|Stock|Bonus(?:es)?)\b`)

// what gives the statistic and the kind of pay.
func what(f *Finding, pick picker, lead, tail string, c span, ctx context) {
	if m, ok := pick("statistic", anyOne); ok {
		saidStatistic(f, m, lead, c, ctx)
	} else if m, ok := last(ctx.before, "statistic"); ok && ctx.continues {
		f.Statistic = m.value
	} else {
		f.Statistic = statisticAround(f, lead, ctx)
	}
	switch f.Statistic { // "the top tenth earn more than" is the percentile itself
	case "p10", "p25", "p75", "p90":
		f.Bound = 0
	}
	if f.isRange(lead, ctx) {
		f.Statistic = "range"
	}
	f.PayKind = kindOfPay(pick, lead, tail, f.offset, c, ctx)
	_, said := pick("kind", anyOne)
	f.heading = !said && ctx.cell == ""
}

// saidStatistic gives the statistic that a figure's own sentence says.
func saidStatistic(f *Finding, m mention, lead string, c span, ctx context) {
	f.Statistic = m.value
	if m.number != 0 {
		f.Bound = 0 // "half earn less than"
	}
	end := m.value == "min" || m.value == "max" || m.value == "typical"
	labels := strings.Trim(lead, ": *—–-~≈") == "" // "Low: $29.10"
	elsewhere := ctx.cell == "" && !labels && (m.start < c.from || m.start >= c.to)
	switch {
	case f.High != 0 && (elsewhere && (m.value == "mean" || m.value == "median") || end):
		f.Statistic = "range"
	case elsewhere && end && m.start < 8 && !digit.MatchString(ctx.text[m.end:f.offset]):
		// "The highest pay, at Careem, is" says it of its figure.
	case elsewhere && end, elsewhere && f.Bound > 0 && m.end < f.offset && turned.MatchString(ctx.text[m.end:f.offset]):
		f.Statistic = "" // "averages around $100,000, whereas some exceed $150,000"
	}
}

// extremes begin a sentence about an end of all pay, of no level that was spoken of.
var extremes = pattern.New(`^The (?:highest|lowest|top|bottom|best|worst)\b`)

var digit = pattern.New(`\d`)

// statisticAround is the statistic that what stands around a sentence says.
func statisticAround(f *Finding, lead string, ctx context) string {
	value := outer(ctx.outer, "statistic").value
	switch {
	case ctx.cell != "":
	case f.High != 0 && betweenTwo.MatchString(lead):
		return "range" // under a heading that speaks of averages
	case value == "min", value == "max":
		return "" // "the highest paid in Europe" over a text
	}
	return value
}

// isRange reports whether a figure with two ends is a range, and not one of averages
// or quantiles: "a range of $104,000 to $147,000, the 25th to 75th percentiles".
func (f *Finding) isRange(lead string, ctx context) bool {
	switch {
	case f.High == 0:
		return false
	case f.Statistic == "", f.Statistic == "typical":
		return true
	}
	return ctx.cell == "" && !strings.Contains(f.Statistic, "-") && ranging.MatchString(lead)
}

// kindOfPay is base, total or a part of pay, by the words around a figure.
func kindOfPay(pick picker, lead, tail string, at int, c span, ctx context) string {
	if m := partWorth.FindStringSubmatch(lead); m != nil && partKinds[strings.ToLower(m[1])] != "" {
		return partKinds[strings.ToLower(m[1])] // "stock worth about $40,000"
	}
	if m := ofIt.FindStringSubmatch(tail); m != nil { // "$126,000 of it salary"
		return partKinds[strings.ToLower(m[1])]
	}
	if m, ok := pick("kind", firm); ok {
		return m.value
	}
	around := outer(ctx.outer, "kind")
	if around.value != "" && !around.weak {
		return around.value
	}
	near := func(m mention) bool { return m.start < at || m.start < c.to } // not "..., which is fine compensation"
	if m, ok := pick("kind", near); ok {
		return m.value
	}
	return around.value
}

// ofIt is what follows a part of the pay that was given before.
var ofIt = pattern.New(
	`(?i)^ of (?:it|which|that|this)(?: is| was| in| as)? (base|salary|stock|equity|bonus|cash)\b`,
)

// partKinds are kinds of pay by the words for a part of it.
var partKinds = map[string]string{
	"base":   "base",
	"salary": "base",
	"stock":  "stock",
	"equity": "stock",
	"shares": "stock",
	"rsus":   "stock",
	"bonus":  "bonus",
	"cash":   "base",
}

// ranging says that an average's own range follows: "with salaries ranging from".
var ranging = pattern.New(`(?i)\brang(?:e|es|ed|ing) (?:anywhere )?(?:from|between|of|is|was)?(?: as low as|` +
	` about| around)?\s*$`)

// betweenTwo stands before the two ends of a range that a sentence is about.
var betweenTwo = pattern.New(`(?i)\b(?:between|spans?|from|anywhere from)\s*$`)

// whose gives the source that a figure is said to be of.
func (w *world) whose(f *Finding, pick picker, s sentence, n number, ctx context) {
	if name, ok := w.ownLink(s, n); ok {
		f.Source, f.known = name, true
	} else if m, ok := pick("source", anyOne); ok {
		f.Source, f.known = m.value, m.known
	} else if m, ok := last(ctx.before, "source"); ok && (ctx.refers || ctx.continues) && speaksOf(m.value, f.Country) {
		f.Source, f.known = m.value, m.known
	} else if m := outer(ctx.outer, "source"); m.value != "" {
		f.Source, f.known = m.value, m.known || m.weak && w.hosts[m.value] != ""
	}
}

// footnote takes the source and the year from the note that is marked after a
// figure, unless the note has figures of its own.
func (w *world) footnote(f *Finding, s sentence, all []number, n number) {
	for _, l := range s.marks {
		note, ok := w.notes[l.note]
		if !ok || l.note == "" || l.at < n.end {
			continue
		}
		if slices.ContainsFunc(all, func(o number) bool {
			return o.start >= n.end && o.end <= l.at && (o.currency != "" || o.percent)
		}) {
			continue
		}
		note.text = clip(note.text, 500)
		told := w.mentions(note)
		if m, ok := last(told, "source"); ok && f.Source == "" && len(scanPay(note.text)) == 0 {
			f.Source, f.known = m.value, m.known
		}
		if m, ok := last(told, "year"); ok && f.Year == 0 && len(scanPay(note.text)) == 0 {
			f.Year = m.number
		}
		return
	}
}

// ownLink returns the source of the link that a number is the words of.
func (w *world) ownLink(s sentence, n number) (source string, ok bool) {
	for _, l := range s.marks {
		if l.host != "" && l.from <= n.start && l.at >= n.end && l.at-l.from < 60 {
			return or(w.sourceOfHost(l.host), l.host), true
		}
	}
	return "", false
}

// lastIndex returns where the last match of a pattern begins, -1 for none.
func lastIndex(re *pattern.Pattern, s string) int {
	all := re.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

// scanPay are the numbers of a text that have a currency: a note with figures
// of its own speaks of those.
func scanPay(s string) []number {
	return slices.DeleteFunc(scan(s), func(n number) bool { return n.currency == "" })
}

// who gives the role, the level and the place.
func (w *world) who(f *Finding, pick picker, said []mention, c span, ctx context) {
	if m, ok := pick("role", named); ok {
		if full, before := pick("role", func(o mention) bool {
			return o.value != "" && !o.bare && o.start >= c.from && o.end <= f.offset
		}); before && m.bare && m.start > f.offset {
			m = full // "the junior backend engineer gets €45,800, for engineers with two years"
		}
		f.Role, f.Seniority, f.title = ctx.kind(m), m.who.seniority, m.title
		if l, ok := pick(
			"role",
			func(l mention) bool { return l.value == "" && l.start >= m.end && l.end <= f.offset },
		); ok {
			f.Seniority = l.who.seniority // "a junior developer gets ..., whereas a lead makes"
		}
		if later := m.start > f.offset && (m.start < c.from || m.start >= c.to); later {
			f.Seniority = ""
		}
	} else {
		roleAround(f, ctx)
		f.Seniority = or(levelAround(f, pick, said, c, ctx), f.Seniority)
	}
	f.Seniority = cmp.Or(levelOfLabel(said, ctx.text), f.Seniority, levelAround(f, pick, said, c, ctx))
	m := atHomeOf(f.Currency, where(pick, ctx, f.Currency), pick, ctx)
	f.Country, f.City, f.metro = m.who.country, m.who.city, m.who.metro
	f.region = m.region
}

// kind is the role of a mention: "developers with 5 years" are of the kind that the
// article is about.
func (ctx context) kind(m mention) string {
	if m.bare && m.value == "software" && (developer[ctx.title.role] || m.engineer && ctx.title.role != "") {
		return ctx.title.role
	}
	return m.value
}

// roleAround takes the role and the level from what stands around the sentence.
func roleAround(f *Finding, ctx context) {
	m := outer(ctx.outer, "role")
	if b, ok := firstOf(ctx.before, "role"); ok && (ctx.refers || m.value == "" || m.who == ctx.title) {
		m = b
		if !ctx.refers && !ctx.continues {
			m.who.seniority = ""
		}
	}
	f.Role, f.Seniority, f.title = or(ctx.kind(m), ctx.title.role), m.who.seniority, m.title
	if level, ok := last(ctx.before, "role"); ok && f.Seniority == "" && ctx.refers && !extremes.MatchString(ctx.text) {
		f.Seniority = level.who.seniority
	}
	if m.value == "" && f.Seniority == "" {
		f.Seniority = ctx.title.seniority
	}
}

// when gives the year that a figure is said to be of.
func (w *world) when(f *Finding, pick picker, text string, ctx context) {
	thisYear := number4(w.today)
	past := func(m mention) bool {
		end := f.offset + len(f.Text) // "a year earlier" is of the figure beside it
		far := m.weak && m.start >= end && (m.start > end+20 || strings.ContainsAny(text[end:m.start], "0123456789"))
		return (thisYear == 0 || m.number <= thisYear) && !far
	}
	m, ok := pick("year", past)
	here := ok || ctx.cell != ""
	if b, said := last(ctx.before, "source"); !ok && ctx.refers && (!said || speaksOf(b.value, f.Country)) {
		m, ok = last(ctx.before, "year")
	}
	if !ok {
		m = outer(ctx.outer, "year")
	}
	if m.value == "now" {
		f.now = true
	} else if past(m) {
		f.Year = m.number
		f.month = m.month && here
		f.earnedIn = ok && m.start >= f.offset && ownYear.MatchString(text[f.offset+len(f.Text):])
	}
}

// monthBefore ends with the month that a year stands with: "in May 2024".
var monthBefore = pattern.New(
	`(?:January|February|March|April|May|June|July|August|September|October|November|December|` +
		`(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?),? $`,
)

func number4(date string) int {
	y := 0
	for _, r := range clip(date, 4) {
		if r < '0' || r > '9' {
			return 0
		}
		y = 10*y + int(r-'0')
	}
	return y
}

// outer is the first mention of a kind in what stands around a sentence; a
// place that is a town goes before a country.
func outer(all [][]mention, what string) mention {
	for _, list := range all {
		var weak *mention
		for i, m := range list {
			if m.what != what || what == "role" && m.value == "" {
				continue
			}
			if !m.weak {
				return m
			}
			if weak == nil {
				weak = &list[i]
			}
		}
		if weak != nil {
			return *weak
		}
	}
	return mention{}
}

func last(all []mention, what string) (mention, bool) {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].what == what {
			return all[i], true
		}
	}
	return mention{}, false
}

func firstOf(all []mention, what string) (mention, bool) {
	for _, m := range all {
		if m.what == what && m.value != "" {
			return m, true
		}
	}
	return mention{}, false
}
