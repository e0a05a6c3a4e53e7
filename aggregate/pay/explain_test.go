package pay_test

import (
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// TestExplanationHasReasons holds that each reading has its reasons: what told for a range, what
// was dropped and by which rule, and the lines that name pay where nothing was read.
func TestExplanationHasReasons(t *testing.T) {
	ranges, rejected := pay.Explain("Salary: $90,000 a year. Referral bonus of $2,500. We raised $40M.", pay.Hint{})
	if len(ranges) != 1 || len(ranges[0].Facts) == 0 || ranges[0].Facts[0].Name == "" || ranges[0].Facts[0].Weight == 0 {
		t.Errorf("ranges %s, want one with facts", show(ranges))
	}
	if len(rejected) != 2 || rejected[0].Rule == "" || rejected[1].Reason != "millions" {
		t.Errorf("rejected %+v, want the bonus by its rule, and the millions", rejected)
	}
	for text, want := range map[string]string{
		"About us\nComp: 140-175 + equity\nOur pay is fair": "Comp: 140-175 + equity",
		"About us\nSalary: sixty grand":                     "Salary: sixty grand",
		"About us\nWe like 14 things":                       "",
	} {
		ranges, rejected := pay.Explain(text, pay.Hint{})
		got := ""
		for _, r := range rejected {
			if got = r.Quote; text[r.Start:r.End] != r.Quote || r.Reason == "" {
				t.Errorf("%q: %+v is no part of the text", text, r)
			}
		}
		if len(ranges) > 0 || got != want || len(rejected) > 1 {
			t.Errorf("%q: ranges %s, rejected %+v; want %q", text, show(ranges), rejected, want)
		}
	}
	if _, rejected := pay.Explain("Hello", pay.Hint{Title: "Clerk of a $500 million firm"}); len(rejected) != 1 || rejected[0].In != "title" {
		t.Errorf("rejected of a title: %+v", rejected)
	}
	long := strings.Repeat("salary ", 200_000)
	if _, rejected := pay.Explain(long, pay.Hint{}); len(rejected) != 1 || len(rejected[0].Quote) > 1000 {
		t.Errorf("%d lines of a long text, want one that is cut", len(rejected))
	}
}
