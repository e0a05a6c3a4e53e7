package normalise

import (
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/employer"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
)

// Observation works out what we believe of one observation. It is
// pure. Nothing is converted: pay in dollars is known where it was stated so,
// or where the publisher converted it.
func Observation(s aggregate.SaidObservation) aggregate.Observation {
	said := s.Observation
	o := aggregate.Observation{ID: s.ID}
	o.Role, o.RoleRule, o.Seniority = titleRole(said.Title, said.Level)
	if o.Country = countryOf(said.Country); o.Country == "" && said.Place != "" {
		if r := place.Resolve(said.Place, ""); len(r.Countries) == 1 {
			o.Country = r.Countries[0]
		}
	}
	if strings.TrimSpace(said.Company) != "" {
		o.EmployerKey = employer.Key(said.Company)
	}
	if said.Amount > 0 {
		o.AnnualAmount, o.AnnualFactor, o.AnnualRule = pay.Annual(said.Amount, said.Period, o.Country)
	}
	switch {
	case said.USD > 0:
		o.AnnualUSD, o.USDRule = said.USD, "stated"
	case said.Currency == "USD" && o.AnnualAmount > 0:
		o.AnnualUSD, o.USDRule = o.AnnualAmount, "same"
	}
	return o
}
