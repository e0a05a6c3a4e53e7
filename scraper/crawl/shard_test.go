package crawl

import (
	"fmt"
	"testing"

	"backpay/scraper"
)

// Every site has one owner, whatever the host, port or spelling, and the
// owners have about as many each.
func TestShard(t *testing.T) {
	const of, sites = 8, 4000
	n := make([]int, of)
	for i := range sites {
		name := fmt.Sprintf("acme%d.example", i)
		owners := 0
		for k := range of {
			s := Shard{k, of}
			if !s.Owns(name) {
				continue
			}
			owners++
			n[k]++
			for _, other := range []string{"jobs." + name, "JOBS." + name + ":8443", name + "."} {
				if !s.Owns(other) {
					t.Errorf("%s and %s have two owners", name, other)
				}
			}
		}
		if owners != 1 {
			t.Errorf("%s has %d owners", name, owners)
		}
	}
	for k, have := range n {
		if have < sites/of*8/10 || have > sites/of*12/10 {
			t.Errorf("shard %d owns %d of %d sites", k, have, sites)
		}
	}
	if !(Shard{}).Owns("a.example") {
		t.Error("no shard must own everything")
	}
	reqs := []scraper.Request{{URL: "http://127.0.0.1:1/a"}, {URL: "http://127.0.0.1:2/a"}, {URL: "http://[::1]:3/"}}
	var all int
	for k := range 5 {
		all += len(Shard{k, 5}.Mine(reqs))
	}
	if all != 3 {
		t.Errorf("%d of 3 requests have an owner", all)
	}
}

func TestParseShard(t *testing.T) {
	for in, want := range map[string]Shard{"": {}, "0/1": {0, 1}, "7/8": {7, 8}} {
		if got, err := ParseShard(in); err != nil || got != want || got.String() != in {
			t.Errorf("%q is %v (%v), want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"8/8", "-1/8", "1", "a/b", "1/0", "/", "1/8/2"} {
		if _, err := ParseShard(in); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}
