package report

import (
	"bytes"
	"encoding/json"
	"testing"
)

// readBack is report.json as its readers meet it.
type readBack struct {
	Title, Edition string
	Answer         Answer
	Charts         []Chart
	Cities         Cities
	Claims         Claims
	Why            Why
	Skills         Effects
	SoftSkills     Effects `json:"soft_skills"`
	Trend          Effects
	Demand         Counts
	Disclosure     Bars
	Spread         Spread `json:"pay_distribution"`
	Runs           Runs
	Cite           string
	Figures        []Figure
}

// chart returns the comparison of medians of a name.
func (p readBack) chart(id string) Chart {
	for _, c := range p.Charts {
		if c.ID == id {
			return c
		}
	}
	return Chart{}
}

// build composes a report and reads its data back.
func build(t *testing.T, in Input) (r Report, p readBack) {
	t.Helper()
	r = Build(in)
	if err := json.Unmarshal([]byte(render(t, r, "json")), &p); err != nil {
		t.Fatal(err)
	}
	return r, p
}

// render writes a report in a form; "claims" is the second file of csv.
func render(t *testing.T, r Report, format string) string {
	t.Helper()
	var b bytes.Buffer
	write := r.Print
	switch format {
	case "claims":
		write = r.files("csv")[1].write
	case "text":
	default:
		write = r.files(format)[0].write
	}
	if err := write(&b); err != nil {
		t.Fatalf("render %s: %v", format, err)
	}
	return b.String()
}
