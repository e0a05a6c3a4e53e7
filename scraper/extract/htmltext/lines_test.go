package htmltext

import (
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	if got := Lines([]string{" a &amp; b ", "", "<p> </p>", "c"}); !slices.Equal(got, []string{"a & b", "c"}) {
		t.Errorf("%q", got)
	}
	if got := Lines([]string{" "}); got != nil {
		t.Errorf("%q, want nil", got)
	}
}
