package article

import (
	"slices"
	"strings"
	"time"

	"backpay/scraper/pattern"
)

// itemLine is a line that says one thing of one name: "Pune: ₹7.9 LPA".
var itemLine = pattern.New(`^\s*[^:\d]{2,40}(?: \([^()]*\))?(?::| [-–—]) ?.{0,60}\d`)

// items splits a paragraph whose every line is an item of its own, as texts
// that were pasted have them. Lines are counted from the paragraph's.
func items(t inline) []block {
	lines := strings.Split(strings.TrimRight(t.text, "\n "), "\n")
	other := func(l string) bool { return !itemLine.MatchString(l) }
	if len(lines) < 2 || slices.ContainsFunc(lines, other) && !isPriceList(lines) {
		return []block{{text: t}}
	}
	var all []block
	from := 0
	for i, l := range lines {
		b := block{line: i, text: inline{text: l}}
		for _, m := range t.marks {
			if m.at >= from && m.at <= from+len(l) {
				m.from, m.at = max(0, m.from-from), m.at-from
				b.text.marks = append(b.text.marks, m)
			}
		}
		all = append(all, b)
		from += len(l) + 1
	}
	return all
}

// isPriceList reports whether lines say a name and an amount each, "Middle 130 000$", but
// for the first, which may stand over them.
func isPriceList(lines []string) bool {
	named := func(l string) bool {
		all := scan(l)
		return len(all) == 1 && (all[0].currency != "" || all[0].short) && nameFirst.MatchString(l[:all[0].start]) &&
			nothingMore.MatchString(l[all[0].end:])
	}
	rest := lines[1:]
	return (named(lines[0]) && len(lines) > 1 || len(lines) > 2 && len(lines[0]) < 80 && len(scan(lines[0])) == 0) &&
		!slices.ContainsFunc(rest, func(l string) bool { return !named(l) })
}

// nameFirst is what stands before the amount of such a line, nothingMore what may follow it.
var (
	nameFirst   = pattern.New(`^\s*\p{Lu}[^.;!?]{1,44} $`)
	nothingMore = pattern.New(`(?i)^\+?\W*(?:(?:/|per|an?) ?(?:year|month|hour|annum))?\W*$`)
)

// dated is a line that says when a text was published.
var dated = pattern.New(
	`(?i)(?:^|[.|·,] )\W*(?:last )?(?:updated|published|posted|reviewed|modified)(?: on|` +
		`:)?\s*(?:on )?(\d{1,2}(?:st|nd|rd|th)? \p{L}+ \d{4}|\p{L}+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|` +
		`\d{4}-\d{2}-\d{2})\b`,
)

var ordinal = pattern.New(`(\d)(?:st|nd|rd|th)`)

// date takes the article's date from a line at its top, where the front matter
// has none.
func (w *mdWalk) date(text string) {
	m := dated.FindStringSubmatch(clip(text, 120))
	if w.d.date != "" || m == nil || len(w.d.blocks) > 6 {
		return
	}
	written := strings.ReplaceAll(ordinal.ReplaceAllString(m[1], "$1"), ",", "")
	for _, layout := range []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", time.DateOnly} {
		if day, err := time.Parse(layout, written); err == nil {
			w.d.date = day.Format(time.DateOnly)
			return
		}
	}
}
