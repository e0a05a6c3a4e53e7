package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"backpay/scraper"
)

// references is the values of one page's reference tables on their way into
// the file.
type references struct {
	source string
	fetch  int64

	fresh, changed, unchanged int
	problem                   error
}

// fxRate is the table of scraper.ReferenceRow that has a table of its own here.
const fxRate = "fx_rate"

// put keeps values: new ones, and changed ones in the place of what they were.
// Brackets of tax are one thing: those of a year that the page has no more go.
func (b *references) put(t *txn, rows []scraper.ReferenceRow) error {
	brackets := map[scraper.ReferenceRow][]float64{}
	for i := range rows {
		r := &rows[i]
		if err := checkReference(r); err != nil {
			if b.problem == nil || strings.Count(b.problem.Error(), "\n") < problemsKept-1 {
				b.problem = errors.Join(b.problem, fmt.Errorf("%s of %q at %q: %w", r.Table, r.Area, r.Path, err))
			}
			continue
		}
		var known, same bool
		var err error
		if r.Table == fxRate {
			known, same, err = b.putRate(t, r)
		} else {
			known, same, err = b.putOne(t, r)
		}
		switch {
		case err != nil:
			return fmt.Errorf("%s of %q: %w", r.Table, r.Area, err)
		case same:
			b.unchanged++
		case known:
			b.changed++
		default:
			b.fresh++
		}
		if r.Table == "income_tax" {
			k := scraper.ReferenceRow{Area: r.Area, Item: r.Item, Date: r.Date}
			brackets[k] = append(brackets[k], r.From)
		}
	}
	for k, from := range brackets {
		arg, err := list(from)
		if err != nil {
			return err
		}
		n, err := t.exec(`DELETE FROM reference WHERE source = ? AND kind = 'income_tax' AND area = ? AND item = ?
			AND as_of = ?
			AND bound NOT IN (SELECT value FROM json_each(?))`, b.source, k.Area, k.Item, k.Date, arg)
		if err != nil {
			return fmt.Errorf("brackets of %q: %w", k.Area, err)
		}
		b.changed += n
	}
	return nil
}

func checkReference(r *scraper.ReferenceRow) error {
	switch {
	case r.Table == "" || r.Area == "" || r.Date == "":
		return errors.New("has no table, area or date")
	case bad(r.Value), bad(r.From):
		return fmt.Errorf("value %v from %v is no number", r.Value, r.From)
	case r.Table == fxRate && (r.Value <= 0 || r.Item == ""):
		return fmt.Errorf("rate %v of %q is none", r.Value, r.Item)
	}
	return nil
}

func (b *references) putRate(t *txn, r *scraper.ReferenceRow) (known, same bool, err error) {
	var old float64
	known, err = t.get(
		[]any{&old},
		`SELECT rate FROM fx_rate WHERE base = ? AND currency = ? AND as_of = ?`,
		r.Area,
		r.Item,
		r.Date,
	)
	if err != nil || known && old == r.Value {
		return known, known, err
	}
	_, err = t.exec(`INSERT INTO fx_rate (as_of, base, currency, rate, origin, licence)
		SELECT ?, ?, ?, ?, name, COALESCE(licence, '') FROM source WHERE name = ?
		ON CONFLICT (base, currency, as_of) DO UPDATE SET rate = excluded.rate, origin = excluded.origin,
			licence = excluded.licence`,
		r.Date, r.Area, r.Item, r.Value, b.source)
	return known, false, err
}

func (b *references) putOne(t *txn, r *scraper.ReferenceRow) (known, same bool, err error) {
	var old float64
	var unit, name string
	known, err = t.get([]any{&old, &unit, &name}, `SELECT value, unit, COALESCE(area_name, '') FROM reference
		WHERE source = ? AND kind = ? AND area = ? AND item = ? AND as_of = ? AND bound = ?`, b.source, r.Table, r.Area, r.Item, r.Date, r.From)
	if err != nil || known && old == r.Value && unit == r.Unit && name == r.AreaName {
		return known, known, err
	}
	_, err = t.exec(`INSERT INTO reference (source, kind, area, item, as_of, bound, value, unit, area_name, fetch_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET value = excluded.value, unit = excluded.unit, area_name = excluded.area_name,
			fetch_id = excluded.fetch_id`,
		b.source, r.Table, r.Area, r.Item, r.Date, r.From, r.Value, r.Unit, text(r.AreaName), number(b.fetch))
	return known, false, err
}

// ReferenceSources returns the sources that reference tables have values of,
// by name.
func (db *DB) ReferenceSources(ctx context.Context) (names []string, err error) {
	rows, err := db.query(ctx, `SELECT name FROM source s WHERE EXISTS (SELECT 1 FROM reference r
		WHERE r.source = s.name)
		OR kind = 'reference' AND EXISTS (SELECT 1 FROM fx_rate f WHERE f.origin = s.name) ORDER BY name`)
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var name string
			err := r.Scan(&name)
			names = append(names, name)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("sources of reference tables: %w", err)
	}
	return names, nil
}

// References returns the values that a source's reference tables have. The
// read stays open while the caller iterates.
func (db *DB) References(ctx context.Context, source string) iter.Seq2[scraper.ReferenceRow, error] {
	return func(yield func(scraper.ReferenceRow, error) bool) {
		err := db.references(ctx, source, func(r scraper.ReferenceRow) bool { return yield(r, nil) })
		if err != nil {
			yield(scraper.ReferenceRow{}, fmt.Errorf("read reference tables: %w", err))
		}
	}
}

func (db *DB) references(ctx context.Context, source string, yield func(scraper.ReferenceRow) bool) error {
	rows, err := db.query(ctx, `SELECT kind, area, COALESCE(area_name, ''), item, bound, as_of, value, unit
		FROM reference WHERE source = ?1
		UNION ALL SELECT 'fx_rate', base, '', currency, 0, as_of, rate, currency || ' for 1 ' || base FROM fx_rate
			WHERE origin = ?1`, source)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r scraper.ReferenceRow
		if err := rows.Scan(&r.Table, &r.Area, &r.AreaName, &r.Item, &r.From, &r.Date, &r.Value, &r.Unit); err != nil {
			return err
		}
		if !yield(r) {
			return nil
		}
	}
	return rows.Err()
}
