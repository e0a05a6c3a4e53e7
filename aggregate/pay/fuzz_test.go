package pay_test

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"backpay/aggregate/pay"
	"backpay/scraper/testenv"
)

// sound holds for any text: evidence is the text itself, amounts are in order.
func sound(t interface{ Errorf(string, ...any) }, text string, h pay.Hint) {
	ranges, rejected := pay.Explain(text, h)
	end := 0
	for _, r := range ranges {
		if r.Start < end || r.End <= r.Start || r.End > len(text) || text[r.Start:r.End] != r.Quote {
			t.Errorf("%q: quote %q at %d to %d", text, r.Quote, r.Start, r.End)
			return
		}
		end = r.Start
		for _, v := range []float64{r.Min, r.Max, r.Confidence} {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Errorf("%q: amount %v", text, v)
			}
		}
		if r.Min == 0 && r.Max == 0 || r.Min > r.Max && r.Max > 0 || r.Confidence > 1 {
			t.Errorf("%q: range %v to %v", text, r.Min, r.Max)
		}
		if r.Kind == "" || len(r.Rules) == 0 {
			t.Errorf("%q: no kind or rule: %+v", text, r)
		}
		if !slices.Contains([]string{"", "hour", "day", "week", "biweek", "month", "year"}, r.Period) {
			t.Errorf("%q: period %q", text, r.Period)
		}
		pay.Check(r, h.Country, "")
	}
	for _, r := range rejected {
		if r.Start < 0 || r.End > len(text) || r.Start > r.End || text[r.Start:r.End] != r.Quote || r.Reason == "" {
			t.Errorf("%q: rejected %+v", text, r)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, g := range readGold(f, filepath.Join("testdata", "pay_gold.jsonl")) {
		f.Add(g.Text, g.Country, false)
	}
	f.Add("$1,2,3,4.5.6k-$\xff\xfe 9e99 1.000.000.000.000.000.000.000 €", "US", true)
	f.Add("((((((((((((((((((((((((((((((((5k", "", false)
	f.Fuzz(func(t *testing.T, text, country string, field bool) {
		h := pay.Hint{Country: country, Field: field}
		sound(t, text, h)
		if !field {
			const before, after = "The office has a garden.\n\n", "\n\nThe kitchen is on the second floor."
			same(t, text, before, after, h)
		}
	})
}

// Neutral sentences before and after a text change nothing of what is read.
func TestNeutralSurroundings(t *testing.T) {
	rows := readGold(t, filepath.Join("testdata", "pay_gold.jsonl"))
	neutral := []string{
		"You will work with people who care about clear writing.",
		"Our office stands by the river.",
		"We review changes in pairs and ship them the same day.",
		"The team meets every morning.",
		"Questions are welcome at any time.",
		"You explain your choices to others.",
		"We look forward to hearing from you.",
	}
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SampledFrom(rows).Draw(t, "row")
		gap := rapid.SampledFrom([]string{"\n\n", "\n", " \r\n", " "}).Draw(t, "gap")
		before := rapid.SampledFrom(neutral).Draw(t, "before") + gap
		after := gap + rapid.SampledFrom(neutral).Draw(t, "after")
		if gap == " " && !strings.HasSuffix(g.Text, ".") {
			after = "." + after
		}
		same(t, g.Text, before, after, pay.Hint{Country: g.Country})
	})
}

// same holds that what stands before and after a text changes nothing.
func same(t interface{ Fatalf(string, ...any) }, text, before, after string, h pay.Hint) {
	plain, inside := pay.Parse(text, h), pay.Parse(before+text+after, h)
	if len(plain) != len(inside) {
		t.Fatalf("%q: %s alone, %s inside", text, show(plain), show(inside))
	}
	for i := range plain {
		a, b := plain[i], inside[i]
		if a.Min != b.Min || a.Max != b.Max || a.Currency != b.Currency || a.Period != b.Period || a.Kind != b.Kind ||
			a.Start+len(before) != b.Start ||
			a.Quote != b.Quote {
			t.Fatalf("%q: %+v alone, %+v inside", text, a, b)
		}
	}
}

// A hostile text costs no more than its length.
func TestHostileTexts(t *testing.T) {
	for _, unit := range []string{"$5k", "1,", "$1 ", "(", "5k(", "$100k-", "a$1b", "9", "salary ", "€\u202f", "\xff", "年収5万", "$9,999 to ", "\n$1\n"} {
		text := "$5k" + strings.Repeat(unit, 300_000/len(unit))
		if d := testenv.CPU(func() { sound(t, text, pay.Hint{Country: "US"}) }); d > 5*time.Second {
			t.Errorf("%q 300 kB long took %v", unit, d)
		}
	}
}

// Made-up amounts in the forms of many countries are read back as written.
func TestWrittenAmounts(t *testing.T) {
	forms := []struct {
		write            func(lo, hi int) string
		currency, period string
	}{
		{
			func(lo, hi int) string { return "Salary: $" + group(lo, ",") + " - $" + group(hi, ",") + " per year" },
			"USD",
			"year",
		},
		{func(lo, hi int) string {
			return "Gehalt: " + group(lo, ".") + " € bis " + group(hi, ".") + " € brutto im Jahr"
		}, "EUR", "year"},
		{func(lo, hi int) string {
			return "Lohn CHF " + group(lo, "’") + ".- bis CHF " + group(hi, "’") + ".- pro Jahr"
		}, "CHF", "year"},
		{func(lo, hi int) string {
			return "Salaire : de " + group(lo, "\u202f") + " € à " + group(hi, "\u202f") + " € brut par an"
		}, "EUR", "year"},
		{func(lo, hi int) string {
			return "Wynagrodzenie: " + group(lo, " ") + " – " + group(hi, "\u00a0") + " zł rocznie"
		}, "PLN", "year"},
		{
			func(lo, hi int) string { return "£" + group(lo, ",") + ".00 to £" + group(hi, ",") + ".00 per annum" },
			"GBP",
			"year",
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(forms).Draw(t, "form")
		lo := rapid.IntRange(20, 300).Draw(t, "lo") * 500
		hi := lo + rapid.IntRange(1, 100).Draw(t, "more")*250
		text := f.write(lo, hi)
		got := pay.Parse(text, pay.Hint{})
		if len(got) != 1 || got[0].Min != float64(lo) || got[0].Max != float64(hi) || got[0].Currency != f.currency ||
			got[0].Period != f.period {
			t.Fatalf("%q: got %s", text, show(got))
		}
	})
}
