package main

import (
	"net/http"
	"path/filepath"
	"testing"

	"backpay/aggregate/pay"
	"backpay/aggregate/skill"
	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/testenv"
)

// BenchmarkPayAndSkills reads pay and skills from the postings of three whole
// boards, with the full dictionary, on one core:
//
//	BACKPAY_CORPUS=... go test -bench PayAndSkills -cpu 1 ./cmd/backpay
func BenchmarkPayAndSkills(b *testing.B) {
	dir := testenv.Corpus(b)
	var texts []string
	size := 0
	for name, file := range map[string]string{
		"greenhouse": "stripe-full-2026-08.json.gz", "lever": "matchgroup-full-82.json.gz", "ashby": "ramp-full-120-2026-08.json.gz",
	} {
		u := unpacker{bad: func(name string, err error) { b.Errorf("%s: %v", name, err) }}
		u.give = func(p payload) error {
			body, err := p.Whole()
			if err != nil {
				return err
			}
			res, err := source.Named(name).Read(&scraper.Page{Status: http.StatusOK, Body: body})
			for _, posting := range res.Postings {
				texts = append(texts, posting.Description)
				size += len(posting.Description)
			}
			return err
		}
		if err := u.file(filepath.Join(dir, "sources", name, file)); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			pay.Parse(text, pay.Hint{Country: "US"})
			skill.Find(text)
		}
	}
}
