package crawl

import (
	"fmt"
	"hash/fnv"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"backpay/scraper"

	"golang.org/x/net/publicsuffix"
)

// Shard is a share of the sites: those of which Index is the owner, of Of
// owners in all. The zero Shard owns everything.
type Shard struct{ Index, Of int }

// ParseShard reads "3/8", the fourth of eight; "" is the zero Shard.
func ParseShard(s string) (Shard, error) {
	if s == "" {
		return Shard{}, nil
	}
	i, n, ok := strings.Cut(s, "/")
	index, err1 := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	if !ok || err1 != nil || err2 != nil || of < 1 || of > 10_000 || index < 0 || index >= of {
		return Shard{}, fmt.Errorf("%q is no share such as 0/8 to 7/8", s)
	}
	return Shard{index, of}, nil
}

// String is what ParseShard reads.
func (s Shard) String() string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// Owns reports whether a site is the shard's. A site is a registrable domain,
// since pages lead from one host of it to another and a host must have one
// owner to keep one pace; an address or a name without a dot stands for itself,
// with its port.
func (s Shard) Owns(host string) bool {
	if s.Of <= 1 {
		return true
	}
	h := fnv.New64a()
	h.Write([]byte(siteOf(host)))
	return h.Sum64()%uint64(s.Of) == uint64(s.Index)
}

func siteOf(host string) string {
	host = strings.ToLower(host)
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return host
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(strings.TrimSuffix(name, ".")); err == nil {
		return site
	}
	return host
}

// Mine returns the first requests that are the shard's. What their pages lead
// to stays with it: a source's scope holds it to the same sites.
func (s Shard) Mine(reqs []scraper.Request) (mine []scraper.Request) {
	for _, r := range reqs {
		if s.Owns(host(r)) {
			mine = append(mine, r)
		}
	}
	return mine
}
