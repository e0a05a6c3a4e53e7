package report

import "slices"

// Schema names the form of report.json. Keys are added without a new name;
// a key that changes its meaning or goes gets the next number.
const Schema = "backpay-report/1"

// Report is one edition's report, and in its JSON form report.json. Amounts
// are in major units of Currency a year; shares run from 0 to 1; times are
// RFC 3339 in UTC. Texts are plain text, as printed.
type Report struct {
	Schema   string `json:"schema"`
	Title    string `json:"title"`
	Edition  string `json:"edition"`
	Version  string `json:"version"`
	AsOf     string `json:"as_of"`
	Date     string `json:"date"` // AsOf in words
	Role     string `json:"role"`
	Country  string `json:"country"`
	Currency string `json:"currency"`
	// Scope says in words what the report is about, and in which unit.
	Scope  string `json:"scope"`
	Answer Answer `json:"answer"`
	// Charts are the comparisons of medians: sources, roles, seniority, remote.
	Charts []Chart `json:"charts"`
	// Cities are what tax and rent leave of the median pay of places.
	Cities Cities `json:"cities"`
	// Claims are what others publish, side by side and never averaged.
	Claims Claims `json:"claims"`
	// Why leads from our figure to what others publish.
	Why Why `json:"why"`
	// Skills and SoftSkills are what goes with naming a skill, Trend how pay
	// grew, from one edition to the next.
	Skills     Effects `json:"skills"`
	SoftSkills Effects `json:"soft_skills"`
	Trend      Effects `json:"trend"`
	// Demand counts open jobs, Disclosure the share that states pay.
	Demand     Counts `json:"demand"`
	Disclosure Bars   `json:"disclosure"`
	// Spread is how the ranges of pay lie.
	Spread  Spread        `json:"pay_distribution"`
	Planted *PlantedTable `json:"planted,omitempty"`
	Runs    Runs          `json:"runs"`
	Quality []Fact        `json:"quality"`
	Method  []Fact        `json:"method"`
	Credits []Credit      `json:"credits"`
	// SQL gives the same numbers from the database.
	SQL  string `json:"sql"`
	Cite string `json:"cite"`
	// Figures are all figures of the edition, withheld ones included: what
	// figures.csv holds.
	Figures []Figure `json:"figures"`
}

// Chart returns the comparison of medians with the name.
func (r Report) Chart(id string) Chart {
	for _, c := range r.Charts {
		if c.ID == id {
			return c
		}
	}
	return Chart{}
}

// Drawn tells whether any row can be drawn.
func (c Chart) Drawn() bool {
	return slices.ContainsFunc(c.Groups, func(g Group) bool {
		return slices.ContainsFunc(g.Rows, func(r Row) bool { return r.Amounts != nil })
	})
}

// Answer is the short answer.
type Answer struct {
	// Grade is good, rough or withheld, or none where there is no figure.
	Grade string `json:"grade"`
	// Lede is the answer in a sentence or two, in spans.
	Lede []Span `json:"lede"`
	// Meaning says what the interval is and isn't, or why there is none.
	Meaning string `json:"meaning"`
	Facts   []Fact `json:"facts"`
	// Strip is the drawing of the answer; nil when it isn't to be printed.
	Strip *Strip `json:"strip,omitempty"`
}

// Span is a piece of a sentence; a Number links to the row with its evidence.
type Span struct {
	Text   string `json:"text"`
	Number bool   `json:"number,omitempty"`
	Row    string `json:"row,omitempty"`
	// Few marks words that stand where a number is withheld.
	Few bool `json:"few,omitempty"`
}

// Strip is the middle half of pay with the median and its interval.
type Strip struct {
	// Side and Grade are those of the row that is drawn.
	Side        string `json:"side"`
	Grade       string `json:"grade"`
	Title       string `json:"title"`
	Description string `json:"description"`
	// Label stands over the middle, with Caption under it: the median, or,
	// when it is rough, its interval.
	Label   string  `json:"label"`
	Caption string  `json:"caption"`
	P25     string  `json:"p25"`
	P75     string  `json:"p75"`
	At      Amounts `json:"at"`
}

// Fact is something said, with its name.
type Fact struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Detail string `json:"detail,omitempty"`
}

// Chart is a comparison of medians: a table with a drawing in each row.
type Chart struct {
	ID       string `json:"id"`
	Section  string `json:"section"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Note     string `json:"note,omitempty"`
	// Empty says in words why there are no rows.
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string  `json:"source"`
	Axis   Axis    `json:"axis"`
	Groups []Group `json:"groups"`
	// Versus heads the column of differences; "" where there is none. Yardstick
	// is the median that all of them are from, 0 where they are from several.
	Versus    string  `json:"versus,omitempty"`
	Yardstick float64 `json:"yardstick,omitempty"`
}

// Axis is the scale that a chart's rows share.
type Axis struct {
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Ticks []Tick  `json:"ticks"`
}

// Tick is a grid line; its label is empty on some.
type Tick struct {
	At    float64 `json:"at"`
	Label string  `json:"label,omitempty"`
}

// Group is the rows of one side, or all rows.
type Group struct {
	Name   string `json:"name,omitempty"`
	Detail string `json:"detail,omitempty"`
	Side   string `json:"side"`
	Rows   []Row  `json:"rows"`
}

// Row is one median with what stands beside it.
type Row struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Own marks the row that the report is about.
	Own       bool   `json:"own,omitempty"`
	Source    string `json:"source"`
	Side      string `json:"side"`
	Role      string `json:"role"`
	Seniority string `json:"seniority,omitempty"`
	Place     string `json:"place,omitempty"` // a workplace
	PayKind   string `json:"pay_kind"`
	// All counts every job of the row, Jobs those that the median stands on.
	All       int     `json:"all_jobs"`
	Jobs      int     `json:"jobs"`
	Employers int     `json:"employers"`
	Postings  int     `json:"postings"`
	Effective float64 `json:"effective_jobs"`
	// Disclosure is the share of all jobs that state base pay.
	Disclosure float64 `json:"disclosure"`
	// Grade is good, rough, withheld or none (no pay stated in Currency).
	Grade  string `json:"grade"`
	Reason string `json:"reason,omitempty"`
	// Amounts are left out unless the grade is good or rough.
	Amounts *Amounts `json:"amounts,omitempty"`
	// WithoutDedupe is the median that copies would have made.
	WithoutDedupe *Raw `json:"without_dedupe,omitempty"`
	// Versus is the difference from the row that the chart compares with.
	Versus *Versus `json:"versus,omitempty"`
	// Text holds the same as printed.
	Text    RowText  `json:"text"`
	Samples []Advert `json:"samples,omitempty"`
}

// Amounts are a row's statistics, exact to the cent.
type Amounts struct {
	Mean   float64 `json:"mean"`
	Median float64 `json:"median"`
	P25    float64 `json:"p25"`
	P75    float64 `json:"p75"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// RowText is a row as printed. Withheld stands in place of the amounts.
type RowText struct {
	Median    string `json:"median,omitempty"`
	Interval  string `json:"interval,omitempty"`
	Mean      string `json:"mean,omitempty"`
	Middle    string `json:"middle,omitempty"`
	Withheld  string `json:"withheld,omitempty"`
	Jobs      string `json:"jobs"`
	Employers string `json:"employers"`
	// Postings is empty on sides where a row is an answer, not a job.
	Postings  string `json:"postings,omitempty"`
	Effective string `json:"effective,omitempty"`
	// Disclosure is empty on sides where a row is an answer, not a job.
	Disclosure string `json:"disclosure,omitempty"`
	// Where says which rows of the table figure these are.
	Where string `json:"where"`
	// Compared stands where a row has no difference: it is the one compared
	// with, or none could be computed.
	Compared string `json:"compared,omitempty"`
	// Why is the reason in short.
	Why string `json:"why,omitempty"`
	// SQL computes the row's number of jobs, mean, median and quartiles from
	// the jobs in the database, or from the observations of the other sides; ""
	// where the pay of adverts isn't base pay.
	SQL string `json:"sql,omitempty"`
}

// Advert is a posting shown as evidence. URL is "" where it wasn't a web
// address.
type Advert struct {
	Title   string `json:"title"`
	Company string `json:"company"`
	URL     string `json:"url,omitempty"`
	Quote   string `json:"quote"`
	Source  string `json:"source"`
	Seen    string `json:"seen,omitempty"`
}

// PlantedTable compares a made-up market's truth with what was found.
type PlantedTable struct {
	Intro string       `json:"intro"`
	Rows  []PlantedRow `json:"rows"`
}

// PlantedRow is one planted median; Difference is in percent of it.
type PlantedRow struct {
	Role       string   `json:"role"`
	Planted    float64  `json:"planted"`
	Found      float64  `json:"found"`
	Difference float64  `json:"difference_pct"`
	Text       []string `json:"text"` // role, planted, found, difference as printed
}

// Runs tells how the sources' last runs went.
type Runs struct {
	Summary string `json:"summary"`
	// Rows are the sources that ran or hold postings; Idle counts the others.
	Rows     []Run  `json:"rows"`
	Idle     int    `json:"idle"`
	IdleText string `json:"idle_text,omitempty"`
	// Failed counts the sources that weren't read in full.
	Failed int `json:"failed"`
}

// Run is one source's last run.
type Run struct {
	Source   string `json:"source"`
	Title    string `json:"title"`
	Side     string `json:"side"`
	Status   string `json:"status"`
	Words    string `json:"words"` // Status in words
	Failed   bool   `json:"failed"`
	Finished string `json:"finished,omitempty"`
	Postings int    `json:"postings"`
	Count    string `json:"count"` // Postings as printed
	Error    string `json:"error,omitempty"`
}

// Credit is what a source asks to be printed.
type Credit struct {
	Source      string `json:"source"`
	Title       string `json:"title"`
	Homepage    string `json:"homepage,omitempty"`
	Terms       string `json:"terms,omitempty"`
	Attribution string `json:"attribution"`
	Licence     string `json:"licence"`
	Accessed    string `json:"accessed"`
}

// Figure is a row of the table figure, under its column names.
type Figure struct {
	Edition    string  `json:"edition"`
	Measure    string  `json:"measure"`
	Source     string  `json:"source"`
	Side       string  `json:"side"`
	Role       string  `json:"role"`
	Seniority  string  `json:"seniority"`
	Country    string  `json:"country"`
	Place      string  `json:"place"`
	Skill      string  `json:"skill"`
	Statistic  string  `json:"statistic"`
	Unit       string  `json:"unit"`
	PayKind    string  `json:"pay_kind"`
	Value      float64 `json:"value"`
	CILow      float64 `json:"ci_low"`
	CIHigh     float64 `json:"ci_high"`
	NPostings  int     `json:"n_postings"`
	NJobs      int     `json:"n_jobs"`
	NEmployers int     `json:"n_employers"`
	NEffective float64 `json:"n_effective"`
	Disclosure float64 `json:"disclosure"`
	Grade      string  `json:"grade"`
	Note       string  `json:"note"`
}
