package article

import "testing"

// What people are called, and the period behind an amount, are read in Spanish,
// Portuguese and Polish as in English.
func TestForeignNouns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Un programador gana MXN $31,000 mensuales.", "MXN $31,000"},
		{"Um desenvolvedor ganha 52.000 EUR brut.", "52.000 EUR"},
		{"Programista zarabia 16 000 zł miesięcznie.", "16 000 zł"},
	} {
		got, err := Check([]byte(c.text), Evidence{Role: "backend"})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Text != c.want || got[0].Role != "software" {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}
