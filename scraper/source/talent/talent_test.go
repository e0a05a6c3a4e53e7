package talent

import (
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

func TestPrivate(t *testing.T) { sourcetest.Private(t, "Petra Beispiel", "petra@mail.example") }

// TestTerms: nothing is fetched before the user says to have read the terms.
func TestTerms(t *testing.T) {
	reqs, err := Source{}.Start(&Settings{Terms: scraper.Terms{Pages: []string{"https://" + hosts[0] + "/x"}}})
	if err == nil || !strings.Contains(err.Error(), "terms_read") || len(reqs) > 0 {
		t.Errorf("%v, %v", reqs, err)
	}
}
