package main

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/employer"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
	"backpay/aggregate/reference"
	"backpay/aggregate/report"
	"backpay/aggregate/role"
	"backpay/aggregate/skill"
	"backpay/store"
)

// figures returns the edition of the database as it stands, and the key of what
// it rests on: the one that is kept, where nothing has changed since it was
// computed, else a new one, which it keeps.
func (a *app) figures(db *store.DB, c *config) (e edition.Edition, key string, err error) {
	key, made, err := a.madeEdition(db, c)
	if err != nil {
		return e, key, err
	}
	if made.Key != "" {
		e, err = edition.Unpack(made.Body)
		return e, key, err
	}
	if e, err = a.compute(db, c); err != nil {
		return e, key, err
	}
	return e, key, a.keepEdition(db, c, key, e)
}

// countFigures is figures for those who ask only how many there are.
func (a *app) countFigures(db *store.DB, c *config) (int, error) {
	_, made, err := a.madeEdition(db, c)
	if err != nil {
		return 0, err
	}
	if made.Key != "" {
		return db.FigureCount(a.ctx, made.Edition)
	}
	defer a.screen.meter("computing figures", "", nil)()
	e, _, err := a.figures(db, c)
	return len(e.Figures), err
}

// compute computes the figures and puts them.
func (a *app) compute(db *store.DB, c *config) (edition.Edition, error) {
	if err := a.settlePay(db); err != nil {
		return edition.Edition{}, err
	}
	in, err := a.editionInput(db, c)
	if err != nil {
		return edition.Edition{}, err
	}
	e, err := edition.Compute(in)
	if err != nil {
		return e, err
	}
	if err := db.PutPlaceNames(a.ctx, townNames(e.Figures)); err != nil {
		return e, err
	}
	if err := db.PutFigures(a.ctx, e.Name, e.Figures); err != nil {
		return e, err
	}
	return e, db.PutEdition(a.ctx, e.Name, version)
}

// settlePay works out what jobs pay, from what their postings say, where anything
// changed since it did.
func (a *app) settlePay(db *store.DB) error {
	const name = "pay of jobs"
	changes, err := db.Changes(a.ctx)
	if err != nil {
		return err
	}
	key, err := madeFrom(changes.Inputs, a.today())
	if err != nil {
		return err
	}
	if made, err := db.Made(a.ctx, name); err != nil || key != "" && made.Key == key {
		return err
	}
	pays, err := jobpay.Settle(db.PostingYears(a.ctx), jobpay.Oldest(a.now()))
	if err != nil {
		return err
	}
	if err := db.PutJobPays(a.ctx, pays); err != nil || key == "" {
		return err
	}
	return db.PutMade(a.ctx, name, store.Made{Key: key})
}

// rows are the jobs with their pay, as figures count them.
func (a *app) rows(db *store.DB, c *config) iter.Seq2[aggregate.Row, error] {
	return jobpay.Rows(jobpay.Sources(db.JobPostings(a.ctx)), db.JobPays(a.ctx), c.Report.Currency)
}

// editionInput names all that the report's edition is computed from.
func (a *app) editionInput(db *store.DB, c *config) (in edition.Input, err error) {
	in = edition.Input{
		Question: c.question(), Version: version, Now: a.now().UTC(), Metro: place.Metro,
		Rows: a.rows(db, c), Adverts: db.Adverts(a.ctx, c.Report.Currency), Observations: db.ObservationRows(a.ctx),
		Pay: db.PayRows(a.ctx, rolesOf(c.Report.Role), c.Report.Country),
	}
	if in.Options, err = a.figureOptions(db, c); err != nil {
		return in, err
	}
	if in.Review, err = db.ReviewPairs(a.ctx); err != nil {
		return in, err
	}
	if in.Claims, err = db.Claims(a.ctx, rolesOf(c.Report.Role), c.Report.Country); err != nil {
		return in, err
	}
	if in.Published, err = db.Claims(a.ctx, role.Families(), c.Report.Country); err != nil {
		return in, err
	}
	in.Tables, err = a.references(db)
	return in, err
}

// question is what the report asks.
func (c *config) question() edition.Question {
	return edition.Question{Role: c.Report.Role, Country: c.Report.Country, Currency: c.Report.Currency}
}

// figureOptions says when figures may be printed, and which sources can tell a
// trend.
func (a *app) figureOptions(db *store.DB, c *config) (edition.Options, error) {
	live, err := db.LiveMonths(a.ctx)
	if err != nil {
		return edition.Options{}, err
	}
	names, err := db.EmployerNames(a.ctx)
	if err != nil {
		return edition.Options{}, err
	}
	return edition.Options{
		Thresholds: c.Figures.thresholds(), Month: a.now().UTC().Format("2006-01"), Live: live, Likely: employer.Likely(names),
	}, nil
}

// rolesOf are the roles whose claims belong in a report about a role: its own,
// and for kinds of developers that of all of them, since official statistics
// know no narrower occupation.
func rolesOf(name string) []string {
	if aggregate.OfUnkinded(name) {
		return []string{name, aggregate.Unkinded}
	}
	return []string{name}
}

// report builds the report of an edition.
func (a *app) report(
	db *store.DB,
	c *config,
	e edition.Edition,
	planted []report.Planted,
) (_ report.Report, err error) {
	in := report.Input{
		Options: report.Options{
			Role: c.Report.Role, Country: c.Report.Country, Currency: c.Report.Currency,
			AsOf: a.now(), Edition: e.Name, Version: version, Title: c.Report.Title,
			Site: folderURL(c.Report.Site), Home: c.Report.home, Feed: c.Report.Feed,
		},
		Figures: e.Figures,
		Factors: factors(c.Report.Country),
		Planted: planted,
		Places:  townNames(e.Figures), CityMethod: e.CityMethod,
		Soft: softSkills(),

		SkillNames: skillNames(),
		Spread:     e.Distribution,
		SQL:        store.MedianQuery(c.Report.Role, c.Report.Country, c.Report.Currency),
	}
	for _, s := range e.Claims {
		in.Claims = append(in.Claims, reportClaim(s))
	}
	for _, s := range e.Published {
		in.Published = append(in.Published, reportClaim(s))
	}
	for _, x := range c.Citations {
		in.Citations = append(in.Citations, report.Citation{
			Source: x.Source, Title: x.Title, Statistic: x.Statistic, Country: x.Country, Place: x.Place,
			Skill: x.Skill, Company: x.Company, AsOf: x.AsOf, Amount: x.Amount, Currency: x.Currency, Period: x.Period,
		})
	}
	if in.Sources, err = a.reportSources(db, c, e.Figures); err != nil {
		return report.Report{}, err
	}
	if in.Quality, err = a.quality(db); err != nil {
		return report.Report{}, err
	}
	if in.Law, err = a.law(db, c); err != nil {
		return report.Report{}, err
	}
	growth, err := db.Growth(a.ctx, c.Report.Role, c.Report.Country)
	if err != nil {
		return report.Report{}, err
	}
	for _, g := range growth {
		in.Growth = append(in.Growth, report.Growth(g))
	}
	if in.Samples, err = a.samples(db, c); err != nil {
		return report.Report{}, err
	}
	return report.Build(in), nil
}

// samples are adverts that a report shows, each with the day on which it was last
// seen.
func (a *app) samples(db *store.DB, c *config) (out []report.Sample, err error) {
	all, err := db.Samples(a.ctx, c.Report.Country, c.Report.Currency, 3)
	for _, s := range all {
		out = append(out, report.Sample{
			Source: s.Source, Role: s.Role, Seniority: s.Seniority, Country: s.Country, Workplace: s.Workplace,
			Title: s.Title, Company: s.Company, URL: s.URL, Quote: quoteOf(s), SeenAt: s.SeenAt.Truncate(24 * time.Hour),
		})
	}
	return out, err
}

// reportSources are the sources of the configuration that the file holds anything of.
func (a *app) reportSources(db *store.DB, c *config, figures []aggregate.Figure) (out []report.Source, err error) {
	states, err := db.SourceStates(a.ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range states {
		for _, p := range c.plans {
			if about := p.source.About(); about.Name == s.Source {
				out = append(out, report.Source{
					Name: about.Name, Title: about.Title, Side: about.Side, Homepage: about.Homepage, Terms: about.Terms,
					Attribution: about.Attribution, Licence: about.Licence, Status: s.LastStatus, Error: s.LastError,
					FinishedAt: s.LastAt, Postings: s.Postings, Tables: tablesTo(s, figures),
				})
			}
		}
	}
	return out, nil
}

// quality counts what the file holds and what could not be read of it.
func (a *app) quality(db *store.DB) (report.Quality, error) {
	q, err := db.Quality(a.ctx)
	if err != nil {
		return report.Quality{}, err
	}
	out := report.Quality{
		Postings: q.Postings, Jobs: q.Jobs, Employers: q.Employers, Gone: q.Gone, OneSided: q.OneSided,
		Flagged: q.Flagged, NoRole: q.NoRole, NoCountry: q.NoCountry, Alone: q.Alone,
	}
	for _, o := range q.Origins {
		out.Origins = append(out.Origins, report.Count(o))
	}
	return out, nil
}

// law parts the role's open jobs in the United States by whether a state of
// theirs asks adverts for pay today.
func (a *app) law(db *store.DB, c *config) (out report.Law, err error) {
	if c.Report.Country != "US" {
		return out, nil
	}
	laws, err := reference.PayLaws(a.now().UTC().Format(time.DateOnly))
	if err != nil {
		return out, err
	}
	bound := map[string]bool{}
	for _, l := range laws {
		out.States = append(out.States, l.State)
		out.Laws = append(out.Laws, report.Statute{State: l.State, From: l.From, Employees: l.Employees, Name: l.Statute})
		bound[l.State] = true
	}
	counts, err := db.Stating(a.ctx, c.Report.Role, c.Report.Country)
	for _, n := range counts {
		to := &out.Without
		switch {
		case len(n.States) == 0:
			to = &out.Unknown
		case slices.ContainsFunc(n.States, func(s string) bool { return bound[s] }):
			to = &out.With
		}
		to.Jobs += n.Jobs
		to.StatePay += n.StatePay
	}
	return out, err
}

func reportClaim(s aggregate.Published) report.Claim {
	return report.Claim{
		Source: s.Source, Title: s.Title, Side: s.Side, Said: s.Claim, Belief: s.Belief, URL: s.URL,
		ObtainedBy: s.ObtainedBy, RetrievedAt: s.RetrievedAt, Note: s.Note,
	}
}

// folderURL ends an address with a slash, so that names can follow.
func folderURL(site string) string {
	if site == "" || strings.HasSuffix(site, "/") {
		return site
	}
	return site + "/"
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

// skillNames are the skills as their makers write them, by their names in figures.
func skillNames() map[string]string {
	names := map[string]string{}
	for _, s := range skill.All() {
		names[s.Name] = skill.Spelling(s.Name)
	}
	return names
}

// quoteOf is a sample's pay in the posting's words, or its fields' amounts.
func quoteOf(s store.Sample) string {
	amounts := s.Currency + " " + strconv.FormatFloat(s.Min, 'f', -1, 64) + " to " +
		strconv.FormatFloat(s.Max, 'f', -1, 64) + " a " + s.Period
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
