// Package nextdata reads the state that pages made with Next.js carry.
package nextdata

import (
	"bytes"
	"encoding/json"
	"fmt"

	"golang.org/x/net/html"

	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/webpage"
)

// Read reads the state that a page made with Next.js carries in the script
// element __NEXT_DATA__, of which T takes the parts that count
// (https://nextjs.org/docs/pages). The error is scraper.ErrDrift, or
// scraper.ErrBlocked, when the page has none or it is cut off.
func Read[T any](body []byte) (T, error) {
	var v T
	script, ok := scriptText(body, "__NEXT_DATA__")
	if !ok {
		return v, drift.New(body, "a page with its data (script __NEXT_DATA__)")
	}
	if err := json.Unmarshal(script, &v); err != nil {
		var zero T
		return zero, drift.New(body, fmt.Sprintf("a page with its data (script __NEXT_DATA__: %v)", err))
	}
	return v, nil
}

// Has reports whether a page carries the state that Read reads.
func Has(body []byte) bool {
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
			if !more || string(name) != "script" || webpage.Attributes(z, more)["id"] != id {
				continue
			}
			if z.Next() == html.TextToken {
				return bytes.Clone(z.Raw()), true
			}
			return nil, false
		}
	}
}

// Page makes a page that webpage.Saved and Read read, of what was read of
// another: its address, its title and its main heading, and the state. It is
// what is kept of a page that says more of its reader.
func Page(body []byte, address string, state any) ([]byte, error) {
	data, err := json.Marshal(state) // which escapes "<", so that no script ends early
	if err != nil {
		return nil, fmt.Errorf("script __NEXT_DATA__: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(
		&b,
		"<!DOCTYPE html>\n<html><head><title>%s</title><link rel=\"canonical\" "+
			"href=\"%s\"></head>\n<body><h1>%s</h1>\n<script id=\"__NEXT_DATA__\" type=\"application/json\">",
		html.EscapeString(webpage.Title(body)),
		html.EscapeString(address),
		html.EscapeString(webpage.Heading(body)),
	)
	b.Write(data)
	b.WriteString("</script></body></html>\n")
	return b.Bytes(), nil
}
