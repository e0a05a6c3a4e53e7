package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"backpay/aggregate"
	"backpay/scraper"
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

func (db *DB) saidPage(ctx context.Context, where string, after int64) ([]aggregate.Said, error) {
	rows, err := db.r.QueryContext(ctx, "SELECT id, source, record, COALESCE(description, '') FROM posting WHERE "+where+" ORDER BY id LIMIT ?", after, page)
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
// Jobs, employers, places and skills that nothing refers to any more go.
//
// The outcome doesn't depend on the way there: putting a few changed postings
// leaves what putting all of them would.
func (db *DB) PutBeliefs(ctx context.Context, ps []aggregate.Posting) error {
	err := db.write(ctx, func(t *txn) error {
		b := beliefs{
			t: t, jobs: map[int64]bool{}, skills: map[string]bool{}, places: map[aggregate.Place]int64{},
			oldSkills: map[string]bool{}, oldPlaces: map[int64]bool{}, oldEmployers: map[int64]bool{},
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
	jobs   map[int64]bool            // whose postings changed
	skills map[string]bool           // known to be in the dictionary
	places map[aggregate.Place]int64 // place.id

	oldSkills    map[string]bool // perhaps of no use any more
	oldPlaces    map[int64]bool
	oldEmployers map[int64]bool // whose naming posting may have left
}

func (b *beliefs) put(p *aggregate.Posting) error {
	var job sql.NullInt64
	found, err := b.t.get([]any{&job}, `SELECT job_id FROM posting WHERE id = ?`, p.ID)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("is not in the database")
	}
	if job.Valid {
		b.jobs[job.Int64] = true
		if err := b.clear(p.ID, job.Int64); err != nil {
			return err
		}
	}
	id, err := b.job(p)
	if err != nil {
		return err
	}
	b.jobs[id] = true
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
	_, err = b.t.exec(`UPDATE posting SET role = ?, role_rule = ?, seniority = ?, years_min = ?, country = ?, workplace = ?, employer = ?,
			place_id = ?, job_id = ?, stale = 0 WHERE id = ?`,
		text(p.Role), text(p.RoleRule), text(p.Seniority), number(p.YearsMin), text(p.Country), text(p.Workplace), text(p.Employer),
		number(first), id, p.ID)
	return err
}

// clear removes what was believed of a posting before.
func (b *beliefs) clear(posting, job int64) error {
	if _, err := b.t.exec(`DELETE FROM posting_pay WHERE posting_id = ?`, posting); err != nil {
		return err
	}
	if err := b.t.each(func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		b.oldSkills[s] = true
		return err
	}, `DELETE FROM posting_skill WHERE posting_id = ? RETURNING skill`, posting); err != nil {
		return err
	}
	if err := b.t.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		b.oldPlaces[id] = true
		return err
	}, `DELETE FROM posting_place WHERE posting_id = ? RETURNING place_id`, posting); err != nil {
		return err
	}
	return b.t.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		b.oldEmployers[id] = true
		return err
	}, `SELECT e.id FROM job j JOIN employer e ON e.id = j.employer_id WHERE j.id = ? AND e.first_posting_id = ?`, job, posting)
}

// job returns the id of the posting's job, made when there is none. A posting
// without an employer or an opening of its own kind stands alone.
func (b *beliefs) job(p *aggregate.Posting) (int64, error) {
	employerKey, jobKey := p.EmployerKey, p.JobKey
	if employerKey == "" {
		employerKey = fmt.Sprintf("?posting:%d", p.ID)
	}
	if jobKey == "" {
		jobKey = fmt.Sprintf("?posting:%d", p.ID)
	}
	var employer, first int64
	found, err := b.t.get([]any{&employer, &first}, `SELECT id, COALESCE(first_posting_id, 9223372036854775807) FROM employer WHERE key = ?`, employerKey)
	if err != nil {
		return 0, err
	}
	switch {
	case !found:
		employer, err = b.t.insert(`INSERT INTO employer (key, name, first_posting_id, origin, licence) VALUES (?, ?, ?, 'postings', '')`, employerKey, p.Employer, p.ID)
	case p.ID <= first:
		_, err = b.t.exec(`UPDATE employer SET name = ?, first_posting_id = ? WHERE id = ?`, p.Employer, p.ID, employer)
	}
	if err != nil {
		return 0, fmt.Errorf("employer %q: %w", p.Employer, err)
	}
	var id int64
	found, err = b.t.get([]any{&id}, `SELECT id FROM job WHERE employer_id = ? AND key = ?`, employer, jobKey)
	if err == nil && !found {
		id, err = b.t.insert(`INSERT INTO job (employer_id, key) VALUES (?, ?)`, employer, jobKey)
	}
	if err != nil {
		return 0, fmt.Errorf("job %q: %w", jobKey, err)
	}
	return id, nil
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
		if _, err := b.t.exec(`INSERT INTO posting_place (posting_id, ord, place_id, country, region, city, metro) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			p.ID, ord, id, text(pl.Country), text(pl.Region), text(pl.City), text(pl.Metro)); err != nil {
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
	found, err := b.t.get([]any{&id}, `SELECT id FROM place WHERE country = ? AND region = ? AND city = ? AND metro = ?`, pl.Country, pl.Region, pl.City, pl.Metro)
	if err == nil && !found {
		id, err = b.t.insert(`INSERT INTO place (country, region, city, metro, origin, licence) VALUES (?, ?, ?, ?, 'postings', '')`, pl.Country, pl.Region, pl.City, pl.Metro)
	}
	b.places[pl] = id
	return id, err
}

func (b *beliefs) putPay(p *aggregate.Posting) error {
	for ord, y := range p.Pay {
		var start, end any
		if y.QuoteStart >= 0 && y.Origin == scraper.Text {
			start, end = y.QuoteStart, y.QuoteEnd
		}
		if _, err := b.t.exec(`INSERT INTO posting_pay (posting_id, ord, min, max, currency, period, kind, origin, quote, quote_start, quote_end,
				rule, annual_min, annual_max, annual_factor, flag) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.ID, ord, number(y.Min), number(y.Max), text(y.Currency), text(y.Period), y.Kind, string(y.Origin), text(y.Quote), start, end,
			text(y.Rule), number(y.AnnualMin), number(y.AnnualMax), number(y.AnnualFactor), text(y.Flag)); err != nil {
			return fmt.Errorf("pay %d: %w", ord, err)
		}
	}
	return nil
}

func (b *beliefs) putSkills(p *aggregate.Posting) error {
	for _, s := range p.Skills {
		if !b.skills[s.Name] {
			if _, err := b.t.exec(`INSERT INTO skill (name, origin, licence) VALUES (?, 'aggregate/skill', 'MIT') ON CONFLICT DO NOTHING`, s.Name); err != nil {
				return fmt.Errorf("skill %q: %w", s.Name, err)
			}
			b.skills[s.Name] = true
		}
		var start any
		if s.QuoteStart >= 0 {
			start = s.QuoteStart
		}
		if _, err := b.t.exec(`INSERT INTO posting_skill (posting_id, skill, quote_start) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, p.ID, s.Name, start); err != nil {
			return fmt.Errorf("skill %q: %w", s.Name, err)
		}
	}
	return nil
}

// settle brings the rows that sum postings up to date.
func (b *beliefs) settle() error {
	for id := range b.jobs {
		if err := b.settleJob(id); err != nil {
			return fmt.Errorf("job %d: %w", id, err)
		}
	}
	for id := range b.oldEmployers {
		if err := b.settleEmployer(id); err != nil {
			return fmt.Errorf("employer %d: %w", id, err)
		}
	}
	for name := range b.oldSkills {
		if _, err := b.t.exec(`DELETE FROM skill WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM posting_skill WHERE skill = ?1)`, name); err != nil {
			return fmt.Errorf("skill %q: %w", name, err)
		}
	}
	for id := range b.oldPlaces {
		if _, err := b.t.exec(`DELETE FROM place WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM posting_place WHERE place_id = ?1)`, id); err != nil {
			return fmt.Errorf("place %d: %w", id, err)
		}
	}
	return nil
}

// settleJob chooses the posting that speaks for the job: the one that tells
// most (pay that counts, any pay, a description), and of equals the oldest.
func (b *beliefs) settleJob(id int64) error {
	changed, err := b.t.exec(`UPDATE job SET (canonical_posting_id, title, role, seniority, country) = (
			SELECT p.id, p.title, p.role, p.seniority, p.country FROM posting p WHERE p.job_id = job.id ORDER BY
				EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.kind = 'base' AND y.origin <> 'predicted'
					AND y.flag IS NULL AND y.annual_min > 0 AND y.annual_max > 0) DESC,
				EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.origin <> 'predicted') DESC,
				p.description IS NOT NULL DESC, p.id LIMIT 1),
			n_postings = (SELECT COUNT(*) FROM posting p WHERE p.job_id = job.id)
		WHERE id = ? AND EXISTS (SELECT 1 FROM posting p WHERE p.job_id = job.id)`, id)
	if err != nil || changed > 0 {
		return err
	}
	var employer int64
	if _, err := b.t.get([]any{&employer}, `DELETE FROM job WHERE id = ? RETURNING employer_id`, id); err != nil {
		return err
	}
	b.oldEmployers[employer] = true
	return nil
}

// settleEmployer names an employer as its oldest posting does.
func (b *beliefs) settleEmployer(id int64) error {
	changed, err := b.t.exec(`UPDATE employer SET (first_posting_id, name) = (
			SELECT p.id, COALESCE(p.employer, '') FROM job j JOIN posting p ON p.job_id = j.id WHERE j.employer_id = employer.id ORDER BY p.id LIMIT 1)
		WHERE id = ? AND EXISTS (SELECT 1 FROM job j WHERE j.employer_id = employer.id)`, id)
	if err != nil || changed > 0 {
		return err
	}
	_, err = b.t.exec(`DELETE FROM employer WHERE id = ?`, id)
	return err
}
