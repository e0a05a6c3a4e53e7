package oracle

import (
	"testing"

	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }
