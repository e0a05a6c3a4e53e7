package main

import (
	"context"

	"backpay/scraper"
	"backpay/scraper/crawl"
	"backpay/scraper/fetch"
	"backpay/store"
)

// gathering is what the crawls of one run share.
type gathering struct {
	*app
	config    *config
	db        *store.DB
	run       store.Run
	archive   *fetch.Archive
	transport *fetch.Transport
	refused   map[string]string
}

// alone gathers with the pages that wait in the database, those of the night's end
// too.
func (g *gathering) alone(crawls []crawl.Plan) error {
	from := func(plans []crawl.Plan) error {
		pages := g.db.Frontier(g.run, namesOf(plans)...)
		return g.crawl(flushed{pages, g.archive}, plans, pages.Waiting)
	}
	if err := from(crawls); err != nil {
		return err
	}
	return g.endNight(g.db, g.run, crawls, from)
}

// inTurns gathers with other fetchers, whose pages wait in one place.
func (g *gathering) inTurns(crawls []crawl.Plan, shared *seat) error {
	shared.member = member{
		name: g.run.Fetcher, delay: longestDelay(g.config, crawls),
		hosts: g.config.Fetch.Workers, // more would wait here, and could be asked by others
		keep:  flushed{g.db.Frontier(g.run, namesOf(crawls)...), g.archive}, nextAt: g.transport.NextAt,
	}
	return g.gatherShared(g.db, g.run, crawls, shared, func(pages scraper.Frontier, plans []crawl.Plan) error {
		return g.crawl(pages, plans, nil)
	})
}

// crawl reads pages until none waits; waiting counts those that do, where it can be
// known.
func (g *gathering) crawl(
	pages scraper.Frontier, plans []crawl.Plan, waiting func(context.Context) (int, error),
) error {
	c := g.config
	bar := newProgress(g.app, g.refused, waiting)
	defer bar.report()
	return crawl.Run(g.ctx, crawl.Options{
		Transport: g.transport, Frontier: pages, Plans: plans, Shard: c.shard, Workers: c.Fetch.Workers,
		PerHost: c.Fetch.PerHost, Now: g.now, Program: buildID(), Progress: bar.show,
		Budget: crawl.Budget{Requests: c.Fetch.Budget.Requests, Time: mustDuration(c.Fetch.Budget.Time)},
	})
}
