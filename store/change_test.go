package store_test

import (
	"testing"

	"backpay/aggregate"
)

// What is made from the rows is no change of what it is made from: what
// aggregate has counted is there for the report that follows it.
func TestMadeIsNoInput(t *testing.T) {
	db := asked(t)
	changes := func() int64 {
		t.Helper()
		c, err := db.Changes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.Inputs
	}
	put := func(median float64) {
		t.Helper()
		for name, err := range map[string]error{
			"pay of jobs": db.PutJobPays(t.Context(), []aggregate.JobPay{{Job: 1, Source: "hutch", Currency: "GBP", Highest: median}}),
			"place names": db.PutPlaceNames(t.Context(), map[string]string{"77777": "Voleton, VT"}),
			"figures":     db.PutFigures(t.Context(), "winter", []aggregate.Figure{{Measure: "annual", Source: "hutch", Value: median}}),
			"edition":     db.PutEdition(t.Context(), "winter", "test"),
		} {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	before := changes()
	put(40000)
	if after := changes(); after != before {
		t.Errorf("%d changes of inputs counted where only what is made from them was written", after-before)
	}
}
