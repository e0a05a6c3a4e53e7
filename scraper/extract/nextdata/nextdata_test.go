package nextdata

import (
	"errors"
	"testing"

	"backpay/scraper"
)

func TestNextData(t *testing.T) {
	type state struct {
		Props struct {
			N int `json:"n"`
		} `json:"props"`
	}
	s, err := Read[state]([]byte(`<script>1</script><script type="application/json" id="__NEXT_DATA__">{"props":{"n":7,"x":[]}}</script>`))
	if err != nil || s.Props.N != 7 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, bad := range []string{
		"", "<p>__NEXT_DATA__</p>", `<script id="__NEXT_DATA__"></script>`, `<script id="__NEXT_DATA__">{"props":{"n":7`,
	} {
		if s, err := Read[state]([]byte(bad)); !errors.Is(err, scraper.ErrDrift) || s.Props.N != 0 {
			t.Errorf("%q: %+v, %v", bad, s, err)
		}
	}
	if _, err := Read[state]([]byte("<html><title>Just a moment...</title>")); !errors.Is(err, scraper.ErrBlocked) {
		t.Error(err)
	}
}
