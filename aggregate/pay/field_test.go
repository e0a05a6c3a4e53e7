package pay_test

import (
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// A salary field is all about pay, and may still hold nothing of it.
func TestFields(t *testing.T) {
	for _, c := range []struct {
		text, country string
		min, max      float64
		currency      string
		period        string
	}{
		{"50000 - 60000", "GB", 50000, 60000, "GBP", "year"},
		{"$75k - $95k", "", 75000, 95000, "USD", "year"},
		{"65000", "DE", 65000, 65000, "EUR", "year"},
		{"18 000 - 24 000", "PL", 18000, 24000, "PLN", "month"},
		{"$40- $60k", "US", 40000, 60000, "USD", "year"},
		{"up to 90k", "GB", 0, 90000, "GBP", "year"},
		{"From $25.50", "US", 25.5, 0, "USD", "hour"},
		{"薪资 4w 港币", "HK", 40000, 40000, "HKD", "month"},
		{"30-45KRMB月薪", "", 30000, 45000, "CNY", "month"},
		{"6w", "GB", 0, 0, "", ""},
		{"$2,100 bi-weekly", "US", 2100, 2100, "USD", "biweek"},
		{"$2,100 per fortnight", "US", 2100, 2100, "USD", "biweek"},
		{"Competitive", "US", 0, 0, "", ""},
		{"$0", "US", 0, 0, "", ""},
		{"0 - 0 USD", "US", 0, 0, "", ""},
		{"USD", "US", 0, 0, "", ""},
		{"", "US", 0, 0, "", ""},
		{"2024", "US", 0, 0, "", ""},
		{"$81K - $114K (Glassdoor Est.)", "US", 0, 0, "", ""},
	} {
		got := pay.Parse(c.text, pay.Hint{Country: c.country, Field: true})
		if c.min == 0 && c.max == 0 {
			if len(got) != 0 {
				t.Errorf("%q: got %s, want nothing", c.text, show(got))
			}
			continue
		}
		if len(got) != 1 || got[0].Min != c.min || got[0].Max != c.max || got[0].Currency != c.currency ||
			got[0].Period != c.period {
			t.Errorf("%q: got %s, want %v to %v %s a %s", c.text, show(got), c.min, c.max, c.currency, c.period)
		}
	}
}

// What was not taken for pay says why.
func TestExplain(t *testing.T) {
	for _, c := range []struct{ text, quote, reason string }{
		{"We raised $12,000,000 from our investors.", "$12,000,000", "not of the size of pay"},
		{"We raised $45M in May.", "$45M", "millions"},
		{"A $1,500 learning budget a year.", "$1,500", "named as a bonus or benefit"},
		{"An annual budget of $150,000 for tools.", "$150,000", "named as a budget"},
		{"£43,000\nper year - estimated", "£43,000", "an estimate"},
		{"Base $100k, OTE $180k", "OTE $180k", "on-target or total pay beside base pay"},
		{"Salary $120,000. Salary $120,000.", "$120,000", "said before"},
		{"$120,000 salary; salary $110,000 - $120,000", "$120,000", "an end of a range that is stated"},
		{"Writers are paid $35 per page.", "$35", "a price for something else than time"},
	} {
		_, rejected := pay.Explain(c.text, pay.Hint{Country: "US"})
		found := false
		for _, r := range rejected {
			found = found || strings.Contains(c.quote, strings.SplitN(r.Quote, "\n", 2)[0]) && r.Reason == c.reason
		}
		if !found {
			t.Errorf("%q: rejected %+v, want %q: %s", c.text, rejected, c.quote, c.reason)
		}
	}
}

// Attributes ride along with the amounts.
func TestAttributes(t *testing.T) {
	for _, c := range []struct{ text, kind, tax, contract string }{
		{"Salary: 20 000 - 24 000 zł netto + VAT (B2B)", "base", "net", "b2b"},
		{"Salary: 15 000 - 19 000 zł brutto (UoP)", "base", "gross", "permanent"},
		{"Jahreszielgehalt 90.000 € brutto", "ote", "gross", ""},
		{"Total compensation: $250k - $300k", "total", "", ""},
		{"On-target earnings: $140,000", "ote", "", ""},
		{"€3,200 net per month", "base", "net", ""},
	} {
		got := pay.Parse(c.text, pay.Hint{})
		if len(got) != 1 || got[0].Kind != c.kind || got[0].Tax != c.tax || got[0].Contract != c.contract {
			t.Errorf("%q: got %s, want %s %s %s", c.text, show(got), c.kind, c.tax, c.contract)
		}
	}
}

// The dollar is that of the text, else of the country, else American.
func TestDollar(t *testing.T) {
	for _, c := range []struct{ text, country, want string }{
		{"Salary: $90,000", "", "USD"},
		{"Salary: $90,000", "AU", "AUD"},
		{"Salary: $90,000 USD", "AU", "USD"},
		{"Salary: $90,000 CAD", "US", "CAD"},
		{"Salary: CA$90,000", "", "CAD"},
		{"Salary: $90,000", "PL", "USD"},
		{"Salary: $4,000 a month", "AR", "USD"},
		{"Sueldo: $40,000 al mes", "MX", "MXN"},
		{"Salary: US$90,000", "SG", "USD"},
	} {
		got := pay.Parse(c.text, pay.Hint{Country: c.country})
		if len(got) != 1 || got[0].Currency != c.want {
			t.Errorf("%q in %q: got %s, want %s", c.text, c.country, show(got), c.want)
		}
	}
}
