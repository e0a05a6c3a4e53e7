package article

import (
	"cmp"
	"slices"
	"strings"

	"backpay/aggregate/pay"
	"backpay/scraper/pattern"
)

// countryOf is the one country that an article is about: of its title, else of
// the town in its title, else the one that it names most, and more than once.
// It is "" where none shows.
func (w *world) countryOf(d document) string {
	if len(w.countries) > 0 {
		return w.countries[0]
	}
	for _, h := range titles(d) {
		for _, m := range w.mentions(h) {
			if m.what == "place" && m.who.country != "" {
				return m.who.country
			}
		}
	}
	w.loose = true
	if inGerman(d) {
		return w.ofGerman(d)
	}
	_, countryWords := countries()
	named := map[string]int{}
	for _, b := range d.blocks {
		for _, t := range append(b.cells, b.text) {
			for _, m := range countryWords.FindAllString(clip(t.text, 4*longest), 40) {
				named[countryCode(m)]++
			}
			if m := dateline.FindStringSubmatch(t.text); m != nil {
				named[countryCode(m[1][:1]+strings.ToLower(m[1][1:]))]++
			}
		}
	}
	best, most, next := "", 1, 0
	for code, n := range named {
		if n > most {
			best, most, next = code, n, most
		} else {
			next = max(next, n)
		}
	}
	if most == next {
		return "" // of two alike
	}
	return best
}

// loneCountry is the only country that a text names, else the one whose money alone it speaks
// of: its percentages and counts are of there.
func loneCountry(d document) string {
	_, countryWords := countries()
	named, paid := map[string]bool{}, map[string]bool{}
	for _, b := range d.blocks[:min(len(d.blocks), 60)] {
		text := clip(b.text.text, longest)
		for _, m := range countryWords.FindAllString(text, 20) {
			named[countryCode(m)] = true
		}
		for _, n := range scan(text) {
			if n.currency != "" {
				paid[homes[n.currency]] = true
			}
		}
	}
	for _, all := range []map[string]bool{named, paid} {
		for code := range all {
			if len(all) == 1 {
				return code
			}
			return ""
		}
	}
	return ""
}

// germanWords are words that no other language has, and germanAbroad are where else than in
// Germany they are written.
var (
	germanWords = pattern.New(`\b(?:und|der|das|oder|verdienen|verdient|Gehalt|Gehälter|beträgt|liegt|` +
		`durchschnittlich\p{L}*|zwischen|Jahr)\b`)
	germanAbroad = pattern.New(`\b(?:(Österreich|Wien)|(?:Schweiz|Zürich|CHF|Franken))`)
)

// inGerman reports whether a text is written in German.
func inGerman(d document) bool {
	met := map[string]bool{}
	for _, b := range d.blocks[:min(len(d.blocks), 60)] {
		for _, word := range germanWords.FindAllString(clip(b.text.text, longest), 40) {
			met[word] = true
		}
	}
	return len(met) >= 5
}

// ofGerman is the country of a German text whose title names none.
func (w *world) ofGerman(d document) string {
	for _, b := range d.blocks[:min(len(d.blocks), 60)] {
		switch m := germanAbroad.FindStringSubmatch(clip(b.text.text, longest)); {
		case m == nil:
		case m[1] != "":
			return "AT"
		default:
			return "CH"
		}
	}
	return "DE"
}

// dateline begins the first paragraph of an agency's report: "SINGAPORE – ".
var dateline = pattern.New(`^\s*([A-Z]{4,}) [–—-] `)

// titles are the front matter's title and the first heading.
func titles(d document) []inline {
	all := []inline{d.title}
	for _, b := range d.blocks {
		if b.level > 0 {
			return append(all, b.text)
		}
	}
	return all
}

// home is the country that a figure of none is of.
func (w *world) home() string { return cmp.Or(w.country, w.ev.Country) }

// atHome gives a figure of a publisher that speaks of one country alone that
// country, where its sentence names none.
func (w *world) atHome(f *Finding, said []mention) {
	home := homeOf(f.Source)
	if home == "" || f.Country == home || f.Currency != "" && f.Currency != "$" && f.Currency != pay.Currency(home) {
		return
	}
	if _, named := last(said, "place"); !named {
		f.Country, f.City, f.metro = home, "", ""
	}
}

// worldwide takes the country from a figure of all countries together.
func (w *world) worldwide(f *Finding, text string, said []mention) bool {
	all := everywhere.FindStringIndex(text)
	_, here := last(said, "place")
	if all == nil || f.City != "" && here {
		return false
	}
	if all[1] < f.offset && slices.ContainsFunc(said, func(m mention) bool {
		return m.what == "place" && m.who.country == f.Country && m.start > all[1] && m.end <= f.offset
	}) {
		return false // "... worldwide is $55,000, with developers in the US at $100,000"
	}
	f.Country, f.City, f.metro = "", "", ""
	if f.Currency == "$" {
		f.Currency = "USD"
	}
	return true
}

// isRegional reports whether a figure is of a part of the world; its dollars are then American.
func (f *Finding) isRegional() bool {
	if f.region && f.Currency == "$" {
		f.Currency = "USD"
	}
	return f.region
}

// partOfWorld is a part of the world where a figure's place stands: before what is said of
// it, or behind "in".
var partOfWorld = pattern.New(`^\W*((?:(?:Western|Eastern|Central|Northern|Southern) (?:and (?:Western|` +
	`Eastern) )?)?(?:Europe|Asia|Africa)|` +
	`(?:Latin|South|North) America|Asia[- ]Pacific|(?:the )?Middle East|Scandinavia|EU|APAC|EMEA|LATAM)\s*(?:[:–—(|` +
	`]|- |$)|` +
	`\b(?:in|across|throughout) ((?:Western|Eastern|Central|Northern|Southern) (?:and (?:Western|` +
	`Eastern) )?(?:Europe|Asia)|` +
	`Europe|the EU|the European Union|the eurozone|Asia|Africa|(?:Latin|South) America|the Middle East)\b`)

// regions finds the parts of the world that figures are said to be of.
func regions(s string) (all []mention) {
	for _, m := range partOfWorld.FindAllStringSubmatchIndex(s, 5) {
		a, b := m[2], m[3]
		if a < 0 {
			a, b = m[4], m[5]
		}
		all = append(all, mention{start: a, end: b, what: "place", value: s[a:b], weak: true, region: true})
	}
	return all
}

var everywhere = pattern.New(`(?i)\b(?:worldwide|globally|around the (?:world|globe)|across all countries|` +
	`in the whole world)\b`)

// outerPlace is the place in what stands around a sentence: of several that one
// heading names, the one whose currency the figure has.
func outerPlace(all [][]mention, currency string) mention {
	for i, list := range all {
		m := outer([][]mention{list}, "place")
		if m.what == "" {
			continue
		}
		if m.weak && i+1 < len(all) && i == 0 { // the head "vs UK" of a row "London"
			if town := outer(all[1:2], "place"); town.who.city != "" && town.who.country == m.who.country {
				return town
			}
		}
		for _, o := range list {
			if o.what == "place" && pay.Currency(o.who.country) == currency && pay.Currency(m.who.country) != currency {
				return o
			}
		}
		return m
	}
	return mention{}
}

// nearCountry is the country that the heading of a block names.
func nearCountry(b block) string {
	if len(b.heading) == 0 {
		return ""
	}
	_, countryWords := countries()
	if all := countryWords.FindAllString(clip(b.heading[0].text, 300), 2); len(all) == 1 {
		return countryCode(all[0])
	}
	return ""
}

// denied is what stands before what a text says that it is not about.
var denied = pattern.New(`(?i)\b(?:doesn['’]t|does not|don['’]t|do not|isn['’]t|is not|not|rather than|` +
	`instead of|unlike)\b[^,.;:]{0,60}$`)

// notDenied leaves out the roles that a text says it is not about, where it
// names others: "it doesn't track backend developers, but software developers".
func notDenied(all []mention, text string) []mention {
	var out []mention
	roles := 0
	for _, m := range all {
		if m.what == "role" && denied.MatchString(text[max(0, m.start-40):m.end]) {
			continue
		}
		if m.what == "role" {
			roles++
		}
		out = append(out, m)
	}
	if roles == 0 {
		return all
	}
	return out
}

// quantileAround is the quantile that a share of adverts or people says around
// an amount: "a quarter offered £65,000 or less".
func quantileAround(text string, n number, starts []int) string {
	m := orLess.FindStringSubmatch(text[n.end:])
	if m == nil {
		return ""
	}
	c := clauseAt(starts, n.start, len(text))
	share := shareFirst.FindString(text[c.from:n.start])
	if share == "" {
		return ""
	}
	return quantileOf(share, !strings.HasSuffix(strings.ToLower(m[0]), "more") && !strings.HasSuffix(m[0], "above"))
}

var (
	orLess     = pattern.New(`(?i)^(?: a year)? (?:or|and) (?:less|under|below|more|over|above)\b`)
	shareFirst = pattern.New(
		`(?i)\b(?:(?:a|one) quarter|one (?:in|out of) (?:four|ten)|25 ?(?:%|percent|per cent)|half|a tenth|` +
			`10 ?(?:%|percent|per cent)|` +
			`three[- ]quarters?|(?:nine|9) (?:in|out of) (?:ten|10))\b`,
	)
)
