package pay_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"backpay/aggregate/pay"
)

// BenchmarkParse reads made-up postings of the usual length, one range and a
// few distractors each.
func BenchmarkParse(b *testing.B) {
	post := bytes.Repeat(
		[]byte("You will design and build services with a team that cares about clear writing and small changes. "),
		40,
	)
	text := "We raised a $45M Series B in 2023 and serve 10,000 customers.\n" + string(
		post,
	) + "\nThe base salary range for this role is $120,000 - $150,000 a year.\nBenefits: 401(k) with 4% match, a $1,500 yearly learning budget.\n" + string(
		post,
	)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		pay.Parse(text, pay.Hint{Country: "US"})
	}
}

// BenchmarkCorpus reads the postings of whole boards of the corpus.
func BenchmarkCorpus(b *testing.B) {
	dir := filepath.Join(corpusDir(b), "sources")
	var ramp struct {
		Jobs []struct {
			Text string `json:"descriptionPlain"`
		} `json:"jobs"`
	}
	var match []struct {
		Text string `json:"descriptionPlain"`
	}
	readJSON(b, filepath.Join(dir, "ashby", "ramp-full-120-2026-08.json.gz"), &ramp)
	readJSON(b, filepath.Join(dir, "lever", "matchgroup-full-82.json.gz"), &match)
	var texts []string
	size := 0
	for _, j := range ramp.Jobs {
		texts, size = append(texts, j.Text), size+len(j.Text)
	}
	for _, j := range match {
		texts, size = append(texts, j.Text), size+len(j.Text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, t := range texts {
			pay.Parse(t, pay.Hint{})
		}
	}
}

func readJSON(b *testing.B, path string, v any) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(v); err != nil {
		b.Fatalf("%s: %v", path, err)
	}
}
