package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/crawl"
	"backpay/scraper/fetch"
	"backpay/store"

	"golang.org/x/net/http/httpproxy"
)

type scrapeCmd struct {
	Sources []string `arg:"" optional:"" name:"source" help:"Sources to gather from; default: all that are enabled."`
	Shard   string   `placeholder:"I/N" help:"Gather from one share of the sites, into a database of its own: 0/8 to 7/8 cover them all, and merge joins the databases."`
}

func (cmd scrapeCmd) Run(a *app) (err error) {
	c, err := a.config(true)
	if err != nil {
		return err
	}
	plans, err := c.chosen(cmd.Sources, a.env)
	if err != nil {
		return err
	}
	if c.shard, err = c.share(cmd.Shard); err != nil {
		return err
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	return a.scrape(c, db, plans)
}

// chosen are the plans of the sources named, or of all that are on.
func (c *config) chosen(names []string, env environment) ([]plan, error) {
	var plans []plan
	var known []string
	for _, p := range c.plans {
		about := p.source.About()
		known = append(known, about.Name)
		named := slices.Contains(names, about.Name)
		switch {
		case len(names) == 0 && p.enabled():
			plans = append(plans, p)
		case named && about.Access == scraper.Import:
			return nil, usageError{
				fmt.Errorf(
					"%s is import-only: %s; save the page in a browser and run: backpay import --source %s FILE",
					about.Name,
					about.OffReason,
					about.Name,
				),
			}
		case named:
			if err := env.missing(about); err != nil {
				return nil, usageError{err}
			}
			plans = append(plans, p)
		}
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, usageError{fmt.Errorf("no such source: %q; %s", n, suggest(n, known))}
		}
	}
	return plans, nil
}

// scrape gathers from the sources planned. What one of them could not do is
// told and kept in source_run; the error is a partialError when something was
// kept all the same.
func (a *app) scrape(c *config, db *store.DB, plans []plan) (err error) {
	if c.Agent.Contact == "" && !onlyAllowed(c, plans) {
		a.log.Warn("agent.contact is empty: set it in the configuration, so that a site's owner can reach you")
	}
	archive, err := a.openArchive(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	var shared *seat // nil where the pages wait in the database
	if c.Fetch.Frontier != "" {
		shared = &seat{address: c.Fetch.Frontier}
	}
	transport, err := a.transport(c, db, archive, shared)
	if err != nil {
		return err
	}
	defer transport.CloseIdleConnections()
	defer func() { err = errors.Join(err, db.PutClosedHosts(context.WithoutCancel(a.ctx), transport.Closed())) }()
	run, resumed, err := db.StartRun(a.ctx, store.Scrape, version)
	if err != nil {
		return err
	}
	if resumed {
		a.log.Info(fmt.Sprintf("going on with the run of %s that was broken off",
			run.StartedAt.Format("2006-01-02 15:04")))
	}
	if err := a.checkClock(db, run); err != nil {
		return err
	}
	crawls, err := a.ready(db, run, plans, c.shard)
	if err != nil {
		return err
	}
	if shared != nil {
		if run.Fetcher, err = memberName(); err != nil {
			return err
		}
	}
	g := gathering{app: a, config: c, db: db, run: run, archive: archive, transport: transport}
	if g.refused, err = db.RefusedBefore(a.ctx, run); err != nil {
		return err
	}
	switch {
	case len(crawls) == 0:
	case shared != nil:
		err = g.inTurns(crawls, shared)
	default:
		err = g.alone(crawls)
	}
	if err != nil {
		return unfinished(err)
	}
	if _, err := db.FinishRun(a.ctx, run, ""); err != nil {
		return err
	}
	if shared != nil { // who met no posting of a source may have had none of its pages
		return a.outcome(db, run)
	}
	emptied, err := a.emptied(db, run)
	if err != nil {
		return err
	}
	return a.outcome(db, run, emptied...)
}

// transport asks for pages as the configuration allows, with what is remembered of
// their hosts.
func (a *app) transport(c *config, db *store.DB, archive *fetch.Archive, shared *seat) (*fetch.Transport, error) {
	closed, err := db.ClosedHosts(a.ctx)
	if err != nil {
		return nil, err
	}
	options := fetch.Options{
		Agent: agent(c), AllowHosts: c.Fetch.AllowHosts, MinDelay: mustDuration(c.Fetch.MinDelay),
		PerHost: c.Fetch.PerHost, Memory: db, Archive: archive, Redact: a.env.redactor(a.sources), Base: a.base,
		Closed: closed, Proxy: a.proxy(c), Now: a.now,
	}
	if shared != nil {
		options.Permit = shared.Permit
	}
	return fetch.New(options)
}

// unfinished is the error of a run that could not gather to its end.
func unfinished(err error) error {
	if errors.Is(err, context.Canceled) {
		return partialError{
			errors.New("interrupted; what was gathered is kept, and the next scrape goes on from there"),
		}
	}
	if errors.Is(err, crawl.ErrNoNetwork) || errors.Is(err, fetch.ErrLocal) {
		return fmt.Errorf("%w; what was not read waits for the next scrape", err)
	}
	return err
}

// emptied are the sources that answered no record though postings of theirs
// were open: a service that lost its list answers so, and one that was
// renamed. What was known of them stays, and source_run says so. A source that
// never gave anything is named, and no failure: it may have nothing open.
func (a *app) emptied(db *store.DB, run store.Run) ([]string, error) {
	runs, err := db.SourceRuns(a.ctx, run)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(runs, func(s store.SourceRun) bool { return s.Status == store.StatusEmpty }) {
		return nil, nil
	}
	states, err := db.SourceStates(a.ctx)
	if err != nil {
		return nil, err
	}
	of := map[string]store.SourceState{}
	for _, s := range states {
		of[s.Source] = s
	}
	var names []string
	for _, s := range runs {
		known := of[s.Source]
		never := known.Postings+known.Claims+known.Observations+known.References == 0
		if s.Status != store.StatusEmpty || known.Open == 0 && !never {
			continue
		}
		if never {
			a.log.Warn(fmt.Sprintf("source/%s: nothing was ever read of it: see whether it is set up rightly", s.Source))
			continue
		}
		why := fmt.Errorf("lists no posting, where %d were open: they stay", known.Open)
		if s.Error != "" {
			why = fmt.Errorf("%w; %s", why, s.Error)
		}
		if err := db.SetSourceStatus(a.ctx, run, s.Source, s.Status, why); err != nil {
			return nil, err
		}
		a.log.Error(fmt.Sprintf("source/%s: %v", s.Source, why))
		names = append(names, s.Source)
	}
	return names, nil
}

// ready are the plans that may run now. Of the others source_run says why not:
// a source that was read too lately is not due, which is no failure; one that
// can't begin has failed.
func (a *app) ready(db *store.DB, run store.Run, plans []plan, shard crawl.Shard) ([]crawl.Plan, error) {
	last, err := db.LastGood(a.ctx)
	if err != nil {
		return nil, err
	}
	var crawls []crawl.Plan
	for _, p := range plans {
		about := p.source.About()
		status, why := store.StatusFailed, a.env.missing(about)
		if why == nil {
			var reqs []scraper.Request
			if reqs, why = p.source.Start(p.settings); why == nil && len(reqs) == 0 {
				status, why = store.StatusSkipped, errors.New("the configuration names no board, site or page of it")
			} else if why == nil && len(shard.Mine(reqs)) == 0 {
				continue // another shard reports it
			}
		}
		every := max(about.Every, mustDuration(p.settings.Base().Every))
		if due := last[about.Name].Add(every); why == nil && every > 0 && notDue(a.now(), last[about.Name], every) {
			status, why = store.StatusSkipped, fmt.Errorf(
				"not due until %s: once in %s",
				due.UTC().Format("2006-01-02 15:04 MST"),
				every,
			)
		}
		if why == nil {
			crawls = append(
				crawls,
				crawl.Plan{
					Source:   p.source,
					Settings: p.settings,
					MinDelay: mustDuration(p.settings.Base().MinDelay),
					Sign:     a.env.signer(about),
					Grant:    a.env.grant(p.source, p.settings),
					ByKey:    a.env.byKey(about),
				},
			)
			continue
		}
		if status == store.StatusFailed {
			a.log.Error(fmt.Sprintf("source/%s: %v", about.Name, why))
		} else {
			a.log.Info(fmt.Sprintf("source/%s: %v", about.Name, why))
		}
		if err := db.SetSourceStatus(a.ctx, run, about.Name, status, why); err != nil {
			return nil, err
		}
	}
	return crawls, nil
}

// leap is how far the clock may move between two runs without a word.
const leap = 366 * 24 * time.Hour

// checkClock says so where the clock can't be right in this run or in those
// before: dates of postings rest on it. One run of another time heals by itself.
func (a *app) checkClock(db *store.DB, run store.Run) error {
	before, err := db.Starts(a.ctx, run, 3)
	if err != nil || len(before) == 0 {
		return err
	}
	first, last := slices.MinFunc(before, time.Time.Compare), slices.MaxFunc(before, time.Time.Compare)
	if run.StartedAt.Before(first.Add(-time.Hour)) || run.StartedAt.After(last.Add(leap)) {
		a.log.Error(
			fmt.Sprintf(
				"the clock says %s, and said %s in the run before: is it right?",
				run.StartedAt.Format(time.DateTime),
				before[0].Format(time.DateTime),
			),
		)
	}
	return nil
}

// notDue reports whether a source was read too lately. Cron's nights are a day
// apart give or take, so that a twentieth of the time is let off; a last run
// in the future is one whose clock was wrong.
func notDue(now, last time.Time, every time.Duration) bool {
	return !last.After(now) && now.Sub(last) < every-every/20
}

// outcome returns an error where a source has trouble: a partialError, unless
// every source that was to be read failed and nothing was kept. Sources that
// were skipped count as nothing. Those named as emptied are trouble though they
// answered well; a refusal that was met the time before in the same words is
// none, while other sources answer.
func (a *app) outcome(db *store.DB, run store.Run, emptied ...string) error {
	states, err := db.SourceRuns(a.ctx, run)
	if err != nil {
		return err
	}
	refused, err := db.RefusedBefore(a.ctx, run)
	if err != nil {
		return err
	}
	var bad, known []string
	good := false
	for _, s := range states {
		switch s.Status {
		case store.StatusBlocked:
			if sameRefusal(refused, s.Source, s.Error) {
				known = append(known, s.Source+" "+s.Status)
				continue
			}
			bad = append(bad, s.Source+" "+s.Status)
			good = true // it did answer
		case store.StatusFailed:
			bad = append(bad, s.Source+" "+s.Status)
			good = good || s.Records > 0
		case store.StatusDrift, store.StatusPartial:
			bad = append(bad, s.Source+" "+s.Status)
			good = true // it did answer
		case store.StatusEmpty:
			if slices.Contains(emptied, s.Source) {
				bad = append(bad, s.Source+" "+s.Status)
			}
			good = true
		case store.StatusOK:
			good = true
		}
	}
	a.log.Info(summary(states))
	if len(bad) == 0 && !good && len(known) > 0 {
		bad, good = known, true // nothing else was asked
	}
	if len(bad) == 0 {
		return nil
	}
	err = fmt.Errorf("%s; see backpay sources", strings.Join(bad, ", "))
	if !good {
		return err
	}
	return partialError{err}
}

// proxy returns the proxies of the environment, where the configuration says
// that they are used.
func (a *app) proxy(c *config) func(*url.URL) (*url.URL, error) {
	if c.Fetch.Proxy != "environment" {
		return nil
	}
	named := func(name string) string { return cmp.Or(a.env[name], a.env[strings.ToLower(name)]) }
	return (&httpproxy.Config{HTTPProxy: named("HTTP_PROXY"), HTTPSProxy: named("HTTPS_PROXY"), NoProxy: named("NO_PROXY")}).ProxyFunc()
}

// summary counts what was read, by kind: postings always, unless the run was
// about other records only.
func summary(states []store.SourceRun) string {
	var postings, claims, observations, references store.Records
	add := func(sum *store.Records, r store.Records) {
		sum.Read, sum.New, sum.Changed = sum.Read+r.Read, sum.New+r.New, sum.Changed+r.Changed
	}
	for _, s := range states {
		add(&postings, s.Postings())
		add(&claims, s.Claims)
		add(&observations, s.Observations)
		add(&references, s.References)
	}
	var parts []string
	for _, k := range []struct {
		name string
		store.Records
	}{{"postings", postings}, {"claims", claims}, {"observations", observations}, {"reference values", references}} {
		if k.Read > 0 || k.name == "postings" && claims.Read+observations.Read+references.Read == 0 {
			parts = append(parts, fmt.Sprintf("%d %s read: %d new, %d changed", k.Read, k.name, k.New, k.Changed))
		}
	}
	return strings.Join(parts, "; ")
}

// agent is the name that every request carries.
func agent(c *config) string {
	if c.Agent.Contact == "" {
		return "backpay/" + version
	}
	return "backpay/" + version + " (+" + c.Agent.Contact + ")"
}

// onlyAllowed reports whether every source points at a host of allow_hosts: a
// test, where nobody needs a contact.
func onlyAllowed(c *config, plans []plan) bool {
	for _, p := range plans {
		reqs, err := p.source.Start(p.settings)
		if err != nil {
			return false
		}
		for _, r := range reqs {
			if !slices.ContainsFunc(
				c.Fetch.AllowHosts,
				func(h string) bool { return strings.Contains(r.URL, "//"+h+"/") },
			) {
				return false
			}
		}
	}
	return true
}
