// Package market makes job markets with known truth: invented employers, the
// jobs they have open, what these pay, and the adverts for them on boards of
// four kinds, served over HTTP as the real services serve theirs.
//
// It is the site that `backpay demo` reads, and the test bed of everything
// that must be measured against a truth. The truth is computed from the jobs
// as they were drawn; nothing of it is read from an advert, and the package
// knows none of the parsers.
//
// A market is a pure function of its Options. Adverts are written when they
// are asked for, so that a market of 200,000 needs little memory.
package market

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Options says which market to make. The same options make the same bytes.
// Default gives the demo's; fields are taken as they stand, so zero is zero.
type Options struct {
	Seed uint64
	// Employers is the number of employers, at least 8.
	Employers int
	// MeanJobs is the mean number of jobs an employer has open.
	MeanJobs float64
	// SizeCV is the coefficient of variation of the jobs an employer has
	// open, which is log-normal; 0 gives all the same number.
	SizeCV float64
	// Copies is the share of postings that are copies of another, below 1.
	Copies float64
	// CopyMix weighs the kinds of copies: full, semantic, temporal, partial.
	CopyMix [4]float64
	// Spread is the standard deviation of log pay that role, country, level,
	// place and skills leave open, EmployerShare the share of its variance
	// that lies between employers.
	Spread, EmployerShare float64
	// SkillEffect scales the planted effects of skills on pay; 0 for none.
	SkillEffect float64
	// Heaped rounds pay to 1,000, 5,000 or 10,000, as the employer is used to.
	Heaped bool
	// Tells scales the share of jobs whose advert tells pay, which differs by
	// country and employer. 1 is as usual; the share never passes 0.97.
	Tells float64
	// From, UpTo and Lone are the shares of telling jobs that tell only the
	// lower end, only the upper end, and one figure.
	From, UpTo, Lone float64
	// Tiers is the share of telling jobs in the US on Greenhouse and Ashby
	// boards with a range for each zone.
	Tiers float64
	// OTE scales the share of jobs with on-target earnings; 1 is as usual.
	OTE float64
	// Traps turns on what real boards get wrong (empty pay objects, wrong
	// intervals, broken JSON, unlisted jobs), and the two boards that can't
	// be read: one answers with a challenge, one has another shape.
	Traps bool
	// Hard plants what spoils figures of pay where it isn't seen: a large
	// employer, internships, part-time work and contracts, agencies that post
	// others' adverts again, and adverts of earlier months, mostly closed.
	Hard bool
	// AsOf is the day on which the market is looked at.
	AsOf time.Time
}

// Demo returns the options of the demo's market: Default's with all that is
// hard to read rightly, looked at on a day.
func Demo(seed uint64, day time.Time) Options {
	o := Default(seed)
	o.Hard, o.AsOf = true, day
	return o
}

// Default returns the options of a usual market: 220 employers and about
// 3,600 postings, one in seven a full copy.
func Default(seed uint64) Options {
	return Options{
		Seed: seed, Employers: 220, MeanJobs: 14, SizeCV: 1.1,
		Copies: .15, CopyMix: [4]float64{1, 0, 0, 0},
		Spread: .22, EmployerShare: .5, SkillEffect: 1, Heaped: true,
		Tells: 1, From: .04, UpTo: .03, Lone: .06, Tiers: .12, OTE: 1, Traps: true,
		AsOf: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC),
	}
}

// CopyKind is what a posting is to the first posting of its job, in the terms
// of Eurostat's deduplication challenge.
type CopyKind uint8

// The kinds of copies. By-city postings are full copies that name another
// place.
const (
	First    CopyKind = iota // no copy
	Full                     // the same text but for white space and case
	Semantic                 // other words for the same
	Temporal                 // the same text posted at another time
	Partial                  // the same text with parts left out
	ByAgency                 // an agency's, which doesn't name the employer
)

func (k CopyKind) String() string {
	return [...]string{"first", "full", "semantic", "temporal", "partial", "by agency"}[k]
}

// Job is one real opening, and the truth about it.
type Job struct {
	Employer  int // index of the employer
	Company   string
	Title     string
	Team      string
	Role      string
	Seniority string // junior, mid, senior, staff, lead, principal or manager
	Country   string // ISO 3166 alpha-2
	City      string // of the first posting
	Region    string
	Workplace string // onsite, hybrid or remote
	// Population is FullTime, Intern, PartTime or Contract.
	Population string
	Skills     []string
	Pay        Pay
	// Annual is the mid-point of Pay a year, before anything is left untold:
	// the mean of the mid-points where there are tiers.
	Annual float64
	// Disclosed says that the adverts state base pay with both ends: a range,
	// tiers, or one figure.
	Disclosed bool
	// Reachable says that a posting of the job is up on a board that can be
	// read.
	Reachable bool
	Postings  []Posting

	team, place int
	particular  bool // whether its text says much that no other does
}

// The populations of jobs. Work paid by the hour or day is a contract.
const (
	FullTime = "full_time"
	Intern   = "intern"
	PartTime = "part_time"
	Contract = "contract"
)

// Form is which ends of the pay an advert states.
type Form uint8

// The forms.
const (
	Range Form = iota
	From
	UpTo
	Lone // one figure
)

// Shown is where an advert states pay.
type Shown uint8

// The places of pay in an advert; Nowhere and, for both, Field|Prose.
const (
	Nowhere Shown = 0
	Field   Shown = 1 // in fields of the board's own
	Prose   Shown = 2 // in the text
)

// Pay is what a job pays and how its adverts tell it.
type Pay struct {
	// Tiers are the ranges in major units of Currency, one unless pay differs
	// by zone. All are planted, told or not.
	Tiers    []Tier
	Currency string
	Period   string // year, month, day or hour
	Form     Form
	Shown    Shown
	// OTE is the on-target range beside the base; OnlyOTE says that Tiers
	// itself is on-target pay and the base is not stated.
	OTE     *Tier
	OnlyOTE bool
}

// Tier is one range of pay; Label names its zone, "" where there is but one.
type Tier struct {
	Label    string
	Min, Max float64
}

// Posting is one advert for a job.
type Posting struct {
	Board int    // index into Market.Boards
	ID    string // the board's own
	City  string // the place that it names
	Copy  CopyKind
	// PostedAt is when it went up.
	PostedAt time.Time
	// ClosedAt is when it was taken down; zero while it is up.
	ClosedAt time.Time

	place int
}

// The kinds of boards.
const (
	Greenhouse = "greenhouse"
	Lever      = "lever"
	Ashby      = "ashby"
	JSONLD     = "jsonld"
)

// Board is one employer's board or career site.
type Board struct {
	Kind    string // Greenhouse, Lever, Ashby or JSONLD
	Token   string // the name in its address
	Company string
	// Start is the path of a career site's first listing page, JobLinks and
	// NextLinks the CSS selectors of links to jobs and to the next page; ""
	// for the others.
	Start, JobLinks, NextLinks string
	// Blocked boards answer with a challenge, Drifted ones with JSON of
	// another shape. Neither can be read.
	Blocked, Drifted bool
	// Postings is the number of open postings on it.
	Postings int

	employer int
	entries  []entry
}

// entry is a posting of a board.
type entry struct{ job, posting int32 }

// Market is a made job market. It is safe for concurrent use.
type Market struct {
	opts      Options
	words     *words
	employers []employer
	boards    []Board
	jobs      []Job
	drawn     int // jobs that were drawn, used or not, once makeHard is at work
	stats     counter
}

// New makes the market of the options. The error says which option is wrong.
func New(o Options) (*Market, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	m := &Market{opts: o, words: list()}
	m.makeEmployers()
	m.makeJobs()
	m.makeCopies()
	if o.Hard {
		m.makeHard()
	}
	m.post()
	for i := range m.jobs {
		m.jobs[i].Reachable = slices.ContainsFunc(m.jobs[i].Postings, m.readable)
	}
	return m, nil
}

// post puts the adverts that are up on AsOf's day on their boards.
func (m *Market) post() {
	for i := range m.jobs {
		for n, p := range m.jobs[i].Postings {
			if m.isUp(p) {
				b := &m.boards[p.Board]
				b.entries = append(b.entries, entry{int32(i), int32(n)})
				b.Postings++
			}
		}
	}
}

// isUp reports whether an advert is up on the day on which the market is
// looked at.
func (m *Market) isUp(p Posting) bool {
	day := m.opts.AsOf
	return !p.PostedAt.After(day) && (p.ClosedAt.IsZero() || p.ClosedAt.After(day))
}

// readable reports whether an advert is up on a board that can be read.
func (m *Market) readable(p Posting) bool {
	b := &m.boards[p.Board]
	return m.isUp(p) && !b.Blocked && !b.Drifted
}

func (o Options) validate() error {
	share := func(name string, v float64) error {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("market: %s is %g, want 0 to 1", name, v)
		}
		return nil
	}
	var mix float64
	for _, w := range o.CopyMix {
		if !(w >= 0) {
			return fmt.Errorf("market: CopyMix holds %g", w)
		}
		mix += w
	}
	switch {
	case o.Employers < 8 || o.Employers > 30_000:
		return fmt.Errorf("market: Employers is %d, want 8 to 30000", o.Employers)
	case !(o.MeanJobs >= 1 && o.MeanJobs <= 1000):
		return fmt.Errorf("market: MeanJobs is %g, want 1 to 1000", o.MeanJobs)
	case !(o.Copies >= 0 && o.Copies <= .9):
		return fmt.Errorf("market: Copies is %g, want 0 to 0.9", o.Copies)
	case o.Copies > 0 && mix == 0:
		return errors.New("market: Copies is set and CopyMix is all zero")
	case !(o.SizeCV >= 0 && o.SizeCV <= 5):
		return fmt.Errorf("market: SizeCV is %g, want 0 to 5", o.SizeCV)
	case !(o.Spread >= 0 && o.Spread <= 1):
		return fmt.Errorf("market: Spread is %g, want 0 to 1", o.Spread)
	case !(o.Tells >= 0) || !(o.OTE >= 0):
		return fmt.Errorf("market: Tells is %g and OTE %g, want 0 or more", o.Tells, o.OTE)
	case o.AsOf.IsZero():
		return errors.New("market: AsOf is not set")
	}
	return errors.Join(
		share("EmployerShare", o.EmployerShare),
		share("Tiers", o.Tiers),
		share(
			"From",
			o.From,
		),
		share("UpTo", o.UpTo),
		share("Lone", o.Lone),
		share("From+UpTo+Lone", o.From+o.UpTo+o.Lone),
	)
}

// Boards returns the boards in a fixed order.
func (m *Market) Boards() []Board { return m.boards }

// Jobs returns the real openings in a fixed order. They must not be changed.
func (m *Market) Jobs() []Job { return m.jobs }
