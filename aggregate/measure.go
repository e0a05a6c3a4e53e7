package aggregate

// The measures: what a figure is about, as Figure.Measure and the column
// measure of the table figure name it. Statistics are told apart within one.
const (
	MeasureLevel      = "level"      // the level of pay, with the count of the jobs that it is the level of
	MeasureDifference = "difference" // between medians of "all" of a side; the row is about the one, the statistic names the other
	MeasureDemand     = "demand"     // open jobs, as far as a source can see
	MeasureShare      = "share"      // of a role's jobs that name a skill
	MeasureGrowth     = "growth"     // of pay, between two periods
	MeasurePremium    = "premium"    // what adverts that name a skill pay more or less
	MeasureStep       = "step"       // from our figure to a published one
	MeasureCity       = "city"       // what a place takes of pay and leaves
)

// The statistics of steps that are no cause of the way between two figures.
const (
	StepStart       = "start"       // the figure that a ladder leads from
	StepEnd         = "end"         // the published one
	StepUnexplained = "unexplained" // what the known steps leave
)
