package aggregate

import "backpay/scraper"

// SaidObservation is one stored observation, to be normalised.
type SaidObservation struct {
	ID          int64 // observation.id
	Source      string
	Observation scraper.Observation
}

// Observation is what we believe of one observation.
type Observation struct {
	ID                        int64 // observation.id
	Role, RoleRule, Seniority string
	Country                   string // ISO 3166 alpha-2, or ""
	// EmployerKey is the employer's identity: equal for the same company under
	// other spellings, "" when it is unknown.
	EmployerKey string
	// AnnualAmount is the pay a year in the currency stated: the amount times
	// AnnualFactor.
	AnnualAmount, AnnualFactor float64
	AnnualRule                 string
	// AnnualUSD is the pay a year in US dollars, 0 where no rate is known.
	// USDRule is "stated" (the publisher converted it) or "same" (the pay is
	// in dollars).
	AnnualUSD float64
	USDRule   string
}

// ObservationRow is one observation as figures count it.
type ObservationRow struct {
	Source    string
	Side      scraper.Side
	Role      string
	Seniority string // "" when unknown
	Country   string
	PayKind   string
	Employer  string // the employer's key; "" when unknown
	// Year is the year that the observation speaks of, "" when unknown.
	Year string
	// Pay is a year's in Currency, USD the same in US dollars; 0 when unknown.
	Pay      float64
	Currency string
	USD      float64
	// Converted says that USD is the publisher's conversion.
	Converted bool
	Weight    float64 // above zero
	// CompanySize is how many people the employer has, in the source's words.
	CompanySize string
	// File is the file that the row stands in; it is no part of what is said.
	File int64 `json:"-"`
}
