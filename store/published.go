package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"

	"backpay/aggregate"
)

// SaidClaims returns what claims said, by id, superseded ones included: of
// those that are new since their beliefs were put, or of all. Beliefs may be
// put meanwhile.
func (db *DB) SaidClaims(ctx context.Context, all bool) iter.Seq2[aggregate.SaidClaim, error] {
	const columns = `source, (SELECT kind FROM source WHERE name = claim.source), (SELECT side FROM source
		WHERE name = claim.source),
		COALESCE(side_stated, ''), COALESCE(sample_kind, ''), COALESCE(title, ''), COALESCE(code, ''),
			COALESCE(place_text, ''), COALESCE(country_text, ''), statistic, amount, COALESCE(period, '')`
	return pages(ctx, db, "claim", columns, all, func(r *sql.Rows) (s aggregate.SaidClaim, id int64, err error) {
		c := &s.Claim
		err = r.Scan(
			&s.ID,
			&s.Source,
			&s.Kind,
			&s.Side,
			&c.Side,
			&c.SampleKind,
			&c.Title,
			&c.Code,
			&c.Place,
			&c.Country,
			&c.Statistic,
			&c.Amount,
			&c.Period,
		)
		return s, s.ID, err
	})
}

// SaidObservations is SaidClaims of observations.
func (db *DB) SaidObservations(ctx context.Context, all bool) iter.Seq2[aggregate.SaidObservation, error] {
	const columns = `source, COALESCE(title, ''), COALESCE(employer, ''), COALESCE(level, ''), COALESCE(place_text,
		''), COALESCE(country_text, ''),
		COALESCE(amount, 0), COALESCE(currency, ''), COALESCE(period, ''), COALESCE(stated_usd, 0)`
	return pages(
		ctx,
		db,
		"observation",
		columns,
		all,
		func(r *sql.Rows) (s aggregate.SaidObservation, id int64, err error) {
			o := &s.Observation
			err = r.Scan(
				&s.ID,
				&s.Source,
				&o.Title,
				&o.Company,
				&o.Level,
				&o.Place,
				&o.Country,
				&o.Amount,
				&o.Currency,
				&o.Period,
				&o.USD,
			)
			return s, s.ID, err
		},
	)
}

// pages reads a table by id, a page at a time, so that no read stays open
// while the caller writes.
func pages[T any](
	ctx context.Context,
	db *DB,
	table, columns string,
	all bool,
	scan func(*sql.Rows) (T, int64, error),
) iter.Seq2[T, error] {
	where := "stale = 1 AND id > ?"
	if all {
		where = "id > ?"
	}
	query := "SELECT id, " + columns + " FROM " + table + " WHERE " + where + " ORDER BY id LIMIT ?"
	return func(yield func(T, error) bool) {
		var after int64
		batch := make([]T, 0, page)
		for {
			batch = batch[:0]
			rows, err := db.query(ctx, query, after, page)
			if err == nil {
				err = eachRow(rows, func(r *sql.Rows) error {
					v, id, err := scan(r)
					after = id
					batch = append(batch, v)
					return err
				})
			}
			if err != nil {
				var none T
				yield(none, fmt.Errorf("read table %s: %w", table, err))
				return
			}
			for _, v := range batch {
				if !yield(v, nil) {
					return
				}
			}
			if len(batch) < page {
				return
			}
		}
	}
}

// PutClaimBeliefs replaces what we believe of these claims, in one transaction.
func (db *DB) PutClaimBeliefs(ctx context.Context, all []aggregate.Claim) error {
	err := db.write(ctx, func(t *txn) error {
		for _, c := range all {
			if _, err := t.exec(`UPDATE claim SET side = ?, role = ?, role_rule = ?, seniority = ?, country = ?,
				region = ?, city = ?, metro = ?,
					annual_amount = ?, annual_factor = ?, annual_rule = ?, stale = 0 WHERE id = ?`,
				text(string(c.Side)), text(c.Role), text(c.RoleRule), text(c.Seniority), text(c.Country), text(c.Region), text(c.City), text(c.Metro),
				number(c.AnnualAmount), number(c.AnnualFactor), text(c.AnnualRule), c.ID); err != nil {
				return fmt.Errorf("claim %d: %w", c.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put beliefs: %w", err)
	}
	return nil
}

// PutObservationBeliefs replaces what we believe of these observations, in one
// transaction.
func (db *DB) PutObservationBeliefs(ctx context.Context, all []aggregate.Observation) error {
	err := db.write(ctx, func(t *txn) error {
		for _, o := range all {
			if _, err := t.exec(`UPDATE observation SET role = ?, role_rule = ?, seniority = ?, country = ?,
				employer_key = ?, annual_amount = ?, annual_factor = ?,
					annual_rule = ?, annual_usd = ?, usd_rule = ?, stale = 0 WHERE id = ?`,
				text(o.Role), text(o.RoleRule), text(o.Seniority), text(o.Country), text(o.EmployerKey), number(o.AnnualAmount), number(o.AnnualFactor),
				text(o.AnnualRule), number(o.AnnualUSD), text(o.USDRule), o.ID); err != nil {
				return fmt.Errorf("observation %d: %w", o.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put beliefs: %w", err)
	}
	return nil
}

// ObservationRows returns the observations that state pay, as figures count
// them, ordered by source, pay kind, role and country. Only those of each
// source's newest year come: one year's pay is never pooled with another's. A
// year that has less than a quarter of the fullest one's observations has only
// begun, and is passed over. Observations of unknown year are the oldest.
//
// The read stays open while the caller iterates.
func (db *DB) ObservationRows(ctx context.Context) iter.Seq2[aggregate.ObservationRow, error] {
	return func(yield func(aggregate.ObservationRow, error) bool) {
		err := db.observationRows(ctx, func(r aggregate.ObservationRow) bool { return yield(r, nil) })
		if err != nil {
			yield(aggregate.ObservationRow{}, fmt.Errorf("read observations: %w", err))
		}
	}
}

func (db *DB) observationRows(ctx context.Context, yield func(aggregate.ObservationRow) bool) error {
	rows, err := db.query(ctx, `WITH years AS (SELECT source, SUBSTR(COALESCE(as_of, ''), 1, 4) AS year, COUNT(*) AS n
		FROM observation GROUP BY 1, 2),
		newest AS (SELECT y.source, MAX(y.year) AS year FROM years y WHERE 4 * y.n >= (SELECT MAX(z.n) FROM years z
			WHERE z.source = y.source) GROUP BY y.source)
		SELECT o.source, s.side, o.pay_kind, o.role, o.country, COALESCE(o.seniority, ''), COALESCE(o.employer_key,
			''), n.year,
			COALESCE(o.annual_amount, 0), COALESCE(o.currency, ''), COALESCE(o.annual_usd, 0),
				COALESCE(o.usd_rule = 'stated', 0), o.weight, COALESCE(o.company_size, ''), COALESCE(o.fetch_id, 0)
		FROM newest n CROSS JOIN source s ON s.name = n.source CROSS JOIN observation o ON o.source = n.source
		WHERE o.pay_kind IS NOT NULL AND o.role IS NOT NULL AND o.country IS NOT NULL AND SUBSTR(COALESCE(o.as_of,
			''), 1, 4) = n.year
			AND (o.annual_amount > 0 OR o.annual_usd > 0)
		ORDER BY o.source, o.pay_kind, o.role, o.country, o.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r aggregate.ObservationRow
		if err := rows.Scan(&r.Source, &r.Side, &r.PayKind, &r.Role, &r.Country, &r.Seniority, &r.Employer, &r.Year,
			&r.Pay, &r.Currency, &r.USD, &r.Converted, &r.Weight, &r.CompanySize, &r.File); err != nil {
			return err
		}
		if !yield(r) {
			return nil
		}
	}
	return rows.Err()
}

// Claims returns the claims that stand, of roles and a country (those of no
// known country too), by source. Of figures that differ in their date alone
// only the newest comes.
func (db *DB) Claims(ctx context.Context, roles []string, country string) ([]aggregate.Published, error) {
	return db.claims(ctx, roles, country, true)
}

// ClaimsOfAnyDate is Claims with the earlier ones: what a text of that time
// gives, or says to be of it.
func (db *DB) ClaimsOfAnyDate(ctx context.Context, roles []string, country string) ([]aggregate.Published, error) {
	return db.claims(ctx, roles, country, false)
}

func (db *DB) claims(ctx context.Context, roles []string, country string, last bool) ([]aggregate.Published, error) {
	wanted, err := list(roles)
	if err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT c.source, s.title, COALESCE(c.side, s.side), COALESCE(c.title, ''),
		COALESCE(c.code, ''), COALESCE(c.company, ''), COALESCE(c.skill, ''),
			COALESCE(c.place_text, ''), c.statistic, COALESCE(c.label, ''), COALESCE(c.pay_kind, ''), c.amount,
				COALESCE(c.currency, ''), COALESCE(c.period, ''),
			COALESCE(c.sample_n, 0), COALESCE(c.sample_kind, ''), COALESCE(c.sample_text, ''), COALESCE(c.rel_error,
				0), c.top_coded, COALESCE(c.as_of, ''), COALESCE(c.path, ''),
			c.id, c.role, COALESCE(c.role_rule, ''), COALESCE(c.seniority, ''), COALESCE(c.country, ''),
				COALESCE(c.region, ''), COALESCE(c.city, ''), COALESCE(c.metro, ''),
			COALESCE(c.annual_amount, 0), COALESCE(c.annual_factor, 0), COALESCE(c.annual_rule, ''), COALESCE(c.url,
				''), c.obtained_by, c.retrieved_at, COALESCE(c.note, '')
		FROM claim c JOIN source s ON s.name = c.source
		WHERE c.superseded_at IS NULL AND c.role IN (SELECT value FROM json_each(?)) AND (c.country = ?
			OR c.country IS NULL)
		ORDER BY c.source, c.as_of DESC, c.retrieved_at DESC, c.id`, wanted, country)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	var out []aggregate.Published
	newest := map[string]string{} // the date of the first met, by what it is about
	err = eachRow(rows, func(r *sql.Rows) error {
		var c aggregate.Published
		var at sql.NullString
		s, b := &c.Claim, &c.Belief
		if err := r.Scan(&c.Source, &c.Title, &c.Side, &s.Title, &s.Code, &s.Company, &s.Skill, &s.Place, &s.Statistic, &s.Label, &s.PayKind, &s.Amount, &s.Currency, &s.Period,
			&s.SampleN, &s.SampleKind, &s.SampleText, &s.RelError, &s.TopCoded, &s.AsOf, &s.Path,
			&b.ID, &b.Role, &b.RoleRule, &b.Seniority, &b.Country, &b.Region, &b.City, &b.Metro, &b.AnnualAmount, &b.AnnualFactor, &b.AnnualRule,
			&c.URL, &c.ObtainedBy, &at, &c.Note); err != nil {
			return err
		}
		about := strings.Join(
			[]string{
				c.Source,
				c.ObtainedBy,
				s.Title,
				s.Code,
				s.Company,
				s.Skill,
				s.Place,
				s.Statistic,
				s.PayKind,
				s.Period,
				s.Currency,
			},
			"\x00",
		)
		if first, met := newest[about]; last && met && first != s.AsOf {
			return nil
		}
		newest[about] = s.AsOf
		var err error
		c.RetrievedAt, err = parseStamp(at)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	return out, nil
}
