package place

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/scraper/testenv"
)

// corpus is the folder of third-party samples, named by the environment. CI
// always sets it.
func corpus(t *testing.T) string {
	t.Helper()
	return testenv.Corpus(t)
}

func TestDevSet(t *testing.T) {
	got := scoreFile(t, filepath.Join(corpus(t), "eval", "places_dev.jsonl"))
	if got.exact < .96 || got.wrong > 1 || got.f1 < .94 {
		t.Errorf("%+v, want the country set exact on .96, wrong on at most 1, towns F1 .94", got)
	}
}

// placeScore is how places read agree with labels: the share of rows whose set
// of countries is exact, on how many rows a country is grossly wrong, and the
// F1 of towns.
type placeScore struct {
	rows      int
	exact, f1 float64
	wrong     int
}

// scoreFile scores a file of labelled rows and logs those that aren't right.
func scoreFile(t *testing.T, name string) placeScore {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var rows, exact, wrong, hit, extra, missed int
	for line := range strings.Lines(string(b)) {
		var r struct {
			ID, Text, Country string
			Countries         []string
			Cities            []string
			CitiesAlso        []string   `json:"cities_also"`
			CountriesAlt      [][]string `json:"countries_alt"`
			CouldBe           []string   `json:"could_be"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		got := Resolve(r.Text, r.Country)
		rows++
		slices.Sort(got.Countries)
		accepted := append(r.CountriesAlt, r.Countries)
		same := slices.ContainsFunc(accepted, func(a []string) bool { slices.Sort(a); return slices.Equal(a, got.Countries) })
		if same {
			exact++
		}
		fine := append(slices.Concat(accepted...), r.CouldBe...)
		gross := slices.ContainsFunc(got.Countries, func(c string) bool { return !slices.Contains(fine, c) })
		if gross {
			wrong++
		}
		h, e, m := cities(got.Places, r.Cities, r.CitiesAlso)
		hit, extra, missed = hit+h, extra+e, missed+m
		if !same || gross || e+m > 0 {
			t.Logf("%s %q: countries %v, want %v (wrong country: %t); towns %d found, %d extra, %d missed of %v in %+v",
				r.ID, r.Text, got.Countries, r.Countries, gross, h, e, m, r.Cities, got.Places)
		}
	}
	if rows == 0 {
		t.Fatalf("%s: no rows", name)
	}
	s := placeScore{rows, float64(exact) / float64(rows), 2 * float64(hit) / float64(2*hit+extra+missed), wrong}
	t.Logf("%d rows: country set exact %.3f, wrong country on %d, towns F1 %.3f", s.rows, s.exact, s.wrong, s.f1)
	return s
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
