package report

import (
	"slices"
	"strings"

	"backpay/aggregate/report/document"
)

// Law parts open full-time jobs by whether the law of a state of theirs asks
// adverts for the range of pay: of several states one is enough.
type Law struct {
	States  []string  `json:"states"` // those with such a law
	Laws    []Statute `json:"laws"`
	With    Disclosed `json:"with"`
	Without Disclosed `json:"without"`
	Unknown Disclosed `json:"state_unknown"`
}

// Statute is the law of one state, in force from a day ("2023-01-01"). It binds
// employers of that many employees at the least.
type Statute struct {
	State     string `json:"state"`
	From      string `json:"in_force_from"`
	Employees int    `json:"employees_at_least"`
	Name      string `json:"statute"`
}

// since lists the states, each with the year of its law.
func (l Law) since() string {
	out := slices.Clone(l.States)
	for i, s := range l.Laws {
		if i < len(out) && len(s.From) >= 4 {
			out[i] = s.State + " (since " + s.From[:4] + ")"
		}
	}
	return strings.Join(out, ", ")
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
		Text: "With a law in force that asks for pay in the advert: " + l.since() + "; report.json names the statutes. A job " +
			"in several states counts there if one of them is such a state; whether the employer is large enough to " +
			"be bound isn’t known. The states differ in more than their law: the split is no effect of it.",
	}}
}
