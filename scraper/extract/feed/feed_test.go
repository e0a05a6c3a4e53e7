package feed

import (
	"errors"
	"strings"
	"testing"

	"backpay/scraper"
)

const rss = `<?xml version="1.0" encoding="windows-1250"?>
<rss version="2.0"><channel><title>Jobs</title><item><title>Žák &amp; Co: Engineer</title>
<region>Anywhere</region><skills>Go</skills><guid>g1</guid></item></channel></rss>`

func TestFeed(t *testing.T) {
	feed, err := Read([]byte(rss))
	if err != nil || len(feed.Items) != 1 {
		t.Fatal(feed, err)
	}
	item := feed.Items[0]
	if item.Title != "Žák & Co: Engineer" || item.GUID != "g1" || item.Custom["region"] != "Anywhere" || item.Custom["skills"] != "Go" {
		t.Errorf("got %+v", item)
	}
	for name, body := range map[string]string{
		"empty": "", "html": "<html><head><title>Sign in</title></head><body><p>x</p></body></html>", "json": `{"version":"https://jsonfeed.org/version/1.1","items":[]}`,
		"cut off": rss[:len(rss)-30], "other xml": "<a><b/></a>", "deep": "<rss><channel>" + strings.Repeat("<a>", 100_000),
	} {
		if feed, err := Read([]byte(body)); !errors.Is(err, scraper.ErrDrift) {
			t.Errorf("%s: got %v, %v", name, feed, err)
		}
	}
	if _, err := Read([]byte("<html><title>Just a moment...</title></html>")); !errors.Is(err, scraper.ErrBlocked) {
		t.Errorf("a challenge: %v", err)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title></entry></feed>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if feed, err := Read(body); err == nil && feed == nil {
			t.Error("neither a feed nor an error")
		}
	})
}
