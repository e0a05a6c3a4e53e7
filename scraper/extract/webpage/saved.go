package webpage

import (
	"cmp"

	"backpay/scraper"
)

// Saved returns a page as its site sent it, and its address, "" when nothing
// tells it: a page whose source was shown and saved is recovered, and the
// address is the one it was fetched or saved from, else the one that it calls
// its own.
func Saved(page *scraper.Page) (body []byte, address string) {
	body = page.Body
	address = cmp.Or(page.URL, page.Request.URL, SavedFrom(body))
	if inner, from, ok := ViewSource(body); ok {
		body, address = inner, cmp.Or(from, address)
	}
	return body, cmp.Or(address, Canonical(body, address))
}
