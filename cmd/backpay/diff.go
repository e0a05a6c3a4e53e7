package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/role"
	"backpay/store"
)

// diffCmd splits the change of a median between two editions by cause.
type diffCmd struct {
	A         string `arg:"" help:"Earlier edition: its name, or the start of its name."`
	B         string `arg:"" help:"The later edition."`
	Source    string `help:"A source, or all for the jobs of all sources together." default:"all" placeholder:"SOURCE"`
	Role      string `help:"The role; default: the configuration's." placeholder:"ROLE"`
	Country   string `help:"The country; default: the configuration's." placeholder:"CC"`
	Currency  string `help:"The currency; default: the configuration's." placeholder:"CODE"`
	Seniority string `help:"The seniority; default: all." placeholder:"LEVEL"`
}

func (cmd diffCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	about := edition.About{
		Source: cmd.Source, Role: cmp.Or(cmd.Role, c.Report.Role), Country: strings.ToUpper(cmp.Or(cmd.Country, c.Report.Country)),
		Seniority: cmd.Seniority, Currency: strings.ToUpper(cmp.Or(cmd.Currency, c.Report.Currency)),
	}
	if !slices.Contains(role.Families(), about.Role) {
		return usageError{
			fmt.Errorf("diff: --role %q is no role; allowed: %s", about.Role, strings.Join(role.Families(), ", ")),
		}
	}
	if err := checkCountry(about.Country); err != nil {
		return usageError{fmt.Errorf("diff: --country: %w", err)}
	}
	if err := checkCurrency(about.Currency); err != nil {
		return usageError{fmt.Errorf("diff: --currency: %w", err)}
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
	var two [2]store.Edition
	for i, name := range []string{cmd.A, cmd.B} {
		if two[i], err = findEdition(all, name); err != nil {
			return usageError{fmt.Errorf("diff: %w", err)}
		}
	}
	var sides [2]edition.Side
	var published [2]aggregate.Figure
	for i, e := range two {
		if sides[i], published[i], err = a.held(db, e, two[1-i], about); err != nil {
			return err
		}
	}
	opt, err := a.figureOptions(db, c)
	if err != nil {
		return err
	}
	change, err := edition.Diff(sides[0], sides[1], about, opt)
	if published[0].Grade == "" || published[1].Grade == "" {
		err = edition.ErrNoFigure
	}
	if errors.Is(err, edition.ErrNoFigure) {
		return usageError{
			fmt.Errorf(
				"diff: one of the two has no median of %s jobs in %s, in %s, from %s",
				about.Role,
				about.Country,
				about.Currency,
				about.Source,
			),
		}
	}
	if err != nil {
		return fmt.Errorf("diff: %w", err)
	}
	return cmd.print(a, two, published, about, change)
}

// held is what an edition stood on, and the median that it published: one
// without a grade where it has no such figure.
func (a *app) held(
	db *store.DB, e, other store.Edition, about edition.About,
) (side edition.Side, published aggregate.Figure, err error) {
	if side.Postings, err = db.Held(a.ctx, e, other, about.Country, about.Currency); err != nil {
		return side, published, err
	}
	if side.Sources, err = db.HeldSources(a.ctx, e); err != nil {
		return side, published, err
	}
	figures, err := db.Figures(a.ctx, e.Name)
	if err != nil {
		return side, published, err
	}
	for _, f := range figures {
		if f.Measure == aggregate.MeasureLevel && f.IsHeadline() && f.Statistic == "median" && f.Source == about.Source && f.Role == about.Role && f.Country == about.Country &&
			f.Seniority == about.Seniority && f.Unit == about.Currency && f.Place == "" &&
			f.Skill == "" &&
			f.PayKind == "base" &&
			f.Side == "posted" {
			side.Value, published = f.Value, f
		}
	}
	return side, published, nil
}

// findEdition is the one edition whose name begins so.
func findEdition(all []store.Edition, name string) (store.Edition, error) {
	var found []store.Edition
	var names []string
	for _, e := range all {
		names = append(names, e.Name)
		if e.Name == name {
			return e, nil
		}
		if strings.HasPrefix(e.Name, name) {
			found = append(found, e)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return store.Edition{}, fmt.Errorf("edition %q: %d begin so; write more of it", name, len(found))
	case len(names) == 0:
		return store.Edition{}, fmt.Errorf("edition %q: there is none yet; make one with backpay report", name)
	}
	return store.Edition{}, fmt.Errorf(
		"edition %q: not there; the last are %s",
		name,
		strings.Join(names[max(0, len(names)-5):], ", "),
	)
}

// print prints the change and its parts. Where one of the two medians is
// withheld it prints how many postings each cause concerns, and no amount from
// which that median would follow.
func (cmd diffCmd) print(
	a *app, two [2]store.Edition, published [2]aggregate.Figure, about edition.About, c edition.Change,
) error {
	of := about.Source
	if of == aggregate.All {
		of = "all sources"
	}
	if about.Seniority != "" {
		of += ", " + about.Seniority
	}
	fmt.Fprintf(
		a.stdout,
		"Median annual base pay of %s jobs in %s, %s, %s\n",
		about.Role,
		about.Country,
		about.Currency,
		of,
	)
	t := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	withheld := published[0].Grade == aggregate.Withheld || published[1].Grade == aggregate.Withheld
	median := func(i int, value float64) {
		says := fmt.Sprintf("%.2f", value)
		if published[i].Grade == aggregate.Withheld {
			says = aggregate.Withheld
		}
		fmt.Fprintf(t, "%s, %s\t%s\t\t\n", two[i].Name, two[i].MadeAt.Format("2006-01-02"), says)
	}
	median(0, c.From)
	for _, p := range c.Parts {
		postings := ""
		switch {
		case p.Postings == 1:
			postings = "1 posting"
		case p.Postings > 1:
			postings = fmt.Sprintf("%d postings", p.Postings)
		}
		amount := fmt.Sprintf("%+.2f", p.Amount)
		if withheld {
			amount = ""
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t\n", p.Cause, amount, postings)
	}
	median(1, c.To)
	if err := t.Flush(); err != nil || !withheld {
		return err
	}
	for i, f := range published {
		if f.Grade == aggregate.Withheld {
			fmt.Fprintf(a.stdout, "Withheld in %s: %s\n", two[i].Name, f.Note)
		}
	}
	return nil
}
