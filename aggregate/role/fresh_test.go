package role

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/fresh.tsv
var freshTitles string

// Titles in many languages; the head of the file tells how they were read first.
func TestFreshTitles(t *testing.T) {
	rows, families, levels := 0, 0, 0
	for line := range strings.Lines(freshTitles) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		rows++
		r := Read(f[0], "")
		level := r.Seniority
		if level == "" {
			level = "-"
		}
		if r.Family == f[1] {
			families++
		}
		if level == f[2] {
			levels++
		}
		if r.Family != f[1] || level != f[2] {
			t.Logf("%q: %s %s, want %s %s", f[0], r.Family, level, f[1], f[2])
		}
	}
	t.Logf("%d titles: family right in %d, level in %d", rows, families, levels)
	if families < rows-2 || levels < rows-2 {
		t.Errorf("of %d titles family right in %d and level in %d, want %d", rows, families, levels, rows-2)
	}
}
