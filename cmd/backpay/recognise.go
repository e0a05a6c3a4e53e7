package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"
	"backpay/scraper/saved"
)

const (
	beginning = 1 << 20  // bytes of a large file that its source is found by
	wholeJSON = 8 << 20  // bytes of a JSON file that is recognised whole
	maxPage   = 64 << 20 // bytes of a web page, and of a spreadsheet that sources look at
)

var errUnknown = errors.New("no source knows a page like this; if it is one of ours, name the source with --source")

// identify finds the one source that knows a payload, and reads the payload
// whole for it; nil where none does. Of a large file sources see its beginning
// only; a web page, which must be seen whole, has a largest size.
func (im *importer) identify(p payload) (scraper.Source, *scraper.Page, error) {
	if im.cmd.Source != "" {
		plan, err := im.c.named(im.cmd.Source)
		if err != nil {
			return nil, nil, err
		}
		page, err := im.pageOf(p)
		return plan.source, page, err
	}
	head, err := p.head(beginning)
	if err != nil {
		return nil, nil, plainly(err)
	}
	part := im.asPage(p, head)
	text := bytes.TrimLeft(part.Body, " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")), len(text) == 0:
		return nil, nil, nil
	case len(head) < beginning:
	case bytes.HasPrefix(head, []byte("PK")):
		if head, err = p.head(maxPage + 1); err != nil || len(head) > maxPage {
			return nil, nil, err // sources see no sheet that large
		}
		part = im.asPage(p, head)
	case text[0] == '<':
		if head, err = p.head(maxPage + 1); err == nil && len(head) > maxPage {
			err = fmt.Errorf("is a page of more than %d MiB", maxPage>>20)
		}
		if err != nil {
			return nil, nil, err
		}
		part = im.asPage(p, head)
	case text[0] == '{' || text[0] == '[':
		if head, err = p.head(wholeJSON + 1); err != nil {
			return nil, nil, err
		}
		if len(head) > wholeJSON {
			head = closedJSON(head[:beginning])
		}
		part = im.asPage(p, head)
	default:
		part.Body = part.Body[:bytes.LastIndexByte(part.Body, '\n')+1]
	}
	if why, ok := fetch.Blocked(http.StatusOK, part.Header, part.Body); ok {
		return nil, nil, fmt.Errorf(
			"%w: %s: this is the page that stands in the way, not what was behind it",
			scraper.ErrBlocked,
			why,
		)
	}
	src, err := im.recognise(part)
	if src == nil || err != nil {
		return nil, nil, err
	}
	page, err := im.pageOf(p)
	return src, page, err
}

// pageOf reads a payload whole.
func (im *importer) pageOf(p payload) (*scraper.Page, error) {
	body, err := p.whole()
	if err != nil {
		return nil, err
	}
	page := im.asPage(p, body)
	if why, ok := fetch.Blocked(http.StatusOK, page.Header, page.Body); ok {
		return nil, fmt.Errorf(
			"%w: %s: this is the page that stands in the way, not what was behind it",
			scraper.ErrBlocked,
			why,
		)
	}
	return page, nil
}

// asPage makes a page of a payload's bytes.
func (im *importer) asPage(p payload, body []byte) *scraper.Page {
	at := im.now().UTC()
	for _, t := range []time.Time{im.asOf, p.at} {
		if !t.IsZero() && t.Before(at) {
			at = t.UTC()
			break
		}
	}
	if im.cmd.URL != "" {
		p.url = im.cmd.URL
	}
	return &scraper.Page{
		Request: scraper.Request{
			URL: p.url, Company: im.cmd.Company, Country: strings.ToUpper(im.cmd.Country),
			Note: map[string]string{
				"file": filepath.ToSlash(p.name),
			}, // some tables tell their year in their name alone
		},
		URL: p.url, Status: http.StatusOK, Header: http.Header{}, FetchedAt: at,
		Body: fetch.ToUTF8(body, p.kind),
	}
}

// recognise finds the one source that knows a page; nil when none does.
func (im *importer) recognise(page *scraper.Page) (scraper.Source, error) {
	return saved.Recognise(im.sources, page)
}

// closedJSON cuts the beginning of a JSON file after its last whole value, and
// closes what is open.
func closedJSON(head []byte) []byte {
	var open, atCut []byte
	cut, quoted := 0, false
	for i := 0; i < len(head); i++ {
		switch c := head[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			open = append(open, '}')
		case c == '[':
			open = append(open, ']')
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		case c == ',':
			cut, atCut = i, append(atCut[:0], open...)
		}
	}
	closed := slices.Clone(head[:cut])
	slices.Reverse(atCut)
	return append(closed, atCut...)
}
