package aggregate

import "backpay/scraper"

// Ends is pay a year: both ends and their middle, or one end with the other and
// the middle 0.
type Ends struct {
	Min, Max, Mid float64
}

// YearPay is what a posting pays a year in one currency and population.
type YearPay struct {
	// Currency is "" where pay is stated and no year's amount can be counted:
	// the posting discloses pay and pays nothing known.
	Currency   string
	Population Population
	// Place is the index in the posting's places that this pay is for, -1 for
	// the posting as a whole. A posting whose ranges are all alike has no pay by
	// place: the whole's is each place's.
	Place int
	Ends
	// Lowest and Highest are the middles of the least and the greatest range
	// that the posting states; equal where it states one.
	Lowest, Highest float64
}

// PostingYear is a posting with what it pays, as its job's pay is made of it.
type PostingYear struct {
	Source string
	Job    int64 // job.id
	// Role and Country are the job's, "" when unknown.
	Role, Country string
	Open          bool
	Day           string // "2026-11-20": when it was posted, or first seen
	// JobPopulation is the strictest that the job's postings say, at any source.
	JobPopulation Population
	Places        []int64 // place.id, in the posting's order; 0 where there is none
	Years         []YearPay
}

// JobPay is what a job pays at a source in one currency and population: over
// all its places, or in one of them.
type JobPay struct {
	Job        int64
	Source     string
	Place      int64 // place.id; 0 for the job as a whole
	Population Population
	Currency   string // "" as in YearPay
	Ends
	// Lowest and Highest are as in YearPay.
	Lowest, Highest float64
	Postings        int
	// Filled reports that one end is stated, and the middle filled from the
	// usual width of ranges.
	Filled bool
	// Current reports that an open posting within the age limit states it:
	// figures of what is open count no other.
	Current bool
}

// PlaceID is a place of a job, by its id in the file and as figures name it.
type PlaceID struct {
	ID  int64
	Key string
}

// JobSource is a job as one source shows it, without its pay.
type JobSource struct {
	Source     string
	Side       scraper.Side
	Job        int64
	Employer   int64 // the rank of the employer's key: no id, so that the order of arrival can't matter
	Role       string
	Seniority  string // this and Country are "" when unknown
	Country    string
	Population Population
	Postings   int
	Open       bool
	// Workplace is onsite, hybrid, remote or "" when unknown or mixed.
	Workplace string
	// Places are the places of the job, sorted: the CBSA code of a metropolitan
	// area in the US, elsewhere the city. PlaceIDs are all their place.ids.
	Places   []string
	PlaceIDs []PlaceID `json:"-"`
	// Skills are the skills that the job names, sorted.
	Skills []string
	// Month and Newest are the months, "2026-11", in which the job's first and
	// last posting at the source went up, or were first seen where the source
	// doesn't say.
	Month, Newest string
	// Seen is the month in which we saw the job's first posting come up; "" for
	// one that stood there already when we first looked: what it stood beside
	// is not known, so that it belongs to no flow.
	Seen string
}

// FlowMonths is how far back postings count that have ended: what figures of the
// flow look at, and a month more.
const FlowMonths = 13

// JobPosting is one posting of a job, as a JobSource is made of it. What it says
// of role, seniority, country and employer is the job's; Postings, Month, Newest
// and Seen are for jobpay.Sources to say.
type JobPosting struct {
	JobSource
	// Posted is when it went up, "" where the source doesn't say, First when we
	// saw it first and Looked when we first saw any posting of its board, each as
	// "2026-11-30T08:58:20Z".
	Posted, First, Looked string
}
