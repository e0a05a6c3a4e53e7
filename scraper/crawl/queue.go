package crawl

import (
	"maps"
	"slices"

	"backpay/scraper"
)

// hostQueue holds leases by host and hands them out host by host in turn, at
// most perHost of one host at a time.
type hostQueue struct {
	perHost int
	waiting map[string][]scraper.Lease
	flying  map[string]int // leases of a host that workers hold
	turn    []string       // hosts with waiting leases, the next one first
}

func newHostQueue(perHost int) *hostQueue {
	return &hostQueue{perHost: perHost, waiting: map[string][]scraper.Lease{}, flying: map[string]int{}}
}

func (q *hostQueue) push(leases []scraper.Lease) {
	for _, l := range leases {
		h := host(l.Request)
		if len(q.waiting[h]) == 0 {
			q.turn = append(q.turn, h)
		}
		q.waiting[h] = append(q.waiting[h], l)
	}
}

// room is how many leases of a host may be handed out now.
func (q *hostQueue) room(h string) int { return q.perHost - q.flying[h] }

// ready is how many leases could be handed out now.
func (q *hostQueue) ready() (n int) {
	for h, ls := range q.waiting {
		n += max(0, min(len(ls), q.room(h)))
	}
	return n
}

// full are the hosts of which more leases would not help now.
func (q *hostQueue) full() []string {
	var hosts []string
	for h := range maps.Keys(q.flying) {
		if len(q.waiting[h]) >= q.room(h) {
			hosts = append(hosts, h)
		}
	}
	for h, ls := range q.waiting {
		if q.flying[h] == 0 && len(ls) >= q.perHost {
			hosts = append(hosts, h)
		}
	}
	slices.Sort(hosts)
	return hosts
}

// peek is the lease that take will remove; ready must not be 0.
func (q *hostQueue) peek() scraper.Lease {
	for q.room(q.turn[0]) <= 0 {
		q.turn = append(q.turn[1:], q.turn[0])
	}
	return q.waiting[q.turn[0]][0]
}

// take removes the lease that peek showed and counts it to its host.
func (q *hostQueue) take() {
	h := q.turn[0]
	q.flying[h]++
	q.turn = q.turn[1:]
	if q.waiting[h] = q.waiting[h][1:]; len(q.waiting[h]) > 0 {
		q.turn = append(q.turn, h)
	} else {
		delete(q.waiting, h)
	}
}

// done frees the place that a lease held at its host, and returns that host.
func (q *hostQueue) done(l scraper.Lease) string {
	h := host(l.Request)
	if q.flying[h]--; q.flying[h] <= 0 {
		delete(q.flying, h)
	}
	return h
}

// wants reports whether more leases of a host would help now: full doesn't have it.
func (q *hostQueue) wants(h string) bool { return len(q.waiting[h]) < q.room(h) }

// rest empties the queue.
func (q *hostQueue) rest() (all []scraper.Lease) {
	for _, h := range q.turn {
		all = append(all, q.waiting[h]...)
	}
	q.waiting, q.turn = map[string][]scraper.Lease{}, nil
	return all
}
