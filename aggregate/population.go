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

// strictness orders populations by how surely an advert's word for one takes
// the job out of the others.
func (p Population) strictness() int {
	switch p {
	case Intern:
		return 5
	case PartTime:
		return 4
	case Contract:
		return 3
	case FullTime:
		return 2
	case Hourly:
		return 1
	}
	return 0
}

// Stricter returns the population of a job whose adverts say both.
func (p Population) Stricter(q Population) Population {
	if q.strictness() > p.strictness() {
		return q
	}
	return p
}

// Within returns the population of pay that one advert states, of a job whose
// adverts together say job: pay of an advert that doesn't say so is the job's.
func (p Population) Within(job Population) Population {
	if (p == FullTime || p == Hourly) && job.strictness() > FullTime.strictness() {
		return job
	}
	return p
}
