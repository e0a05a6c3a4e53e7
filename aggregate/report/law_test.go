package report

import (
	"strings"
	"testing"
)

func TestLaw(t *testing.T) {
	text := render(t, Build(small()), "md")
	for _, row := range []string{
		"asks adverts for pay | 90% | 900", "In other states | 40% | 600", "as of remote jobs | too few jobs | 12",
	} {
		if !strings.Contains(text, row) {
			t.Errorf("the page lacks %q", row)
		}
	}
	if got := (Law{States: []string{"CA"}, Unknown: Disclosed{40, 20}}).blocks(); got != nil {
		t.Errorf("jobs of no known state: %v", got)
	}
}
