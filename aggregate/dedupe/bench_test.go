package dedupe_test

import (
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
)

// BenchmarkMatch is the cost of matching all postings of a made-up market, three
// in five of them copies; their prints are made before.
func BenchmarkMatch(b *testing.B) {
	_, all := readMarket(b, copied(1))
	prints := make([]dedupe.Print, len(all))
	for i, a := range all {
		prints[i] = normalise.Posting(aggregate.Said{ID: int64(i + 1), Source: a.kind, Posting: a.said}).Print
	}
	for b.Loop() {
		var s shelf
		for _, p := range prints {
			s.put(p)
		}
		if _, err := s.match(dedupe.Rulings{}, true); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(all)), "us/posting")
}
