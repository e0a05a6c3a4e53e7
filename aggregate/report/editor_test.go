package report

import (
	"slices"
	"strings"
	"testing"
)

// Of several occupations of a publisher that are one role here, the one of most
// people stands for it, in whatever order they come.
func TestPeersLargest(t *testing.T) {
	in := small()
	at := slices.IndexFunc(in.Published, func(c Claim) bool {
		return c.Belief.Role == "frontend" && c.Said.Statistic == "mean"
	})
	if at < 0 {
		t.Fatal("no published mean of frontend")
	}
	few, many := in.Published[at], in.Published[at]
	few.Said.Amount, few.Belief.AnnualAmount, few.Said.SampleN = 61_000, 61_000, 10
	many.Said.Amount, many.Belief.AnnualAmount, many.Said.SampleN = 99_000, 99_000, 1_000_000
	for _, order := range [][]Claim{{few, many}, {many, few}} {
		in.Published = append(slices.Delete(slices.Clone(small().Published), at, at+1), order...)
		for _, r := range newBuilder(in).peers().Rows {
			if r.Role == "frontend" && r.Said[0] != "$99,000" {
				t.Errorf("frontend is %s, want $99,000", r.Said[0])
			}
		}
	}
}

// The editor's tables: roles of one publisher with our own medians beside,
// forecasts in the section of demand, what others say of skills marked as theirs,
// and every citation printed or said to be left out, with the reason.
func TestEditorsTables(t *testing.T) {
	b := newBuilder(small())
	p := b.peers()
	if len(p.Publishers) != 1 || p.Publishers[0].About != "mean of base pay, September 2026" {
		t.Fatalf("publishers %+v", p.Publishers)
	}
	var rows []string
	for _, r := range p.Rows {
		rows = append(rows, strings.Join([]string{r.Label, r.Said[0], r.Median, r.Under}, "|"))
	}
	want := "Backend|$101,000|$148,000|$141,340–153,328\nData engineering|$115,250||no figure\nFrontend|$92,500|$139,500|$132,525–145,080"
	if got := strings.Join(rows, "\n"); got != want {
		t.Errorf("roles\n%s, want\n%s", got, want)
	}
	var left []string
	for _, x := range b.leftOut() {
		left = append(left, x.About+": "+x.Why)
	}
	if got, want := strings.Join(left, "; "), "median · Data Engineer: it is about Germany; median · Ship’s cook: its title names no role that backpay knows"; got != want {
		t.Errorf("left out %q, want %q", got, want)
	}
	r := Build(small())
	for _, format := range []string{"html", "md"} {
		text := render(t, r, format)
		at := func(s string) int { return strings.Index(text, s) }
		for _, order := range [][2]string{{"Demand", "Outlook and openings"}, {"Outlook and openings", "23.0%"}, {"about skills: their figures", "12.5%"}, {"about soft skills: their figures", "7.2%"}} {
			if i, j := at(order[0]), strings.LastIndex(text, order[1]); i < 0 || j < i {
				t.Errorf("%s: %q doesn’t follow %q", format, order[1], order[0])
			}
		}
	}
}

// A citation is shown however many figures its side has.
func TestCitationsAreShown(t *testing.T) {
	in := small()
	cited := in.Claims[4]
	for i := range 40 {
		c := cited
		c.ObtainedBy, c.Said.Amount = "file", 9_000+float64(i)
		c.Said.Title += strings.Repeat("x", i)
		in.Claims = append(in.Claims, c)
	}
	for _, r := range newBuilder(in).claimRows() {
		if r.ObtainedBy == "citation" && r.hidden {
			t.Errorf("hidden: %s %s", r.SourceTitle, r.Text.Value)
		}
	}
}
