package city

import (
	"slices"

	"backpay/aggregate"
)

// Sources are the sources of the tables that the figures among all count, as
// the configuration file names them, each once.
func Sources(all []aggregate.Figure) (names []string) {
	of := map[string]string{
		aggregate.AfterTax:   "us-tax",
		aggregate.Rent:       "hud-fmr",
		aggregate.AskingRent: "zillow-zori",
		aggregate.PriceLevel: "bea-rpp",
	}
	for _, f := range all {
		if name := of[f.Statistic]; f.Measure == aggregate.MeasureCity && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
