package aggregate

import (
	"fmt"
	"math"

	"backpay/scraper"
)

// The grades of a figure.
const (
	Good     = "good"
	Rough    = "rough"
	Withheld = "withheld" // not to be printed
)

// Figure is one statistic of ours, with what it rests on: one row of the
// table figure. What a reader has to decide on stands in fields; Note is the
// same in words, for people, and is parsed nowhere.
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
	// AtLeast is how many employers these are with all names taken as one that
	// are likely one; 0 where that isn't known. Grades go by it.
	AtLeast    int `json:"-"`
	NEffective float64
	// Disclosure is the share of the jobs that state base pay, 0 to 1; nil where
	// that isn't asked: answers, filings and published tables are pay.
	Disclosure *float64
	// Population is whose jobs these are: FullTime in a headline, "" where the
	// figure is not of one population of adverts.
	Population Population
	// AsOfFrom and AsOfTo are the first and the last date that the rows behind
	// the figure speak of, as far as it is known: "2024", "2026-10". For growth
	// they bound the later of the two periods.
	AsOfFrom, AsOfTo string
	// Versus is what the figure is held against: the other role, place,
	// seniority or workplace of a difference, "" where there is none.
	Versus string
	// Interval is how the interval was made, "" for the usual way.
	Interval Interval
	// Filled is how the jobs count that state one end of their pay.
	Filled Filled
	// Zoned is how many of NJobs state several ranges, of which the middle one
	// counts. Unmatched is how many jobs with pay a place's figure leaves out,
	// since no range of theirs is known to be for the place; Older how many are
	// left out as older than the age limit.
	Zoned, Unmatched, Older int
	// Hits is, of a share, how many of NJobs name the skill. Seen is, of open
	// jobs, how many employers the source shows at all. Converted is how many
	// observations the publisher converted to the currency.
	Hits, Seen, Converted int
	// Rank and Step are set for figures of these kinds alone.
	Rank *Rank
	Step *Step

	Grade string // Good, Rough, Withheld, or "" where not graded
	// Reason is why the grade is no better; its code is empty for a good figure.
	Reason Reason
	Note   string
}

// FewestEmployers is how many employers the figure rests on at the least, by
// which it is graded.
func (f *Figure) FewestEmployers() int {
	if f.AtLeast > 0 {
		return min(f.NEmployers, f.AtLeast)
	}
	return f.NEmployers
}

// IsHeadline reports whether the figure is of the population that headlines are
// of, or is no figure of one population of adverts.
func (f *Figure) IsHeadline() bool { return f.Population == "" || f.Population == FullTime }

// Year is the year that all rows of the figure speak of, "" when there is none.
func (f *Figure) Year() string {
	if len(f.AsOfFrom) == 4 && f.AsOfFrom == f.AsOfTo {
		return f.AsOfFrom
	}
	return ""
}

// IsApart reports whether a difference is one beyond chance: its interval
// leaves out zero.
func (f *Figure) IsApart() bool { return f.Grade != Withheld && (f.CILow > 0 || f.CIHigh < 0) }

// Interval is how an interval was made.
type Interval string

// The kinds of intervals.
const (
	IntervalOrder    Interval = "order statistics" // takes rows for independent
	IntervalResample Interval = "resampling"       // of employers, with what is filled filled anew
	IntervalNone     Interval = "none"             // a reading beside the answer: it has no interval
)

// Filled is how many of a figure's jobs state one end of their pay, the other
// being filled from the usual width of ranges: the median of max / min over
// Ranges jobs of the role and country, or of all roles of the country.
type Filled struct {
	Jobs    int
	Ratio   float64
	Ranges  int
	AnyRole bool
}

// Rank is the place of a median among others that it is compared with.
type Rank struct {
	Among int
	Ties  []string // those that it can't be told from
}

// Step is what is known of one cause of the way from our figure to a published
// one, beside its size.
type Step struct {
	// From and To are what the two figures have of the cause: "2024" and "2026",
	// "unknown", "all".
	From, To string
	// Known reports whether rows were held to estimate the cause from. Behind
	// says what it rests on and assumes, or why it isn't known.
	Known  bool
	Behind string
	// Of an end: the statistic that it is (mean, median), the kind of pay, its
	// year ("" when undated), its source where it is a figure of one, and its
	// value before rounding.
	Of, PayKind, Year, Source string
	Exact                     float64
	// Unknown are the causes left in what is unexplained.
	Unknown []string
}

// Reason is why a figure has no better grade: a code, with what was found and
// what would have been needed.
type Reason struct {
	Code         string
	Found, Limit float64
	// Noun is what is counted where it isn't employers, Other another figure or
	// word that the reason names.
	Noun, Other string
}

// The codes of reasons, as the column reason of the table figure has them.
const (
	ReasonFewEmployers = "few_employers" // fewer than Limit
	ReasonFewRows      = "few_rows"      // fewer jobs or observations than Limit
	ReasonFewWithout   = "few_without"   // too few employers with jobs that don't name the skill
	ReasonOneEmployer  = "one_employer"  // has the share Found of the jobs, more than Limit
	ReasonUneven       = "uneven"        // spread too unevenly over employers for an interval
	ReasonOneAmount    = "one_amount"    // the interval is one amount, which so many jobs state
	ReasonNoInterval   = "no_interval"   // none can be had
	ReasonWeighted     = "weighted"      // and the employers aren't known: no interval
	ReasonWide         = "wide"          // the interval reaches Found either way, a share, more than Limit
	ReasonWidePoints   = "wide_points"   // the same of a premium, in log points
	ReasonSameJobs     = "same_jobs"     // named by the same jobs as Other
	ReasonNotSeparable = "not_separable" // from the other skills, places and sources of its jobs
	ReasonFewForModel  = "few_for_model" // the jobs with pay, Found, are too few for so many skills
	ReasonFewDiffer    = "few_differ"    // too few employers differ in it: Found degrees of freedom
	ReasonNotFound     = "not_found"     // no difference found among those tested; would pass at the rate Found
	ReasonWithinChance = "within_chance" // within what made-up words reach, Found percent
	ReasonEmployersPay = "employers_pay" // between jobs of one employer it is Found percent
	ReasonNotStated    = "not_stated"    // no job states it
	ReasonNotEstimated = "not_estimated" // a cause without rows to estimate it from
)

// String is the reason in words, "" without one.
func (r Reason) String() string {
	noun := r.Noun
	if noun == "" {
		noun = "employer"
	}
	switch r.Code {
	case ReasonFewEmployers, ReasonFewRows:
		return fmt.Sprintf("%s, fewer than %g", plural(int(r.Found), noun), r.Limit)
	case ReasonFewWithout:
		return fmt.Sprintf("only %s without it, fewer than %g", plural(int(r.Found), noun), r.Limit)
	case ReasonOneEmployer:
		if r.Other != "" {
			return fmt.Sprintf("one employer has %s, more than %g%%", r.Other, 100*r.Limit)
		}
		return fmt.Sprintf("one employer has %s of the jobs, more than %s", roundedUp(r.Found), roundedUp(r.Limit))
	case ReasonUneven:
		return "the jobs are spread too unevenly over the employers for an interval"
	case ReasonOneAmount:
		return "so many jobs state one amount that there is no interval"
	case ReasonNoInterval:
		if r.Noun != "" {
			return "too few " + r.Noun + "s for an interval"
		}
		return "no interval"
	case ReasonWeighted:
		return "weighted, and the employers are not known: no interval"
	case ReasonWide:
		return fmt.Sprintf("the interval reaches %s either way, more than %s", roundedUp(r.Found), roundedUp(r.Limit))
	case ReasonWidePoints:
		return fmt.Sprintf("the interval reaches %.1f points either way, more than %.0f", 100*r.Found, 100*r.Limit)
	case ReasonSameJobs:
		return "named by the same jobs as " + r.Other
	case ReasonNotSeparable:
		return "can’t be told from the other skills, places and sources of its jobs"
	case ReasonFewForModel:
		return fmt.Sprintf("%s with pay are too few for so many skills", plural(int(r.Found), noun))
	case ReasonFewDiffer:
		return fmt.Sprintf(
			"rests on too few employers that differ in it: %.1f degrees of freedom, fewer than %g",
			r.Found,
			r.Limit,
		)
	case ReasonNotFound:
		return fmt.Sprintf(
			"no difference found: one of %s tested, would pass at a false discovery rate of %.0f%%",
			r.Other,
			math.Ceil(100*r.Found),
		)
	case ReasonWithinChance:
		return fmt.Sprintf("within what made-up words reach: %.1f%%", r.Found)
	case ReasonEmployersPay:
		return fmt.Sprintf(
			"between jobs of the same employer it is %.1f%%: part of it is what the employers pay that name the skill",
			r.Found,
		)
	case ReasonNotStated:
		return "no job states it"
	}
	return ""
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// roundedUp prints a share as percent, rounded up to a tenth, so that one just
// past a limit doesn't read as the limit itself.
func roundedUp(share float64) string {
	return fmt.Sprintf("%g%%", math.Ceil(1000*share-1e-9)/10)
}
