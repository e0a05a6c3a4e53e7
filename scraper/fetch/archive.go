package fetch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"backpay/scraper"
	"backpay/scraper/warc"
)

const (
	stampForm = "20060102T150405Z"
	// slack is what an answer's head may add to a record beside its body.
	slack = 1 << 20
)

var fileName = regexp.MustCompile(`^backpay-(\d{8}T\d{6}Z)-[0-9a-zA-Z._]+\.warc\.gz$`)

// Archive keeps what was answered: a folder of WARC files, one a run. It may
// be used by several goroutines, and by one process at a time.
type Archive struct {
	// Software is what the files name as their maker; set it before use.
	Software string
	// MaxBody is the largest body that Load returns, in bytes.
	MaxBody int64

	dir  string
	name string // of this run's file
	now  time.Time

	mu    sync.Mutex
	w     *warc.Writer     // nil until something is kept
	sizes map[string]int64 // of earlier runs' files, as far as they were asked for
}

// OpenArchive opens a folder, which it makes where it is missing, and cuts
// off what a crash left at the end of the newest file. The run's own file,
// backpay-20261123T180000Z-4f1d09c2.warc.gz, is made when the first answer
// is kept; now is in its name.
func OpenArchive(dir string, now time.Time) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	var id [4]byte
	_, _ = rand.Read(id[:]) // never fails since Go 1.24
	a := &Archive{
		Software: product, MaxBody: warc.MaxBlock - slack, dir: dir, now: now.UTC(),
		name: fmt.Sprintf("backpay-%s-%s.warc.gz", now.UTC().Format(stampForm), hex.EncodeToString(id[:])),
	}
	if _, err := a.repair(); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return a, nil
}

// repair mends the last file by name and the last one written: a crash can
// have hurt no other, and a clock may have been set back.
func (a *Archive) repair() (cut int64, err error) {
	files, err := a.files()
	if err != nil || len(files) == 0 {
		return 0, err
	}
	latest := slices.MaxFunc(files, func(x, y fs.FileInfo) int { return x.ModTime().Compare(y.ModTime()) })
	names := []string{files[len(files)-1].Name(), latest.Name()}
	for _, name := range slices.Compact(names) {
		path := filepath.Join(a.dir, name)
		n, err := warc.Repair(path)
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, warc.ErrDamaged) {
			continue // what can be read still is, and Load says what can't
		}
		if err != nil {
			return cut, err
		}
		if cut += n; n > 0 {
			if st, err := os.Stat(path); err == nil && st.Size() == 0 {
				if err := os.Remove(path); err != nil {
					return cut, err
				}
			}
		}
	}
	return cut, nil
}

// files lists the archive's files, oldest first by name.
func (a *Archive) files() ([]fs.FileInfo, error) {
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		return nil, err
	}
	var out []fs.FileInfo
	for _, e := range entries {
		if !fileName.MatchString(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		st, err := e.Info()
		if err != nil {
			return nil, err
		}
		out = append(out, st)
	}
	return out, nil
}

// Append keeps an answer and fills in SHA256, Bytes, File and Offset of f,
// whose URL, Status and FetchedAt it takes. body is decompressed, but still
// in the charset that header names; packed is the gzip in which it came, nil
// where it came otherwise, and is what is kept then. Cookies are not kept.
func (a *Archive) Append(f *scraper.Fetch, header http.Header, body, packed []byte) error {
	h := header.Clone()
	h.Del("Set-Cookie")
	f.SHA256, f.Bytes = sum(body), int64(len(body))
	if packed != nil {
		return a.write(f, warc.NewPacked(f.URL, f.FetchedAt, f.Status, h, packed))
	}
	return a.write(f, warc.NewResponse(f.URL, f.FetchedAt, f.Status, h, body))
}

// Keep keeps a page that the user gave, under the address it came from or, where
// that is unknown, its file's name.
func (a *Archive) Keep(url, name string, page *scraper.Page) (file string, offset int64, err error) {
	if url == "" {
		url = "file:" + filepath.ToSlash(name)
	}
	r := warc.NewResource(oneLine(url), page.FetchedAt, http.DetectContentType(page.Body), page.Body)
	sha, size := page.Sum()
	if page.Large != nil {
		r.Payload, r.Open, r.Length = nil, page.Large.Open, size
	}
	f := scraper.Fetch{URL: url, FetchedAt: page.FetchedAt, SHA256: sha, Bytes: size}
	err = a.write(&f, r)
	return f.File, f.Offset, err
}

// oneLine keeps a file's odd name out of the record's header lines.
func oneLine(s string) string {
	return strings.NewReplacer("\r", "%0D", "\n", "%0A", "\x00", "%00").Replace(s)
}

// write keeps a record, of which f has the digest.
func (a *Archive) write(f *scraper.Fetch, r warc.Record) error {
	w, err := a.writer()
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	f.File = a.name
	if !r.Packed {
		r.Digest = "sha256:" + f.SHA256
	}
	if f.Offset, err = w.Write(r); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

func (a *Archive) writer() (*warc.Writer, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.w != nil {
		return a.w, nil
	}
	w, err := warc.Create(filepath.Join(a.dir, a.name), a.now, map[string]string{
		"software": a.Software, "format": "WARC File Format 1.1", "robots": "obeyed",
		"description": "answers as they came, in gzip where Content-Encoding says so, else decompressed; " +
			"other transfer headers stand under X-Crawler- names",
	})
	if err != nil {
		return nil, err
	}
	a.w = w
	return w, nil
}

// Load returns the body of f, in UTF-8, and its headers, which are true of
// that body. It is an error when the bytes are not those that f names.
func (a *Archive) Load(f scraper.Fetch) (body []byte, header http.Header, err error) {
	resp, err := a.load(f)
	if err != nil {
		return nil, nil, err
	}
	return bodyOf(resp), resp.Header, nil
}

// holds reports whether the file that f names is long enough to hold it.
func (a *Archive) holds(f scraper.Fetch) bool {
	if f.File == "" || !filepath.IsLocal(f.File) || filepath.Base(f.File) != f.File {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	size, known := a.sizes[f.File]
	if !known {
		st, err := os.Stat(filepath.Join(a.dir, f.File))
		if err != nil {
			return false
		}
		if size = st.Size(); f.File != a.name { // which nothing adds to
			if a.sizes == nil {
				a.sizes = map[string]int64{}
			}
			a.sizes[f.File] = size
		}
	}
	return size > f.Offset
}

func (a *Archive) load(f scraper.Fetch) (*http.Response, error) {
	if f.File == "" || !filepath.IsLocal(f.File) || filepath.Base(f.File) != f.File {
		return nil, fmt.Errorf("archive: %q is no file of the archive", f.File)
	}
	r, err := warc.ReadAt(filepath.Join(a.dir, f.File), f.Offset, a.MaxBody+slack)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if err := r.Verify(); err != nil {
		return nil, fmt.Errorf("archive: %s at %d: %w", f.File, f.Offset, err)
	}
	resp := &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {r.ContentType}}, Uncompressed: true,
	}
	raw := r.Payload
	switch r.Type {
	case warc.Response:
		if resp.StatusCode, resp.Header, raw, err = r.HTTP(); err != nil {
			return nil, fmt.Errorf("archive: %s at %d: %w", f.File, f.Offset, err)
		}
		if raw, err = a.unpacked(resp.Header, raw); err != nil {
			return nil, fmt.Errorf("archive: %s at %d: %w", f.File, f.Offset, err)
		}
		resp.Status = fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
		inUTF8(resp, raw)
	case warc.Resource:
		// The type was our own guess: the bytes speak, as at the import.
		setBody(resp, ToUTF8(raw, ""))
		describe(resp, len(bodyOf(resp)))
	default:
		return nil, fmt.Errorf("archive: %s at %d holds a %q, not an answer", f.File, f.Offset, r.Type)
	}
	if f.SHA256 != "" && f.SHA256 != sum(raw) && f.SHA256 != sum(bodyOf(resp)) {
		return nil, fmt.Errorf("archive: %s at %d holds other bytes than sha256 %s", f.File, f.Offset, f.SHA256)
	}
	return resp, nil
}

// unpacked returns the body of an answer that was kept in gzip, as it came, no
// larger than MaxBody; any other as it is.
func (a *Archive) unpacked(h http.Header, raw []byte) ([]byte, error) {
	if h.Get("Content-Encoding") != "gzip" {
		return raw, nil
	}
	in, err := decompress(bufio.NewReader(bytes.NewReader(raw)), []string{"gzip"})
	if err != nil {
		return nil, err
	}
	h.Del("Content-Encoding")
	body, err := gather(context.Background(), &limited{in: in, left: a.MaxBody, most: a.MaxBody}, 0)
	return body, broken(err)
}

// OlderThan returns the files that were begun more than keep before now, but
// never this run's own, and their sizes in bytes.
func (a *Archive) OlderThan(keep time.Duration) (map[string]int64, error) {
	files, err := a.files()
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	old := map[string]int64{}
	for _, st := range files {
		begun, err := time.Parse(stampForm, fileName.FindStringSubmatch(st.Name())[1])
		if err == nil && st.Name() != a.name && a.now.Sub(begun) > keep {
			old[st.Name()] = st.Size()
		}
	}
	return old, nil
}

// Move writes the record that f names into this run's file and sets where it
// is now: an old file may then be removed.
func (a *Archive) Move(f *scraper.Fetch) error {
	if f.File == "" || !filepath.IsLocal(f.File) || filepath.Base(f.File) != f.File {
		return fmt.Errorf("archive: %q is no file of the archive", f.File)
	}
	r, err := warc.ReadAt(filepath.Join(a.dir, f.File), f.Offset, a.MaxBody+slack)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	w, err := a.writer()
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if f.Offset, err = w.Write(r); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	f.File = a.name
	return nil
}

// Remove removes files of the archive. What still names them must have been
// moved before.
func (a *Archive) Remove(files []string) error {
	for _, name := range files {
		if !fileName.MatchString(name) || name == a.name {
			return fmt.Errorf("archive: %q is no old file of the archive", name)
		}
		if err := os.Remove(filepath.Join(a.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("archive: %w", err)
		}
	}
	return nil
}

// Flush brings all that was kept onto the disk: rows that name it may then be
// committed.
func (a *Archive) Flush() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.w == nil {
		return nil
	}
	if err := a.w.Sync(); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// Close flushes this run's file to the disk.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.w == nil {
		return nil
	}
	return a.w.Close()
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
