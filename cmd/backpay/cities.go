package main

import (
	"fmt"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/edition/city"
	"backpay/aggregate/place"
	"backpay/aggregate/reference"
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
