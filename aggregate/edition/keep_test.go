package edition

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
)

// An edition that was kept is the one that was computed: a share of 0 is none that
// is not known.
func TestPack(t *testing.T) {
	want := Edition{Name: "e1", Figures: []aggregate.Figure{
		{Statistic: "not asked"}, {Statistic: "none", Disclosure: new(float64)}, {Statistic: "half", Disclosure: new(0.5)},
	}}
	for len(want.Figures) < 2*together+1 {
		want.Figures = append(want.Figures, aggregate.Figure{Value: float64(len(want.Figures))})
	}
	packed, err := want.Pack()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
