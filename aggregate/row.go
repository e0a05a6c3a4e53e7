package aggregate

import "backpay/scraper"

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
