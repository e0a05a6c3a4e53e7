package dedupe

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTitle(t *testing.T) {
	tests := map[string]string{
		"Backend Engineer":                              "backend engineer",
		"Backend Engineer (m/w/d)":                      "backend engineer",
		"Backend Engineer m/f/x":                        "backend engineer",
		"Backend Engineer (all genders)":                "backend engineer",
		"Développeur Back-end (H/F)":                    "developpeur backend",
		"Backend Engineer (Remote)":                     "backend engineer",
		"Backend Engineer - Remote, US":                 "backend engineer",
		"Backend Engineer [Berlin or Munich]":           "backend engineer",
		"Backend Engineer | London, UK":                 "backend engineer",
		"Backend Engineer, Dublin":                      "backend engineer",
		"Backend Engineer - Berlin - (m/w/d)":           "backend engineer",
		"Backend Engineer (REQ-12345)":                  "backend engineer",
		"Backend Engineer #4711":                        "backend engineer",
		"Backend Engineer - JR0012345":                  "backend engineer",
		"Backend Engineer (up to £60k)":                 "backend engineer",
		"Backend Engineer - $120,000 - $150,000/year":   "backend engineer",
		"Nurse $1,500 Sign On Bonus":                    "nurse",
		"Copy 2 of Backend Engineer":                    "backend engineer",
		"Otter Hiring Weaver of Silk":                   "weaver of silk",
		"Hiring Manager":                                "hiring manager",
		"Backend Engineer (C2C)":                        "backend engineer",
		"URGENT: Backend Engineer":                      "backend engineer",
		"Backend Engineer II":                           "backend engineer ii",
		"Backend Engineer (Billing)":                    "backend engineer billing",
		"Backend Engineer - Mobile":                     "backend engineer mobile",
		"Account Manager (French speaking)":             "account manager french speaking",
		"Product Manager, Ledger":                       "product manager ledger",
		"C++ / C# Developer":                            "c++ c# developer",
		"Remote":                                        "remote",
		"(m/w/d)":                                       "m w d",
		"":                                              "",
		"Engineer 3":                                    "engineer iii",
		"Sr. Back-End Engineer & Architect":             "senior backend engineer architect",
		"Full Stack Entwickler:in":                      "fullstack entwickler",
		"Front-End":                                     "frontend",
		"BACKEND   ENGINEER":                            "backend engineer",
		"Senior Backend Engineer (m/w/d) (100% remote)": "senior backend engineer",
	}
	for title, want := range tests {
		if got := Title(title); got != want {
			t.Errorf("Title(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestWithoutEmployer(t *testing.T) {
	for _, tt := range []struct{ title, company, want string }{
		{"Otter is hiring a Weaver", "Otter", "Weaver"},
		{"Otter Mills hiring Weaver in Leeds", "Otter Mills", "Weaver in Leeds"},
		{"Otter: Weaver", "otter", "Weaver"},
		{"Weaver at Otter", "Otter", "Weaver"},
		{"Weaver | Otter", "Otter", "Weaver"},
		{"Otter Keeper", "Otter", "Otter Keeper"},
		{"Head of Otter", "Otter", "Head of Otter"},
		{"Otter", "Otter", "Otter"},
		{"Otter hiring", "Otter", "Otter hiring"},
		{"Weaver", "", "Weaver"},
	} {
		if got := withoutEmployer(tt.title, tt.company); got != tt.want {
			t.Errorf("%q of %q: %q, want %q", tt.title, tt.company, got, tt.want)
		}
	}
}

func FuzzTitle(f *testing.F) {
	for _, s := range []string{"Backend Engineer (m/w/d)", "A - B - C", "((", "#1 - REQ 12", "東京 | エンジニア"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := Title(s)
		if k == "" && len(split(s)) > 0 {
			t.Errorf("Title(%q) is empty", s)
		}
		if again := Title("  " + s + " "); again != k {
			t.Errorf("Title(%q) = %q, with spaces round it %q", s, k, again)
		}
	})
}

// Hashes are sorted as by comparing them, however they repeat and wherever they lie.
func TestSortedInto(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hashes := rapid.SliceOf(rapid.OneOf(rapid.Uint32(), rapid.Uint32Range(0, 9), rapid.Uint32Min(1<<32-9))).Draw(t, "hashes")
		want := slices.Clone(hashes)
		slices.Sort(want)
		want = slices.Compact(want)
		if got := sortedInto(make([]uint32, 0, len(hashes)), hashes); !slices.Equal(got, want) {
			t.Fatalf("sorted %v into %v", hashes, got)
		}
	})
}
