package saved

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
)

// tables is a source that reads large tables as they lie.
type tables struct{ scraper.Source }

func (tables) ReadsLarge()                  {}
func (tables) Recognise(*scraper.Page) bool { return true }

// whole is a source that is given every page whole.
type whole struct{ scraper.Source }

func (whole) Recognise(*scraper.Page) bool { return true }

func TestLargePages(t *testing.T) {
	text := "name,pay\n" + strings.Repeat("Ötter,100\n", beginning/8)
	for name, tc := range map[string]struct {
		source scraper.Source
		body   string
		large  bool
	}{
		"large":                   {tables{}, text, true},
		"small":                   {tables{}, text[:100], false},
		"of another encoding":     {tables{}, text + "\xd6tter,100\n", false},
		"cut within a character":  {tables{}, text + "\xc3", false},
		"with a mark":             {tables{}, "\ufeff" + text, false},
		"a source that holds all": {whole{}, text, false},
	} {
		f := Finder{Sources: []scraper.Source{tc.source}, Now: time.Now()}
		_, page, err := f.Find(Payload{Name: "a.csv", Open: InMemory([]byte(tc.body))})
		if err != nil || page == nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := page.Large != nil; got != tc.large {
			t.Errorf("%s: is large: %v", name, got)
		}
		r, err := page.Reader()
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(r)
		if want := f.asPage(Payload{}, []byte(tc.body)).Body; err != nil || !bytes.Equal(all, want) {
			t.Errorf("%s: %d bytes are read, want %d (%v)", name, len(all), len(want), err)
		}
		sum, size := page.Sum()
		if wantSum, wantSize := (&scraper.Page{Body: all}).Sum(); sum != wantSum || size != wantSize {
			t.Errorf("%s: the sum is %s of %d bytes, want %s of %d", name, sum, size, wantSum, wantSize)
		}
		if tc.large && !bytes.HasSuffix(page.Body, []byte("\n")) {
			t.Errorf("%s: its beginning is cut within a line", name)
		}
	}
}

// Whatever bytes a write ends with, a text is one.
func TestTextCheck(t *testing.T) {
	for text, ok := range map[string]bool{"aé€😀z": true, "": true, "é\xe9": false, "\xff": false, "\xf0\x9f\x98z": false} {
		for n := 1; n <= 5; n++ {
			c, err := &textCheck{}, error(nil)
			for rest := []byte(text); len(rest) > 0 && err == nil; {
				var part []byte
				part, rest = rest[:min(n, len(rest))], rest[min(n, len(rest)):]
				_, err = c.Write(part)
			}
			if got := err == nil && c.held == 0; got != ok || err != nil && !errors.Is(err, errNoText) {
				t.Errorf("%q in parts of %d: %v (%v)", text, n, got, err)
			}
		}
	}
}
