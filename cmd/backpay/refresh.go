package main

import (
	"errors"
	"fmt"

	"backpay/aggregate/edition"
	"backpay/aggregate/report"
	"backpay/store"
)

type refreshCmd struct {
	Only    []string `help:"Sources to gather from; default: all that are enabled." sep:"," placeholder:"SOURCE"`
	Offline bool     `help:"Make no requests: aggregate and report again."`
}

func (cmd refreshCmd) Run(a *app) (err error) {
	a.stdout = &unheard{a.stdout, a.log}
	c, err := a.config(true)
	if err != nil {
		return err
	}
	if c.Fetch.Shard != "" && !cmd.Offline {
		return usageError{fmt.Errorf("refresh: fetch.shard is %s, and a share makes no report: scrape, merge, then refresh --offline", c.Fetch.Shard)}
	}
	plans, err := c.chosen(cmd.Only, a.env)
	if err != nil {
		return err
	}
	if cmd.Offline {
		if err := a.needDB(c); err != nil {
			return err
		}
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	if cmd.Offline {
		plans = nil
	}
	h := a.watch(c)
	defer func() { h.end(err) }()
	return a.refresh(c, db, plans, nil)
}

// refresh gathers from the plans, if any, and goes on with what was kept even
// when some of them failed: their error comes last.
func (a *app) refresh(c *config, db *store.DB, plans []plan, planted func(edition.Edition) []report.Planted) error {
	var gathered error
	if len(plans) > 0 {
		gathered = a.scrape(c, db, plans)
		var partial partialError
		if gathered != nil && !errors.As(gathered, &partial) || a.ctx.Err() != nil {
			return gathered
		}
	}
	if _, err := a.aggregate(db, c, false); err != nil {
		return err
	}
	if err := a.writeReports(db, c, planted); err != nil {
		return err
	}
	if err := a.prune(c, db, false); err != nil {
		return err
	}
	return gathered
}
