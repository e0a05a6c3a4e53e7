package article

import (
	"slices"

	"backpay/scraper/pattern"
)

// general is what a text says of all its figures: "Figures are medians of total
// pay unless stated otherwise".
type general struct {
	said    []mention // statistic and kind
	source  string
	known   bool
	under   map[string]mention // sources of what stands under one heading
	aboutIt bool               // the text is about its report
	monthly bool
	money   string // the currency of numbers that have none
}

// ofAll begins a sentence about all figures of a text, usingData one that says
// whose they are.
var (
	ofAll = pattern.New(
		`(?i)^\W*(?:unless (?:stated|noted) otherwise,? )?(?:all |these |the |our )?(?:figures|numbers|amounts|` +
			`salaries|values)` +
			`(?: (?:here|below|above|quoted|given|shown|on this page|in this (?:article|post|guide|` +
			`piece)))? (?:are|is|come|show|refer|were|represent)\b`,
	)
	usingData = pattern.New(
		`(?i)\bwe(?:['’]ve| have)? used \p{Lu}|^\W*(?:using|based on|drawing on) .{0,80}\b(?:from|of|by|at)\b|^Using \p{Lu}|` +
			`\b(?:us(?:e|es|ed|ing)|with|on|analy[sz]ed) (?:the )?(?:latest |public |official )?` +
			`(?:data|figures|numbers|statistics)(?: \w+){0,2} (?:from|of|by)\b|\(sources?: `,
	)
	// itsReport is a report that a text is about: "Dice's 2022 Tech Salary Report".
	itsReport = pattern.New(
		`(?i)(?:'s|’s)?(?: has)?(?: (?:released|published) (?:its|the|a))? (?:(?:new|latest|annual|\p{L}+th|\d{4}) ){0,3}` +
			`(?:[\p{L}-]+ ){0,2}(?:salary|salaries|pay|compensation|developer)(?: [\p{L}]+)? (?:survey|report|guide|study|index)\b`,
	)
)

// generalOf finds what the paragraphs of a text say of all its figures.
func (w *world) generalOf(d document) (g general) {
	for _, b := range d.blocks[:min(len(d.blocks), 200)] {
		if !b.isPlain() {
			continue
		}
		for _, s := range sentences(b.text) {
			all, using := ofAll.MatchString(s.text), usingData.MatchString(s.text)
			if !all && !using {
				continue
			}
			said := slices.DeleteFunc(w.mentions(s.inline), func(m mention) bool {
				return m.what == "source" && m.value == own // "Using ... we found"
			})
			ofIts := using && len(scanPay(s.text)) > 0 // the source of this sentence's figures
			if m, ok := last(said, "source"); ok && !ofIts {
				g.names(m, b)
			}
			if all && monthly.MatchString(s.text) {
				g.monthly = true
			}
			if all && g.money == "" {
				g.money = moneyIn(s.text)
			}
			if all && len(g.said) == 0 && len(scanPay(s.text)) == 0 {
				g.said = slices.DeleteFunc(said, func(m mention) bool { return m.what != "statistic" && m.what != "kind" })
			}
		}
	}
	g.one()
	if g.source == "" {
		g.source, g.known = w.reported(d)
		g.aboutIt = g.source != ""
	}
	return g
}

// names notes a source that a paragraph says to be of all figures: of those under its
// heading, where that is not the text's title.
func (g *general) names(m mention, b block) {
	switch {
	case len(b.heading) > 1:
		if g.under == nil {
			g.under = map[string]mention{}
		}
		if _, ok := g.under[b.heading[0].text]; !ok {
			g.under[b.heading[0].text] = m
		}
	case g.source == "":
		g.source, g.known = m.value, m.known
	}
}

// one makes the only source that is named under headings that of the whole text.
func (g *general) one() {
	only := mention{}
	for _, m := range g.under {
		if only.value != "" && m.value != only.value {
			return
		}
		only = m
	}
	if g.under = nil; g.source == "" {
		g.source, g.known = only.value, only.known
	}
}

// of is what is said of all the figures of a block.
func (g general) of(b block) general {
	if len(b.heading) > 0 {
		if m, ok := g.under[b.heading[0].text]; ok {
			g.source, g.known, g.aboutIt = m.value, m.known, false
		}
	}
	return g
}

// reported returns the publisher of the one report that a text is about: its first
// paragraphs or its title name the report, and the text names no other publisher.
func (w *world) reported(d document) (source string, known bool) {
	names, first := map[string]bool{}, ""
	for i, b := range d.blocks[:min(len(d.blocks), 200)] {
		for _, t := range append([]inline{b.text}, b.cells...) {
			t.text = clip(t.text, 2*longest)
			for _, m := range w.sources(t) {
				if m.value == own {
					continue
				}
				names[m.value] = true
				if i < 6 && first == "" && itsReport.MatchString(clip(t.text[m.end:], 80)) {
					first, known = m.value, m.known
				}
			}
		}
	}
	if len(names) != 1 {
		return "", false
	}
	return first, known
}

// give gives the figures that name no source the one that the text gives for all.
func (g general) give(found []Finding) {
	for i := range found {
		f := &found[i]
		if f.Source == own && g.aboutIt {
			f.Source, f.known = g.source, g.known // "we find": who writes about a report finds it there
		}
		if f.Kind != Pay || f.Source != "" && f.Source != g.source {
			continue
		}
		if g.source != "" && speaksOf(g.source, f.Country) {
			f.Source, f.known = g.source, g.known
		}
		for _, m := range g.said {
			switch {
			case m.what == "kind":
				f.PayKind = or(f.PayKind, m.value)
			case f.High == 0 && (f.PayKind == "base" || f.PayKind == "total" || f.PayKind == ""):
				f.Statistic = or(f.Statistic, m.value)
			}
		}
	}
}

// statisticFirst begins an item that names a statistic alone: "Low: $29.10".
var statisticFirst = pattern.New(
	`(?i)^\W*(?:the )?(?:low|high|median|mean|average|min(?:imum)?|max(?:imum)?|top|bottom|lowest|highest|(?:10|` +
		`25|50|75|90)th)` +
		`(?: \d{1,2} ?(?:%|percent|per cent))?(?: percentile| quarter| wage| salary| end)?\W*[:—–-] `,
)
