package saved

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/table"
	"backpay/scraper/fetch"
)

const (
	beginning = 1 << 20  // bytes of a large file that its source is found by
	wholeJSON = 8 << 20  // bytes of a JSON file that is recognised whole
	maxWeb    = 64 << 20 // bytes of a web page, and of a spreadsheet that sources look at
	largeBook = 4 << 20  // bytes of a spreadsheet from which its source is found by its first rows
)

// Payload is one page, answer or table that was kept. It can be opened more than
// once, so that what it is can be found out from its beginning.
type Payload struct {
	Name string    // the file, and the part of it
	URL  string    // where it was, if the file says so
	At   time.Time // when it was recorded, zero if the file doesn't say
	Kind string    // the Content-Type that its server named, if the file says so
	Web  bool      // it is a server's answer, not a file of the user's
	Open func() (io.ReadCloser, error)
}

// PayloadOf is an answer out of the named WARC file.
func PayloadOf(file string, a Answer) Payload {
	return Payload{Name: file + "!" + a.URL, URL: a.URL, At: a.At, Kind: a.ContentType, Web: a.Web, Open: InMemory(a.Body)}
}

// InMemory opens bytes.
func InMemory(body []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}

// Whole reads all of a payload.
func (p Payload) Whole() ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, Plainly(err)
	}
	defer r.Close()
	return ReadAll(r)
}

// Head reads the first n bytes of a payload, or fewer where it has no more or
// is damaged.
func (p Payload) Head(n int) ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, Plainly(err)
	}
	defer r.Close()
	body := make([]byte, n)
	n, err = io.ReadFull(r, body)
	if err == io.EOF || n > 0 {
		err = nil
	}
	return body[:n], err
}

// path is where a payload lies that is a file of more than largeBook bytes; "" for
// smaller ones, and for those that have to be unpacked first.
func (p Payload) path() string {
	r, err := p.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	if f, ok := r.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Size() > largeBook {
			return f.Name()
		}
	}
	return ""
}

// ReadAll reads what is no larger than MaxPage.
func ReadAll(r io.Reader) ([]byte, error) {
	var body bytes.Buffer
	if f, ok := r.(*os.File); ok { // of known size: read without copies that grow
		if st, err := f.Stat(); err == nil {
			// make leaves the clearing to the system, Grow would do it once more.
			body = *bytes.NewBuffer(make([]byte, 0, int(min(st.Size(), MaxPage))+bytes.MinRead))
		}
	}
	n, err := body.ReadFrom(io.LimitReader(r, MaxPage+1))
	switch {
	case err != nil:
		return nil, Plainly(err)
	case n > MaxPage:
		return nil, fmt.Errorf("is larger than %d MiB when unpacked", MaxPage>>20)
	}
	return body.Bytes(), nil
}

// Plainly words the errors of damaged archives.
func Plainly(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("is cut short")
	}
	return err
}

// Finder finds what payloads are of.
type Finder struct {
	Sources []scraper.Source
	Only    scraper.Source // the one that the user names; nil: recognised
	Now     time.Time      // no page is of a later time
	// AsOf is the day of pages, URL their address, Company and Country what they
	// are about, as the user says; zero where he doesn't.
	AsOf                  time.Time
	URL, Company, Country string
}

// Find finds the one source that knows a payload, and reads the payload whole
// for it; nil where none does. Of a large file sources see its beginning
// only; a web page, which must be seen whole, has a largest size.
func (f Finder) Find(p Payload) (scraper.Source, *scraper.Page, error) {
	if f.Only != nil {
		page, err := f.page(f.Only, p)
		return f.Only, page, err
	}
	head, err := p.Head(beginning)
	if err != nil {
		return nil, nil, Plainly(err)
	}
	part := f.asPage(p, head)
	text := bytes.TrimLeft(part.Body, " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")), len(text) == 0:
		return nil, nil, nil
	case len(head) < beginning:
	case bytes.HasPrefix(head, []byte("PK")):
		if path := p.path(); path != "" {
			head, err = table.FirstRows(path)
		} else if head, err = p.Head(maxWeb + 1); len(head) > maxWeb {
			return nil, nil, err // sources see no sheet that large
		}
		if err != nil {
			return nil, nil, nil // a table says what is wrong with it
		}
		part = f.asPage(p, head)
	case text[0] == '<':
		if head, err = p.Head(maxWeb + 1); err == nil && len(head) > maxWeb {
			err = fmt.Errorf("is a page of more than %d MiB", maxWeb>>20)
		}
		if err != nil {
			return nil, nil, err
		}
		part = f.asPage(p, head)
	case text[0] == '{' || text[0] == '[':
		if head, err = p.Head(wholeJSON + 1); err != nil {
			return nil, nil, err
		}
		if len(head) > wholeJSON {
			head = closedJSON(head[:beginning])
		}
		part = f.asPage(p, head)
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
	src, err := Recognise(f.Sources, part)
	if src == nil || err != nil {
		return nil, nil, err
	}
	page, err := f.page(src, p)
	return src, page, err
}

// page reads a payload whole, but for one that its source reads as it lies.
func (f Finder) page(src scraper.Source, p Payload) (*scraper.Page, error) {
	var page *scraper.Page
	if _, ok := src.(scraper.Streamed); ok {
		var err error
		if page, err = f.large(p); err != nil {
			return nil, err
		}
	}
	if page == nil {
		body, err := p.Whole()
		if err != nil {
			return nil, err
		}
		page = f.asPage(p, body)
	}
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
func (f Finder) asPage(p Payload, body []byte) *scraper.Page {
	at := f.Now.UTC()
	for _, t := range []time.Time{f.AsOf, p.At} {
		if !t.IsZero() && t.Before(at) {
			at = t.UTC()
			break
		}
	}
	if f.URL != "" {
		p.URL = f.URL
	}
	return &scraper.Page{
		Request: scraper.Request{
			URL: p.URL, Company: f.Company, Country: strings.ToUpper(f.Country),
			Note: map[string]string{
				"file": filepath.ToSlash(p.Name),
			}, // some tables tell their year in their name alone
		},
		URL: p.URL, Status: http.StatusOK, Header: http.Header{}, FetchedAt: at,
		Body: fetch.ToUTF8(body, p.Kind),
	}
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
