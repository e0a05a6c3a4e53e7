package report

import (
	"slices"

	"backpay/scraper"
)

// adverts says which sources' adverts the figures stand on.
func (b *builder) adverts() string {
	return b.from(shows)
}

// shows tells of a source that has adverts here.
func shows(s Source) bool { return s.Side == scraper.Posted && s.Postings > 0 }

// between says what the two ends of a ladder stand on: our figure, of one
// source or of all adverts, and the published one.
func (b *builder) between(ours, publisher string) string {
	if ours != "" {
		return sourceLine([]string{b.sourceTitle(ours), publisher})
	}
	return sourceLine(append(b.named(shows), publisher))
}

// everyone says which sources have a row of their own among all sides.
func (b *builder) everyone() string {
	has := map[string]bool{}
	for k := range b.cells {
		if k.role == b.in.Options.Role && k.country == b.in.Options.Country {
			has[k.source] = true
		}
	}
	return b.from(func(s Source) bool { return has[s.Name] })
}

// from says which of the sources are meant.
func (b *builder) from(meant func(Source) bool) string { return sourceLine(b.named(meant)) }

// named are the titles of the sources that are meant.
func (b *builder) named(meant func(Source) bool) (names []string) {
	for _, s := range b.in.Sources {
		if meant(s) {
			names = append(names, b.sourceTitle(s.Name))
		}
	}
	return names
}

// publishers are those of claims that no other section prints.
func (b *builder) publishers(rows []ClaimRow) string {
	var names []string
	for _, r := range rows {
		if !r.elsewhere {
			names = append(names, r.SourceTitle)
		}
	}
	return sourceLine(names)
}

// sourceLine is the line at a figure's foot, "" where no source is known.
func sourceLine(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	names = slices.Compact(names)
	switch len(names) {
	case 0:
		return ""
	case 1:
		return "Source: " + names[0]
	}
	return "Sources: " + list(names)
}
