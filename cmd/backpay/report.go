package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"backpay/aggregate/edition"
	"backpay/aggregate/report"
	"backpay/store"
)

type reportCmd struct {
	Format   []string `help:"Forms to write: html, md (both with charts), csv, json, charts, xlsx, or text, which is printed; default: the configuration's." sep:"," placeholder:"FORM"`
	Out      string   `help:"Folder to write to; default: the configuration's." placeholder:"DIR"`
	Role     string   `help:"Write one report about this role instead of those of the configuration." placeholder:"ROLE"`
	Country  string   `help:"Write one report about this country (ISO 3166 code)." placeholder:"CC"`
	Currency string   `help:"Count pay in this currency (ISO 4217 code); default: the country's." placeholder:"CUR"`
}

func (cmd reportCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if cmd.Role+cmd.Country+cmd.Currency != "" {
		one := c.completed(reportConfig{Role: cmd.Role, Country: cmd.Country, Currency: cmd.Currency})
		if _, err := one.validate("report"); err != nil {
			return usageError{err}
		}
		c = c.only(one)
	}
	if len(cmd.Format) > 0 {
		c.Report.Formats = cmd.Format
		for i := range c.Reports {
			c.Reports[i].Formats = cmd.Format
		}
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
	return a.writeReports(db, c, nil)
}

// writeReports writes the report, or each of the list, with a page that lists
// them. The first is computed last: its figures are those that the file shows
// as the newest.
func (a *app) writeReports(db *store.DB, c *config, planted func(edition.Edition) []report.Planted) error {
	all := c.several()
	if len(all) == 0 {
		_, err := a.writeReport(db, c, planted)
		return err
	}
	written, folders := make([]report.Report, len(all)), make([]string, len(all))
	for i, r := range slices.Backward(all) {
		back, err := filepath.Rel(r.Out, c.Report.Out)
		if err != nil {
			return usageError{fmt.Errorf("reports[%d].out: %w", i, err)}
		}
		r.home = filepath.ToSlash(back) + "/index.html"
		folders[i] = r.Out
		if written[i], err = a.writeReport(db, c.only(r), planted); err != nil {
			return err
		}
	}
	path, err := report.WriteIndex(c.Report.Out, cmp.Or(c.Report.Title, "What do jobs pay?"), written, folders)
	if err != nil {
		return usageError{fmt.Errorf("report: %w", err)}
	}
	a.log.Info("reports listed on " + path)
	return nil
}

// writeReport computes the figures of one report, keeps them, writes it and
// prints what the sources say.
func (a *app) writeReport(
	db *store.DB,
	c *config,
	planted func(edition.Edition) []report.Planted,
) (r report.Report, err error) {
	e, err := a.figures(db, c)
	if err != nil {
		return r, err
	}
	var truth []report.Planted
	if planted != nil {
		truth = planted(e)
	}
	if r, err = a.report(db, c, e, truth); err != nil {
		return r, err
	}
	files := slices.DeleteFunc(slices.Clone(c.Report.Formats), func(f string) bool { return f == "text" })
	printed := len(files) < len(c.Report.Formats)
	var paths []string
	if len(files) > 0 || !printed {
		if paths, err = report.Write(r, c.Report.Out, files); err != nil {
			return r, usageError{fmt.Errorf("report: %w", err)}
		}
	}
	if printed || !a.Quiet { // what is asked for isn't kept quiet
		if err := r.Print(a.stdout); err != nil {
			return r, fmt.Errorf("report: %w", err)
		}
	}
	if len(paths) == 0 {
		paths = []string{"printed"}
	}
	a.log.Info(fmt.Sprintf("edition %s: %s", e.Name, strings.Join(paths, ", ")))
	return r, nil
}
