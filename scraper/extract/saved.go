package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

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

// OnSite tells whether an address is on one of the sites, each named by its
// registrable domain without the ending ("glassdoor" for glassdoor.co.uk), and
// its path begins with one of the prefixes.
func OnSite(address, site string, prefixes ...string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	found := false
	for i, label := range labels {
		// Behind the name stands an ending of one or two labels (com, co.uk).
		rest := len(labels) - i - 1
		found = found || label == site && (rest == 1 || rest == 2)
	}
	if !found {
		return false
	}
	for _, p := range prefixes {
		if strings.HasPrefix(u.Path, p) {
			return true
		}
	}
	return len(prefixes) == 0
}

// NextData reads the state that a page made with Next.js carries in the script
// element __NEXT_DATA__, of which T takes the parts that count
// (https://nextjs.org/docs/pages). The error is scraper.ErrDrift, or
// scraper.ErrBlocked, when the page has none or it is cut off.
func NextData[T any](body []byte) (T, error) {
	var v T
	script, ok := scriptText(body, "__NEXT_DATA__")
	if !ok {
		return v, Drift(body, "a page with its data (script __NEXT_DATA__)")
	}
	if err := json.Unmarshal(script, &v); err != nil {
		var zero T
		return zero, Drift(body, fmt.Sprintf("a page with its data (script __NEXT_DATA__: %v)", mistyped(err)))
	}
	return v, nil
}

// HasNextData tells whether a page carries the state that NextData reads.
func HasNextData(body []byte) bool {
	_, ok := scriptText(body, "__NEXT_DATA__")
	return ok
}

// scriptText returns the text of the script element with that id.
func scriptText(body []byte, id string) ([]byte, bool) {
	if !bytes.Contains(body, []byte(id)) {
		return nil, false
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil, false
		case html.StartTagToken:
			name, more := z.TagName()
			if !more || string(name) != "script" || attributes(z, more)["id"] != id {
				continue
			}
			if z.Next() == html.TextToken {
				return bytes.Clone(z.Raw()), true
			}
			return nil, false
		}
	}
}

// CheckEnd refuses a page of HTML that is cut off: what it says last may be
// half of it ("$52" of "$52,300"), which matters to sources that read amounts
// from text. The error is scraper.ErrDrift.
func CheckEnd(body []byte) error {
	if CutOff(body) {
		return Drift(body, "a page with its end (</html>); it is cut off")
	}
	return nil
}

// NextPage makes a page that Saved and NextData read, of what was read of
// another: its address, its title and its main heading, and the state. It is
// what is kept of a page that says more of its reader.
func NextPage(body []byte, address string, state any) ([]byte, error) {
	data, err := json.Marshal(state) // which escapes "<", so that no script ends early
	if err != nil {
		return nil, fmt.Errorf("script __NEXT_DATA__: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html><head><title>%s</title><link rel=\"canonical\" href=\"%s\"></head>\n<body><h1>%s</h1>\n<script id=\"__NEXT_DATA__\" type=\"application/json\">",
		html.EscapeString(Title(body)), html.EscapeString(address), html.EscapeString(heading(body)))
	b.Write(data)
	b.WriteString("</script></body></html>\n")
	return b.Bytes(), nil
}
