package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"backpay/aggregate"
)

// Identities keeps which postings are one job, for package dedupe to match.
type Identities struct{ db *DB }

// Identities returns the keeper of this file's matches.
func (db *DB) Identities() Identities { return Identities{db} }

// putPrint keeps a posting's print and that it has to be matched.
func putPrint(t *txn, p *aggregate.Posting) error {
	h := &p.Print
	if _, err := t.exec(`INSERT INTO posting_print (posting_id, employer, names, agency, title, exact, sample, places,
		stale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (posting_id) DO UPDATE SET employer = excluded.employer, names = excluded.names,
			agency = excluded.agency,
			title = excluded.title, exact = excluded.exact, sample = excluded.sample, places = excluded.places, stale = 1`,
		p.ID, h.Employer, h.Names, h.Agency, int64(h.Title), h.PackKeys(), h.PackSample(), h.PackPlaces()); err != nil {
		return err
	}
	text := h.Text
	text.Shingles, text.Themes = nil, nil // Texts gives what they are read from
	_, err := t.exec(`INSERT INTO posting_text_print (posting_id, print) VALUES (?, ?)
		ON CONFLICT (posting_id) DO UPDATE SET print = excluded.print`,
		p.ID, text.PackText())
	return err
}

// Heads returns what is kept of every posting that has beliefs, by id. It is
// read in pages, so that no read stays open for long.
func (s Identities) Heads(ctx context.Context) ([]aggregate.Known, error) {
	all, err := s.heads(ctx)
	if err != nil {
		return nil, fmt.Errorf("read prints: %w", err)
	}
	return all, nil
}

func (s Identities) heads(ctx context.Context) ([]aggregate.Known, error) {
	owners, err := s.employers(ctx)
	if err != nil {
		return nil, err
	}
	h := heads{owners: make(map[int64]string, len(owners)), words: make(map[string]string, len(owners))}
	for key, id := range owners {
		h.owners[id], h.words[key] = key, key
	}
	var n int
	if err := s.db.r.QueryRowContext(ctx, `SELECT COUNT(*) FROM posting_print`).Scan(&n); err != nil {
		return nil, err
	}
	all := make([]aggregate.Known, 0, n)
	const page = 5000
	for more := true; more; {
		var after int64
		from := len(all)
		if from > 0 {
			after = all[from-1].ID
		}
		if all, err = s.headsPage(ctx, &h, all, after, page); err != nil {
			return nil, err
		}
		more = len(all) == from+page
	}
	return all, nil
}

// headsPage appends a page of heads, and then in the same order what is known
// of them, which is quicker than a join.
func (s Identities) headsPage(
	ctx context.Context,
	h *heads,
	all []aggregate.Known,
	after int64,
	page int,
) ([]aggregate.Known, error) {
	n := len(all)
	rows, err := s.db.query(ctx, `SELECT posting_id, employer, names, agency, title, exact, sample, places, stale
		FROM posting_print
		WHERE posting_id > ? ORDER BY posting_id LIMIT ?`, after, page)
	if err == nil {
		// What is scanned into is made once: there are very many rows.
		var k aggregate.Known
		var employer, names, exact, sample, places sql.RawBytes
		into := []any{&k.ID, &employer, &names, &k.Agency, &k.Title, &exact, &sample, &places, &k.Stale}
		err = eachRow(rows, func(r *sql.Rows) error {
			if err := r.Scan(into...); err != nil {
				return err
			}
			k.Employer, k.Names, k.Keys = h.word(employer), h.word(names), nil
			k.Sample, k.Places = h.take(len(sample)/4), h.take(len(places)/4)
			err := k.Unpack(exact, sample, places)
			all = append(all, k)
			return err
		})
	}
	if err != nil || n == len(all) {
		return all, err
	}
	rows, err = s.db.query(ctx, `SELECT posting_id, employer_id, cluster_id, job_id, basis, score FROM posting_identity
		WHERE posting_id > ? AND posting_id <= ? ORDER BY posting_id`, after, all[len(all)-1].ID)
	if err != nil {
		return all, err
	}
	var id, owner int64
	var p aggregate.Placed
	var basis sql.RawBytes
	into := []any{&id, &owner, &p.Cluster, &p.Job, &basis, &p.Score}
	return all, eachRow(rows, func(r *sql.Rows) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		p.Owner, p.Basis = h.owners[owner], aggregate.Basis(h.word(basis))
		for n < len(all) && all[n].ID < id {
			n++
		}
		if n < len(all) && all[n].ID == id {
			all[n].Placed = p
		}
		return nil
	})
}

// heads is what heads share: of the same word there is one string, and many
// lists stand in one piece of memory.
type heads struct {
	owners map[int64]string // employer.key by id
	words  map[string]string
	room   []uint32
}

// take is room for a list of n.
func (h *heads) take(n int) []uint32 {
	if n > cap(h.room)-len(h.room) {
		h.room = make([]uint32, 0, max(n, 1<<16))
	}
	from := len(h.room)
	h.room = h.room[:from+n]
	return h.room[from : from : from+n]
}

func (h *heads) word(b []byte) string {
	if s, ok := h.words[string(b)]; ok {
		return s
	}
	s := string(b)
	h.words[s] = s
	return s
}

// employers are the ids of all employers by key.
func (s Identities) employers(ctx context.Context) (map[string]int64, error) {
	rows, err := s.db.query(ctx, `SELECT id, key FROM employer`)
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

// Texts fills in what is kept of the texts of prints, and what their adverts said.
func (s Identities) Texts(ctx context.Context, ps []aggregate.Print) error {
	ids, at := make([]int64, len(ps)), make(map[int64]int, len(ps))
	for i := range ps {
		ids[i], at[ps[i].ID] = ps[i].ID, i
	}
	arg, err := list(ids)
	if err != nil {
		return err
	}
	rows, err := s.db.query(ctx, `SELECT posting_id, print, COALESCE(description, '')
		FROM posting_text_print JOIN posting_said USING (posting_id) WHERE posting_id IN (SELECT value FROM json_each(?))`, arg)
	if err != nil {
		return fmt.Errorf("read prints: %w", err)
	}
	var id int64
	var text sql.RawBytes
	var said string
	into := []any{&id, &text, &said}
	err = eachRow(rows, func(r *sql.Rows) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		p := &ps[at[id]]
		if err := p.UnpackText(text); err != nil {
			return fmt.Errorf("posting %d: %w", id, err)
		}
		p.Said = said
		delete(at, id)
		return nil
	})
	for id := range at {
		err = errors.Join(err, fmt.Errorf("posting %d has none", id))
	}
	if err != nil {
		return fmt.Errorf("read prints: %w", err)
	}
	return nil
}

// Across returns the pairs over two employers.
func (s Identities) Across(ctx context.Context) ([]aggregate.Pair, error) {
	rows, err := s.db.query(ctx, `SELECT a_posting_id, b_posting_id, basis, score, decision = 'merged' FROM job_pair
		WHERE across = 1 ORDER BY 1, 2`)
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
	rows, err := s.db.query(ctx, `SELECT a_posting_id, b_posting_id, same FROM job_ruling ORDER BY 1, 2, 3`)
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
	rows, err := db.query(ctx, `SELECT n.value, p.id FROM json_each(?) n JOIN posting p
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
