package ziprecruiter

import (
	"testing"

	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

func TestPrivate(t *testing.T) { sourcetest.Private(t, "Petra Beispiel", "petra@mail.example") }
