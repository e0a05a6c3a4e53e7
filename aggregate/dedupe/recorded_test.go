package dedupe_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// readRecording reads the postings of a file of the corpus: a table of adverts,
// or what a source answered. A name without a folder of the corpus is one of
// its folder sources.
func readRecording(t *testing.T, dir, file string) (name string, ps []scraper.Posting) {
	t.Helper()
	path := file
	switch {
	case strings.HasPrefix(file, "tables/"):
		return "jobspy", readTable(t, sourcetest.Recording(t, filepath.Join(dir, file)))
	case strings.HasPrefix(file, "sources/"), strings.HasPrefix(file, "unseen/"):
	default:
		path = "sources/" + file
	}
	name = filepath.Base(filepath.Dir(path))
	res, err := source.Named(name).Read(&scraper.Page{Status: 200, Body: sourcetest.Recording(t, filepath.Join(dir, path))})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return name, res.Postings
}

// readTable reads the postings of a table by the names of its columns.
func readTable(t *testing.T, body []byte) (ps []scraper.Posting) {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	for row := 1; ; row++ {
		cells, err := r.Read()
		if err == io.EOF {
			return ps
		}
		if err != nil {
			t.Fatal(err)
		}
		get := func(names ...string) string {
			for _, n := range names {
				if i := slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), n) }); i >= 0 && i < len(cells) {
					return cells[i]
				}
			}
			return ""
		}
		p := scraper.Posting{
			ID: get("id", "job_id"), Board: get("site", "platform"), Title: get("title", "job_title", "job title"),
			Place: get("location"), Description: get("description", "job_description", "job description"),
			URL: get("job_url", "job_link", "link"), ApplyURL: get("job_url_direct"),
		}
		p.Company, _, _ = strings.Cut(get("company", "company_name", "company name", "employer_name"), "\n")
		if p.ID == "" {
			p.ID = strconv.Itoa(row)
		}
		for _, layout := range []string{time.DateOnly, "1/2/2006"} {
			if d, err := time.Parse(layout, get("date_posted", "job_posted_date")); err == nil {
				p.PostedAt = d
			}
		}
		if p.Title != "" {
			ps = append(ps, p)
		}
	}
}
