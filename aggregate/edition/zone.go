package edition

import (
	"fmt"

	"backpay/aggregate"
)

// The statistics of a median that counts every job by its least, or its
// greatest, zone instead of the middle one: how much the rule for jobs of
// several zones decides.
const (
	medianLowestZone  = "median_lowest_zone"
	medianHighestZone = "median_highest_zone"
)

// zoned counts the jobs that state several ranges.
func zoned(jobs []job) (n int) {
	for _, j := range jobs {
		if j.lowest < j.highest {
			n++
		}
	}
	return n
}

// byZone appends the medians by the least and the greatest zone, where some job
// has several.
func (o Options) byZone(out []aggregate.Figure, middle aggregate.Figure, jobs []job) []aggregate.Figure {
	if middle.Zoned == 0 {
		return out
	}
	out = o.other(
		out,
		middle,
		medianLowestZone,
		"each job by its least zone",
		jobs,
		func(j job) float64 { return zoneOf(j, j.lowest) },
	)
	return o.other(
		out,
		middle,
		medianHighestZone,
		"each job by its greatest zone",
		jobs,
		func(j job) float64 { return zoneOf(j, j.highest) },
	)
}

func zoneOf(j job, zone float64) float64 {
	if j.form != stated || zone <= 0 {
		return j.pay
	}
	return zone
}

// populationNote says what of the cell is not in the figure, and how jobs of
// several zones count.
func populationNote(m aggregate.Figure) string {
	var note string
	if m.Zoned > 0 {
		note = fmt.Sprintf("%d of %d jobs state several ranges and count by the middle one", m.Zoned, m.NJobs)
	}
	if m.Unmatched > 0 {
		note = joinNotes(note, fmt.Sprintf("left out: %d with pay that names another place or none", m.Unmatched))
	}
	if m.Older > 0 {
		note = joinNotes(note, fmt.Sprintf("left out: %d open for more than 12 months", m.Older))
	}
	return note
}
