package aggregate

import (
	"time"

	"backpay/scraper"
)

// Published is a claim with how it was had and what we believe of it.
type Published struct {
	Source      string
	Title       string // the source's, as printed
	Side        scraper.Side
	Claim       scraper.Claim
	Belief      Claim
	URL         string
	ObtainedBy  string
	RetrievedAt time.Time
	Note        string // the editor's
}

// PayRow is one pay that we hold, of a job of ours or an observation: what the
// gap between two figures is estimated on.
type PayRow struct {
	Source    string // All for a job of ours, whatever sources show it
	Side      scraper.Side
	PayKind   string
	Year      string // "" for a job of ours: it is of now
	Role      string
	Seniority string
	Place     string // CBSA code in the US, else the city; "" when unknown
	Currency  string
	Pay       float64 // a year's
	// Years is professional experience in years, negative when unknown.
	Years float64
	// Employer tells which rows may be alike: the employer's key, or where it
	// isn't known those that one line of a file stated.
	Employer string
}
