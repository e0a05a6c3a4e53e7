// Package xmllist reads XML that holds a list, one element at a time.
package xmllist

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
)

// Root returns the name of the page's root element, without its namespace,
// or "" when the page does not begin as XML. It is what sources recognise a
// saved feed by.
func Root(body []byte) string {
	root, err := xmlRoot(Decoder(body))
	if err != nil {
		return ""
	}
	return root
}

// Array reads the elements of that name which stand right inside the
// page's root element, one at a time. It is jsonlist.Array for XML: it hands each
// element and its path ("position[3]") to add, an element that add refuses is
// a problem of its own, and the error is scraper.ErrDrift, or
// scraper.ErrBlocked, when the root is another, when the page is cut off or
// no XML, or when not one of the elements could be read.
//
// Entities of HTML count, and tags that are not closed are forgiven, as feeds
// made by hand have them. No entity that the page itself declares is.
func Array[T any](body []byte, root, element string, add func(path string, v T) error) (problems []error, err error) {
	want := fmt.Sprintf("XML with the root %q", root)
	dec := Decoder(body)
	found, err := xmlRoot(dec)
	if err != nil || found != root {
		return nil, drift.New(body, want)
	}
	n := 0
	for start, err := range elements(dec, element) {
		if err != nil {
			return nil, drift.New(body, fmt.Sprintf("%s (%v)", want, err))
		}
		path := fmt.Sprintf("%s[%d]", element, n)
		n++
		var v T
		err = dec.DecodeElement(&v, start)
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, drift.New(body, fmt.Sprintf("%s (%s: %v)", want, path, err))
		}
		if err == nil {
			err = add(path, v)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", path, err))
		}
	}
	if n > 0 && len(problems) == n {
		return nil, fmt.Errorf(
			"%w: none of %d elements could be read, the first: %w",
			scraper.ErrDrift,
			n,
			problems[0],
		)
	}
	return problems, nil
}

// looked is how many elements Any looks at: a list may be of hundreds of megabytes.
const looked = 20

// Any reports whether one of the first elements of that name, right inside the
// page's root element, is such as is asks for. Sources know their feeds by it.
func Any[T any](body []byte, root, element string, is func(v T) bool) bool {
	dec := Decoder(body)
	if found, err := xmlRoot(dec); err != nil || found != root {
		return false
	}
	n := 0
	for start, err := range elements(dec, element) {
		var v T
		if err != nil || n == looked {
			return false
		}
		if n++; dec.DecodeElement(&v, start) == nil && is(v) {
			return true
		}
	}
	return false
}

// elements yields the start of each element of that name right inside the element that
// dec is in, which the caller decodes before it asks for the next. An error is the last.
func elements(dec *xml.Decoder, name string) iter.Seq2[*xml.StartElement, error] {
	return func(yield func(*xml.StartElement, error) bool) {
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				return
			}
			start, ok := tok.(xml.StartElement)
			switch {
			case err != nil:
			case !ok:
				continue
			case start.Name.Local == name:
				if !yield(&start, nil) {
					return
				}
				continue
			default:
				err = dec.Skip()
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

func Decoder(body []byte) *xml.Decoder {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	// The body is UTF-8 by now, whatever its declaration says.
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return dec
}

// xmlRoot reads up to the first element.
func xmlRoot(dec *xml.Decoder) (string, error) {
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			return t.Name.Local, nil
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return "", errors.New("text before the first element")
			}
		}
	}
}
