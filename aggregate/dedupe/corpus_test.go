package dedupe

import (
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// posting is what the boards' answers have in common here.
type posting struct {
	ID, Title, Body string
}

var tag = regexp.MustCompile(`<[^>]*>`)

// board reads a board's answer from the corpus, the folder of third-party
// samples that the environment names. CI always sets it.
func board(t *testing.T, name string) []posting {
	t.Helper()
	dir := os.Getenv("BACKPAY_CORPUS")
	if dir == "" {
		t.SkipNow()
	}
	f, err := os.Open(filepath.Join(dir, "sources", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	type job struct {
		ID                                                      any
		Title, Text, Content, DescriptionPlain, AdditionalPlain string
		Lists                                                   []struct{ Text, Content string }
	}
	var jobs []job
	if err := json.Unmarshal(b, &jobs); err != nil {
		var all struct{ Jobs []job }
		if err := json.Unmarshal(b, &all); err != nil {
			t.Fatal(err)
		}
		jobs = all.Jobs
	}
	var out []posting
	for _, j := range jobs {
		id, err := json.Marshal(j.ID)
		if err != nil {
			t.Fatal(err)
		}
		body := html.UnescapeString(j.Content) + "\n" + j.DescriptionPlain
		for _, l := range j.Lists {
			body += "\n" + l.Text + "\n" + l.Content
		}
		body += "\n" + j.AdditionalPlain
		out = append(out, posting{ID: string(id), Title: j.Title + j.Text, Body: html.UnescapeString(tag.ReplaceAllString(body, "\n"))})
	}
	return out
}

// jobs are the openings behind postings, with the postings of each.
func jobs(all []posting) map[string][]posting {
	m := map[string][]posting{}
	for _, p := range all {
		k := Job(p.Title, p.Body, p.ID)
		m[k] = append(m[k], p)
	}
	return m
}

// Boards repeat roles by city: postings collapse, and only those of one title.
func TestBoards(t *testing.T) {
	tests := []struct {
		name             string
		postings, atMost int // what the recording holds; jobs behind it
	}{
		{"lever/palantir-10.json.gz", 10, 8},
		{"greenhouse/stripe-full-2026-08.json.gz", 547, 530},
		{"lever/matchgroup-full-82.json.gz", 82, 81},
		{"ashby/ramp-full-112-other-date.json.gz", 112, 112},
		{"ashby/ramp-full-120-2026-08.json.gz", 120, 120},
	}
	for _, tt := range tests {
		all := board(t, tt.name)
		m := jobs(all)
		titles := map[string]bool{}
		for _, ps := range m {
			for _, p := range ps {
				titles[Title(p.Title)] = true
				if Title(p.Title) != Title(ps[0].Title) {
					t.Errorf("%s: %q and %q are one job", tt.name, p.Title, ps[0].Title)
				}
			}
		}
		t.Logf("%-45s %d postings, %d titles, %d jobs", tt.name, len(all), len(titles), len(m))
		if len(all) != tt.postings || len(m) > tt.atMost {
			t.Errorf("%s: %d postings, %d jobs; want %d, at most %d", tt.name, len(all), len(m), tt.postings, tt.atMost)
		}
	}
}

// Two recordings of one board: most openings that both hold keep their keys,
// though the list of benefits was changed in all of them.
func TestRecordings(t *testing.T) {
	then, now := board(t, "ashby/ramp-full-112-other-date.json.gz"), board(t, "ashby/ramp-full-120-2026-08.json.gz")
	key := map[string]string{}
	for _, p := range then {
		key[p.ID] = Job(p.Title, p.Body, p.ID)
	}
	var common, kept int
	for _, p := range now {
		if k, ok := key[p.ID]; ok {
			common++
			if k == Job(p.Title, p.Body, p.ID) {
				kept++
			}
		}
	}
	t.Logf("%d postings then, %d now, %d in both, %d of these with the same key", len(then), len(now), common, kept)
	if common != 74 || kept < 60 {
		t.Errorf("%d in both, %d with the same key; want 74, at least 60", common, kept)
	}
}
