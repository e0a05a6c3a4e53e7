package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/fetch"
	"backpay/scraper/mapping"
	"backpay/scraper/rows"
	"backpay/scraper/saved"
	"backpay/store"
)

type importCmd struct {
	Source  string   `help:"Source of the files; default: recognised by their content."`
	Company string   `help:"Employer, for pages that don't name one."`
	URL     string   `name:"url" help:"Address from which the page was saved."`
	Country string   `help:"Country of the files (ISO 3166 code), if they don't state one."`
	Map     string   `placeholder:"FILE" help:"Mapping file: what the columns of a table mean."`
	Suggest bool     `name:"suggest-map" help:"Write a first mapping for a table, and import nothing."`
	DryRun  bool     `help:"Show what would be read from a table, and import nothing."`
	AsOf    string   `placeholder:"DATE" help:"Date of the files (2026-01-31), if they don't state one."`
	Whole   bool     `help:"The table lists every open posting: those of its sources that it lacks have ended."`
	Paths   []string `arg:"" name:"path" help:"Files, or folders of files: .html .mhtml .json .ndjson .xml .rss .warc .csv .tsv .xlsx .parquet, .gz and .zip of them."`
}

func (cmd importCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if cmd.Source != "" {
		if _, err := c.named(cmd.Source); err != nil {
			return err
		}
	}
	files, err := findFiles(cmd.Paths, a.passedOver)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usageError{fmt.Errorf("import: no files of a known kind in %s", strings.Join(cmd.Paths, ", "))}
	}
	if of, others := exported(files); len(of) > 0 {
		if others > 0 {
			return usageError{errors.New("import: an export is imported alone, and other files are among it")}
		}
		return a.importExport(c, of)
	}
	im := newImporter(a, cmd, c)
	if err := im.options(); err != nil {
		return err
	}
	if cmd.Suggest || cmd.DryRun {
		return im.show(files)
	}
	db, done, err := a.openDBFor(c, func() bool { return im.read > 0 })
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	if err := im.begin(db); err != nil {
		return err
	}
	defer func() { err = firstError(err, im.end()) }()
	defer im.faultsLeft()
	im.far.size(files)
	defer a.screen.meter("importing", "MB", im.far.at)()
	for _, f := range files {
		err := im.file(f)
		im.far.next()
		if errors.Is(err, context.Canceled) && im.read > 0 {
			return partialError{
				errors.New("import: stopped; what was read before is kept, import the file again for the rest"),
			}
		}
		if err != nil {
			return err
		}
	}
	return im.finish()
}

// named is the plan of a source.
func (c *config) named(name string) (plan, error) {
	var known []string
	for _, p := range c.plans {
		if p.source.About().Name == name {
			return p, nil
		}
		known = append(known, p.source.About().Name)
	}
	return plan{}, usageError{fmt.Errorf("no such source: %q; %s", name, suggest(name, known))}
}

// importer reads files into one run.
type importer struct {
	*app
	cmd     importCmd
	c       *config
	db      *store.DB
	run     store.Run
	front   *store.Frontier
	archive *fetch.Archive   // opened for the first page that is kept
	names   saved.Companies  // from the configuration
	known   map[string]bool  // sources of tables that the database knows
	mapping *mapping.Mapping // the user's, or nil
	asOf    time.Time        // the user's, or zero
	seen    int              // payloads that were looked at, or could not be opened
	read    int              // outcomes that were kept
	bad     int
	far     filesRead

	alike      map[string]int // faults that were told, by their words
	told       int            // of them all
	untold     int            // and those that were not
	lastUntold string
}

// options reads what the flags name.
func (im *importer) options() (err error) {
	if im.cmd.Map != "" {
		if im.mapping, err = readMapping(im.cmd.Map); err != nil {
			return err
		}
	}
	if im.cmd.AsOf != "" {
		if im.asOf, err = time.Parse(time.DateOnly, im.cmd.AsOf); err != nil {
			return usageError{fmt.Errorf("--as-of: %q is no day such as 2026-01-31", im.cmd.AsOf)}
		}
	}
	return nil
}

// newImporter makes an importer that knows the companies of the boards.
func newImporter(a *app, cmd importCmd, c *config) *importer {
	im := &importer{app: a, cmd: cmd, c: c, names: saved.Companies{}, known: map[string]bool{}, alike: map[string]int{}}
	for _, p := range c.plans {
		reqs, err := p.source.Start(p.settings)
		if err != nil {
			continue // a source that can't start can still be imported
		}
		im.names.Add(p.source.About().Name, reqs)
	}
	return im
}

// begin starts the run.
func (im *importer) begin(db *store.DB) (err error) {
	im.db = db
	if im.run, _, err = db.StartRun(im.ctx, store.Import, version); err != nil {
		return err
	}
	im.front = db.Frontier(im.run)
	return nil
}

func (im *importer) end() error {
	if im.archive == nil {
		return nil
	}
	return im.archive.Close()
}

// file reads one file. What is wrong with it is reported; the error is ours.
func (im *importer) file(path string) error {
	u := unpacker{
		give: func(p payload) error {
			if im.ctx.Err() != nil {
				return im.ctx.Err()
			}
			im.seen++
			bad, err := im.payload(p)
			if bad != nil {
				im.fault(p.Name, bad)
			}
			return err
		},
		bad: func(name string, err error) {
			im.seen++
			im.fault(name, err)
		},
		passed: im.passedOver,
		opened: im.far.open.Store,
	}
	if err := u.file(path); err != nil && !errors.Is(err, errLimit) {
		return err
	}
	return im.ctx.Err()
}

// Of faults in the same words so many get a line each, of all so many: an
// archive may hold tens of thousands of empty files.
const (
	alikeTold  = 5
	faultsTold = 100
)

// fault tells what is wrong with a file or a part of it.
func (im *importer) fault(name string, err error) {
	im.bad++
	line := fmt.Sprintf("import %s: %v", name, err)
	if im.alike[err.Error()] == alikeTold || im.told == faultsTold {
		im.untold, im.lastUntold = im.untold+1, line
		return
	}
	im.alike[err.Error()]++
	im.told++
	im.log.Error(line)
}

// faultsLeft tells how many faults were not told one by one.
func (im *importer) faultsLeft() {
	if im.untold > 0 {
		im.log.Error(fmt.Sprintf("and %d more like these; the last: %s", im.untold, im.lastUntold))
	}
}

// passedOver tells what a folder or an archive holds beside what can be read.
func (a *app) passedOver(where string, names []string) {
	shown := names[:min(len(names), 3)]
	more := ""
	if len(names) > len(shown) {
		more = fmt.Sprintf(" and %d more", len(names)-len(shown))
	}
	a.log.Warn(
		fmt.Sprintf(
			"import %s: passed over, not of a kind that is read: %s%s",
			where,
			strings.Join(shown, ", "),
			more,
		),
	)
}

// payload reads and keeps one page, or one table. bad is what is wrong with it.
func (im *importer) payload(p payload) (bad, err error) {
	if im.mapping != nil {
		return im.table(p)
	}
	src, page, bad := im.identify(p)
	if bad != nil {
		return bad, nil
	}
	if src == nil && p.Web {
		return fmt.Errorf("%w; a table among recorded answers is read with --map", errUnknown), nil
	}
	if src == nil {
		bad, err := im.table(p)
		if errors.Is(bad, rows.ErrForm) && !isTable(p.Name) {
			bad = fmt.Errorf("%w (as a table: %w)", errUnknown, bad)
		}
		return bad, err
	}
	return im.page(src, page, p)
}

// isTable reports whether a file's name says that it is a table.
func isTable(name string) bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))) {
	case ".csv", ".tsv", ".xlsx", ".parquet", ".ndjson", ".jsonl":
		return true
	}
	return false
}

// largePage is how many bytes a page has that is most of what an import holds.
const largePage = 32 << 20

// page reads and keeps one page of a source.
func (im *importer) page(src scraper.Source, page *scraper.Page, p payload) (bad, err error) {
	name := src.About().Name
	if len(page.Body) > largePage {
		// Else garbage of the size of the page gathers before it is collected.
		defer debug.SetGCPercent(debug.SetGCPercent(15))
	}
	res, bad := src.Read(page)
	if bad != nil {
		return fmt.Errorf("source/%s: %w", name, bad), nil
	}
	for i := range res.Postings {
		im.company(name, page, &res.Postings[i])
	}
	res.Requests = nil // an import reads what it was given
	kept := p.Name
	if private(src.About()) {
		kept = filepath.Base(kept)
		if im.cmd.URL == "" {
			p.URL = bare(cmp.Or(p.URL, webpage.SavedFrom(page.Body)))
		}
	}
	file, offset, err := im.evidence(src, page, p.URL, kept)
	if err != nil {
		return nil, err
	}
	sum, size := page.Sum()
	at := cmp.Or(p.URL, "file:"+filepath.ToSlash(kept))
	return im.keep(scraper.Outcome{
		Lease: scraper.Lease{Source: name, Request: page.Request}, State: scraper.Done, Result: res,
		Fetch: &scraper.Fetch{
			URL: at, Source: name, Status: http.StatusOK, FetchedAt: page.FetchedAt, SHA256: sum,
			Bytes: size, File: file, Offset: offset,
		},
	})
}

// private reports whether a page of the source is saved by somebody who is
// logged in, so that it may hold their name and address: only what was read
// of it is kept then, not the page.
func private(about scraper.About) bool {
	return about.Access == scraper.Import || about.Kind == scraper.Figures && about.Access == scraper.Pages
}

// bare is a web address without what may tell of the one who asked: query,
// fragment, user name.
func bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// evidence archives what was imported. A page that a person saved after a login
// holds more about that person than about pay: of it only the parts that were
// read are kept, where the source can tell them apart, else nothing.
func (im *importer) evidence(
	src scraper.Source,
	page *scraper.Page,
	at, name string,
) (file string, offset int64, err error) {
	if r, ok := src.(scraper.Reducer); ok {
		reduced := *page
		if reduced.Body, err = r.Reduce(page); err != nil {
			return "", 0, fmt.Errorf("source/%s: %w", src.About().Name, err)
		}
		page = &reduced
	} else if private(src.About()) {
		return "", 0, nil
	}
	if im.archive == nil {
		if im.archive, err = im.openArchive(im.c); err != nil {
			return "", 0, err
		}
	}
	return im.archive.Keep(at, name, page)
}

// keep keeps what was read. bad is what is wrong with rows that were read only
// now; then nothing of the page was kept.
func (im *importer) keep(o scraper.Outcome) (bad, err error) {
	for _, p := range o.Result.Problems {
		im.log.Error(fmt.Sprintf("import %s: %v", o.Fetch.URL, p))
	}
	settled := []scraper.Outcome{o}
	if err := im.front.Settle(im.ctx, settled); err != nil {
		return nil, err
	}
	im.doubtUnit(o.Fetch.URL, settled[0].Unit, o.Result.Alone)
	if settled[0].State == scraper.Failed {
		return fmt.Errorf("source/%s: %w", o.Lease.Source, settled[0].Err), nil
	}
	im.read++
	return nil, nil
}

// doubtUnit reports rows that are likely not one person's pay each, and those that
// are in no figure for want of the other end of their range.
func (im *importer) doubtUnit(name string, u scraper.Unit, alone *int) {
	if err := u.Doubt(); err != nil {
		im.log.Warn(fmt.Sprintf("import %s: %v", name, err))
	}
	if alone != nil && *alone > 0 {
		im.log.Warn(
			fmt.Sprintf(
				"import %s: %s of advertised ranges without their other end: whose pay they are isn't known, so no figure counts them",
				name,
				countOf(*alone, "row"),
			),
		)
	}
}

// company gives a posting the name that the configuration has, unless the user
// gives one for all.
func (im *importer) company(source string, page *scraper.Page, p *scraper.Posting) {
	if im.cmd.Company == "" {
		im.names.Name(source, page.URL, p)
	}
}

// finish ends the run. Files that could not be read are the user's to mend:
// usage when nothing was kept, partial when the rest was.
func (im *importer) finish() error {
	status, err := im.db.FinishRun(im.ctx, im.run, "")
	if err != nil {
		return err
	}
	if im.read > 0 {
		err = im.outcome(im.db, im.run, status)
	}
	switch {
	case im.bad > 0 && im.read == 0:
		return usageError{errReported}
	case im.bad > 0:
		return partialError{fmt.Errorf("import: %d of %d could not be read whole", min(im.bad, im.seen), im.seen)}
	}
	return err
}
