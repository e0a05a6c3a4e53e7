package crawl

import (
	"errors"
	"fmt"
	"hash/maphash"
	"net"
	"syscall"
	"time"

	"backpay/scraper"
)

// Budget is the most that one source may cost a run; zero values are no limit.
type Budget struct {
	Requests int
	Time     time.Duration
}

// barrenPages is after how many pages in a row without a record that is new to
// the run the links of a board are taken for endless: session numbers,
// calendars, filters.
const barrenPages = 1000

// The reasons for which a page is not asked for.
var (
	errBudget  = errors.New("the budget of the source is used up")
	errEndless = errors.New("links without end")
)

// spending is what sources and boards have cost so far. The loop alone uses it.
type spending struct {
	Budget
	now     func() time.Time
	sources map[string]*spent
	barren  map[string]int      // pages in a row without a new record, by source and board
	met     map[uint64]struct{} // postings of this run
	seed    maphash.Seed
}

type spent struct {
	requests int
	since    time.Time
}

func newSpending(o Options) *spending {
	return &spending{
		Budget: o.Budget, now: o.Now, sources: map[string]*spent{}, barren: map[string]int{},
		met: map[uint64]struct{}{}, seed: maphash.MakeSeed(),
	}
}

func boardOf(l scraper.Lease) string { return l.Source + " " + l.Request.Board }

// begin counts a page that is asked for.
func (s *spending) begin(l scraper.Lease) {
	if s.sources[l.Source] == nil {
		s.sources[l.Source] = &spent{since: s.now()}
	}
	s.sources[l.Source].requests++
}

// forbids returns why a page is not to be asked for, nil where it may be.
func (s *spending) forbids(l scraper.Lease) error {
	source := s.sources[l.Source]
	switch {
	case source == nil:
		return nil
	case s.Requests > 0 && source.requests >= s.Requests:
		return fmt.Errorf("%w: %d requests (fetch.budget.requests)", errBudget, s.Requests)
	case s.Time > 0 && s.now().Sub(source.since) >= s.Time:
		return fmt.Errorf("%w: %s (fetch.budget.time)", errBudget, s.Time)
	case s.barren[boardOf(l)] >= barrenPages:
		return fmt.Errorf("%w: the last %d pages of %q held nothing new", errEndless, barrenPages, l.Request.Board)
	}
	return nil
}

// end counts what a page brought.
func (s *spending) end(o scraper.Outcome) {
	r := o.Result
	switch {
	case s.meets(o.Lease.Source, r.Postings), o.Fetch != nil && o.Fetch.Same && len(r.Requests) == 0, len(r.Claims)+len(r.References) > 0,
		r.Observations != nil:
		delete(s.barren, boardOf(o.Lease))
	case o.State == scraper.Done || o.State == scraper.Skipped:
		s.barren[boardOf(o.Lease)]++
	}
}

// meets notes postings and reports whether one of them is new to the run.
func (s *spending) meets(source string, ps []scraper.Posting) bool {
	before := len(s.met)
	for i := range ps {
		var h maphash.Hash
		h.SetSeed(s.seed)
		h.WriteString(source)
		h.WriteByte(0)
		h.WriteString(ps[i].ID)
		s.met[h.Sum64()] = struct{}{}
	}
	return len(s.met) > before
}

// refused is the outcome of a page that is not asked for.
func refused(l scraper.Lease, why error) scraper.Outcome {
	v := visit{Outcome: scraper.Outcome{Lease: l}}
	v.fail("failed", why)
	return v.Outcome
}

// deadHosts is how many hosts have to be out of reach, before any has
// answered, for the network to be what is down.
const deadHosts = 5

// ErrNoNetwork: no host can be reached, so that pages stay queued.
var ErrNoNetwork = errors.New("no network")

// suspects are the pages that failed for want of a network, as long as nothing
// has been answered in this run. The loop alone uses them.
type suspects struct {
	answered bool
	pages    []scraper.Outcome
	hosts    map[string]bool
}

// hold keeps an outcome that may be our own network's, and returns an error
// once that is plain. It reports false for every other outcome.
func (s *suspects) hold(o scraper.Outcome) (held bool, err error) {
	if s.answered || o.State != scraper.Failed || !isUnreachable(o.Err) {
		s.answered = s.answered || o.Fetch != nil
		return false, nil
	}
	if s.hosts == nil {
		s.hosts = map[string]bool{}
	}
	s.hosts[host(o.Lease.Request)] = true
	s.pages = append(s.pages, o)
	if len(s.hosts) >= deadHosts {
		err = fmt.Errorf("%w: the first %d hosts can't be reached: %w", ErrNoNetwork, len(s.hosts), o.Err)
	}
	return true, err
}

// release returns the pages that were held: their failures are their hosts'.
func (s *suspects) release() []scraper.Outcome {
	pages := s.pages
	s.pages = nil
	return pages
}

// isUnreachable reports whether nothing on the way to a host answered.
func isUnreachable(err error) bool {
	_, dns := errors.AsType[*net.DNSError](err)
	return dns || errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) ||
		errors.Is(err, syscall.ENETDOWN)
}
