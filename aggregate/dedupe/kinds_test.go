package dedupe_test

import (
	"strings"
	"testing"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper"
)

// body is the text of an advert.
const body = `We are looking for an engineer who will design and run the services behind our claims platform. You will work with product managers and designers to plan the next two releases, write code in Go and SQL, review the code of your peers and mentor two juniors.
The platform handles four million claims a year and is being moved from a data centre to a cloud. You will take part in that move, measure it, and write down what was learned. You will be on call one week in six.
You bring five years of work with distributed systems, a habit of testing what you write, and the patience to explain it. Knowledge of insurance is welcome and not required. You speak and write English well.
We offer a pension, thirty days of leave, a budget for learning, and flexible hours. The office has a garden and a canteen. We meet twice a week there and work from home otherwise. Interviews take place by video in three rounds: a talk with the lead, an exercise with two engineers, and a last one with the director of the department. We answer within two weeks of every round and give reasons when we decline an application.`

// TestKinds matches pairs of adverts as they are normalised, of the kinds in which one
// opening shows itself twice and of those that only look like it. Of two employers that
// each name themselves in one template no evidence separates a merged firm from a franchise, so
// they stay apart.
func TestKinds(t *testing.T) {
	advert := func(company, title, place, text string) scraper.Posting {
		return scraper.Posting{
			Company: company, Title: title, Place: place, Description: text, PostedAt: time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC),
		}
	}
	const title = "Senior Backend Engineer"
	named := func(company string) scraper.Posting { return advert(company, title, "Leeds, UK", body) }
	titled := func(title string) scraper.Posting { return advert("Otter", title, "Leeds, UK", body) }
	placed := func(company, place string) scraper.Posting { return advert(company, title, place, body) }
	said := func(company, text string) scraper.Posting { return advert(company, title, "Leeds, UK", text) }
	for _, tt := range []struct {
		name string
		a, b scraper.Posting
		same bool
	}{
		{"a recruiter's two names", named("Harbour Specialist Recruitment Limited"), named("Harbour Technology"), true},
		{
			"a recruiter's preface", said("Harbour Recruitment", "My client is an insurer with a fine culture. "+body),
			said("Pier Technology", body+" Call us in confidence to learn more about this role today."), true,
		},
		{"a longer name", named("QRS Talent x Process"), named("QRS"), true},
		{"a country behind the name", named("Lime Page"), named("Lime Page Scotland"), true},
		{"an acronym", named("NIHX"), named("National Institute of Health Exchange"), true},
		{"a department", named("Hydra Group"), named("Hydra Group Digital & Information"), true},
		{
			"each names itself", said("Phoenix Mutual", "Phoenix Mutual is an insurer. "+body),
			said("Standard Assurance plc", "Standard Assurance is an insurer. "+body), false,
		},
		{"a district", placed("Otter", "Farringdon, Central London"), placed("Heron", "London, UK"), true},
		{"another district", placed("Otter", "Hyde Park, Leeds"), placed("Heron", "Leeds"), true},
		{"remote in a region", placed("Otter", "Berlin, Germany"), placed("Heron", "Remote, EMEA"), true},
		{"another town", placed("Otter", "Berlin, Germany"), placed("Heron", "Leeds"), false},
		{"a teaser at another employer's", said("Otter", body), said("Heron", body[:499]), true},
		{"two wordings", titled("Staff Software Engineer, Product (Quito)"), titled("Staff Product Engineer (Quito)"), true},
		{"levels spelled otherwise", titled("Sr. Back-End Engineer"), titled(title), true},
		{"a numeral", titled("Backend Engineer 2"), titled("Backend Engineer II"), true},
		{"another numeral", titled("Backend Engineer 2"), titled("Backend Engineer III"), false},
		{"words in another order", titled("Backend Engineer - Senior"), titled(title), true},
		{"for both sexes", titled("Senior Backend Entwickler:in (all genders)"), titled("Senior Backend Engineer (m/w/d)"), true},
		{"a requisition number", titled(title + " - R-12345"), titled(title), true},
		{"pay in the title", titled(title + " - up to £80k"), titled(title), true},
		{"another contract", titled(title + " - 6 month contract"), titled(title), false},
		{"another level", titled("Backend Engineer"), titled(title), false},
		{"other regions", titled("Consultant - Scaled Services (AUNZ)"), titled("Consultant - Scaled Services (SEA)"), false},
		{
			"another team in the same words", advert("Otter", "Software Engineer, Payments", "Leeds", strings.ReplaceAll(body, "claims", "payments")),
			advert("Otter", "Software Engineer, Ledger", "Leeds", strings.ReplaceAll(body, "claims", "ledger")), false,
		},
	} {
		var s shelf
		for i, p := range []scraper.Posting{tt.a, tt.b} {
			s.put(normalise.Posting(aggregate.Said{ID: int64(i + 1), Source: "hutch", Posting: p}).Print)
		}
		if _, err := s.match(dedupe.Rulings{}, false); err != nil {
			t.Fatal(err)
		}
		if same := s.job(1).Job == s.job(2).Job; same != tt.same {
			t.Errorf("%s: one job: %v, want %v", tt.name, same, tt.same)
		}
	}
}
