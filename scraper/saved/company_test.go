package saved

import (
	"testing"

	"backpay/scraper"
)

func TestCompanies(t *testing.T) {
	c := Companies{}
	c.Add("lever", []scraper.Request{{Board: "acme", URL: "https://api.example/acme", Company: "Acme Ltd"}})
	c.Add("jsonld", []scraper.Request{
		{Board: "jobs.example", URL: "https://jobs.example/a/", Company: "A"},
		{Board: "jobs.example", URL: "https://jobs.example/a/b/", Company: "B"},
		{Board: "other.example", URL: "https://other.example/", Company: ""},
	})
	for _, x := range []struct{ source, address, board, company, want string }{
		{"lever", "", "acme", "acme", "Acme Ltd"},
		{"lever", "", "acme", "Acme Labs", "Acme Labs"}, // the page's own
		{"ashby", "", "acme", "acme", "acme"},
		{"jsonld", "https://jobs.example/a/jobs/1", "jobs.example", "", "A"},
		{"jsonld", "https://jobs.example/a/b/jobs/1", "jobs.example", "jobs.example", "B"},
		{"jsonld", "https://jobs.example/c/1", "jobs.example", "", ""}, // nobody knows whose
		{"jsonld", "https://other.example/1", "other.example", "", ""},
	} {
		p := scraper.Posting{Board: x.board, Company: x.company}
		if c.Name(x.source, x.address, &p); p.Company != x.want {
			t.Errorf("%s %s: company %q, want %q", x.source, x.address, p.Company, x.want)
		}
	}
}
