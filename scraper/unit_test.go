package scraper

import (
	"fmt"
	"strings"
	"testing"
)

func TestUnit(t *testing.T) {
	row := func(id, title string, amount float64) Observation {
		return Observation{ID: id, Title: title, Amount: amount, USD: amount, Row: "row " + id}
	}
	var persons, ranges, colleagues, twice []Observation
	for i := range 60 {
		id := fmt.Sprint(i)
		persons = append(persons, row(id, "weaver "+id, float64(100+i)))
		colleagues = append(colleagues, row(id, "weaver", float64(100+i*37%60)))
		ranges = append(ranges, row(id, "weaver "+id, float64(200+i)), row(id+"b", "weaver "+id, float64(100+i)))
		twice = append(twice, row(id, "weaver "+id, float64(100+i)), row(id+"b", "weaver "+id, float64(100+i)))
	}
	for _, tt := range []struct {
		name  string
		rows  []Observation
		doubt string
	}{
		{"persons", persons, ""},
		{"persons of one title", colleagues, ""},
		{"few", ranges[:20], ""},
		{"none", nil, ""},
		{"ends of ranges", ranges, "ends of ranges"},
		{"a file that repeats its rows", twice, "more than once"},
	} {
		var u Unit
		for _, o := range tt.rows {
			u.Add(o)
		}
		got := u.Doubt()
		if u.Rows != len(tt.rows) || (got == nil) != (tt.doubt == "") || got != nil && !strings.Contains(got.Error(), tt.doubt) {
			t.Errorf("%s: %+v, doubt %v, want %q", tt.name, u, got, tt.doubt)
		}
	}
}
