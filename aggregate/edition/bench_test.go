package edition

import (
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkCompute is the cost of an edition of 6,000 jobs of 300 employers in two
// roles.
func BenchmarkCompute(b *testing.B) {
	rows := roles(rand.New(rand.NewPCG(4, 4)), 300, 10, map[string]float64{"backend": 1.1, "frontend": 1})
	for i := range rows {
		rows[i].Low, rows[i].High = rows[i].Pay*.9, rows[i].Pay*1.1
		rows[i].Skills = []string{"go", "sql", "linux", "java"}[i%4 : i%4+1]
	}
	adverts := seq(rows)
	for b.Loop() {
		if _, err := Compute(Input{
			Question: Question{"backend", "US", "USD"}, Options: Options{Month: "2026-11"},
			Now: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), Rows: seq(rows), Adverts: adverts,
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(rows)), "us/job")
}
