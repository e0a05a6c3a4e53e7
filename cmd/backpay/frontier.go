package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"backpay/scraper"
	"backpay/scraper/crawl"
	"backpay/store"
)

// sharedFrontier is a frontier that other programs work at too.
type sharedFrontier interface {
	scraper.Frontier
	crawl.Shared
	// Permit returns an error unless the host may be asked now.
	Permit(host string) error
	// Finish ends the run of all, where nothing is left of it.
	Finish(ctx context.Context) error
	// Close gives up what is held.
	Close(ctx context.Context) error
}

// member is a program at a shared frontier: what it is called, how long it lets
// a host rest, how many hosts it holds at most, where the records of its pages
// go and when a host may be asked again.
type member struct {
	name   string
	delay  time.Duration
	hosts  int
	keep   scraper.Frontier
	nextAt func(host string) time.Time
}

// seat is a place at a shared frontier, which is taken when the run begins.
type seat struct {
	sharedFrontier
	address string
	member  member
}

// Permit returns an error unless the host may be asked now.
func (s *seat) Permit(host string) error {
	if s.sharedFrontier == nil {
		return errors.New("the shared frontier is not joined yet")
	}
	return s.sharedFrontier.Permit(host)
}

// gatherShared gathers at the shared frontier until nothing is left of it. What
// each program met says little of a whole list, so that being absent from one
// ends no posting.
func (a *app) gatherShared(db *store.DB, run store.Run, plans []crawl.Plan, s *seat,
	gather func(scraper.Frontier, []crawl.Plan) error,
) (err error) {
	if s.sharedFrontier, err = openShared(a.ctx, s.address, s.member); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(context.WithoutCancel(a.ctx))) }()
	if err := gather(s, plans); err != nil {
		return err
	}
	if err := s.Finish(a.ctx); err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	var read []store.Reading
	for _, p := range plans {
		read = append(read, store.Reading{Source: p.Source.About().Name, Boards: boards(p), Part: true})
	}
	return db.EndPostings(a.ctx, run, read)
}

// namesOf are the sources of plans.
func namesOf(plans []crawl.Plan) (names []string) {
	for _, p := range plans {
		names = append(names, p.Source.About().Name)
	}
	return names
}

// memberName is this program's name among those at a shared frontier.
func memberName() (string, error) {
	host, err := os.Hostname()
	if err != nil {
		return "", fmt.Errorf("frontier: the name of this machine: %w", err)
	}
	return fmt.Sprintf("%s:%d", host, os.Getpid()), nil
}

// longestDelay is the least time between two requests to a host that suits every
// source: what a host's next holder waits for at least.
func longestDelay(c *config, plans []crawl.Plan) time.Duration {
	d := mustDuration(c.Fetch.MinDelay)
	for _, p := range plans {
		d = max(d, p.MinDelay)
	}
	return d
}

// checkFrontier returns why an address can't be that of a shared frontier.
func checkFrontier(address, shard string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return errors.New("want an address such as postgres://backpay@db.example.org/crawl")
	}
	if _, ok := u.User.Password(); ok || u.Query().Has("password") {
		return errors.New("a password doesn't belong into a file: set PGPASSWORD, or use a .pgpass file")
	}
	if shard != "" {
		return errors.New("a shared frontier hands out the sites, and fetch.shard divides them: use one of the two")
	}
	return nil
}
