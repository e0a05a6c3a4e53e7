package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/article"
	"backpay/aggregate/edition"
	"backpay/aggregate/role"
	"backpay/store"
)

// articleBytes is more than package article reads: the rest of a file of any
// size is never looked at.
const articleBytes = 8 << 20

// checkArticle holds a Markdown article against the figures of the database
// and prints what each of its figures is worth. Figures that aren't supported
// are exit code 3.
func (a *app) checkArticle(path, format string) error {
	src, err := readArticle(path)
	if err != nil {
		return usageError{fmt.Errorf("check: %w", err)}
	}
	c, err := a.config(false)
	if err != nil {
		return err
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	found, err := a.articleFindings(db, c, src)
	if err = firstError(err, db.Close()); err != nil {
		return err
	}
	if format == "json" {
		err = writeFindings(a.stdout, found)
	} else {
		err = printFindings(a.stdout, path, found)
	}
	if err != nil {
		return err
	}
	bad := 0
	for _, f := range found {
		if f.Mark != article.Supported {
			bad++
		}
	}
	if bad > 0 {
		return partialError{fmt.Errorf("%s: %d of %d figures are not supported", path, bad, len(found))}
	}
	return nil
}

func readArticle(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, articleBytes))
}

// articleFindings marks the figures of an article. Figures are computed from
// the database as it stands, and nothing is written to it.
func (a *app) articleFindings(db *store.DB, c *config, src []byte) ([]article.Finding, error) {
	opt, err := a.figureOptions(db, c)
	if err != nil {
		return nil, err
	}
	e, err := edition.Compute(edition.Input{
		Question: c.question(), Options: opt, Version: version, Now: a.now().UTC(),
		Rows: a.rows(db, c), Observations: db.ObservationRows(a.ctx),
	})
	if err != nil {
		return nil, err
	}
	ev := article.Evidence{
		Today: a.now().
			UTC().
			Format(time.DateOnly),
		Role: c.Report.Role, Country: c.Report.Country, Currency: c.Report.Currency, Figures: e.Figures,
	}
	for _, p := range c.plans {
		about := p.source.About()
		ev.Sources = append(ev.Sources, article.Source{Name: about.Name, Title: about.Title, Homepage: about.Homepage})
	}
	countries, err := article.Countries(src, ev)
	if err != nil {
		return nil, usageError{fmt.Errorf("check: %w", err)}
	}
	seen := map[int64]bool{}
	for _, country := range countries {
		claims, err := db.ClaimsOfAnyDate(a.ctx, role.Families(), country)
		if err != nil {
			return nil, err
		}
		for _, s := range claims {
			if seen[s.Belief.ID] { // of no known country: met in each
				continue
			}
			seen[s.Belief.ID] = true
			ev.Claims = append(ev.Claims, articleClaim(s))
		}
	}
	return article.Check(src, ev)
}

func articleClaim(s aggregate.Published) article.Claim {
	return article.Claim{
		Source: s.Source, URL: s.URL, Title: s.Claim.Title, Role: s.Belief.Role, Seniority: s.Belief.Seniority, Country: s.Belief.Country,
		City: s.Belief.City, Metro: s.Belief.Metro, Region: s.Belief.Region, Company: s.Claim.Company, Skill: s.Claim.Skill,
		Statistic: s.Claim.Statistic, PayKind: s.Claim.PayKind, Amount: s.Claim.Amount, Annual: s.Belief.AnnualAmount,
		Currency: s.Claim.Currency, Period: s.Claim.Period, SampleN: s.Claim.SampleN, AsOf: s.Claim.AsOf, Side: s.Side,
	}
}

// writeFindings prints findings as JSON: a list, empty where there are none.
func writeFindings(w io.Writer, found []article.Finding) error {
	if found == nil {
		found = []article.Finding{}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(found)
}

// printFindings prints a line for each figure, and what was read of it.
func printFindings(w io.Writer, path string, found []article.Finding) error {
	if len(found) == 0 {
		_, err := fmt.Fprintf(w, "%s: no figure of pay found\n", path)
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "line\tfigure\tread as\tmark\twhy")
	for _, f := range found {
		mark := string(f.Mark)
		if f.Reason != "" {
			mark += ": " + f.Reason
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\n", f.Line, printable(f.Text), printable(readAs(f)), mark, printable(f.Why))
	}
	return t.Flush()
}

// readAs is what an article's figure was understood to be.
func readAs(f article.Finding) string {
	var parts []string
	if f.Year != 0 {
		parts = append(parts, strconv.Itoa(f.Year))
	}
	if f.N != 0 {
		parts = append(parts, fmt.Sprintf("n %d", f.N))
	}
	all := []string{
		f.Statistic,
		f.Tax,
		f.PayKind,
		f.Kind,
		f.Seniority,
		f.Role,
		f.Skill,
		f.Company,
		f.City,
		f.Country,
		f.Source,
	}
	var words []string
	for _, p := range all {
		if p != "" {
			words = append(words, p)
		}
	}
	return strings.Join(append([]string{strings.Join(words, " ")}, parts...), ", ")
}

// printable keeps what a file says from steering the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}
