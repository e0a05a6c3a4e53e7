package dedupe

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestEmployer(t *testing.T) {
	same := [][]string{
		{"Acme", "ACME", "acme, Inc.", "Acme Inc", "Acme Incorporated", "Acme LLC", "Acme, L.L.C.", "The Acme Company", "Acme (YC W22)", "Acme via Bolt Recruiting", "Acme™", "Acme Corp. Ltd."},
		{"Müller & Söhne GmbH", "Muller & Sohne", "MÜLLER & SÖHNE GmbH & Co. KG", "Müller & Söhne GmbH und Co. KG"},
		{"Vistula sp. z o.o.", "Vistula Sp. z o. o.", "Vistula", "Vistula SP Z OO"},
		{"Orinoco S.A.", "Orinoco SA", "Orinoco S. A.", "Orinoco, S.A. de C.V."},
		{"Polder B.V.", "Polder BV", "Polder N.V."},
		{"Kanga Pty Ltd", "Kanga Pty. Ltd.", "Kanga Pty Limited", "Kanga"},
		{"Open Ledger", "OpenLedger", "Open-Ledger"},
		{"株式会社サクラ", "サクラ株式会社", "サクラ"},
		{"Łódka", "Lodka"},
	}
	keys := map[string]int{}
	for i, names := range same {
		for _, n := range names {
			if got, want := Employer(n), Employer(names[0]); got != want {
				t.Errorf("Employer(%q) = %q, want %q as for %q", n, got, want, names[0])
			}
		}
		if j, ok := keys[Employer(names[0])]; ok {
			t.Errorf("%q and %q have one key", names[0], same[j][0])
		}
		keys[Employer(names[0])] = i
	}
	for name, want := range map[string]string{"": "", " ": "", "---": "", "Co.": "co", "The": "the", "Limited Company": "limited", "(Stealth)": "stealth", "AG": "ag"} {
		if got := Employer(name); got != want {
			t.Errorf("Employer(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	tests := map[string]string{
		"Backend Engineer":                              "backend engineer",
		"Backend Engineer (m/w/d)":                      "backend engineer",
		"Backend Engineer m/f/x":                        "backend engineer",
		"Backend Engineer (all genders)":                "backend engineer",
		"Développeur Back-end (H/F)":                    "developpeur back end",
		"Backend Engineer (Remote)":                     "backend engineer",
		"Backend Engineer - Remote, US":                 "backend engineer",
		"Backend Engineer [Berlin or Munich]":           "backend engineer",
		"Backend Engineer | London, UK":                 "backend engineer",
		"Backend Engineer, Dublin":                      "backend engineer",
		"Backend Engineer - Berlin - (m/w/d)":           "backend engineer",
		"Backend Engineer (REQ-12345)":                  "backend engineer",
		"Backend Engineer #4711":                        "backend engineer",
		"Backend Engineer - JR0012345":                  "backend engineer",
		"Backend Engineer II":                           "backend engineer ii",
		"Backend Engineer (Billing)":                    "backend engineer billing",
		"Backend Engineer - Mobile":                     "backend engineer mobile",
		"Account Manager (French speaking)":             "account manager french speaking",
		"Product Manager, Ledger":                       "product manager ledger",
		"C++ / C# Developer":                            "c++ c# developer",
		"Remote":                                        "remote",
		"(m/w/d)":                                       "m w d",
		"":                                              "",
		"Engineer 3":                                    "engineer 3",
		"BACKEND   ENGINEER":                            "backend engineer",
		"Senior Backend Engineer (m/w/d) (100% remote)": "senior backend engineer",
	}
	for title, want := range tests {
		if got := Title(title); got != want {
			t.Errorf("Title(%q) = %q, want %q", title, got, want)
		}
	}
}

// A key is made of what survives folding, so a key's key is itself.
func TestEmployerProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		k := Employer(name)
		if strings.ContainsFunc(k, unicode.IsSpace) {
			t.Fatalf("Employer(%q) = %q holds white space", name, k)
		}
		if up := Employer(" " + name + "\t"); up != k {
			t.Fatalf("Employer(%q) = %q, with white space round it %q", name, k, up)
		}
		if k == "" && strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			t.Fatalf("Employer(%q) is empty", name)
		}
	})
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
