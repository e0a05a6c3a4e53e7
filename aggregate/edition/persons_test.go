package edition

import (
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

func TestCountOnce(t *testing.T) {
	row := func(file int64, usd float64, size string) aggregate.ObservationRow {
		return aggregate.ObservationRow{Source: "poll", Side: scraper.Reported, Year: "2025", USD: usd, File: file, CompanySize: size}
	}
	rows := []aggregate.ObservationRow{
		row(1, 100, ""), row(2, 100, "small"), // one person in two files: the fuller answer stays
		row(1, 200, ""), row(1, 200, ""), row(2, 200, ""), // two persons, one of them in the part too
		row(2, 300, ""), // only in the part
	}
	var got []int64
	for _, r := range countOnce(slices.Clone(rows)) {
		got = append(got, int64(r.USD)+r.File)
	}
	if want := []int64{102, 201, 201, 302}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for i := range rows {
		rows[i].Side = scraper.Filed
	}
	if n := len(countOnce(rows)); n != len(rows) {
		t.Errorf("%d filings, want %d", n, len(rows))
	}
}
