package scraper

import "time"

// Posting is one job advert at one source, in the source's own words. Texts
// are plain text (no markup, no entities); amounts are in major units of the
// currency, as stated, never annualised.
type Posting struct {
	// ID is the source's own identity of the posting, unique in the source.
	ID string `json:"id"`
	// Board is the employer's board or the site it stands on.
	Board string `json:"board,omitempty"`
	// URL is the page that a reader is sent to; ApplyURL where it differs.
	URL      string `json:"url,omitempty"`
	ApplyURL string `json:"apply_url,omitempty"`
	Title    string `json:"title"`
	Company  string `json:"company,omitempty"`
	// Place is the place as the source words it, several joined by "; ".
	Place string `json:"place,omitempty"`
	// Places are the structured addresses, where the source gives them.
	Places []Address `json:"places,omitempty"`
	// Country is an ISO 3166 alpha-2 code that the source or the user states
	// for the posting as a whole; "" when unknown.
	Country string `json:"country,omitempty"`
	// Workplace is "onsite", "hybrid" or "remote" where a field states it.
	Workplace string `json:"workplace,omitempty"`
	// Employment is "full-time", "part-time", "contract", "internship",
	// "temporary" or the source's own word in lower case.
	Employment string `json:"employment,omitempty"`
	Department string `json:"department,omitempty"`
	// Level is the seniority in the source's own words ("Senior", "Entry").
	Level string `json:"level,omitempty"`
	// Tags are the source's own skill or topic tags.
	Tags     []string `json:"tags,omitempty"`
	Language string   `json:"language,omitempty"` // BCP 47, as stated
	// Description is the whole advert as plain text, one block a line.
	Description string `json:"-"`
	// Pay is what fields of the source say of pay. Pay in the description is
	// found later, by package aggregate.
	Pay []Pay `json:"pay,omitempty"`
	// PostedAt, ChangedAt and ValidThrough are zero when unknown.
	PostedAt     time.Time `json:"posted_at,omitzero"`
	ChangedAt    time.Time `json:"changed_at,omitzero"`
	ValidThrough time.Time `json:"valid_through,omitzero"`
	// ClosedWhy is why the posting is open no more, in the page's own words
	// ("No longer accepting applications"); "" where nothing says so. Passing
	// ValidThrough is no such word.
	ClosedWhy string `json:"closed_why,omitempty"`
	// Unread says which fields state something that could not be read, and what
	// (`published_at: "soon" is no date`).
	Unread []string `json:"unread,omitempty"`
	// Path is where in the page the posting stands ("jobs[12]").
	Path string `json:"path,omitempty"`
	// Omits names the fields that this form of the source's answer leaves
	// out altogether ("description", "pay"), so that a richer answer kept
	// from earlier is not taken for withdrawn.
	Omits []string `json:"-"`
}

// ValidUntil returns when a posting is valid no more, zero when unknown: the end
// of the day where ValidThrough says only a day.
func (p *Posting) ValidUntil() time.Time {
	u := p.ValidThrough.UTC()
	if !p.ValidThrough.IsZero() && u.Equal(u.Truncate(24*time.Hour)) {
		return u.Add(24*time.Hour - time.Second)
	}
	return p.ValidThrough
}

// Pay is what one field of a source says of pay.
type Pay struct {
	// Min and Max are in major units; 0 where that end is not stated.
	Min float64 `json:"min,omitempty"`
	Max float64 `json:"max,omitempty"`
	// Currency is as stated, normally an ISO 4217 code; "" when not stated.
	Currency string `json:"currency,omitempty"`
	// Period is hour, day, week, biweek, month or year, or the field's own word
	// in lower case where it is none of them; "" when not stated.
	Period string `json:"period,omitempty"`
	// Kind is base, ote or total where the field says so, else "".
	Kind string `json:"kind,omitempty"`
	// Tax is gross or net where a field says so, else "".
	Tax string `json:"tax,omitempty"`
	// Contract is b2b (the worker invoices), permanent (an employee's) or
	// mandate (a civil-law contract such as Poland's zlecenie) where a field
	// says which of several contracts the amount is offered for, else "".
	Contract string `json:"contract,omitempty"`
	// Text is the field's text where the field is text ("$75k - $95k"), or
	// the label beside an amount ("NYC/SF base range").
	Text string `json:"text,omitempty"`
	// Middle says that Min and Max are the middle of a range whose ends the
	// source doesn't state.
	Middle bool `json:"middle,omitempty"`
	// Origin is structured (amounts in fields of their own), field (a text
	// field for pay) or predicted (an estimate, which is never pay).
	Origin Origin `json:"origin"`
	// Path is where in the posting the field stands ("salaryRange").
	Path string `json:"path,omitempty"`
}

// Origin is how a pay value was known.
type Origin string

// The origins.
const (
	Structured Origin = "structured"
	Field      Origin = "field"
	Text       Origin = "text" // found in prose; made by package aggregate only
	Predicted  Origin = "predicted"
)

// Address is a structured address as a source states it.
type Address struct {
	Text     string `json:"text,omitempty"` // the whole, where it is one text
	Locality string `json:"locality,omitempty"`
	Region   string `json:"region,omitempty"`
	Country  string `json:"country,omitempty"` // as stated: code or name
}

// Claim is one published statistic as its publisher words it: one figure of a
// page or table, many a page. Amounts are as stated, in major units.
type Claim struct {
	// Title is the job title or occupation that the figure is about.
	Title string `json:"title,omitempty"`
	// Code is the occupation's code with its system ("SOC 15-1252").
	Code string `json:"code,omitempty"`
	// Company and Skill narrow the figure to one employer or one skill.
	Company string `json:"company,omitempty"`
	Skill   string `json:"skill,omitempty"`
	// Place is the place as published; Country an ISO 3166 code where stated.
	Place   string `json:"place,omitempty"`
	Country string `json:"country,omitempty"`
	// Statistic is mean, median, p10 to p90, min, max, premium_pct, growth_pct
	// or count.
	Statistic string `json:"statistic"`
	// Label is the page's own word for it ("average base salary").
	Label string `json:"label,omitempty"`
	// PayKind is base, bonus, stock, additional, total, posted or prevailing;
	// "" for counts and growth.
	PayKind  string  `json:"pay_kind,omitempty"`
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency,omitempty"`
	// Period is hour, day, week, biweek, month or year; "" for what is no pay.
	Period string `json:"period,omitempty"`
	// SampleN is how many reports, postings or people the figure rests on, 0
	// when not published; SampleKind says which of them, SampleText how it is
	// printed ("5.5K").
	SampleN    int    `json:"sample_n,omitempty"`
	SampleKind string `json:"sample_kind,omitempty"`
	SampleText string `json:"sample_text,omitempty"`
	// RelError is the published relative standard error in percent.
	RelError float64 `json:"rel_error,omitempty"`
	// TopCoded says that the publisher says only "at least Amount".
	TopCoded bool `json:"top_coded,omitempty"`
	// AsOf is the date the figure is of: a year, a month or a day in ISO form.
	AsOf string `json:"as_of,omitempty"`
	// Path is where in the page the figure stands.
	Path string `json:"path,omitempty"`
	// Side is who speaks, where that isn't the source's side: a job board may
	// publish what workers report.
	Side Side `json:"side,omitempty"`
}

// Observation is one person's or filing's pay, as stated.
type Observation struct {
	// ID is the row's own identity in the file, unique in the source.
	ID       string  `json:"id"`
	Title    string  `json:"title,omitempty"`
	Company  string  `json:"company,omitempty"`
	Level    string  `json:"level,omitempty"`
	Place    string  `json:"place,omitempty"`
	Country  string  `json:"country,omitempty"` // as stated: name or code
	PayKind  string  `json:"pay_kind"`          // base, bonus, stock, additional, total, prevailing
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency,omitempty"`
	Period   string  `json:"period,omitempty"`
	USD      float64 `json:"usd,omitempty"`    // a year in US dollars as the publisher converted it; 0 when it didn't
	Weight   float64 `json:"weight,omitempty"` // how many people the row stands for; 0 is 1
	// Years is professional experience in years; negative when unknown.
	Years  float64  `json:"years,omitempty"`
	Skills []string `json:"skills,omitempty"`
	// CompanySize is how many people the employer has, in the source's words
	// ("100 to 499 employees"); "" when not known.
	CompanySize string `json:"company_size,omitempty"`
	AsOf        string `json:"as_of,omitempty"`
	// Row is where in the file it stands ("row 812").
	Row string `json:"row,omitempty"`
}

// ReferenceRow is one value of a table that figures are read with: a rate of
// exchange, an index of prices, a rent, a rate of tax.
type ReferenceRow struct {
	// Table is what kind of value it is: fx_rate, price_parity, rent,
	// asking_rent, income_tax, standard_deduction, income_tax_table,
	// price_index, inflation or ppp.
	Table string `json:"table"`
	// Area is what the value is of: a country ("US"), a state as in ISO 3166-2
	// ("US-CA"), a metropolitan area by its CBSA code ("41860"), an area by the
	// publisher's own code ("METRO41860MM7360"), or a currency ("EUR").
	// AreaName is its name as published.
	Area     string `json:"area"`
	AreaName string `json:"area_name,omitempty"`
	// Item narrows the value within its area: a currency, "all" or "housing" of
	// prices, "1-bedroom p40" of rents, the filing status of tax.
	Item string `json:"item,omitempty"`
	// From is the amount at which a bracket of tax begins, in the currency of
	// Unit or, where that is percent, of the area.
	From float64 `json:"from,omitempty"`
	// Date is the year, month or day that the value is of, in ISO form.
	Date  string  `json:"date"`
	Value float64 `json:"value"`
	// Unit is what Value counts: "percent", "USD a month", "index, US = 100".
	Unit string `json:"unit"`
	// Path is where in the page the value stands.
	Path string `json:"path,omitempty"`
}
