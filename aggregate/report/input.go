package report

import (
	"time"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/scraper"
)

// Input is what a report is built from.
type Input struct {
	Options Options
	// Figures are the edition's figures, as package figure computes them.
	// Those of other editions are left out.
	Figures []aggregate.Figure
	// Sources are all sources that the configuration knows, run or not.
	Sources []Source
	Quality Quality
	// Law parts the role's open jobs by the law of their states.
	Law Law
	// Claims are what others publish of the report's role and country.
	Claims []Claim
	// Published is what others publish about every role of the country.
	Published []Claim
	// Citations are the published figures that the editor entered by hand.
	Citations []Citation
	// Samples are postings to show as evidence, the best first. A row of the
	// report shows the first few that belong to it.
	Samples []Sample
	// Factors say what a period of pay was multiplied by to make a year.
	Factors []Factor
	// Places are the names of places that figures know by a code, with the
	// state: "San Francisco, CA".
	Places map[string]string
	// CityMethod says whose tax, rent and prices the figures of cities count,
	// and of when.
	CityMethod string
	// Soft are the skills that are traits of a person, not of a craft.
	Soft []string
	// SkillNames are skills as their makers write them, by the names that figures
	// have: "PostgreSQL" for postgresql.
	SkillNames map[string]string
	// Spread is how the pay ranges of the report's role lie.
	Spread edition.Distribution
	// Growth are the figures of growth of the report's role of all editions,
	// in any order.
	Growth []Growth
	// Planted is the known truth of a made-up market, for the demo.
	Planted []Planted
	// SQL is the query over the database that gives the same numbers.
	SQL string
}

// Options says what the report is about.
type Options struct {
	Role     string // a role's name, such as "backend"
	Country  string // ISO 3166 alpha-2
	Currency string // ISO 4217
	// Title is the report's own; "" for the usual question.
	Title string
	// Site is the address that the report is published at, Home that of the page
	// that lists several, Feed says that a feed of editions is written.
	Site, Home string
	Feed       bool
	// AsOf is the time that the report speaks of; printed in UTC.
	AsOf time.Time
	// Edition names the set of figures, by the hash of what they came from.
	Edition string
	// Version is the version of the program.
	Version string
}

// Source is one source and how its last run went.
type Source struct {
	Name        string
	Title       string
	Side        scraper.Side
	Homepage    string
	Terms       string
	Attribution string
	Licence     string
	// Status is that of source_run (ok, partial, empty, blocked, drift,
	// failed, skipped, offline), "" when the source never ran.
	Status     string
	Error      string
	FinishedAt time.Time
	Postings   int // held in the database, all runs together
	// Tables is the newest date of its reference tables, where the report's
	// figures count them: read in a run, or built in.
	Tables string
}

// Claim is one figure that somebody else published, as they word it.
type Claim struct {
	Source string // its name
	Title  string // the source's, as printed
	Side   scraper.Side
	Said   scraper.Claim
	// Belief is what we believe of it: its role, place and annual amount.
	Belief      aggregate.Claim
	URL         string
	ObtainedBy  string // api, file, page, import or citation
	RetrievedAt time.Time
	Note        string // the editor's, of a citation
}

// Citation is a published figure as the editor entered it.
type Citation struct {
	Source, Title, Statistic, Country, Place, Skill, Company, AsOf string
	Amount                                                         float64
	Currency, Period                                               string
}

// Growth is one edition's figure of growth.
type Growth struct {
	MadeAt time.Time
	Figure aggregate.Figure
}

// Quality counts what the figures rest on and what was left out of them: open
// postings, the jobs that have one, and these jobs' employers.
type Quality struct {
	Postings, Jobs, Employers int
	// Gone counts the postings that are open no more.
	Gone int
	// Origins counts the ranges of base pay by how they were known.
	Origins []Count
	// OneSided counts jobs that state only one end of their pay, Flagged the
	// ranges that can't be meant as they stand.
	OneSided, Flagged int
	// NoRole and NoCountry count jobs that are in no figure for that reason.
	NoRole, NoCountry int
	// Alone counts rows of advertised ranges without their other end.
	Alone int
}

// Count is how many there are of something.
type Count struct {
	Name string
	N    int
}

// Sample is a posting whose pay a reader can check.
type Sample struct {
	Source                   string
	Role, Seniority, Country string
	Workplace                string
	Title, Company, URL      string
	// Quote is the pay in the posting's own words.
	Quote  string
	SeenAt time.Time
}

// Factor turns pay for a period into pay for a year.
type Factor struct {
	Period string // hour, day, week, biweek, month
	Factor float64
	Rule   string // why this many, in a few words
}

// Planted is what a made-up market was given, and what was found in it; 0 where
// nothing was.
type Planted struct {
	Role string
	// What says what it is of the role, "" for its median.
	What string
	// Unit is "percent" or "count", "" for pay a year.
	Unit           string
	Planted, Found float64
	Low, High      float64 // the interval of Found, both 0 without
}
