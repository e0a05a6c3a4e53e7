package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"

	"backpay/scraper"
	"backpay/scraper/saved"
	"backpay/scraper/source"
)

func init() {
	beam.RegisterFunction(matching)
	beam.RegisterFunction(missing)
	beam.RegisterType(reflect.TypeFor[readFn]())
}

// The counts of what was read, as the runner shows them.
var (
	pages   = beam.NewCounter("backpay", "pages")
	unknown = beam.NewCounter("backpay", "pages_of_no_source")
	faults  = beam.NewCounter("backpay", "faults")
)

// capture is a posting as one page says it.
type capture struct {
	At    time.Time
	Said  scraper.Posting
	Text  string   // Said.Description, which is in no JSON
	Omits []string // Said.Omits, likewise
}

// look is a page that had a posting, by its name, and when it was read. Without a
// name it is the page itself. Gone says that the page was read again without it.
type look struct {
	Name string
	At   time.Time
	Gone bool
}

// missing gives by the names of postings when a page last had them, and which
// of them it has no more.
func missing(_ string, looks func(*[]byte) bool, emit func(string, []byte)) error {
	var newest time.Time
	last := map[string]time.Time{}
	var raw []byte
	for looks(&raw) {
		l, err := unpack[look](raw)
		if err != nil {
			return err
		}
		if l.At.After(newest) {
			newest = l.At
		}
		if l.Name != "" && !l.At.Before(last[l.Name]) {
			last[l.Name] = l.At
		}
	}
	for name, at := range last {
		emit(name, pack(look{At: at, Gone: at.Before(newest)}))
	}
	return nil
}

// gone reports whether the pages that had a posting last have it no more.
func gone(looks func(*[]byte) bool) (gone bool, err error) {
	var last time.Time
	var raw []byte
	for looks(&raw) {
		l, err := unpack[look](raw)
		if err != nil {
			return false, err
		}
		switch {
		case l.At.After(last):
			last, gone = l.At, l.Gone
		case l.At.Equal(last):
			gone = gone && l.Gone
		}
	}
	return gone, nil
}

// matching gives the files that a path or a glob names.
func matching(ctx context.Context, glob string, emit func(string)) error {
	fs, err := filesystem.New(ctx, glob)
	if err != nil {
		return err
	}
	defer fs.Close()
	paths, err := fs.List(ctx, glob)
	if err == nil && len(paths) == 0 {
		err = errors.New("no such file")
	}
	if err != nil {
		return fmt.Errorf("--in %s: %w", glob, err)
	}
	for _, p := range paths {
		emit(p)
	}
	return nil
}

// readFn reads a WARC file: its postings by "SOURCE/ID", and the looks of its pages
// by their address.
type readFn struct {
	Config []byte // of backpay; what it says of boards' companies counts
	AsOf   time.Time

	finder saved.Finder
	names  saved.Companies
}

func (f *readFn) Setup() (err error) {
	f.finder = saved.Finder{Sources: source.All(), Now: f.AsOf}
	f.names, err = companies(f.Config, f.finder.Sources)
	return err
}

func (f *readFn) ProcessElement(ctx context.Context, path string, emit, looks func(string, []byte)) error {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	in, err := fs.OpenRead(ctx, path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer in.Close()
	return f.read(ctx, path, in, emit, looks)
}

func (f *readFn) read(ctx context.Context, path string, in io.Reader, emit, looks func(string, []byte)) error {
	for answer, err := range saved.Answers(in) {
		if err != nil {
			fault(ctx, path+"!"+answer.URL, err)
			continue
		}
		pages.Inc(ctx, 1)
		src, page, err := f.finder.Find(saved.PayloadOf(path, answer))
		if src == nil && err == nil {
			unknown.Inc(ctx, 1)
			continue
		}
		var rows []saved.Row
		var lost []saved.Fault
		if err == nil {
			rows, lost, err = saved.ReadAs(src, page)
		}
		if err != nil {
			fault(ctx, path+"!"+answer.URL, err)
		} else {
			looks(page.URL, pack(look{At: page.FetchedAt}))
		}
		for _, l := range lost {
			fault(ctx, l.ID, fmt.Errorf("%s", l.Error))
		}
		for i := range rows {
			p := rows[i].Said
			f.names.Name(rows[i].Source, page.URL, &p)
			looks(page.URL, pack(look{Name: rows[i].ID, At: page.FetchedAt}))
			emit(rows[i].ID, pack(capture{At: page.FetchedAt, Said: p, Text: p.Description, Omits: p.Omits}))
		}
	}
	return nil
}

// fault notes what could not be read; the rest counts.
func fault(ctx context.Context, where string, err error) {
	faults.Inc(ctx, 1)
	log.Warnf(ctx, "%s: %v", where, err)
}
