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
	alone := 0
	for o, err := range Ends(sequence(
		row("1", "weaver", 120), row("2", "weaver", 80), // the ends of a range
		row("3", "dyer", 70),                                                   // nobody's other end
		row("4", "weaver", 90), row("5", "weaver", 90), row("6", "weaver", 50), // the second and third are one
		row("7", "fuller", 10), row("8", "fuller", 20), // lower first: no range
	), &alone) {
		if err != nil || o.Amount != o.USD {
			t.Fatal(o, err)
		}
		got = append(got, o.ID)
	}
	if want := []string{"1+2", "5+6"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if alone != 4 {
		t.Errorf("%d rows without another end, want 4: the third, fourth, seventh and eighth", alone)
	}
	broken := errors.New("cut off")
	for _, err := range Ends(func(yield func(scraper.Observation, error) bool) { yield(scraper.Observation{}, broken) }, &alone) {
		if !errors.Is(err, broken) {
			t.Errorf("%v, want %v", err, broken)
		}
	}
}
