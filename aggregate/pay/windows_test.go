package pay_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// TestWindows scores the reading of pay on windows of the corpus that were
// labelled blind; the head of the file tells how, and the first scores.
func TestWindows(t *testing.T) {
	root := corpusDir(t)
	files := map[string][]string{}
	var sum score
	rows := readTable(t, filepath.Join("testdata", "windows.tsv"), 6)
	for _, f := range rows {
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
		g := gold{Country: strings.TrimSuffix(f[1], " field")}
		for _, s := range strings.Split(f[5], "; ") {
			if also, ok := strings.CutPrefix(s, "also "); ok {
				g.Also = append(g.Also, readWant(t, also))
			} else if s != "null" {
				g.Label = append(g.Label, readWant(t, s))
			}
		}
		got := pay.Parse(text, pay.Hint{Country: g.Country, Field: f[1] != g.Country})
		s := scoreRow(g, got, false)
		if s.fp+s.fn > 0 {
			t.Logf("%s [%s] %q: want %s got %s", f[0], f[1], text, f[5], show(got))
		}
		sum.add(s)
	}
	t.Logf("exact F1 %.3f %+v", sum.f1(), sum)
	if len(rows) < 300 || sum.f1() < .96 || sum.alarms > 1 {
		t.Errorf("%d rows, F1 %.3f, %d alarms; want 300, .96 and at most 1", len(rows), sum.f1(), sum.alarms)
	}
}
