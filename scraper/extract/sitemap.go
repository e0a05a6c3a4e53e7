package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// maxSitemap is the most that a sitemap may unpack to
// (https://www.sitemaps.org/protocol.html#index: 50 MB).
const maxSitemap = 50 << 20

// Sitemap is a sitemap, or an index of sitemaps.
type Sitemap struct {
	Index   bool
	Entries []SitemapEntry
}

// SitemapEntry is one address of a sitemap. LastMod is zero when unknown.
type SitemapEntry struct {
	URL     string
	LastMod time.Time
}

// ReadSitemap reads a sitemap or a sitemap index, gzipped or not. The error is
// scraper.ErrDrift when body is neither.
func ReadSitemap(body []byte) (Sitemap, error) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		var err error
		if body, err = gunzip(body); err != nil {
			return Sitemap{}, fmt.Errorf("%w (%v)", Drift(nil, "a gzipped sitemap"), err)
		}
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	// The body is UTF-8 by now, whatever its declaration says.
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var s Sitemap
	root := false
	for {
		tok, err := dec.Token()
		if err == io.EOF && root {
			return s, nil
		}
		if err != nil {
			return Sitemap{}, fmt.Errorf("%w (%v)", Drift(body, "a sitemap"), err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case !root && (name == "urlset" || name == "sitemapindex"):
			root, s.Index = true, name == "sitemapindex"
		case !root:
			return Sitemap{}, Drift(body, "a sitemap")
		case name == "url" || name == "sitemap":
			var e struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
			}
			if err := dec.DecodeElement(&e, &start); err != nil {
				return Sitemap{}, fmt.Errorf("%w (%v)", Drift(body, "a sitemap"), err)
			}
			if u := webAddress(strings.TrimSpace(e.Loc)); u != "" {
				lastmod, _ := Date(e.LastMod) // optional, and often wrong
				s.Entries = append(s.Entries, SitemapEntry{u, lastmod})
			}
		}
	}
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
