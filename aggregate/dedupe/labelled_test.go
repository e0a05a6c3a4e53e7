package dedupe_test

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/scraper"
	"backpay/scraper/source"
)

// pairs are labelled pairs of postings; the file's head tells how they were
// made.
//
//go:embed testdata/pairs.tsv
var pairs string

// recorded is a posting of the corpus by its file and the source's number.
type recorded struct{ file, id string }

// readCorpus matches all postings of the files and returns their ids. CI
// always sets BACKPAY_CORPUS.
func readCorpus(t *testing.T, files []string, adjust func(*scraper.Posting)) (*shelf, map[recorded]int64) {
	t.Helper()
	dir := os.Getenv("BACKPAY_CORPUS")
	if dir == "" {
		t.SkipNow()
	}
	var s shelf
	ids := map[recorded]int64{}
	for _, file := range files {
		body, err := os.ReadFile(filepath.Join(dir, "sources", file))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		name, _, _ := strings.Cut(file, "/")
		res, err := source.Named(name).Read(&scraper.Page{Status: 200, Body: body})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, p := range res.Postings {
			id := int64(len(s.prints) + 1)
			ids[recorded{file, p.ID}] = id
			adjust(&p)
			s.put(aggregate.Normalise(aggregate.Said{ID: id, Source: name, Posting: p}).Print)
		}
	}
	if _, err := s.match(dedupe.Rulings{}, false); err != nil {
		t.Fatal(err)
	}
	return &s, ids
}

// TestLabelled compares the jobs found on the recorded boards with the labels.
func TestLabelled(t *testing.T) {
	type label struct {
		a, b recorded
		same bool
		kind string
	}
	var labels []label
	var files []string
	seen := map[string]bool{}
	for line := range strings.Lines(pairs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		labels = append(labels, label{recorded{f[0], f[1]}, recorded{f[2], f[3]}, f[4] == "same", f[5]})
		for _, file := range []string{f[0], f[2]} {
			if !seen[file] {
				seen[file] = true
				files = append(files, file)
			}
		}
	}
	if len(labels) < 400 {
		t.Fatalf("%d pairs are labelled, want 400", len(labels))
	}
	for _, run := range []struct {
		name              string
		precision, recall float64
		adjust            func(*scraper.Posting)
	}{
		{"as they are", .98, .95, func(*scraper.Posting) {}},
		// Without addresses and numbers the text alone has to tell.
		{"by text alone", .98, .85, func(p *scraper.Posting) {
			if at := strings.LastIndexByte(p.ID, '-'); at < 0 || !strings.HasSuffix(p.URL, p.ID[:at]) {
				p.URL = ""
			}
			p.ApplyURL = ""
		}},
	} {
		s, ids := readCorpus(t, files, run.adjust)
		all := score{}
		kinds := map[string]score{}
		for _, l := range labels {
			a, b := ids[l.a], ids[l.b]
			if a == 0 || b == 0 {
				t.Fatalf("%v or %v is not in the corpus", l.a, l.b)
			}
			found := s.job(a).Job == s.job(b).Job
			k := kinds[l.kind]
			for _, c := range []*score{&all, &k} {
				if l.same {
					c.planted++
				}
				if found {
					c.found++
				}
				if l.same && found {
					c.both++
				}
			}
			kinds[l.kind] = k
			if found != l.same {
				t.Logf("  %s: labelled same %v: %v %v (%s %.2f, %s %.2f)", l.kind, l.same, l.a, l.b, s.job(a).Basis, s.job(a).Score, s.job(b).Basis, s.job(b).Score)
			}
		}
		t.Logf("%s: %d pairs, %d of them same: precision %.4f, recall %.4f", run.name, len(labels), all.planted, all.precision(), all.recall())
		for _, kind := range []string{"same board", "by city", "repost", "cross board", "agency"} {
			k := kinds[kind]
			t.Logf("  %-11s %3d same, %3d found, %3d both", kind, k.planted, k.found, k.both)
		}
		if all.precision() < run.precision || all.recall() < run.recall {
			t.Errorf("%s: want precision %.2f and recall %.2f", run.name, run.precision, run.recall)
		}
	}
}
