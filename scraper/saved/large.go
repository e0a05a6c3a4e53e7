package saved

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"backpay/scraper"
)

// large makes a page of a payload without holding it: nil where it is small, or
// is no text in UTF-8, whose encoding is found out from the whole.
func (f Finder) large(p Payload) (*scraper.Page, error) {
	head, err := p.Head(beginning)
	marked := bytes.HasPrefix(head, []byte("\ufeff")) || bytes.HasPrefix(head, []byte("PK"))
	if err != nil || len(head) < beginning || marked {
		return nil, Plainly(err)
	}
	r, err := p.Open()
	if err != nil {
		return nil, Plainly(err)
	}
	defer r.Close()
	sum, text := sha256.New(), &textCheck{}
	n, err := io.Copy(io.MultiWriter(sum, text), io.LimitReader(r, MaxPage+1))
	switch {
	case errors.Is(err, errNoText) || text.held > 0:
		return nil, nil
	case err != nil:
		return nil, Plainly(err)
	case n > MaxPage:
		return nil, fmt.Errorf("is larger than %d MiB when unpacked", MaxPage>>20)
	}
	page := f.asPage(p, head[:bytes.LastIndexByte(head, '\n')+1])
	page.Large = &scraper.Large{Open: p.Open, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))}
	return page, nil
}

var errNoText = errors.New("is no text in UTF-8")

// textCheck is written texts in UTF-8. Its error is errNoText.
type textCheck struct {
	cut  [utf8.UTFMax]byte // of a character that a write cut, its first bytes
	held int               // how many of them
}

func (c *textCheck) Write(p []byte) (int, error) {
	n := len(p)
	for c.held > 0 && len(p) > 0 && !utf8.FullRune(c.cut[:c.held]) {
		c.cut[c.held], p = p[0], p[1:]
		c.held++
	}
	if c.held > 0 {
		if !utf8.FullRune(c.cut[:c.held]) {
			return n, nil
		}
		if !utf8.Valid(c.cut[:c.held]) {
			return 0, errNoText
		}
		c.held = 0
	}
	end := len(p)
	for back := 1; back < utf8.UTFMax && back <= len(p); back++ {
		if b := p[len(p)-back]; utf8.RuneStart(b) {
			if !utf8.FullRune(p[len(p)-back:]) {
				end = len(p) - back
			}
			break
		}
	}
	if !utf8.Valid(p[:end]) {
		return 0, errNoText
	}
	c.held = copy(c.cut[:], p[end:])
	return n, nil
}
