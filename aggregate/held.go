package aggregate

import "backpay/scraper"

// Held is one posting's base pay in one currency as an edition held it: what
// the change from one edition to another is worked out from.
type Held struct {
	Posting  int64 // posting.id
	Currency string
	Source   string
	Side     scraper.Side
	// Said is the digest of what the posting said; Job and Employer are the
	// identities that we gave to the opening and to the company.
	Said, Job, Employer      string
	Role, Seniority, Country string // of the job; "" when unknown
	// The sums of the middles and the ends, a year, of its two-sided ranges,
	// and of the ends of its one-sided ones, with how many there are.
	Ranges            int
	Middle, Low, High float64
	Floors            int
	Floor             float64
	Ceilings          int
	Ceiling           float64
}
