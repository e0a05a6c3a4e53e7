package main

import (
	"context"

	"backpay/scraper"
	"backpay/scraper/fetch"
)

// openArchive opens the archive folder, cutting off what a crash left half
// written.
func (a *app) openArchive(c *config) (*fetch.Archive, error) {
	archive, err := fetch.OpenArchive(c.Archive.Dir, a.now())
	if err != nil {
		return nil, usageError{err}
	}
	return archive, nil
}

// flushed is a frontier whose rows never name bytes that a power loss can take:
// the archive is on the disk before they are committed.
type flushed struct {
	scraper.Frontier
	archive *fetch.Archive
}

// Settle fulfils scraper.Frontier.
func (f flushed) Settle(ctx context.Context, outcomes []scraper.Outcome) error {
	if err := f.archive.Flush(); err != nil {
		return err
	}
	return f.Frontier.Settle(ctx, outcomes)
}
