package report

import (
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// The page counts what the headline leaves out, from the figures' own counts.
func TestCounted(t *testing.T) {
	in := Input{Options: Options{Role: "backend", Country: "US", Currency: "USD", Edition: "e1"}}
	add := func(population aggregate.Population, statistic, unit string, jobs, zoned, older int) {
		in.Figures = append(in.Figures, aggregate.Figure{
			Edition: "e1", Measure: aggregate.MeasureLevel, Source: aggregate.All, Side: scraper.Posted, Role: "backend", Country: "US",
			Statistic: statistic, Unit: unit, Value: 1, NJobs: jobs, Population: population, Zoned: zoned, Older: older,
		})
	}
	add(aggregate.FullTime, "count", "count", 120, 0, 0)
	add(aggregate.FullTime, "median", "USD", 80, 7, 3)
	add(aggregate.Intern, "count", "count", 1, 0, 0)
	add(aggregate.Contract, "count", "count", 12, 0, 0)
	add(aggregate.Contract, "median", "USD", 11, 9, 9) // of another population
	want := "The headline is of what is open: 120 full-time jobs, permanent or of a term that isn’t said, 80 of which state pay in the currency. " +
		"7 of these state several ranges, for zones mostly, and count by the middle one. Left out, with rows of their own where enough: " +
		"12 contracts, 1 internship or apprenticeship, 3 jobs that have been open for more than twelve months."
	if got := newBuilder(in).counted().words(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	in.Figures[1].NEmployers, in.Figures[1].AtLeast = 41, 38
	for _, words := range []string{"at 41 employers", "only likely one they would be 38, and grades go by that"} {
		if got := newBuilder(in).counted().words(); !strings.Contains(got, words) {
			t.Errorf("%s\nlacks %q", got, words)
		}
	}
}

// Where our adverts state no pay in the currency, the adverts that somebody else
// gathered answer.
func TestLeadingOfOthersAdverts(t *testing.T) {
	chart := Chart{Groups: []Group{
		{Side: string(scraper.Posted), Rows: []Row{
			{Label: "ours", Own: true, PayKind: basePay},
			{Label: "theirs", PayKind: basePay, Amounts: &Amounts{Median: 60000}},
		}},
		{Side: string(scraper.Reported), Rows: []Row{{Label: "answers", PayKind: basePay, Amounts: &Amounts{Median: 50000}}}},
	}}
	posted, other := leading(chart)
	if posted == nil || posted.Label != "ours" || other == nil || other.Label != "theirs" {
		t.Errorf("%+v and %+v, want ours and theirs", posted, other)
	}
}

// A section that has nothing to show isn't there; data quality names it with the
// reason.
func TestSectionsWithNothing(t *testing.T) {
	d := Build(Input{Options: Options{Role: "frontend", Country: "DE", Currency: "EUR", Edition: "e1"}}).Document
	var quality string
	for _, s := range d.Sections {
		text := true
		for _, b := range s.Blocks {
			if table, ok := b.(document.Table); ok && table.Caption == "Sections with nothing to show" {
				for _, row := range table.Rows {
					quality += row.Cells[0].Text + ": " + row.Cells[1].Text + "\n"
				}
			}
			switch b.(type) {
			case document.Prose, document.Note:
			default:
				text = false
			}
		}
		if text && !slices.Contains([]string{"sources", "runs", "method", "credits", "cite"}, s.ID) {
			t.Errorf("section %s holds nothing but %d paragraphs", s.ID, len(s.Blocks))
		}
	}
	for _, want := range []string{"Trend: There is no trend yet", "Seniority: "} {
		if !strings.Contains(quality, want) {
			t.Errorf("%q isn't among\n%s", want, quality)
		}
	}
}

// Citations of another country are one sentence where they are many.
func TestCitationsAbroad(t *testing.T) {
	left := []LeftOut{{Source: "here", Why: "it is in another currency than the report"}}
	for range fewAbroad {
		left = append(left, LeftOut{Source: "there", Why: "it is about the United States", abroad: "the United States"})
	}
	if blocks := leftOutBlocks(left); len(blocks) != 1 || len(blocks[0].(document.Table).Rows) != fewAbroad+1 {
		t.Errorf("few: %+v, want one table of all", blocks)
	}
	left = append(left, LeftOut{Source: "there", abroad: "the United States"})
	blocks := leftOutBlocks(left)
	want := "4 citations of the configuration are about the United States, and are not shown in this report."
	if len(blocks) != 2 || len(blocks[0].(document.Table).Rows) != 1 || blocks[1] != (document.Note{Text: want}) {
		t.Errorf("many: %+v, want a table of one row and %q", blocks, want)
	}
}
