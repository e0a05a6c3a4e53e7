// Package sitemap reads sitemaps and indexes of them.
package sitemap

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/weburl"
)

// maxSitemap is the most that a sitemap may unpack to
// (https://www.sitemaps.org/protocol.html#index: 50 MB).
const maxSitemap = 50 << 20

// Map is a sitemap, or an index of sitemaps.
type Map struct {
	Index   bool
	Entries []Entry
}

// Entry is one address of a sitemap. LastMod is zero when unknown.
type Entry struct {
	URL     string
	LastMod time.Time
}

// Read reads a sitemap, a text of addresses or a sitemap index, gzipped or not. The error is
// scraper.ErrDrift when body is neither.
func Read(body []byte) (Map, error) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		var err error
		if body, err = gunzip(body); err != nil {
			return Map{}, fmt.Errorf("%w (%v)", drift.New(nil, "a gzipped sitemap"), err)
		}
	}
	if text := bytes.TrimSpace(body); len(text) > 0 && text[0] != '<' {
		return lines(text)
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	// The body is UTF-8 by now, whatever its declaration says.
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var s Map
	root := false
	for {
		tok, err := dec.Token()
		if err == io.EOF && root {
			return s, nil
		}
		if err != nil {
			return Map{}, fmt.Errorf("%w (%v)", drift.New(body, "a sitemap"), err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case !root && (name == "urlset" || name == "sitemapindex"):
			root, s.Index = true, name == "sitemapindex"
		case !root:
			return Map{}, drift.New(body, "a sitemap")
		case name == "url" || name == "sitemap":
			var e struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
			}
			if err := dec.DecodeElement(&e, &start); err != nil {
				return Map{}, fmt.Errorf("%w (%v)", drift.New(body, "a sitemap"), err)
			}
			if u := weburl.Web(strings.TrimSpace(e.Loc)); u != "" {
				lastmod, _ := dates.Parse(e.LastMod) // optional, and often wrong
				s.Entries = append(s.Entries, Entry{u, lastmod})
			}
		}
	}
}

// lines reads a sitemap that is a text of addresses, one a line
// (https://www.sitemaps.org/protocol.html#otherformats).
func lines(text []byte) (s Map, err error) {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		u := weburl.Web(string(line))
		if u == "" && len(line) > 0 {
			return Map{}, drift.New(text, "a sitemap")
		}
		if u != "" {
			s.Entries = append(s.Entries, Entry{URL: u})
		}
	}
	return s, nil
}

func gunzip(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, maxSitemap+1))
	if err == nil && len(out) > maxSitemap {
		err = fmt.Errorf("it unpacks to more than %d bytes", maxSitemap)
	}
	return out, err
}
