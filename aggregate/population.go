package aggregate

// Population is a kind of jobs whose pay is counted apart: they are never
// pooled.
type Population string

// The populations. A job belongs to the first of them, from the last to the
// first, that its adverts say.
const (
	FullTime Population = "full_time" // permanent, or nothing said: the headline
	Hourly   Population = "hourly"    // paid by the hour or day, annualised
	Contract Population = "contract"  // fixed terms and freelance work
	PartTime Population = "part_time"
	Intern   Population = "intern" // internships and apprenticeships
)
