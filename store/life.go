package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"backpay/scraper"
)

// Why a posting is open no more, as posting.gone_why says it.
const (
	goneUnlisted = "unlisted" // its board was listed without it
	goneExpired  = "expired"  // its own validThrough has passed
)

// A list of a board that had at least manyOpen postings and has fewer than
// half of them now is doubted: a page that broke off looks the same. So is an
// empty one, always. The list is believed when it is as short in believedAt
// runs in a row, unless it is empty.
const (
	manyOpen   = 10
	believedAt = 3
)

// end notes what a page tells of the end of postings: those that a whole list
// of their board holds no more, and the page's own posting where the page is
// gone. Only a scrape tells: an import may bring yesterday's board.
func (b *batch) end(t *txn, o *scraper.Outcome, n *tally) error {
	if b.run.Kind != Scrape {
		return nil
	}
	if o.Fetch != nil && o.State == scraper.Skipped && (o.Fetch.Status == http.StatusNotFound || o.Fetch.Status == http.StatusGone) {
		gone, err := t.exec(`UPDATE posting SET gone_at = ?, gone_why = ? WHERE source = ? AND url IN (?, ?) AND gone_at IS NULL`,
			b.seen, fmt.Sprint(o.Fetch.Status), b.source, o.Lease.Request.URL, o.Fetch.URL)
		n.gone += gone
		return err
	}
	board := o.Result.Whole
	if board == "" || o.State != scraper.Done {
		return nil
	}
	var listed, missing, failed int
	if _, err := t.get([]any{&listed, &missing}, `SELECT COUNT(*) FILTER (WHERE last_run_id = ?1), COUNT(*) FILTER (WHERE last_run_id <> ?1)
		FROM posting WHERE source = ? AND board = ? AND gone_at IS NULL`, b.run.ID, b.source, board); err != nil {
		return err
	}
	if missing == 0 {
		return b.trust(t, board)
	}
	// What could not be read may be what is missing.
	if len(o.Result.Problems) > 0 || b.problem != nil {
		n.doubt(errors.New("board " + board + ": not all of it could be read, so nothing is taken for gone"))
		return nil
	}
	if _, err := t.get([]any{&failed}, `SELECT COUNT(*) FROM frontier WHERE run_id = ? AND source = ? AND state = 'failed' AND json_extract(request, '$.board') = ?`,
		b.run.ID, b.source, board); err != nil {
		return err
	}
	if failed > 0 {
		n.doubt(fmt.Errorf("board %s: %d of its pages failed, so nothing is taken for gone", board, failed))
		return nil
	}
	// What is new is no part of what was open before.
	open := missing + listed - b.fresh
	if listed == 0 || open >= manyOpen && 2*listed < open {
		times, err := b.distrust(t, board)
		if err != nil {
			return err
		}
		if listed == 0 || times < believedAt {
			n.doubt(fmt.Errorf("board %s: lists %d postings where %d were open, so nothing is taken for gone", board, listed, open))
			return nil
		}
	} else if err := b.trust(t, board); err != nil {
		return err
	}
	gone, err := t.exec(`UPDATE posting SET gone_at = ?, gone_why = ? WHERE source = ? AND board = ? AND gone_at IS NULL AND last_run_id <> ?`,
		b.seen, goneUnlisted, b.source, board, b.run.ID)
	n.gone += gone
	return err
}

// doubt notes that a board's list was not believed.
func (n *tally) doubt(why error) {
	n.doubted++
	n.problem = errors.Join(n.problem, why)
}

// distrust counts, once a run, how often in a row a board's list was short.
func (b *batch) distrust(t *txn, board string) (times int, err error) {
	_, err = t.get([]any{&times}, `INSERT INTO board_doubt (source, board, run_id, times) VALUES (?, ?, ?, 1)
		ON CONFLICT DO UPDATE SET times = times + (run_id <> excluded.run_id), run_id = excluded.run_id RETURNING times`, b.source, board, b.run.ID)
	return times, err
}

func (b *batch) trust(t *txn, board string) error {
	_, err := t.exec(`DELETE FROM board_doubt WHERE source = ? AND board = ?`, b.source, board)
	return err
}

// valid keeps until when a posting says that it is valid. One that expired
// and is valid anew is open again.
func (b *batch) valid(t *txn, id int64, p *scraper.Posting) error {
	if p.ValidThrough.IsZero() {
		return nil
	}
	until := validUntil(p.ValidThrough)
	// An import may bring what was said before.
	changed, err := t.exec(`INSERT INTO posting_valid (posting_id, valid_through) VALUES (?1, ?2)
		ON CONFLICT DO UPDATE SET valid_through = excluded.valid_through WHERE valid_through <> excluded.valid_through AND (?3 OR valid_through < excluded.valid_through)`,
		id, stamp(until), b.run.Kind == Scrape)
	if err != nil || changed == 0 || stamp(until) <= b.seen {
		return err
	}
	_, err = t.exec(`UPDATE posting SET gone_at = NULL, gone_why = NULL WHERE id = ? AND gone_why = ?`, id, goneExpired)
	return err
}

// validUntil is the end of the day where only a day is said.
func validUntil(t time.Time) time.Time {
	if u := t.UTC(); u.Equal(u.Truncate(24 * time.Hour)) {
		return u.Add(24*time.Hour - time.Second)
	}
	return t
}

// Expire closes the postings whose own date has passed, as the end of a run
// does: figures that are made without a run are of their own day too.
func (db *DB) Expire(ctx context.Context) error {
	if err := db.write(ctx, func(t *txn) error { return expire(t, db.now()) }); err != nil {
		return fmt.Errorf("close expired postings: %w", err)
	}
	return nil
}

// expire closes the postings whose own date has passed.
func expire(t *txn, now time.Time) error {
	_, err := t.exec(`UPDATE posting SET gone_at = (SELECT valid_through FROM posting_valid WHERE posting_id = posting.id), gone_why = ?
		WHERE id IN (SELECT posting_id FROM posting_valid WHERE valid_through < ?) AND gone_at IS NULL`, goneExpired, stamp(now))
	return err
}

// version keeps the state that a posting leaves: its pay as it was stated and
// as it was believed.
func (b *batch) version(t *txn, k *known, changed, pay string) error {
	_, err := t.exec(`INSERT INTO posting_version (posting_id, seen_at, run_id, changed, pay, sha256, annual_min, annual_max, currency)
		SELECT ?1, ?, ?, ?, ?, ?, y.low, y.high, y.currency FROM (SELECT 1) LEFT JOIN (
			SELECT currency, MIN(annual_min) AS low, MAX(annual_max) AS high FROM posting_pay
				WHERE posting_id = ?1 AND kind = 'base' AND origin <> 'predicted' AND flag IS NULL AND currency IS NOT NULL AND (annual_min > 0 OR annual_max > 0)
				GROUP BY currency ORDER BY MIN(ord) LIMIT 1) y`,
		k.id, b.seen, b.run.ID, changed, pay, k.sum)
	return err
}

// revive notes that a posting stands on a board again, or on another one. Both
// are rare, and apart from the touch of all because both have an index.
func (b *batch) revive(t *txn, k *known, p *scraper.Posting) error {
	// A page may stand on after its posting has expired.
	expired := !p.ValidThrough.IsZero() && stamp(validUntil(p.ValidThrough)) < b.seen
	if k.gone && !expired {
		old, err := readSaid(t, k.id)
		if err != nil {
			return err
		}
		pay, err := json.Marshal(old.Pay)
		if err != nil {
			return err
		}
		if err := b.version(t, k, "reposted", string(pay)); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE posting SET gone_at = NULL, gone_why = NULL, stale = 1 WHERE id = ?`, k.id); err != nil {
			return err
		}
		k.gone = false
	}
	board := p.Board
	if board == "" || board == k.board {
		return nil
	}
	k.board = board
	_, err := t.exec(`UPDATE posting SET board = ? WHERE id = ?`, board, k.id)
	return err
}
