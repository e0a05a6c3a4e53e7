package place

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// corpus is the folder of third-party samples, named by the environment. CI
// always sets it.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BACKPAY_CORPUS")
	if dir == "" {
		t.SkipNow()
	}
	return dir
}

func TestDevSet(t *testing.T) {
	f, err := os.Open(filepath.Join(corpus(t), "eval", "places_dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type row struct {
		ID, Text, Country string
		Countries         []string
		Cities            []string
		CitiesAlso        []string   `json:"cities_also"`
		CountriesAlt      [][]string `json:"countries_alt"`
		CouldBe           []string   `json:"could_be"`
	}
	var rows, exact, wrong, hit, extra, missed int
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var r row
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		got := Resolve(r.Text, r.Country)
		rows++
		slices.Sort(got.Countries)
		accepted := append(r.CountriesAlt, r.Countries)
		if slices.ContainsFunc(accepted, func(a []string) bool { slices.Sort(a); return slices.Equal(a, got.Countries) }) {
			exact++
		}
		fine := append(slices.Concat(accepted...), r.CouldBe...)
		if slices.ContainsFunc(got.Countries, func(c string) bool { return !slices.Contains(fine, c) }) {
			wrong++
		}
		h, e, m := cities(got.Places, r.Cities, r.CitiesAlso)
		hit, extra, missed = hit+h, extra+e, missed+m
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	f1 := 2 * float64(hit) / float64(2*hit+extra+missed)
	t.Logf("%d rows: country set exact %.3f, wrong country on %d, towns F1 %.3f", rows, float64(exact)/float64(rows), wrong, f1)
	if rows == 0 || float64(exact) < 0.96*float64(rows) || wrong > 1 || f1 < 0.94 {
		t.Errorf("of %d rows the country set is exact on %d (want 96 %%), wrong on %d (want at most 1); towns F1 %.3f (want .94)", rows, exact, wrong, f1)
	}
}

// cities counts the towns found, those found and not labelled, and those
// missed. Labels hold accepted names joined by "|".
func cities(got []Place, want, also []string) (hit, extra, missed int) {
	found := map[string]bool{}
	for _, p := range got {
		if p.City != "" {
			found[key(p.City)] = true
		}
	}
	for _, w := range want {
		n := hit
		for name := range strings.SplitSeq(w, "|") {
			if found[key(name)] {
				hit = n + 1
			}
			delete(found, key(name))
		}
	}
	for _, a := range also {
		for name := range strings.SplitSeq(a, "|") {
			delete(found, key(name))
		}
	}
	return hit, len(found), len(want) - hit
}
