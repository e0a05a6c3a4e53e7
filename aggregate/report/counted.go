package report

import (
	"fmt"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// Counted says which open jobs the headline counts and which it leaves out.
type Counted struct {
	// Jobs are open, full-time, and permanent or of an unsaid term; Paid of them
	// count with their pay, Zoned of these by the middle of several ranges.
	Jobs  int `json:"jobs"`
	Paid  int `json:"paid"`
	Zoned int `json:"zoned"`
	// Employers have these jobs; Distinct is how many they are with names that are
	// likely one taken as one, by which the grade goes, equal where there are none.
	Employers int `json:"employers"`
	Distinct  int `json:"employers_at_least"`
	// Older state pay and have been open for more than twelve months.
	Older int `json:"older"`
	// Apart are the other populations, each with rows of its own.
	Apart []Apart `json:"apart"`
}

// Apart is how many open jobs of a population there are.
type Apart struct {
	Population string `json:"population"`
	Jobs       int    `json:"jobs"`
}

// populations are those that headlines leave out, with what their jobs are
// called, in reading order.
var populations = []struct {
	of        aggregate.Population
	one, many string
}{
	{aggregate.Contract, "contract", "contracts"},
	{aggregate.Hourly, "job paid by the hour or day", "jobs paid by the hour or day"},
	{aggregate.PartTime, "part-time job", "part-time jobs"},
	{aggregate.Intern, "internship or apprenticeship", "internships or apprenticeships"},
}

// counted gathers the counts from the figures of the report's adverts.
func (b *builder) counted() (c Counted) {
	o := b.in.Options
	c.Apart = []Apart{}
	apart := map[aggregate.Population]int{}
	for _, f := range b.figures {
		if f.Measure != aggregate.MeasureLevel || f.Source != aggregate.All || f.Side != scraper.Posted ||
			f.Role != o.Role ||
			f.Country != o.Country ||
			f.Seniority+f.Place+f.Skill != "" {
			continue
		}
		switch {
		case f.Statistic == "count" && f.IsHeadline():
			c.Jobs = f.NJobs
		case f.Statistic == "count":
			apart[f.Population] = f.NJobs
		case f.Statistic == "median" && f.Unit == o.Currency && f.IsHeadline():
			c.Paid, c.Zoned, c.Older = f.NJobs, f.Zoned, f.Older
			c.Employers, c.Distinct = f.NEmployers, f.FewestEmployers()
		}
	}
	for _, p := range populations {
		if n := apart[p.of]; n > 0 {
			c.Apart = append(c.Apart, Apart{string(p.of), n})
		}
	}
	return c
}

// words is the same in sentences.
func (c Counted) words() string {
	s := "The headline is of what is open: " + plural(c.Jobs, "full-time job", "full-time jobs") +
		", permanent or of a term that isn’t said, " + plural(c.Paid, "of which states", "of which state") +
		" pay in the currency."
	if c.Zoned > 0 {
		counted := "count"
		if c.Zoned == 1 {
			counted = "counts"
		}
		s += " " + capital(plural(c.Zoned, "of these states", "of these state")) +
			" several ranges, for zones mostly, and " + counted + " by the middle one."
	}
	s += c.atEmployers()
	var left []string
	for _, a := range c.Apart {
		for _, p := range populations {
			if string(p.of) == a.Population {
				left = append(left, plural(a.Jobs, p.one, p.many))
			}
		}
	}
	if c.Older > 0 {
		left = append(
			left,
			plural(
				c.Older,
				"job that has been open for more than twelve months",
				"jobs that have been open for more than twelve months",
			),
		)
	}
	if len(left) > 0 {
		s += " Left out, with rows of their own where enough: " + strings.Join(left, ", ") + "."
	}
	return s
}

// atEmployers says how many employers the jobs are at, and the lower number
// where some names are likely one.
func (c Counted) atEmployers() string {
	if c.Employers == 0 {
		return ""
	}
	s := " The jobs with pay are at " + plural(c.Employers, "employer", "employers") + ", each under all names that something shows to be its own"
	if c.Distinct < c.Employers {
		s += fmt.Sprintf("; with names that are only likely one they would be %d, and grades go by that", c.Distinct)
	}
	return s + "."
}
