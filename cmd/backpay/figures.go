package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/pay"
	"backpay/aggregate/report"
	"backpay/aggregate/skill"
	"backpay/store"
)

// frozen is one frozen, named set of figures.
type frozen struct {
	name    string
	figures []aggregate.Figure
	claims  []store.Claim        // of the report's role and country
	method  string               // of the figures of cities
	spread  edition.Distribution // of their jobs' pay ranges
}

// figures computes the figures of the database as it stands and keeps them.
// The edition is named by the hash of what went in, so that the same rows,
// thresholds and month give the same name.
func (a *app) figures(db *store.DB, c *config) (frozen, error) {
	if err := db.Expire(a.ctx, mustDuration(c.Figures.MaxAge)); err != nil {
		return frozen{}, err
	}
	opt, err := a.figureOptions(db, c)
	if err != nil {
		return frozen{}, err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, version)
	if err := json.NewEncoder(sum).Encode(opt); err != nil {
		return frozen{}, fmt.Errorf("figures: %w", err)
	}
	books, err := a.books(db)
	if err != nil {
		return frozen{}, err
	}
	opt.Left = leftAt(books, c)
	var rows []aggregate.Row
	figures, err := edition.Compute(gathered(&rows, hashed(sum, db.Rows(a.ctx, c.Report.Currency))), opt)
	if err != nil {
		return frozen{}, fmt.Errorf("figures: %w", err)
	}
	if figures, err = cities(sum, books, c, figures); err != nil {
		return frozen{}, err
	}
	raw, err := edition.Raw(hashed(sum, db.RawRows(a.ctx, c.Report.Currency)), figures, opt)
	if err != nil {
		return frozen{}, fmt.Errorf("figures: %w", err)
	}
	premium, err := premiums(rows, c)
	if err != nil {
		return frozen{}, err
	}
	figures = slices.Concat(figures, raw, premium)
	observed, err := edition.Observed(hashed(sum, db.ObservationRows(a.ctx)), opt)
	if err != nil {
		return frozen{}, fmt.Errorf("figures: %w", err)
	}
	figures = append(figures, observed...)
	claims, err := db.Claims(a.ctx, rolesOf(c.Report.Role), c.Report.Country)
	if err != nil {
		return frozen{}, err
	}
	enc := json.NewEncoder(sum)
	for _, said := range claims {
		said.Belief.ID = 0 // the same figures are the same edition in another file
		if err := enc.Encode(said); err != nil {
			return frozen{}, fmt.Errorf("figures: claim of %s: %w", said.Source, err)
		}
	}
	e := frozen{
		figures: figures, claims: claims, method: books.Method(figures),
		spread: edition.DistributionOf(rows, c.Report.Role, c.Report.Country, c.Report.Currency, opt),
	}
	steps, err := a.steps(db, c, &e, sum)
	if err != nil {
		return frozen{}, fmt.Errorf("figures: %w", err)
	}
	e.figures, e.name = append(e.figures, steps...), "e"+hex.EncodeToString(sum.Sum(nil))[:12]
	for i := range e.figures {
		e.figures[i].Edition = e.name
	}
	if err := db.PutFigures(a.ctx, e.name, e.figures); err != nil {
		return e, err
	}
	return e, db.PutEdition(a.ctx, e.name, version)
}

// figureOptions says when figures may be printed, and which sources can tell a
// trend.
func (a *app) figureOptions(db *store.DB, c *config) (edition.Options, error) {
	live, err := db.LiveMonths(a.ctx)
	if err != nil {
		return edition.Options{}, err
	}
	f := c.Figures
	return edition.Options{
		MinEmployers: f.MinEmployers, GoodEmployers: f.GoodEmployers, MaxShare: f.MaxShare, GoodWidth: f.GoodWidth, RoughWidth: f.RoughWidth,
		MinCell: f.MinCell, Month: a.now().UTC().Format("2006-01"), Live: live,
	}, nil
}

// rolesOf are the roles whose claims belong in a report about a role: its own,
// and for kinds of developers that of all of them, since official statistics
// know no narrower occupation.
func rolesOf(name string) []string {
	switch name {
	case "backend", "frontend", "fullstack", "mobile", "embedded":
		return []string{name, "software"}
	}
	return []string{name}
}

// hashed passes rows on and writes them into a hash.
func hashed[T any](sum io.Writer, rows iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		enc := json.NewEncoder(sum)
		for r, err := range rows {
			if err == nil {
				err = enc.Encode(r)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// report builds the report of an edition.
func (a *app) report(db *store.DB, c *config, e frozen, planted []report.Planted) (report.Report, error) {
	in := report.Input{
		Options: report.Options{
			Role: c.Report.Role, Country: c.Report.Country, Currency: c.Report.Currency,
			AsOf: a.now(), Edition: e.name, Version: version,
		},
		Figures: e.figures,
		Factors: factors(c.Report.Country),
		Planted: planted,
		Places:  townNames(e.figures), CityMethod: e.method,
		Soft:   softSkills(),
		Spread: e.spread,
		SQL:    store.MedianQuery(c.Report.Role, c.Report.Country, c.Report.Currency),
	}
	for _, s := range e.claims {
		in.Claims = append(in.Claims, report.Claim{
			Source: s.Source, Title: s.Title, Side: s.Side, Said: s.Claim, Belief: s.Belief, URL: s.URL,
			ObtainedBy: s.ObtainedBy, RetrievedAt: s.RetrievedAt, Note: s.Note,
		})
	}
	states, err := db.SourceStates(a.ctx)
	if err != nil {
		return report.Report{}, err
	}
	for _, s := range states {
		for _, p := range c.plans {
			if about := p.source.About(); about.Name == s.Source {
				in.Sources = append(in.Sources, report.Source{
					Name: about.Name, Title: about.Title, Side: about.Side, Homepage: about.Homepage, Terms: about.Terms,
					Attribution: about.Attribution, Licence: about.Licence,
					Status: s.LastStatus, Error: s.LastError, FinishedAt: s.LastAt, Postings: s.Postings, Tables: tablesTo(s, e.figures),
				})
			}
		}
	}
	q, err := db.Quality(a.ctx)
	if err != nil {
		return report.Report{}, err
	}
	in.Quality = report.Quality{
		Postings: q.Postings, Jobs: q.Jobs, Employers: q.Employers, Gone: q.Gone, OneSided: q.OneSided,
		Flagged: q.Flagged, NoRole: q.NoRole, NoCountry: q.NoCountry,
	}
	for _, o := range q.Origins {
		in.Quality.Origins = append(in.Quality.Origins, report.Count(o))
	}
	growth, err := db.Growth(a.ctx, c.Report.Role, c.Report.Country)
	if err != nil {
		return report.Report{}, err
	}
	for _, g := range growth {
		in.Growth = append(in.Growth, report.Growth(g))
	}
	samples, err := db.Samples(a.ctx, c.Report.Country, c.Report.Currency, 3)
	if err != nil {
		return report.Report{}, err
	}
	for _, s := range samples {
		in.Samples = append(in.Samples, report.Sample{
			Source: s.Source, Role: s.Role, Seniority: s.Seniority, Country: s.Country, Workplace: s.Workplace,
			Title: s.Title, Company: s.Company, URL: s.URL, Quote: quoteOf(s), SeenAt: s.SeenAt,
		})
	}
	return report.Build(in), nil
}

// softSkills are the names of the skills that are traits of a person.
func softSkills() (names []string) {
	for _, s := range skill.All() {
		if s.Soft {
			names = append(names, s.Name)
		}
	}
	return names
}

// quoteOf is a sample's pay in the posting's words, or its fields' amounts.
func quoteOf(s store.Sample) string {
	amounts := s.Currency + " " + strconv.FormatFloat(s.Min, 'f', -1, 64) + " to " + strconv.FormatFloat(s.Max, 'f', -1, 64) + " a " + s.Period
	switch {
	case s.Quote == "":
		return amounts
	case slices.ContainsFunc([]rune(s.Quote), func(r rune) bool { return r >= '0' && r <= '9' }):
		return s.Quote
	}
	return s.Quote + ": " + amounts
}

// factors are what the report says of making years.
func factors(country string) []report.Factor {
	var all []report.Factor
	for _, period := range []string{"hour", "day", "week", "biweek", "month"} {
		if _, factor, rule := pay.Annual(1, period, country); factor > 0 {
			all = append(all, report.Factor{Period: period, Factor: factor, Rule: rule})
		}
	}
	return all
}
