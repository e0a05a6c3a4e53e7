package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"backpay/scraper/saved"
)

// extractCmd is the filter before normalize: what a page said, without a
// database.
type extractCmd struct {
	Source string `help:"Source of the files; default: recognised by their content."`
	filterFlags
}

// Help is printed under the flags.
func (extractCmd) Help() string {
	return `Input: WARC files (ours, Common Crawl's or others'), saved pages and responses of APIs, gzipped or zipped too.
Output: one line a posting, {"id","source","url","fetched_at","title","location","country","text","said"}, which normalize reads; said holds
everything that the page said apart from its text. A page or part of a file that can't be read gives {"id","error"}; pages that no source knows
give nothing.`
}

func (c extractCmd) Run(a *app) error {
	conf, err := a.config(false)
	if err != nil {
		return c.void(err)
	}
	if c.Source != "" {
		if _, err := conf.named(c.Source); err != nil {
			return c.void(err)
		}
	}
	im := newImporter(a, importCmd{Source: c.Source}, conf)
	plain := func(name string) string {
		return strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".warc") + ".ndjson"
	}
	return c.run(a, "extract", plain, func(name string, in io.Reader, out io.Writer) (int, error) {
		return c.file(im, name, in, out)
	})
}

// void is an error before a filter begins.
func (c filterFlags) void(err error) error {
	if c.Engine {
		return errVoid{err}
	}
	return err
}

// file writes the rows of one file. The bad count is of what could not be read.
func (c extractCmd) file(im *importer, name string, in io.Reader, out io.Writer) (bad int, err error) {
	path := name
	if len(c.Files) == 0 { // a file is looked at more than once
		if path, err = spooled(in); err != nil {
			return 0, err
		}
		defer os.Remove(path)
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	var failed error // of out
	fault := func(at string, err error) {
		bad++
		im.log.Error(fmt.Sprintf("extract %s: %v", at, err))
		failed = errors.Join(failed, enc.Encode(saved.Fault{ID: at, Error: err.Error()}))
	}
	pages, unknown := 0, 0
	u := unpacker{
		bad:    fault,
		passed: im.passedOver,
		give: func(p payload) error {
			pages++
			src, page, err := im.identify(p)
			if src == nil && err == nil {
				unknown++
				return im.ctx.Err()
			}
			var rows []saved.Row
			var faults []saved.Fault
			if err == nil {
				rows, faults, err = saved.ReadAs(src, page)
			}
			if err != nil {
				fault(p.Name, err)
			}
			for i := range rows {
				im.company(rows[i].Source, page, &rows[i].Said)
				failed = errors.Join(failed, enc.Encode(rows[i]))
			}
			for _, f := range faults {
				fault(f.ID, errors.New(f.Error))
			}
			return errors.Join(failed, im.ctx.Err())
		},
	}
	whole := payload{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	if err := u.unpack(whole, 0); err != nil && !errors.Is(err, errLimit) {
		return bad, err
	}
	im.log.Info(fmt.Sprintf("extract %s: %d pages, %d of no source", name, pages, unknown))
	return bad, failed
}

// spooled copies a stream into a file of the system's folder for such.
func spooled(in io.Reader) (name string, err error) {
	f, err := os.CreateTemp("", "backpay-*")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, in)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}
