package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"backpay/aggregate/reference"
	"backpay/scraper"
	"backpay/store"
)

type sourcesCmd struct {
	Format  string `help:"Output format: text, json, or md for a table of countries." enum:"text,json,md" default:"text"`
	Country string `help:"Show which sources cover a country and what pay they state." placeholder:"CC"`
	Recipes bool   `help:"Show the recipes of the source jsonld."`
}

// sourceLine is what is known of one source.
type sourceLine struct {
	Name        string         `json:"name"`
	Title       string         `json:"title"`
	Kind        scraper.Kind   `json:"kind"`
	Side        scraper.Side   `json:"side"`
	Access      scraper.Access `json:"access"`
	On          bool           `json:"on"`
	Why         string         `json:"why,omitempty"`
	Boards      int            `json:"boards"`
	Pay         string         `json:"pay"`
	Countries   []string       `json:"countries,omitempty"` // none for one that lists jobs of anywhere
	Every       string         `json:"every,omitempty"`
	Terms       string         `json:"terms,omitempty"`
	KeyTerms    string         `json:"key_terms,omitempty"` // under which it is used once its keys are set
	Attribution string         `json:"attribution,omitempty"`
	LastRun     *time.Time     `json:"last_run,omitempty"`
	LastStatus  string         `json:"last_status,omitempty"`
	LastError   string         `json:"last_error,omitempty"`
	Postings    int            `json:"postings"`
	Open        int            `json:"open"`
	WithPay     int            `json:"with_pay"`
	PayShare    float64        `json:"pay_share"` // of postings, 0 to 1
	// References counts the values of reference tables in the database,
	// ReferenceTo is their newest date, BuiltInTo that of the values that are
	// built into the program.
	References  int    `json:"reference_values,omitempty"`
	ReferenceTo string `json:"reference_to,omitempty"`
	BuiltInTo   string `json:"built_in_to,omitempty"`
}

func (cmd sourcesCmd) Run(a *app) error {
	if cmd.Recipes {
		return printRecipes(a.stdout)
	}
	if cmd.Format == "md" {
		printCountries(a.stdout, a.sources)
		return nil
	}
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if cmd.Country != "" {
		if err := checkCountry(cmd.Country); err != nil {
			return usageError{fmt.Errorf("--country: %w", err)}
		}
		if cmd.Format == "text" {
			return printCountry(a.stdout, c.plans, cmd.Country)
		}
		here, anywhere := serving(c.plans, cmd.Country)
		c.plans = append(here, anywhere...)
	}
	states, err := a.sourceStates(c)
	if err != nil {
		return err
	}
	var lines []sourceLine
	for _, p := range c.plans {
		lines = append(lines, lineOf(p, states[p.source.About().Name]))
	}
	if cmd.Format == "json" {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(lines)
	}
	return printLines(a, lines)
}

// sourceStates are the states that the database has, if there is one.
func (a *app) sourceStates(c *config) (map[string]store.SourceState, error) {
	states := map[string]store.SourceState{}
	if _, err := os.Stat(c.Database); errors.Is(err, fs.ErrNotExist) {
		return states, nil
	}
	db, err := a.readDB(c)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all, err := db.SourceStates(a.ctx)
	for _, s := range all {
		states[s.Source] = s
	}
	return states, err
}

func lineOf(p plan, s store.SourceState) sourceLine {
	about := p.source.About()
	l := sourceLine{
		Name: about.Name, Title: about.Title, Kind: about.Kind, Side: about.Side, Access: about.Access,
		On: p.enabled() &&
			about.Access != scraper.Import, Why: about.OffReason, Pay: about.Pay, Countries: about.Countries, KeyTerms: about.KeyTerms,
		Terms: about.Terms, Attribution: about.Attribution,
		LastStatus: s.LastStatus, LastError: s.LastError, Postings: s.Postings, Open: s.Open, WithPay: s.WithPay,
		References: s.References, ReferenceTo: s.ReferenceTo, BuiltInTo: reference.BuiltIn(about.Name),
	}
	switch {
	case l.On:
		l.Why = ""
	case p.unnamed && about.OnByDefault:
		l.Why = "the configuration does not list it"
	case about.OnByDefault:
		l.Why = "the configuration turns it off"
	}
	if s.Postings > 0 {
		l.PayShare = float64(s.WithPay) / float64(s.Postings)
	}
	if about.Every > 0 {
		l.Every = about.Every.String()
	}
	if !s.LastAt.IsZero() {
		l.LastRun = &s.LastAt
	}
	if reqs, err := p.source.Start(p.settings); err == nil {
		l.Boards = len(reqs)
	}
	return l
}

func printLines(a *app, lines []sourceLine) error {
	t := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "source\tkind\tside\taccess\ton\tboards\tlast run\tstatus\tpostings\twith pay")
	for _, l := range lines {
		on, last, share := "off", "never", ""
		if l.On {
			on = "on"
		}
		if l.LastRun != nil {
			last = l.LastRun.Format("2006-01-02 15:04")
		}
		if l.Postings > 0 {
			share = fmt.Sprintf("%.0f %%", 100*l.PayShare)
		}
		fmt.Fprintf(
			t,
			"%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%d\t%s\n",
			l.Name,
			l.Kind,
			l.Side,
			l.Access,
			on,
			l.Boards,
			last,
			l.LastStatus,
			l.Postings,
			share,
		)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, l := range lines {
		if age := l.age(); age != "" {
			fmt.Fprintf(a.stdout, "\n%s: %s\n", l.Name, age)
		}
		if l.Why != "" {
			fmt.Fprintf(a.stdout, "\n%s is off: %s\n", l.Name, oneLine(l.Why))
		}
		if l.KeyTerms != "" {
			fmt.Fprintf(
				a.stdout,
				"\n%s, once its keys are set: used as an API under %s, not under the robots.txt for crawlers\n",
				l.Name,
				l.KeyTerms,
			)
		}
		if l.LastError != "" {
			fmt.Fprintf(a.stdout, "\n%s, last run: %s\n", l.Name, oneLine(l.LastError))
		}
	}
	return nil
}

// age tells of when the values of a reference source are; "" for others.
func (l sourceLine) age() string {
	var parts []string
	if l.References > 0 {
		parts = append(parts, fmt.Sprintf("%d values up to %s", l.References, l.ReferenceTo))
	}
	if l.BuiltInTo != "" {
		parts = append(parts, "built in up to "+l.BuiltInTo)
	}
	return strings.Join(parts, "; ")
}
