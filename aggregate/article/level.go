package article

import (
	"strings"

	"backpay/scraper/pattern"
)

// levelAround is the level that something else than the role's own words says.
func levelAround(f *Finding, pick picker, said []mention, c span, ctx context) string {
	if ctx.cell != "" { // a table's column or row may say the level alone
		for _, list := range ctx.outer[:min(2, len(ctx.outer))] {
			for _, m := range list {
				if m.what == "role" && m.value == "" && m.who.seniority != "" {
					return m.who.seniority
				}
			}
		}
	}
	// "Senior engineers on the backend": one of them says the level.
	for i := len(said) - 1; i >= 0; i-- {
		m := said[i]
		general := m.value == "" || m.value == "software"
		if m.what == "role" && general && m.start < f.offset && m.start >= c.from && m.who.seniority != "" && !ofFigureBefore(f, m, ctx.text) {
			return m.who.seniority
		}
	}
	m, _ := pick("role", func(m mention) bool {
		near := m.start >= c.from && m.start < c.to && m.start-f.offset-len(f.Text) < 25 // "£158,000 at mid level"
		before := m.start < f.offset && (m.start >= c.from || !turned.MatchString(ctx.text[m.start:f.offset]))
		return m.who.seniority != "" && m.value == "" && (before || near)
	})
	return or(m.who.seniority, levelOver(ctx))
}

// levelOfLabel is the level of the title that a text begins with as its label:
// "Senior Developer: people with this much behind them ...".
func levelOfLabel(said []mention, text string) string {
	for _, m := range said {
		if m.what == "role" {
			if m.start < 4 && strings.HasPrefix(text[m.end:], ":") {
				return m.who.seniority
			}
			return ""
		}
	}
	return ""
}

// levelOver is the one level that the nearest heading, or the label above a figure,
// says alone: "Entry level (0-2 years)".
func levelOver(ctx context) (level string) {
	if len(ctx.outer) == 0 || ctx.cell != "" || ctx.titled {
		return ""
	}
	end := 0
	for _, m := range ctx.outer[0] {
		switch {
		case m.what != "role" || m.value == "" && m.who.seniority == level:
		case m.value == "" && level != "" && m.start-end <= len(" / "): // "Senior / Lead"
		case m.value != "" || level != "":
			return ""
		default:
			level, end = m.who.seniority, m.end
		}
	}
	return level
}

// ofFigureBefore reports whether a level is that of the figure before, where the one at
// hand says its own behind it.
func ofFigureBefore(f *Finding, m mention, text string) bool {
	return levelBefore.MatchString(text[:m.start]) && ownLevel.MatchString(text[f.offset+len(f.Text):])
}

// levelBefore ends before the level that the figure before is of: "$90,000 at the entry
// level to $160,000".
var levelBefore = pattern.New(`\d[\d.,]*[kK]? (?:at|for) (?:the |an? )?$`)

// turned stands between two statements of one sentence.
var turned = pattern.New(`\d.*(?:;|, (?:while|whereas|but)\b)`)
