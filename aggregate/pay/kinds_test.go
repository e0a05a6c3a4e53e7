package pay_test

import (
	"path/filepath"
	"testing"

	"backpay/aggregate/pay"
)

// TestKinds scores invented rows by kind of fault. Those of kinds.tsv were
// mended by, as were those of strange.tsv later; those of fresh.tsv were written after that and read once before
// they were looked at, and those of tongues.tsv in two rounds; those of found.tsv
// are kinds that windows of public adverts showed; the heads of the files tell the first
// scores.
func TestKinds(t *testing.T) {
	for file, floor := range map[string]float64{
		"kinds.tsv": .99, "fresh.tsv": .975, "strange.tsv": .96, "tongues.tsv": .99, "found.tsv": .99,
	} {
		sum, byKind := score{}, map[string]score{}
		for _, f := range readTable(t, filepath.Join("testdata", file), 4) {
			g := gold{Kind: f[0], Country: f[1], Text: f[2]}
			g.Label, g.Also = readLabel(t, f[3])
			got := pay.Parse(g.Text, pay.Hint{Country: g.Country})
			s := scoreRow(g, got, false)
			if s.fp+s.fn > 0 {
				t.Logf("%s [%s] %q: want %s got %s", g.Kind, g.Country, g.Text, f[3], show(got))
			}
			sum.add(s)
			k := byKind[g.Kind]
			k.add(s)
			byKind[g.Kind] = k
		}
		for k, s := range byKind {
			t.Logf("%s %-10s F1 %.3f %+v", file, k, s.f1(), s)
		}
		t.Logf("%s exact F1 %.3f %+v", file, sum.f1(), sum)
		if sum.f1() < floor || sum.alarms > 1 {
			t.Errorf("%s: F1 %.3f and %d alarms, want %.2f and at most 1", file, sum.f1(), sum.alarms, floor)
		}
	}
}
