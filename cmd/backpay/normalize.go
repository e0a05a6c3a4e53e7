package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"

	"backpay/aggregate/normalise/lines"
	"backpay/scraper/saved"
)

// normalizeCmd is a filter, for text that never saw our database: NDJSON in,
// NDJSON out, in the same order, in bounded memory, on all cores.
type normalizeCmd struct {
	Explain bool `help:"Also print what looked like pay but was rejected, with the reasons, and the evidence for and against each range."`
	filterFlags
}

// Help is printed under the flags.
func (normalizeCmd) Help() string {
	return `An input line: {"id","title","location","text","country"}. Offsets (start, end) count characters (Unicode code points) of the text,
or of the title if "in" says so, from 0: in Python row["text"][start:end] is the quote, in SQLite substr(text, start + 1, end - start).
A line that can't be read gives {"id","error"}. Lines don't depend on each other: a file may be split at line ends and the outputs joined.`
}

func (c normalizeCmd) Run(a *app) error {
	plain := func(name string) string { return strings.TrimSuffix(name, ".gz") }
	return c.run(a, "normalize", plain, func(name string, in io.Reader, out io.Writer) (bad int, err error) {
		if in, err = unzipped(in); err != nil {
			return 0, fmt.Errorf("%s: %w", name, saved.Plainly(err))
		}
		err = lines.Filter(a.ctx, in, out, c.Explain, func(err error) {
			bad++
			at := ""
			if len(c.Files) > 1 {
				at = name + ": "
			}
			a.log.Error("normalize: " + at + err.Error())
		})
		if err != nil && a.ctx.Err() == nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
		return bad, err
	})
}

// unzipped unpacks what is gzipped and leaves everything else as it is.
func unzipped(in io.Reader) (io.Reader, error) {
	r := bufio.NewReaderSize(in, 1<<16)
	if head, _ := r.Peek(2); !bytes.Equal(head, []byte("\x1f\x8b")) {
		return r, nil
	}
	return gzip.NewReader(r)
}
