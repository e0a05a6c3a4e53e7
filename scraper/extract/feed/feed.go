// Package feed reads RSS and Atom feeds.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/mmcdole/gofeed"

	"backpay/scraper"
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

// Each hands each item of a feed and its path ("item[3]") to add, as jsonlist.Array
// does: an item that add refuses is a problem of its own, and where all are refused
// the error is scraper.ErrDrift.
func Each(f *gofeed.Feed, add func(path string, item *gofeed.Item) error) (problems []error, err error) {
	for i, item := range f.Items {
		path := fmt.Sprintf("item[%d]", i)
		if err := add(path, item); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", path, err))
		}
	}
	if n := len(problems); n > 0 && n == len(f.Items) {
		return nil, fmt.Errorf("%w: none of %d items could be read, the first: %w", scraper.ErrDrift, n, problems[0])
	}
	return problems, nil
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
