package observe

import (
	"errors"
	"slices"
	"testing"

	"backpay/scraper"
)

// row is an observation with an amount.
func row(id, title string, amount float64) scraper.Observation {
	return scraper.Observation{ID: id, Title: title, Amount: amount, USD: amount, Row: "row " + id}
}

func sequence(rows ...scraper.Observation) func(func(scraper.Observation, error) bool) {
	return func(yield func(scraper.Observation, error) bool) {
		for _, o := range rows {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func TestEnds(t *testing.T) {
	var got []string
	for o, err := range Ends(sequence(
		row("1", "weaver", 120), row("2", "weaver", 80), // the ends of a range
		row("3", "dyer", 70),                                                   // nobody's other end
		row("4", "weaver", 90), row("5", "weaver", 90), row("6", "weaver", 50), // the second and third are one
		row("7", "fuller", 10), row("8", "fuller", 20), // lower first: no range
	)) {
		if err != nil || o.Amount != o.USD {
			t.Fatal(o, err)
		}
		got = append(got, o.ID)
	}
	if want := []string{"1+2", "5+6"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	broken := errors.New("cut off")
	for _, err := range Ends(func(yield func(scraper.Observation, error) bool) { yield(scraper.Observation{}, broken) }) {
		if !errors.Is(err, broken) {
			t.Errorf("%v, want %v", err, broken)
		}
	}
}

func TestWatch(t *testing.T) {
	var persons, ranges, colleagues []scraper.Observation
	for i := range 60 {
		id := string(rune('A'+i%26)) + string(rune('a'+i/26))
		persons = append(persons, row(id, "weaver "+id, float64(100+i)))
		colleagues = append(colleagues, row(id, "weaver", float64(100+i*37%60)))
		ranges = append(ranges, row(id, "weaver "+id, float64(200+i)), row(id+"2", "weaver "+id, float64(100+i)))
	}
	for _, tt := range []struct {
		name     string
		rows     []scraper.Observation
		doubtful bool
	}{{"persons", persons, false}, {"persons of one title", colleagues, false}, {"ends of ranges", ranges, true}, {"few", ranges[:20], false}, {"ranges put together", nil, false}} {
		var u Unit
		n := 0
		for range Watch(sequence(tt.rows...), &u) {
			n++
		}
		if n != len(tt.rows) || u.Rows != n || u.Doubtful() != tt.doubtful {
			t.Errorf("%s: %d rows, %+v, doubtful %v", tt.name, n, u, u.Doubtful())
		}
	}
}
