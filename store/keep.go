package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"backpay/aggregate"
)

// placeChunk is how many postings get their place in one transaction: fewer than
// the pages that the writer's cache holds, as each may be on a page of its own.
const placeChunk = 256

// pairChunk is of how many postings the pairs are read by one statement.
const pairChunk = 20_000

// Keep keeps what a match found. It is done in several transactions, and a
// match that is broken off is taken up by the next one: a posting is stale
// until its place is kept, and a place that differs from what is found is
// written again.
func (s Identities) Keep(ctx context.Context, c aggregate.Change) error {
	if err := s.keepPairs(ctx, &c); err != nil {
		return fmt.Errorf("keep pairs: %w", err)
	}
	owners, err := s.employers(ctx)
	if err != nil {
		return fmt.Errorf("keep jobs: %w", err)
	}
	// A job's postings stand together, so that it is settled once.
	slices.SortFunc(c.Placements, func(a, b aggregate.Placement) int {
		return cmp.Or(cmp.Compare(a.Job, b.Job), cmp.Compare(a.ID, b.ID))
	})
	for chunk := range slices.Chunk(c.Placements, placeChunk) {
		err := s.db.write(ctx, func(t *txn) error {
			p := places{t: t, owners: owners, jobs: map[int64]bool{}, employers: map[int64]bool{}}
			for i := range chunk {
				if err := p.put(&chunk[i]); err != nil {
					return fmt.Errorf("posting %d: %w", chunk[i].ID, err)
				}
			}
			if err := p.place(); err != nil {
				return err
			}
			return p.settle()
		})
		if err != nil {
			return fmt.Errorf("keep jobs: %w", err)
		}
	}
	return s.keepEmployers(ctx, &c, owners)
}

func (s Identities) keepPairs(ctx context.Context, c *aggregate.Change) error {
	return s.db.write(ctx, func(t *txn) error {
		if _, err := t.exec(`DELETE FROM job_pair WHERE basis = 'user' AND decision = 'apart'`); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM job_ruling`); err != nil {
			return err
		}
		// What stands already is not written again.
		before := map[aggregate.Pair]bool{}
		for chunk := range slices.Chunk(c.Matched, pairChunk) {
			arg, err := list(chunk)
			if err != nil {
				return err
			}
			if err := eachPair(t, before, `a_posting_id IN (SELECT value FROM json_each(?)) AND across = 0`, arg); err != nil {
				return err
			}
		}
		if err := replacePairs(t, before, c.Pairs, 0); err != nil {
			return err
		}
		clear(before)
		if err := eachPair(t, before, `across = 1`); err != nil {
			return err
		}
		if err := replacePairs(t, before, c.Across, 1); err != nil {
			return err
		}
		for n, pairs := range [][][2]int64{c.Rulings.Apart, c.Rulings.Same} {
			for _, p := range pairs {
				if _, err := t.exec(`INSERT INTO job_ruling (a_posting_id, b_posting_id, same) VALUES (?, ?, ?)
					ON CONFLICT DO NOTHING`, p[0], p[1], n); err != nil {
					return err
				}
				if n == 0 {
					if err := putPair(t, min(p[0], p[1]), max(p[0], p[1]), "apart", "user", 0, 0); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// eachPair notes the pairs that are kept, of those that a condition names.
func eachPair(t *txn, into map[aggregate.Pair]bool, where string, args ...any) error {
	return t.each(func(r *sql.Rows) error {
		var p aggregate.Pair
		err := r.Scan(&p.A, &p.B, &p.Basis, &p.Score, &p.Merged)
		into[p] = true
		return err
	}, `SELECT a_posting_id, b_posting_id, basis, score, decision = 'merged' FROM job_pair WHERE `+where, args...)
}

// replacePairs makes pairs of those before, writing only what differs.
func replacePairs(t *txn, before map[aggregate.Pair]bool, pairs []aggregate.Pair, across int) error {
	var fresh []aggregate.Pair
	for _, p := range pairs {
		if before[p] {
			delete(before, p)
		} else {
			fresh = append(fresh, p)
		}
	}
	for p := range before {
		if _, err := t.exec(`DELETE FROM job_pair WHERE a_posting_id = ? AND b_posting_id = ? AND basis = ?`, p.A, p.B, string(p.Basis)); err != nil {
			return err
		}
	}
	for _, p := range fresh {
		decision := "review"
		if p.Merged {
			decision = "merged"
		}
		if err := putPair(t, p.A, p.B, decision, string(p.Basis), p.Score, across); err != nil {
			return err
		}
	}
	return nil
}

func putPair(t *txn, a, b int64, decision, basis string, score float64, across int) error {
	_, err := t.exec(`INSERT INTO job_pair (a_posting_id, b_posting_id, decision, basis, score, across) VALUES (?, ?,
		?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET decision = excluded.decision, score = excluded.score, across = excluded.across`, a, b, decision, basis, score, across)
	return err
}

// places is one transaction of Keep, and what it touched.
type places struct {
	t         *txn
	owners    map[string]int64 // employer.id by key
	jobs      map[int64]bool   // whose postings changed
	employers map[int64]bool
	placed    []int64 // the postings
	rows      [][]any // of posting_identity, as they become
}

func (s *places) put(p *aggregate.Placement) error {
	owner, ok := s.owners[p.Owner]
	if !ok {
		var err error
		if owner, err = s.t.insert(`INSERT INTO employer (key, name, origin, licence) VALUES (?, '', 'postings', '')`, p.Owner); err != nil {
			return fmt.Errorf("employer %q: %w", p.Owner, err)
		}
		s.owners[p.Owner] = owner
		s.employers[owner] = true
	}
	s.placed = append(s.placed, p.ID)
	if p.Was != p.Placed {
		s.rows = append(s.rows, []any{p.ID, owner, p.Cluster, p.Job, string(p.Basis), p.Score})
	}
	if p.Was.Job != p.Job && !s.jobs[p.Job] {
		if _, err := s.t.exec(`INSERT INTO job (id, employer_id, key) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, p.Job, owner, strconv.FormatInt(p.Job, 10)); err != nil {
			return err
		}
	}
	s.jobs[p.Job] = true
	if p.Was.Job != 0 {
		s.jobs[p.Was.Job] = true
	}
	if before := s.owners[p.Was.Owner]; before != 0 && before != owner {
		s.employers[before] = true
	}
	if !s.employers[owner] {
		same, err := s.upholds(owner, p)
		if err != nil {
			return err
		}
		s.employers[owner] = !same
	}
	return nil
}

// upholds reports whether a posting leaves what is known of its employer as it
// is: it doesn't name the employer, and is an agency's or not as most of its
// postings are.
func (s *places) upholds(owner int64, p *aggregate.Placement) (bool, error) {
	var first int64
	var agency bool
	found, err := s.t.get([]any{&first, &agency}, `SELECT COALESCE(first_posting_id, 0), agency FROM employer
		WHERE id = ?`, owner)
	return found && first > 0 && first < p.ID && agency == p.Agency, err
}

// place writes the postings' places, all in few statements: each of them costs
// more than a row.
func (s *places) place() error {
	rows, err := list(s.rows)
	if err != nil {
		return err
	}
	if _, err := s.t.exec(`INSERT INTO posting_identity (posting_id, employer_id, cluster_id, job_id, basis, score)
			SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)
				WHERE 1
		ON CONFLICT (posting_id) DO UPDATE SET employer_id = excluded.employer_id, cluster_id = excluded.cluster_id,
			job_id = excluded.job_id,
			basis = excluded.basis, score = excluded.score`, rows); err != nil {
		return err
	}
	ids, err := list(s.placed)
	if err != nil {
		return err
	}
	if _, err := s.t.exec(`UPDATE posting_head SET job_id = i.job_id FROM posting_identity i
		WHERE i.posting_id = posting_head.id AND posting_head.id IN (SELECT value FROM json_each(?))
			AND posting_head.job_id IS NOT i.job_id`, ids); err != nil {
		return err
	}
	_, err = s.t.exec(`UPDATE posting_print SET stale = 0 WHERE posting_id IN (SELECT value FROM json_each(?))
		AND stale = 1`, ids)
	return err
}

// settle brings the rows that sum postings up to date.
func (s *places) settle() error {
	if err := s.settleJobs(slices.Sorted(maps.Keys(s.jobs))); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	for id, touched := range s.employers {
		if !touched {
			continue
		}
		if err := s.settleEmployer(id); err != nil {
			return fmt.Errorf("employer %d: %w", id, err)
		}
	}
	return nil
}

// settleJobs makes a job say what the posting says that speaks for it.
func (s *places) settleJobs(ids []int64) error {
	arg, err := list(ids)
	if err != nil {
		return err
	}
	speakers, err := s.speakers(arg)
	if err != nil {
		return err
	}
	// An employer that loses a job may no longer be referenced.
	before := map[int64]int64{}
	if err := s.t.each(func(r *sql.Rows) error {
		var id, employer int64
		err := r.Scan(&id, &employer)
		before[id] = employer
		return err
	}, `SELECT id, employer_id FROM job WHERE id IN (SELECT value FROM json_each(?))`, arg); err != nil {
		return err
	}
	if err := s.t.each(func(r *sql.Rows) error {
		var id, employer int64
		err := r.Scan(&id, &employer)
		if before[id] == employer {
			delete(before, id)
		}
		return err
	}, `UPDATE job SET (canonical_posting_id, title, role, seniority, country, employer_id) = (
			SELECT p.id, p.title, p.role, p.seniority, p.country, COALESCE(e.same_as, e.id)
				FROM posting p JOIN posting_identity i ON i.posting_id = p.id JOIN employer e ON e.id = i.employer_id
				WHERE p.id = speaker.value ->> 1),
			n_postings = (SELECT COUNT(*) FROM posting p WHERE p.job_id = job.id),
			reposted = (SELECT COUNT(*) FROM posting b WHERE b.job_id = job.id AND EXISTS (
					SELECT 1 FROM posting a WHERE a.job_id = job.id AND a.gone_at <= b.first_seen_at))
				+ (SELECT COUNT(*) FROM posting p JOIN posting_version v ON v.posting_id = p.id
					WHERE p.job_id = job.id AND v.changed = 'reposted')
		FROM json_each(?) speaker WHERE job.id = speaker.value ->> 0 RETURNING id, employer_id`, speakers); err != nil {
		return err
	}
	for _, employer := range before {
		s.employers[employer] = true
	}
	if _, err := s.t.exec(`DELETE FROM job_source_pay WHERE job_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
			SELECT 1 FROM posting_identity WHERE job_id = job_source_pay.job_id)`, arg); err != nil {
		return err
	}
	_, err = s.t.exec(`DELETE FROM job WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1
		FROM posting_identity WHERE job_id = job.id)`, arg)
	return err
}

// speakers are the postings that speak for jobs, as [[job, posting], ...].
func (s *places) speakers(jobs string) (string, error) {
	var last int64
	var best aggregate.Speaker
	var rows [][2]int64
	err := s.t.each(func(r *sql.Rows) error {
		var job int64
		var p aggregate.Speaker
		err := r.Scan(&job, &p.Posting, &p.Agency, &p.Counted, &p.Paid, &p.Described, &p.Date, &p.Source, &p.SourceID)
		switch {
		case job != last:
			rows = append(rows, [2]int64{job, p.Posting})
		case p.Compare(best) < 0:
			rows[len(rows)-1][1] = p.Posting
		default:
			return err
		}
		last, best = job, p
		return err
	}, `SELECT p.job_id, p.id, t.agency,
			EXISTS (SELECT 1 FROM posting_year_pay y WHERE y.posting_id = p.id AND y.mid IS NOT NULL),
			EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.origin <> 'predicted'),
			p.description IS NOT NULL, COALESCE(p.posted_at, p.first_seen_at), p.source, p.source_id
		FROM json_each(?) j CROSS JOIN posting p ON p.job_id = j.value JOIN posting_print t ON t.posting_id = p.id
		ORDER BY j.key`, jobs)
	if err != nil {
		return "", err
	}
	return list(rows)
}

// settleEmployer names an employer as its oldest posting does.
func (s *places) settleEmployer(id int64) error {
	changed, err := s.t.exec(`UPDATE employer SET (first_posting_id, name) = (
			SELECT p.id, COALESCE(p.employer, '') FROM posting_identity i JOIN posting p ON p.id = i.posting_id
				WHERE i.employer_id = employer.id ORDER BY p.id LIMIT 1),
			agency = (SELECT AVG(t.agency) >= .5 FROM posting_identity i JOIN posting_print t
				ON t.posting_id = i.posting_id WHERE i.employer_id = employer.id)
		WHERE id = ? AND EXISTS (SELECT 1 FROM posting_identity i WHERE i.employer_id = employer.id)`, id)
	if err != nil || changed > 0 {
		return err
	}
	// A job of another chunk may hold it still: then that chunk settles it.
	_, err = s.t.exec(`DELETE FROM employer WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM job WHERE employer_id = ?1)
		AND NOT EXISTS (SELECT 1 FROM employer WHERE same_as = ?1)`, id)
	return err
}
