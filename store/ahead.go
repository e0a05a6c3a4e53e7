package store

import (
	"database/sql"
	"encoding/json"
	"sync"

	"backpay/scraper"
)

// ahead holds what was asked before about pages that are leased: Lease reads
// the earlier answers of all that it hands out by one query, on the writer's
// connection, whose cache is warm. A query for each page on a reader's would
// empty that reader's cache, since a batch is committed between any two.
//
// What a batch changes is forgotten here in the batch's own transaction, so that
// LastFetch never answers by what stood before it.
type ahead struct {
	mu    sync.Mutex
	pages map[pageKey]earlier
	moved map[int64]bool // postings that other pages have said something of since
}

type pageKey struct{ source, url string }

// earlier is the latest good answer of a page; its ID is 0 where there is none.
type earlier struct {
	scraper.Fetch
	postings []byte // of the page, as page_read has them
}

// aheadMost bounds what is held for pages that nobody asked for after all.
const aheadMost = 1 << 14

// earlierOf are the columns of a lastFetch, as scan reads them.
const earlierOf = `f.id, f.fetched_at, f.etag, f.last_modified, f.sha256, f.bytes, f.archive_file, f.archive_offset,
		CASE WHEN (SELECT COUNT(*) FROM json_each(r.postings) k JOIN posting p ON p.id = k.value
			WHERE p.ended_at IS NULL AND p.fetch_id <= r.read_id) = json_array_length(r.postings) THEN r.reader END, r.requests`

// lastOf is the condition that f is the latest good answer of a page, whose
// source and address are to be filled in.
const lastOf = ` AND f.status = 200 AND f.method = 'GET' AND f.not_modified = 0 AND f.archive_file IS NOT NULL
	ORDER BY f.id DESC LIMIT 1`

// lastFetch is the latest good answer of a source to a URL. Its reader is
// given only where each posting of the page is open still and was changed by no
// other page since; else the page has to be read again.
const lastFetch = `SELECT ` + earlierOf + ` FROM fetch f LEFT JOIN page_read r ON r.fetch_id = f.id
	WHERE f.source = ? AND f.url = ?` + lastOf

// lastFetches are those of leased pages, whose addresses come first.
const lastFetches = `SELECT q.source, q.url, r.postings, ` + earlierOf + ` FROM frontier q
	LEFT JOIN fetch f ON f.id = (SELECT f.id FROM fetch f WHERE f.source = q.source AND f.url = q.url` + lastOf + `)
	LEFT JOIN page_read r ON r.fetch_id = f.id
	WHERE q.id IN (SELECT value FROM json_each(?)) AND q.method = 'GET' AND q.body = ''`

// look reads ahead of the requests for leases, named by their ids as a JSON list.
func (a *ahead) look(t *txn, leases string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.pages == nil || len(a.pages)+len(a.moved) > aheadMost {
		a.pages, a.moved = map[pageKey]earlier{}, map[int64]bool{}
	}
	return t.each(func(r *sql.Rows) error {
		var k pageKey
		var e earlier
		err := scanEarlier(r, &e.Fetch, &k.source, &k.url, &e.postings)
		e.Source, e.URL = k.source, k.url
		a.pages[k] = e
		return err
	}, lastFetches, leases)
}

// take returns what was read of a page, once, if it stands.
func (a *ahead) take(source, url string) (f scraper.Fetch, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k := pageKey{source, url}
	e, ok := a.pages[k]
	delete(a.pages, k)
	return e.Fetch, ok && !a.overtaken(e)
}

// overtaken reports whether what the page said of its postings may not be the
// last that was said of them.
func (a *ahead) overtaken(e earlier) bool {
	if e.Reader == "" || len(a.moved) == 0 {
		return false
	}
	var ids []int64
	if err := json.Unmarshal(e.postings, &ids); err != nil {
		return true
	}
	for _, id := range ids {
		if a.moved[id] {
			return true
		}
	}
	return false
}

// forget drops what an answer that was read makes untrue.
func (a *ahead) forget(source string, f *scraper.Fetch, b *batch) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.pages == nil || f == nil || f.Same {
		return
	}
	delete(a.pages, pageKey{source, f.URL})
	if len(b.ids) > b.fresh { // nothing else has spoken of what is new
		for _, id := range b.ids {
			a.moved[id] = true
		}
	}
}
