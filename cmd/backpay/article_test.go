package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What an article says of a skill is held against the premiums of the file:
// the raw gap told as a premium is of the wrong kind.
func TestArticlePremiums(t *testing.T) {
	dir := ownDemo(t)
	db := filepath.Join(dir, "backpay.db")
	row := ask(t, db, "SELECT r.value, a.value, a.n_jobs FROM figure r JOIN figure a ON a.edition = r.edition AND a.measure = r.measure AND a.skill = r.skill "+
		"WHERE r.measure = 'premium' AND r.skill = 'rust' AND r.statistic = 'raw_pct' AND a.statistic = 'adjusted_pct'")[0]
	path := filepath.Join(dir, "post.md")
	text := strings.NewReplacer("RAW", fmt.Sprint(row[0]), "ADJUSTED", fmt.Sprint(row[1]), "N", fmt.Sprint(row[2])).Replace(
		"Backend developers who know Rust earn a premium of RAW % (n = N).\n\nHeld alike, the Rust premium is ADJUSTED % (n = N).\n")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := backpay(t, nil, exitPartial, "--db", db, "check", "--article", path)
	if !strings.Contains(out, "wrong kind: statistic") || !strings.Contains(out, "supported") {
		t.Errorf("%s\n%s", text, out)
	}
}
