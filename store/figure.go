package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"backpay/aggregate"
)

// PutFigures replaces an edition's figures, in one transaction. Those withheld
// are kept without their value and interval.
func (db *DB) PutFigures(ctx context.Context, edition string, figures []aggregate.Figure) error {
	err := db.write(ctx, func(t *txn) error {
		if _, err := t.exec(`DELETE FROM figure WHERE edition = ?`, edition); err != nil {
			return err
		}
		rows := t.inserts(`INSERT INTO figure (edition, measure, source, side, role, seniority, country, place, skill,
			statistic, unit, pay_kind, population, value, ci_low, ci_high, n_postings, n_jobs, n_employers, n_effective,
			disclosure, as_of_from, as_of_to, grade, reason, note) VALUES`, 26, "")
		for _, g := range figures {
			var value, low, high any
			if g.Grade != aggregate.Withheld {
				value = g.Value
				if g.CILow != 0 || g.CIHigh != 0 {
					low, high = g.CILow, g.CIHigh
				}
			}
			if err := rows.add(
				edition, g.Measure, g.Source, string(g.Side), g.Role, g.Seniority, g.Country, g.Place, g.Skill,
				g.Statistic, g.Unit, g.PayKind, string(g.Population), value, low, high, g.NPostings, g.NJobs,
				g.NEmployers, g.NEffective, g.Disclosure, text(g.AsOfFrom), text(g.AsOfTo), g.Grade,
				text(g.Reason.Code), g.Note,
			); err != nil {
				return err
			}
		}
		return rows.flush()
	})
	if err != nil {
		return fmt.Errorf("put figures of edition %s: %w", edition, err)
	}
	return nil
}

// Figures returns an edition's figures, ordered by what they are about. Those
// withheld have no value.
func (db *DB) Figures(ctx context.Context, edition string) ([]aggregate.Figure, error) {
	rows, err := db.query(ctx, `SELECT edition, measure, source, side, role, seniority, country, place, skill,
		statistic, unit, pay_kind, population,
			COALESCE(value, 0), COALESCE(ci_low, 0), COALESCE(ci_high, 0), n_postings, n_jobs, n_employers, n_effective,
				disclosure,
			COALESCE(as_of_from, ''), COALESCE(as_of_to, ''), grade, COALESCE(reason, ''), note
		FROM figure WHERE edition = ? ORDER BY measure, source, side, role, seniority, country, place, skill,
			statistic, unit, pay_kind, population`, edition)
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	var out []aggregate.Figure
	err = eachRow(rows, func(r *sql.Rows) error {
		var g aggregate.Figure
		err := r.Scan(
			&g.Edition,
			&g.Measure,
			&g.Source,
			&g.Side,
			&g.Role,
			&g.Seniority,
			&g.Country,
			&g.Place,
			&g.Skill,
			&g.Statistic,
			&g.Unit,
			&g.PayKind,
			&g.Population,
			&g.Value,
			&g.CILow,
			&g.CIHigh,
			&g.NPostings,
			&g.NJobs,
			&g.NEmployers,
			&g.NEffective,
			&g.Disclosure,
			&g.AsOfFrom,
			&g.AsOfTo,
			&g.Grade,
			&g.Reason.Code,
			&g.Note,
		)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	return out, nil
}

// FigureCount returns how many figures an edition has.
func (db *DB) FigureCount(ctx context.Context, edition string) (n int, err error) {
	if err = db.r.QueryRowContext(ctx, `SELECT COUNT(*) FROM figure WHERE edition = ?`, edition).Scan(&n); err != nil {
		return 0, fmt.Errorf("count figures of edition %s: %w", edition, err)
	}
	return n, nil
}

// Growth is an edition's figure of how a role's advertised pay moved.
type Growth struct {
	MadeAt time.Time // when the edition was first made
	Figure aggregate.Figure
}

// Growth returns the figures of growth of a role and country that the editions
// hold, the earliest first.
func (db *DB) Growth(ctx context.Context, role, country string) ([]Growth, error) {
	rows, err := db.query(ctx, `SELECT e.made_at, f.edition, f.measure, f.source, f.side, f.role, f.country,
		f.statistic, f.unit, f.pay_kind,
			COALESCE(f.value, 0), COALESCE(f.ci_low, 0), COALESCE(f.ci_high, 0), f.n_postings, f.n_jobs, f.n_employers, f.grade,
				f.note
		FROM edition e JOIN figure f ON f.edition = e.name AND f.measure = 'growth' AND f.source = 'all'
			AND f.side = 'posted'
		WHERE f.role = ? AND f.country = ? AND f.statistic = 'growth_pct' ORDER BY e.seq`, role, country)
	if err != nil {
		return nil, fmt.Errorf("read growth: %w", err)
	}
	var out []Growth
	err = eachRow(rows, func(r *sql.Rows) error {
		var g Growth
		var at sql.NullString
		f := &g.Figure
		err := r.Scan(
			&at,
			&f.Edition,
			&f.Measure,
			&f.Source,
			&f.Side,
			&f.Role,
			&f.Country,
			&f.Statistic,
			&f.Unit,
			&f.PayKind,
			&f.Value,
			&f.CILow,
			&f.CIHigh,
			&f.NPostings,
			&f.NJobs,
			&f.NEmployers,
			&f.Grade,
			&f.Note,
		)
		if err == nil {
			g.MadeAt, err = parseStamp(at)
		}
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read growth: %w", err)
	}
	return out, nil
}
