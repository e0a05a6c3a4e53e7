package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/fetch"
	"backpay/store"
)

type importCmd struct {
	Source  string   `help:"The source that the files are of; default: recognised."`
	Company string   `help:"The employer, for pages that don't name it."`
	URL     string   `name:"url" help:"The address that the page was saved from."`
	Country string   `help:"The country (ISO 3166 code) that the files are about, where they don't say."`
	Paths   []string `arg:"" name:"path" help:"Files, or folders of files: .html .mhtml .json .xml .rss .warc, .gz and .zip of them."`
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
	im := &importer{app: a, cmd: cmd, c: c, boards: map[string]string{}}
	db, done, err := a.openDBFor(c, func() bool { return im.read > 0 })
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	if err := im.begin(db); err != nil {
		return err
	}
	defer func() { err = firstError(err, im.end()) }()
	for _, f := range files {
		if err := im.file(f); err != nil {
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
	archive *fetch.Archive    // opened for the first page that is kept
	boards  map[string]string // the company of "source board", from the configuration
	read    int               // payloads that were kept
	bad     int
}

// begin starts the run.
func (im *importer) begin(db *store.DB) (err error) {
	for _, p := range im.c.plans {
		reqs, err := p.source.Start(p.settings)
		if err != nil {
			continue // a source that can't start can still be imported
		}
		for _, r := range reqs {
			im.boards[p.source.About().Name+" "+r.Board] = r.Company
		}
	}
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

// file reads one file. What is wrong with it is told; the error is ours.
func (im *importer) file(path string) error {
	u := unpacker{
		give: func(p payload) error {
			if im.ctx.Err() != nil {
				return im.ctx.Err()
			}
			bad, err := im.payload(p)
			if bad != nil {
				im.fault(p.name, bad)
			}
			return err
		},
		bad:    im.fault,
		passed: im.passedOver,
	}
	if err := u.file(path); err != nil && !errors.Is(err, errLimit) {
		return err
	}
	return im.ctx.Err()
}

// fault tells what is wrong with a file or a part of it.
func (im *importer) fault(name string, err error) {
	im.bad++
	im.log.Error(fmt.Sprintf("import %s: %v", name, err))
}

// passedOver tells what a folder or an archive holds beside what can be read.
func (a *app) passedOver(where string, names []string) {
	shown := names[:min(len(names), 3)]
	more := ""
	if len(names) > len(shown) {
		more = fmt.Sprintf(" and %d more", len(names)-len(shown))
	}
	a.log.Warn(fmt.Sprintf("import %s: passed over, not of a kind that is read: %s%s", where, strings.Join(shown, ", "), more))
}

// payload reads and keeps one page. bad is what is wrong with the page.
func (im *importer) payload(p payload) (bad, err error) {
	now := im.now().UTC()
	if !p.at.IsZero() && p.at.Before(now) {
		now = p.at.UTC()
	}
	body, bad := p.whole()
	if bad != nil {
		return bad, nil
	}
	if im.cmd.URL != "" {
		p.url = im.cmd.URL
	}
	page := &scraper.Page{
		Request: scraper.Request{
			URL: p.url, Company: im.cmd.Company, Country: strings.ToUpper(im.cmd.Country),
			Note: map[string]string{"file": filepath.ToSlash(p.name)}, // some tables tell their year in their name alone
		},
		URL: p.url, Status: http.StatusOK, Header: http.Header{}, FetchedAt: now,
		Body: fetch.ToUTF8(body, ""),
	}
	if why, ok := fetch.Blocked(http.StatusOK, page.Header, page.Body); ok {
		return fmt.Errorf("%w: %s: this is the page that stands in the way, not what was behind it", scraper.ErrBlocked, why), nil
	}
	src, bad := im.recognise(page)
	if bad != nil {
		return bad, nil
	}
	name := src.About().Name
	res, bad := src.Read(page)
	if bad != nil {
		return fmt.Errorf("source/%s: %w", name, bad), nil
	}
	for i := range res.Postings {
		im.company(name, &res.Postings[i])
	}
	res.Requests = nil // an import reads what it was given
	kept := p.name
	if private(src.About()) {
		kept = filepath.Base(kept)
		if im.cmd.URL == "" {
			p.url = bare(cmp.Or(p.url, webpage.SavedFrom(page.Body)))
		}
	}
	file, offset, err := im.evidence(src, page, body, p.url, kept)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(page.Body)
	at := cmp.Or(p.url, "file:"+filepath.ToSlash(kept))
	return im.keep(scraper.Outcome{
		Lease: scraper.Lease{Source: name, Request: page.Request}, State: scraper.Done, Result: res,
		Fetch: &scraper.Fetch{
			URL: at, Source: name, Status: http.StatusOK, FetchedAt: now, SHA256: hex.EncodeToString(sum[:]),
			Bytes: int64(len(page.Body)), File: file, Offset: offset,
		},
	})
}

// private tells whether a page of the source is saved by somebody who is
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
func (im *importer) evidence(src scraper.Source, page *scraper.Page, body []byte, at, name string) (file string, offset int64, err error) {
	if r, ok := src.(scraper.Reducer); ok {
		if body, err = r.Reduce(page); err != nil {
			return "", 0, fmt.Errorf("source/%s: %w", src.About().Name, err)
		}
	} else if private(src.About()) {
		return "", 0, nil
	}
	if im.archive == nil {
		if im.archive, err = im.openArchive(im.c, im.db); err != nil {
			return "", 0, err
		}
	}
	return im.archive.Keep(at, name, page.FetchedAt, body)
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
	if settled[0].State == scraper.Failed {
		return fmt.Errorf("source/%s: %w", o.Lease.Source, settled[0].Err), nil
	}
	im.read++
	return nil, nil
}

// company gives a posting the name that the configuration has for its board,
// where the payload itself has none.
func (im *importer) company(source string, p *scraper.Posting) {
	if name := im.boards[source+" "+p.Board]; name != "" && (p.Company == "" || p.Company == p.Board) && im.cmd.Company == "" {
		p.Company = name
	}
}

// recognise finds the one source that knows a page.
func (im *importer) recognise(page *scraper.Page) (scraper.Source, error) {
	if im.cmd.Source != "" {
		p, err := im.c.named(im.cmd.Source)
		return p.source, err
	}
	var found []scraper.Source
	var names []string
	for _, p := range im.c.plans {
		if p.source.Recognise(page) {
			found = append(found, p.source)
			names = append(names, p.source.About().Name)
		}
	}
	switch len(found) {
	case 0:
		return nil, errors.New("no source knows a page like this; if it is one of ours, name the source with --source")
	case 1:
		return found[0], nil
	}
	slices.Sort(names)
	return nil, fmt.Errorf("could be of %s; name the source with --source", strings.Join(names, " or "))
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
		return usageError{errTold}
	case im.bad > 0:
		return partialError{fmt.Errorf("import: %d of %d could not be read", im.bad, im.bad+im.read)}
	}
	return err
}
