package pattern

import (
	"slices"
	"strings"
	"testing"
)

func TestPattern(t *testing.T) {
	p := New(`(\w+)@(?P<host>\w+)`)
	if got := p.FindStringSubmatch("to a@b"); !slices.Equal(got, []string{"a@b", "a", "b"}) {
		t.Errorf("found %q", got)
	}
	if got := p.ReplaceAllString("a@b c@d", "$host"); got != "b d" {
		t.Errorf("replaced: %q", got)
	}
	if err := Check(); err != nil {
		t.Error(err)
	}
	New(`a(b`)
	if err := Check(); err == nil || !strings.Contains(err.Error(), `a(b`) {
		t.Errorf("a pattern that can't be compiled: %v", err)
	}
}
