package pay_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"backpay/aggregate/pay"
)

// BenchmarkParse reads made-up postings of the usual length, one range and a
// few distractors each.
func BenchmarkParse(b *testing.B) {
	post := bytes.Repeat([]byte("You will design and build services with a team that cares about clear writing and small changes. "), 40)
	text := "We raised a $45M Series B in 2023 and serve 10,000 customers.\n" + string(post) + "\nThe base salary range for this role is $120,000 - $150,000 a year.\nBenefits: 401(k) with 4% match, a $1,500 yearly learning budget.\n" + string(post)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		pay.Parse(text, pay.Hint{Country: "US"})
	}
}

// BenchmarkCorpus reads the whole postings of the corpus.
func BenchmarkCorpus(b *testing.B) {
	dir := corpusDir(b)
	texts := corpusTexts(b, filepath.Join(dir, "eval", "pay_dev.jsonl"))
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, t := range texts {
			pay.Parse(t, pay.Hint{})
		}
	}
}

// corpusTexts are the rows that are whole postings.
func corpusTexts(b *testing.B, path string) []string {
	var out []string
	for _, g := range readGold(b, path) {
		if g.Kind == "post" {
			out = append(out, g.Text)
		}
	}
	return out
}
