package report

import (
	"strings"

	"backpay/aggregate/report/document"
)

// Law parts open full-time jobs by whether the law of a state of theirs asks
// adverts for the range of pay: of several states one is enough.
type Law struct {
	States  []string  `json:"states"` // those with such a law
	With    Disclosed `json:"with"`
	Without Disclosed `json:"without"`
	Unknown Disclosed `json:"state_unknown"`
}

// Disclosed is how many of some jobs state base pay.
type Disclosed struct {
	Jobs     int `json:"jobs"`
	StatePay int `json:"state_pay"`
}

// fewToShare is the number of jobs below which a share isn't printed.
const fewToShare = 20

// share is the share in words.
func (d Disclosed) share() string {
	if d.Jobs < fewToShare {
		return "too few jobs"
	}
	return percent(float64(d.StatePay) / float64(d.Jobs))
}

// blocks are the split as printed, none where no job is known.
func (l Law) blocks() []document.Block {
	if l.With.Jobs+l.Without.Jobs == 0 {
		return nil
	}
	t := document.Table{
		Caption: "Share of jobs that state pay, by the law of their state",
		Heads: []document.Heading{
			{Text: "Jobs"}, {Text: "State pay", Number: true, Short: true}, {Text: "Of jobs", Number: true, Short: true},
		},
	}
	for _, r := range []struct {
		name string
		of   Disclosed
	}{
		{"In a state whose law asks adverts for pay", l.With},
		{"In other states", l.Without},
		{"State not known, as of remote jobs", l.Unknown},
	} {
		t.Rows = append(t.Rows, document.Line{Cells: []document.Cell{
			{Text: r.name}, {Text: r.of.share()}, {Text: whole(float64(r.of.Jobs))},
		}})
	}
	return []document.Block{t, document.Note{
		Text: "With a law in force that asks for pay in the advert: " + strings.Join(l.States, ", ") + ". A job " +
			"in several states counts there if one of them is such a state; whether the employer is large enough to " +
			"be bound isn’t known. The states differ in more than their law: the split is no effect of it.",
	}}
}
