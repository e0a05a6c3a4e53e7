package stat

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// The draws are those of rand.Rand.IntN, so that figures with a seed stay what they
// were.
func TestBelow(t *testing.T) {
	if bits.UintSize != 64 {
		t.Skip("IntN draws otherwise on 32 bits")
	}
	for _, n := range []int{1, 2, 3, 7, 64, 2814, 1 << 62, 1<<62 + 1} { // a quarter of the last are drawn anew
		want, got := rand.New(rand.NewPCG(1, uint64(n))), rand.NewPCG(1, uint64(n))
		for range 1000 {
			if w, g := want.IntN(n), below(got, uint64(n)); uint64(w) != g {
				t.Fatalf("below %d: %d, want %d", n, g, w)
			}
		}
	}
}
