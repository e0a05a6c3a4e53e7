package crawl

import (
	"fmt"
	"slices"
	"testing"

	"backpay/scraper"

	"pgregory.net/rapid"
)

func lease(id int64, host string) scraper.Lease {
	return scraper.Lease{ID: id, Source: "made", Request: scraper.Request{URL: fmt.Sprintf("http://%s/%d", host, id)}}
}

// Hosts take turns, and no host has more than its share at a time.
func TestQueueTurns(t *testing.T) {
	q := newHostQueue(2)
	q.push([]scraper.Lease{lease(1, "a"), lease(2, "a"), lease(3, "a"), lease(4, "b")})
	var got []int64
	for q.ready() > 0 {
		got = append(got, q.peek().ID)
		q.take()
	}
	if want := []int64{1, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("handed out %v, want %v", got, want)
	}
	if want := []string{"a"}; !slices.Equal(q.full(), want) {
		t.Errorf("full hosts %v, want %v", q.full(), want)
	}
	q.done(lease(1, "a"))
	if q.ready() != 1 || q.peek().ID != 3 {
		t.Errorf("after one of a is done: ready %d, next %d; want 1, 3", q.ready(), q.peek().ID)
	}
}

// Whatever the order of events: nothing is lost, handed out twice or beyond
// the share of its host.
func TestQueueProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perHost := rapid.IntRange(1, 3).Draw(t, "perHost")
		q := newHostQueue(perHost)
		var next int64
		seen := map[int64]bool{}
		flying := map[string][]scraper.Lease{}
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				next++
				q.push([]scraper.Lease{lease(next, rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "host"))})
			case 1:
				if q.ready() == 0 {
					continue
				}
				l := q.peek()
				q.take()
				h := host(l.Request)
				if seen[l.ID] {
					t.Fatalf("lease %d twice", l.ID)
				}
				seen[l.ID] = true
				if flying[h] = append(flying[h], l); len(flying[h]) > perHost {
					t.Fatalf("%d of host %s at a time, at most %d may", len(flying[h]), h, perHost)
				}
			case 2:
				for h, ls := range flying {
					if len(ls) > 0 {
						q.done(ls[0])
						flying[h] = ls[1:]
						break
					}
				}
			}
		}
		for _, h := range []string{"a", "b", "c"} {
			if slices.Contains(q.full(), h) == q.wants(h) {
				t.Fatalf("host %s: full %v, wants more %v", h, q.full(), q.wants(h))
			}
		}
		if rest := q.rest(); len(rest)+len(seen) != int(next) {
			t.Fatalf("%d waiting and %d handed out of %d", len(rest), len(seen), next)
		}
	})
}
