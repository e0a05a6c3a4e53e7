package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"backpay/aggregate"
)

// Rows returns the jobs as each source shows them, by job and source: the rows
// that figures are computed from. Pay is in the given currency where the job
// states it in that one, else in the one it states first; the view job_pay
// holds the same means.
//
// The read stays open while the caller iterates.
func (db *DB) Rows(ctx context.Context, currency string) iter.Seq2[aggregate.Row, error] {
	return func(yield func(aggregate.Row, error) bool) {
		if err := db.rows(ctx, currency, func(r aggregate.Row) bool { return yield(r, nil) }); err != nil {
			yield(aggregate.Row{}, fmt.Errorf("read jobs: %w", err))
		}
	}
}

// payRow is one row of the join that Rows folds.
type payRow struct {
	aggregate.Row
	posting  int64
	base     bool // base pay that counts: no estimate, not flagged
	min, max float64
	annual   float64 // the middle of a two-sided range; 0 when it has none
	currency string
}

func (db *DB) rows(ctx context.Context, currency string, yield func(aggregate.Row) bool) error {
	// The order is that of the indexes, so nothing is sorted.
	rows, err := db.r.QueryContext(ctx, `SELECT p.source, s.side, j.id, j.employer_id, COALESCE(j.role, ''), COALESCE(j.seniority, ''), COALESCE(j.country, ''), p.id,
			COALESCE(y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL, 0), COALESCE(y.min, 0), COALESCE(y.max, 0),
			CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN (y.annual_min + y.annual_max) / 2 ELSE 0 END, COALESCE(y.currency, '')
		FROM job j CROSS JOIN posting p ON p.job_id = j.id JOIN source s ON s.name = p.source LEFT JOIN posting_pay y ON y.posting_id = p.id
		ORDER BY j.id, p.source, p.id, y.ord`)
	if err != nil {
		return err
	}
	defer rows.Close()
	f := fold{want: currency}
	for rows.Next() {
		var r payRow
		if err := rows.Scan(&r.Source, &r.Side, &r.Job, &r.Employer, &r.Role, &r.Seniority, &r.Country, &r.posting,
			&r.base, &r.min, &r.max, &r.annual, &r.currency); err != nil {
			return err
		}
		if f.begun && (r.Job != f.row.Job || r.Source != f.row.Source) {
			if !yield(f.end()) {
				return nil
			}
		}
		f.add(r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if f.begun {
		yield(f.end())
	}
	return nil
}

// fold gathers the pay of one job at one source.
type fold struct {
	want    string // the currency to prefer
	begun   bool
	row     aggregate.Row
	posting int64 // the last one counted
	means   []mean
}

// mean is the pay in one currency, in the order in which they were met.
type mean struct {
	currency string
	sum      float64
	n        int
}

func (f *fold) add(r payRow) {
	if !f.begun {
		*f = fold{want: f.want, begun: true, row: r.Row, means: f.means[:0]}
	}
	if r.posting != f.posting {
		f.posting = r.posting
		f.row.Postings++
	}
	if !r.base {
		return
	}
	if r.min > 0 || r.max > 0 {
		f.row.Disclosed = true
	}
	if r.annual == 0 || r.currency == "" {
		return
	}
	for i := range f.means {
		if m := &f.means[i]; m.currency == r.currency {
			m.sum += r.annual
			m.n++
			return
		}
	}
	f.means = append(f.means, mean{r.currency, r.annual, 1})
}

func (f *fold) end() aggregate.Row {
	f.begun = false
	for i, m := range f.means {
		if i == 0 || m.currency == f.want {
			f.row.Pay, f.row.Currency = m.sum/float64(m.n), m.currency
		}
	}
	return f.row
}

// PutFigures replaces an edition's figures, in one transaction.
func (db *DB) PutFigures(ctx context.Context, edition string, figures []aggregate.Figure) error {
	err := db.write(ctx, func(t *txn) error {
		if _, err := t.exec(`DELETE FROM figure WHERE edition = ?`, edition); err != nil {
			return err
		}
		for _, g := range figures {
			var low, high any
			if g.CILow != 0 || g.CIHigh != 0 {
				low, high = g.CILow, g.CIHigh
			}
			if _, err := t.exec(`INSERT INTO figure (edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind,
					value, ci_low, ci_high, n_postings, n_jobs, n_employers, n_effective, disclosure, grade, note)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				edition, g.Measure, g.Source, string(g.Side), g.Role, g.Seniority, g.Country, g.Place, g.Skill, g.Statistic, g.Unit, g.PayKind,
				g.Value, low, high, g.NPostings, g.NJobs, g.NEmployers, g.NEffective, g.Disclosure, g.Grade, g.Note); err != nil {
				return fmt.Errorf("%s %s of %s: %w", g.Measure, g.Statistic, g.Source, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put figures of edition %s: %w", edition, err)
	}
	return nil
}

// Figures returns an edition's figures, ordered by what they are about.
func (db *DB) Figures(ctx context.Context, edition string) ([]aggregate.Figure, error) {
	rows, err := db.r.QueryContext(ctx, `SELECT edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind,
			value, COALESCE(ci_low, 0), COALESCE(ci_high, 0), n_postings, n_jobs, n_employers, n_effective, disclosure, grade, note
		FROM figure WHERE edition = ? ORDER BY measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind`, edition)
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	var out []aggregate.Figure
	err = eachRow(rows, func(r *sql.Rows) error {
		var g aggregate.Figure
		err := r.Scan(&g.Edition, &g.Measure, &g.Source, &g.Side, &g.Role, &g.Seniority, &g.Country, &g.Place, &g.Skill, &g.Statistic, &g.Unit, &g.PayKind,
			&g.Value, &g.CILow, &g.CIHigh, &g.NPostings, &g.NJobs, &g.NEmployers, &g.NEffective, &g.Disclosure, &g.Grade, &g.Note)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	return out, nil
}
