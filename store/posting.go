package store

import (
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"backpay/scraper"
	"backpay/scraper/doubt"
)

// batch is the postings of one page on their way into the file.
type batch struct {
	run    Run
	source string
	fetch  int64  // fetch.id; 0 when nothing was fetched
	seen   string // when the page was seen
	// snapshot says that an import repeats what was open, so that it counts as
	// seen again.
	snapshot bool

	ids                       []int64 // of the postings, as they were put
	fresh, changed, unchanged int
	// signs counts known postings that changed as by a fault of the source.
	signs map[doubt.Sign]int
	// problem is what could not be kept.
	problem error
}

// known is what the file has of a posting, as much as a pass without news needs.
type known struct {
	id    int64
	sum   string // digest of all that it says
	board string
	gone  bool
	last  string // when it was last seen
}

// chunk is how many postings are looked up, or touched, by one statement.
const chunk = 256

// put keeps postings: new ones, changed ones with their earlier state in
// posting_version, and of unchanged ones that they were seen again.
func (b *batch) put(t *txn, ps []scraper.Posting) error {
	for len(ps) > 0 {
		n := min(chunk, len(ps))
		if err := b.putChunk(t, ps[:n]); err != nil {
			return err
		}
		ps = ps[n:]
	}
	return nil
}

func (b *batch) putChunk(t *txn, ps []scraper.Posting) error {
	have, err := b.lookUp(t, ps)
	if err != nil {
		return err
	}
	var touched []int64
	for i := range ps {
		p := &ps[i]
		if p.ID == "" {
			b.problem = errors.Join(b.problem, fmt.Errorf("posting %q at %q has no id", p.Title, p.Path))
			continue
		}
		k, seen := have[p.ID]
		if !seen {
			if k, err = b.insert(t, p); err != nil {
				return fmt.Errorf("posting %q: %w", p.ID, err)
			}
			if k == nil {
				continue
			}
			have[p.ID] = k
			b.ids = append(b.ids, k.id)
			if err := b.closed(t, k, p); err != nil {
				return fmt.Errorf("posting %q: %w", p.ID, err)
			}
			continue
		}
		b.ids = append(b.ids, k.id)
		if err := errors.Join(b.update(t, k, p), b.valid(t, k.id, p)); err != nil {
			return fmt.Errorf("posting %q: %w", p.ID, err)
		}
		if b.run.Kind == Scrape || b.snapshot && b.seen >= k.last {
			touched = append(touched, k.id)
			if err := b.revive(t, k, p); err != nil {
				return fmt.Errorf("posting %q: %w", p.ID, err)
			}
		}
		if err := b.closed(t, k, p); err != nil {
			return fmt.Errorf("posting %q: %w", p.ID, err)
		}
	}
	if len(touched) == 0 {
		return nil
	}
	ids, err := list(touched)
	if err != nil {
		return err
	}
	_, err = b.touch(t, ids)
	return err
}

func (b *batch) lookUp(t *txn, ps []scraper.Posting) (map[string]*known, error) {
	ids := make([]string, len(ps))
	for i := range ps {
		ids[i] = ps[i].ID
	}
	arg, err := list(ids)
	if err != nil {
		return nil, err
	}
	have := make(map[string]*known, len(ps))
	err = t.each(func(r *sql.Rows) error {
		var k known
		var id string
		var sum []byte
		if err := r.Scan(&k.id, &id, &sum, &k.board, &k.gone, &k.last); err != nil {
			return err
		}
		k.sum = hex.EncodeToString(sum)
		have[id] = &k
		return nil
	}, `SELECT id, source_id, sha256, COALESCE(board, ''), ended_at IS NOT NULL, last_seen_at FROM posting_head
		WHERE source = ? AND source_id IN (SELECT value FROM json_each(?))`, b.source, arg)
	return have, err
}

// insert keeps a new posting. It answers nil for one that can't be written down.
func (b *batch) insert(t *txn, p *scraper.Posting) (*known, error) {
	record, err := json.Marshal(p)
	if err != nil { // an amount that is no number
		b.problem = errors.Join(b.problem, fmt.Errorf("posting %q: %w", p.ID, err))
		return nil, nil
	}
	k := &known{sum: digest(p), board: p.Board, last: b.seen}
	k.id, err = t.insert(
		`INSERT INTO posting_head (source, source_id, board, first_seen_at, last_seen_at, last_run_id,
		fetch_id, sha256, title, company, url, place_text, employment, posted_at)
		VALUES (?, ?, ?, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`,
		b.source,
		p.ID,
		text(p.Board),
		b.seen,
		b.run.ID,
		number(b.fetch),
		sumBytes(k.sum),
		p.Title,
		text(p.Company),
		text(p.URL),
		text(p.Place),
		text(p.Employment),
		stampOr(p.PostedAt),
	)
	if err != nil {
		return nil, err
	}
	if _, err := t.exec(`INSERT INTO posting_said (posting_id, record, description) VALUES (?, ?, ?)`,
		k.id, string(record), text(p.Description)); err != nil {
		return nil, err
	}
	b.fresh++
	return k, b.valid(t, k.id, p)
}

// update lays an answer over a posting that is known.
func (b *batch) update(t *txn, k *known, p *scraper.Posting) error {
	raw := digest(p)
	if raw == k.sum {
		b.unchanged++
		return nil
	}
	if stale, err := b.oldNews(t, k, raw); err != nil || stale {
		b.unchanged++
		return err
	}
	old, err := readSaid(t, k.id)
	if err != nil {
		return err
	}
	b.watch(&old, p)
	now, fetch := scraper.Merge(old, *p), b.fetch
	if b.seen < k.last && b.run.Kind == Import {
		// A snapshot older than what is known: it fills gaps and changes nothing.
		now, fetch = scraper.Merge(*p, old), 0
		if _, err := t.exec(`UPDATE posting_head SET first_seen_at = MIN(first_seen_at, ?) WHERE id = ?`, b.seen, k.id); err != nil {
			return err
		}
	}
	sum := digest(&now)
	if sum == k.sum {
		b.unchanged++
		return b.remember(t, k, raw)
	}
	if stale, err := b.oldNews(t, k, sum); err != nil || stale {
		b.unchanged++
		return errors.Join(err, b.remember(t, k, raw))
	}
	record, err := json.Marshal(now)
	if err != nil {
		b.problem = errors.Join(b.problem, fmt.Errorf("posting %q: %w", p.ID, err))
		return nil
	}
	pay, err := list(old.Pay)
	if err != nil {
		return err
	}
	if err := b.version(t, k, differences(&old, &now), pay); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE posting_head SET board = ?, last_seen_at = MAX(last_seen_at, ?), last_run_id = ?,
		fetch_id = COALESCE(?, fetch_id), sha256 = ?,
			title = ?, company = ?, url = ?, place_text = ?, employment = ?, posted_at = ?, stale = 1 WHERE id = ?`,
		text(now.Board), b.seen, b.run.ID, number(fetch), sumBytes(sum), now.Title, text(now.Company), text(now.URL),
		text(now.Place), text(now.Employment), stampOr(now.PostedAt), k.id); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE posting_said SET record = ?, description = ? WHERE posting_id = ?`,
		string(record), text(now.Description), k.id); err != nil {
		return err
	}
	b.changed++
	k.sum = sum
	if raw != sum {
		return b.remember(t, k, raw)
	}
	return nil
}

// oldNews reports whether an import brings what the posting has said, or what
// an answer about it has said, before. On a board of today that is news: the
// source went back to it.
func (b *batch) oldNews(t *txn, k *known, sum string) (bool, error) {
	if b.run.Kind != Import {
		return false, nil
	}
	var one int
	return t.get([]any{&one}, `SELECT 1 FROM posting_version WHERE posting_id = ?1 AND sha256 = ?2
		UNION ALL SELECT 1 FROM posting_answer WHERE posting_id = ?1 AND sha256 = ?2 LIMIT 1`, k.id, sum)
}

// remember keeps the digest of an answer that differs from every state it led
// to, so that importing it again is known for old news.
func (b *batch) remember(t *txn, k *known, raw string) error {
	if b.run.Kind != Import {
		return nil
	}
	_, err := t.exec(`INSERT INTO posting_answer (posting_id, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING`, k.id, raw)
	return err
}

// readSaid returns what a posting said, as merged so far.
func readSaid(t *txn, id int64) (scraper.Posting, error) {
	var record string
	var description sql.NullString
	if _, err := t.get([]any{&record, &description}, `SELECT record, description FROM posting_said WHERE posting_id = ?`, id); err != nil {
		return scraper.Posting{}, err
	}
	return decodeSaid(record, description.String)
}

func decodeSaid(record, description string) (scraper.Posting, error) {
	var p scraper.Posting
	if err := json.Unmarshal([]byte(record), &p); err != nil {
		return p, fmt.Errorf("posting_said.record: %w", err)
	}
	p.Description = description
	return p, nil
}
