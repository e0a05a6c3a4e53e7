package extract

import (
	"errors"
	"strings"
	"testing"
	"testing/quick"

	"backpay/scraper"
)

func TestSaved(t *testing.T) {
	for name, c := range map[string]struct {
		page          scraper.Page
		body, address string
	}{
		"fetched": {scraper.Page{URL: "https://a.example/1", Body: []byte("<p>")}, "<p>", "https://a.example/1"},
		"saved": {
			scraper.Page{Body: []byte("<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/2 -->")},
			"<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/2 -->", "https://a.example/2",
		},
		"canonical": {
			scraper.Page{Body: []byte(`<link rel="canonical" href="https://a.example/3">`)},
			`<link rel="canonical" href="https://a.example/3">`, "https://a.example/3",
		},
		"source": {
			scraper.Page{Body: []byte(`<html><head><title>view-source:https://a.example/4</title></head><body id="viewsource"><pre>&lt;p&gt;</pre></body></html>`)},
			"<p>", "https://a.example/4",
		},
	} {
		if body, address := Saved(&c.page); string(body) != c.body || address != c.address {
			t.Errorf("%s: %q from %q", name, body, address)
		}
	}
}

func TestOnSite(t *testing.T) {
	for address, want := range map[string]bool{
		"https://www.paysite.com/Pay/x":        true,
		"https://www.paysite.co.uk/Pay/x":      true,
		"https://paysite.example/Pay/":         true,
		"https://www.paysite.com/Jobs/x":       false,
		"https://paysite.com.a.b.example/Pay/": false,
		"https://notpaysite.com/Pay/x":         false,
		"https://paysite/Pay/x":                false,
		"::":                                   false,
	} {
		if got := OnSite(address, "paysite", "/Pay/"); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestNextData(t *testing.T) {
	type state struct {
		Props struct {
			N int `json:"n"`
		} `json:"props"`
	}
	s, err := NextData[state]([]byte(`<script>1</script><script type="application/json" id="__NEXT_DATA__">{"props":{"n":7,"x":[]}}</script>`))
	if err != nil || s.Props.N != 7 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, bad := range []string{
		"", "<p>__NEXT_DATA__</p>", `<script id="__NEXT_DATA__"></script>`, `<script id="__NEXT_DATA__">{"props":{"n":7`,
	} {
		if s, err := NextData[state]([]byte(bad)); !errors.Is(err, scraper.ErrDrift) || s.Props.N != 0 {
			t.Errorf("%q: %+v, %v", bad, s, err)
		}
	}
	if _, err := NextData[state]([]byte("<html><title>Just a moment...</title>")); !errors.Is(err, scraper.ErrBlocked) {
		t.Error(err)
	}
}

func TestMoney(t *testing.T) {
	for text, want := range map[string]Money{
		"$105,682 per year":  {105682, "", "$"},
		"US$296,000":         {296000, "USD", "US$"},
		"from £48K to £60K":  {48000, "GBP", "£"},
		"EUR 61.50 an hour":  {61.5, "EUR", "EUR"},
		"₹16,20,000":         {1620000, "INR", "₹"},
		"$1.2M":              {1.2e6, "", "$"},
		"for 2026: €70,000.": {70000, "EUR", "€"},
	} {
		if got, ok := MoneyIn(text); !ok || got != want {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
	for _, none := range []string{"", "105,682", "dollars", "$", "in 2026"} {
		if got, ok := MoneyIn(none); ok {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{
		"5.9k salaries reported": 5900, "5,508 salaries": 5508, "1.1M": 1100000, "238": 238, "none": 0, "": 0,
	} {
		if got, _ := CountIn(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]scraper.Claim{
		"The average salary for a kettle tester is $61,500 per year in the United States.": {
			Title: "kettle tester", Place: "United States", Statistic: "mean", Label: "average salary", Amount: 61500, Currency: "USD", Period: "year", Path: "text",
		},
		"As of May 1, the average hourly pay for a Kettle Tester in Leeds, UK is £24.50 an hour.": {
			Title: "Kettle Tester", Place: "Leeds, UK", Statistic: "mean", Label: "average hourly pay", Amount: 24.5, Currency: "GBP", Period: "hour", Path: "text",
		},
		"The median base salary for a Kettle Tester is €50K.": {
			Title: "Kettle Tester", Statistic: "median", Label: "median base salary", PayKind: "base", Amount: 50000, Currency: "EUR", Path: "text",
		},
		"The average additional cash compensation for a Kettle Tester in US is $4,000.": {
			Title: "Kettle Tester", Place: "US", Statistic: "mean", Label: "average additional cash compensation", PayKind: "additional", Amount: 4000, Currency: "USD", Path: "text",
		},
	} {
		got := Sentences(text, "https://pay.example/", 10)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s\n got %+v\nwant %+v", text, got, want)
		}
	}
	for _, none := range []string{
		"", "The average salary for a kettle tester is unknown.", "The average salary for a tester is up 5% since 2020, when $50 bought a kettle.",
		"A salary of $50,000.", "The average age of a tester is 50.",
	} {
		if got := Sentences(none, "", 10); len(got) > 0 {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

func TestOccupation(t *testing.T) {
	nodes, problems := JSONLD([]byte(`<script type="application/ld+json">{"@type":"Occupation","name":"Kettle Tester &amp; Filler",
		"occupationLocation":[{"@type":"City","name":"Leeds"}],
		"estimatedSalary":[{"name":"base","currency":"GBP","duration":"P1M","median":"2,100","percentile90":3000.5},
			{"name":"total compensation","currency":"GBP","unitText":"YEAR","median":"x"}]}</script>`), "Occupation")
	if len(nodes) != 1 || len(problems) > 0 {
		t.Fatal(nodes, problems)
	}
	claims, problems := Occupation(nodes[0])
	if len(claims) != 2 || len(problems) != 1 || !strings.Contains(problems[0].Error(), `"x"`) {
		t.Fatalf("%+v, %v", claims, problems)
	}
	want := scraper.Claim{
		Title: "Kettle Tester & Filler", Place: "Leeds", Statistic: "median", Label: "base", PayKind: "base",
		Amount: 2100, Currency: "GBP", Period: "month", Path: "script[0].estimatedSalary[0].median",
	}
	if claims[0] != want {
		t.Errorf("%+v", claims[0])
	}
}

// TestFigureReaders: no text makes a reader panic or answer an amount that is
// none.
func TestFigureReaders(t *testing.T) {
	err := quick.Check(func(a, b string) bool {
		s := "the average salary for a " + a + " is $" + b
		for _, c := range Sentences(s, "", 10) {
			if c.Amount <= 0 || c.Amount > 1e18 {
				return false
			}
		}
		n, _ := CountIn(a + b)
		return n >= 0
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestDollar(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.pay.com/x": "USD", "https://ca.pay.com/x": "CAD", "https://www.pay.com.au/": "AUD", "https://www.pay.de/": "", "": "", "::": "",
	} {
		if got := Dollar(address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestSalaryHeading(t *testing.T) {
	for heading, want := range map[string][2]string{
		"Kettle Tester Salary in Leeds, UK":              {"Kettle Tester", "Leeds, UK"},
		"2026 Kettle Tester Salary in US":                {"Kettle Tester", "US"},
		"Kettle tester average salary in the USA, 2026":  {"Kettle tester", "USA"},
		"Average Kettle Tester Salary":                   {"Kettle Tester", ""},
		"How much does a Kettle Tester make in Leeds?":   {"Kettle Tester", "Leeds"},
		"Kettle tester salary in United States (yearly)": {"Kettle tester", "United States"},
		"Welcome back": {"", ""},
	} {
		title, place := SalaryHeading([]byte("<h1>" + heading + "</h1>"))
		if title != want[0] || place != want[1] {
			t.Errorf("%s: %q in %q", heading, title, place)
		}
	}
}

func TestCheckEnd(t *testing.T) {
	for _, whole := range []string{"<html><p></html>", "<html><p></HTML>\n", "<html></html><!-- cached -->"} {
		if err := CheckEnd([]byte(whole)); err != nil {
			t.Errorf("%q: %v", whole, err)
		}
	}
	for _, cut := range []string{"", "<html><p>$52", "<html></ht"} {
		if err := CheckEnd([]byte(cut)); !errors.Is(err, scraper.ErrDrift) {
			t.Errorf("%q: %v", cut, err)
		}
	}
}
