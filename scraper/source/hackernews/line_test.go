package hackernews

import (
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
)

var testPosting = scraper.Posting{ID: "1"}

func TestReadHeading(t *testing.T) {
	for line, want := range map[string]heading{
		"Tern | Backend Engineer | Oslo, Norway | ONSITE | Full-time | $120k":                    {"Tern", "Backend Engineer", "Oslo, Norway", "onsite", "full-time"},
		"Tern (YC W21) | https://tern.example | Oslo | REMOTE (EU) | Staff Engineer (Go | Rust)": {"Tern", "Staff Engineer (Go | Rust)", "Oslo; REMOTE (EU)", "remote", ""},
		"Senior Python Developer | REMOTE | Contract":                                            {"", "Senior Python Developer", "", "remote", "contract"},
		"Tern - Hiring SREs - Remote":                                                            {"Tern", "SREs", "", "remote", ""},
		"Tern | Multiple roles | NYC or Remote | Full-time or part-time":                         {"Tern", "Multiple roles", "NYC or Remote", "remote", ""},
		"Tern | Smart Contract Engineer | Onsite/Hybrid | Lima | equity":                         {"Tern", "Smart Contract Engineer", "Lima", "hybrid", ""},
		"Tern | Remote or onsite | Designer (part-time)":                                         {"Tern", "Designer (part-time)", "", "", "part-time"},
		"Tern is hiring a Data Engineer on our Tides team.":                                      {"Tern", "Data Engineer", "", "", ""},
		"At Tern we're hiring!":                                                                  {"Tern", "", "", "", ""},
		"SEEKING FREELANCER | Tern | ML Engineer | Remote":                                       {"Tern", "ML Engineer", "", "remote", ""},
		"Tern – ferries that float | Interns | Bergen | VISA":                                    {"Tern", "", "Bergen", "", "internship"},
		"*Tern | Full-Stack Engineers | 100% REMOTE (Global) | 401k | React, Go, AWS | €60k*":    {"Tern", "Full-Stack Engineers", "100% REMOTE (Global)", "remote", ""},
		"Tern | Baking Engineer | Oslo, Norway | Onsite (temporarily remote)":                    {"Tern", "Baking Engineer", "Oslo, Norway", "onsite", ""},
		"Tern | Engineer | Oslo | ONSITE (REMOTE during the flood, ONSITE after)":                {"Tern", "Engineer", "Oslo", "onsite", ""},
		"Tern | Engineer | Oslo (remote until May) | Hybrid":                                     {"Tern", "Engineer", "Oslo", "hybrid", ""},
		"Tern | Engineer | Oslo | Remote for now":                                                {"Tern", "Engineer", "Oslo", "", ""},
		"Thank you all": {},
		"Tern | Engineer | Salary for this one is rather good but the Euro positions do not have them yet": {"Tern", "Engineer", "", "", ""},
	} {
		if got := readHeading(line); got != want {
			t.Errorf("%q:\n got %q\nwant %q", line, got, want)
		}
	}
}

// TestHeaded: a comment with a first line for each of its adverts is several
// postings, each with its own place and text; one that only speaks of its
// company again, or lists with bars, is not.
func TestHeaded(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // ID, title, place and the last line
	}{
		{
			"Tern | Deck Engineer | Oslo | Onsite | $90k\nBuild.\nTERN | Data Engineer | Bergen, Norway | Onsite | $80k\nCount.",
			[]string{"1-1|Deck Engineer|Oslo|Build.", "1-2|Data Engineer|Bergen, Norway|Count."},
		},
		{
			"Tern | Deck Engineer | Oslo | Onsite\nTern | ferries | tides\nHeron | Data Engineer | Bergen\nTern is hiring engineers.",
			[]string{"1|Deck Engineer|Oslo|Tern is hiring engineers."},
		},
	} {
		var got []string
		for _, p := range adverts(testPosting, c.text) {
			lines := strings.Split(p.Description, "\n")
			got = append(got, strings.Join([]string{p.ID, p.Title, p.Place, lines[len(lines)-1]}, "|"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestRoleLine(t *testing.T) {
	for line, want := range map[string]string{
		"- Senior Backend Engineer (Go): $150k":       "Senior Backend Engineer",
		"1. Head of Design — Oslo":                    "Head of Design",
		"• Product Manager, Platform":                 "Product Manager, Platform",
		"Staff Engineer, Payments | Oslo | $200k":     "Staff Engineer, Payments",
		"* Developer Advocate https://tern.example/1": "Developer Advocate",
		"- 5+ years as a developer":                   "",
		"- Engineers who love boats":                  "",
		"- strong engineer":                           "",
		"We are looking for a Backend Engineer":       "",
		"Engineer Ada built the first tide table.":    "",
		"- Work with our engineers":                   "",
		"":                                            "",
	} {
		if got, _, _ := roleLine(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
