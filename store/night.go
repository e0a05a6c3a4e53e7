package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"backpay/scraper"
	"backpay/scraper/doubt"
)

// watch counts how a known posting changed where a fault of the source could
// have changed it. A field that this form of the answer leaves out is none.
func (b *batch) watch(old, in *scraper.Posting) {
	if b.run.Kind != Scrape {
		return
	}
	for _, f := range []struct {
		name        string
		was, is     bool
		lost, omits doubt.Sign
	}{
		{"pay", len(old.Pay) > 0, len(in.Pay) > 0, doubt.LostPay, doubt.OmitsPay},
		{"description", old.Description != "", in.Description != "", doubt.LostDescription, doubt.OmitsDescription},
		{"place", old.Place != "", in.Place != "", doubt.LostPlace, ""},
		{"company", old.Company != "", in.Company != "", doubt.LostCompany, ""},
	} {
		switch omitted := slices.Contains(in.Omits, f.name); {
		case !f.was || f.is:
		case !omitted:
			b.sign(f.lost)
		case f.omits != "":
			b.sign(f.omits)
		}
	}
	if len(old.Pay) == 0 || len(in.Pay) == 0 {
		return
	}
	was, is := old.Pay[0], in.Pay[0]
	if was.Currency != is.Currency && was.Currency != "" && is.Currency != "" {
		b.sign(doubt.MovedCurrency)
	}
	if was, is := max(was.Min, was.Max), max(is.Min, is.Max); was > 0 && is > 0 && (is > 3*was || was > 3*is) {
		b.sign(doubt.MovedAmount)
	}
}

func (b *batch) sign(s doubt.Sign) {
	if b.signs == nil {
		b.signs = map[doubt.Sign]int{}
	}
	b.signs[s]++
}

// met counts what the pages of a batch showed of one source.
type met struct {
	seen, known int
	signs       map[doubt.Sign]int
}

// meet adds a page's postings to those of its source.
func (s *settling) meet(b *batch) {
	known := b.changed + b.unchanged
	if b.run.Kind != Scrape || known+b.fresh == 0 {
		return
	}
	m := s.met[b.source]
	if m == nil {
		m = &met{signs: map[doubt.Sign]int{}}
		s.met[b.source] = m
	}
	m.seen, m.known = m.seen+known+b.fresh, m.known+known
	for sign, n := range b.signs {
		m.signs[sign] += n
	}
}

// endMet adds what the batch showed to the night of each source.
func (s *settling) endMet(t *txn) error {
	for source, m := range s.met {
		if _, err := t.exec(`INSERT INTO night (source, run_id, n_seen, n_known) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n_seen = n_seen + excluded.n_seen, n_known = n_known + excluded.n_known`,
			source, s.run.ID, m.seen, m.known); err != nil {
			return fmt.Errorf("night: %w", err)
		}
		for sign, n := range m.signs {
			if _, err := t.exec(`INSERT INTO night_sign (source, run_id, sign, n) VALUES (?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET n = n + excluded.n`,
				source, s.run.ID, string(sign), n); err != nil {
				return fmt.Errorf("night: %w", err)
			}
		}
	}
	return nil
}

// Nights returns, for each source that a run has read, how it read it, after
// the nights of its earlier runs: the last one is the run's own.
func (db *DB) Nights(ctx context.Context, run Run) (map[string][]doubt.Night, error) {
	err := db.write(ctx, func(t *txn) error { return measureEnds(t, run) })
	if err != nil {
		return nil, fmt.Errorf("nights of run %d: %w", run.ID, err)
	}
	rows, err := db.query(ctx, `SELECT n.source, n_seen, n_known, r.pages_failed, n_listed, n_missing, n_gone,
			(SELECT COALESCE(json_group_object(g.sign, g.n), '{}') FROM night_sign g WHERE g.source = n.source
				AND g.run_id = n.run_id)
		FROM night n JOIN source_run r USING (source, run_id)
		WHERE n.run_id = ?1 OR n.run_id < ?1 AND r.status IN ('ok', 'partial') AND n.source IN (SELECT source
			FROM night WHERE run_id = ?1)
		ORDER BY n.source, n.run_id`, run.ID)
	if err != nil {
		return nil, fmt.Errorf("nights of run %d: %w", run.ID, err)
	}
	out := map[string][]doubt.Night{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var source, signs string
		var n doubt.Night
		if err := r.Scan(&source, &n.Seen, &n.Known, &n.Failed, &n.Listed, &n.Missing, &n.Gone, &signs); err != nil {
			return err
		}
		out[source] = append(out[source], n)
		return json.Unmarshal([]byte(signs), &out[source][len(out[source])-1].Signs)
	})
	if err != nil {
		return nil, fmt.Errorf("nights of run %d: %w", run.ID, err)
	}
	return out, nil
}

// measureEnds counts what the run's lists and pages say of the ends of
// postings, source by source.
func measureEnds(t *txn, run Run) error {
	if _, err := t.exec(`INSERT INTO night (source, run_id) SELECT DISTINCT p.source, ?1 FROM ending e JOIN posting p
		ON p.id = e.posting_id WHERE e.run_id = ?1
		UNION SELECT DISTINCT source, ?1 FROM listed_board WHERE run_id = ?1 ON CONFLICT DO NOTHING`, run.ID); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE night SET
			n_gone = (SELECT COUNT(*) FROM ending e JOIN posting p ON p.id = e.posting_id WHERE e.run_id = ?1
				AND p.source = night.source),
			n_listed = (SELECT COUNT(*) FROM listed_board b JOIN posting p ON p.source = b.source
				AND p.board = b.board AND p.ended_at IS NULL
				WHERE b.run_id = ?1 AND b.source = night.source AND b.state = 'whole'
					AND p.id <= (SELECT newest_posting_id FROM run WHERE run_id = ?1)),
			n_missing = (SELECT COUNT(*) FROM listed_board b JOIN posting p ON p.source = b.source
				AND p.board = b.board AND p.ended_at IS NULL
				WHERE b.run_id = ?1 AND b.source = night.source AND b.state = 'whole' AND p.last_run_id <> ?1)
		WHERE run_id = ?1`, run.ID); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE night SET
			n_listed  = (SELECT COUNT(*) FROM posting p WHERE p.source = night.source AND `+inFeed+` AND p.id <= (SELECT newest_posting_id FROM run WHERE run_id = ?1)),
			n_missing = (SELECT COUNT(*) FROM posting p WHERE p.source = night.source AND `+inFeed+` AND p.last_run_id <> ?1)
		WHERE run_id = ?1 AND `+isFeed("night.source"), run.ID)
	return err
}

// A feed is a source that one page of a run showed whole or in part, the newest
// first: it would show each open posting that is no older than its oldest one.
const inFeed = `p.ended_at IS NULL AND p.posted_at >= (SELECT MIN(posted_at) FROM posting o WHERE o.source = p.source
	AND o.last_run_id = ?1)
	AND p.last_run_id IN (SELECT run_id FROM run WHERE kind = 'scrape')`

// isFeed is the condition that run ?1 read a source as a feed.
func isFeed(source string) string {
	return `(SELECT pages_done = 1 AND pages_failed = 0 FROM source_run r WHERE r.run_id = ?1
		AND r.source = ` + source + `)
		AND NOT EXISTS (SELECT 1 FROM listed_board b WHERE b.source = ` + source + ` AND b.run_id = ?1)`
}

// keepPay takes back what a run wrote of a source's pay, which is not
// believed: each posting states again what it stated before the run. The next
// run is then compared with the sound state too.
func keepPay(t *txn, run Run, source string) (int, error) {
	const before = `(SELECT posting_id, pay, sha256, MIN(id) FROM posting_version WHERE run_id = ?1
		AND ', ' || changed || ',' LIKE '%, pay,%' GROUP BY posting_id) v`
	n, err := t.exec(`UPDATE posting_head SET sha256 = unhex(v.sha256), stale = 1 FROM `+before+`
		WHERE posting_head.id = v.posting_id AND posting_head.source = ?2`, run.ID, source)
	if err != nil {
		return 0, err
	}
	if _, err := t.exec(`UPDATE posting_said SET record = json_set(record, '$.pay', json(v.pay)) FROM `+before+`
		WHERE posting_said.posting_id = v.posting_id
			AND (SELECT source FROM posting_head WHERE id = v.posting_id) = ?2`, run.ID, source); err != nil {
		return 0, err
	}
	// Their pages are read again tomorrow, whatever the server says.
	if _, err := t.exec(`DELETE FROM page_read WHERE read_id IN (SELECT fetch_id FROM posting WHERE source = ?
		AND id IN (SELECT posting_id FROM posting_version WHERE run_id = ?))`, source, run.ID); err != nil {
		return 0, err
	}
	_, err = t.exec(`DELETE FROM posting_version WHERE run_id = ? AND changed = 'pay' AND posting_id IN (SELECT id
		FROM posting WHERE source = ?)`, run.ID, source)
	return n, err
}
