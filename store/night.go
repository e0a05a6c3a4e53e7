package store

import (
	"context"
	"database/sql"
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
	lost := func(sign doubt.Sign, field string, was, is bool) {
		if was && !is && !slices.Contains(in.Omits, field) {
			b.sign(sign)
		}
	}
	lost(doubt.LostPay, "pay", len(old.Pay) > 0, len(in.Pay) > 0)
	lost(doubt.LostDescription, "description", old.Description != "", in.Description != "")
	lost(doubt.LostPlace, "place", old.Place != "", in.Place != "")
	lost(doubt.LostCompany, "company", old.Company != "", in.Company != "")
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

// count adds a page's postings to the night of its source.
func (b *batch) count(t *txn) error {
	known := b.changed + b.unchanged
	if b.run.Kind != Scrape || known+b.fresh == 0 {
		return nil
	}
	_, err := t.exec(`INSERT INTO night (source, run_id, n_seen, n_known, lost_pay, lost_description, lost_place, lost_company, moved_currency, moved_amount)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET n_seen = n_seen + excluded.n_seen, n_known = n_known + excluded.n_known, lost_pay = lost_pay + excluded.lost_pay,
			lost_description = lost_description + excluded.lost_description, lost_place = lost_place + excluded.lost_place, lost_company = lost_company + excluded.lost_company,
			moved_currency = moved_currency + excluded.moved_currency, moved_amount = moved_amount + excluded.moved_amount`,
		b.source, b.run.ID, known+b.fresh, known, b.signs[doubt.LostPay], b.signs[doubt.LostDescription], b.signs[doubt.LostPlace], b.signs[doubt.LostCompany],
		b.signs[doubt.MovedCurrency], b.signs[doubt.MovedAmount])
	if err != nil {
		return fmt.Errorf("night: %w", err)
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
	rows, err := db.query(ctx, `SELECT n.source, n_seen, n_known, r.pages_failed, n_listed, n_missing, n_gone, lost_pay, lost_description, lost_place, lost_company, moved_currency, moved_amount
		FROM night n JOIN source_run r USING (source, run_id)
		WHERE n.run_id = ?1 OR n.run_id < ?1 AND r.status IN ('ok', 'partial') AND n.source IN (SELECT source FROM night WHERE run_id = ?1)
		ORDER BY n.source, n.run_id`, run.ID)
	if err != nil {
		return nil, fmt.Errorf("nights of run %d: %w", run.ID, err)
	}
	out := map[string][]doubt.Night{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var source string
		var n doubt.Night
		var pay, text, place, company, currency, amount int
		err := r.Scan(&source, &n.Seen, &n.Known, &n.Failed, &n.Listed, &n.Missing, &n.Gone, &pay, &text, &place, &company, &currency, &amount)
		n.Signs = map[doubt.Sign]int{
			doubt.LostPay: pay, doubt.LostDescription: text, doubt.LostPlace: place, doubt.LostCompany: company,
			doubt.MovedCurrency: currency, doubt.MovedAmount: amount,
		}
		out[source] = append(out[source], n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("nights of run %d: %w", run.ID, err)
	}
	return out, nil
}

// measureEnds counts what the run's lists and pages say of the ends of
// postings, source by source.
func measureEnds(t *txn, run Run) error {
	if _, err := t.exec(`INSERT INTO night (source, run_id) SELECT DISTINCT p.source, ?1 FROM ending e JOIN posting p ON p.id = e.posting_id WHERE e.run_id = ?1
		UNION SELECT DISTINCT source, ?1 FROM listed_board WHERE run_id = ?1 ON CONFLICT DO NOTHING`, run.ID); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE night SET
			n_gone = (SELECT COUNT(*) FROM ending e JOIN posting p ON p.id = e.posting_id WHERE e.run_id = ?1 AND p.source = night.source),
			n_listed = (SELECT COUNT(*) FROM listed_board b JOIN posting p ON p.source = b.source AND p.board = b.board AND p.ended_at IS NULL
				WHERE b.run_id = ?1 AND b.source = night.source AND b.state = 'whole' AND p.id <= (SELECT newest_posting_id FROM run WHERE run_id = ?1)),
			n_missing = (SELECT COUNT(*) FROM listed_board b JOIN posting p ON p.source = b.source AND p.board = b.board AND p.ended_at IS NULL
				WHERE b.run_id = ?1 AND b.source = night.source AND b.state = 'whole' AND p.last_run_id <> ?1)
		WHERE run_id = ?1`, run.ID)
	return err
}

// keepPay takes back what a run wrote of a source's pay, which is not
// believed: each posting states again what it stated before the run. The next
// run is then compared with the sound state too.
func keepPay(t *txn, run Run, source string) (int, error) {
	n, err := t.exec(`UPDATE posting SET record = json_set(record, '$.pay', json(v.pay)), sha256 = v.sha256, stale = 1
		FROM (SELECT posting_id, pay, sha256, MIN(id) FROM posting_version WHERE run_id = ? AND ', ' || changed || ',' LIKE '%, pay,%' GROUP BY posting_id) v
		WHERE posting.id = v.posting_id AND posting.source = ?`, run.ID, source)
	if err != nil {
		return 0, err
	}
	_, err = t.exec(`DELETE FROM posting_version WHERE run_id = ? AND changed = 'pay' AND posting_id IN (SELECT id FROM posting WHERE source = ?)`, run.ID, source)
	return n, err
}
