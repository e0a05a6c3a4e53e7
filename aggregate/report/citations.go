package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate/report/document"
)

// LeftOut is a citation of the editor's that the report doesn't print, with the
// reason.
type LeftOut struct {
	Source string `json:"source"`
	About  string `json:"about"`
	Value  string `json:"value"`
	Why    string `json:"why"`

	abroad string // the country that it is about, where that is another
}

// leftOut are the citations that stand nowhere in the report.
func (b *builder) leftOut() (out []LeftOut) {
	o := b.in.Options
	type key struct {
		source, title, statistic, place, skill, company, asOf string
		amount                                                float64
	}
	of := func(r ClaimRow) key {
		return key{r.Source, r.Title, r.Statistic, r.Place, r.Skill, r.Company, r.AsOf, r.Amount}
	}
	printed, known := map[key]bool{}, map[key]ClaimRow{}
	for _, r := range b.claimRows() {
		printed[of(r)] = printed[of(r)] || !r.hidden && !r.elsewhere
	}
	said := map[string]bool{} // by publisher, role and value
	p := b.peers()
	for i, x := range p.Publishers {
		for _, r := range p.Rows {
			said[x.Source+" "+r.Role+" "+r.Said[i]] = true
		}
	}
	for _, r := range b.publishedRows(func(ClaimRow) bool { return true }) {
		known[of(r)] = r
		if b.inDemand(r) || b.inSkills(r) || said[r.Source+" "+r.Role+" "+cmp.Or(r.Text.Annual, r.Text.Value)] {
			printed[of(r)] = true
		}
	}
	for _, c := range b.in.Citations {
		k := key{c.Source, c.Title, c.Statistic, c.Place, c.Skill, c.Company, c.AsOf, c.Amount}
		if printed[k] {
			continue
		}
		x := LeftOut{
			Source: b.sourceTitle(c.Source),
			About:  statisticWords(c.Statistic) + " · " + c.Title,
			Value:  asPublished(c.Statistic, c.Amount, c.Currency, c.Period),
		}
		r, met := known[k]
		switch {
		case c.Country != "" && c.Country != o.Country:
			x.abroad = country(c.Country)
			x.Why = "it is about " + x.abroad
		case !met:
			x.Why = "its title names no role that backpay knows"
		case r.Role != o.Role:
			x.Why = "it is about another role: " + inSentence(roleLabel(r.Role))
		case !r.Drawn:
			x.Why = "it is in another currency than the report"
		default:
			x.Why = "a newer figure of the same series is shown"
		}
		out = append(out, x)
	}
	return out
}

// fewAbroad is how many citations of other countries a table names one by one.
const fewAbroad = 3

// leftOutBlocks say which citations aren't printed, and why: those of other
// countries in one sentence, where they are many.
func leftOutBlocks(all []LeftOut) (blocks []document.Block) {
	var named []LeftOut
	abroad, places := 0, []string{}
	for _, x := range all {
		if x.abroad == "" {
			named = append(named, x)
			continue
		}
		abroad++
		if !slices.Contains(places, x.abroad) {
			places = append(places, x.abroad)
		}
	}
	if abroad <= fewAbroad {
		return []document.Block{leftOutTable(all)}
	}
	if len(named) > 0 {
		blocks = append(blocks, leftOutTable(named))
	}
	return append(blocks, document.Note{Text: fmt.Sprintf(
		"%s of the configuration are about %s, and are not shown in this report.",
		capital(plural(abroad, "citation", "citations")), joined(places))})
}

// leftOutTable says which citations aren't printed, and why.
func leftOutTable(all []LeftOut) document.Table {
	t := document.Table{Caption: "Citations that are not shown in this report", Heads: []document.Heading{
		{Text: "Publisher"}, {Text: "About"}, {Text: "As published"}, {Text: "Why it is left out"},
	}}
	for _, x := range all {
		t.Rows = append(
			t.Rows,
			document.Line{
				Cells: []document.Cell{
					{Text: x.Source},
					{Text: cmp.Or(strings.Trim(x.About, " ·"), "not stated")},
					{Text: x.Value},
					{Text: capital(x.Why)},
				},
			},
		)
	}
	return t
}
