package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const savedPage = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://jobs.example/1\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n" +
	"--b\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n--b--\r\n"

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// zipped is an archive of names and contents in turn.
func zipped(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, _ := w.Create(files[i])
		_, _ = f.Write([]byte(files[i+1]))
	}
	_ = w.Close()
	return b.String()
}

// damaged is an archive whose entry of a name no longer has the bytes that its
// checksum was made of.
func damaged(archive, content string) string {
	return strings.Replace(archive, content, strings.Repeat("x", len(content)), 1)
}

func stored(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, _ := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		_, _ = f.Write([]byte(files[i+1]))
	}
	_ = w.Close()
	return b.String()
}

func TestUnpack(t *testing.T) {
	deep := `{"a":5}`
	for range maxDepth + 1 {
		deep = zipped("in.zip", deep)
	}
	for name, tc := range map[string]struct {
		file, content            string
		want, bad, passed, where string
	}{
		"plain":               {"a.json", "{}", "{}", "", "", ""},
		"gzip":                {"a.json.gz", gzipped("{}"), "{}", "", "", ""},
		"gzip in zip":         {"a.zip", zipped("a.json.gz", gzipped("{}"), "b.json", "[]"), "{} []", "", "", ""},
		"zip in zip":          {"a.zip", zipped("b.zip", zipped("c.json", "{}"), "d.json", "[]"), "{} []", "", "", ""},
		"zip in gzip":         {"a.zip.gz", gzipped(zipped("c.json", "{}")), "{}", "", "", ""},
		"saved page":          {"p.mhtml", savedPage, "<p>page</p>", "", "", "https://jobs.example/1"},
		"saved page in gzip":  {"p.mhtml.gz", gzipped(savedPage), "<p>page</p>", "", "", "https://jobs.example/1"},
		"saved page in zip":   {"p.zip", zipped("p.mht", savedPage), "<p>page</p>", "", "", "https://jobs.example/1"},
		"damaged entry":       {"a.zip", damaged(stored("a.json", `{"a":1}`, "b.json", "[]"), `{"a":1}`), "[]", "a.json: zip: checksum error", "", ""},
		"cut gzip in zip":     {"a.zip", zipped("a.json.gz", gzipped("{}")[:5], "b.json", "[]"), "[]", "a.json.gz: is cut short", "", ""},
		"other kinds":         {"a.zip", zipped("a.png", "x", "b.json", "[]", "__MACOSX/b.json", "x"), "[]", "", "a.png", ""},
		"nothing of use":      {"a.zip", zipped("a.png", "x"), "", "holds no file of a kind that is read", "a.png", ""},
		"too deep":            {"a.zip", deep, "", "5th archive inside another", "", ""},
		"empty":               {"a.csv", "", "", "is empty", "", ""},
		"no archive, in name": {"a.json.gz", "{}", "{}", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tc.file)
			if err := os.WriteFile(path, []byte(tc.content), 0o600); err != nil {
				t.Fatal(err)
			}
			var got, bad, passed []string
			var where string
			u := unpacker{
				bad:    func(name string, err error) { bad = append(bad, name+": "+err.Error()) },
				passed: func(_ string, names []string) { passed = append(passed, names...) },
			}
			u.give = func(p payload) error {
				body, err := p.Whole()
				if err != nil {
					u.bad(p.Name, err)
					return nil
				}
				got, where = append(got, strings.TrimSpace(string(body))), p.URL
				return nil
			}
			if err := u.file(path); err != nil {
				t.Fatal(err)
			}
			if s := strings.Join(got, " "); s != tc.want || where != tc.where {
				t.Errorf("got %q from %q, want %q from %q", s, where, tc.want, tc.where)
			}
			if s := strings.Join(bad, "; "); (s == "") != (tc.bad == "") || !strings.Contains(s, tc.bad) {
				t.Errorf("faults %q, want %q", s, tc.bad)
			}
			if s := strings.Join(passed, " "); s != tc.passed {
				t.Errorf("passed over %q, want %q", s, tc.passed)
			}
		})
	}
}

func TestFindFilesTellsOthers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "b.parquet", "c.png", "d.json.gz"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var passed []string
	files, err := findFiles([]string{dir}, func(_ string, names []string) { passed = names })
	if err != nil || len(files) != 3 || !slices.Equal(passed, []string{filepath.Join(dir, "c.png")}) {
		t.Errorf("found %v, passed over %v, %v", files, passed, err)
	}
}

// An archive of empty files tells its fault a few times, and how often it came.
func TestManyFaultsAlike(t *testing.T) {
	t.Chdir(t.TempDir())
	var files []string
	for i := range 400 {
		files = append(files, fmt.Sprintf("%d.html", i), "")
	}
	if err := os.WriteFile("many.zip", []byte(zipped(files...)), 0o600); err != nil {
		t.Fatal(err)
	}
	said := backpay(t, nil, exitUsage, "--quiet", "--db", "b.db", "import", "many.zip")
	if n := strings.Count(said, "\n"); n > 10 {
		t.Errorf("%d lines", n)
	}
	for _, want := range []string{"many.zip!0.html: is empty", "and 395 more like these; the last: import many.zip!399.html: is empty"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in:\n%s", want, said)
		}
	}
}
