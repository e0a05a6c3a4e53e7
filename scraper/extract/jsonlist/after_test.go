package jsonlist

import (
	"slices"
	"strings"
	"testing"
)

func TestAfter(t *testing.T) {
	for page, want := range map[string]string{
		`<script>window.x = {"a": [1, 2]}; go()</script>`:            `{"a": [1, 2]}`,
		`if (window.x === undefined) {} window.x={"a":"</script>"};`: `{"a":"</script>"}`,
		`window.x = {"a": 1}; window.x = {"b": 2}`:                   `{"a": 1} {"b": 2}`,
		`window.x = {"a": `:   ``,
		`window.y = {"a": 1}`: ``,
	} {
		var got []string
		for v := range After([]byte(page), "window.x") {
			got = append(got, string(v))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
	if got := slices.Collect(After([]byte(`{"jobs":{"data":[3]},"more":`), `"jobs":`)); len(got) != 1 || string(got[0]) != `{"data":[3]}` {
		t.Errorf("a member: %q", got)
	}
}
