package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"backpay/scraper"
	"backpay/scraper/doubt"
)

// What is strange once may be an accident; what is as strange in believedAt
// runs in a row, over believedFor at the least, is so. A whole list of a board
// that had manyOpen postings or more and has fewer than half of them now is
// strange, and so is an empty one, a board that is not there, and a board that
// the configuration names no more.
const (
	manyOpen    = 10
	believedAt  = 3
	believedFor = 36 * time.Hour
)

// Reading is how one source of a run went, as EndPostings needs it.
type Reading struct {
	Source string
	// Boards are those that the configuration names; nil where the source has
	// no boards.
	Boards []string
	// Doubts are what is strange about the whole source tonight.
	Doubts []doubt.Finding
	// Part says that another fetcher may have read the rest of a list: that a
	// posting isn't on it ends nothing.
	Part bool
}

// EndPostings ends, of the sources that a run has read, the postings that the
// run found ended, and marks as unconfirmed what it did not meet. Where a
// source is doubted, nothing of it ends, and pay that is doubted is taken
// back, until the doubt has stood for three nights. It must come before
// FinishRun.
func (db *DB) EndPostings(ctx context.Context, run Run, read []Reading) error {
	err := db.write(ctx, func(t *txn) error {
		for _, r := range read {
			if err := (&judge{txn: t, run: run, now: db.now(), Reading: r}).end(); err != nil {
				return fmt.Errorf("source %s: %w", r.Source, err)
			}
		}
		for _, table := range []string{"listed_board", "ending"} {
			if _, err := t.exec(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end postings of run %d: %w", run.ID, err)
	}
	return nil
}

// judge ends the postings of one source in one run.
type judge struct {
	*txn
	Reading
	run     Run
	now     time.Time
	ended   int
	trouble []error // what is doubted, for source_run
	sure    bool    // the source as a whole was doubted for long enough: its lists are believed
}

func (j *judge) end() error {
	var requests int
	if found, err := j.get([]any{&requests}, `SELECT requests FROM source_run WHERE run_id = ? AND source = ?`, j.run.ID, j.Source); err != nil ||
		!found {
		return err
	}
	if requests == 0 {
		return nil
	}
	if j.Part {
		return errors.Join(j.pages(), j.removed(), j.unmet(), j.tell(false))
	}
	strange, err := j.weigh()
	if err != nil {
		return err
	}
	j.sure = doubt.Ends(j.Doubts) && !doubt.Ends(strange)
	if doubt.Pay(strange) {
		if _, err := keepPay(j.txn, j.run, j.Source); err != nil {
			return err
		}
	}
	if !doubt.Ends(strange) {
		for _, f := range []func() error{j.pages, j.boards, j.removed, j.unmet} {
			if err := f(); err != nil {
				return err
			}
		}
	}
	return j.tell(len(strange) > 0)
}

// weigh remembers the doubts of the whole source and returns those that are
// not believed yet.
func (j *judge) weigh() (strange []doubt.Finding, err error) {
	var what []string
	for _, f := range j.Doubts {
		what = append(what, string(f.Sign))
		believed, err := j.distrust("", string(f.Sign), f.Why)
		if err != nil {
			return nil, err
		}
		if !believed {
			strange = append(strange, f)
		}
	}
	names, err := list(what)
	if err != nil {
		return nil, err
	}
	_, err = j.exec(
		`DELETE FROM doubt WHERE source = ? AND board = '' AND what NOT IN (SELECT value FROM json_each(?))`,
		j.Source,
		names,
	)
	return strange, err
}

// distrust counts, once a run, for how long something is strange, and reports
// whether that is long enough to believe it.
func (j *judge) distrust(board, what, why string) (believed bool, err error) {
	var times int
	var since string
	if _, err := j.get([]any{&times, &since}, `INSERT INTO doubt (source, board, what, since, run_id, times, why)
		VALUES (?, ?, ?, ?, ?, 1, ?)
		ON CONFLICT DO UPDATE SET times = times + (run_id <> excluded.run_id), run_id = excluded.run_id,
			why = excluded.why RETURNING times, since`,
		j.Source, board, what, stamp(j.now), j.run.ID, why); err != nil {
		return false, err
	}
	from, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return false, err
	}
	if times < believedAt || j.now.Sub(from) < believedFor {
		if board != "" {
			j.trouble = append(j.trouble, errors.New("board "+board+": "+why))
		}
		return false, nil
	}
	_, err = j.exec(
		`UPDATE doubt SET settled_at = COALESCE(settled_at, ?) WHERE source = ? AND board = ? AND what = ?`,
		stamp(j.now),
		j.Source,
		board,
		what,
	)
	return true, err
}

func (j *judge) trust(board string) error {
	_, err := j.exec(`DELETE FROM doubt WHERE source = ? AND board = ?`, j.Source, board)
	return err
}

// pages ends the postings whose own page is not there any more.
func (j *judge) pages() error {
	return j.close(`UPDATE posting_head SET `+endsAt("?1")+`, ended_why = e.why FROM ending e
		WHERE e.run_id = ?2 AND e.posting_id = posting_head.id AND posting_head.source = ?3 AND ended_at IS NULL`, stamp(j.now), j.run.ID, j.Source)
}

// endsAt sets when a posting ended. What is dated later was written under a
// clock that was wrong, and is brought back as meeting the posting would do it.
func endsAt(now string) string {
	return `ended_at = ` + now + `, first_seen_at = MIN(first_seen_at, ` + now + `),
		last_seen_at = MIN(last_seen_at, ` + now + `)`
}

// board is what one run saw of one board.
type board struct {
	name                   string
	gone                   bool
	listed, missing, fails int
}

// boards ends what whole lists no longer hold, and what stood on boards that
// are gone for good.
func (j *judge) boards() error {
	var all []board
	if err := j.each(func(r *sql.Rows) error {
		var b board
		err := r.Scan(&b.name, &b.gone, &b.listed, &b.missing, &b.fails)
		all = append(all, b)
		return err
	}, `SELECT b.board, b.state = 'gone', COUNT(p.id) FILTER (WHERE p.last_run_id = ?1
		AND p.id <= (SELECT newest_posting_id FROM run WHERE run_id = ?1)),
		COUNT(p.id) FILTER (WHERE p.last_run_id <> ?1),
			(SELECT COUNT(*) FROM frontier f WHERE f.run_id = ?1 AND f.source = ?2 AND f.state = 'failed'
				AND json_extract(f.request, '$.board') = b.board)
		FROM listed_board b LEFT JOIN posting p ON p.source = b.source AND p.board = b.board AND p.ended_at IS NULL
		WHERE b.run_id = ?1 AND b.source = ?2 GROUP BY b.board`, j.run.ID, j.Source); err != nil {
		return err
	}
	for _, b := range all {
		if err := j.board(b); err != nil {
			return fmt.Errorf("board %s: %w", b.name, err)
		}
	}
	return nil
}

func (j *judge) board(b board) error {
	before := b.listed + b.missing
	what, why, reason := "", "", endedUnlisted
	switch {
	case b.gone:
		// Whether or not postings of it are open: once settled, a board that
		// is gone is no failure any more.
		what, why, reason = "gone", "it is not there any more", endedBoardGone
	case b.missing == 0:
		return j.trust(b.name)
	case b.fails > 0:
		j.trouble = append(
			j.trouble,
			fmt.Errorf("board %s: %d of its pages failed, so nothing is taken for gone", b.name, b.fails),
		)
		return nil
	case b.listed == 0:
		what, why = "empty", fmt.Sprintf("lists no posting of %d that were open, so nothing is taken for gone", before)
	case before >= manyOpen && 2*b.listed < before:
		what, why = "short", fmt.Sprintf(
			"lists %d of %d postings that were open, so nothing is taken for gone",
			b.listed,
			before,
		)
	}
	if what == "" || j.sure {
		if err := j.trust(b.name); err != nil {
			return err
		}
	} else if believed, err := j.distrust(b.name, what, why); err != nil || !believed {
		return err
	}
	return j.close(`UPDATE posting_head SET `+endsAt("?1")+`, ended_why = ?2 WHERE source = ?3 AND board = ?4 AND ended_at IS NULL
		AND last_run_id <> ?5`,
		stamp(j.now), reason, j.Source, b.name, j.run.ID)
}

// removed ends the postings of boards that the configuration names no more.
func (j *judge) removed() error {
	if j.Boards == nil {
		return nil
	}
	names, err := list(j.Boards)
	if err != nil {
		return err
	}
	var off []string
	if err := j.each(func(r *sql.Rows) error {
		var b string
		err := r.Scan(&b)
		off = append(off, b)
		return err
	}, `SELECT DISTINCT board FROM posting WHERE source = ? AND +board IS NOT NULL AND ended_at IS NULL
		AND last_run_id <> ?
		AND last_run_id IN (SELECT run_id FROM run WHERE kind = 'scrape') AND +board NOT IN (SELECT value
			FROM json_each(?))`, j.Source, j.run.ID, names); err != nil {
		return err
	}
	for _, b := range off {
		believed, err := j.distrustQuietly(b)
		if err != nil {
			return err
		}
		if !believed {
			continue
		}
		if err := j.close(`UPDATE posting_head SET `+endsAt("?1")+`, ended_why = ?2 WHERE source = ?3 AND board = ?4
			AND ended_at IS NULL`, stamp(j.now), endedBoardOff, j.Source, b); err != nil {
			return err
		}
	}
	return nil
}

// distrustQuietly is distrust for what the user did, which is no trouble.
func (j *judge) distrustQuietly(board string) (bool, error) {
	n := len(j.trouble)
	believed, err := j.distrust(board, "off", "the configuration names it no more")
	j.trouble = j.trouble[:n]
	return believed, err
}

// unmet ends what a feed would show if it were open, and marks the other open
// postings that the run did not meet.
func (j *judge) unmet() error {
	if err := j.close(`UPDATE posting_head AS p SET `+endsAt("?2")+`, ended_why = ?3 WHERE source = ?4 AND `+inFeed+`
		AND p.last_run_id <> ?1 AND `+isFeed("?4"),
		j.run.ID, stamp(j.now), endedUnlisted, j.Source); err != nil {
		return err
	}
	_, err := j.exec(`UPDATE posting_head SET unconfirmed_at = ? WHERE source = ? AND ended_at IS NULL
		AND unconfirmed_at IS NULL AND last_run_id <> ?
		AND last_run_id IN (SELECT run_id FROM run WHERE kind = 'scrape')`, stamp(j.now), j.Source, j.run.ID)
	return err
}

// close runs an UPDATE that ends postings, and counts them.
func (j *judge) close(query string, args ...any) error {
	n, err := j.exec(query, args...)
	j.ended += n
	return err
}

// tell adds to source_run what ended and what is doubted.
func (j *judge) tell(drift bool) error {
	for _, f := range j.Doubts {
		if drift {
			j.trouble = slices.Insert(j.trouble, 0, errors.New("drift: "+f.Why))
		}
	}
	doubted := len(j.trouble)
	why := errors.Join(j.trouble...)
	if _, err := j.exec(`UPDATE source_run SET gone = gone + ?, doubted = doubted + ?, error = COALESCE(error, ?)
		WHERE run_id = ? AND source = ?`,
		j.ended, doubted, words(why), j.run.ID, j.Source); err != nil || !drift {
		return err
	}
	_, err := j.exec(
		`UPDATE source_run SET status = ?, error = ? WHERE run_id = ? AND source = ?`,
		StatusDrift,
		words(why),
		j.run.ID,
		j.Source,
	)
	return err
}

// SettledGone reports whether a board that answers that it is not there has
// done so for long enough to be believed: it is no failure any more.
func settledGone(t *txn, source, board string) (bool, error) {
	var one int
	return t.get([]any{&one}, `SELECT 1 FROM doubt WHERE source = ? AND board = ? AND what = 'gone'
		AND settled_at IS NOT NULL`, source, board)
}

// Unmet returns the pages of open postings that a run has not met and that
// can be asked for again, the ones met longest ago first, at most n.
func (db *DB) Unmet(ctx context.Context, run Run, source string, n int) ([]scraper.Request, error) {
	rows, err := db.query(ctx, `SELECT COALESCE(f.url, p.url), COALESCE(p.board, ''), COALESCE(p.company, '')
		FROM posting p LEFT JOIN fetch f ON f.id = p.fetch_id
		WHERE p.source = ?1 AND p.ended_at IS NULL AND p.last_run_id <> ?2 AND p.last_run_id IN (SELECT run_id
			FROM run WHERE kind = 'scrape')
			AND COALESCE(f.url, p.url) IS NOT NULL AND p.id NOT IN (SELECT posting_id FROM ending WHERE run_id = ?2)
		ORDER BY p.last_seen_at, p.id LIMIT ?3`, source, run.ID, n)
	if err != nil {
		return nil, fmt.Errorf("unmet postings of %s: %w", source, err)
	}
	var out []scraper.Request
	err = eachRow(rows, func(r *sql.Rows) error {
		var q scraper.Request
		err := r.Scan(&q.URL, &q.Board, &q.Company)
		out = append(out, q)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("unmet postings of %s: %w", source, err)
	}
	return out, nil
}
