package article

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// maxBytes is the longest article read, in bytes: a hundred times a long one.
const maxBytes = 4 << 20

// maxFindings bounds what one article may yield.
const maxFindings = 5000

// Mark is what a figure is worth.
type Mark string

// The marks.
const (
	Supported Mark = "supported"
	Stale     Mark = "stale"
	WrongKind Mark = "wrong kind"
	Unknown   Mark = "unknown"
	// Contradicted is a figure that its publisher gives otherwise.
	Contradicted Mark = "contradicted"
)

// The reasons for the mark WrongKind.
const (
	ByStatistic = "statistic" // a mean told as a median, a raw premium as an adjusted one
	ByPayKind   = "pay kind"  // total pay told as base
	NoN         = "no n"      // a premium, or a figure of few, without what it rests on
	Noise       = "noise"     // chance alone explains it
)

// The kinds of findings.
const (
	Pay        = "pay"
	Premium    = "premium"
	Growth     = "growth"
	Count      = "count"
	Share      = "share"
	Difference = "difference" // of two roles or places, with or without an amount
)

// Finding is one figure of an article.
type Finding struct {
	Line int    `json:"line"` // from 1
	Text string `json:"text"` // as written
	Kind string `json:"kind"`
	// Value is in major units of Currency a Period, in percent, or a count.
	// High is the upper end of a range, else 0.
	Value    float64 `json:"value"`
	High     float64 `json:"high,omitempty"`
	Currency string  `json:"currency,omitempty"`
	Period   string  `json:"period,omitempty"`
	// Statistic is mean, median, typical, p10 to p90, p25-p75, range, min, max
	// or "" when the article doesn't say; PayKind base, total, ote, bonus, stock,
	// additional or "". Period is "" for an amount too small for a year that is
	// said to be of nothing shorter.
	Statistic string `json:"statistic,omitempty"`
	PayKind   string `json:"pay_kind,omitempty"`
	Role      string `json:"role,omitempty"`
	Seniority string `json:"seniority,omitempty"`
	Country   string `json:"country,omitempty"`
	City      string `json:"city,omitempty"`
	Skill     string `json:"skill,omitempty"`
	Company   string `json:"company,omitempty"` // whose pay it is, where the article names one employer
	Tax       string `json:"tax,omitempty"`     // net or gross, where it is said
	Source    string `json:"source,omitempty"`  // the name we know it by, else as written
	Year      int    `json:"year,omitempty"`    // that the figure is said to be of
	N         int    `json:"n,omitempty"`
	// Bound says that the article says "more than" or "less than" the value:
	// 1 or -1.
	Bound int `json:"bound,omitempty"`

	Mark   Mark   `json:"mark"`
	Reason string `json:"reason,omitempty"` // of WrongKind
	Why    string `json:"why"`
	// Nearest is what we hold that comes closest, nil when nothing does.
	Nearest *Reference `json:"nearest,omitempty"`

	metro    string
	region   bool    // it is of a part of the world, and of no country
	title    string  // of the role, as written
	month    bool    // Year stands with its month
	earnedIn bool    // Year stands behind the amount: it is of the pay, not of its publication
	sector   bool    // it is of one industry
	about    bool    // "about", "around"
	unit     float64 // the last place that is written
	known    bool    // Source is one of the evidence
	heading  bool    // PayKind is what a heading calls it: "salaries"
	example  bool    // tax is worked out from it
	beside   string  // the kind of pay of the figures before, which this one goes on about
	versus   subject // the other one of a difference
	now      bool    // told as of today
	ofPay    bool    // growth of pay, not of jobs
	offset   int
	percent  bool // a difference in percent
}

// Reference is a figure of ours or a published claim.
type Reference struct {
	Of        string       `json:"of"` // figure or claim
	Source    string       `json:"source"`
	Measure   string       `json:"measure"`
	Statistic string       `json:"statistic"`
	PayKind   string       `json:"pay_kind,omitempty"`
	Value     float64      `json:"value"`
	High      float64      `json:"high,omitempty"` // of a range of percentiles
	Unit      string       `json:"unit"`           // a currency code (a year), percent or count
	CILow     float64      `json:"ci_low,omitempty"`
	CIHigh    float64      `json:"ci_high,omitempty"`
	Role      string       `json:"role"`
	Seniority string       `json:"seniority,omitempty"`
	Country   string       `json:"country,omitempty"`
	Place     string       `json:"place,omitempty"`
	Skill     string       `json:"skill,omitempty"`
	N         int          `json:"n,omitempty"`
	AsOf      string       `json:"as_of,omitempty"`
	Side      scraper.Side `json:"side,omitempty"`
	Grade     string       `json:"grade,omitempty"`
	URL       string       `json:"url,omitempty"`

	metro   string
	title   string
	company string
	versus  string // the other one of a difference, a role or a place
}

// Claim is one published statistic with what we believe of it.
type Claim struct {
	Source, URL        string
	Title              string // as published
	Role, Seniority    string
	Country            string
	City, Metro        string
	Region             string
	Company, Skill     string
	Statistic, PayKind string
	Amount             float64 // as published
	Annual             float64 // in Currency a year; 0 where it is no pay or unknown
	Currency, Period   string
	SampleN            int
	SampleKind, AsOf   string // AsOf in ISO form: a year, a month or a day
	Side               scraper.Side
}

// Source is a source by the names that an article may call it.
type Source struct {
	Name, Title, Homepage string
}

// Evidence is what an article is held against.
type Evidence struct {
	// Today is an ISO date; the article's own date, where it states one
	// earlier, counts instead.
	Today string
	// Role, Country and Currency are meant where the article names none.
	Role, Country, Currency string
	Figures                 []aggregate.Figure
	Claims                  []Claim
	Sources                 []Source
}

// ErrNoArticle says that the bytes are no Markdown text.
var ErrNoArticle = errors.New("not a Markdown text")

// Countries returns the countries that an article names beside the evidence's
// own, sorted: whose claims it has to be held against.
func Countries(src []byte, ev Evidence) ([]string, error) {
	found, err := find(src, newWorld(ev))
	if err != nil {
		return nil, err
	}
	all := []string{ev.Country}
	for _, f := range found {
		all = append(all, f.Country)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" }), nil
}

// Check finds the figures of an article, in its order, and marks each. The
// error is ErrNoArticle, with the reason, for what can't be read.
func Check(src []byte, ev Evidence) ([]Finding, error) {
	w := newWorld(ev)
	found, err := find(src, w)
	if err != nil {
		return nil, err
	}
	for i := range found {
		w.mark(&found[i])
	}
	return found, nil
}

func find(src []byte, w *world) ([]Finding, error) {
	if len(src) > maxBytes {
		return nil, fmt.Errorf("%w: %d bytes, at most %d are read", ErrNoArticle, len(src), maxBytes)
	}
	if i := slices.Index(src, 0); i >= 0 {
		return nil, fmt.Errorf("%w: byte %d is zero", ErrNoArticle, i)
	}
	d := parse(strings.ToValidUTF8(string(src), "\uFFFD"))
	if d.date != "" && (w.today == "" || d.date < w.today) {
		w.today = d.date
	}
	w.notes = d.notes
	found := w.read(d)
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.offset, b.offset))
	})
	return found, nil
}
