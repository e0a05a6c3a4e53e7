package payscale

import (
	"testing"

	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

func TestPrivate(t *testing.T) {
	sourcetest.Private(t, "Petra Beispiel", "petra@mail.example", "198.51.100.7", "University of Kettles")
}

func TestReduced(t *testing.T) {
	sourcetest.Reduced(t, Source{}, []string{"page", "hourly"}, "Petra", "mail.example", "198.51.100.7", "University")
}
