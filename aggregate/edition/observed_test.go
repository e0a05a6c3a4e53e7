package edition

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

// answer is one answer to an invented survey.
func answer(pay float64) aggregate.ObservationRow {
	return aggregate.ObservationRow{
		Source: "survey", Side: scraper.Reported, Role: "backend", Country: "DE", PayKind: "total", Year: "2025",
		Pay: pay, Currency: "EUR", USD: pay * 1.25, Converted: true, Weight: 1,
	}
}

func observe(t *testing.T, rows ...aggregate.ObservationRow) map[string]aggregate.Figure {
	t.Helper()
	figures, err := computeObserved(each(rows), Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]aggregate.Figure{}
	for _, f := range figures {
		key := strings.Join([]string{f.Source, f.PayKind, f.Role, f.Country, f.Seniority, f.Unit, f.Statistic}, " ")
		if _, twice := found[key]; twice {
			t.Errorf("figure %q twice", key)
		}
		found[key] = f
	}
	return found
}

func each(rows []aggregate.ObservationRow) iter.Seq2[aggregate.ObservationRow, error] {
	return func(yield func(aggregate.ObservationRow, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestObservedAnswers(t *testing.T) {
	var rows []aggregate.ObservationRow
	for i := range 101 {
		r := answer(50_000 + 100*float64(i))
		if i >= 60 {
			r.Seniority = "senior"
		}
		rows = append(rows, r)
	}
	franc := answer(90_000)
	franc.Currency, franc.USD = "CHF", 0
	found := observe(t, append(rows, franc)...)

	median := found["survey total backend DE  EUR median"]
	if median.Value != 55_000 || median.NJobs != 101 || median.NEmployers != 0 || median.NPostings != 0 || median.NEffective != 101 || median.Grade != aggregate.Good {
		t.Errorf("median %+v", median)
	}
	// Ranks 41 and 61 of 101, by the binomial table.
	if median.CILow != 54_000 || median.CIHigh != 56_000 {
		t.Errorf("interval %v to %v, want 54000 to 56000", median.CILow, median.CIHigh)
	}
	if want := "answers of 2025; 101 of 101 converted by the publisher; interval of order statistics, which takes answers for independent"; median.Note != want {
		t.Errorf("note %q, want %q", median.Note, want)
	}
	if f := found["survey total backend DE  EUR mean"]; f.Value != 55_000 || f.CILow != 0 {
		t.Errorf("mean %+v", f)
	}
	if f := found["survey total backend DE  USD p25"]; f.Value != 1.25*52_500 {
		t.Errorf("p25 in dollars %+v", f)
	}
	if f := found["survey total backend DE senior EUR median"]; f.NJobs != 41 || f.Value != 58_000 {
		t.Errorf("of seniors %+v", f)
	}
	if f := found["survey total backend DE  count count"]; f.Value != 102 || f.NJobs != 102 {
		t.Errorf("count %+v", f)
	}
	for key := range found {
		if strings.Contains(key, "CHF") {
			t.Errorf("%q: one answer tells of a person", key)
		}
	}
}

// A filing counts for as many workers as it is for, and employers are clusters.
func TestObservedFilings(t *testing.T) {
	var rows []aggregate.ObservationRow
	for e := range 25 {
		for i := range 2 {
			rows = append(rows, aggregate.ObservationRow{
				Source: "filings", Side: scraper.Filed, Role: "software", Country: "US", PayKind: "base", Employer: fmt.Sprint("employer", e),
				Pay: 100_000 + 1000*float64(e) + float64(i), Currency: "USD", USD: 100_000 + 1000*float64(e) + float64(i), Weight: float64(1 + 2*i),
			})
		}
	}
	m := observe(t, rows...)["filings base software US  USD median"]
	if m.NJobs != 50 || m.NEmployers != 25 || m.Value != 112_001 || m.CILow == 0 || m.Grade != aggregate.Rough {
		t.Errorf("median %+v", m)
	}
	if want := "25 employers, fewer than 50; filings of unknown date"; m.Note != want {
		t.Errorf("note %q, want %q", m.Note, want)
	}
	if c := observe(t, rows...)["filings base software US  count count"]; c.Value != 100 || c.NJobs != 50 {
		t.Errorf("count %+v, want 100 workers of 50 filings", c)
	}

	for i := range rows { // without employers nothing says how alike they are
		rows[i].Employer = ""
	}
	m = observe(t, rows...)["filings base software US  USD median"]
	if m.Grade != aggregate.Withheld || m.CILow != 0 || !strings.HasPrefix(m.Note, "weighted, and the employers are not known") {
		t.Errorf("median %+v", m)
	}
}

func TestObservedGrades(t *testing.T) {
	for _, c := range []struct {
		n      int
		spread float64
		grade  string
		note   string
	}{
		{19, 10, aggregate.Withheld, "19 answers, fewer than 20; "},
		{49, 10, aggregate.Rough, "49 answers, fewer than 50; "},
		{50, 10, aggregate.Good, "answers of 2025; "},
		{60, 2000, aggregate.Rough, "the interval reaches "},
		{60, 100_000, aggregate.Withheld, "the interval reaches "},
	} {
		var rows []aggregate.ObservationRow
		for i := range c.n {
			rows = append(rows, answer(50_000+c.spread*float64(i)))
		}
		m := observe(t, rows...)["survey total backend DE  EUR median"]
		if m.Grade != c.grade || !strings.HasPrefix(m.Note, c.note) {
			t.Errorf("%d answers, %v apart: %s, %q; want %s, %q", c.n, c.spread, m.Grade, m.Note, c.grade, c.note)
		}
	}
}

func TestObservedErrors(t *testing.T) {
	broken := errors.New("broken")
	_, err := computeObserved(func(yield func(aggregate.ObservationRow, error) bool) { yield(aggregate.ObservationRow{}, broken) }, Options{})
	if !errors.Is(err, broken) {
		t.Errorf("error of a row: %v", err)
	}
	other := answer(1)
	other.Role = "qa"
	weightless := answer(1)
	weightless.Weight = 0
	for name, rows := range map[string][]aggregate.ObservationRow{
		"out of order": {answer(1), other, answer(1)}, "no weight": {weightless}, "nothing known": {{}},
	} {
		if _, err := computeObserved(each(rows), Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
