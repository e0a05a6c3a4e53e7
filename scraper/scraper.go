// Package scraper is the contract between a source and the rest of backpay:
// what a source is (Source), what it asks for (Request), what it is given
// (Page) and what it answers (Result, made of records).
//
// A record holds what a page said, in the page's own terms. What we believe
// about it is worked out later by package aggregate, which never changes a
// record, so that a better rule is a re-run without the network.
//
// The package knows no network and no database.
package scraper

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Source is one place data comes from, such as greenhouse or jsonld.
//
// A source is a pure function over pages: it holds no state between calls,
// opens no connection, and may be called from several goroutines at once.
// Its errors name what was wrong and where in the page ("jobs[3].salaryRange
// \"x\": ..."); the caller adds the source's name and the URL.
type Source interface {
	// About says what the source is and may do.
	About() About

	// Settings returns a pointer to the source's settings with their
	// defaults, for the configuration file to fill in.
	Settings() Settings

	// Start returns the first requests for these settings, which are of the
	// type that Settings returned and have passed Validate.
	Start(Settings) ([]Request, error)

	// Read turns one page into records and further requests. An error means
	// that nothing of the page could be used: ErrDrift when it is not of the
	// form the source knows, ErrNoRecord when it is but holds no record.
	// What could not be read beside good records goes to Result.Problems.
	Read(*Page) (Result, error)

	// Recognise reports whether a page that a user saved, whose source is not
	// known, is of this source's form. It is strict: a page that two sources
	// recognise is an error for the user to settle with --source.
	Recognise(*Page) bool
}

// Rechecker is a Source that follows links to pages of single postings. No
// list of it says that a posting has ended, so the pages of postings that a
// run did not meet are asked for again.
type Rechecker interface {
	Source
	// Recheck fills in what Read needs to read the page of a known posting, of
	// which the request's URL and Board are given. It reports false where the
	// settings no longer name the board.
	Recheck(Settings, Request) (Request, bool)
}

// Dated is a Source whose settings name the year of what is read. No run finds out
// that a newer one is there, so that backpay check warns when it is old.
type Dated interface {
	Source
	// Newest returns the newest year that the settings ask for, 0 for none, and how
	// the next one is found.
	Newest(Settings) (year int, next string)
}

// About describes a source to users, to the engine and to the report.
type About struct {
	Name     string // as in the configuration file and the database: "greenhouse"
	Title    string // as printed: "Greenhouse"
	Kind     Kind
	Side     Side
	Access   Access
	Homepage string
	// Terms is the address of the terms under which the data may be read.
	Terms string
	// Attribution is what the source asks to be printed with its data, or "".
	Attribution string
	Licence     string
	// Countries are the ISO 3166 codes of the countries that a listing source
	// is about; none for one that lists jobs of anywhere.
	Countries []string
	// Hosts are the hosts that the source may reach beside those of its first
	// requests. A host stands for its whole registrable domain, one that begins
	// with a dot only for the names that end in it.
	Hosts []string
	// OnByDefault reports whether the source runs when the configuration file
	// does not name it; OffReason says why it doesn't.
	OnByDefault bool
	OffReason   string
	// Every is the least time between two fetches that the source asks for;
	// zero for none.
	Every time.Duration
	// MaxBody is the largest answer that the source is given, in bytes and
	// unpacked, where it needs more than other sources; zero for theirs.
	MaxBody int64
	// Pay tells what to expect: "structured", "text", "predicted" or "absent".
	Pay string
	// KeyTerms is the address of the terms under which the service gave the
	// user a key. An API that answers by key is used as those terms say once
	// all its Secrets are set, optional ones too: its robots.txt, which is
	// written for crawlers, is not asked then. It is "" for every other source.
	KeyTerms string
	// Secrets are the keys that the source asks for. They come from the
	// environment and are put on a request at the last moment, so that no
	// Request, archive, message or database row ever holds one.
	Secrets []Secret
}

// ImportOnly is the error of a source that is asked to run though only pages that
// the user saved may be read of it.
func (a About) ImportOnly() error { return errors.New("is import-only: " + a.OffReason) }

// Secret is one key of a source.
type Secret struct {
	Env string // the variable that holds it: "ADZUNA_APP_KEY"
	// In is where it goes: "query", "header", "basic" (as the user name of HTTP
	// Basic authentication) or InGrant; Name is the parameter's or header's name.
	In, Name string
	// Optional says that the source answers without it too.
	Optional bool
}

// InGrant is Secret.In of a key that goes to where a Granted source has its token
// asked for, and nowhere else.
const InGrant = "grant"

// Granted is a Source whose keys are exchanged for a token that lasts a while and
// stands on its requests: the client credentials of OAuth 2.0 (RFC 6749, 4.4).
type Granted interface {
	Source
	// Grant says where the token is asked for.
	Grant(Settings) Grant
}

// Grant is where a token is asked for.
type Grant struct {
	URL   string
	Scope string // what the token is for, in the service's words
}

// Kind is what a source mainly holds.
type Kind string

// The kinds of sources.
const (
	Listing   Kind = "listing"   // job postings
	Figures   Kind = "figures"   // published statistics and survey rows
	Reference Kind = "reference" // currency, places, tax: what figures are read with
)

// Side is who speaks about pay. Figures of different sides are never pooled.
type Side string

// The sides.
const (
	Posted   Side = "posted"   // adverts
	Reported Side = "reported" // workers
	Employer Side = "employer" // surveys of employers
	Model    Side = "model"    // estimates
	Filed    Side = "filed"    // filings with an authority
)

// Access is the way a source's data may be had.
type Access string

// The ways of access.
const (
	API      Access = "api"      // an interface made to be read by programs
	File     Access = "file"     // a published file
	Pages    Access = "pages"    // web pages, as robots.txt allows
	Import   Access = "import"   // only pages that the user saved
	Citation Access = "citation" // entered by hand, with its reference
)

// Settings is what the configuration file says to one source. A source's own
// type embeds Common inline and adds its keys.
type Settings interface {
	// Base returns the settings that every source has.
	Base() *Common
	// Validate says which setting is wrong, in the words of the file
	// ("boards[2].token: is empty").
	Validate() error
}

// Common is what every source can be told. Embed it with `yaml:",inline"`.
type Common struct {
	// Enabled is nil where the file is silent: About.OnByDefault decides.
	Enabled *bool `yaml:"enabled"`
	// BaseURL replaces scheme, host and leading path of the source's own
	// address, so that a run can point at a test server.
	BaseURL string `yaml:"base_url"`
	// MinDelay is the least time between two requests to one host of this
	// source, as a duration ("2s"); empty for the file's fetch.min_delay.
	MinDelay string `yaml:"min_delay"`
	// Every is the least time between two runs over this source ("6h").
	Every string `yaml:"every"`
}

// Base makes Common fulfil the first half of Settings for the type it is
// embedded in.
func (c *Common) Base() *Common { return c }

// Board is one employer's board on a hosted service, as the file names it.
type Board struct {
	Token   string `yaml:"token"`   // the name in the board's address
	Company string `yaml:"company"` // the employer, for services that leave it out
}

// Request is one page that a source asks for. It is kept in the database
// between runs, so it never holds a secret.
type Request struct {
	URL    string `json:"url"`
	Method string `json:"method,omitempty"` // "" is GET
	Body   string `json:"body,omitempty"`
	// Page is the source's own word for the kind of page ("board", "job").
	Page string `json:"page,omitempty"`
	// Board is the employer's board or the site that the page belongs to.
	Board string `json:"board,omitempty"`
	// Company and Country are what the configuration or the user knows, for
	// pages that don't say; Country is an ISO 3166 alpha-2 code.
	Company string `json:"company,omitempty"`
	Country string `json:"country,omitempty"`
	// Note is what Read needs to know beside: selectors, the page's number.
	Note map[string]string `json:"note,omitempty"`
}

// Page is one answer to a Request, whether fetched, replayed or imported.
type Page struct {
	Request Request
	URL     string // after redirects; for an import the page's own address, or ""
	Status  int    // 200 for an import
	Header  http.Header
	// Body is the whole decoded body: decompressed, in UTF-8, without BOM.
	Body []byte
	// Large is the body of an imported page that is too large to be held, of which
	// Body is the beginning then, up to the end of a line; nil for every other.
	Large *Large
	// FetchedAt is when the bytes were obtained.
	FetchedAt time.Time
	// Unchanged says that the server answered 304 and Body was replayed.
	Unchanged bool
}

// The errors that callers tell apart. They are wrapped with what was seen.
var (
	// ErrDrift: the page is not of the form that the source knows.
	ErrDrift = errors.New("page has an unknown form")
	// ErrNoRecord: the page is sound but states no posting or figure.
	ErrNoRecord = errors.New("page holds no record")
	// ErrField: a field of a record says something that could not be read. The
	// record is kept without it, so that this is only ever a Problem.
	ErrField = errors.New("field left out")
	// ErrBlocked: a challenge or refusal stands in the page's place.
	ErrBlocked = errors.New("blocked")
)

// Fetch is one answer from the network or one imported file, and where its
// bytes are kept. It is what the archive and the database agree on.
type Fetch struct {
	ID           int64
	URL          string
	Source       string
	Status       int
	FetchedAt    time.Time
	ETag         string
	LastModified string
	SHA256       string // of the decoded body, hex
	Bytes        int64  // of the decoded body
	File         string // archive file, relative to the archive folder
	Offset       int64  // of the record in File
	NotModified  bool   // the server answered 304: File and Offset are the earlier answer's
	// Reader names what read the answer last, and the type that it read it as.
	// An equal answer to the same reader says nothing new. "" where that isn't
	// known.
	Reader string
	// Earlier is the answer (its ID) that holds the same bytes; 0 for none.
	Earlier int64
	// Lost is the earlier answer (its ID) to the same request whose bytes the
	// archive has no more, so that this one was had anew and takes its place in the
	// rows that rest on it; 0 for none.
	Lost int64
	// Same says that the same reader has read the same bytes: what Earlier
	// brought stands, and nothing was read.
	Same bool
	// Requests are those that the answer led to when Reader read it.
	Requests []Request
}

// ClosedHost is a host that is to be left alone, over runs: it asked for it, or
// it failed again and again.
type ClosedHost struct {
	Host    string
	Until   time.Time
	Failing bool // one request may try it after Until, and closes it again
}

// Lease is a request of the frontier that a worker holds.
type Lease struct {
	ID      int64
	Source  string
	Request Request
}

// State is where a request of the frontier stands.
type State string

// The states of a request. Skipped means that robots.txt or the source's
// scope forbids it: it is no failure and isn't tried again in this run.
const (
	Queued  State = "queued"
	Leased  State = "leased"
	Done    State = "done"
	Failed  State = "failed"
	Skipped State = "skipped"
)

// Outcome is what came of one lease. It is kept in one transaction with the
// records it brought, so that a killed run neither loses nor repeats a page.
type Outcome struct {
	Lease  Lease
	State  State
	Status string // of source_run when State is Failed: "failed", "blocked" or "drift"
	Fetch  *Fetch // nil when nothing was answered
	Result Result
	Err    error
	// Kept is how many postings a page that was not read again (Fetch.Same)
	// has brought before. Settle sets it.
	Kept int
	// Unit is what the observations look like as persons' pay. Settle sets it.
	Unit Unit
}

// Frontier is the queue of requests of one run. It outlives a killed process.
// Requests are unique by source, method, URL and body within a run: adding
// one twice is no error and does nothing.
type Frontier interface {
	// Add queues first requests.
	Add(ctx context.Context, source string, reqs []Request) error
	// Lease takes up to n queued requests, oldest first, none of them to a
	// host (as in url.URL.Host) in busy.
	Lease(ctx context.Context, n int, busy []string) ([]Lease, error)
	// Settle keeps the outcomes and their records in one transaction and
	// queues the requests that they brought.
	Settle(ctx context.Context, outcomes []Outcome) error
	// Release puts leases back that were not begun.
	Release(ctx context.Context, leases []Lease) error
}
