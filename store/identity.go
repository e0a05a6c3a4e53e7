package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"backpay/aggregate"
)

// Identities keeps which postings are one job, for package dedupe to match.
type Identities struct{ db *DB }

// Identities returns the keeper of this file's matches.
func (db *DB) Identities() Identities { return Identities{db} }

// putPrint keeps a posting's print and that it has to be matched.
func putPrint(t *txn, p *aggregate.Posting) error {
	h := &p.Print
	if _, err := t.exec(`INSERT INTO posting_print (posting_id, employer, alias, agency, title, exact, sample, stale) VALUES (?, ?, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (posting_id) DO UPDATE SET employer = excluded.employer, alias = excluded.alias, agency = excluded.agency,
			title = excluded.title, exact = excluded.exact, sample = excluded.sample, stale = 1`,
		p.ID, h.Employer, h.Alias, h.Agency, int64(h.Title), h.PackKeys(), h.PackSample()); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO posting_text_print (posting_id, print) VALUES (?, ?) ON CONFLICT (posting_id) DO UPDATE SET print = excluded.print`,
		p.ID, h.PackText())
	return err
}

// Heads returns what is kept of every posting that has beliefs, by id. It is
// read in pages, so that no read stays open while the caller writes.
func (s Identities) Heads(ctx context.Context) iter.Seq2[aggregate.Known, error] {
	return func(yield func(aggregate.Known, error) bool) {
		owners, err := s.employers(ctx)
		if err != nil {
			yield(aggregate.Known{}, fmt.Errorf("read prints: %w", err))
			return
		}
		names := make(map[int64]string, len(owners))
		for key, id := range owners {
			names[id] = key
		}
		const page = 5000
		var after int64
		for {
			batch := make([]aggregate.Known, 0, page)
			rows, err := s.db.r.QueryContext(ctx, `SELECT p.posting_id, p.employer, p.alias, p.agency, p.title, p.exact, p.sample, p.stale,
					i.employer_id, i.cluster_id, i.job_id, i.basis, i.score
				FROM posting_print p LEFT JOIN posting_identity i ON i.posting_id = p.posting_id
				WHERE p.posting_id > ? ORDER BY p.posting_id LIMIT ?`, after, page)
			if err == nil {
				err = eachRow(rows, func(r *sql.Rows) error {
					var k aggregate.Known
					err := scanKnown(r, &k, names)
					batch = append(batch, k)
					return err
				})
			}
			if err != nil {
				yield(aggregate.Known{}, fmt.Errorf("read prints: %w", err))
				return
			}
			for _, k := range batch {
				if !yield(k, nil) {
					return
				}
				after = k.ID
			}
			if len(batch) < page {
				return
			}
		}
	}
}

func scanKnown(r *sql.Rows, k *aggregate.Known, owners map[int64]string) error {
	var exact, sample sql.RawBytes
	var employer, cluster, job sql.NullInt64
	var basis sql.NullString
	var score sql.NullFloat64
	if err := r.Scan(&k.ID, &k.Employer, &k.Alias, &k.Agency, &k.Title, &exact, &sample, &k.Stale, &employer, &cluster, &job, &basis, &score); err != nil {
		return err
	}
	if employer.Valid {
		k.Placed = aggregate.Placed{
			Owner: owners[employer.Int64], Cluster: cluster.Int64, Job: job.Int64, Basis: aggregate.Basis(basis.String), Score: score.Float64,
		}
	}
	return k.Unpack(exact, sample)
}

// employers are the ids of all employers by key.
func (s Identities) employers(ctx context.Context) (map[string]int64, error) {
	rows, err := s.db.r.QueryContext(ctx, `SELECT id, key FROM employer`)
	if err != nil {
		return nil, err
	}
	all := map[string]int64{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var id int64
		var key string
		err := r.Scan(&id, &key)
		all[key] = id
		return err
	})
	return all, err
}

// Prints returns the prints of these postings.
func (s Identities) Prints(ctx context.Context, ids []int64) ([]aggregate.Print, error) {
	arg, err := list(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.r.QueryContext(ctx, `SELECT p.posting_id, p.employer, p.alias, p.agency, p.title, p.exact, p.sample, t.print
		FROM posting_print p JOIN posting_text_print t ON t.posting_id = p.posting_id WHERE p.posting_id IN (SELECT value FROM json_each(?))`, arg)
	if err != nil {
		return nil, fmt.Errorf("read prints: %w", err)
	}
	out := make([]aggregate.Print, 0, len(ids))
	err = eachRow(rows, func(r *sql.Rows) error {
		var p aggregate.Print
		var exact, sample, rest sql.RawBytes
		if err := r.Scan(&p.ID, &p.Employer, &p.Alias, &p.Agency, &p.Title, &exact, &sample, &rest); err != nil {
			return err
		}
		if err := p.Unpack(exact, sample); err != nil {
			return fmt.Errorf("posting %d: %w", p.ID, err)
		}
		if err := p.UnpackText(rest); err != nil {
			return fmt.Errorf("posting %d: %w", p.ID, err)
		}
		out = append(out, p)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read prints: %w", err)
	}
	return out, nil
}

// Across returns the pairs over two employers.
func (s Identities) Across(ctx context.Context) ([]aggregate.Pair, error) {
	rows, err := s.db.r.QueryContext(ctx, `SELECT a_posting_id, b_posting_id, basis, score, decision = 'merged' FROM job_pair WHERE across = 1 ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	var out []aggregate.Pair
	err = eachRow(rows, func(r *sql.Rows) error {
		var p aggregate.Pair
		err := r.Scan(&p.A, &p.B, &p.Basis, &p.Score, &p.Merged)
		out = append(out, p)
		return err
	})
	return out, err
}

// Rulings returns the user's word as it stood at the last match.
func (s Identities) Rulings(ctx context.Context) (aggregate.Rulings, error) {
	var out aggregate.Rulings
	rows, err := s.db.r.QueryContext(ctx, `SELECT a_posting_id, b_posting_id, same FROM job_ruling ORDER BY 1, 2, 3`)
	if err != nil {
		return out, fmt.Errorf("read rulings: %w", err)
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var p [2]int64
		var same bool
		err := r.Scan(&p[0], &p[1], &same)
		if same {
			out.Same = append(out.Same, p)
		} else {
			out.Apart = append(out.Apart, p)
		}
		return err
	})
	return out, err
}

// PostingIDs returns the ids of postings by "SOURCE/ID", as the source names
// them, or by address: of those that there are.
func (db *DB) PostingIDs(ctx context.Context, names []string) (map[string]int64, error) {
	arg, err := list(names)
	if err != nil {
		return nil, err
	}
	rows, err := db.r.QueryContext(ctx, `SELECT n.value, p.id FROM json_each(?) n JOIN posting p
		ON p.source = substr(n.value, 1, instr(n.value, '/') - 1) AND p.source_id = substr(n.value, instr(n.value, '/') + 1)`, arg)
	if err != nil {
		return nil, fmt.Errorf("look up postings: %w", err)
	}
	out := map[string]int64{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var name string
		var id int64
		err := r.Scan(&name, &id)
		out[name] = id
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up postings: %w", err)
	}
	return out, nil
}

// placeChunk is how many postings get their place in one transaction.
const placeChunk = 2000

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
			return p.settle()
		})
		if err != nil {
			return fmt.Errorf("keep jobs: %w", err)
		}
	}
	return nil
}

func (s Identities) keepPairs(ctx context.Context, c *aggregate.Change) error {
	return s.db.write(ctx, func(t *txn) error {
		for chunk := range slices.Chunk(c.Matched, 10*placeChunk) {
			arg, err := list(chunk)
			if err != nil {
				return err
			}
			if _, err := t.exec(`DELETE FROM job_pair WHERE a_posting_id IN (SELECT value FROM json_each(?)) AND across = 0`, arg); err != nil {
				return err
			}
		}
		if _, err := t.exec(`DELETE FROM job_pair WHERE across = 1 OR basis = 'user' AND decision = 'apart'`); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM job_ruling`); err != nil {
			return err
		}
		for n, pairs := range [][]aggregate.Pair{c.Pairs, c.Across} {
			for _, p := range pairs {
				decision := "review"
				if p.Merged {
					decision = "merged"
				}
				if err := putPair(t, p.A, p.B, decision, string(p.Basis), p.Score, n); err != nil {
					return err
				}
			}
		}
		for n, pairs := range [][][2]int64{c.Rulings.Apart, c.Rulings.Same} {
			for _, p := range pairs {
				if _, err := t.exec(`INSERT INTO job_ruling (a_posting_id, b_posting_id, same) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, p[0], p[1], n); err != nil {
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

func putPair(t *txn, a, b int64, decision, basis string, score float64, across int) error {
	_, err := t.exec(`INSERT INTO job_pair (a_posting_id, b_posting_id, decision, basis, score, across) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET decision = excluded.decision, score = excluded.score, across = excluded.across`, a, b, decision, basis, score, across)
	return err
}

// places is one transaction of Keep, and what it touched.
type places struct {
	t         *txn
	owners    map[string]int64 // employer.id by key
	jobs      map[int64]bool   // whose postings changed
	employers map[int64]bool
}

func (s *places) put(p *aggregate.Placement) error {
	owner, ok := s.owners[p.Owner]
	if !ok {
		var err error
		if owner, err = s.t.insert(`INSERT INTO employer (key, name, origin, licence) VALUES (?, '', 'postings', '')`, p.Owner); err != nil {
			return fmt.Errorf("employer %q: %w", p.Owner, err)
		}
		s.owners[p.Owner] = owner
	}
	if !s.jobs[p.Job] {
		if _, err := s.t.exec(`INSERT INTO job (id, employer_id, key) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, p.Job, owner, strconv.FormatInt(p.Job, 10)); err != nil {
			return err
		}
	}
	s.jobs[p.Job], s.employers[owner] = true, true
	var was aggregate.Placed
	var before int64
	found, err := s.t.get([]any{&was.Cluster, &was.Job, &was.Basis, &was.Score, &before},
		`SELECT cluster_id, job_id, basis, score, employer_id FROM posting_identity WHERE posting_id = ?`, p.ID)
	if err != nil {
		return err
	}
	if found {
		s.jobs[was.Job], s.employers[before] = true, true
		was.Owner = p.Owner
	}
	if !found || was != p.Placed || before != owner {
		if _, err := s.t.exec(`INSERT INTO posting_identity (posting_id, employer_id, cluster_id, job_id, basis, score) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (posting_id) DO UPDATE SET employer_id = excluded.employer_id, cluster_id = excluded.cluster_id, job_id = excluded.job_id,
				basis = excluded.basis, score = excluded.score`, p.ID, owner, p.Cluster, p.Job, string(p.Basis), p.Score); err != nil {
			return err
		}
	}
	if !found || was.Job != p.Job {
		if _, err := s.t.exec(`UPDATE posting SET job_id = ? WHERE id = ?`, p.Job, p.ID); err != nil {
			return err
		}
	}
	_, err = s.t.exec(`UPDATE posting_print SET stale = 0 WHERE posting_id = ? AND stale = 1`, p.ID)
	return err
}

// settle brings the rows that sum postings up to date.
func (s *places) settle() error {
	for id := range s.jobs {
		var employer int64
		if found, err := s.t.get([]any{&employer}, `SELECT employer_id FROM job WHERE id = ?`, id); err != nil {
			return err
		} else if found {
			s.employers[employer] = true // it may lose the job
		}
		if err := s.settleJob(id); err != nil {
			return fmt.Errorf("job %d: %w", id, err)
		}
	}
	for id := range s.employers {
		if err := s.settleEmployer(id); err != nil {
			return fmt.Errorf("employer %d: %w", id, err)
		}
	}
	return nil
}

// settleJob chooses the posting that speaks for the job: the employer's own
// before a recruiter's, then the one that tells most (pay that counts, any
// pay, a description), and of equals the oldest.
func (s *places) settleJob(id int64) error {
	changed, err := s.t.exec(`UPDATE job SET (canonical_posting_id, title, role, seniority, country, employer_id) = (
			SELECT p.id, p.title, p.role, p.seniority, p.country, i.employer_id
				FROM posting p JOIN posting_identity i ON i.posting_id = p.id JOIN posting_print t ON t.posting_id = p.id
				WHERE p.job_id = job.id ORDER BY t.agency,
				EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.kind = 'base' AND y.origin <> 'predicted'
					AND y.flag IS NULL AND y.annual_min > 0 AND y.annual_max > 0) DESC,
				EXISTS (SELECT 1 FROM posting_pay y WHERE y.posting_id = p.id AND y.origin <> 'predicted') DESC,
				p.description IS NOT NULL DESC, p.id LIMIT 1),
			n_postings = (SELECT COUNT(*) FROM posting p WHERE p.job_id = job.id),
			reposted = (SELECT COUNT(*) FROM posting b WHERE b.job_id = job.id AND EXISTS (
					SELECT 1 FROM posting a WHERE a.job_id = job.id AND a.gone_at <= b.first_seen_at))
				+ (SELECT COUNT(*) FROM posting p JOIN posting_version v ON v.posting_id = p.id WHERE p.job_id = job.id AND v.changed = 'reposted')
		WHERE id = ? AND EXISTS (SELECT 1 FROM posting p WHERE p.job_id = job.id)`, id)
	if err != nil || changed > 0 {
		return err
	}
	_, err = s.t.exec(`DELETE FROM job WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM posting_identity WHERE job_id = ?1)`, id)
	return err
}

// settleEmployer names an employer as its oldest posting does.
func (s *places) settleEmployer(id int64) error {
	changed, err := s.t.exec(`UPDATE employer SET (first_posting_id, name) = (
			SELECT p.id, COALESCE(p.employer, '') FROM posting_identity i JOIN posting p ON p.id = i.posting_id WHERE i.employer_id = employer.id ORDER BY p.id LIMIT 1),
			agency = (SELECT AVG(t.agency) >= .5 FROM posting_identity i JOIN posting_print t ON t.posting_id = i.posting_id WHERE i.employer_id = employer.id)
		WHERE id = ? AND EXISTS (SELECT 1 FROM posting_identity i WHERE i.employer_id = employer.id)`, id)
	if err != nil || changed > 0 {
		return err
	}
	// A job of another chunk may hold it still: then that chunk settles it.
	_, err = s.t.exec(`DELETE FROM employer WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM job WHERE employer_id = ?1)`, id)
	return err
}
