package market

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Stats counts the requests that the handler answered.
type Stats struct {
	Requests int
	// ByKind counts by what was asked for: greenhouse, lever, ashby, listing,
	// job, robots, blocked, drifted, disallowed, unknown.
	ByKind map[string]int
	// NotModified is the number of 304s, Disallowed of requests for a page
	// that robots.txt forbids.
	NotModified, Disallowed int
	// Bytes is the number of body bytes before compression.
	Bytes int64
}

type counter struct {
	mu sync.Mutex
	s  Stats
}

// Stats returns the counts so far.
func (m *Market) Stats() Stats {
	m.stats.mu.Lock()
	defer m.stats.mu.Unlock()
	s := m.stats.s
	s.ByKind = maps.Clone(s.ByKind)
	return s
}

func (c *counter) count(kind string, notModified bool, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.s.ByKind == nil {
		c.s.ByKind = map[string]int{}
	}
	c.s.Requests++
	c.s.ByKind[kind]++
	c.s.Bytes += int64(n)
	if notModified {
		c.s.NotModified++
	}
	if kind == "disallowed" {
		c.s.Disallowed++
	}
}

// robots is the robots.txt of the whole server.
const robots = "User-agent: *\nDisallow: /sites/*/internal/\n"

const challenge = `<!DOCTYPE html>
<html lang="en"><head><title>Just a moment...</title></head><body>
<h1>Checking your browser</h1><p>Please complete the challenge to go on.</p>
</body></html>
`

// answer is what is to be sent, made only when it is.
type answer struct {
	kind   string
	status int
	mime   string
	header map[string]string
	body   func() []byte
}

// Handler serves all boards under the paths of the real services:
//
//	/v1/boards/TOKEN/jobs?content=true&pay_transparency=true   Greenhouse
//	/v0/postings/TOKEN?mode=json                               Lever
//	/posting-api/job-board/TOKEN?includeCompensation=true      Ashby
//	/sites/TOKEN/ and /sites/TOKEN/jobs/ID                     career sites
//	/oes/special-requests/oesmYYnat.zip and oesmYYma.zip        a survey of employers, as CSV
//
// and /robots.txt. Answers carry ETag and Last-Modified, and are compressed
// for who asks for it.
func (m *Market) Handler() http.Handler {
	type key struct{ kind, token string }
	boards := map[key]*Board{}
	pages := map[string]entry{} // job pages by path
	for i := range m.boards {
		b := &m.boards[i]
		boards[key{b.Kind, b.Token}] = b
		if b.Kind == JSONLD {
			for _, en := range b.entries {
				pages[b.Start+"jobs/"+m.jobs[en.job].Postings[en.posting].ID] = en
			}
		}
	}
	mux := http.NewServeMux()
	handle := func(pattern string, find func(*http.Request) answer) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { m.send(w, r, find(r)) })
	}
	board := func(kind string, body func(*Board, *http.Request) any) func(*http.Request) answer {
		return func(r *http.Request) answer {
			b := boards[key{kind, r.PathValue("token")}]
			switch {
			case b == nil:
				return answer{
					"unknown",
					404,
					"application/json",
					nil,
					func() []byte { return []byte(`{"status":404,"error":"not found"}` + "\n") },
				}
			case b.Drifted:
				return answer{"drifted", 200, "application/json", nil, func() []byte { return m.drifted(b) }}
			}
			return answer{
				kind,
				200,
				"application/json; charset=utf-8",
				nil,
				func() []byte { return encode(body(b, r)) },
			}
		}
	}
	handle("GET /v1/boards/{token}/jobs", board(Greenhouse, func(b *Board, r *http.Request) any {
		q := r.URL.Query()
		return m.greenhouse(b, q.Get("content") == "true", q.Get("pay_transparency") == "true")
	}))
	handle("GET /v0/postings/{token}", board(Lever, func(b *Board, _ *http.Request) any { return m.lever(b) }))
	handle("GET /posting-api/job-board/{token}", board(Ashby, func(b *Board, r *http.Request) any {
		return m.ashby(b, r.URL.Query().Get("includeCompensation") == "true")
	}))
	handle("GET /robots.txt", func(*http.Request) answer {
		return answer{"robots", 200, "text/plain; charset=utf-8", nil, func() []byte { return []byte(robots) }}
	})
	handle("GET /sites/{token}/{path...}", func(r *http.Request) answer {
		b := boards[key{JSONLD, r.PathValue("token")}]
		if b == nil {
			return missing()
		}
		return m.site(b, r, pages)
	})
	handle("GET /oes/special-requests/{file}", func(r *http.Request) answer {
		kind := strings.TrimLeft(strings.TrimSuffix(r.PathValue("file"), ".zip"), "oesm0123456789")
		return answer{"survey", 200, "text/csv; charset=utf-8", nil, func() []byte { return m.survey(kind) }}
	})
	handle("GET /", func(*http.Request) answer { return missing() })
	return mux
}

func missing() answer {
	return answer{
		"unknown",
		404,
		"text/html; charset=utf-8",
		nil,
		func() []byte { return []byte("<!DOCTYPE html><title>Not found</title><p>There is no such page.</p>\n") },
	}
}

func (m *Market) site(b *Board, r *http.Request, pages map[string]entry) answer {
	const mime = "text/html; charset=utf-8"
	path := r.PathValue("path")
	if strings.HasPrefix(path, "internal/") {
		return answer{
			"disallowed",
			200,
			mime,
			nil,
			func() []byte { return []byte("<!DOCTYPE html><title>For colleagues</title><p>Please log in.</p>\n") },
		}
	}
	if b.Blocked {
		return answer{
			"blocked",
			403,
			mime,
			map[string]string{"Cf-Mitigated": "challenge"},
			func() []byte { return []byte(challenge) },
		}
	}
	if en, ok := pages[r.URL.Path]; ok {
		return answer{"job", 200, mime, nil, func() []byte { return []byte(m.jobPage(b, en)) }}
	}
	if path != "" {
		return missing()
	}
	n := 1
	if q := r.URL.Query().Get("page"); q != "" {
		var err error
		if n, err = strconv.Atoi(q); err != nil {
			return missing()
		}
	}
	page, ok := m.listing(b, n)
	if !ok {
		return missing()
	}
	return answer{"listing", 200, mime, nil, func() []byte { return []byte(page) }}
}

// drifted is a board whose service has changed its answer's shape.
func (m *Market) drifted(b *Board) []byte {
	openings := make([]obj, 0, len(b.entries))
	for _, en := range b.entries {
		openings = append(
			openings,
			obj{"name": m.jobs[en.job].Title, "link": "/o/" + m.jobs[en.job].Postings[en.posting].ID},
		)
	}
	return encode(obj{"version": 3, "data": obj{"openings": openings}})
}

func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("market: " + err.Error()) // our own structs of strings and finite numbers
	}
	return b.Bytes()
}

// send answers, with 304 where the asker has the same already. The entity's
// tag comes from the options and the address, which make the body.
func (m *Market) send(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	for k, v := range a.header {
		h.Set(k, v)
	}
	h.Set("Content-Type", a.mime)
	if a.status == http.StatusOK {
		sum := fnv.New64a()
		fmt.Fprintf(sum, "%+v %s", m.opts, r.URL.RequestURI())
		tag := fmt.Sprintf(`W/"%016x"`, sum.Sum64())
		h.Set("ETag", tag)
		h.Set("Last-Modified", m.opts.AsOf.UTC().Format(http.TimeFormat))
		h.Set("Vary", "Accept-Encoding")
		if m.same(r, tag) {
			w.WriteHeader(http.StatusNotModified)
			m.stats.count(a.kind, true, 0)
			return
		}
	}
	body := a.body()
	m.stats.count(a.kind, false, len(body))
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // the asker may have gone
		}
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(a.status)
	if r.Method == http.MethodHead {
		return
	}
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is sound
	_, _ = io.Copy(z, bytes.NewReader(body))
	_ = z.Close()
}

// same reports whether the request's validators name what we would send.
// If-None-Match decides where both are there (RFC 9110, 13.2.2).
func (m *Market) same(r *http.Request, tag string) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		for t := range strings.SplitSeq(tags, ",") {
			t = strings.TrimSpace(t)
			if t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !m.opts.AsOf.After(since)
}
