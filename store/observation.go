package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"backpay/scraper"
)

// observations is the observations of one file on their way into the database.
type observations struct {
	source string
	fetch  int64

	read, fresh, changed, unchanged int
	problem                         error

	unit  scraper.Unit
	alone int // rows that are none, for want of the other end of their range
}

// brokenError says that a file's rows ended in an error, so that nothing of it
// is kept.
type brokenError struct{ error }

func (e brokenError) Unwrap() error { return e.error }

// problemsKept is how many of a million rows' complaints are worth keeping.
const problemsKept = 5

// put keeps the rows as they come, a chunk at a time: memory doesn't grow with
// the file. A sequence that ends in an error is an brokenError.
func (b *observations) put(t *txn, rows iter.Seq2[scraper.Observation, error]) error {
	part := make([]scraper.Observation, 0, chunk)
	for o, err := range rows {
		if err != nil {
			return brokenError{err}
		}
		b.read++
		b.unit.Add(o)
		if err := checkObservation(&o); err != nil {
			if b.problem == nil || strings.Count(b.problem.Error(), "\n") < problemsKept-1 {
				b.problem = errors.Join(b.problem, err)
			}
			continue
		}
		if part = append(part, o); len(part) == chunk {
			if err := b.putChunk(t, part); err != nil {
				return err
			}
			part = part[:0]
		}
	}
	return b.putChunk(t, part)
}

func checkObservation(o *scraper.Observation) error {
	switch {
	case o.ID == "":
		return fmt.Errorf("observation at %q has no id", o.Row)
	case bad(o.Amount), bad(o.USD), bad(o.Weight), bad(o.Years):
		return fmt.Errorf("observation %q at %q holds what is no number", o.ID, o.Row)
	case o.Weight < 0:
		return fmt.Errorf("observation %q at %q: weight %v is below zero", o.ID, o.Row, o.Weight)
	}
	return nil
}

func (b *observations) putChunk(t *txn, part []scraper.Observation) error {
	have, err := b.lookUp(t, part)
	if err != nil {
		return err
	}
	for i := range part {
		o := &part[i]
		sum, err := observationDigest(o)
		if err != nil {
			return fmt.Errorf("observation %q: %w", o.ID, err)
		}
		old, known := have[o.ID]
		switch {
		case known && old == sum:
			b.unchanged++
			continue
		case known:
			b.changed++
		default:
			b.fresh++
		}
		have[o.ID] = sum
		if err := b.write(t, o, sum); err != nil {
			return fmt.Errorf("observation %q: %w", o.ID, err)
		}
	}
	return nil
}

func (b *observations) lookUp(t *txn, part []scraper.Observation) (map[string]int64, error) {
	ids := make([]string, len(part))
	for i := range part {
		ids[i] = part[i].ID
	}
	arg, err := list(ids)
	if err != nil {
		return nil, err
	}
	have := make(map[string]int64, len(part))
	err = t.each(func(r *sql.Rows) error {
		var id string
		var sum int64
		err := r.Scan(&id, &sum)
		have[id] = sum
		return err
	}, `SELECT source_row, digest FROM observation WHERE source = ? AND source_row IN (SELECT value FROM json_each(?))`, b.source, arg)
	return have, err
}

// write inserts a row, or lays it over the one that is known.
func (b *observations) write(t *txn, o *scraper.Observation, sum int64) error {
	var years any
	if o.Years >= 0 {
		years = o.Years
	}
	weight := o.Weight
	if weight == 0 {
		weight = 1
	}
	_, err := t.exec(
		`INSERT INTO observation (source, source_row, digest, fetch_id, file_row, title, employer, level,
		place_text, country_text,
			pay_kind, amount, currency, period, stated_usd, weight, years, skills, company_size, as_of)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (source, source_row) DO UPDATE SET digest = excluded.digest, fetch_id = excluded.fetch_id,
			file_row = excluded.file_row,
			title = excluded.title, employer = excluded.employer, level = excluded.level, place_text = excluded.place_text,
			country_text = excluded.country_text, pay_kind = excluded.pay_kind, amount = excluded.amount, currency = excluded.currency,
			period = excluded.period, stated_usd = excluded.stated_usd, weight = excluded.weight, years = excluded.years,
			skills = excluded.skills, company_size = excluded.company_size, as_of = excluded.as_of, stale = 1`,
		b.source,
		o.ID,
		sum,
		number(b.fetch),
		text(o.Row),
		text(o.Title),
		text(o.Company),
		text(o.Level),
		text(o.Place),
		text(o.Country),
		text(
			o.PayKind,
		),
		number(o.Amount),
		text(o.Currency),
		text(o.Period),
		number(o.USD),
		weight,
		years,
		text(strings.Join(o.Skills, ";")),
		text(o.CompanySize),
		text(o.AsOf),
	)
	return err
}

// observationDigest returns the first eight bytes of the digest of what a row
// says, wherever in a file it stands.
func observationDigest(o *scraper.Observation) (int64, error) {
	what := *o
	what.Row = ""
	said, err := json.Marshal(what)
	if err != nil {
		return 0, err
	}
	sum := sha256.Sum256(said)
	return int64(binary.BigEndian.Uint64(sum[:8])), nil
}
