package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"backpay/scraper"
)

// LastFetch returns the latest good answer (200, with its bytes in the
// archive) to a GET of url, and whether there is one. It is what a conditional
// request and an offline run stand on.
func (db *DB) LastFetch(ctx context.Context, source, url string) (scraper.Fetch, bool, error) {
	if err := ctx.Err(); err != nil {
		return scraper.Fetch{}, false, err
	}
	if a, ok := db.ahead.take(source, url); ok {
		return a, a.ID != 0, nil
	}
	a := scraper.Fetch{Source: source, URL: url}
	stmt, err := db.last()
	if err == nil { // see txn for the context
		err = scanEarlier(stmt.QueryRowContext(context.WithoutCancel(ctx), source, url), &a)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return scraper.Fetch{}, false, fmt.Errorf("last fetch of %s: %w", url, err)
	}
	return a, a.ID != 0, nil
}

// scanEarlier reads what comes first, and then the columns of earlierOf into a,
// which stays as it is where they are NULL.
func scanEarlier(row interface{ Scan(...any) error }, a *scraper.Fetch, first ...any) error {
	var id, bytes, offset sql.NullInt64
	var at, etag, modified, sum, file, reader sql.NullString
	var requests []byte
	err := row.Scan(append(first, &id, &at, &etag, &modified, &sum, &bytes, &file, &offset, &reader, &requests)...)
	if err != nil || !id.Valid {
		return err
	}
	if reader.Valid && requests != nil {
		if err := json.Unmarshal(requests, &a.Requests); err != nil {
			return fmt.Errorf("page_read.requests of %d: %w", id.Int64, err)
		}
	}
	a.ID, a.Status, a.Bytes, a.File, a.Offset = id.Int64, 200, bytes.Int64, file.String, offset.Int64
	a.ETag, a.LastModified, a.SHA256, a.Reader = etag.String, modified.String, sum.String, reader.String
	a.FetchedAt, err = parseStamp(at)
	return err
}

// again keeps that a page says what it said when it was read. It returns its
// postings, which are seen again: nothing else of them is touched.
func (b *batch) again(t *txn, s *settling, f *scraper.Fetch) (ids []int64, err error) {
	at := f.Earlier
	p, found := s.same[at]
	if delete(s.same, at); !found {
		// Another request of this run may have led to the page and moved it on.
		found, err = t.get([]any{&at, &p.postings, &p.board}, `SELECT fetch_id, postings, board FROM page_read
			WHERE fetch_id = ?1 OR fetch_id IN (SELECT id FROM fetch WHERE source = ?2 AND url = ?3 AND status = 200
				AND method = 'GET' AND not_modified = 0 AND id > ?1) ORDER BY fetch_id DESC LIMIT 1`, f.Earlier, b.source, f.URL)
		if err != nil || !found {
			b.problem = errors.Join(b.problem, fmt.Errorf("%s changed while it was asked for", f.URL))
			return nil, err
		}
	}
	if p.board.Valid {
		if err := b.listed(t, p.board.String, "whole"); err != nil {
			return nil, err
		}
	}
	if !f.NotModified {
		if _, err := t.exec(`UPDATE page_read SET fetch_id = ? WHERE fetch_id = ?`, f.ID, at); err != nil {
			return nil, err
		}
	}
	return ids, json.Unmarshal(p.postings, &ids)
}

// touch notes that postings are on their page still.
func (b *batch) touch(t *txn, ids string) (int, error) {
	put := t.exec
	if b.run.Kind == Scrape { // an import may bring what is older than what is known
		put = t.see
	}
	// By itself, since it is never so but where a clock was wrong, and an index has it.
	if _, err := put(`UPDATE posting_head SET first_seen_at = ?1 WHERE id IN (SELECT value FROM json_each(?2))
		AND first_seen_at > ?1`, b.seen, ids); err != nil {
		return 0, err
	}
	return put(`UPDATE posting_head SET last_seen_at = ?, last_run_id = ?, unconfirmed_at = NULL
		WHERE id IN (SELECT value FROM json_each(?))`, b.seen, b.run.ID, ids)
}

// read keeps what a page brought, where all of it is postings that stand as
// they are for as long as the page does, or requests; of any other page it forgets
// what was kept.
func (b *batch) read(t *txn, o *scraper.Outcome, n *tally) error {
	f := o.Fetch
	if b.run.Kind != Scrape || f == nil || f.Same || f.Reader == "" && f.Earlier == 0 {
		return nil
	}
	if f.Earlier != 0 && (!f.NotModified || !b.lasting(o, n)) {
		if _, err := t.exec(`DELETE FROM page_read WHERE fetch_id = ?`, f.Earlier); err != nil {
			return err
		}
	}
	if f.Reader == "" || !b.lasting(o, n) {
		return nil
	}
	page := f.ID
	if f.NotModified {
		page = f.Earlier
	}
	ids, err := list(b.ids)
	if err != nil {
		return err
	}
	var requests any
	if len(o.Result.Requests) > 0 {
		if requests, err = list(o.Result.Requests); err != nil {
			return err
		}
	}
	_, err = t.exec(`INSERT OR REPLACE INTO page_read (fetch_id, read_id, reader, postings, board, requests)
		VALUES (?, ?, ?, ?, ?, ?)`, page, f.ID, f.Reader, ids, text(o.Result.Whole), requests)
	return err
}

// longList is how many requests a page may have led to that are kept with it. A
// sitemap's are as long as the sitemap, and cheap to read.
const longList = 500

// lasting reports whether a page brought postings and nothing else, or requests
// and nothing else, and nothing went wrong. One that brought both is read each
// night: the crawl tells a list without end from one that is long by its postings.
func (b *batch) lasting(o *scraper.Outcome, n *tally) bool {
	r := o.Result
	if o.State != scraper.Done || n.problem != nil || n.doubted > 0 || r.Ended != "" ||
		(len(r.Postings) == 0) == (len(r.Requests) == 0) || len(r.Requests) > longList ||
		len(r.Claims)+len(r.References)+len(r.Problems) > 0 || r.Observations != nil || r.Lost() > 0 {
		return false
	}
	for i := range r.Postings {
		if r.Postings[i].ClosedWhy != "" {
			return false
		}
	}
	return true
}

// replace makes what rests on earlier answers of a page, whose bytes are lost,
// rest on the one that was had anew: the postings that it shows, and the claims,
// observations and values that stand.
func (b *batch) replace(t *txn, o *scraper.Outcome) error {
	f := o.Fetch
	if f == nil || f.Lost == 0 || o.State != scraper.Done {
		return nil
	}
	const earlier = `(SELECT id FROM fetch WHERE source = ?2 AND url = ?3 AND id < ?1
		AND status = 200 AND method = 'GET' AND not_modified = 0)` // by the index fetch_last
	shown, err := list(b.ids)
	if err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE posting_head SET fetch_id = ?1 WHERE id IN (SELECT value FROM json_each(?4))
		AND EXISTS (SELECT 1 FROM fetch f WHERE f.id = posting_head.fetch_id AND f.source = ?2 AND f.url = ?3)`,
		f.ID, b.source, f.URL, shown); err != nil {
		return err
	}
	for _, rows := range []string{"claim WHERE superseded_at IS NULL AND", "observation WHERE", "reference WHERE"} {
		table, where, _ := strings.Cut(rows, " ")
		if _, err := t.exec(`UPDATE `+table+` SET fetch_id = ?1 `+where+` fetch_id IN `+earlier, f.ID, b.source, f.URL); err != nil {
			return err
		}
	}
	return nil
}
