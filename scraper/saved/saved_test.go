package saved

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/warc"
)

// list is a made-up source: each line of its page is a posting.
type list struct{ name string }

type settings struct{ scraper.Common }

func (s list) About() scraper.About                            { return scraper.About{Name: s.name} }
func (list) Settings() scraper.Settings                        { return &settings{} }
func (list) Start(scraper.Settings) ([]scraper.Request, error) { return nil, nil }
func (list) Recognise(p *scraper.Page) bool                    { return bytes.HasPrefix(p.Body, []byte("jobs")) }

func (list) Read(p *scraper.Page) (r scraper.Result, err error) {
	for i, line := range strings.Split(string(p.Body), "\n")[1:] {
		switch line {
		case "lost":
			r.Problems = append(r.Problems, fmt.Errorf("line %d: lost", i))
		case "drift":
			return r, scraper.ErrDrift
		case "panic":
			panic("no such row")
		default:
			r.Keep(scraper.Posting{ID: line, Title: line, Description: "all of " + line})
		}
	}
	return r, nil
}

func page(body string) *scraper.Page {
	return &scraper.Page{URL: "http://a.example/", Body: []byte(body)}
}

func TestRead(t *testing.T) {
	one := list{"one"}
	rows, faults, err := ReadAs(one, page("jobs\na\nlost\nb"))
	if err != nil || len(rows) != 2 || len(faults) != 1 || rows[1].ID != "one/b" || rows[1].Text != "all of b" {
		t.Errorf("rows %+v, faults %+v, error %v", rows, faults, err)
	}
	if src, err := Recognise([]scraper.Source{one}, page("news")); src != nil || err != nil {
		t.Errorf("a page of nobody: source %v, error %v", src, err)
	}
	if _, err := Recognise([]scraper.Source{one, list{"two"}}, page("jobs\na")); err == nil || !strings.Contains(err.Error(), "one or two") {
		t.Errorf("a page of two: %v", err)
	}
	for _, word := range []string{"drift", "panic"} {
		if rows, _, err := ReadAs(one, page("jobs\na\n"+word)); err == nil || rows != nil {
			t.Errorf("%s: rows %v, error %v", word, rows, err)
		}
	}
}

// Files of other writers hold answers as they came, and ones that are unpacked
// while their header says otherwise.
func TestAnswers(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("jobs\npacked"))
	_ = z.Close()
	path := t.TempDir() + "/a.warc.gz"
	w, err := warc.Create(path, time.Now(), map[string]string{"software": "test"})
	if err != nil {
		t.Fatal(err)
	}
	head := func(encoding string, body []byte) warc.Record {
		r := warc.NewResponse("http://a.example/"+encoding, time.Unix(1e9, 0), 200, http.Header{"Content-Type": {"text/plain"}}, body)
		r.Head = bytes.Replace(r.Head, []byte("\r\n\r\n"), []byte("\r\nContent-Encoding: "+encoding+"\r\n\r\n"), 1)
		return r
	}
	gone := warc.NewResponse("http://a.example/gone", time.Unix(1e9, 0), 404, nil, []byte("jobs\nnone"))
	for _, r := range []warc.Record{
		head("gzip", packed.Bytes()), head("gzip", []byte("jobs\nplain")), head("br", []byte("\x01\x00\x02")), gone,
		warc.NewResource("file:b", time.Unix(1e9, 0), "text/plain", []byte("jobs\nfile")),
	} {
		if _, err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for r, err := range warcAnswers(t, path) {
		if err != nil {
			got = append(got, "error "+r.URL)
			continue
		}
		got = append(got, string(r.Body))
	}
	if want := "jobs\npacked|jobs\nplain|error http://a.example/br|jobs\nfile"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

func warcAnswers(t *testing.T, path string) func(func(Answer, error) bool) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return Answers(f)
}
