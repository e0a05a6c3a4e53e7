package indeed

import (
	"testing"

	"backpay/scraper/sourcetest"
)

func TestPrivate(t *testing.T) { sourcetest.Private(t, "Petra Beispiel", "petra@mail.example") }
