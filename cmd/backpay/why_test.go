package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// The default file's four citations of one role, with the corpus's surveys: a
// ladder for each, in which what isn't known is named, and the survey's own
// figure of an earlier year is explained by the years between.
func TestWhyOfCitations(t *testing.T) {
	survey := filepath.Join(corpus(t), "salary", "stackoverflow-survey")
	file, err := filepath.Abs("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir()) // where the archive goes
	db := "b.db"
	backpay(t, nil, exitPartial, "--config", file, "--db", db, "import", survey) // some files there are schemas
	backpay(t, nil, exitDone, "--config", file, "--db", db, "aggregate")
	out := backpay(t, nil, exitDone, "--config", file, "--db", db, "why")
	t.Log(out)
	if n := strings.Count(out, "  unexplained: "); n != 4 {
		t.Errorf("%d ladders, want 4", n)
	}
	for _, want := range []string{
		"year, 2025 to 2022: ", "statistic, median to mean: ", "kind of pay, total to base: not known (", "with what is not known: side, kind of pay",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said", want)
		}
	}
	_, own, _ := strings.Cut(out, "Stack Overflow Developer Survey")
	_, rest, ok := strings.Cut(own, "unexplained: ")
	if !ok || !strings.Contains(rest, "interval -") || !strings.Contains(rest, "to +") {
		t.Errorf("the survey's own earlier figure isn't explained by the year: %s", own)
	}
}
