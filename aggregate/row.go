package aggregate

// Row is one job as one source shows it, the unit that figures count: all
// postings of the job at the source taken together. A job that states pay of
// two populations has a row for each; one of them is Extra.
type Row struct {
	JobSource
	// Extra reports that this is another population's pay of a job that has a
	// row already: it counts in no number of jobs but its population's.
	Extra bool
	// Pay is the annual base pay in Currency: the middle of the job's range, of
	// several zones the middle one; 0 when the job states no two-sided range.
	Pay      float64
	Currency string
	// Low and High are the annual ends in Currency: of the range that Pay is the
	// middle of (equal for one lone figure); of a job that states one end only,
	// that end, the other being 0. A job that states floors and ceilings apart
	// counts by its floors.
	Low, High float64
	// Lowest and Highest are the middles of the job's least and greatest zone,
	// equal where it states one range.
	Lowest, Highest float64
	// At is what the job pays at its places, sorted by place: of those for which
	// a range is known to be.
	At []PlacePay
	// Disclosed reports that the job states base pay in any form, one-sided
	// ranges included, that is not flagged.
	Disclosed bool
	// Old reports that the job is open, and the postings that state its pay are
	// older than the age limit: it is pay of another time.
	Old bool
}

// PlacePay is what a job pays at one place, with the ends as in Row.
type PlacePay struct {
	Place          string // as in JobSource.Places
	Pay, Low, High float64
}
