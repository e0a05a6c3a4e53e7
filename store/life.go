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

// Why a posting has ended, as posting.ended_why says it. A page that is not
// there any more is 404 or 410.
const (
	endedUnlisted    = "unlisted"    // its board was listed whole without it
	endedExpired     = "expired"     // its own validThrough has passed
	endedBoardGone   = "board_gone"  // its board answers that it is not there
	endedBoardOff    = "board_off"   // the configuration names its board no more
	endedClosed      = "closed"      // its page says so
	endedUnconfirmed = "unconfirmed" // nothing has confirmed it for figures.max_age
)

// note writes down what a page tells of the end of postings: a board that was
// listed whole, a board that is not there, or the page's own posting. It is
// judged when the run ends, since one page can't tell a closed posting from a
// source that has lost its list. Only a scrape tells: an import may bring
// yesterday's board.
func (b *batch) note(t *txn, o *scraper.Outcome, n *tally) error {
	if b.run.Kind != Scrape {
		return nil
	}
	board := o.Lease.Request.Board
	why := ""
	switch {
	case missing(o) && o.State == scraper.Skipped:
		why = fmt.Sprint(o.Fetch.Status)
	case o.Fetch != nil && o.Result.Ended != "" && o.State == scraper.Done:
		why = endedClosed
	}
	switch {
	case why != "":
		_, err := t.exec(`INSERT INTO ending (run_id, posting_id, why)
			SELECT ?, id, ? FROM posting WHERE source = ? AND ended_at IS NULL AND (url IN (?4, ?5)
				OR fetch_id IN (SELECT id FROM fetch WHERE source = ?3 AND url IN (?4, ?5) AND status = 200
					AND method = 'GET' AND not_modified = 0))
			ON CONFLICT DO NOTHING`, b.run.ID, why, b.source, o.Lease.Request.URL, o.Fetch.URL)
		return err
	case missing(o) && o.State == scraper.Failed && board != "":
		return b.listed(t, board, "gone")
	case o.Result.Whole == "" || o.State != scraper.Done:
		return nil
	}
	// What could not be read may be what is missing.
	if o.Result.Lost() > 0 || b.problem != nil {
		n.doubt(errors.New("board " + o.Result.Whole + ": not all of it could be read, so nothing is taken for gone"))
		return nil
	}
	return b.listed(t, o.Result.Whole, "whole")
}

// closed notes that a page says of its posting that it has ended. An import is
// believed at once, a scrape when the run ends, as other ends are.
func (b *batch) closed(t *txn, k *known, p *scraper.Posting) error {
	switch {
	case p.ClosedWhy == "":
		return nil
	case b.run.Kind == Scrape:
		_, err := t.exec(
			`INSERT INTO ending (run_id, posting_id, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
			b.run.ID,
			k.id,
			endedClosed,
		)
		return err
	}
	_, err := t.exec(`UPDATE posting_head SET ended_at = ?, ended_why = ? WHERE id = ? AND ended_at IS NULL
		AND last_seen_at <= ?1`, b.seen, endedClosed, k.id)
	return err
}

// missing reports whether the server said that the page is not there.
func missing(o *scraper.Outcome) bool {
	return o.Fetch != nil && (o.Fetch.Status == http.StatusNotFound || o.Fetch.Status == http.StatusGone)
}

func (b *batch) listed(t *txn, board, state string) error {
	_, err := t.exec(`INSERT INTO listed_board (run_id, source, board, state) VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, b.run.ID, b.source, board, state)
	return err
}

// doubt notes that a board's list was not believed.
func (n *tally) doubt(why error) {
	n.doubted++
	n.problem = errors.Join(n.problem, why)
}

// valid keeps until when a posting says that it is valid. One that expired
// and is valid anew is open again.
func (b *batch) valid(t *txn, id int64, p *scraper.Posting) error {
	if p.ValidThrough.IsZero() {
		return nil
	}
	until := p.ValidUntil()
	// An import may bring what was said before.
	changed, err := t.exec(`INSERT INTO posting_valid (posting_id, valid_through) VALUES (?1, ?2)
		ON CONFLICT DO UPDATE SET valid_through = excluded.valid_through WHERE valid_through <> excluded.valid_through
			AND (?3 OR valid_through < excluded.valid_through)`,
		id, stamp(until), b.run.Kind == Scrape)
	if err != nil || changed == 0 || stamp(until) <= b.seen {
		return err
	}
	_, err = t.exec(
		`UPDATE posting_head SET ended_at = NULL, ended_why = NULL WHERE id = ? AND ended_why = ?`,
		id,
		endedExpired,
	)
	return err
}

// Expire ends the postings whose own date has passed, as the end of a run
// does, and those that nothing has confirmed for maxAge: figures that are made
// without a run are of their own day too. A maxAge of zero is none.
func (db *DB) Expire(ctx context.Context, maxAge time.Duration) error {
	err := db.write(ctx, func(t *txn) error {
		now := db.now()
		if err := expire(t, now); err != nil || maxAge <= 0 {
			return err
		}
		_, err := t.exec(`UPDATE posting_head SET `+endsAt("?1")+`, ended_why = ?2 WHERE source IN (SELECT name FROM source)
			AND last_seen_at < ?3 AND ended_at IS NULL`,
			stamp(now), endedUnconfirmed, stamp(now.Add(-maxAge)))
		return err
	})
	if err != nil {
		return fmt.Errorf("end expired postings: %w", err)
	}
	return nil
}

// expire ends the postings whose own date has passed: on that date, or when
// they were first met if they stood on beyond it.
func expire(t *txn, now time.Time) error {
	_, err := t.exec(`UPDATE posting_head SET ended_at = MAX(first_seen_at, (SELECT valid_through FROM posting_valid
		WHERE posting_id = posting_head.id)), ended_why = ?
		WHERE id IN (SELECT posting_id FROM posting_valid WHERE valid_through < ?) AND ended_at IS NULL`, endedExpired, stamp(now))
	return err
}

// version keeps the state that a posting leaves: its pay as it was stated and
// as it was believed.
func (b *batch) version(t *txn, k *known, changed, pay string) error {
	_, err := t.exec(`INSERT INTO posting_version (posting_id, seen_at, run_id, changed, pay, sha256, annual_min,
		annual_max, currency)
		SELECT ?1, ?, ?, ?, ?, ?, y.low, y.high, y.currency FROM (SELECT 1) LEFT JOIN (
			SELECT currency, annual_min AS low, annual_max AS high FROM posting_annual WHERE posting_id = ?1
				ORDER BY currency LIMIT 1) y`,
		k.id, b.seen, b.run.ID, changed, pay, k.sum)
	return err
}

// revive notes that a posting stands on a board again, or on another one. Both
// are rare, and apart from the touch of all because both have an index.
func (b *batch) revive(t *txn, k *known, p *scraper.Posting) error {
	// A page may stand on after its posting has expired.
	expired := !p.ValidThrough.IsZero() && stamp(p.ValidUntil()) < b.seen
	if k.gone && !expired && p.ClosedWhy == "" {
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
		if _, err := t.exec(`UPDATE posting_head SET ended_at = NULL, ended_why = NULL, stale = 1 WHERE id = ?`, k.id); err != nil {
			return err
		}
		k.gone = false
	}
	board := p.Board
	if board == "" || board == k.board {
		return nil
	}
	k.board = board
	_, err := t.exec(`UPDATE posting_head SET board = ? WHERE id = ?`, board, k.id)
	return err
}

// Unlisted closes the postings of a source that an import of all that is open
// did not have: those that were last seen before it, by their own dates.
func (f *Frontier) Unlisted(ctx context.Context, source string) error {
	const seen = `(SELECT MAX(last_seen_at) FROM posting WHERE source = ?1 AND last_run_id = ?2)`
	err := f.db.write(ctx, func(t *txn) error {
		gone, err := t.exec(`UPDATE posting_head SET ended_at = `+seen+`, ended_why = ?3, stale = 1
			WHERE source = ?1 AND ended_at IS NULL AND last_run_id <> ?2 AND last_seen_at <= `+seen, source, f.run.ID, endedUnlisted)
		if err != nil {
			return err
		}
		n := tally{gone: gone}
		return n.add(t, f.run, source)
	})
	if err != nil {
		return fmt.Errorf("close what %s no longer lists: %w", source, err)
	}
	return nil
}
