package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"backpay/scraper"
)

// ClosedHosts returns the hosts that are to be left alone still.
func (db *DB) ClosedHosts(ctx context.Context) (hosts []scraper.ClosedHost, err error) {
	err = db.write(ctx, func(t *txn) error {
		return t.each(func(r *sql.Rows) error {
			var h scraper.ClosedHost
			var until string
			if err := r.Scan(&h.Host, &until, &h.Failing); err != nil {
				return err
			}
			if h.Until, err = time.Parse(time.RFC3339, until); err != nil {
				return fmt.Errorf("host_closed: %s: %w", h.Host, err)
			}
			hosts = append(hosts, h)
			return nil
		}, `SELECT host, until, failing FROM host_closed ORDER BY host`)
	})
	return hosts, err
}

// PutClosedHosts makes the hosts to be left alone those given.
func (db *DB) PutClosedHosts(ctx context.Context, hosts []scraper.ClosedHost) error {
	return db.write(ctx, func(t *txn) error {
		if _, err := t.exec(`DELETE FROM host_closed`); err != nil {
			return err
		}
		for _, h := range hosts {
			if _, err := t.exec(`INSERT INTO host_closed (host, until, failing) VALUES (?, ?, ?)`, h.Host, stamp(h.Until), h.Failing); err != nil {
				return err
			}
		}
		return nil
	})
}
