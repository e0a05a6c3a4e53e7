package main

import (
	"fmt"
	"slices"

	"backpay/scraper"
	"backpay/scraper/crawl"
	"backpay/scraper/doubt"
	"backpay/store"
)

// maxRechecks bounds the pages of known postings that a run asks for again,
// for each source: at one request a second it costs three minutes.
const maxRechecks = 200

// endNight judges how each source was read, asks again for known pages that no
// list led to, by crawlAgain, and ends the postings that have ended.
func (a *app) endNight(db *store.DB, run store.Run, plans []crawl.Plan, crawlAgain func([]crawl.Plan) error) error {
	nights, err := db.Nights(a.ctx, run)
	if err != nil {
		return err
	}
	var read []store.Reading
	var again []crawl.Plan
	for _, p := range plans {
		r := store.Reading{Source: p.Source.About().Name, Boards: boards(p)}
		var tonight doubt.Night
		if n := nights[r.Source]; len(n) > 0 {
			tonight = n[len(n)-1]
			r.Doubts = doubt.Judge(n[:len(n)-1], tonight)
		}
		for _, d := range r.Doubts {
			a.log.Error(fmt.Sprintf("source/%s: drift: %s", r.Source, d.Why))
		}
		read = append(read, r)
		// A listing that failed or shows nothing leads to no page: that says
		// nothing about the pages.
		if tonight.Seen == 0 || tonight.Failed > 0 || doubt.Ends(r.Doubts) {
			continue
		}
		more, err := a.recheck(db, run, p)
		if err != nil {
			return err
		}
		if more {
			again = append(again, p)
		}
	}
	if len(again) > 0 {
		if err := crawlAgain(again); err != nil {
			return err
		}
	}
	return db.EndPostings(a.ctx, run, read)
}

// recheck queues the pages of open postings that the run has not met, where
// the source can ask for them, and reports whether there are any.
func (a *app) recheck(db *store.DB, run store.Run, p crawl.Plan) (bool, error) {
	source, ok := p.Source.(scraper.Rechecker)
	if !ok {
		return false, nil
	}
	known, err := db.Unmet(a.ctx, run, source.About().Name, maxRechecks)
	if err != nil {
		return false, err
	}
	var reqs []scraper.Request
	for _, r := range known {
		if q, ok := source.Recheck(p.Settings, r); ok {
			reqs = append(reqs, q)
		}
	}
	if len(reqs) == 0 {
		return false, nil
	}
	return true, db.Frontier(run).Add(a.ctx, source.About().Name, reqs)
}

// boards returns the boards that a plan names, nil for a source without any.
func boards(p crawl.Plan) []string {
	first, err := p.Source.Start(p.Settings)
	if err != nil {
		return nil
	}
	var names []string
	for _, r := range first {
		if r.Board != "" && !slices.Contains(names, r.Board) {
			names = append(names, r.Board)
		}
	}
	return names
}
