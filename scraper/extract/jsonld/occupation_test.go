package jsonld

import (
	"strings"
	"testing"

	"backpay/scraper"
)

func TestOccupation(t *testing.T) {
	nodes, problems := Read([]byte(`<script type="application/ld+json">{"@type":"Occupation","name":"Kettle Tester &amp; Filler",
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
