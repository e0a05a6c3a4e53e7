package main

import (
	"fmt"

	"backpay/aggregate/normalise/lines"
)

// normalizeCmd is a filter, for text that never saw our database: NDJSON in,
// NDJSON out, in the same order, in bounded memory, on all cores.
type normalizeCmd struct {
	Explain bool `help:"Add what looked like pay and was not taken, with the reasons."`
}

// Help is printed under the flags.
func (normalizeCmd) Help() string {
	return `A row in: {"id","title","location","text","country"}. Offsets (start, end) count characters (Unicode code points) of the text,
or of the title where "in" says so, from 0: in Python row["text"][start:end] is the quote, in SQLite substr(text, start + 1, end - start).`
}

func (c normalizeCmd) Run(a *app) error {
	n := 0
	err := lines.Filter(a.ctx, a.stdin, a.stdout, c.Explain, func(err error) {
		n++
		a.log.Error("normalize: " + err.Error())
	})
	switch {
	case a.ctx.Err() != nil:
		return a.ctx.Err()
	case err != nil:
		return fmt.Errorf("normalize: %w", err)
	case n > 0:
		return partialError{fmt.Errorf("normalize: %d bad lines left out", n)}
	}
	return nil
}
