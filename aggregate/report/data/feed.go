package data

import (
	"encoding/xml"
	"io"
	"time"
)

// Entry is one edition in a feed.
type Entry struct {
	ID, Title, Summary string
	// URL is where it is read; "" where that isn't known.
	URL string
	At  time.Time
}

// Feed writes an Atom feed (RFC 4287) of entries, the newest first. Its name is
// an address that never changes.
func Feed(w io.Writer, name, title, site string, entries []Entry) error {
	type link struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr,omitempty"`
	}
	type entry struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Links   []link `xml:"link"`
		Summary string `xml:"summary"`
	}
	feed := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []entry  `xml:"entry"`
	}{ID: name, Title: title, Author: "backpay"}
	if site != "" {
		feed.Links = []link{{Href: site}, {Href: site + "feed.atom", Rel: "self"}}
	}
	for _, e := range entries {
		at := e.At.UTC().Format(time.RFC3339)
		feed.Updated = max(feed.Updated, at)
		x := entry{ID: e.ID, Title: e.Title, Updated: at, Summary: e.Summary}
		if e.URL != "" {
			x.Links = []link{{Href: e.URL}}
		}
		feed.Entries = append(feed.Entries, x)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(feed); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
