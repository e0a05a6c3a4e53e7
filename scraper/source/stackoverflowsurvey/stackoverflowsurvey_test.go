package stackoverflowsurvey

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"backpay/scraper"
	"backpay/scraper/sourcetest"
)

func TestSource(t *testing.T) { sourcetest.Run(t, Source{}) }

// A page that is not held is read as one that is, a row at a time.
func TestLarge(t *testing.T) {
	files, err := filepath.Glob("testdata/*/input*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	read := 0
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(body, []byte("PK")) || bytes.HasPrefix(body, []byte("\ufeff")) {
			continue // which is held
		}
		page := &scraper.Page{Body: body, URL: "https://survey.example/2024/results.csv"}
		want, wantErr := all(t, page)
		sha, size := page.Sum()
		page.Large = &scraper.Large{SHA256: sha, Size: size, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(body)), nil
		}}
		page.Body = body[:bytes.IndexByte(body, '\n')+1]
		got, err := all(t, page)
		if (err == nil) != (wantErr == nil) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d observations (%v), want %d (%v)", name, len(got), err, len(want), wantErr)
		}
		read += len(got)
	}
	if read == 0 {
		t.Error("nothing was read")
	}
}

// all are the observations of a page.
func all(t *testing.T, page *scraper.Page) (found []scraper.Observation, err error) {
	t.Helper()
	res, err := Source{}.Read(page)
	if err != nil || res.Observations == nil {
		return nil, err
	}
	for o, err := range res.Observations {
		if err != nil {
			return found, err
		}
		found = append(found, o)
	}
	return found, nil
}
