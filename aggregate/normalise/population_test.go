package normalise_test

import (
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/normalise"
	"backpay/scraper"
)

func TestPopulation(t *testing.T) {
	for _, c := range []struct {
		title, employment string
		want              aggregate.Population
	}{
		{"Backend Engineer", "", aggregate.FullTime},
		{"Backend Engineer", "full-time", aggregate.FullTime},
		{"Backend Engineer", "Part-time", aggregate.PartTime},
		{"Backend Engineer", "full-time; part-time", aggregate.FullTime},
		{"Backend Engineer", "FULL_TIME, INTERN", aggregate.Intern},
		{"Backend Engineer", "fixed term", aggregate.Contract},
		{"Backend Engineer (Contract)", "", aggregate.Contract},
		{"Backend Engineer - 12 Month Contract", "full-time", aggregate.Contract},
		{"Contract Manager", "", aggregate.FullTime},
		{"Smart Contract Engineer", "", aggregate.FullTime},
		{"Software Engineer, Temporal", "", aggregate.FullTime},
		{"Software Engineer Intern, Payments", "", aggregate.Intern},
		{"Praktikum Softwareentwicklung", "", aggregate.Intern},
		{"Internal Tools Engineer", "", aggregate.FullTime},
		{"Werkstudent", "Teilzeit", aggregate.Intern},
		{"Part-time Backend Engineer", "", aggregate.PartTime},
		{"Teilzeit Softwareentwickler", "", aggregate.PartTime},
		{"Impart time tracking engineer", "", aggregate.FullTime},
		{"Acme | Full time, contractors, interns | Remote", "", aggregate.FullTime},
	} {
		p := normalise.Advert(scraper.Posting{Title: c.title, Employment: c.employment, Description: "This is a team of five. It is part-time fun."})
		if p.Population != c.want {
			t.Errorf("%q, %q: %s, want %s", c.title, c.employment, p.Population, c.want)
		}
	}
}

func TestPopulationOfText(t *testing.T) {
	for text, want := range map[string]aggregate.Population{
		"This is a part-time role of 20 hours a week.":       aggregate.PartTime,
		"This is a 6-month contract position with benefits.": aggregate.Contract,
		"This is an internship.":                             aggregate.FullTime, // no sentence of the kind
		"This is a contract management role.":                aggregate.Contract, // not told from a contract role
		"This is a full-time role; part-time is not offered": aggregate.FullTime,
		"This is a":                      aggregate.FullTime,
		"This is a remote, senior role.": aggregate.FullTime,
	} {
		if p := normalise.Advert(scraper.Posting{Title: "Backend Engineer", Description: text}); p.Population != want {
			t.Errorf("%q: %s, want %s", text, p.Population, want)
		}
		if p := normalise.Advert(scraper.Posting{Title: "Backend Engineer", Employment: "full-time", Description: text}); p.Population != aggregate.FullTime {
			t.Errorf("the field says full-time, the text %q: %s", text, p.Population)
		}
	}
}

func TestRangesBelongToPlaces(t *testing.T) {
	const three = "Denver, CO; New York, NY; Austin, TX"
	for name, c := range map[string]struct {
		place, text string
		want        [][]int // of each range
		elsewhere   []bool
	}{
		"named on the line": {
			three, "Pay in Denver: $140,000 - $170,000 a year.\nPay in New York City: $200,000 - $240,000 a year.\nPay in Austin: $150,000 - $180,000 a year.",
			[][]int{{0}, {1}, {2}},
			[]bool{false, false, false},
		},
		"one line, named before each": {
			three, "Base salary: Denver $140,000 - $170,000; New York $200,000 - $240,000; Austin $150,000 - $180,000 a year.",
			[][]int{{0}, {1}, {2}},
			[]bool{false, false, false},
		},
		"the narrowest name decides": {
			three, "New York: $200,000 - $240,000 a year\nAll other US locations: $140,000 - $170,000 a year",
			[][]int{{1}, {0, 2}},
			[]bool{false, false},
		},
		"a region": {
			three, "Colorado: $140,000 - $170,000 a year\nNew York and Texas: $200,000 - $240,000 a year",
			[][]int{{0}, {1, 2}},
			[]bool{false, false},
		},
		"for other places": {
			"Denver, CO", "San Francisco: $210,000 - $250,000 a year\nDenver: $140,000 - $170,000 a year",
			[][]int{nil, {0}},
			[]bool{true, false},
		},
		"zones without a place": {
			three, "Zone 1: $200,000 - $240,000 a year\nZone 2: $140,000 - $170,000 a year",
			[][]int{nil, nil},
			[]bool{false, false},
		},
		"a part of where it may be done": {
			"Remote - United States", "San Francisco: $210,000 - $250,000 a year\nDenver: $140,000 - $170,000 a year",
			[][]int{nil, nil},
			[]bool{false, false},
		},
	} {
		p := normalise.Advert(scraper.Posting{Title: "Backend Engineer", Place: c.place, Country: "US", Description: c.text})
		if len(p.Pay) != len(c.want) {
			t.Errorf("%s: %d ranges: %+v", name, len(p.Pay), p.Pay)
			continue
		}
		for i, y := range p.Pay {
			if !slices.Equal(y.Places, c.want[i]) || y.Elsewhere != c.elsewhere[i] {
				t.Errorf("%s: range %d is for %v (elsewhere %v), want %v, of %v", name, i, y.Places, y.Elsewhere, c.want[i], p.Places)
			}
		}
	}
}
