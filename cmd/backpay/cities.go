package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/edition/city"
	"backpay/aggregate/place"
	"backpay/aggregate/reference"
	"backpay/scraper"
	"backpay/store"
)

// references are the built-in tables, over which those of the database's
// sources are laid.
func (a *app) references(db *store.DB) (*reference.Set, error) {
	names, err := db.ReferenceSources(a.ctx)
	if err != nil {
		return nil, err
	}
	set := reference.Embedded()
	for _, name := range names {
		if set, err = set.With(db.References(a.ctx, name)); err != nil {
			return nil, fmt.Errorf("reference tables of %s: %w", name, err)
		}
	}
	return set, nil
}

// books are what the figures of cities are worked out with.
func (a *app) books(db *store.DB) (city.Books, error) {
	set, err := a.references(db)
	return city.Books{Set: set, Year: a.now().UTC().Year(), Title: place.Metro}, err
}

// headline tells whether a figure is a printed median that the report compares
// cities by.
func headline(f aggregate.Figure, c *config) bool {
	return f.Measure == aggregate.MeasureLevel && f.Statistic == "median" && f.Source == aggregate.All && f.Side == scraper.Posted && f.Grade != aggregate.Withheld &&
		f.Role == c.Report.Role && f.Country == c.Report.Country && f.Unit == c.Report.Currency && f.Seniority == "" && f.Skill == ""
}

// leftAt is edition.Options.Left for the report's medians.
func leftAt(b city.Books, c *config) func(aggregate.Figure) func(float64) float64 {
	return func(f aggregate.Figure) func(float64) float64 {
		if !headline(f, c) {
			return nil
		}
		return b.Left(f)
	}
}

// cities adds what is left of the report's medians by place, and writes all of
// that measure into the edition's hash: reference tables show in nothing else.
func cities(sum io.Writer, b city.Books, c *config, figures []aggregate.Figure) ([]aggregate.Figure, error) {
	var medians []aggregate.Figure
	for _, f := range figures {
		if headline(f, c) && f.Place != "" {
			medians = append(medians, f)
		}
	}
	figures = append(figures, b.Figures(medians)...)
	enc := json.NewEncoder(sum)
	for _, f := range figures {
		if f.Measure != aggregate.MeasureCity {
			continue
		}
		if err := enc.Encode(f); err != nil {
			return nil, fmt.Errorf("figures of cities: %w", err)
		}
	}
	return figures, nil
}

// townNames are the names of the figures' places that are codes.
func townNames(figures []aggregate.Figure) map[string]string {
	names := map[string]string{}
	for _, f := range figures {
		if name := place.Town(f.Place); name != "" {
			names[f.Place] = name
		}
	}
	return names
}

// tablesTo is the newest date of a source's tables, built in or read, where the
// figures count them, else "".
func tablesTo(s store.SourceState, figures []aggregate.Figure) string {
	if !slices.Contains(city.Sources(figures), s.Source) {
		return ""
	}
	return max(reference.BuiltIn(s.Source), s.ReferenceTo)
}
