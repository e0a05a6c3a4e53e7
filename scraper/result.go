package scraper

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strings"
)

// Result is what a page said.
type Result struct {
	Postings []Posting
	Claims   []Claim
	// Observations are read row by row, since a survey has a hundred thousand:
	// nil, or a sequence that may be ranged over more than once and ends at
	// the first error.
	Observations iter.Seq2[Observation, error]
	// Alone counts, once Observations were read, the rows of a file of ranges whose
	// other end is missing: they are no observation, since whose pay they are isn't
	// known. nil where a row is a person.
	Alone *int
	// References are the values of a reference table, each once by Table, Area,
	// Item, Date and From.
	References []ReferenceRow
	Requests   []Request
	// Whole is the board of which this page listed every open posting, so
	// that a posting of it not among Postings has gone; "" where a page shows
	// only a part.
	Whole string
	// Ended is why the posting that the page was about is open no more, as the
	// page or the site tells it ("This job is no longer available.", "leads to
	// the list of jobs"), where the page says nothing else of it; else "".
	Ended string
	// Snapshot says that an imported page is a part of a list of all that is
	// open: postings that it repeats were seen again.
	Snapshot bool
	// Problems are parts of the page that could not be read. The rest counts.
	Problems []error

	fields map[string]*FieldError // of Problems, by field
}

// Keep adds a posting, and what of it could not be read as problems.
func (r *Result) Keep(p Posting) {
	if Placeholder(p.Company) {
		p.Company = ""
	}
	r.Postings = append(r.Postings, p)
	for _, u := range p.Unread {
		field, what, _ := strings.Cut(u, ": ")
		if r.fields == nil {
			r.fields = map[string]*FieldError{}
		}
		if e := r.fields[field]; e != nil {
			e.More++
			continue
		}
		e := &FieldError{Path: strings.TrimPrefix(p.Path+"."+field, "."), What: what}
		r.fields[field] = e
		r.Problems = append(r.Problems, e)
	}
}

// Placeholder reports whether a word stands where an employer's name was to
// stand: the name of the field, a word for a name that is withheld, a heading of the
// advert or a day.
func Placeholder(company string) bool {
	company = strings.ToLower(strings.Trim(company, " .-*()[]<>{}:"))
	return placeholders[company] || headings[company] || moment.MatchString(company)
}

// moment is a day with its time or weekday, which stands where a closing date was read
// for the employer: "Tuesday, 25 Feb 2025 at 5.00 p.m.".
var moment = regexp.MustCompile(`^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?` +
	`(?:\d{1,2}(?:st|nd|rd|th)? ` + month + `|` + month + ` \d{1,2}(?:st|nd|rd|th)?),? (?:19|20)\d\d(?:,? (?:at )?\d.*)?$`)

const month = `(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?`

// headings are those of an advert's parts, which stand where a page's bold line was
// read for the employer.
var headings = map[string]bool{
	"job purpose": true, "purpose of the job": true, "job summary": true, "job description": true, "job details": true, "job title": true,
	"position summary": true, "role summary": true, "role purpose": true, "about the job": true, "about the role": true, "about us": true,
	"responsibilities": true, "key responsibilities": true, "duties and responsibilities": true, "main duties": true,
	"requirements": true, "qualifications": true, "minimum qualifications": true, "technical competencies": true, "key competencies": true,
	"how to apply": true, "closing date": true, "terms of reference": true,
}

var placeholders = map[string]bool{
	"name": true, "company": true, "company name": true, "companyname": true, "company_name": true, "employer": true, "your company": true,
	"confidential": true, "confidential company": true, "company confidential": true, "confidential client": true, "private advertiser": true,
	"confidencial": true, "empresa confidencial": true, "confidentiel": true, "entreprise confidentielle": true, "vertraulich": true,
	"riservato": true, "azienda riservata": true, "dirahasiakan": true, "perusahaan dirahasiakan": true, "anonim": true, "gizli firma": true,
	"конфиденциально": true, "компания скрыта": true, "非公開": true, "匿名": true, "某公司": true, "비공개": true,
	"undisclosed": true, "not disclosed": true, "anonymous": true, "hidden": true, "unknown": true, "n/a": true, "na": true, "none": true,
	"null": true, "undefined": true, "nan": true, "not specified": true, "hiring company": true, "thumbnail_url": true,
}

// Lost is how many of the problems are more than a field that is left out: a
// record that could not be read, or a doubt about the page.
func (r *Result) Lost() (n int) {
	for _, p := range r.Problems {
		if !errors.Is(p, ErrField) {
			n++
		}
	}
	return n
}

// ErrBound: links go on without end, and were not followed beyond a bound. What
// was read so far is kept, and the source is partial.
var ErrBound = errors.New("not followed further")

// FieldError is the problem of a field that states something which could not
// be read: its record is kept without it. It is ErrField.
type FieldError struct {
	Path string // the field and where it stands: "jobs[3].published_at"
	What string // what is wrong with it: `"soon" is no date`
	More int    // in how many more records of the page the field is so
}

func (e *FieldError) Error() string {
	if e.More > 0 {
		return fmt.Sprintf("%s: %s, and so in %d more", e.Path, e.What, e.More)
	}
	return e.Path + ": " + e.What
}

// Is fulfils errors.Is.
func (e *FieldError) Is(target error) bool { return target == ErrField }
