package aggregate

import "backpay/scraper"

// SaidClaim is one stored claim, to be normalised.
type SaidClaim struct {
	ID     int64 // claim.id
	Source string
	// Kind and Side are the source's.
	Kind  scraper.Kind
	Side  scraper.Side
	Claim scraper.Claim
}

// Claim is what we believe of one claim.
type Claim struct {
	ID   int64 // claim.id
	Side scraper.Side
	// Role is "" where neither code nor title says one; Seniority where the
	// title names none. RoleRule tells which of the two it was.
	Role, RoleRule, Seniority string
	// Country is an ISO 3166 alpha-2 code or "". Region, City and Metro are
	// "" where the claim is about more than one, or a whole country.
	Country, Region, City, Metro string
	// AnnualAmount is the amount a year in the same currency: the amount times
	// AnnualFactor. All three are zero for what is no pay, and where the
	// period is unknown.
	AnnualAmount, AnnualFactor float64
	AnnualRule                 string
}
