package edition

import (
	"testing"

	"backpay/aggregate"
)

// Where a role has too few employers alone, it has a level together with the
// developers of no named kind; where it has enough, none.
func TestPooled(t *testing.T) {
	market := func(own int) []aggregate.Figure {
		var rows []aggregate.Row
		for i := range 60 {
			r := row("greenhouse", int64(i+1), int64(i+1), 120000+1000*float64(i%20))
			r.Role = aggregate.Unkinded
			if i < own {
				r.Role = "backend"
			}
			rows = append(rows, r)
		}
		table, err := gather(seq(rows), Options{}.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		q := Question{Role: "backend", Country: rows[0].Country, Currency: rows[0].Currency}
		return table.pooled(q, table.levels())
	}
	few := market(9)
	medians := 0
	for _, f := range few {
		if f.Measure != aggregate.MeasurePooled || f.Role != "backend" || f.NJobs != 60 || f.NEmployers != 60 || f.CIHigh <= f.CILow {
			t.Errorf("%+v", f)
		}
		if f.Statistic == "median" {
			medians++
		}
	}
	if medians != 1 {
		t.Errorf("%d medians among %d figures, want one", medians, len(few))
	}
	if all := market(45); len(all) != 0 {
		t.Errorf("a role of 45 employers is pooled: %+v", all)
	}
	if none := market(0); len(none) == 0 {
		t.Error("a role without any job has no nearest population")
	}
}
