// Package drift words what is wrong with a page that is not of the form wanted:
// a challenge, a page that is cut off, or another page.
package drift

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/webpage"
)

// New returns the error for a page that is not of the form wanted, with
// what was seen instead: scraper.ErrBlocked when the page is a challenge or a
// refusal, else scraper.ErrDrift.
func New(body []byte, want string) error {
	if why := Blocked(body); why != "" {
		return fmt.Errorf("%w: %s", scraper.ErrBlocked, why)
	}
	return fmt.Errorf("%w: want %s, got %s", scraper.ErrDrift, want, Describe(body))
}

// Describe says in a few words what a page is.
func Describe(body []byte) string {
	b := bytes.TrimSpace(body)
	switch {
	case len(b) == 0:
		return "an empty page"
	case b[0] == '{':
		var top map[string]json.RawMessage
		if json.Unmarshal(b, &top) != nil {
			return "broken JSON that begins " + htmltext.Shorten(string(b))
		}
		return "a JSON object with the keys " + htmltext.Shorten(strings.Join(slices.Sorted(maps.Keys(top)), ", "))
	case b[0] == '[':
		return "JSON that begins " + htmltext.Shorten(string(b))
	case b[0] == '<':
		if t := webpage.Title(b); t != "" {
			return fmt.Sprintf("the page %q", htmltext.Shorten(t))
		}
		return "markup that begins " + htmltext.Shorten(string(b))
	}
	return "text that begins " + htmltext.Shorten(string(b))
}
