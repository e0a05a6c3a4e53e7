package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/observe"
	"backpay/scraper/mapping"
	"backpay/scraper/rows"
	"backpay/scraper/saved"
)

const (
	batchRows  = 2000    // rows that are kept in one transaction
	batchBytes = 8 << 20 // bytes of texts that wait to be kept
	toldRows   = 20      // rows of a table that are reported one by one
)

// asTable is a payload as a file of rows.
func asTable(p payload) rows.File {
	return rows.File{Name: p.Name, Open: p.Open, OnDisk: func() (*os.File, func() error, error) { return onDisk(p) }}
}

// sheet is a table with what its columns mean.
type sheet struct {
	*rows.Table
	shape string // the known shape, or ""
	m     *mapping.Mapping
	read  *mapping.Reader
}

// sheets finds the tables of a payload that can be read: by the user's mapping,
// else by a known shape, else by the names and contents of the columns.
func (im *importer) sheets(p payload) ([]sheet, error) {
	var tables []*rows.Table
	var err error
	if im.mapping != nil {
		options := im.mapping.Table
		options.Known = mapping.IsName
		tables, err = rows.Open(asTable(p), options)
	} else {
		tables, err = mapping.Open(asTable(p), rows.Options{})
	}
	if err != nil {
		return nil, err
	}
	asOf := im.asOf
	if asOf.IsZero() {
		asOf = p.At
	}
	known := mapping.Context{Company: im.cmd.Company, Country: strings.ToUpper(im.cmd.Country), AsOf: asOf}
	var found []sheet
	var first error
	for _, t := range tables {
		s := sheet{Table: t, m: im.mapping}
		if s.m == nil {
			s.shape, s.m, err = mapping.Find(t)
		}
		if err == nil {
			s.read, err = s.m.Reader(t, known)
		}
		if err == nil && s.m.Kind == "none" {
			err = fmt.Errorf("%w of adverts or pay: %s", rows.ErrForm, s.m.Reason)
		}
		if err == nil {
			err = s.read.Check()
		}
		if err == nil {
			found = append(found, s)
			continue
		}
		if t.Name != "" {
			err = fmt.Errorf("%s: %w", t.Name, err)
		}
		if first == nil {
			first = err
		}
	}
	if len(found) == 0 {
		return nil, first
	}
	if im.mapping == nil {
		im.tellBeside(p, found[0].Table)
	}
	if passed := len(tables) - len(found); passed > 0 && im.mapping == nil {
		im.log.Warn(fmt.Sprintf("import %s: %s passed over, the first: %v", p.Name, countOf(passed, "sheet"), first))
	}
	return found, nil
}

// tellBeside names the lists of a JSON file that could be read as well: of one
// file one list is read, the longest.
func (im *importer) tellBeside(p payload, t *rows.Table) {
	var left []string
	for _, list := range t.Beside {
		others, err := rows.Open(asTable(p), rows.Options{List: list, Known: mapping.IsName})
		if err != nil {
			continue
		}
		if _, m, err := mapping.Find(others[0]); err == nil && m.Kind != "none" {
			left = append(left, list)
		}
	}
	if len(left) > 0 {
		im.log.Warn(fmt.Sprintf("import %s: holds several lists: %q is read, %s left out; a mapping with table: {list: %s} reads another", p.Name, t.Name, strings.Join(left, ", "), left[0]))
	}
}

func countOf(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// table reads and keeps the rows of a table, a batch at a time. bad is what is
// wrong with it.
func (im *importer) table(p payload) (bad, err error) {
	sheets, bad := im.sheets(p)
	if bad != nil {
		return bad, nil
	}
	sum, size, err := digestOf(p)
	if err != nil {
		return err, nil
	}
	for _, s := range sheets {
		if s.shape == "" && im.mapping == nil {
			im.log.Info(
				fmt.Sprintf(
					"import %s: read by the names and contents of its columns: %s; --dry-run shows more, "+
						"--suggest-map writes it down",
					p.Name,
					s.m.Brief(),
				),
			)
		}
		k := tableKeeper{im: im, p: p, s: s, sum: sum, size: size, waiting: map[batchKey]*scraper.Result{}}
		fault, err := k.keep()
		if err != nil {
			return nil, err
		}
		switch {
		case fault != nil && s.Name != "":
			im.fault(p.Name, fmt.Errorf("%s: %w", s.Name, fault))
		case fault != nil:
			im.fault(p.Name, fault)
		}
	}
	return nil, nil
}

func digestOf(p payload) (sum string, size int64, err error) {
	r, err := p.Open()
	if err != nil {
		return "", 0, saved.Plainly(err)
	}
	defer r.Close()
	h := sha256.New()
	size, err = io.Copy(h, r)
	if err != nil {
		return "", 0, saved.Plainly(err)
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// batchKey is what the rows of one outcome have in common.
type batchKey struct {
	source string
	seen   time.Time // the day on which the rows were written; zero is now
}

// tableKeeper keeps the rows of one table.
type tableKeeper struct {
	im   *importer
	p    payload
	s    sheet
	sum  string
	size int64

	waiting map[batchKey]*scraper.Result
	unit    scraper.Unit // of all rows so far
	alone   int          // of a table of ends, told to the database so far
	people  map[batchKey][]scraper.Observation
	pairs   observe.Pairs // of a table of ends
	rows    int           // that wait
	bytes   int

	kept, skipped int
	untitled, odd []int
	first         error // of odd
	sources       []string
}

// keep reads all rows.
func (k *tableKeeper) keep() (bad, err error) {
	k.people = map[batchKey][]scraper.Observation{}
	var end error
	for row, rowErr := range k.s.Rows() {
		var one *rows.RowError
		switch {
		case errors.As(rowErr, &one):
			k.fault(one.Row, one.Err)
			continue
		case rowErr != nil:
			end = rowErr
		case k.s.read.Skipped(row):
			k.skipped++
			continue
		default:
			end = k.row(row)
		}
		if end != nil {
			break
		}
		if k.rows >= batchRows || k.bytes >= batchBytes {
			if err := k.flush(); err != nil {
				return nil, err
			}
		}
	}
	if err := k.flush(); err != nil {
		return nil, err
	}
	k.tell()
	if end == nil && len(k.odd) > 0 {
		end = fmt.Errorf("%s can't be read: %s (%w)", countOf(len(k.odd), "row"), numbers(k.odd), k.first)
	}
	if end == nil && k.kept == 0 {
		end = errors.New("holds no row that could be kept")
	}
	if end == nil && k.im.cmd.Whole {
		err = k.im.gone(k.sources)
	}
	return end, err
}

// row reads one row. The error ends the table.
func (k *tableKeeper) row(row rows.Row) error {
	read := k.s.read
	key := batchKey{source: read.Site(row), seen: read.Seen(row).UTC().Truncate(24 * time.Hour)}
	if read.Seen(row).IsZero() {
		key.seen = time.Time{}
	}
	if k.s.m.Kind == "observations" {
		all, err := read.Observations(row)
		if err != nil {
			k.fault(row.Number, err)
			return nil
		}
		for _, o := range all {
			if k.s.m.Ends {
				var whole bool
				if o, whole = k.pairs.Next(o); !whole {
					continue
				}
			}
			k.people[key] = append(k.people[key], o)
			k.rows++
		}
		return nil
	}
	p, err := read.Posting(row)
	switch {
	case errors.Is(err, mapping.ErrNoTitle):
		k.untitled = append(k.untitled, row.Number)
		return nil
	case err != nil:
		k.fault(row.Number, err)
		return nil
	case read.SecondHeader(row):
		return fmt.Errorf(
			"row %d begins another table; the rows above it are kept, split the file for the others",
			row.Number,
		)
	}
	res := k.waiting[key]
	if res == nil {
		res = &scraper.Result{Snapshot: k.im.cmd.Whole}
		k.waiting[key] = res
	}
	res.Postings = append(res.Postings, p)
	k.rows++
	k.bytes += len(p.Description) + 500
	return nil
}

func (k *tableKeeper) fault(row int, err error) {
	if k.odd = append(k.odd, row); k.first == nil {
		k.first = err
	}
}

// flush keeps what waits, in one transaction.
func (k *tableKeeper) flush() error {
	if k.im.ctx.Err() != nil {
		return k.im.ctx.Err()
	}
	var outcomes []scraper.Outcome
	for key, res := range k.waiting {
		outcomes = append(outcomes, k.outcome(key, *res))
		k.kept += len(res.Postings)
	}
	for key, people := range k.people {
		for _, o := range people {
			k.unit.Add(o)
		}
		res := scraper.Result{Observations: inOrder(people)}
		if k.s.m.Ends {
			more := k.pairs.Alone() - k.alone
			res.Alone, k.alone = &more, k.alone+more
		}
		outcomes = append(outcomes, k.outcome(key, res))
		k.kept += len(people)
	}
	if len(outcomes) == 0 {
		return nil
	}
	slices.SortFunc(outcomes, func(a, b scraper.Outcome) int {
		if c := strings.Compare(a.Lease.Source, b.Lease.Source); c != 0 {
			return c
		}
		return a.Fetch.FetchedAt.Compare(b.Fetch.FetchedAt)
	})
	for i := range outcomes {
		if err := k.im.knowSource(&outcomes[i].Lease.Source, k.s.m); err != nil {
			return err
		}
		outcomes[i].Fetch.Source = outcomes[i].Lease.Source
		if !slices.Contains(k.sources, outcomes[i].Lease.Source) {
			k.sources = append(k.sources, outcomes[i].Lease.Source)
		}
	}
	if err := k.im.front.Settle(k.im.ctx, outcomes); err != nil {
		return err
	}
	k.im.read++
	k.rows, k.bytes = 0, 0
	clear(k.waiting)
	clear(k.people)
	return nil
}

func inOrder(people []scraper.Observation) iter.Seq2[scraper.Observation, error] {
	return func(yield func(scraper.Observation, error) bool) {
		for _, o := range people {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func (k *tableKeeper) outcome(key batchKey, res scraper.Result) scraper.Outcome {
	at := k.im.now().UTC()
	if !key.seen.IsZero() && key.seen.Before(at) {
		at = key.seen
	}
	url := "file:" + filepath.ToSlash(k.p.Name)
	return scraper.Outcome{
		Lease: scraper.Lease{Source: key.source, Request: scraper.Request{URL: url}}, State: scraper.Done, Result: res,
		Fetch: &scraper.Fetch{URL: url, Status: http.StatusOK, FetchedAt: at, SHA256: k.sum, Bytes: k.size},
	}
}

// tell says what was left out.
func (k *tableKeeper) tell() {
	say := func(format string, args ...any) {
		k.im.log.Warn(fmt.Sprintf("import %s: ", k.p.Name) + fmt.Sprintf(format, args...))
	}
	k.im.doubtUnit(k.p.Name, k.unit, &k.alone)
	if len(k.untitled) > 0 {
		say("%s without a title left out: %s", countOf(len(k.untitled), "row"), numbers(k.untitled))
	}
	if n := k.s.read.Undated; n > 0 {
		say(
			"%s such as \"3 days ago\" in rows that don't say when they were written; --as-of DATE tells",
			countOf(n, "date"),
		)
	}
	if n := k.s.read.Odd; n > 0 {
		say("%s can't be read for dates and are left empty", countOf(n, "cell"))
	}
}

// numbers lists the numbers of rows, the first of them.
func numbers(all []int) string {
	var b strings.Builder
	for i, n := range all {
		if i == toldRows {
			fmt.Fprintf(&b, " and %d more", len(all)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d", n)
	}
	return b.String()
}
