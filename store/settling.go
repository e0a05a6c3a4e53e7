package store

import (
	"database/sql"
	"errors"
	"fmt"

	"backpay/scraper"
)

// settling is what the outcomes of one batch have in common, each written by one
// statement when all of them are kept.
type settling struct {
	run     Run
	done    []int64 // leases whose pages were read
	seen    []int64 // postings that stand on pages which nobody had to read
	sources map[string]*tally
	met     map[string]*met
	same    map[int64]samePage // by fetch.id, until they are settled
}

// samePage is what page_read has of a page that nobody had to read.
type samePage struct {
	postings []byte // as a JSON list
	board    sql.NullString
}

// look reads what is known of the pages of a batch that nobody had to read, in
// one query. Those that the batch brings anew too are looked at one by one.
func (s *settling) look(t *txn, outcomes []scraper.Outcome) error {
	var pages []int64
	anew := map[string]bool{}
	for i := range outcomes {
		if f := outcomes[i].Fetch; f != nil && !f.Same {
			anew[f.URL] = true
		}
	}
	for i := range outcomes {
		if f := outcomes[i].Fetch; f != nil && f.Same && !anew[f.URL] {
			pages = append(pages, f.Earlier)
		}
	}
	if len(pages) == 0 {
		return nil
	}
	ids, err := list(pages)
	if err != nil {
		return err
	}
	s.same = make(map[int64]samePage, len(pages))
	return t.each(func(r *sql.Rows) error {
		var id int64
		var p samePage
		err := r.Scan(&id, &p.postings, &p.board)
		s.same[id] = p
		return err
	}, `SELECT fetch_id, postings, board FROM page_read WHERE fetch_id IN (SELECT value FROM json_each(?))`, ids)
}

// answered notes the state of an outcome's request.
func (s *settling) answered(t *txn, o *scraper.Outcome) error {
	switch {
	case o.Lease.ID == 0:
		return nil
	case o.State == scraper.Done && o.Err == nil:
		s.done = append(s.done, o.Lease.ID)
		return nil
	}
	changed, err := t.exec(`UPDATE frontier SET state = ?, error = ? WHERE id = ? AND run_id = ?`,
		string(o.State), words(o.Err), o.Lease.ID, s.run.ID)
	if err == nil && changed == 0 {
		err = fmt.Errorf("lease %d is not of run %d", o.Lease.ID, s.run.ID)
	}
	return err
}

// count adds what one outcome came to.
func (s *settling) count(source string, n tally) {
	sum := s.sources[source]
	if sum == nil {
		s.sources[source] = &n
		return
	}
	sum.join(n)
}

// end writes down what the batch has in common.
func (s *settling) end(t *txn, now string) error {
	if err := errors.Join(s.endDone(t), s.endSeen(t, now), s.endMet(t)); err != nil {
		return err
	}
	for source, n := range s.sources {
		if err := n.add(t, s.run, source); err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
	}
	return nil
}

func (s *settling) endDone(t *txn) error {
	if len(s.done) == 0 {
		return nil
	}
	ids, err := list(s.done)
	if err != nil {
		return err
	}
	changed, err := t.exec(`UPDATE frontier SET state = 'done', error = NULL WHERE run_id = ?
		AND id IN (SELECT value FROM json_each(?))`, s.run.ID, ids)
	if err == nil && changed != len(s.done) {
		err = fmt.Errorf("of the leases %s only %d are of run %d", ids, changed, s.run.ID)
	}
	return err
}

func (s *settling) endSeen(t *txn, now string) error {
	if len(s.seen) == 0 {
		return nil
	}
	ids, err := list(s.seen)
	if err != nil {
		return err
	}
	b := batch{run: s.run, seen: now}
	_, err = b.touch(t, ids)
	return err
}
