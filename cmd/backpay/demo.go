package main

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"backpay/aggregate/edition"
	"backpay/aggregate/report"
	"backpay/aggregate/survey"
	"backpay/scraper"
	"backpay/scraper/market"
	"backpay/scraper/source/ashby"
	"backpay/scraper/source/blsoews"
	"backpay/scraper/source/greenhouse"
	"backpay/scraper/source/jsonld"
	"backpay/scraper/source/lever"
)

// demoCmd runs the whole pipeline on the made-up job market: the real engine,
// over real HTTP on loopback, into a folder of its own.
type demoCmd struct {
	Dir  string `help:"Folder to work in; each run creates it anew." default:"backpay-demo" placeholder:"DIR"`
	Seed uint64 `help:"Seed of the made-up market: each number makes another one." default:"1"`
}

func (cmd demoCmd) Run(a *app) (err error) {
	day := demoDay(a.now())
	m, err := market.New(market.Demo(cmd.Seed, day))
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	past := &demoPast{clock: a.now}
	a.now = past.now
	srv := &http.Server{Handler: past, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(ln) }()
	defer srv.Close()
	c, err := cmd.config(a, m, ln.Addr().String())
	if err != nil {
		return err
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	fmt.Fprintf(a.screen, "backpay: a made-up job market of %d boards, on loopback\n", len(m.Boards()))
	if err := past.gather(a, c, db, m, day); err != nil {
		return err
	}
	plans, err := c.chosen([]string{"ashby", survey.Source, "greenhouse", "jsonld", "lever"}, a.env)
	if err != nil {
		return err
	}
	var truth []report.Planted
	err = a.refresh(c, db, plans, func(e edition.Edition) []report.Planted {
		truth = planted(m, c, e)
		return truth
	})
	// One of the boards is blocked and one has drifted, on purpose: that is
	// what the market is for, and no failure of the demo.
	if err != nil && exitCode(err) != exitPartial {
		return err
	}
	return printPlanted(a, c, truth)
}

// config points the sources of adverts, and a survey of employers, at the market.
func (cmd demoCmd) config(a *app, m *market.Market, host string) (*config, error) {
	if err := clearDemo(cmd.Dir); err != nil {
		return nil, err
	}
	base := scraper.Common{BaseURL: "http://" + host}
	g, l, y, j := &greenhouse.Settings{}, &lever.Settings{}, &ashby.Settings{}, &jsonld.Settings{}
	g.Common, l.Common, y.Common = base, base, base
	for _, b := range m.Boards() {
		board := scraper.Board{Token: b.Token, Company: b.Company}
		switch b.Kind {
		case market.Greenhouse:
			g.Boards = append(g.Boards, board)
		case market.Lever:
			l.Boards = append(l.Boards, lever.Board{Board: board})
		case market.Ashby:
			y.Boards = append(y.Boards, board)
		case market.JSONLD:
			j.Sites = append(
				j.Sites,
				jsonld.Site{
					Company:   b.Company,
					Start:     base.BaseURL + b.Start,
					JobLinks:  b.JobLinks,
					NextLinks: b.NextLinks,
				},
			)
		}
	}
	c := defaults(a.sources)
	for i, p := range c.plans {
		switch p.source.About().Name {
		case "greenhouse":
			c.plans[i].settings = g
		case "lever":
			c.plans[i].settings = l
		case "ashby":
			c.plans[i].settings = y
		case "jsonld":
			c.plans[i].settings = j
		case survey.Source:
			c.plans[i].settings = &blsoews.Settings{
				Common: base, Years: []int{a.now().UTC().Year() - 1}, Areas: []string{"national", "metro"},
			}
		}
	}
	c.Database = filepath.Join(cmd.Dir, "backpay.db")
	c.Archive.Dir = filepath.Join(cmd.Dir, "archive")
	c.Report.Out = filepath.Join(cmd.Dir, "report")
	c.Fetch.AllowHosts = []string{host}
	c.Fetch.PerHost = c.Fetch.Workers
	c.Citations = madeUp(m, c, a.now().UTC().Format("2006"))
	return c, nil
}

// madeUp are the published figures of the market, as an editor would cite them
// in a year.
func madeUp(m *market.Market, c *config, year string) (all []citation) {
	for _, p := range m.Published(c.Report.Role, c.Report.Country) {
		place := p.City
		if p.Region != "" {
			place += ", " + p.Region
		}
		all = append(all, citation{
			Source: p.Publisher, URL: "https://" + p.Publisher + ".example/", Title: p.Title, Statistic: p.Statistic,
			PayKind: p.Kind, Amount: math.Round(p.Amount), Currency: c.Report.Currency, Period: "year", AsOf: year,
			Country: c.Report.Country, Place: place, Side: p.Side, Note: "made up, like the whole market: " + p.Why,
		})
	}
	return all
}

// demoMark is the file by which a demo knows a folder that it made: any other
// folder with something in it is not the demo's to clear.
const demoMark = ".backpay-demo"

// clearDemo empties a folder that a demo made, or makes it.
func clearDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return usageError{fmt.Errorf("demo: %w", err)}
	}
	isDemo := func(e os.DirEntry) bool { return e.Name() == demoMark }
	if len(entries) > 0 && !slices.ContainsFunc(entries, isDemo) {
		return usageError{fmt.Errorf("demo: %s is not empty and no demo made it; name another folder with --dir", dir)}
	}
	for _, e := range entries {
		if isDemo(e) {
			continue // a demo that is broken off here is still one
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return usageError{fmt.Errorf("demo: %w", err)}
	}
	words := "backpay demo made this folder and empties it each time it runs.\n"
	if err := os.WriteFile(filepath.Join(dir, demoMark), []byte(words), 0o666); err != nil {
		return usageError{fmt.Errorf("demo: %w", err)}
	}
	return nil
}
