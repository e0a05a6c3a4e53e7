package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"
)

const (
	// checkWait is how long a host may take to answer the check.
	checkWait = 15 * time.Second
	// checkAtOnce is how many hosts are asked at the same time.
	checkAtOnce = 16
	// maxSkew is how far this machine's clock may be from that of most hosts:
	// beyond it dates of adverts and answers are read wrongly.
	maxSkew = 5 * time.Minute
)

// hostCheck is what is asked of one host: its robots.txt, for the first address
// that each source would begin with.
type hostCheck struct {
	base  string // https://host
	first map[string]*url.URL
	bad   []error
	skew  time.Duration
	dated bool
}

// checkNetwork asks the robots.txt of every host that the sources begin with,
// once, and returns what would fail tonight.
func (a *app) checkNetwork(c *config) (bad []error) {
	hosts := a.hostsOf(c)
	proxy := a.proxy(c)
	client := a.checkClient(proxy)
	defer client.CloseIdleConnections()
	var wg sync.WaitGroup
	turn := make(chan struct{}, checkAtOnce)
	for _, h := range hosts {
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			h.ask(a, client, agent(c), proxy != nil)
		})
	}
	wg.Wait()
	var skews []time.Duration
	for _, h := range hosts {
		bad = append(bad, h.bad...)
		if h.dated {
			skews = append(skews, h.skew)
		}
	}
	return append(bad, checkSkew(skews)...)
}

// hostsOf returns the hosts that the sources which are on begin with, by name.
// A source that is used by its key follows no robots.txt.
func (a *app) hostsOf(c *config) (all []*hostCheck) {
	by := map[string]*hostCheck{}
	for _, p := range c.plans {
		about := p.source.About()
		if !p.enabled() || about.Access == scraper.Import {
			continue
		}
		requests, err := p.source.Start(p.settings)
		if err != nil {
			continue // said already
		}
		for _, r := range requests {
			u, err := url.Parse(r.URL)
			if err != nil || u.Host == "" {
				continue
			}
			base := u.Scheme + "://" + u.Host
			if by[base] == nil {
				by[base] = &hostCheck{base: base, first: map[string]*url.URL{}}
				all = append(all, by[base])
			}
			if by[base].first[about.Name] == nil && !a.env.byKey(about) {
				by[base].first[about.Name] = u
			}
		}
	}
	slices.SortFunc(all, func(x, y *hostCheck) int { return strings.Compare(x.base, y.base) })
	return all
}

// checkClient asks hosts as a run would, without its pace: each is asked once.
func (a *app) checkClient(proxy func(*url.URL) (*url.URL, error)) *http.Client {
	client := &http.Client{Timeout: checkWait, Transport: a.base}
	if a.base == nil {
		tr := &http.Transport{}
		if proxy != nil {
			tr.Proxy = func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }
		}
		client.Transport = tr
	}
	return client
}

// ask looks the host's name up and reads its robots.txt.
func (h *hostCheck) ask(a *app, client *http.Client, agent string, proxied bool) {
	ctx, cancel := context.WithTimeout(a.ctx, checkWait)
	defer cancel()
	u, err := url.Parse(h.base)
	if err == nil && !proxied && net.ParseIP(u.Hostname()) == nil {
		_, err = a.lookUp(ctx, u.Hostname())
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		h.say("its name can't be resolved: %s", dns.Err)
		return
	}
	var req *http.Request
	if err == nil {
		req, err = http.NewRequestWithContext(ctx, http.MethodGet, h.base+"/robots.txt", http.NoBody)
	}
	if err != nil {
		h.say("%w", err)
		return
	}
	req.Header.Set("User-Agent", agent)
	resp, err := client.Do(req)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err
		}
		h.say("%w", err)
		return
	}
	defer resp.Body.Close()
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		h.skew, h.dated = a.now().Sub(at), true
	}
	h.judge(resp)
}

// judge says what the answer to robots.txt forbids (RFC 9309, 2.3.1: a host
// whose robots.txt fails is not asked at all).
func (h *hostCheck) judge(resp *http.Response) {
	if resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
		h.say("its robots.txt answers %d: while it does, nothing else is asked", resp.StatusCode)
		return
	}
	if resp.StatusCode != http.StatusOK {
		return
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, fetch.MaxRobots))
	if err != nil {
		h.say("robots.txt: %w", err)
		return
	}
	for _, source := range slices.Sorted(maps.Keys(h.first)) {
		if u := h.first[source]; !fetch.RobotsAllow(body, u) {
			h.say("its robots.txt forbids %s, so that source/%s reads nothing there", cmp.Or(u.Path, "/"), source)
		}
	}
}

func (h *hostCheck) say(format string, args ...any) {
	h.bad = append(h.bad, fmt.Errorf(h.base+": "+format, args...))
}

// checkSkew reports this machine's clock where it is far from the middle one of
// the hosts' clocks: one that is wrong itself says nothing.
func checkSkew(skews []time.Duration) []error {
	if len(skews) == 0 {
		return nil
	}
	slices.Sort(skews)
	middle := skews[len(skews)/2]
	if middle.Abs() <= maxSkew {
		return nil
	}
	way := "ahead of"
	if middle < 0 {
		way = "behind"
	}
	return []error{fmt.Errorf("this machine's clock is %s %s the sites' clocks", middle.Abs().Round(time.Minute), way)}
}
