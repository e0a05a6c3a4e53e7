package data

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"time"
)

// feedLength is how many entries a feed keeps, feedBytes how much of an older
// one is read.
const (
	feedLength = 50
	feedBytes  = 1 << 20
)

// Feed is an Atom feed (RFC 4287), the newest entry first. Its ID is an address
// that never changes.
type Feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []Link   `xml:"link"`
	Entries []Entry  `xml:"entry"`
}

// Link is an address with its part.
type Link struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr,omitempty"`
}

// Entry is one edition in a feed.
type Entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Links   []Link `xml:"link"`
	Summary string `xml:"summary"`
}

// NewFeed returns a feed of a report that stands at site, "" where that isn't
// known.
func NewFeed(id, title, site string) Feed {
	f := Feed{ID: id, Title: title, Author: "backpay"}
	if site != "" {
		f.Links = []Link{{Href: site}, {Href: site + "feed.atom", Rel: "self"}}
	}
	return f
}

// Add puts an entry before the others; an edition that stands there already
// keeps its place.
func (f *Feed) Add(e Entry, at time.Time) {
	e.Updated = at.UTC().Format(time.RFC3339)
	if !slices.ContainsFunc(f.Entries, func(x Entry) bool { return x.ID == e.ID }) {
		f.Entries = slices.Insert(f.Entries, 0, e)
	}
	f.Entries = f.Entries[:min(len(f.Entries), feedLength)]
	f.Updated = f.Entries[0].Updated
}

// Keep takes the entries over that an older file of the feed holds.
func (f *Feed) Keep(r io.Reader) error {
	var old Feed
	if err := xml.NewDecoder(io.LimitReader(r, feedBytes)).Decode(&old); err != nil {
		return fmt.Errorf("read the older feed: %w", err)
	}
	f.Entries = append(f.Entries, old.Entries...)
	return nil
}

// Write writes the feed.
func (f *Feed) Write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
