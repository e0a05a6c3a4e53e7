package dedupe

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// A memo answers as the question itself does, asks once while it remembers,
// and stays bounded.
func TestMemo(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	m := newMemo(func(s string) bool {
		mu.Lock()
		defer mu.Unlock()
		asked[s]++
		return strings.HasPrefix(s, "y")
	})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 3 * memoSize {
				if s := fmt.Sprint("yn"[i%2:i%2+1], i); m.of(s) != (i%2 == 0) {
					t.Errorf("%s: %v", s, i%2 != 0)
				}
			}
		})
	}
	wg.Wait()
	if n := len(m.known); n > memoSize {
		t.Errorf("%d texts are remembered, at most %d may be", n, memoSize)
	}
	clear(asked)
	long := "y" + strings.Repeat("o", maxPlaceLine)
	for range 3 {
		if !m.of("yes") || !m.of(long) {
			t.Error("yes is no")
		}
	}
	if asked["yes"] != 1 || asked[long] != 3 {
		t.Errorf("asked %v: a short text is asked once, a long one each time", asked)
	}
}
