package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate"
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
	switch {
	case printed: // asked for, so that --quiet doesn't keep it
		text, err := report.Format("text")
		if err != nil {
			return err
		}
		if err := text.Render(a.stdout, r); err != nil {
			return err
		}
		if err := printClaims(a.stdout, r.Claims); err != nil {
			return err
		}
	case !a.Quiet:
		if err := printSources(a.stdout, c, e); err != nil {
			return err
		}
		if err := printClaims(a.stdout, r.Claims); err != nil {
			return err
		}
	}
	if len(paths) == 0 {
		paths = []string{"printed"}
	}
	a.log.Info(fmt.Sprintf("edition %s: %s", e.Name, strings.Join(paths, ", ")))
	return nil
}

// level is one source's figures for the report's role and country.
type level struct {
	source             string
	jobs, n, employers int
	postings           int // behind n
	mean, median       float64
	low, high          float64
	disclosure         float64
	grade, note        string
}

// levels gathers the figures of the report's role, country and currency by
// source, in the order in which these first come.
func levels(c *config, figures []aggregate.Figure) []*level {
	var all []*level
	for _, f := range figures {
		if f.Role != c.Report.Role || f.Country != c.Report.Country || f.Seniority != "" || f.Skill != "" || f.Place != "" || f.Measure != aggregate.MeasureLevel {
			continue
		}
		name := f.Source
		if f.PayKind != "" && f.PayKind != "base" {
			name += " (" + f.PayKind + ")"
		}
		i := slices.IndexFunc(all, func(l *level) bool { return l.source == name })
		if i < 0 {
			i = len(all)
			all = append(all, &level{source: name})
		}
		l := all[i]
		switch {
		case f.Statistic == "count":
			l.jobs, l.disclosure = f.NJobs, f.Disclosure
		case f.Unit != c.Report.Currency:
		case f.Statistic == "mean":
			l.mean = f.Value
		case f.Statistic == "median":
			l.median, l.low, l.high, l.n, l.employers, l.postings, l.grade, l.note = f.Value, f.CILow, f.CIHigh, f.NJobs, f.NEmployers, f.NPostings, f.Grade, f.Note
		}
	}
	return all
}

// printSources prints what each source says of the report's role and country:
// every value with its n, and whether it may be printed.
func printSources(w io.Writer, c *config, e edition.Edition) error {
	fmt.Fprintf(w, "Annual base pay of %s jobs in %s, %s, by source\n", c.Report.Role, c.Report.Country, c.Report.Currency)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "source\tjobs\tstating pay\tpostings\tn\temployers\tmean\tmedian\t95 % interval\tgrade\t")
	for _, l := range levels(c, e.Figures) {
		if l.n == 0 {
			fmt.Fprintf(t, "%s\t%d\t%.0f %%\t\t0\t\t\t\t\tno pay stated in %s\t\n", l.source, l.jobs, 100*l.disclosure, c.Report.Currency)
			continue
		}
		interval := "none"
		if l.high > 0 {
			interval = fmt.Sprintf("%.0f to %.0f", l.low, l.high)
		}
		fmt.Fprintf(t, "%s\t%d\t%.0f %%\t%d\t%d\t%d\t%.2f\t%.2f\t%s\t%s\t\n", l.source, l.jobs, 100*l.disclosure, l.postings, l.n, l.employers, l.mean, l.median, interval, l.grade)
	}
	return t.Flush()
}

// claimsPrinted is how many published figures a terminal shows at most.
const claimsPrinted = 12

// printClaims lists what others publish: the statistic and the kind of pay in
// our words, what it rests on, its date and how it was had.
func printClaims(w io.Writer, c report.Claims) error {
	if len(c.Rows) == 0 {
		return nil
	}
	fmt.Fprintln(w, "\nWhat others publish, each in its own statistic; never averaged")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "source\tside\tas published\tstatistic\trests on\tdate\tobtained\tabout")
	shown := c.Shown()
	shown = shown[:min(len(shown), claimsPrinted)]
	for _, r := range shown {
		side := r.Side
		if side == "" {
			side = "not known"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Source, side, r.Text.Value, r.Text.Statistic, r.Text.Sample, r.Text.Date, r.ObtainedBy, r.Text.About)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if more := len(c.Rows) - len(shown); more > 0 {
		fmt.Fprintf(w, "and %d more, percentiles among them, in claims.csv\n", more)
	}
	return nil
}
