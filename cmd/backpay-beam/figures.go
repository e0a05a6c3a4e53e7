package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/jobpay"
)

func init() {
	beam.RegisterFunction(placed)
	beam.RegisterFunction(rankAll)
	beam.RegisterType(reflect.TypeFor[jobFn]())
	beam.RegisterType(reflect.TypeFor[levelFn]())
	beam.RegisterType(reflect.TypeFor[writeFn]())
}

// figures counts, and writes the level figures.
func figures(s beam.Scope, m matched, o options) {
	s = s.Scope("figures")
	rows := beam.ParDo(s, placed, beam.CoGroupByKey(s, m.rows, m.places))
	groups := beam.ParDo(s, &jobFn{AsOf: o.asOf, Currency: o.currency}, beam.GroupByKey(s, rows))
	employers := beam.ParDo(s, rankAll, beam.Impulse(s), beam.SideInput{Input: m.employers})
	levels := beam.ParDo(s, &levelFn{Month: o.asOf.UTC().Format("2006-01")}, beam.GroupByKey(s, groups),
		beam.SideInput{Input: employers})
	beam.ParDo0(s, &writeFn{Path: o.file("figures.csv")}, beam.GroupByKey(s, beam.AddFixedKey(s, levels)))
}

// placed gives a posting to its job.
func placed(_ int64, rows, places func(*[]byte) bool, emit func(int64, []byte)) error {
	var row, at []byte
	if !rows(&row) || !places(&at) {
		return fmt.Errorf("a posting has no place")
	}
	b, err := unpack[belief](row)
	if err != nil {
		return err
	}
	p, err := unpack[place](at)
	if err != nil {
		return err
	}
	b.Job, b.Owner = p.Job, p.Employer
	emit(p.Job, pack(b))
	return nil
}

// jobRow is a row of the figures, whose employer has no rank yet.
type jobRow struct {
	Employer string
	aggregate.Row
}

// jobFn makes the rows of one job by its role and country. Rows without either
// are in no figure.
type jobFn struct {
	AsOf     time.Time
	Currency string
}

func (f *jobFn) ProcessElement(_ int64, raw func(*[]byte) bool, emit func(string, []byte)) error {
	var all []belief
	var one []byte
	for raw(&one) {
		b, err := unpack[belief](one)
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b belief) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.SourceID, b.SourceID))
	})
	speaker := slices.MinFunc(all, func(a, b belief) int { return a.speaker().Compare(b.speaker()) })
	if speaker.Role == "" || speaker.Country == "" {
		return nil
	}
	var postings []aggregate.JobPosting
	var years []aggregate.PostingYear
	var population aggregate.Population
	for _, b := range all {
		if b.Open {
			population = population.Stricter(b.Population)
		}
	}
	for _, b := range all {
		p, y := b.posting(), b.years()
		p.Role, p.Seniority, p.Country = speaker.Role, speaker.Seniority, speaker.Country
		y.Role, y.Country, y.JobPopulation = speaker.Role, speaker.Country, population
		postings = append(postings, p)
		if len(y.Years) > 0 {
			years = append(years, y)
		}
	}
	pays, err := jobpay.Settle(each(years), jobpay.Oldest(f.AsOf))
	if err != nil {
		return err
	}
	for r, err := range jobpay.Rows(jobpay.Sources(each(postings)), each(pays), f.Currency) {
		if err != nil {
			return err
		}
		emit(speaker.Role+" "+speaker.Country, pack(jobRow{speaker.Owner, r}))
	}
	return nil
}

func each[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func (b *belief) speaker() aggregate.Speaker {
	return aggregate.Speaker{
		Posting: b.ID, Agency: b.Head.Agency, Paid: b.Paid, Described: b.Described,
		Counted: slices.ContainsFunc(b.Years, func(y aggregate.YearPay) bool { return y.Mid > 0 }),
		Date:    cmp.Or(b.Posted, b.First), Source: b.Source, SourceID: b.SourceID,
	}
}

func (b *belief) posting() aggregate.JobPosting {
	p := aggregate.JobPosting{
		JobSource: aggregate.JobSource{
			Source: b.Source, Side: b.Side, Job: b.Job, Population: b.Population, Open: b.Open, Workplace: b.Work, Skills: b.Skills,
		},
		Posted: b.Posted, First: b.First, Looked: b.Looked,
	}
	for _, pl := range b.Places {
		if key := cmp.Or(pl.Metro, pl.City); key != "" {
			p.Places = append(p.Places, key)
			p.PlaceIDs = append(p.PlaceIDs, aggregate.PlaceID{ID: placeID(pl), Key: key})
		}
	}
	return p
}

func (b *belief) years() aggregate.PostingYear {
	y := aggregate.PostingYear{
		Source: b.Source, Job: b.Job, Open: b.Open, Day: cmp.Or(b.Posted, b.First)[:len(time.DateOnly)], Years: b.Years,
	}
	for _, pl := range b.Places {
		y.Places = append(y.Places, placeID(pl))
	}
	return y
}

// placeID is the number of a place, 0 for none.
func placeID(p aggregate.Place) int64 {
	if p == (aggregate.Place{}) {
		return 0
	}
	return identity(p.Country, p.Region, p.City, p.Metro)
}

// rankAll gives all employers with their ranks.
func rankAll(_ []byte, employers func(*string, *string) bool, emit func([]byte)) error {
	names := map[string]string{}
	var key, name string
	for employers(&key, &name) {
		names[key] = name
	}
	emit(pack(rank(names)))
	return nil
}

// levelFn counts the rows of one role and country.
type levelFn struct {
	Month  string
	ranked *ranked
}

func (f *levelFn) ProcessElement(
	group string,
	rows func(*[]byte) bool,
	employers func(*[]byte) bool,
	emit func([]byte),
) error {
	if f.ranked == nil {
		var raw []byte
		employers(&raw)
		r, err := unpack[ranked](raw)
		if err != nil {
			return err
		}
		f.ranked = &r
	}
	levels, err := edition.Levels(func(yield func(aggregate.Row, error) bool) {
		var raw []byte
		for rows(&raw) {
			r, err := unpack[jobRow](raw)
			r.Row.Employer = f.ranked.Rank[r.Employer]
			if !yield(r.Row, err) {
				return
			}
		}
	}, edition.Options{Month: f.Month, Likely: f.ranked.Likely})
	if err != nil {
		return fmt.Errorf("%s: %w", group, err)
	}
	for _, l := range levels {
		emit(pack(l))
	}
	return nil
}

// columns are those of figures.csv, under the published names of the table
// figure.
var columns = strings.Fields(`measure source side role seniority country place skill statistic unit pay_kind
	population value ci_low ci_high n_postings n_jobs n_employers n_effective disclosure as_of_from as_of_to grade reason note`)

// record is a figure as a line of figures.csv: what is withheld has no value.
func record(f *aggregate.Figure) []string {
	number := func(v float64, there bool) string {
		if !there {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	shown := f.Grade != aggregate.Withheld
	interval := shown && (f.CILow != 0 || f.CIHigh != 0)
	var disclosure float64
	if f.Disclosure != nil {
		disclosure = *f.Disclosure
	}
	return []string{
		string(f.Measure), f.Source, string(f.Side), f.Role, f.Seniority, f.Country, f.Place, f.Skill, f.Statistic, f.Unit, f.PayKind,
		string(f.Population), number(f.Value, shown), number(f.CILow, interval), number(f.CIHigh, interval),
		strconv.Itoa(f.NPostings), strconv.Itoa(f.NJobs), strconv.Itoa(f.NEmployers), number(f.NEffective, true),
		number(disclosure, f.Disclosure != nil), f.AsOfFrom, f.AsOfTo, f.Grade, f.Reason.Code, f.Note,
	}
}

// writeFn writes the figures, sorted, in one file.
type writeFn struct{ Path string }

func (f *writeFn) ProcessElement(ctx context.Context, _ int, figures func(*[]byte) bool) error {
	var lines [][]string
	var raw []byte
	for figures(&raw) {
		fig, err := unpack[aggregate.Figure](raw)
		if err != nil {
			return err
		}
		lines = append(lines, record(&fig))
	}
	slices.SortFunc(lines, slices.Compare)
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(append([][]string{columns}, lines...)); err != nil {
		return err
	}
	return write(ctx, f.Path, out.Bytes())
}
