// Package aggregate holds the types of what is believed: Posting, Claim and
// Observation with their parts, the prints and pairs by which postings are
// matched to jobs, and the rows and figures that are counted. It reads nothing:
// package normalise goes from what was said to these, package dedupe matches.
//
// So whoever stores or counts beliefs links no reader of adverts.
package aggregate

import "backpay/scraper"

// Said is one stored record, to be normalised.
type Said struct {
	ID      int64 // posting.id
	Source  string
	Posting scraper.Posting
}

// Posting is what we believe of one posting.
type Posting struct {
	ID        int64 // posting.id
	Role      string
	RoleRule  string
	Seniority string
	// YearsMin is the experience asked for, in years; 0 when not stated.
	YearsMin int
	// Country is the country of the first place, ISO 3166 alpha-2, or "".
	Country string
	// Countries are all that the place's text names, and Remote what it says of
	// working from elsewhere.
	Countries []string
	Remote    string
	Workplace string // onsite, hybrid, remote or ""
	Places    []Place
	Pay       []Pay
	// Population is what the advert says of the job; pay may part it further
	// (see YearPay).
	Population Population
	// Years is what the posting pays a year, as it counts.
	Years  []YearPay
	Skills []Skill
	// Employer is the employer's name as first met, EmployerKey its identity:
	// equal for the same company under other spellings.
	Employer    string
	EmployerKey string
	// Print is what tells which postings are of the same real opening.
	Print Print
}

// Place is one place of a posting.
type Place struct {
	Country string // ISO 3166 alpha-2
	Region  string // state or province code in the US, CA and AU, else its name
	City    string
	Metro   string // CBSA code in the US
}

// Pay is one range of pay as we read it.
type Pay struct {
	// Min and Max are as stated, in major units; 0 where that end is open.
	Min, Max float64
	Currency string // ISO 4217, or "" when unknown
	Period   string // hour, day, week, biweek, month, year, or ""
	Kind     string // base, ote, total
	// Tax is gross or net, and Contract the kind of contract that the pay is
	// for, where the text says so; else "".
	Tax, Contract string
	Origin        scraper.Origin
	// Confidence is how sure the reading of prose is, 0 to 1.
	Confidence float64
	// Places are the indexes, in the posting's places, of those that the range
	// is for; empty where its words name none. Elsewhere reports that they name
	// a place which is none of the posting's.
	Places    []int
	Elsewhere bool
	// Quote is the evidence, at characters (Unicode code points) QuoteStart to
	// QuoteEnd of the plain description for pay found in prose, or of the title
	// where InTitle; -1 where the evidence is a field.
	Quote                string
	QuoteStart, QuoteEnd int
	InTitle              bool
	// Payments is how many months' pay make a year, where the text says so.
	Payments int
	Rule     string // ids of the rules, joined by " "
	// AnnualMin and AnnualMax are in the same currency a year: Min and Max
	// times AnnualFactor. 0 where open or where no factor is known.
	AnnualMin, AnnualMax float64
	AnnualFactor         float64
	// Flag says why the amount can't be meant as it stands ("below-minimum",
	// "annual-is-hourly", ...). Flagged pay is kept and left out of figures.
	Flag string
	// Counts reports whether figures rest on it, as package jobpay decides.
	Counts bool
}

// Skill is one skill that a posting names.
type Skill struct {
	Name string
	Kind string // technical, practice, soft, domain
	// QuoteStart and QuoteEnd are characters of the description, or of the
	// title where InTitle; -1 for a tag.
	QuoteStart, QuoteEnd int
	InTitle              bool
}
