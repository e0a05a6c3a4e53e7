package place

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestBoards holds the resolver against testdata/boards.jsonl: place strings
// of real boards, none of them in the dev set, labelled by reading alone,
// before any was resolved. The first run had 413 of 419 country sets exact,
// no wrong country and a towns F1 of .988; after it one label, of "EST or CST",
// was brought into line with the other time zones, and a row left out by
// mistake was added. 44 of the strings also stand in testdata/places.jsonl.
func TestBoards(t *testing.T) {
	b, err := os.ReadFile("testdata/boards.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		ID, Text, Country string
		Countries         []string
		Cities            []string
		CitiesAlso        []string   `json:"cities_also"`
		CountriesAlt      [][]string `json:"countries_alt"`
		CouldBe           []string   `json:"could_be"`
	}
	var rows, exact, wrong, hit, extra, missed int
	for line := range strings.Lines(string(b)) {
		var r row
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
	f1 := 2 * float64(hit) / float64(2*hit+extra+missed)
	t.Logf("%d rows: country set exact %.3f, wrong country on %d, towns F1 %.3f", rows, float64(exact)/float64(rows), wrong, f1)
	if rows == 0 || float64(exact) < 0.97*float64(rows) || float64(wrong) > 0.01*float64(rows) || f1 < 0.93 {
		t.Errorf("of %d rows the country set is exact on %d (want 97 %%), wrong on %d (want at most 1 %%); towns F1 %.3f (want .93)", rows, exact, wrong, f1)
	}
}
