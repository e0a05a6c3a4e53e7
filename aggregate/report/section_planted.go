package report

import (
	"math"

	"backpay/aggregate/report/document"
)

// PlantedTable compares a made-up market's truth with what was found.
type PlantedTable struct {
	Intro string       `json:"intro"`
	Rows  []PlantedRow `json:"rows"`
}

// PlantedRow is one planted median; Difference is in percent of it.
type PlantedRow struct {
	Role       string   `json:"role"`
	Planted    float64  `json:"planted"`
	Found      float64  `json:"found"`
	Difference float64  `json:"difference_pct"`
	Text       []string `json:"text"` // role, planted, found, difference as printed
}

// plantedSection holds what was found in a made-up market against its truth.
func (b *builder) plantedSection() part {
	t := b.planted()
	if t == nil {
		return part{}
	}
	out := document.Table{Caption: "Median base pay a year, planted and found", Heads: []document.Heading{
		{
			Text: "Role",
		}, {Text: "Planted", Number: true}, {Text: "Found", Number: true}, {Text: "Difference", Number: true},
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
	code := b.in.Options.Currency
	t := &PlantedTable{
		Intro: "This market is made up, so its true medians are known. They were planted when it was made, " +
			"without any parsing; what was found went the whole way from page to figure.",
	}
	for _, p := range b.in.Planted {
		r := PlantedRow{Role: p.Role, Planted: p.Planted, Found: p.Found}
		found, diff := "not found", "none"
		if p.Found > 0 && p.Planted > 0 && !math.IsInf(p.Found/p.Planted, 0) {
			r.Difference = math.Round((p.Found/p.Planted-1)*1e4) / 1e2
			found, diff = money(p.Found, code), signed(r.Difference)
		}
		r.Text = []string{roleLabel(p.Role), money(p.Planted, code), found, diff}
		t.Rows = append(t.Rows, r)
	}
	return t
}
