package normalise

import (
	"testing"

	"backpay/scraper"
)

// A field without a kind is on-target pay where the text says so of the same
// amounts; a field that the text doesn't speak of stays base pay.
func TestOnTargetInText(t *testing.T) {
	for text, want := range map[string]string{
		"OTE: $168,000 - $231,000 a year.":                             "ote",
		"We pay on-target earnings of $168,000 - $231,000.":            "ote",
		"The base salary is $168,000 - $231,000, with OTE above it.":   "base",
		"The OTE of the sales team is $300,000 - $400,000, not yours.": "base",
		"": "base",
	} {
		p := Advert(scraper.Posting{
			Title: "Engineer", Country: "US", Description: text,
			Pay: []scraper.Pay{{Min: 168000, Max: 231000, Currency: "USD", Period: "year", Origin: scraper.Structured}},
		})
		if len(p.Pay) != 1 || p.Pay[0].Kind != want {
			t.Errorf("%q: got %+v, want one range of kind %s", text, p.Pay, want)
		}
	}
}

// The currency of a column goes before that of the place where a text names none,
// and after the one that a text names.
func TestCurrencyBesideText(t *testing.T) {
	for text, want := range map[string]string{
		"75k–110k/ano":   "USD",
		"R$75k–110k/ano": "BRL",
	} {
		p := Advert(scraper.Posting{
			Title: "Tecelão", Country: "BR",
			Pay: []scraper.Pay{{Text: text, Currency: "USD", Origin: scraper.Field}},
		})
		if len(p.Pay) != 1 || p.Pay[0].Currency != want || p.Pay[0].Max != 110000 {
			t.Errorf("%q: got %+v, want 110000 %s", text, p.Pay, want)
		}
	}
}

// Quotes count characters, so that SQLite's substr cuts them out.
func TestQuotesCountCharacters(t *testing.T) {
	const text = "Vergütung – für dich: 60.000 € im Jahr. Du kennst PostgreSQL."
	p := Advert(scraper.Posting{Title: "Entwickler", Country: "DE", Description: text})
	if len(p.Pay) != 1 || len(p.Skills) != 1 {
		t.Fatalf("got %+v and %+v, want one range and one skill", p.Pay, p.Skills)
	}
	y, s := p.Pay[0], p.Skills[0]
	if got := string([]rune(text)[y.QuoteStart:y.QuoteEnd]); got != y.Quote {
		t.Errorf("pay at %d to %d is %q, want %q", y.QuoteStart, y.QuoteEnd, got, y.Quote)
	}
	if got := string([]rune(text)[s.QuoteStart:s.QuoteEnd]); got != "PostgreSQL" {
		t.Errorf("skill at %d to %d is %q", s.QuoteStart, s.QuoteEnd, got)
	}
	if s.Kind != "technical" {
		t.Errorf("kind %q, want technical", s.Kind)
	}
}
