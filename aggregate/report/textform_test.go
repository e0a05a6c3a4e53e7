package report

import (
	"strings"
	"testing"
)

// The form for a terminal says the short answer and what each source says,
// with the words of the other forms.
func TestTextForm(t *testing.T) {
	file, r := build(t, small())
	got := render(t, file, "text")
	want := []string{r.Title, strings.TrimSpace(lede(r)), r.Edition}
	for _, c := range r.Charts[:1] {
		want = append(want, c.Title)
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				want = append(want, row.Label, row.Text.Median, row.Text.Interval, row.Text.Withheld)
			}
		}
	}
	if len(want) < 10 {
		t.Fatalf("the fixture has no sources: %q", want)
	}
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in\n%s", w, got)
		}
	}
	if strings.ContainsAny(got, "\x1b\x00") {
		t.Error("an escape reaches the terminal")
	}
}
