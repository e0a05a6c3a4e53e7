// Package saved reads pages that were kept, without the request that brought
// them: which answers a WARC file holds, which source a page is of, and the
// postings of it as rows for the filters. It holds no state, so that a file can
// be read by any process of any machine.
package saved

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/warc"
)

// MaxPage bounds one page, so that a bomb is an error.
const MaxPage = 256 << 20

// Answer is what a WARC file holds of one page: an answer with status 200, or
// the bytes of a file.
type Answer struct {
	URL         string
	At          time.Time
	ContentType string // as the server named it; "" for a file
	Web         bool   // it is a server's answer
	Body        []byte
}

// Answers yields the pages of a WARC file in order. An error with an Answer
// that has a URL is of that page alone; one without ends the file.
func Answers(in io.Reader) iter.Seq2[Answer, error] {
	return func(yield func(Answer, error) bool) {
		for rec, err := range warc.ScanReader(in, MaxPage) {
			if err != nil {
				yield(Answer{}, err)
				return
			}
			a := Answer{URL: rec.URI, At: rec.Date}
			switch rec.Type {
			case warc.Response:
				a.Web = true
				var status int
				var header http.Header
				if status, header, a.Body, err = rec.HTTP(); err == nil && status != http.StatusOK {
					continue
				}
				if err == nil {
					a.ContentType = header.Get("Content-Type")
					a.Body, err = decoded(a.Body, header.Get("Content-Encoding"))
				}
			case warc.Resource:
				a.Body = rec.Payload
			default:
				continue
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// decoded unpacks what another writer archived as it came over the wire. Some
// leave the header on a body that is unpacked already.
func decoded(body []byte, encoding string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
	default:
		if bytes.ContainsRune(body[:min(len(body), 512)], 0) {
			return nil, fmt.Errorf("Content-Encoding %.40q is not read", encoding)
		}
		return body, nil
	}
	if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("gzip in the answer: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(z, MaxPage+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("gzip in the answer: %w", err)
	case len(out) > MaxPage:
		return nil, fmt.Errorf("is larger than %d MiB when unpacked", MaxPage>>20)
	}
	return out, nil
}

// Recognise finds the one source that knows a page; nil where none does.
func Recognise(sources []scraper.Source, page *scraper.Page) (scraper.Source, error) {
	var found []scraper.Source
	for _, s := range sources {
		if s.Recognise(page) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	}
	var names []string
	for _, s := range found {
		names = append(names, s.About().Name)
	}
	slices.Sort(names)
	return nil, fmt.Errorf("could be of %s; name the source with --source", strings.Join(names, " or "))
}

// Row is a posting as the filters hand it on: what normalize reads, where it
// is from, and in Said all that the page said but the text.
type Row struct {
	ID        string          `json:"id"` // SOURCE/ID, the posting's identity over all sources
	Source    string          `json:"source"`
	URL       string          `json:"url,omitempty"`
	FetchedAt time.Time       `json:"fetched_at,omitzero"`
	Title     string          `json:"title"`
	Location  string          `json:"location"`
	Country   string          `json:"country"`
	Text      string          `json:"text"`
	Said      scraper.Posting `json:"said"`
}

// RowOf makes the row of a posting.
func RowOf(source string, at time.Time, p scraper.Posting) Row {
	return Row{
		ID: source + "/" + p.ID, Source: source, URL: p.URL, FetchedAt: at, Title: p.Title, Location: p.Place,
		Country: p.Country, Text: p.Description, Said: p,
	}
}

// Fault is what stands in the place of something that could not be read.
type Fault struct {
	ID    string `json:"id"` // the page's address or the file's name
	Error string `json:"error"`
}

// ReadAs returns the postings of a source's page as rows, and what of them could
// not be read. The error says why nothing of the page could be used.
func ReadAs(src scraper.Source, page *scraper.Page) (rows []Row, faults []Fault, err error) {
	name := src.About().Name
	defer func() {
		if p := recover(); p != nil {
			rows, faults, err = nil, nil, fmt.Errorf("source/%s: panic: %v", name, p)
		}
	}()
	res, err := src.Read(page)
	if errors.Is(err, scraper.ErrNoRecord) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("source/%s: %w", name, err)
	}
	for _, p := range res.Postings {
		rows = append(rows, RowOf(name, page.FetchedAt, p))
	}
	for _, problem := range res.Problems {
		if !errors.Is(problem, scraper.ErrField) { // its record is kept
			faults = append(faults, Fault{page.URL, fmt.Sprintf("source/%s: %v", name, problem)})
		}
	}
	return rows, faults, nil
}
