package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"backpay/aggregate"
)

// Edition is a named set of figures and when it was first made.
type Edition struct {
	Seq     int64
	Name    string
	MadeAt  time.Time
	Version string // of the program
}

// heldColumns are what is compared from one edition to the next.
const heldColumns = `source, side, said, job, employer, role, seniority, country, n_two_sided, middle, low, high, n_floor, floor, n_ceiling, ceiling`

// PutEdition keeps what an edition stands on: of every posting, in each
// currency, the base pay that counts and what we believe of the job behind it.
// What is the same as in the edition before is not written again. An edition
// that is there already is left as it is.
func (db *DB) PutEdition(ctx context.Context, name, version string) error {
	err := db.write(ctx, func(t *txn) error {
		var seq int64
		if found, err := t.get([]any{&seq}, `SELECT seq FROM edition WHERE name = ?`, name); found || err != nil {
			return err
		}
		seq, err := t.insert(
			`INSERT INTO edition (name, made_at, version) VALUES (?, ?, ?)`,
			name,
			stamp(db.now()),
			version,
		)
		if err != nil {
			return err
		}
		same := make([]string, 0, 16)
		for c := range strings.SplitSeq(heldColumns, ", ") {
			same = append(same, "n."+c+" IS edition_posting."+c)
		}
		for _, do := range []struct {
			query string
			args  []any
		}{
			{`DROP TABLE IF EXISTS temp.edition_now`, nil},
			{`CREATE TEMP TABLE edition_now AS SELECT p.id AS posting_id, y.currency AS currency, p.source AS source,
				s.side AS side, p.sha256 AS said,
				e.key || '/' || j.key AS job, e.key AS employer, COALESCE(j.role, '') AS role, COALESCE(j.seniority,
					'') AS seniority, COALESCE(j.country, '') AS country,
				y.mid IS NOT NULL AS n_two_sided, COALESCE(y.mid, 0.0) AS middle, IIF(y.mid IS NULL, 0.0,
					y.min) AS low, IIF(y.mid IS NULL, 0.0, y.max) AS high,
				y.mid IS NULL AND y.min IS NOT NULL AS n_floor, IIF(y.mid IS NULL, COALESCE(y.min, 0.0), 0.0) AS floor,
				y.mid IS NULL AND y.max IS NOT NULL AS n_ceiling, IIF(y.mid IS NULL, COALESCE(y.max, 0.0),
					0.0) AS ceiling
				FROM job j JOIN employer e ON e.id = j.employer_id JOIN posting p ON p.job_id = j.id JOIN source s
					ON s.name = p.source
					JOIN posting_year_pay y ON y.posting_id = p.id AND y.place_ord = -1 AND y.population = 'full_time'
						AND y.currency <> ''
				WHERE p.ended_at IS NULL AND EXISTS (SELECT 1 FROM job_source_pay w WHERE w.job_id = j.id
					AND w.source = p.source AND w.current = 1)`, nil},
			{`CREATE UNIQUE INDEX temp.edition_now_key ON edition_now (posting_id, currency)`, nil},
			{`UPDATE edition_posting SET to_seq = ? WHERE to_seq IS NULL AND NOT EXISTS (SELECT 1
				FROM temp.edition_now n
				WHERE n.posting_id = edition_posting.posting_id AND n.currency = edition_posting.currency AND ` + strings.Join(same, " AND ") + `)`, []any{seq}},
			{`INSERT INTO edition_posting (posting_id, currency, from_seq, ` + heldColumns + `)
				SELECT posting_id, currency, ?, ` + heldColumns + ` FROM temp.edition_now n WHERE NOT EXISTS (SELECT 1 FROM edition_posting o
				WHERE o.posting_id = n.posting_id AND o.currency = n.currency AND o.to_seq IS NULL)`, []any{seq}},
			{`DROP TABLE temp.edition_now`, nil},
		} {
			if _, err := t.exec(do.query, do.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put edition %s: %w", name, err)
	}
	return nil
}

// Editions returns the editions, the earliest first.
func (db *DB) Editions(ctx context.Context) ([]Edition, error) {
	rows, err := db.query(ctx, `SELECT seq, name, made_at, version FROM edition ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("read editions: %w", err)
	}
	var out []Edition
	err = eachRow(rows, func(r *sql.Rows) error {
		var e Edition
		var at sql.NullString
		err := r.Scan(&e.Seq, &e.Name, &at, &e.Version)
		if err == nil {
			e.MadeAt, err = parseStamp(at)
		}
		out = append(out, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read editions: %w", err)
	}
	return out, nil
}

// Held returns what an edition held of a country's postings in a currency, by
// posting. A posting counts whose country is the one in either of the two
// editions, so that one that moved can be followed.
func (db *DB) Held(ctx context.Context, edition, other Edition, country, currency string) ([]aggregate.Held, error) {
	rows, err := db.query(ctx, `SELECT posting_id, currency, `+heldColumns+` FROM edition_posting h
		WHERE from_seq <= ?1 AND (to_seq IS NULL OR to_seq > ?1) AND posting_id IN (SELECT posting_id
			FROM edition_posting
			WHERE country = ?3 AND currency = ?4 AND (from_seq <= ?1 AND (to_seq IS NULL OR to_seq > ?1)
				OR from_seq <= ?2 AND (to_seq IS NULL OR to_seq > ?2)))
		ORDER BY posting_id, currency`, edition.Seq, other.Seq, country, currency)
	if err != nil {
		return nil, fmt.Errorf("read edition %s: %w", edition.Name, err)
	}
	var out []aggregate.Held
	err = eachRow(rows, func(r *sql.Rows) error {
		var h aggregate.Held
		err := r.Scan(
			&h.Posting,
			&h.Currency,
			&h.Source,
			&h.Side,
			&h.Said,
			&h.Job,
			&h.Employer,
			&h.Role,
			&h.Seniority,
			&h.Country,
			&h.Ranges,
			&h.Middle,
			&h.Low,
			&h.High,
			&h.Floors,
			&h.Floor,
			&h.Ceilings,
			&h.Ceiling,
		)
		out = append(out, h)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read edition %s: %w", edition.Name, err)
	}
	return out, nil
}

// HeldSources returns the sources that an edition held any posting of.
func (db *DB) HeldSources(ctx context.Context, edition Edition) ([]string, error) {
	rows, err := db.query(ctx, `SELECT DISTINCT source FROM edition_posting WHERE from_seq <= ?1 AND (to_seq IS NULL
		OR to_seq > ?1) ORDER BY source`, edition.Seq)
	if err != nil {
		return nil, fmt.Errorf("read edition %s: %w", edition.Name, err)
	}
	var out []string
	err = eachRow(rows, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read edition %s: %w", edition.Name, err)
	}
	return out, nil
}
