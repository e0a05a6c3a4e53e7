package aggregate_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/aggregate"
)

// Each posting loses to the one before it by one thing alone, whatever else
// speaks for it.
func TestSpeaker(t *testing.T) {
	best := aggregate.Speaker{Counted: true, Paid: true, Described: true, Date: "2026-05-01", Source: "b", SourceID: "2"}
	change := func(f func(*aggregate.Speaker)) aggregate.Speaker {
		s := best
		f(&s)
		return s
	}
	want := []aggregate.Speaker{
		change(func(s *aggregate.Speaker) { s.Date = "2026-04-30" }),
		change(func(s *aggregate.Speaker) { s.Source = "a" }),
		change(func(s *aggregate.Speaker) { s.SourceID = "1" }),
		best,
		change(func(s *aggregate.Speaker) { s.Described, s.Date = false, "2020-01-01" }),
		change(func(s *aggregate.Speaker) { s.Paid, s.Date = false, "2020-01-01" }),
		change(func(s *aggregate.Speaker) { s.Counted, s.Date = false, "2020-01-01" }),
		change(func(s *aggregate.Speaker) { s.Agency, s.Date = true, "2020-01-01" }),
	}
	for i := range want {
		want[i].Posting = int64(i)
	}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, aggregate.Speaker.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}
