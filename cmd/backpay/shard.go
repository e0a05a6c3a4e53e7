package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"backpay/scraper/crawl"
	"backpay/store"
)

// share sets a scrape to a share of the sites, with a database and an archive
// of its own beside the configuration's: pay-3of8.db, pay-3of8.archive. The
// option goes before fetch.shard.
func (c *config) share(option string) (crawl.Shard, error) {
	if option == "" {
		option = c.Fetch.Shard
	}
	s, err := crawl.ParseShard(option)
	if err != nil {
		return s, usageError{fmt.Errorf("shard: %w", err)}
	}
	if s.Of == 0 {
		return s, nil
	}
	if err := checkFrontier(c.Fetch.Frontier, option); err != nil {
		return s, usageError{fmt.Errorf("fetch.frontier: %w", err)}
	}
	ext := filepath.Ext(c.Database)
	c.Database = fmt.Sprintf("%s-%dof%d%s", strings.TrimSuffix(c.Database, ext), s.Index, s.Of, ext)
	c.Archive.Dir = shardArchive(c.Database)
	return s, nil
}

// shardArchive is the folder of the answers of a shard.
func shardArchive(database string) string {
	return strings.TrimSuffix(database, filepath.Ext(database)) + ".archive"
}

// mergeCmd makes one database of shards.
type mergeCmd struct {
	Out     string   `arg:"" help:"Database to create; it must not exist yet."`
	Shards  []string `arg:"" name:"shard" help:"Databases that scrape --shard wrote, with their .archive folders next to them."`
	Archive string   `placeholder:"DIR" help:"Folder for the archived responses; default: the configuration's archive.dir."`
}

// Help is printed under the flags.
func (mergeCmd) Help() string {
	return `Takes over everything that was gathered: runs, responses and where they are stored, postings with their history, claims and observations.
What is computed from them (jobs, figures, editions) is made by the next backpay aggregate. The shards stay as they are, and go on with
their next scrape.`
}

func (cmd mergeCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if cmd.Archive == "" {
		cmd.Archive = c.Archive.Dir
	}
	if _, err := os.Stat(cmd.Out); err == nil {
		return usageError{fmt.Errorf("merge: %s is there already; a merge makes a new file", cmd.Out)}
	}
	for _, path := range cmd.Shards {
		if _, err := os.Stat(path); err != nil {
			return usageError{fmt.Errorf("merge: %w", err)}
		}
	}
	part := cmd.Out + ".part"
	if err := removeDB(part); err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	db, err := store.Open(a.ctx, part, store.Options{Now: a.now})
	if err != nil {
		return openError(err)
	}
	err = db.Merge(a.ctx, cmd.Shards)
	if err = errors.Join(err, db.Close()); err != nil {
		return errors.Join(err, removeDB(part))
	}
	answers := 0
	for _, path := range cmd.Shards {
		n, err := gatherArchive(cmd.Archive, shardArchive(path))
		if err != nil {
			return errors.Join(fmt.Errorf("merge: %w", err), removeDB(part))
		}
		if answers += n; n == 0 {
			a.log.Warn(fmt.Sprintf("merge %s: no answers in %s; figures have no evidence from it", path, shardArchive(path)))
		}
	}
	if err := os.Rename(part, cmd.Out); err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	if err := removeDB(part); err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	a.log.Info(fmt.Sprintf("merged %d shards into %s, with %d files of the archive; next: backpay --db %s aggregate --all", len(cmd.Shards), cmd.Out, answers, cmd.Out))
	return nil
}

// removeDB removes a database and what SQLite puts beside it.
func removeDB(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// gatherArchive brings the files of a shard's archive into another one: as a
// second name of the same file where the disk allows it. Their names are unique
// over all archives. A file that has grown since is brought anew.
func gatherArchive(to, from string) (n int, err error) {
	files, err := filepath.Glob(filepath.Join(from, "*.warc.gz"))
	if err != nil || len(files) == 0 {
		return 0, err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return 0, err
	}
	for _, f := range files {
		target := filepath.Join(to, filepath.Base(f))
		if sameFile(f, target) {
			n++
			continue
		}
		if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, err
		}
		if err := os.Link(f, target); err != nil {
			if err := copyFile(target, f); err != nil {
				return n, err
			}
		}
		n++
	}
	return n, nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
