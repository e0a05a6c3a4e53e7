package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"backpay/aggregate/edition"
	"backpay/store"
)

// What was made from the rows is kept with a digest of all that went into it,
// and is not made again while that stands: the match of postings, an edition,
// and the files of a report.

// madeFrom returns a digest of what something is made from, "" where the program
// can't name itself: then nothing is taken for made.
func madeFrom(parts ...any) (string, error) {
	build := buildID()
	if build == "" {
		return "", nil
	}
	h := sha256.New()
	fmt.Fprintln(h, build)
	for _, p := range parts {
		if err := json.NewEncoder(h).Encode(p); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// today is the day that figures and reports are of.
func (a *app) today() string { return a.now().UTC().Format(time.DateOnly) }

// matchKey is of what a match rests on.
func (a *app) matchKey(db *store.DB, c *config) (string, error) {
	changes, err := db.Changes(a.ctx)
	if err != nil {
		return "", err
	}
	return madeFrom(changes.Inputs, c.Dedupe, c.Employers)
}

// rematch matches the postings, where anything changed since they were matched.
func (a *app) rematch(db *store.DB, c *config, all bool) error {
	const name = "match"
	key, err := a.matchKey(db, c)
	if err != nil {
		return err
	}
	made, err := db.Made(a.ctx, name)
	if err != nil || !all && key != "" && made.Key == key {
		return err
	}
	defer a.screen.meter("finding adverts of one job", "", nil)()
	if err := a.match(db, c, all); err != nil {
		return err
	}
	if key, err = a.matchKey(db, c); err != nil || key == "" {
		return err
	}
	return db.PutMade(a.ctx, name, store.Made{Key: key})
}

// figuresKey is of what an edition rests on.
func (a *app) figuresKey(db *store.DB, c *config) (string, error) {
	changes, err := db.Changes(a.ctx)
	if err != nil {
		return "", err
	}
	live, err := db.LiveMonths(a.ctx)
	if err != nil {
		return "", err
	}
	return madeFrom(changes.Inputs, live, c.question(), c.Figures, a.today())
}

// editionName is what the edition of a question is kept as.
func editionName(q edition.Question) string {
	return "edition of " + q.Role + " " + q.Country + " " + q.Currency
}

// madeEdition returns the key of the edition of the database as it stands, and
// the edition that was made of it; nothing where none was.
func (a *app) madeEdition(db *store.DB, c *config) (key string, made store.Made, err error) {
	if err := db.Expire(a.ctx, mustDuration(c.Figures.MaxAge)); err != nil {
		return "", made, err
	}
	if key, err = a.figuresKey(db, c); err != nil {
		return "", made, err
	}
	made, err = db.Made(a.ctx, editionName(c.question()))
	if key == "" || made.Key != key {
		made = store.Made{}
	}
	return key, made, err
}

// keepEdition keeps an edition under the key that it was computed from.
func (a *app) keepEdition(db *store.DB, c *config, key string, e edition.Edition) error {
	if key == "" {
		return nil
	}
	body, err := e.Pack()
	if err != nil {
		return err
	}
	return db.PutMade(a.ctx, editionName(c.question()), store.Made{Key: key, Edition: e.Name, Body: body})
}

// kept is what is kept of reports that were written.
type kept struct {
	Build string           // the program that wrote them
	Files map[string]stamp // all of them, by path
	Text  string           // what was printed
	Lines []string         // what was said of each
}

// stamp is by what a file is known for the one that was written.
type stamp struct {
	Size int64
	Time int64 // of its last change, in nanoseconds
}

// add takes files, and all files of folders.
func (w *kept) add(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			w.Files[path] = stamp{info.Size(), info.ModTime().UnixNano()}
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !e.IsDir() {
				if err := w.add(filepath.Join(path, e.Name())); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// stands reports whether all files are as they were written.
func (w *kept) stands() bool {
	for path := range w.Files {
		if !w.has(path) {
			return false
		}
	}
	return true
}

// has reports whether a file is as it was written.
func (w *kept) has(path string) bool {
	s, ok := w.Files[path]
	info, err := os.Stat(path)
	return ok && err == nil && (stamp{info.Size(), info.ModTime().UnixNano()}) == s
}

// reportKey is of what one report rests on, beside its edition's key: growth is
// of earlier editions too, and of runs that brought nothing it gives the days on
// which sources were read and adverts seen.
func (a *app) reportKey(db *store.DB, c *config, figures string) (string, error) {
	growth, err := db.Growth(a.ctx, c.Report.Role, c.Report.Country)
	if err != nil {
		return "", err
	}
	read, err := db.LastDays(a.ctx)
	if err != nil {
		return "", err
	}
	samples, err := a.samples(db, c)
	if err != nil {
		return "", err
	}
	return madeFrom(figures, read, samples, growth, c.Report, c.Citations)
}

// reportsName is what is kept of the reports of a configuration.
func reportsName(c *config) (string, error) {
	out, err := filepath.Abs(c.Report.Out)
	return "report in " + out, err
}

// written returns what is kept of the reports of a configuration, and the key of
// what they were made from; "" where none were written.
func (a *app) written(db *store.DB, c *config) (made store.Made, w kept, err error) {
	name, err := reportsName(c)
	if err != nil {
		return made, w, err
	}
	if made, err = db.Made(a.ctx, name); err != nil || made.Key == "" {
		return made, w, err
	}
	if err := json.Unmarshal(made.Body, &w); err != nil {
		return made, w, fmt.Errorf("read %s: %w", name, err)
	}
	return made, w, nil
}

// stillWritten reports whether the reports are what they would be if they were
// written again, and then prints what they say.
func (a *app) stillWritten(db *store.DB, c *config, made store.Made, w *kept) (bool, error) {
	if made.Key == "" {
		return false, nil
	}
	if err := db.Expire(a.ctx, mustDuration(c.Figures.MaxAge)); err != nil {
		return false, err
	}
	var keys []string
	for _, one := range c.each() {
		figures, err := a.figuresKey(db, one)
		if err != nil {
			return false, err
		}
		key, err := a.reportKey(db, one, figures)
		if err != nil {
			return false, err
		}
		keys = append(keys, key)
	}
	key, err := madeFrom(keys, c.Report, c.Reports)
	if err != nil || made.Key != key || !w.stands() {
		return false, err
	}
	if c.prints() || !a.Quiet {
		if _, err := a.stdout.Write([]byte(w.Text)); err != nil {
			return false, fmt.Errorf("report: %w", err)
		}
	}
	for _, l := range w.Lines {
		a.log.Info(l + " (nothing has changed since)")
	}
	return true, nil
}

// press writes the reports of a configuration and gathers what is kept of them.
type press struct {
	*app
	db   *store.DB
	keys map[string]string // by the folder of a report
	text bytes.Buffer
	kept kept
	// earlier is what is kept of the reports that this same program wrote before.
	earlier kept

	written atomic.Int32 // reports
	doing   atomic.Value // a string
}

// keep keeps what was written.
func (p *press) keep(c *config) error {
	name, err := reportsName(c)
	if err != nil {
		return err
	}
	var keys []string
	for _, one := range c.each() {
		keys = append(keys, p.keys[one.Report.Out])
	}
	key, err := madeFrom(keys, c.Report, c.Reports)
	if err != nil || key == "" {
		return err
	}
	p.kept.Text, p.kept.Build = p.text.String(), buildID()
	body, err := json.Marshal(p.kept)
	if err != nil {
		return err
	}
	return p.db.PutMade(p.ctx, name, store.Made{Key: key, Body: body})
}
