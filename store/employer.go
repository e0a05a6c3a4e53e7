package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"backpay/aggregate"
)

// keepEmployers keeps why names are one employer's, and which employers have the
// same adverts. Jobs go to the employer that stands for the others.
func (s Identities) keepEmployers(ctx context.Context, c *aggregate.Change, owners map[string]int64) error {
	same := map[int64]int64{}
	for owner, head := range c.Heads {
		if a, b := owners[owner], owners[head]; a != 0 && b != 0 {
			same[a] = b
		}
	}
	err := s.db.write(ctx, func(t *txn) error {
		if err := keepLinks(t, c.Employers); err != nil {
			return err
		}
		changed, err := keepSame(t, same)
		if err != nil || len(changed) == 0 {
			return err
		}
		arg, err := list(changed)
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE job SET employer_id = (SELECT COALESCE(e.same_as, e.id) FROM posting_identity i
			JOIN employer e ON e.id = i.employer_id
				WHERE i.posting_id = job.canonical_posting_id)
			WHERE canonical_posting_id IN (SELECT posting_id FROM posting_identity WHERE employer_id IN (SELECT value
				FROM json_each(?)))`, arg)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep employers: %w", err)
	}
	return nil
}

// keepLinks writes only what differs.
func keepLinks(t *txn, links []aggregate.EmployerLink) error {
	before := map[aggregate.EmployerLink]bool{}
	if err := t.each(func(r *sql.Rows) error {
		var l aggregate.EmployerLink
		err := r.Scan(&l.A, &l.B, &l.Basis, &l.Evidence)
		before[l] = true
		return err
	}, `SELECT a_key, b_key, basis, evidence FROM employer_link`); err != nil {
		return err
	}
	var fresh []aggregate.EmployerLink
	for _, l := range links {
		if before[l] {
			delete(before, l)
		} else {
			fresh = append(fresh, l)
		}
	}
	for l := range before {
		if _, err := t.exec(`DELETE FROM employer_link WHERE a_key = ? AND b_key = ?`, l.A, l.B); err != nil {
			return err
		}
	}
	for _, l := range fresh {
		if _, err := t.exec(`INSERT INTO employer_link (a_key, b_key, basis, evidence) VALUES (?, ?, ?, ?)`, l.A, l.B, l.Basis, l.Evidence); err != nil {
			return err
		}
	}
	return nil
}

// keepSame brings employer.same_as to what it should be and returns the
// employers that changed.
func keepSame(t *txn, same map[int64]int64) (changed []int64, err error) {
	before := map[int64]int64{}
	if err := t.each(func(r *sql.Rows) error {
		var id, head int64
		err := r.Scan(&id, &head)
		before[id] = head
		return err
	}, `SELECT id, same_as FROM employer WHERE same_as IS NOT NULL`); err != nil {
		return nil, err
	}
	for id, head := range same {
		if before[id] != head {
			changed = append(changed, id)
		}
	}
	for id := range before {
		if same[id] == 0 {
			changed = append(changed, id)
		}
	}
	slices.Sort(changed)
	for _, id := range changed {
		if _, err := t.exec(`UPDATE employer SET same_as = NULLIF(?, 0) WHERE id = ?`, same[id], id); err != nil {
			return nil, err
		}
	}
	// What held them may have nothing left.
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, err := t.exec(`DELETE FROM employer WHERE id IN (?, ?) AND NOT EXISTS (SELECT 1 FROM posting_identity i
			WHERE i.employer_id = employer.id)
			AND NOT EXISTS (SELECT 1 FROM job j WHERE j.employer_id = employer.id) AND NOT EXISTS (SELECT 1
				FROM employer o WHERE o.same_as = employer.id)`, id, before[id]); err != nil {
			return nil, err
		}
	}
	return changed, nil
}
