package main

import (
	"fmt"
	"os"

	"backpay/scraper"
	"backpay/scraper/mapping"
)

// knowSource makes a source of a table known to the database. Somebody's copies
// of adverts of a service that backpay reads itself stay apart from what it
// read, and adverts from figures.
func (im *importer) knowSource(name *string, m *mapping.Mapping) error {
	kind, side := scraper.Listing, scraper.Posted
	if m.Kind == "observations" {
		kind, side = scraper.Figures, scraper.Reported
		if m.Source.Side != "" {
			side = scraper.Side(m.Source.Side)
		}
		if *name == mapping.DefaultSource {
			*name = "reports"
		}
	}
	title := m.Source.Title
	if title == "" || len(m.Source.From) > 0 {
		title = *name
	}
	for _, p := range im.c.plans {
		if about := p.source.About(); about.Name == *name {
			if about.Kind == kind && (kind == scraper.Figures || about.Access == scraper.Import) {
				return nil
			}
			*name, title = *name+"-tables", about.Title+" (tables)"
			break
		}
	}
	if im.known[*name] {
		return nil
	}
	im.known[*name] = true
	return im.db.PutSources(im.ctx, []scraper.About{{
		Name: *name, Title: title, Kind: kind, Side: side, Access: scraper.Import,
		Homepage: m.Source.Homepage, Attribution: m.Source.Attribution, Licence: m.Source.Licence,
	}})
}

// gone closes the postings of sources that the table, which lists all that is
// open, no longer has.
func (im *importer) gone(sources []string) error {
	for _, s := range sources {
		if err := im.front.Unlisted(im.ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// readMapping reads the user's mapping file.
func readMapping(path string) (*mapping.Mapping, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{fmt.Errorf("import: %w", err)}
	}
	m, err := mapping.Parse(path, text)
	if err != nil {
		return nil, usageError{err}
	}
	return m, nil
}
