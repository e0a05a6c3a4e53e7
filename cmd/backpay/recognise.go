package main

import (
	"errors"

	"backpay/scraper"
	"backpay/scraper/saved"
)

var errUnknown = errors.New("no source knows a page like this; if it is one of ours, name the source with --source")

// identify finds the source of a payload by what the user says of it; see
// saved.Finder.
func (im *importer) identify(p payload) (scraper.Source, *scraper.Page, error) {
	f := saved.Finder{
		Sources: im.sources, Now: im.now(), AsOf: im.asOf, URL: im.cmd.URL, Company: im.cmd.Company, Country: im.cmd.Country,
	}
	if im.cmd.Source != "" {
		plan, err := im.c.named(im.cmd.Source)
		if err != nil {
			return nil, nil, err
		}
		f.Only = plan.source
	}
	return f.Find(p)
}
