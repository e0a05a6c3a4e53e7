package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Of random amounts those are supported that lie in the interval of the one headline
// that their sentence speaks of, and no others: not one because it happens to lie in
// some interval of some source.
func TestRandomAmounts(t *testing.T) {
	ev := evidence(t, "testdata/guides/evidence.json")
	for _, c := range []struct {
		says, sign string
		headline   int // of the evidence's figures
		from, to   int
	}{
		{"The median base salary of back-end developers in the United States is %s.", "$", 0, 60_000, 260_000},
		{"Back-end developers in the United States earn %s.", "$", 0, 60_000, 260_000},
		{"In the UK the median advertised salary of data engineers is %s a year.", "£", 1, 30_000, 120_000},
	} {
		headline := ev.Figures[c.headline]
		r := rand.New(rand.NewPCG(17, uint64(c.from)))
		var text strings.Builder
		var amounts []int
		text.WriteString("# Pay\n\n")
		for range 200 {
			v := c.from + r.IntN(c.to-c.from)
			amounts = append(amounts, v)
			fmt.Fprintf(&text, c.says+"\n\n", fmt.Sprintf("%s%d,%03d", c.sign, v/1000, v%1000))
		}
		found, err := Check([]byte(text.String()), ev)
		if err != nil || len(found) != len(amounts) {
			t.Fatalf("%s: %d found of %d, error %v", c.says, len(found), len(amounts), err)
		}
		inside, supported := 0, 0
		for i, f := range found {
			is := float64(amounts[i]) >= headline.CILow && float64(amounts[i]) <= headline.CIHigh
			if is {
				inside++
			}
			if f.Mark == Supported {
				supported++
			}
			if is != (f.Mark == Supported) {
				t.Errorf("%s%d is %s: %s", c.sign, amounts[i], f.Mark, f.Why)
			}
		}
		if t.Logf("%s: %d inside, %d supported", c.says, inside, supported); inside == 0 || inside > 60 {
			t.Errorf("%d of 200 lie in the interval: the test shows nothing", inside)
		}
	}
}
