package salarypage

import (
	"strings"
	"testing"
	"time"

	"backpay/scraper/extract/money"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/testenv"
)

// FuzzSalaryText: no text makes the readers of salary pages panic, and no
// amount that they read is below nothing.
func FuzzSalaryText(f *testing.F) {
	f.Add("The average base salary for a kettle tester in Leeds is £48,000 per year")
	f.Add("<h1>2026 Kettle Tester Salary in US</h1> 5.9k salaries, US$296K")
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range Sentences(s, "https://ca.pay.example/", 10) {
			if c.Amount <= 0 || c.Statistic == "" || len(c.Title) > 4*100 {
				t.Errorf("%+v", c)
			}
		}
		if n, _ := money.Count(s); n < 0 {
			t.Error(n)
		}
		Heading([]byte(s))
		money.Dollar(s)
		weburl.OnSite(s, "pay", "/")
	})
}

// TestSalaryTextIsLinear: twice the text takes about twice the time.
func TestSalaryTextIsLinear(t *testing.T) {
	testenv.Long(t)
	for _, unit := range []string{"the average salary for a ", "the average ", "$1,000 ", "in the "} {
		took := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			best := time.Hour
			for range 3 {
				best = min(best, testenv.CPU(func() {
					Sentences(text, "", 40)
					money.All(text, 40)
				}))
			}
			return best
		}
		small, large := took(100_000), took(800_000)
		if large > 40*small && large > 200*time.Millisecond {
			t.Errorf("%q: %v, eight times as much %v", unit, small, large)
		}
		t.Logf("%q: 100 kB %v, 800 kB %v", unit, small, large)
	}
}
