package main

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper"
	"backpay/scraper/source"
)

func init() { beam.RegisterType(reflect.TypeFor[believeFn]()) }

// belief is what later steps need of a posting: what pay, jobs and figures rest
// on, without its text.
type belief struct {
	ID                             int64 // identity of the name "SOURCE/ID"
	Source, SourceID, Board        string
	Side                           scraper.Side
	First, Posted                  string // as in aggregate.JobPosting
	Open                           bool
	Role, Seniority, Country, Work string
	Population                     aggregate.Population
	Employer                       string // the name, as written
	Looked                         string // as in aggregate.JobPosting; known later
	Places                         []aggregate.Place
	Skills                         []string
	Years                          []aggregate.YearPay
	Paid, Described                bool // as in aggregate.Speaker

	Head aggregate.Head
	Text []byte // of the print; left out once an employer's postings are matched
	aggregate.Placed
}

func (b *belief) print() (p aggregate.Print, err error) {
	p.Head = b.Head
	return p, p.UnpackText(b.Text)
}

// stamp is a time as the database writes it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// identity is a posting's number, or a place's: it follows from what it is, so
// that every machine gives it the same one. It is never 0.
func identity(words ...string) int64 {
	h := fnv.New64a()
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
	x := h.Sum64() // FNV changes few bits for the last letters: mixed as MurmurHash3 does
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return max(1, int64(x>>1))
}

// believeFn lays the captures of a posting over one another, the oldest first,
// and works out what is believed of it, as backpay aggregate does.
type believeFn struct {
	AsOf  time.Time
	sides map[string]scraper.Side
}

func (f *believeFn) Setup() {
	f.sides = map[string]scraper.Side{}
	for _, s := range source.All() {
		f.sides[s.About().Name] = s.About().Side
	}
}

// ProcessElement gives the belief, and by its id the posting's rows for Parquet.
func (f *believeFn) ProcessElement(
	name string,
	captures, looks func(*[]byte) bool,
	emit func([]byte),
	rows func(int64, []byte),
) error {
	c, first, err := fold(captures)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	left, err := gone(looks)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	said := c.Said
	why := f.ended(&said, left)
	src, _, _ := strings.Cut(name, "/")
	id := identity(name)
	p := normalise.Posting(aggregate.Said{ID: id, Source: src, Posting: said})
	dedupe.Read(&p.Print)
	b := belief{
		ID: id, Source: src, SourceID: said.ID, Board: said.Board, Side: f.sides[src],
		First: stamp(first), Open: why == "",
		Role: p.Role, Seniority: p.Seniority, Country: p.Country, Work: p.Workplace, Population: p.Population,
		Employer: p.Employer, Places: p.Places, Years: p.Years, Described: said.Description != "",
		Head: p.Print.Head, Text: p.Print.PackText(),
	}
	if !said.PostedAt.IsZero() {
		b.Posted = stamp(said.PostedAt)
	}
	for _, s := range p.Skills {
		b.Skills = append(b.Skills, s.Name)
	}
	b.Paid = slices.ContainsFunc(p.Pay, func(y aggregate.Pay) bool { return y.Origin != scraper.Predicted })
	if b.Open || !c.At.Before(f.AsOf.AddDate(0, -aggregate.FlowMonths, 0)) {
		emit(pack(b))
	}
	return export(&b, &said, &p, first, c.At, why, rows)
}

// ended returns why a posting is no longer open, in the words of posting.ended_why;
// "" where it is. left says that the pages that had it last have it no more.
func (f *believeFn) ended(p *scraper.Posting, left bool) string {
	until := p.ValidUntil()
	switch {
	case p.ClosedWhy != "":
		return "closed"
	case !until.IsZero() && until.Before(f.AsOf):
		return "expired"
	case left:
		return "unlisted"
	}
	return ""
}

// fold lays captures over one another. At is when the last was taken, first when
// the first was.
func fold(captures func(*[]byte) bool) (c capture, first time.Time, err error) {
	var raw [][]byte
	var b []byte
	for captures(&b) {
		raw = append(raw, slices.Clone(b))
	}
	all := make([]capture, len(raw))
	at := make([]int, len(raw))
	for i, r := range raw {
		if all[i], err = unpack[capture](r); err != nil {
			return c, first, err
		}
		all[i].Said.Description, all[i].Said.Omits, at[i] = all[i].Text, all[i].Omits, i
	}
	slices.SortFunc(at, func(i, j int) int { // of one time by what they say, since they come in any order
		return cmp.Or(all[i].At.Compare(all[j].At), bytes.Compare(raw[i], raw[j]))
	})
	c = all[at[0]]
	first = c.At
	for _, i := range at[1:] {
		c.Said, c.At = scraper.Merge(c.Said, all[i].Said), all[i].At
	}
	return c, first, nil
}
