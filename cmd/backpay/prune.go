package main

import (
	"fmt"
	"maps"
	"slices"
	"sync/atomic"

	"backpay/scraper"
	"backpay/scraper/fetch"
	"backpay/store"
)

type pruneCmd struct {
	DryRun bool `help:"Show what would be deleted, and delete nothing."`
}

func (cmd pruneCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if err := a.needDB(c); err != nil {
		return err
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	return a.prune(c, db, cmd.DryRun)
}

// prune lets go of the rows of answers that nothing rests on, of figures of
// old editions, and of archive files older than archive.keep: what is still
// needed of those is moved into a new file first.
func (a *app) prune(c *config, db *store.DB, dry bool) error {
	keep := mustDuration(c.Archive.Keep)
	shown := a.screen.meter("looking for what may go", "", nil)
	gone, err := db.Prune(a.ctx, store.Retention{Evidence: keep, Editions: c.Editions.Keep, DryRun: dry})
	shown()
	if err != nil {
		return err
	}
	archive, err := a.openArchive(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, archive.Close()) }()
	old, err := archive.OlderThan(keep)
	if err != nil {
		return err
	}
	files, bytes := slices.Sorted(maps.Keys(old)), int64(0)
	for _, n := range old {
		bytes += n
	}
	moved, err := db.FetchesIn(a.ctx, files)
	if err != nil {
		return err
	}
	verb := map[bool]string{false: "let go of", true: "would let go of"}[dry]
	if n := gone.Fetches + gone.Figures + len(files); n > 0 || dry {
		a.log.Info(
			fmt.Sprintf(
				"%s %d rows of answers, %d rows of figures and %d archive files of %.1f MB, of which %d answers "+
					"are kept",
				verb,
				gone.Fetches,
				gone.Figures,
				len(files),
				float64(bytes)/1e6,
				len(moved),
			),
		)
	}
	if dry || len(files) == 0 {
		return nil
	}
	return a.repack(db, archive, files, moved)
}

// repack moves answers out of old archive files and removes the files. The
// moved ones lie on the disk before the database names their new place, and
// the files go last, so that a crash loses nothing.
func (a *app) repack(db *store.DB, archive *fetch.Archive, files []string, answers []scraper.Fetch) error {
	var moved atomic.Int64
	defer a.screen.meter("moving what is kept", "answers", func() amount {
		return amount{done: float64(moved.Load()), total: float64(len(answers))}
	})()
	for i := range answers {
		moved.Store(int64(i))
		if a.ctx.Err() != nil {
			return a.ctx.Err()
		}
		if err := archive.Move(&answers[i]); err != nil {
			a.log.Error(fmt.Sprintf("%v: the answer can't be kept", err))
			answers[i].File = ""
		}
	}
	if err := archive.Flush(); err != nil {
		return err
	}
	if err := db.Moved(a.ctx, answers); err != nil {
		return err
	}
	return archive.Remove(files)
}
