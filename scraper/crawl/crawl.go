// Package crawl is the engine that gathers: it takes requests from a frontier,
// has Colly fetch them through the polite transport of package fetch, gives
// each page to its source, and settles what came of it.
//
// A Colly collector for each source carries the visit: its callbacks are the
// steps, from OnRequest to OnScraped. What of Colly stays off stands at
// leaveOff, with the reasons: policy lives in the transport, and the queue in
// the frontier. A worker holds one request at a time; requests to one host are
// bounded, so that a slow host never takes all workers. It is the only package
// that imports colly.
package crawl

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"

	"golang.org/x/sync/semaphore"
)

// Plan is one source of a run.
type Plan struct {
	Source   scraper.Source
	Settings scraper.Settings
	MinDelay time.Duration // least time between two requests to one host
	// Sign puts the source's keys on a request as it leaves; nil for none.
	Sign func(*http.Request)
	// Grant is what the keys are exchanged for a token with; nil for keys that
	// stand on requests themselves.
	Grant *fetch.Grant
	// ByKey says that the keys' own terms replace robots.txt; see fetch.Scope.
	ByKey bool
}

// Options are what a run needs.
type Options struct {
	Transport http.RoundTripper
	Frontier  scraper.Frontier
	Plans     []Plan
	Shard     Shard // of the first requests; the zero Shard is all
	Workers   int   // pages at a time, in all
	PerHost   int   // pages at a time, of one host
	Budget    Budget
	Now       func() time.Time
	// Program names the program that reads, one build of it. A page that the
	// same program has read of the same request is not read again. "" has all
	// pages read.
	Program string
	// Progress is called from one goroutine after each settled batch.
	Progress func(Progress)
}

// Progress is how far a run has come.
type Progress struct {
	Done, Failed, Skipped int
	Postings              int
	Problems              []Problem // of this batch
}

// Problem is one thing that went wrong, named by source and URL.
type Problem struct {
	Source, URL string
	Status      string // failed, blocked, drift, skipped or partial
	Err         error
}

// Error is one line for a person. The transport's errors name the address
// themselves.
func (p Problem) Error() string {
	return fmt.Sprintf("source/%s: %s: %s", p.Source, p.URL, strings.TrimPrefix(p.Err.Error(), p.URL+": "))
}

// Run queues the first requests of every plan and works until the frontier is
// empty or ctx is cancelled. A resumed frontier goes on where it stood. What a
// source could not do is in the outcomes, never in the error, which tells of
// the frontier only, or that ctx was cancelled.
func Run(ctx context.Context, opt Options) error {
	e := &engine{
		Options: opt, plans: map[string]Plan{}, scopes: map[string]fetch.Scope{}, first: map[string]bool{},
		large: semaphore.NewWeighted(roomy),
	}
	for _, p := range opt.Plans {
		name := p.Source.About().Name
		reqs, err := p.Source.Start(p.Settings)
		if err != nil {
			return fmt.Errorf("source/%s: %w", name, err)
		}
		e.plans[name] = p
		e.scopes[name] = scope(p, reqs)
		for _, r := range reqs {
			e.first[name+" "+r.URL] = true
		}
		if err := opt.Frontier.Add(ctx, name, opt.Shard.Mine(reqs)); err != nil {
			return err
		}
	}
	l := &loop{engine: e, queue: newHostQueue(opt.PerHost), spent: newSpending(opt)}
	shared, ok := opt.Frontier.(Shared)
	if !ok {
		return l.run(ctx)
	}
	for {
		if err := l.run(ctx); err != nil {
			return err
		}
		if left, err := shared.Left(ctx); err != nil || left == 0 {
			return err
		}
		select { // another fetcher holds what is left, and may die of it
		case <-time.After(sharedWait):
		case <-ctx.Done():
			return ctx.Err()
		}
		l.drained = false
	}
}

// Shared is a frontier that other fetchers work at too, so that it may have
// pages left though it has none to hand out now.
type Shared interface {
	// Left counts the pages that wait, for whichever fetcher.
	Left(ctx context.Context) (int, error)
}

// sharedWait is how often a fetcher without work looks for some.
const sharedWait = 250 * time.Millisecond

type engine struct {
	Options
	plans  map[string]Plan
	scopes map[string]fetch.Scope
	first  map[string]bool     // the first requests, by source and URL
	large  *semaphore.Weighted // the room for large pages
}

// scope returns what a source may do: reach its own hosts and those of its
// first pages, at its pace, with its keys.
func scope(p Plan, first []scraper.Request) fetch.Scope {
	about := p.Source.About()
	s := fetch.Scope{
		Source:   about.Name,
		Hosts:    slices.Clone(about.Hosts),
		MinDelay: p.MinDelay,
		MaxBody:  about.MaxBody,
		Sign:     p.Sign,
		Grant:    p.Grant,
		ByKey:    p.ByKey,
	}
	for _, r := range first {
		if u, err := url.Parse(r.URL); err == nil && !s.Reaches(u) {
			s.Hosts = append(s.Hosts, u.Host)
		}
	}
	return s
}

// host is the host a request goes to, as the frontier names it.
func host(r scraper.Request) string {
	u, err := url.Parse(r.URL)
	if err != nil {
		return ""
	}
	return u.Host
}
