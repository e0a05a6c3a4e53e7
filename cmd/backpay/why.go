package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/figure"
	"backpay/aggregate/ladder"
	"backpay/aggregate/place"
	"backpay/store"
)

// whyCmd climbs from our own figure to each published one.
type whyCmd struct {
	Source string `help:"Only the claims of this source." placeholder:"SOURCE"`
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
	own, err := a.ownFigure(db, c)
	if err != nil {
		return err
	}
	claims, err := db.Claims(a.ctx, rolesOf(c.Report.Role), c.Report.Country)
	if err != nil {
		return err
	}
	ladders, err := a.ladders(db, c, own, claims)
	if err != nil {
		return err
	}
	shown := 0
	for i, l := range ladders {
		if cmd.Source == "" || claims[i].Source == cmd.Source {
			if l.To.Value > 0 {
				printLadder(a.stdout, l)
				shown++
			}
		}
	}
	if shown == 0 {
		return usageError{fmt.Errorf("why: no published pay of %s jobs in %s is held", c.Report.Role, c.Report.Country)}
	}
	return nil
}

// ownFigure is the headline of the last edition: the median of what is posted,
// or, where that is withheld, the best one over observations. An amount that
// may not be printed is nothing to climb from.
func (a *app) ownFigure(db *store.DB, c *config) (best aggregate.Figure, err error) {
	all, err := db.Editions(a.ctx)
	if err != nil {
		return best, err
	}
	if len(all) == 0 {
		return best, usageError{errors.New("why: there is no edition yet; make one with backpay report")}
	}
	figures, err := db.Figures(a.ctx, all[len(all)-1].Name)
	if err != nil {
		return best, err
	}
	for _, f := range figures {
		if f.Measure != figure.Level || f.Role != c.Report.Role || f.Country != c.Report.Country || f.Seniority+f.Place+f.Skill != "" ||
			f.Statistic != "median" || f.Unit != c.Report.Currency || f.Grade == figure.Withheld {
			continue
		}
		switch {
		case f.Source == figure.All && f.Side == "posted":
			return f, nil
		case f.Side != "posted" && f.NEffective > best.NEffective:
			best = f
		}
	}
	if best.Source == "" {
		return best, usageError{fmt.Errorf("why: edition %s has no median of %s jobs in %s that may be printed", all[len(all)-1].Name, c.Report.Role, c.Report.Country)}
	}
	return best, nil
}

// ladders leads from our figure to each claim, in the claims' order. A claim
// that is no pay has a ladder without a value.
func (a *app) ladders(db *store.DB, c *config, own aggregate.Figure, claims []store.Claim) ([]ladder.Ladder, error) {
	year := a.now().UTC().Format("2006")
	var rows []ladder.Row
	for r, err := range db.PayRows(a.ctx, rolesOf(c.Report.Role), c.Report.Country) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, ladder.Row{
			Source: r.Source, Side: r.Side, PayKind: r.PayKind, Year: r.Year, Role: r.Role, Seniority: r.Seniority, Place: r.Place,
			Currency: r.Currency, Pay: r.Pay, Employer: r.Employer,
		})
		if last := &rows[len(rows)-1]; last.Source == figure.All {
			last.Year = year
		}
	}
	from := ladder.Figure{
		Name: fmt.Sprintf("backpay, median %s pay, %s", own.PayKind, own.Side), Source: own.Source, Side: own.Side, Statistic: "median", PayKind: own.PayKind, Role: own.Role,
		Currency: own.Unit, Value: own.Value, Low: own.CILow, High: own.CIHigh,
	}
	for _, r := range rows { // figures are of a source's newest year
		if r.Source == from.Source && r.PayKind == from.PayKind {
			from.Year = max(from.Year, r.Year)
		}
	}
	rates, out := a.rates(db), make([]ladder.Ladder, len(claims))
	for i, said := range claims {
		b := said.Belief
		if b.AnnualAmount <= 0 || said.Claim.Currency == "" || said.Claim.Skill != "" {
			continue
		}
		asOf := said.Claim.AsOf
		to := ladder.Figure{
			Name:   fmt.Sprintf("%s, %s", said.Title, cmp.Or(said.Claim.Label, said.Claim.Statistic)),
			Source: said.Source, Side: said.Side, Statistic: said.Claim.Statistic, PayKind: said.Claim.PayKind, Year: asOf[:min(4, len(asOf))], Role: b.Role,
			Seniority: b.Seniority, Place: cmp.Or(b.Metro, b.City), Currency: said.Claim.Currency, Value: b.AnnualAmount,
		}
		var opt ladder.Options
		if to.Currency != from.Currency {
			var err error
			if opt.Rate, opt.RateNote, err = rates(from.Currency, to.Currency, asOf); err != nil {
				return nil, err
			}
		}
		out[i] = ladder.Build(from, to, rows, opt)
	}
	return out, nil
}

func printLadder(w io.Writer, l ladder.Ladder) {
	percent := func(log float64) string { return fmt.Sprintf("%+.1f %%", 100*math.Expm1(log)) }
	fmt.Fprintf(w, "%s: %s %s", plain(l.To.Name), l.To.Currency, thousands(l.To.Value))
	for _, word := range []string{l.To.Role, l.To.Seniority, cmp.Or(place.Metro(l.To.Place), l.To.Place), l.To.Year} {
		if word != "" {
			fmt.Fprintf(w, ", %s", plain(word))
		}
	}
	fmt.Fprintf(w, "\n  %s, %s, %s: %s %s; theirs lies %s from it\n", l.From.Name, l.From.Source, l.From.Year, l.From.Currency, thousands(l.From.Value), percent(l.Gap))
	for _, s := range l.Steps {
		words := fmt.Sprintf("%s, %s to %s", s.Cause, cmp.Or(s.From, "all"), cmp.Or(s.To, "all"))
		if s.Cause == ladder.Year || s.Cause == ladder.Side || s.Cause == ladder.Kind || s.Cause == ladder.Title {
			words = fmt.Sprintf("%s, %s to %s", s.Cause, cmp.Or(s.From, "unknown"), cmp.Or(s.To, "unknown"))
		}
		if !s.Known {
			fmt.Fprintf(w, "  %s: not known (%s)\n", words, s.Note)
			continue
		}
		fmt.Fprintf(w, "  %s: %s (95 %% interval %s to %s), %d rows in %d cells of %s; %s", words, percent(s.Log), percent(s.Low), percent(s.High),
			s.Rows, max(s.Cells, 1), cmp.Or(strings.Join(s.Sources, ", "), "a rate"), s.Note)
		if len(s.Elsewhere) > 0 {
			fmt.Fprintf(w, "; looked at in any %s", strings.Join(s.Elsewhere, ", "))
		}
		if len(s.Loose) > 0 {
			fmt.Fprintf(w, "; not held alike: %s", strings.Join(s.Loose, ", "))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "  unexplained: %s (95 %% interval %s to %s)", percent(l.Rest), percent(l.RestLow), percent(l.RestHigh))
	if len(l.Unknown) > 0 {
		fmt.Fprintf(w, ", with what is not known: %s", strings.Join(l.Unknown, ", "))
	}
	fmt.Fprint(w, "\n\n")
}
