package main

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"backpay/scraper/market"
	"backpay/store"
)

// demoMonths are the months before the demo's own that Greenhouse was watched
// in: growth compares three with the three before them, and wants a source to
// have been seen in the month before those too.
const demoMonths = 7

// demoDay is the day on which the demo's market is looked at: the first of the
// month, so that a month's demos are alike.
func demoDay(now time.Time) time.Time {
	now = now.UTC()
	return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// demoPast lets the demo gather in months gone by: it serves the market as it
// was and sets the clock back.
type demoPast struct {
	clock   func() time.Time
	then    atomic.Pointer[time.Time] // nil for the present
	serving atomic.Pointer[http.Handler]
}

func (p *demoPast) now() time.Time {
	if t := p.then.Load(); t != nil {
		return *t
	}
	return p.clock()
}

func (p *demoPast) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*p.serving.Load()).ServeHTTP(w, r)
}

func (p *demoPast) serve(m *market.Market) {
	h := m.Handler()
	p.serving.Store(&h)
}

// gather reads the Greenhouse boards as they were on the first of each of the
// months before, and leaves the market as it is now.
func (p *demoPast) gather(a *app, c *config, db *store.DB, m *market.Market, day time.Time) error {
	plans, err := c.chosen([]string{"greenhouse"}, a.env)
	if err != nil {
		return err
	}
	quiet := *a
	quiet.log = slog.New(slog.DiscardHandler)
	for back := demoMonths; back > 0; back-- {
		then := day.AddDate(0, -back, 0)
		p.then.Store(&then)
		p.serve(m.At(then))
		if err := quiet.scrape(c, db, plans); err != nil {
			return err
		}
	}
	p.then.Store(nil)
	p.serve(m)
	return nil
}
