package report

import (
	"fmt"
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

// Official statistics come for hundreds of areas: what they say of the country
// stands with what others publish, and what they say of a city with the cities.
func TestOfficialFiguresOfAreas(t *testing.T) {
	in := small()
	claim := func(statistic, place, metro string, amount float64, asOf string) {
		c := Claim{
			Source: "census", Title: "The Census", Side: scraper.Employer, ObtainedBy: "file", RetrievedAt: in.Options.AsOf,
			Belief: aggregate.Claim{Role: "backend", Country: "US", Metro: metro, AnnualAmount: amount, AnnualFactor: 1},
			Said:   scraper.Claim{Title: "Web Developers", Place: place, Statistic: statistic, PayKind: "base", Amount: amount, Currency: "USD", Period: "year", AsOf: asOf},
		}
		if statistic == "count" {
			c.Belief.AnnualAmount, c.Said.PayKind, c.Said.Currency, c.Said.Period = 0, "", "", ""
		}
		in.Claims, in.Published = append(in.Claims, c), append(in.Published, c)
	}
	for _, asOf := range []string{"2025-05", "2024-05"} {
		claim("median", "U.S.", "", 120_000, asOf)
		claim("count", "U.S.", "", 90_000, asOf)
		claim("median", "Marlow Bay, CA", "90001", 150_000, asOf)
		claim("median", "Dunmere, TX", "90002", 110_000, asOf)
		for i := range 40 {
			claim("median", fmt.Sprint("Area ", i), fmt.Sprint(80_000+i), 100_000, asOf)
			claim("count", fmt.Sprint("Area ", i), fmt.Sprint(80_000+i), 1_000, asOf)
		}
	}
	b := newBuilder(in)
	var places []string
	for _, g := range claimGroups(b.claimRows()) {
		for _, r := range g.Drawn {
			if r.Source == "census" {
				places = append(places, r.Place)
			}
		}
	}
	if !slices.Equal(places, []string{"U.S."}) {
		t.Errorf("with what others publish stand the medians of %q", places)
	}
	places = nil
	for _, r := range b.cityClaims(b.cities().Rows) {
		places = append(places, r.Place+" "+r.AsOf)
	}
	if want := []string{"Dunmere, TX 2025-05", "Marlow Bay, CA 2025-05"}; !slices.Equal(places, want) {
		t.Errorf("beside the cities stand %q, want %q", places, want)
	}
	places = nil
	for _, r := range b.outlook() {
		if r.Source == "census" {
			places = append(places, r.Place)
		}
	}
	if !slices.Equal(places, []string{"U.S."}) {
		t.Errorf("beside demand stand the counts of %q", places)
	}
}
