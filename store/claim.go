package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"backpay/scraper"
)

// claims is the claims of one page on their way into the file.
type claims struct {
	run    Run
	source string
	fetch  int64
	seen   string
	url    string // of the page; "" where it is a file
	file   string // the file's name, for the identity
	how    string // obtained_by

	fresh, changed, unchanged int
	problem                   error
}

// put keeps claims: new ones; changed ones as a new row, with the earlier row
// marked as superseded; and of unchanged ones, in a scrape, that they were
// seen again.
func (c *claims) put(t *txn, all []scraper.Claim) error {
	twice := map[string]int{}
	var seen []int64
	for i := range all {
		said := &all[i]
		if err := checkClaim(said); err != nil {
			c.problem = errors.Join(c.problem, fmt.Errorf("claim %q at %q: %w", said.Title, said.Path, err))
			continue
		}
		key := c.key(said)
		twice[key]++
		if n := twice[key]; n > 1 { // a page that says one thing twice, apart
			key += "-" + strconv.Itoa(n)
		}
		id, err := c.putOne(t, key, said)
		if err != nil {
			return fmt.Errorf("claim %q: %w", said.Title, err)
		}
		if id != 0 {
			seen = append(seen, id)
		}
	}
	if len(seen) == 0 || c.run.Kind != Scrape {
		return nil
	}
	ids, err := list(seen)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE claim SET last_seen_at = ? WHERE id IN (SELECT value FROM json_each(?))`, c.seen, ids)
	return err
}

// putOne returns the id of a claim that stands as it was.
func (c *claims) putOne(t *txn, key string, said *scraper.Claim) (int64, error) {
	sum, err := claimDigest(said, "")
	if err != nil {
		return 0, err
	}
	var id int64
	var old string
	found, err := t.get([]any{&id, &old}, `SELECT id, digest FROM claim WHERE source = ? AND key = ?
		AND superseded_at IS NULL`, c.source, key)
	if err != nil {
		return 0, err
	}
	if found && old == sum {
		c.unchanged++
		return id, nil
	}
	if found {
		// An import of what was said before is old news; on a page of today
		// the source went back to it.
		if c.run.Kind == Import {
			var one int
			if stale, err := t.get([]any{&one}, `SELECT 1 FROM claim WHERE source = ? AND key = ?
				AND digest = ? LIMIT 1`, c.source, key, sum); err != nil || stale {
				c.unchanged++
				return 0, err
			}
		}
		if _, err := t.exec(`UPDATE claim SET superseded_at = ? WHERE id = ?`, c.seen, id); err != nil {
			return 0, err
		}
		c.changed++
	} else {
		c.fresh++
	}
	return 0, insertClaim(
		t,
		claimRow{
			Claim:  said,
			source: c.source,
			key:    key,
			digest: sum,
			how:    c.how,
			at:     c.seen,
			fetch:  c.fetch,
			url:    c.url,
		},
	)
}

// key is the identity of a claim: where it stands and what it is about.
func (c *claims) key(s *scraper.Claim) string {
	at := c.url
	if at == "" {
		at = c.file
	}
	return claimKey(at, s)
}

func claimKey(at string, s *scraper.Claim) string {
	h := sha256.New()
	for _, part := range []string{at, s.Title, s.Code, s.Company, s.Skill, s.Place, s.Country, s.Statistic, s.PayKind, s.Period, s.AsOf, s.Path} {
		fmt.Fprintf(h, "%d:%s", len(part), part) // no two lists of parts read alike
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// claimDigest is the digest of all that a claim says.
func claimDigest(s *scraper.Claim, note string) (string, error) {
	said, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append(said, note...))
	return hex.EncodeToString(sum[:16]), nil
}

func checkClaim(s *scraper.Claim) error {
	switch {
	case s.Statistic == "":
		return errors.New("names no statistic")
	case bad(s.Amount):
		return fmt.Errorf("amount %v is no number", s.Amount)
	case bad(s.RelError):
		return fmt.Errorf("relative error %v is no number", s.RelError)
	}
	return nil
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// claimRow is one row to be written.
type claimRow struct {
	*scraper.Claim
	source, key, digest, how, at, url, note string
	fetch                                   int64
}

func insertClaim(t *txn, r claimRow) error {
	_, err := t.insert(
		`INSERT INTO claim (source, key, digest, obtained_by, retrieved_at, last_seen_at, fetch_id,
		url, path, title, code, company, skill,
			place_text, country_text, statistic, label, pay_kind, amount, currency, period, sample_n, sample_kind, sample_text, rel_error, top_coded, as_of, note, side_stated)
		VALUES (?, ?, ?, ?, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
			?23, ?24, ?25, ?26, ?27, ?28)`,
		r.source,
		r.key,
		r.digest,
		r.how,
		r.at,
		number(r.fetch),
		text(r.url),
		text(r.Path),
		text(r.Title),
		text(r.Code),
		text(r.Company),
		text(r.Skill),
		text(
			r.Place,
		),
		text(r.Country),
		r.Statistic,
		text(r.Label),
		text(r.PayKind),
		r.Amount,
		text(r.Currency),
		text(r.Period),
		number(
			r.SampleN,
		),
		text(r.SampleKind),
		text(r.SampleText),
		number(r.RelError),
		r.TopCoded,
		text(r.AsOf),
		text(r.note),
		text(string(r.Side)),
	)
	return err
}

// where is the address of an outcome's page, or the name of the file where
// there is none. The folders of a file say where somebody keeps it, not what
// it is.
func where(o *scraper.Outcome) (url, file string) {
	at := o.Lease.Request.URL
	if o.Fetch != nil && o.Fetch.URL != "" {
		at = o.Fetch.URL
	}
	if name, ok := strings.CutPrefix(at, "file:"); ok {
		return "", "file:" + path.Base(name)
	}
	return at, ""
}

// obtainedBy is the word for how a run's records of a source were had: the
// publisher's own file is that on a disk too.
func obtainedBy(t *txn, run Run, source string) (string, error) {
	var access sql.NullString
	if _, err := t.get([]any{&access}, `SELECT access FROM source WHERE name = ?`, source); err != nil {
		return "", err
	}
	switch a := scraper.Access(access.String); {
	case a == scraper.File:
		return "file", nil
	case run.Kind == Import:
		return "import", nil
	case a == scraper.API:
		return "api", nil
	}
	return "page", nil
}
