package sitemap

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/testenv"
)

func TestReadSitemap(t *testing.T) {
	const text = `<?xml version="1.0" encoding="ISO-8859-1"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://x"><url><loc>https://a.example/é?a=1&b=2</loc><lastmod>2026-01-02</lastmod><i:image><i:loc>https://a.example/i.png</i:loc></i:image></url><url><lastmod>x</lastmod></url></urlset>`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"plain": []byte(text), "gzipped": zipped.Bytes()} {
		s, err := Read(body)
		if err != nil || s.Index || len(s.Entries) != 1 || s.Entries[0].URL != "https://a.example/%C3%A9?a=1&b=2" || s.Entries[0].LastMod.Format("2006-01-02") != "2026-01-02" {
			t.Errorf("%s: got %+v, %v", name, s, err)
		}
	}
	for name, body := range map[string]string{
		"cut off": text[:len(text)-12], "html": "<html><body></body></html>", "empty": "", "json": "{}", "cut gzip": zipped.String()[:40],
	} {
		if s, err := Read([]byte(body)); !errors.Is(err, scraper.ErrDrift) || len(s.Entries) > 0 {
			t.Errorf("%s: got %+v, %v", name, s, err)
		}
	}
}

func TestGunzipBomb(t *testing.T) {
	testenv.Long(t)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	zeros := make([]byte, 1<<20)
	for range 51 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(zipped.Bytes()); !errors.Is(err, scraper.ErrDrift) || !strings.Contains(err.Error(), "unpacks to more") {
		t.Errorf("got %v", err)
	}
}

func TestText(t *testing.T) {
	s, err := Read([]byte("https://a.example/jobs/1\r\n\nhttps://a.example/jobs/2"))
	if err != nil || s.Index || len(s.Entries) != 2 || s.Entries[1].URL != "https://a.example/jobs/2" {
		t.Errorf("got %+v, %v", s, err)
	}
	if s, err := Read([]byte("https://a.example/jobs/1\nnot found")); err == nil {
		t.Errorf("text that is no list of addresses gives %+v", s)
	}
}
