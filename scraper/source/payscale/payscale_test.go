package payscale

import (
	"os"
	"strings"
	"testing"

	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

// TestPrivate: what a page says of its reader comes into no record.
func TestPrivate(t *testing.T) {
	input, err := os.ReadFile("testdata/page/input.html")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/page/want.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Petra Beispiel", "petra@mail.example", "198.51.100.7", "University of Kettles"} {
		if !strings.Contains(string(input), word) || strings.Contains(string(want), word) {
			t.Errorf("%q: is not in the page, or is in its records", word)
		}
	}
}
