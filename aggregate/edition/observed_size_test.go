package edition

import (
	"fmt"
	"testing"

	"backpay/aggregate"
)

// Each size of employers that enough answers state has figures of its own, in
// the source's words; the others are in the figures for all only.
func TestObservedSizes(t *testing.T) {
	var rows []aggregate.ObservationRow
	for i := range 120 {
		r := answer(float64(60_000 + 100*i))
		switch {
		case i < 50:
			r.CompanySize = "2 to 9 employees"
		case i < 59:
			r.CompanySize = "10 to 19 employees"
		case i < 110:
			r.CompanySize, r.Pay = "20 or more employees", r.Pay+20_000
		}
		rows = append(rows, r)
	}
	figures, err := computeObserved(each(rows), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range figures {
		if f.Statistic == "median" && f.Unit == "EUR" {
			got[f.Place] = fmt.Sprintf("%.0f of %d, %s", f.Value, f.NJobs, f.Grade)
		}
	}
	want := map[string]string{
		"":                               "71050 of 120, rough",
		"company size: 2 to 9 employees": "62450 of 50, good", "company size: 20 or more employees": "88400 of 51, good",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("medians %v, want %v", got, want)
	}
}
