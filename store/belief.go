package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"backpay/aggregate"
)

// page is how many rows an iterator reads before it hands them on, so that no
// read stays open while the caller writes.
const page = 200

// Said returns what postings said, by id: of those that are new or changed
// since their beliefs were put, or of all. Beliefs may be put meanwhile.
func (db *DB) Said(ctx context.Context, all bool) iter.Seq2[aggregate.Said, error] {
	return func(yield func(aggregate.Said, error) bool) {
		where := "stale = 1 AND id > ?" // as the partial index words it
		if all {
			where = "id > ?"
		}
		var after int64
		for {
			batch, err := db.saidPage(ctx, where, after)
			if err != nil {
				yield(aggregate.Said{}, fmt.Errorf("read postings: %w", err))
				return
			}
			for _, s := range batch {
				if !yield(s, nil) {
					return
				}
				after = s.ID
			}
			if len(batch) < page {
				return
			}
		}
	}
}

// SaidCount counts the records of a table (posting, claim, observation) that
// Said and its like return.
func (db *DB) SaidCount(ctx context.Context, table string, all bool) (n int, err error) {
	query := "SELECT COUNT(*) FROM " + table
	if !all {
		query += " WHERE stale = 1"
	}
	if err := db.r.QueryRowContext(ctx, query).Scan(&n); err != nil {
		return 0, fmt.Errorf("count what %ss said: %w", table, err)
	}
	return n, nil
}

func (db *DB) saidPage(ctx context.Context, where string, after int64) ([]aggregate.Said, error) {
	rows, err := db.query(
		ctx,
		"SELECT id, source, record, COALESCE(description, '') FROM posting_head JOIN posting_said ON posting_id = id WHERE "+where+" ORDER BY id LIMIT ?",
		after,
		page,
	)
	if err != nil {
		return nil, err
	}
	batch := make([]aggregate.Said, 0, page)
	err = eachRow(rows, func(r *sql.Rows) error {
		var s aggregate.Said
		var record, description string
		if err := r.Scan(&s.ID, &s.Source, &record, &description); err != nil {
			return err
		}
		var err error
		if s.Posting, err = decodeSaid(record, description); err != nil {
			return fmt.Errorf("posting %d: %w", s.ID, err)
		}
		batch = append(batch, s)
		return nil
	})
	return batch, err
}

// PutBeliefs replaces what we believe of these postings, in one transaction.
// Places and skills that nothing refers to any more go. Which postings are one
// job is for a match to say afterwards (see identity.go).
//
// The outcome doesn't depend on the way there: putting a few changed postings
// leaves what putting all of them would.
func (db *DB) PutBeliefs(ctx context.Context, ps []aggregate.Posting) error {
	err := db.write(ctx, func(t *txn) error {
		b := newBeliefs(t)
		if err := b.clear(ps); err != nil {
			return err
		}
		for i := range ps {
			if err := b.put(&ps[i]); err != nil {
				return fmt.Errorf("posting %d: %w", ps[i].ID, err)
			}
		}
		return b.settle()
	})
	if err != nil {
		return fmt.Errorf("put beliefs: %w", err)
	}
	return nil
}

// beliefs is one transaction of PutBeliefs, and what it touched.
type beliefs struct {
	t      *txn
	skills map[string]bool           // known to be in the dictionary
	places map[aggregate.Place]int64 // place.id

	oldSkills map[string]bool // perhaps no longer referenced
	oldPlaces map[int64]bool

	// The rows of all postings, each table's together.
	postingPlaces, pays, years, postingSkills *inserts
}

func newBeliefs(t *txn) beliefs {
	return beliefs{
		t: t, skills: map[string]bool{}, places: map[aggregate.Place]int64{},
		oldSkills: map[string]bool{}, oldPlaces: map[int64]bool{},
		postingPlaces: t.inserts(`INSERT INTO posting_place (posting_id, ord, place_id, country, region, city, metro)
			VALUES`, 7, ""),
		pays: t.inserts(`INSERT INTO posting_pay (posting_id, ord, min, max, currency, period, kind, origin,
			quote, quote_start, quote_end, rule, annual_min, annual_max, annual_factor, flag, tax, place_ord,
			payments, confidence, counts) VALUES`, 21, ""),
		years: t.inserts(`INSERT INTO posting_year_pay (posting_id, population, currency, place_ord, min, max, mid,
			lowest, highest) VALUES`, 9, ""),
		postingSkills: t.inserts(`INSERT INTO posting_skill (posting_id, skill, quote_start, kind) VALUES`, 4,
			"ON CONFLICT DO NOTHING"),
	}
}

func (b *beliefs) put(p *aggregate.Posting) error {
	if err := putPrint(b.t, p); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	first, err := b.putPlaces(p)
	if err != nil {
		return err
	}
	if err := b.putPay(p); err != nil {
		return err
	}
	if err := b.putSkills(p); err != nil {
		return err
	}
	_, err = b.t.exec(
		`UPDATE posting_head SET role = ?1, role_rule = ?2, seniority = ?3, years_min = ?4, country = ?5, workplace = ?6,
			employer = ?7, place_id = ?8, population = ?9, stale = 0
		WHERE id = ?10 AND (role, role_rule, seniority, years_min, country, workplace, employer, place_id, population, stale)
			IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)`,
		text(p.Role),
		text(p.RoleRule),
		text(p.Seniority),
		number(p.YearsMin),
		text(p.Country),
		text(p.Workplace),
		text(p.Employer),
		number(first),
		text(string(p.Population)),
		p.ID,
	)
	return err
}

// clear removes what was believed of the postings before.
func (b *beliefs) clear(ps []aggregate.Posting) error {
	ids := make([]int64, len(ps))
	for i := range ps {
		ids[i] = ps[i].ID
	}
	arg, err := list(ids)
	if err != nil {
		return err
	}
	const theirs = ` WHERE posting_id IN (SELECT value FROM json_each(?))`
	if _, err := b.t.exec(`DELETE FROM posting_pay`+theirs, arg); err != nil {
		return err
	}
	if _, err := b.t.exec(`DELETE FROM posting_year_pay`+theirs, arg); err != nil {
		return err
	}
	if err := b.t.each(func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		b.oldSkills[s] = true
		return err
	}, `DELETE FROM posting_skill`+theirs+` RETURNING skill`, arg); err != nil {
		return err
	}
	return b.t.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		b.oldPlaces[id] = true
		return err
	}, `DELETE FROM posting_place`+theirs+` RETURNING place_id`, arg)
}

// putPlaces returns the id of the first place, 0 when there is none.
func (b *beliefs) putPlaces(p *aggregate.Posting) (int64, error) {
	var first int64
	for ord, pl := range p.Places {
		if pl == (aggregate.Place{}) {
			continue
		}
		id, err := b.place(pl)
		if err != nil {
			return 0, fmt.Errorf("place %v: %w", pl, err)
		}
		if first == 0 {
			first = id
		}
		if err := b.postingPlaces.add(append([]any{p.ID, ord, id}, pl.Columns()...)...); err != nil {
			return 0, fmt.Errorf("place %v: %w", pl, err)
		}
	}
	return first, nil
}

func (b *beliefs) place(pl aggregate.Place) (int64, error) {
	if id := b.places[pl]; id != 0 {
		return id, nil
	}
	var id int64
	found, err := b.t.get(
		[]any{&id},
		`SELECT id FROM place WHERE country = ? AND region = ? AND city = ? AND metro = ?`,
		pl.Country,
		pl.Region,
		pl.City,
		pl.Metro,
	)
	if err == nil && !found {
		id, err = b.t.insert(`INSERT INTO place (country, region, city, metro, origin, licence) VALUES (?, ?, ?, ?,
			'postings', '')`, pl.Country, pl.Region, pl.City, pl.Metro)
	}
	b.places[pl] = id
	return id, err
}

func (b *beliefs) putPay(p *aggregate.Posting) error {
	for ord, y := range p.Pay {
		if err := b.pays.add(append([]any{p.ID, ord}, y.Columns()...)...); err != nil {
			return fmt.Errorf("pay %d: %w", ord, err)
		}
	}
	for _, y := range p.Years {
		if err := b.years.add(p.ID, string(y.Population), y.Currency, y.Place, number(y.Min), number(y.Max), number(y.Mid),
			number(y.Lowest), number(y.Highest)); err != nil {
			return fmt.Errorf("pay a year: %w", err)
		}
	}
	return nil
}

func (b *beliefs) putSkills(p *aggregate.Posting) error {
	for _, s := range p.Skills {
		if !b.skills[s.Name] {
			if _, err := b.t.exec(`INSERT INTO skill (name, origin, licence) VALUES (?, 'aggregate/skill', 'MIT')
				ON CONFLICT DO NOTHING`, s.Name); err != nil {
				return fmt.Errorf("skill %q: %w", s.Name, err)
			}
			b.skills[s.Name] = true
		}
		if err := b.postingSkills.add(append([]any{p.ID}, s.Columns()...)...); err != nil {
			return fmt.Errorf("skill %q: %w", s.Name, err)
		}
	}
	return nil
}

// settle puts the rows that are left and drops what nothing refers to any more.
func (b *beliefs) settle() error {
	for _, rows := range []*inserts{b.postingPlaces, b.pays, b.years, b.postingSkills} {
		if err := rows.flush(); err != nil {
			return err
		}
	}
	for name := range b.oldSkills {
		if _, err := b.t.exec(`DELETE FROM skill WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM posting_skill
			WHERE skill = ?1)`, name); err != nil {
			return fmt.Errorf("skill %q: %w", name, err)
		}
	}
	for id := range b.oldPlaces {
		if _, err := b.t.exec(`DELETE FROM place WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM posting_place
			WHERE place_id = ?1)`, id); err != nil {
			return fmt.Errorf("place %d: %w", id, err)
		}
	}
	return nil
}
