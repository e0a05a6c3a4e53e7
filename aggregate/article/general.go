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
	usingData = pattern.New(`(?i)^\W*(?:using|based on|drawing on) .{0,80}\b(?:from|of|by|at)\b`)
)

// generalOf finds what the paragraphs of a text say of all its figures.
func (w *world) generalOf(d document) (g general) {
	for _, b := range d.blocks[:min(len(d.blocks), 200)] {
		if b.cells != nil || b.level > 0 || b.item {
			continue
		}
		for _, s := range sentences(b.text) {
			all, using := ofAll.MatchString(s.text), usingData.MatchString(s.text)
			if !all && !using {
				continue
			}
			said := w.mentions(s.inline)
			if m, ok := last(said, "source"); ok && g.source == "" && m.value != own {
				g.source, g.known = m.value, m.known
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
	return g
}

// give gives the figures that name no source the one that the text gives for all.
func (g general) give(found []Finding) {
	for i := range found {
		f := &found[i]
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
		`(?: \d{1,2} ?(?:%|percent|per cent))?(?: percentile| quarter| wage| salary| end)?\W*: `,
)
