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

// text is an advert long enough to identify an opening.
const text = `We build ledgers for lighthouses. You will design services that count every
beam, run them in production, and teach the keepers to trust them.
You know one server language well, you write tests before you are asked to,
and you enjoy explaining hard things in plain words to people who pay for them.`

func TestJob(t *testing.T) {
	base := Job("Backend Engineer", text, "1")
	same := map[string][2]string{
		"case":        {"BACKEND ENGINEER", strings.ToUpper(text)},
		"space":       {"Backend  Engineer", strings.ReplaceAll(text, " ", "\n  ")},
		"punctuation": {"Backend Engineer!", strings.ReplaceAll(text, ".", " –")},
		"place":       {"Backend Engineer (Berlin)", "Berlin, Germany\nLocation: Berlin or remote\n" + text},
		"requisition": {"Backend Engineer (REQ-4711)", text + "\nR0012345"},
	}
	for name, s := range same {
		if got := Job(s[0], s[1], "2"); got != base {
			t.Errorf("%s: another key", name)
		}
	}
	other := map[string][2]string{
		"title":     {"Frontend Engineer", text},
		"level":     {"Backend Engineer II", text},
		"text":      {"Backend Engineer", strings.Replace(text, "lighthouses", "harbours", 1)},
		"short":     {"Backend Engineer", "We build ledgers for lighthouses."},
		"empty":     {"Backend Engineer", ""},
		"pay alone": {"Backend Engineer", strings.Repeat("120,000 - 150,000 ", 40)},
	}
	for name, s := range other {
		if got := Job(s[0], s[1], "2"); got == base {
			t.Errorf("%s: the same key", name)
		}
	}
	if Job("Backend Engineer", "", "1") == Job("Backend Engineer", "", "2") {
		t.Error("two adverts without text have one key")
	}
	if Job("Backend Engineer", "", "1") != Job("Backend Engineer", " ", "1") {
		t.Error("one advert without text has two keys")
	}
}

// White space and case never tell openings apart; a word does.
func TestJobProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// No town is called like these words.
		w := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,6}qx`), minWords, 2*minWords).Draw(t, "words")
		title := rapid.StringMatching(`[A-Za-z ]{0,20}`).Draw(t, "title")
		var b strings.Builder
		for _, s := range w {
			if rapid.Bool().Draw(t, "capital") {
				s = strings.ToUpper(s)
			}
			b.WriteString(s + rapid.SampledFrom([]string{" ", "\n", "\t ", ", ", " - "}).Draw(t, "space"))
		}
		plain := strings.Join(w, " ")
		if Job(title, b.String(), "1") != Job(title, plain, "2") {
			t.Fatalf("keys of %q and %q differ", b.String(), plain)
		}
		w[rapid.IntRange(0, len(w)-1).Draw(t, "at")] += "z"
		if Job(title, plain, "1") == Job(title, strings.Join(w, " "), "1") {
			t.Fatalf("a changed word does not show: %q", plain)
		}
	})
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

func BenchmarkJob(b *testing.B) {
	long := strings.Repeat(text+"\n", 12)
	for b.Loop() {
		Job("Senior Backend Engineer (m/w/d) - Berlin", long, "1")
	}
}
