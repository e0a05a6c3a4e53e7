package report

import (
	"fmt"
	"math"
	"strings"

	"backpay/aggregate/report/document"
)

// PlantedTable compares a made-up market's truth with what was found.
type PlantedTable struct {
	Intro string       `json:"intro"`
	Rows  []PlantedRow `json:"rows"`
}

// PlantedRow is one planted truth: the median of a role's full-time jobs, or
// what What says of the role. Unit is "percent" or "count", "" for pay a year.
// Difference is in percent of what was planted, and where that is a percentage,
// in points.
type PlantedRow struct {
	Role       string   `json:"role"`
	What       string   `json:"what,omitempty"`
	Unit       string   `json:"unit,omitempty"`
	Planted    float64  `json:"planted"`
	Found      float64  `json:"found"`
	Difference float64  `json:"difference_pct"`
	Text       []string `json:"text"` // what, planted, found, difference as printed
}

// plantedSection holds what was found in a made-up market against its truth.
func (b *builder) plantedSection() part {
	t := b.planted()
	if t == nil {
		return part{}
	}
	out := document.Table{Caption: "Planted and found", Heads: []document.Heading{
		{Text: "What"}, {Text: "Planted", Number: true}, {Text: "Found", Number: true}, {Text: "Difference", Number: true},
	}}
	for _, r := range t.Rows {
		var l document.Line
		for _, s := range r.Text {
			l.Cells = append(l.Cells, document.Cell{Text: s})
		}
		out.Rows = append(out.Rows, l)
	}
	return part{[]datum{{"planted", t, false}}, []document.Block{document.Text(t.Intro), out}}
}

func (b *builder) planted() *PlantedTable {
	if len(b.in.Planted) == 0 {
		return nil
	}
	t := &PlantedTable{
		Intro: "This market is made up, so the truth is known. It was planted when the market was made, " +
			"without any parsing; what was found went the whole way from page to figure. " +
			"Rows that name a role alone are medians of base pay a year of its full-time jobs.",
	}
	for _, p := range b.in.Planted {
		t.Rows = append(t.Rows, b.plantedRow(p))
	}
	return t
}

func (b *builder) plantedRow(p Planted) PlantedRow {
	r := PlantedRow{Role: p.Role, What: p.What, Unit: p.Unit, Planted: p.Planted, Found: p.Found}
	found, diff := "not found", "none"
	switch p.Unit {
	case "percent":
		if p.Low != p.High {
			r.Difference = hundredth(p.Found - p.Planted)
			found = fmt.Sprintf("%s (%s to %s)", signed(p.Found), signed(p.Low), signed(p.High))
			diff = strings.TrimSuffix(signed(r.Difference), "%") + " points"
		}
	default:
		if p.Found > 0 && p.Planted > 0 && !math.IsInf(p.Found/p.Planted, 0) {
			r.Difference = hundredth(100 * (p.Found/p.Planted - 1))
			found, diff = b.plantedAmount(p.Unit, p.Found), signed(r.Difference)
		}
	}
	what := strings.TrimSpace(roleLabel(p.Role) + " " + p.What)
	r.Text = []string{what, b.plantedAmount(p.Unit, p.Planted), found, diff}
	return r
}

func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

func (b *builder) plantedAmount(unit string, v float64) string {
	switch unit {
	case "count":
		return number(v)
	case "percent":
		return signed(v)
	}
	return money(v, b.in.Options.Currency)
}
