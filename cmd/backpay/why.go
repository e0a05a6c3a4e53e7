package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/edition/gap"
	"backpay/aggregate/place"
)

// whyCmd climbs from our own figure to each published one.
type whyCmd struct {
	Source string `help:"Explain only the claims of this source." placeholder:"SOURCE"`
}

func (cmd whyCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, db.Close()) }()
	all, err := db.Editions(a.ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return usageError{errors.New("why: there is no edition yet; make one with backpay report")}
	}
	name := all[len(all)-1].Name
	figures, err := db.Figures(a.ctx, name)
	if err != nil {
		return err
	}
	claims, err := db.Claims(a.ctx, rolesOf(c.Report.Role), c.Report.Country)
	if err != nil {
		return err
	}
	claims = slices.DeleteFunc(
		claims,
		func(s aggregate.Published) bool { return cmd.Source != "" && s.Source != cmd.Source },
	)
	tables, err := a.references(db)
	if err != nil {
		return err
	}
	gaps, err := edition.Gaps(
		c.question(),
		figures,
		claims,
		db.PayRows(a.ctx, rolesOf(c.Report.Role), c.Report.Country),
		tables,
		a.now(),
	)
	if errors.Is(err, edition.ErrNoFigure) {
		return usageError{
			fmt.Errorf(
				"why: edition %s has no median of %s jobs in %s that may be printed",
				name,
				c.Report.Role,
				c.Report.Country,
			),
		}
	}
	if err != nil {
		return err
	}
	for _, l := range gaps {
		printGap(a.stdout, l)
	}
	if len(gaps) == 0 {
		return usageError{
			fmt.Errorf("why: no published pay of %s jobs in %s is held", c.Report.Role, c.Report.Country),
		}
	}
	return nil
}

func printGap(w io.Writer, l gap.Gap) {
	percent := func(log float64) string { return fmt.Sprintf("%+.1f %%", 100*math.Expm1(log)) }
	fmt.Fprintf(w, "%s: %s %s", plain(l.To.Name), l.To.Currency, thousands(l.To.Value))
	for _, word := range []string{l.To.Role, l.To.Seniority, cmp.Or(place.Metro(l.To.Place), l.To.Place), l.To.Year} {
		if word != "" {
			fmt.Fprintf(w, ", %s", plain(word))
		}
	}
	fmt.Fprintf(
		w,
		"\n  %s, %s, %s: %s %s; theirs lies %s from it\n",
		l.From.Name,
		l.From.Source,
		l.From.Year,
		l.From.Currency,
		thousands(l.From.Value),
		percent(l.Log),
	)
	for _, s := range l.Steps {
		if !s.Known {
			fmt.Fprintf(w, "  %s, %s: %s\n", s.Cause, s.FromTo(), s.Behind())
			continue
		}
		rows := ""
		if s.Rows > 0 {
			rows = fmt.Sprintf(", %d rows of %d employers or persons in %d cells of", s.Rows, s.Clusters, s.Cells)
		}
		fmt.Fprintf(
			w,
			"  %s, %s: %s (95 %% interval %s to %s)%s %s\n",
			s.Cause,
			s.FromTo(),
			percent(s.Log),
			percent(s.Low),
			percent(s.High),
			rows,
			s.Behind(),
		)
	}
	fmt.Fprintf(
		w,
		"  unexplained: %s (95 %% interval %s to %s)",
		percent(l.Rest),
		percent(l.RestLow),
		percent(l.RestHigh),
	)
	if len(l.Unknown) > 0 {
		fmt.Fprintf(w, ", with what is not known: %s", strings.Join(l.Unknown, ", "))
	}
	fmt.Fprint(w, "\n\n")
}
