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
	Format   []string `help:"Formats to write: html, md (both with charts), csv, json, charts, xlsx, or text, which is printed; default: the configuration's." sep:"," placeholder:"FORM"`
	Out      string   `help:"Folder to write to; default: the configuration's." placeholder:"DIR"`
	Role     string   `help:"Write one report on this role instead of the configured ones." placeholder:"ROLE"`
	Country  string   `help:"Write one report on this country (ISO 3166 code)." placeholder:"CC"`
	Currency string   `help:"Currency of that report (ISO 4217 code); default: the country's." placeholder:"CUR"`
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
// them. Reports that stand as they would be written again are left alone.
func (a *app) writeReports(db *store.DB, c *config, planted func(edition.Edition) []report.Planted) error {
	p := press{app: a, db: db, keys: map[string]string{}, kept: kept{Files: map[string]stamp{}}}
	if planted != nil {
		return p.write(c, planted)
	}
	made, earlier, err := a.written(db, c)
	if err != nil {
		return err
	}
	if done, err := a.stillWritten(db, c, made, &earlier); done || err != nil {
		return err
	}
	if build := buildID(); build != "" && earlier.Build == build {
		p.earlier = earlier
	}
	if err := p.write(c, nil); err != nil {
		return err
	}
	return p.keep(c)
}

// write writes the report, or all of the list. The first is computed last: its
// figures are those that the file shows as the newest.
func (p *press) write(c *config, planted func(edition.Edition) []report.Planted) error {
	defer p.screen.meter("writing", "reports", p.far(len(c.each())))()
	if len(c.Reports) == 0 {
		_, err := p.writeReport(c, planted)
		return err
	}
	all := c.each()
	written, folders := make([]report.Report, len(all)), make([]string, len(all))
	for i, one := range slices.Backward(all) {
		back, err := filepath.Rel(one.Report.Out, c.Report.Out)
		if err != nil {
			return usageError{fmt.Errorf("reports[%d].out: %w", i, err)}
		}
		one.Report.home = filepath.ToSlash(back) + "/index.html"
		folders[i] = one.Report.Out
		if written[i], err = p.writeReport(one, planted); err != nil {
			return err
		}
	}
	path, err := report.WriteIndex(c.Report.Out, cmp.Or(c.Report.Title, "What do jobs pay?"), written, folders)
	if err != nil {
		return usageError{fmt.Errorf("report: %w", err)}
	}
	return p.said("reports listed on "+path, path)
}

// writeReport computes the figures of one report, keeps them, writes it and
// prints what the sources say.
func (p *press) writeReport(c *config, planted func(edition.Edition) []report.Planted) (r report.Report, err error) {
	defer p.written.Add(1)
	p.doing.Store("computing figures of " + c.Report.Role + " in " + c.Report.Country)
	e, figures, err := p.figures(p.db, c)
	if err != nil {
		return r, err
	}
	if p.keys[c.Report.Out], err = p.reportKey(p.db, c, figures); err != nil {
		return r, err
	}
	p.doing.Store("writing " + c.Report.Out)
	var truth []report.Planted
	if planted != nil {
		truth = planted(e)
	}
	name := e.Name // all that is wanted of the edition once the report has its figures
	if r, err = p.report(p.db, c, e, truth); err != nil {
		return r, err
	}
	files := slices.DeleteFunc(slices.Clone(c.Report.Formats), func(f string) bool { return f == "text" })
	printed := len(files) < len(c.Report.Formats)
	r.Stands = p.earlier.has
	var paths []string
	if len(files) > 0 || !printed {
		if paths, err = report.Write(r, c.Report.Out, files); err != nil {
			return r, usageError{fmt.Errorf("report: %w", err)}
		}
	}
	from := p.text.Len()
	if err := r.Print(&p.text); err != nil {
		return r, fmt.Errorf("report: %w", err)
	}
	if printed || !p.Quiet { // what is asked for isn't kept quiet
		if _, err := p.stdout.Write(p.text.Bytes()[from:]); err != nil {
			return r, fmt.Errorf("report: %w", err)
		}
	}
	names := "printed"
	if len(paths) > 0 {
		names = strings.Join(paths, ", ")
	}
	return r, p.said(fmt.Sprintf("edition %s: %s", name, names), paths...)
}

// far returns how many of all reports are written, and what is done now.
func (p *press) far(all int) func() amount {
	p.doing.Store("")
	return func() amount {
		return amount{done: float64(p.written.Load()), total: float64(all), more: ", " + p.doing.Load().(string)}
	}
}

// said logs what was written and takes it to be kept.
func (p *press) said(line string, paths ...string) error {
	p.log.Info(line)
	p.kept.Lines = append(p.kept.Lines, line)
	return p.kept.add(paths...)
}
