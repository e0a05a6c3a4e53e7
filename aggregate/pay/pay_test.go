package pay_test

import (
	"path/filepath"
	"testing"
)

// The development rows hold a floor: a change that reads worse shows here.
func TestDevelopmentRows(t *testing.T) {
	dir := corpusDir(t)
	exact, amount, byKind := scoreAll(t, readGold(t, filepath.Join(dir, "eval", "pay_dev.jsonl")))
	t.Logf("exact F1 %.3f %+v", exact.f1(), exact)
	t.Logf("amount F1 %.3f %+v", amount.f1(), amount)
	for k, s := range byKind {
		t.Logf("%-10s F1 %.3f %+v", k, s.f1(), s)
	}
	if exact.f1() < 0.999 || exact.alarms > 0 {
		t.Errorf(
			"F1 %.3f exact, %d false alarms on %d rows without pay; want 1 and none",
			exact.f1(),
			exact.alarms,
			exact.nulls,
		)
	}
}

// Our own rows, all classes: invented employers, invented texts.
func TestGoldRows(t *testing.T) {
	rows := readGold(t, filepath.Join("testdata", "pay_gold.jsonl"))
	if len(rows) < 300 {
		t.Fatalf("%d rows, want at least 300", len(rows))
	}
	exact, amount, byKind := scoreAll(t, rows)
	t.Logf("exact F1 %.3f %+v; amount F1 %.3f", exact.f1(), exact, amount.f1())
	for k, s := range byKind {
		t.Logf("%-10s F1 %.3f %+v", k, s.f1(), s)
	}
	if exact.f1() < 0.997 {
		t.Errorf("exact F1 %.3f, want at least .997", exact.f1())
	}
	if exact.alarms > 1 {
		t.Errorf("%d false alarms on %d rows without pay", exact.alarms, exact.nulls)
	}
}
