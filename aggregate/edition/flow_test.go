package edition

import (
	"strings"
	"testing"

	"backpay/aggregate"
)

// One source was watched for a year, another is new and pays more. What has
// closed at the first moves the flow; that the second is new does not.
func TestFlowIsOfTheSameSources(t *testing.T) {
	var rows []aggregate.Row
	add := func(source string, pay float64, seen string, open bool) {
		id := int64(len(rows) + 1)
		r := row(source, id, id, pay)
		r.Seen, r.Open, r.Month = seen, open, "2026-09"
		rows = append(rows, r)
	}
	for range 30 {
		add("lever", 100_000, "2026-09", true)
	}
	for range 31 {
		add("ashby", 150_000, "", true) // there before anybody looked
	}
	flowOf := func() aggregate.Figure {
		table, err := gather(seq(rows), Options{Month: "2026-11"}.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		all := table.flow()
		if len(all) != 1 {
			t.Fatalf("%d figures of the flow", len(all))
		}
		return all[0]
	}
	if f := flowOf(); f.Value != 150_000 || f.NJobs != 61 {
		t.Errorf("nothing has closed: %v of %d jobs, want the median of what is open", f.Value, f.NJobs)
	}
	for range 10 {
		add("lever", 100_000, "2026-08", false)
		add("ashby", 150_000, "", false) // nobody saw it come up
	}
	f := flowOf()
	want := "jobs first seen since 2025-11, 10 of them closed since"
	if f.Value != 100_000 || f.NJobs != 71 || !strings.HasSuffix(f.Note, want) {
		t.Errorf("%v of %d jobs, %q, want %q", f.Value, f.NJobs, f.Note, want)
	}
}
