package aggregate

// The measures: what a figure is about, as Figure.Measure and the column
// measure of the table figure name it. Statistics are distinguished within one.
const (
	MeasureLevel      = "level"      // the level of pay, with the count of the jobs that it is the level of
	MeasurePooled     = "pooled"     // the level of a role's jobs and those of no named kind together, where the role alone is withheld
	MeasureDifference = "difference" // between medians of "all" of a side; the row is about the one, the statistic names the other
	MeasureDemand     = "demand"     // open jobs, as far as a source can see
	MeasureShare      = "share"      // of a role's jobs that name a skill
	MeasureGrowth     = "growth"     // of pay, between two periods
	MeasurePremium    = "premium"    // what adverts that name a skill pay more or less
	MeasureStep       = "step"       // from our figure to a published one
	MeasureCity       = "city"       // what a place takes of pay and leaves
)

// Unkinded is the role of developers whose adverts name no kind of work.
const Unkinded = "software"

// OfUnkinded reports whether jobs of a role are often advertised as Unkinded, so
// that the two together are its nearest larger population.
func OfUnkinded(role string) bool {
	switch role {
	case "backend", "frontend", "fullstack", "mobile", "embedded":
		return true
	}
	return false
}

// The statistics of steps that are no cause of the way between two figures.
const (
	StepStart       = "start"       // the figure that a ladder leads from
	StepEnd         = "end"         // the published one
	StepUnexplained = "unexplained" // what the known steps leave
)

// All is the source's name in figures over one side's canonical jobs together.
const All = "all"

// Statistics of which more than the package that computes them must know.
const (
	// Minus begins the statistic of a difference ("minus:frontend",
	// "minus:35620"): between the roles of a country, and the seniorities, the
	// places and the workplaces of a role. The statistic "rank" is the place of
	// the one among all of them.
	Minus = "minus:"
	// MedianRaw is a median over adverts, not jobs: what the median would be if
	// copies weren't merged. It stands beside the median to show what merging
	// does, never instead of it.
	MedianRaw = "median_raw"
	// SizePrefix begins the place of a figure over the observations of employers
	// of one size: "company size: 100 to 499 employees". Sources part the sizes
	// at different numbers, so that their words are kept.
	SizePrefix = "company size: "
)

// The statistics of what the place of a median takes of it and leaves; amounts
// are of a year, in the median's currency. Those that follow from pay carry the
// interval of the median before tax, each end led the same way; those of a
// table carry none.
const (
	FederalTax = "federal_tax"
	PayrollTax = "payroll_tax" // social security and Medicare
	StateTax   = "state_tax"
	AfterTax   = "after_tax"
	RentMonth  = "rent_month"  // of a month
	Rent       = "rent"        // twelve times that
	AskingRent = "asking_rent" // of a month, of another publisher; counted in nothing else
	PriceLevel = "price_level" // in percent of the country's
	Left       = "left"        // after tax and rent
	// LeftMinus begins the statistic of a difference between what two places
	// leave ("left_minus:35620"). The row is about the place that leaves more.
	LeftMinus = "left_minus:"
)
