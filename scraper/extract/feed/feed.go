// Package feed reads RSS and Atom feeds.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/mmcdole/gofeed"

	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/xmllist"
)

// maxXMLDepth bounds how deep elements may stand in elements of a feed. Those
// of job feeds are about five deep.
const maxXMLDepth = 100

// Read reads an RSS or Atom feed. The error is scraper.ErrDrift, or
// scraper.ErrBlocked, when body is no such feed or is cut off.
//
// Elements of a name that RSS doesn't know are in an item's Custom when they
// have no namespace, and in its Extensions otherwise.
func Read(body []byte) (*gofeed.Feed, error) {
	const want = "an RSS or Atom feed"
	body = undeclared(body)
	if err := wellFormed(body); err != nil {
		return nil, drift.New(body, fmt.Sprintf("%s (%v)", want, err))
	}
	if t := gofeed.DetectFeedType(bytes.NewReader(body)); t != gofeed.FeedTypeRSS && t != gofeed.FeedTypeAtom {
		return nil, drift.New(body, want)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, drift.New(body, fmt.Sprintf("%s (%v)", want, err))
	}
	return feed, nil
}

// undeclared drops the XML declaration, which may name the encoding that the
// page had before it was decoded.
func undeclared(body []byte) []byte {
	body = bytes.TrimSpace(body)
	if !bytes.HasPrefix(body, []byte("<?xml")) {
		return body
	}
	if end := bytes.Index(body, []byte("?>")); end > 0 {
		return bytes.TrimSpace(body[end+2:])
	}
	return body
}

// wellFormed tells what keeps body from being a whole XML document of bounded
// depth. It is asked first, as parsers that call themselves for each level
// would be led too deep.
func wellFormed(body []byte) error {
	dec := xmllist.Decoder(body)
	depth, elements := 0, 0
	for {
		tok, err := dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
			elements++
		case xml.EndElement:
			depth--
		}
		if depth > maxXMLDepth {
			return fmt.Errorf("elements stand more than %d deep", maxXMLDepth)
		}
	}
	switch {
	case elements == 0:
		return errors.New("it holds no element")
	case depth > 0:
		return errors.New("it is cut off")
	}
	return nil
}
