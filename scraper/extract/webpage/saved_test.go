package webpage

import (
	"testing"

	"backpay/scraper"
)

func TestSaved(t *testing.T) {
	for name, c := range map[string]struct {
		page          scraper.Page
		body, address string
	}{
		"fetched": {scraper.Page{URL: "https://a.example/1", Body: []byte("<p>")}, "<p>", "https://a.example/1"},
		"saved": {
			scraper.Page{Body: []byte("<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/2 -->")},
			"<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/2 -->", "https://a.example/2",
		},
		"canonical": {
			scraper.Page{Body: []byte(`<link rel="canonical" href="https://a.example/3">`)},
			`<link rel="canonical" href="https://a.example/3">`, "https://a.example/3",
		},
		"source": {
			scraper.Page{Body: []byte(`<html><head><title>view-source:https://a.example/4</title></head><body id="viewsource"><pre>&lt;p&gt;</pre></body></html>`)},
			"<p>", "https://a.example/4",
		},
	} {
		if body, address := Saved(&c.page); string(body) != c.body || address != c.address {
			t.Errorf("%s: %q from %q", name, body, address)
		}
	}
}
