package employer

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestKey(t *testing.T) {
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
			if got, want := Key(n), Key(names[0]); got != want {
				t.Errorf("Key(%q) = %q, want %q as for %q", n, got, want, names[0])
			}
		}
		if j, ok := keys[Key(names[0])]; ok {
			t.Errorf("%q and %q have one key", names[0], same[j][0])
		}
		keys[Key(names[0])] = i
	}
	for name, want := range map[string]string{"": "", " ": "", "---": "", "Co.": "co", "The": "the", "Limited Company": "limited", "(Stealth)": "stealth", "AG": "ag"} {
		if got := Key(name); got != want {
			t.Errorf("Key(%q) = %q, want %q", name, got, want)
		}
	}
}

// A key is made of what survives folding, so a key's key is itself.
func TestKeyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		k := Key(name)
		if strings.ContainsFunc(k, unicode.IsSpace) {
			t.Fatalf("Key(%q) = %q holds white space", name, k)
		}
		if up := Key(" " + name + "\t"); up != k {
			t.Fatalf("Key(%q) = %q, with white space round it %q", name, k, up)
		}
		if k == "" && strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			t.Fatalf("Key(%q) is empty", name)
		}
	})
}

func TestRelated(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"Alaska Airlines", "Alaska Air Cargo", true},
		{"State of Washington", "Washington State Department of Ecology", true},
		{"Heron Technologies", "Otter Technologies", false},
		{"Heron Foundation", "Otter Foundation", false},
		{"University of Heron", "Otter University", false},
		{"Heron", "Otter", false},
	} {
		if got := Related(Key(tt.a), Key(tt.b)); got != tt.want {
			t.Errorf("Related(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
