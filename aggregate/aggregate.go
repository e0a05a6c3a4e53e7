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
	Skills    []Skill
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
	// Quote is the evidence, at bytes QuoteStart to QuoteEnd of the plain
	// description for pay found in prose; -1 where the evidence is a field.
	Quote                string
	QuoteStart, QuoteEnd int
	Rule                 string // ids of the rules, joined by " "
	// AnnualMin and AnnualMax are in the same currency a year: Min and Max
	// times AnnualFactor. 0 where open or where no factor is known.
	AnnualMin, AnnualMax float64
	AnnualFactor         float64
	// Flag says why the amount can't be meant as it stands ("below-minimum",
	// "annual-is-hourly", ...). Flagged pay is kept and left out of figures.
	Flag string
}

// Skill is one skill that a posting names.
type Skill struct {
	Name       string
	QuoteStart int // byte offset in the description, -1 for the title or a tag
}

// Row is one job as one source shows it, the unit that figures count: all
// postings of the job at the source taken together.
type Row struct {
	Source   string
	Side     scraper.Side
	Job      int64 // job.id
	Employer int64 // employer.id
	Role     string
	// Seniority and Country are "" when unknown.
	Seniority string
	Country   string
	Postings  int
	// Pay is the annual base pay in Currency: the mean of the mid-points of
	// the job's two-sided base ranges at the source; 0 when it has none.
	Pay      float64
	Currency string
	// Low and High are the annual ends in Currency: of the two-sided ranges
	// that Pay is the middle of, their means (equal for one lone figure); of a
	// job that states one end only, that end, the other being 0. A job that
	// states floors and ceilings apart counts by its floors.
	Low, High float64
	// Disclosed tells that the job states base pay in any form, one-sided
	// ranges included, that is not flagged.
	Disclosed bool
	// Open tells that a posting of the job is still up at the source.
	Open bool
	// Workplace is onsite, hybrid, remote or "" when unknown or mixed.
	Workplace string
	// Places are the places of the job, sorted: the CBSA code of a metropolitan
	// area in the US, elsewhere the city.
	Places []string
	// Skills are the skills that the job names, sorted.
	Skills []string
	// Month is the month, "2026-11", in which the job's first posting at the
	// source went up, or was first seen where the source doesn't say.
	Month string
}

// Figure is one statistic of ours, with what it rests on: one row of the
// table figure.
type Figure struct {
	Edition   string
	Measure   string // one of MeasureLevel and its like
	Source    string // a source's name, or "all" for one side's jobs together
	Side      scraper.Side
	Role      string
	Seniority string // "" for all
	Country   string
	Place     string // "" for all
	Skill     string // "" for all
	Statistic string // mean, median, p25, p75, count, ...
	Unit      string // a currency code, percent or count
	PayKind   string // base, ote, total, or "" for counts
	Value     float64
	// CILow and CIHigh bound the 95 % interval; both 0 when there is none.
	CILow, CIHigh float64
	NPostings     int
	NJobs         int
	NEmployers    int
	NEffective    float64
	// Disclosure is the share of the jobs that state base pay, 0 to 1.
	Disclosure float64
	Grade      string // good, rough, withheld, or "" where not graded
	Note       string
}
