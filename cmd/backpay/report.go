package main

import (
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate/edition"
	"backpay/aggregate/report"
	"backpay/store"
)

type reportCmd struct {
	Format []string `help:"Forms to write: html, md (both with charts), csv, json, charts, xlsx, or text, which is printed; default: the configuration's." sep:"," placeholder:"FORM"`
	Out    string   `help:"Folder to write to; default: the configuration's." placeholder:"DIR"`
}

func (cmd reportCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if len(cmd.Format) > 0 {
		c.Report.Formats = cmd.Format
	}
	if cmd.Out != "" {
		c.Report.Out = cmd.Out
	}
	for _, f := range c.Report.Formats {
		if err := report.Known(f); err != nil {
			return usageError{fmt.Errorf("report: %w", err)}
		}
	}
	if err := a.needDB(c); err != nil {
		return err
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	// Citations are edited just before a report is written.
	if _, _, err := a.aggregateFigures(db, c, false); err != nil {
		return err
	}
	return a.writeReport(db, c, nil)
}

// writeReport computes the figures, keeps them, writes the report and prints
// what the sources say.
func (a *app) writeReport(db *store.DB, c *config, planted func(edition.Edition) []report.Planted) error {
	e, err := a.figures(db, c)
	if err != nil {
		return err
	}
	var truth []report.Planted
	if planted != nil {
		truth = planted(e)
	}
	r, err := a.report(db, c, e, truth)
	if err != nil {
		return err
	}
	files := slices.DeleteFunc(slices.Clone(c.Report.Formats), func(f string) bool { return f == "text" })
	printed := len(files) < len(c.Report.Formats)
	var paths []string
	if len(files) > 0 || !printed {
		if paths, err = report.Write(r, c.Report.Out, files); err != nil {
			return usageError{fmt.Errorf("report: %w", err)}
		}
	}
	if printed || !a.Quiet { // what is asked for isn't kept quiet
		if err := r.Print(a.stdout); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	if len(paths) == 0 {
		paths = []string{"printed"}
	}
	a.log.Info(fmt.Sprintf("edition %s: %s", e.Name, strings.Join(paths, ", ")))
	return nil
}
