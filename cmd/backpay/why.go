package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/edition/gap"
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
	own := ownFigures(c, figures)
	if len(own) == 0 {
		return usageError{fmt.Errorf("why: edition %s has no median of %s jobs in %s that may be printed", name, c.Report.Role, c.Report.Country)}
	}
	claims, err := db.Claims(a.ctx, rolesOf(c.Report.Role), c.Report.Country)
	if err != nil {
		return err
	}
	claims = slices.DeleteFunc(claims, func(s store.Claim) bool { return cmd.Source != "" && s.Source != cmd.Source })
	ladders, err := a.ladders(db, own, claims, db.PayRows(a.ctx, rolesOf(c.Report.Role), c.Report.Country))
	if err != nil {
		return err
	}
	for _, l := range ladders {
		printLadder(a.stdout, l)
	}
	if len(ladders) == 0 {
		return usageError{fmt.Errorf("why: no published pay of %s jobs in %s is held", c.Report.Role, c.Report.Country)}
	}
	return nil
}

// ownFigures are the figures that ladders may lead from: first the headline, the
// median of what is posted or, where that is withheld, the best one over
// observations, of base pay where there is one; then the medians over each
// source's observations. An amount that may not be printed is nothing to climb
// from.
func ownFigures(c *config, figures []aggregate.Figure) (own []aggregate.Figure) {
	for _, f := range figures {
		if f.Measure != aggregate.MeasureLevel || f.Role != c.Report.Role || f.Country != c.Report.Country || f.Seniority+f.Place+f.Skill != "" ||
			f.Statistic != "median" || f.Unit != c.Report.Currency || f.Grade == aggregate.Withheld || f.Side == "posted" && f.Source != aggregate.All {
			continue
		}
		own = append(own, f)
	}
	slices.SortStableFunc(own, func(x, y aggregate.Figure) int {
		rank := func(f aggregate.Figure) int {
			switch {
			case f.Source == aggregate.All && f.Side == "posted":
				return 0
			case f.PayKind == "base":
				return 1
			}
			return 2
		}
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(y.NEffective, x.NEffective), cmp.Compare(x.Source, y.Source))
	})
	return own
}

// startFor is the figure that leads to a claim: over the rows of the claim's own
// source and of its kind of pay where there is one, else the headline.
func startFor(own []aggregate.Figure, s store.Claim) aggregate.Figure {
	for _, f := range own {
		if f.Source == s.Source && f.PayKind == s.Claim.PayKind {
			return f
		}
	}
	return own[0]
}

// ladders leads from a figure of ours to each claim that states pay, in the
// claims' order, on rows of pay as the store has them.
func (a *app) ladders(db *store.DB, own []aggregate.Figure, claims []store.Claim, rows iter.Seq2[store.PayRow, error]) ([]gap.Ladder, error) {
	year := a.now().UTC().Format("2006")
	var held []gap.Row
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		if r.Source == aggregate.All {
			r.Year = year
		}
		held = append(held, gap.Row{
			Source: r.Source, Side: r.Side, PayKind: r.PayKind, Year: r.Year, Role: r.Role, Seniority: r.Seniority, Place: r.Place,
			Currency: r.Currency, Experience: gap.Experience(r.Years), Pay: r.Pay, Employer: r.Employer,
		})
	}
	ready, rates := gap.Hold(held, gap.Options{}), a.rates(db)
	var out []gap.Ladder
	for _, said := range claims {
		b := said.Belief
		if b.AnnualAmount <= 0 || said.Claim.Currency == "" || said.Claim.Skill != "" {
			continue
		}
		start := startFor(own, said)
		from := gap.Figure{
			Name: fmt.Sprintf("backpay, median %s pay, %s", start.PayKind, start.Side), Source: start.Source, Side: start.Side, Statistic: "median", PayKind: start.PayKind, Role: start.Role,
			Year: year, Currency: start.Unit, Value: start.Value, Low: start.CILow, High: start.CIHigh, Grade: start.Grade, Rows: start.NJobs, Clusters: start.NEmployers,
		}
		if start.Source != aggregate.All {
			from.Year = start.Year()
		}
		asOf := said.Claim.AsOf
		to := gap.Figure{
			Name:   fmt.Sprintf("%s, %s", said.Title, cmp.Or(said.Claim.Label, said.Claim.Statistic)),
			Source: said.Source, Side: said.Side, Statistic: said.Claim.Statistic, PayKind: said.Claim.PayKind, Year: asOf[:min(4, len(asOf))], Role: b.Role,
			Seniority: b.Seniority, Place: cmp.Or(b.Metro, b.City), Currency: said.Claim.Currency, Value: b.AnnualAmount,
		}
		if e := 1.96 * said.Claim.RelError / 100; e > 0 && e < 1 {
			to.Low, to.High = to.Value*(1-e), to.Value*(1+e)
		}
		if to.Currency != from.Currency {
			var err error
			if to.Rate, to.RateNote, err = rates(from.Currency, to.Currency, asOf); err != nil {
				return nil, err
			}
		}
		out = append(out, ready.Build(from, to))
	}
	return out, nil
}

// laddersShown is how many published figures the report leads to at most.
const laddersShown = 4

// worthExplaining chooses the published figures that the report leads to: a
// mean or a median of a year's pay in the report's currency, of people of the
// role and not of one employer or skill; of each source the one that is the
// most like the report's question (its role, the whole country, all seniorities,
// base pay) and the newest; of the sources the same.
func worthExplaining(c *config, claims []store.Claim) (chosen []store.Claim) {
	like := func(s store.Claim) int {
		n := 0
		for i, same := range []bool{
			s.Claim.PayKind == "base", s.Belief.Seniority == "", s.Belief.Region+s.Belief.City+s.Belief.Metro == "", s.Belief.Role == c.Report.Role,
		} {
			if same {
				n += 1 << i
			}
		}
		return n
	}
	for _, s := range claims {
		if (s.Claim.Statistic == "mean" || s.Claim.Statistic == "median") && s.Belief.AnnualAmount > 0 && s.Claim.Currency == c.Report.Currency && s.Claim.Company+s.Claim.Skill == "" {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen, func(x, y store.Claim) int {
		return cmp.Or(cmp.Compare(like(y), like(x)), cmp.Compare(y.Claim.AsOf, x.Claim.AsOf), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Claim.Statistic, y.Claim.Statistic),
			cmp.Compare(x.Claim.Title, y.Claim.Title), cmp.Compare(x.Claim.Amount, y.Claim.Amount))
	})
	met := map[string]bool{}
	chosen = slices.DeleteFunc(chosen, func(s store.Claim) bool {
		again := met[s.Source]
		met[s.Source] = true
		return again
	})
	return chosen[:min(len(chosen), laddersShown)]
}

// steps are the figures of the ladders from our own figure to the published
// ones that are worth it; none without a figure of ours.
func (a *app) steps(db *store.DB, c *config, e *frozen, sum io.Writer) ([]aggregate.Figure, error) {
	own, claims := ownFigures(c, e.figures), worthExplaining(c, e.claims)
	if len(own) == 0 || len(claims) == 0 {
		return nil, nil
	}
	ladders, err := a.ladders(db, own, claims, hashed(sum, db.PayRows(a.ctx, rolesOf(c.Report.Role), c.Report.Country)))
	if err != nil {
		return nil, err
	}
	var out []aggregate.Figure
	for _, l := range ladders {
		out = append(out, l.Figures(aggregate.Figure{Role: c.Report.Role, Country: c.Report.Country})...)
	}
	return out, nil
}

func printLadder(w io.Writer, l gap.Ladder) {
	percent := func(log float64) string { return fmt.Sprintf("%+.1f %%", 100*math.Expm1(log)) }
	fmt.Fprintf(w, "%s: %s %s", plain(l.To.Name), l.To.Currency, thousands(l.To.Value))
	for _, word := range []string{l.To.Role, l.To.Seniority, cmp.Or(place.Metro(l.To.Place), l.To.Place), l.To.Year} {
		if word != "" {
			fmt.Fprintf(w, ", %s", plain(word))
		}
	}
	fmt.Fprintf(w, "\n  %s, %s, %s: %s %s; theirs lies %s from it\n", l.From.Name, l.From.Source, l.From.Year, l.From.Currency, thousands(l.From.Value), percent(l.Gap))
	for _, s := range l.Steps {
		if !s.Known {
			fmt.Fprintf(w, "  %s, %s: %s\n", s.Cause, s.FromTo(), s.Behind())
			continue
		}
		rows := ""
		if s.Rows > 0 {
			rows = fmt.Sprintf(", %d rows of %d employers or persons in %d cells of", s.Rows, s.Clusters, s.Cells)
		}
		fmt.Fprintf(w, "  %s, %s: %s (95 %% interval %s to %s)%s %s\n", s.Cause, s.FromTo(), percent(s.Log), percent(s.Low), percent(s.High), rows, s.Behind())
	}
	fmt.Fprintf(w, "  unexplained: %s (95 %% interval %s to %s)", percent(l.Rest), percent(l.RestLow), percent(l.RestHigh))
	if len(l.Unknown) > 0 {
		fmt.Fprintf(w, ", with what is not known: %s", strings.Join(l.Unknown, ", "))
	}
	fmt.Fprint(w, "\n\n")
}
