package report

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"backpay/aggregate/report/data"
	"backpay/aggregate/report/html"
)

// feedName is the feed of a report's editions, beside its page.
const feedName = "feed.atom"

// writeFeed adds this edition to the feed in a folder.
func (r Report) writeFeed(dir string) (path string, err error) {
	d := r.Document
	id := "urn:backpay:" + strings.ToLower(r.Role+":"+r.Country+":"+r.Currency)
	feed := data.NewFeed(id, d.Title, d.Site)
	path = filepath.Join(dir, feedName)
	old, err := os.Open(path)
	switch {
	case err == nil:
		err = errors.Join(feed.Keep(old), old.Close())
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	}
	if err != nil {
		return path, fmt.Errorf("%s: %w", path, err)
	}
	entry := data.Entry{ID: id + ":" + d.Edition, Title: d.Title + " Edition " + d.Edition, Summary: d.Description}
	if d.Site != "" {
		entry.Links = []data.Link{{Href: d.Site}}
	}
	feed.Add(entry, r.AsOf)
	return path, writeFile(path, feed.Write)
}

// WriteIndex writes a page to dir that lists reports, each in a folder below or
// beside it, and returns the page's path.
func WriteIndex(dir, title string, reports []Report, folders []string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the folder of the page that lists reports: %w", err)
	}
	var entries []html.Entry
	for i, r := range reports {
		to, err := filepath.Rel(dir, folders[i])
		if err != nil {
			return "", fmt.Errorf("the way from %s to %s: %w", dir, folders[i], err)
		}
		d := r.Document
		entries = append(entries, html.Entry{
			Path: filepath.ToSlash(to) + "/index.html", Title: d.Title, Kicker: d.Kicker, Answer: d.Description,
			Date: d.Date, Edition: d.Edition,
		})
	}
	path := filepath.Join(dir, "index.html")
	if err := writeFile(path, func(w io.Writer) error { return html.Index(w, title, entries) }); err != nil {
		return path, fmt.Errorf("write %s: %w", path, err)
	}
	return path, nil
}
