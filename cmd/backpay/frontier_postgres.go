//go:build postgres

package main

import (
	"context"

	"backpay/scraper/crawl/pgfrontier"
)

// openShared joins the run at a frontier in PostgreSQL, or begins one.
func openShared(ctx context.Context, address string, m member) (sharedFrontier, error) {
	return pgfrontier.Open(ctx, address, pgfrontier.Options{Fetcher: m.name, Delay: m.delay, Hosts: m.hosts, Inner: m.keep, NextAt: m.nextAt})
}
