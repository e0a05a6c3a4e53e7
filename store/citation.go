package store

import (
	"context"
	"database/sql"
	"fmt"

	"backpay/scraper"
)

// Citation is a published figure that an editor entered by hand.
type Citation struct {
	Source string
	URL    string // where it was published
	Note   string
	Claim  scraper.Claim
}

// PutCitations makes these citations the whole of the claims obtained by
// citation: those that are there stay as they are, new ones are added, the
// others go. A citation is dated by its as_of and by when it was first put;
// what an editor takes out or corrects was never the source's word, so nothing
// is kept of it. Their sources must be known.
func (db *DB) PutCitations(ctx context.Context, all []Citation) error {
	err := db.write(ctx, func(t *txn) error {
		at := stamp(db.now())
		keep := map[string]bool{}
		for i := range all {
			c := &all[i]
			if err := checkClaim(&c.Claim); err != nil {
				return fmt.Errorf("citation of %s: %w", c.Source, err)
			}
			// A page may be cited and read as well: the keys are kept apart.
			key := claimKey("citation "+c.URL, &c.Claim)
			sum, err := claimDigest(&c.Claim, c.Note)
			if err != nil {
				return fmt.Errorf("citation of %s: %w", c.Source, err)
			}
			keep[c.Source+" "+key+" "+sum] = true
			if err := putCitation(t, c, key, sum, at); err != nil {
				return fmt.Errorf("citation of %s: %w", c.Source, err)
			}
		}
		var gone []int64
		if err := t.each(func(r *sql.Rows) error {
			var id int64
			var what string
			err := r.Scan(&id, &what)
			if !keep[what] {
				gone = append(gone, id)
			}
			return err
		}, `SELECT id, source || ' ' || key || ' ' || digest FROM claim WHERE obtained_by = 'citation'`); err != nil {
			return err
		}
		ids, err := list(gone)
		if err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM claim WHERE id IN (SELECT value FROM json_each(?))`, ids)
		return err
	})
	if err != nil {
		return fmt.Errorf("put citations: %w", err)
	}
	return nil
}

// putCitation adds a citation that isn't there as it stands. One with the same
// identity makes way.
func putCitation(t *txn, c *Citation, key, sum, at string) error {
	var one int
	found, err := t.get(
		[]any{&one},
		`SELECT 1 FROM claim WHERE source = ? AND key = ? AND digest = ?`,
		c.Source,
		key,
		sum,
	)
	if err != nil || found {
		return err
	}
	if _, err := t.exec(`DELETE FROM claim WHERE source = ? AND key = ?`, c.Source, key); err != nil {
		return err
	}
	return insertClaim(
		t,
		claimRow{
			Claim:  &c.Claim,
			source: c.Source,
			key:    key,
			digest: sum,
			how:    "citation",
			at:     at,
			url:    c.URL,
			note:   c.Note,
		},
	)
}
