package pay_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// windowRow is a labelled window of the corpus with its text.
type windowRow struct {
	file string
	gold
}

func readWindows(t *testing.T) (out []windowRow) {
	t.Helper()
	root := corpusDir(t)
	files := map[string][]string{}
	for _, f := range readTable(t, filepath.Join("testdata", "windows.tsv"), 6) {
		if files[f[0]] == nil {
			files[f[0]] = corpusStrings(t, filepath.Join(root, f[0]))
		}
		length, err1 := strconv.Atoi(f[3])
		hash, err2 := strconv.ParseUint(f[4], 16, 64)
		if err1 != nil || err2 != nil {
			t.Fatal(f)
		}
		text, ok := "", false
		for _, s := range files[f[0]] {
			if text, ok = window(s, length, hash); ok {
				break
			}
		}
		if !ok {
			t.Fatalf("%s: no window of hash %s", f[0], f[4])
		}
		g := gold{Country: strings.TrimSuffix(f[1], " field"), Text: text, field: strings.HasSuffix(f[1], " field")}
		g.Label, g.Also = readLabel(t, f[5])
		out = append(out, windowRow{f[0], g})
	}
	return out
}

// TestWindows scores the reading of pay on windows of the corpus that were
// labelled blind; the head of the file tells how, and the first scores.
func TestWindows(t *testing.T) {
	var sum score
	rows := readWindows(t)
	for _, w := range rows {
		got := pay.Parse(w.Text, pay.Hint{Country: w.Country, Field: w.field})
		s := scoreRow(w.gold, got, false)
		if s.fp+s.fn > 0 {
			t.Logf("%s [%s] %q: want %s got %s", w.file, w.Country, w.Text, showWant(w.Label), show(got))
		}
		sum.add(s)
	}
	t.Logf("exact F1 %.3f %+v", sum.f1(), sum)
	if len(rows) < 500 || sum.f1() < .975 || sum.alarms > 2 {
		t.Errorf("%d rows, F1 %.3f, %d alarms; want 500, .975 and at most 2", len(rows), sum.f1(), sum.alarms)
	}
}
