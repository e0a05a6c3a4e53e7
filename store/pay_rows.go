package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"backpay/aggregate"
)

// PayRows returns the pay of roles in a country, row by row: of our jobs that
// state both ends, each once, and of all years' observations. The read stays
// open while the caller iterates.
func (db *DB) PayRows(ctx context.Context, roles []string, country string) iter.Seq2[aggregate.PayRow, error] {
	return func(yield func(aggregate.PayRow, error) bool) {
		if err := db.payRows(ctx, roles, country, func(r aggregate.PayRow) bool { return yield(r, nil) }); err != nil {
			yield(aggregate.PayRow{}, fmt.Errorf("read pay: %w", err))
		}
	}
}

func (db *DB) payRows(ctx context.Context, roles []string, country string, yield func(aggregate.PayRow) bool) error {
	wanted, err := list(roles)
	if err != nil {
		return err
	}
	rows, err := db.query(ctx, `SELECT 'all', 'posted', 'base', '', w.role, COALESCE(w.seniority, ''),
			COALESCE((SELECT COALESCE(NULLIF(l.metro, ''), l.city) FROM job j JOIN posting_place l
				ON l.posting_id = j.canonical_posting_id WHERE j.id = w.job_id ORDER BY l.ord LIMIT 1), ''),
			w.currency, AVG(w.pay), 'e' || (SELECT e.key FROM employer e WHERE e.id = w.employer_id), -1
		FROM job_pay w WHERE w.role IN (SELECT value FROM json_each(?1)) AND w.country = ?2 GROUP BY w.job_id,
			w.currency
		UNION ALL
		SELECT o.source, s.side, o.pay_kind, SUBSTR(COALESCE(o.as_of, ''), 1, 4), o.role, COALESCE(o.seniority, ''), '',
			CASE WHEN o.annual_usd > 0 THEN 'USD' ELSE COALESCE(o.currency, '') END, CASE
				WHEN o.annual_usd > 0 THEN o.annual_usd ELSE o.annual_amount END,
			COALESCE(NULLIF(o.employer_key, ''), COALESCE(o.fetch_id, 0) || '/' || o.file_row, ''), COALESCE(o.years,
				-1)
		FROM observation o JOIN source s ON s.name = o.source
		WHERE o.role IN (SELECT value FROM json_each(?1)) AND o.country = ?2 AND o.pay_kind IS NOT NULL
			AND (o.annual_usd > 0 OR o.annual_amount > 0)`, wanted, country)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r aggregate.PayRow
		var pay sql.NullFloat64
		if err := rows.Scan(&r.Source, &r.Side, &r.PayKind, &r.Year, &r.Role, &r.Seniority, &r.Place, &r.Currency, &pay, &r.Employer, &r.Years); err != nil {
			return err
		}
		if r.Pay = pay.Float64; r.Pay > 0 && !yield(r) {
			return nil
		}
	}
	return rows.Err()
}
