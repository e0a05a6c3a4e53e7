package store

import (
	"context"
	"database/sql"
	"fmt"

	"backpay/scraper"
)

// ClosedHosts returns the hosts that are to be left alone still.
func (db *DB) ClosedHosts(ctx context.Context) (hosts []scraper.ClosedHost, err error) {
	rows, err := db.query(ctx, `SELECT host, until, failing FROM host_closed ORDER BY host`)
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var h scraper.ClosedHost
			var until sql.NullString
			if err := r.Scan(&h.Host, &until, &h.Failing); err != nil {
				return err
			}
			h.Until, err = parseStamp(until)
			hosts = append(hosts, h)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read closed hosts: %w", err)
	}
	return hosts, nil
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
