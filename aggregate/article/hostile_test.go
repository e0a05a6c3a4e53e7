package article

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper/testenv"
)

func TestMarkdown(t *testing.T) {
	ev := evidence(t, "testdata/evidence.json")
	for name, c := range map[string]struct {
		src  string
		want []string // "line text"
	}{
		"code, front matter and comments hold none": {"---\npay: $99,000\n---\nx\n\n    median $98,000\n\n~~~\n$97,000\n~~~\n<!-- median $96,000\n$95,000 -->\n\nThe median is `$94,000`.", nil},
		"a fence that never ends":                   {"```\n$97,000 median", nil},
		"addresses hold none":                       {"See https://x.example/120,000 and [this](https://x.example/pay-$130,000 \"$1\").\n\n[id]: https://x.example/$140,000", nil},
		"markup around and in an amount":            {"The median is **\\$148,000**, or <b>$148k</b>; or _$148&thinsp;000_.", []string{"1 $148,000", "1 $148k", "1 $148 000"}},
		"lines are counted in a paragraph":          {"One\ntwo median\n$120,000 and\r\n> quoted median pay of $130,000\n", []string{"3 $120,000", "4 $130,000"}},
		"items, headings and numbers of items":      {"# Median $120,000\n\n120000. The median is $121,000\n", []string{"1 $120,000", "3 $121,000"}},
		"a range is one figure":                     {"It pays $95-120k, £40,000–£50,000 or between $90,000 and $95,000.", []string{"1 $95-120k", "1 £40,000–£50,000", "1 $90,000 and $95,000"}},
		"what is no pay":                            {"Rent is $14,000 a year. They raised $12 million. In 2022 version 1.120.000 had 95 % confidence.", nil},
		"a second paragraph of an item is no code":  {"1. First\n\n    The median is $120,000.\n\n- Second\n\n  Its mean is $125,000.\n\n      median $98,000\n", []string{"3 $120,000", "7 $125,000"}},
		"lines within markup are counted":           {"See [the\nmedian](https://x.example\n'a\nb') `c\nd` of\n$120,000", []string{"6 $120,000"}},
		"raw HTML is read for its text":             {"<div class='$1'>\n<p>The median is\n$120,000</p>\n<pre>$90,000</pre></div>", []string{"3 $120,000"}},
		"a row has the line it stands on":           {"Pay:\n\n| Role | Median pay |\n|:--|--:|\n| backend | $120,000 |\n| | $130,000 |\n", []string{"5 $120,000", "6 $130,000"}},
		"a rule is no front matter":                 {"---\n\nThe median is $120,000.", []string{"3 $120,000"}},
		"an escaped bar is no cell":                 {"| Role | Median pay |\n|--|--|\n| a \\| b | 120,000 |\n", []string{"3 120,000"}},
	} {
		got, err := Check([]byte(c.src), ev)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var have []string
		for _, f := range got {
			have = append(have, string(rune('0'+f.Line))+" "+f.Text)
		}
		if !slices.Equal(have, c.want) {
			t.Errorf("%s: found %q, want %q", name, have, c.want)
		}
	}
}

func TestNoArticle(t *testing.T) {
	for name, src := range map[string]string{"a zero byte": "a\x00b", "too long": strings.Repeat("a", maxBytes+1)} {
		if _, err := Check([]byte(src), Evidence{}); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := Check(nil, Evidence{}); err != nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
	if got, err := Check([]byte("The median is \xff$120,000."), Evidence{}); err != nil || len(got) != 1 || got[0].Mark != Unknown {
		t.Errorf("without evidence: %+v, %v", got, err)
	}
}

// A hostile article costs no more than its length: eight times as much takes
// about eight times as long, and never near what a square would.
func TestHostileArticles(t *testing.T) {
	testenv.Long(t)
	ev := evidence(t, "testdata/evidence.json")
	for name, piece := range map[string]string{
		"amounts": "$120,000 ", "links": "[a](", "brackets": "[", "quotes": ">", "backticks": "`a``b", "tags": "<a", "words": "median ", "places": "In London, Denver ",
		"tables": "|a", "rows": "|a|\n|-|\n", "headings": "# median pay $120,000 of developers\n", "roles": "developer ", "notes": "[^a]", "commas": ",", "digits": "1", "groups": "1,000",
		"percents": "+1 % ", "sentences": "Kafka pays 9 % more. ", "comments": "<!--", "entities": "&amp", "accents": "é", "skills": "Kafka Rust ", "sources": "Payfinder says ",
		"images": "![a](b ", "items": "1. ", "deep items": "- ", "stretches": strings.Repeat("[a](", 2000) + "\n\n",
	} {
		took := func(n int) time.Duration {
			return testenv.CPU(func() {
				got, err := Check([]byte(strings.Repeat(piece, n/len(piece))), ev)
				if err != nil || len(got) > maxFindings {
					t.Errorf("%s: %d findings, %v", name, len(got), err)
				}
			})
		}
		if short, long := took(2_000), took(16_000); long > 40*short && long > 5*time.Second {
			t.Errorf("%s: %v for 2 KB, %v for 16 KB", name, short, long)
		}
	}
}

// What a figure rests on is no amount, and none of another figure.
func TestSamples(t *testing.T) {
	for s, want := range map[string]int{
		"Pay is $118,300 for back-end developers.": 0, "From 5,120 reports, $118,300.": 5120, "$95k (n = 1,204)": 1204, "+67 % on three adverts": 3,
		"$95k on a sample of just 12": 12, "9 % more across 640 open job adverts": 640, "about 95k developers": 0,
	} {
		if got := sample(s); got != want {
			t.Errorf("%q: n %d, want %d", s, got, want)
		}
	}
}

func TestCountries(t *testing.T) {
	got, err := Countries([]byte("In Germany the median is €70,000. In London it is £70k."), evidence(t, "testdata/evidence.json"))
	if want := []string{"DE", "GB", "US"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}

func FuzzCheck(f *testing.F) {
	ev := evidence(f, "testdata/evidence.json")
	for _, s := range []string{"The median is $120,000.", "| a | n |\n|--|--|\n| Payfinder | 3 |", "[^1]: x\n\n$95k[^1]", "> - # `a` **$1k to $2k** \\", "€\u00a074.800 \u202e+67 %"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got, err := Check([]byte(src), ev)
		if err != nil {
			return
		}
		lines := 1 + strings.Count(src, "\n")
		for _, x := range got {
			if x.Line < 1 || x.Line > lines || x.Mark == "" || x.Why == "" || x.Kind == "" || x.Text == "" {
				t.Errorf("%+v in %q", x, src)
			}
		}
	})
}
