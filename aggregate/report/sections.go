package report

import (
	"slices"
	"strings"
	"time"

	"backpay/aggregate/report/document"
)

// chapter is one section: it turns an edition into blocks, and into what stands
// under keys of its own in report.json.
type chapter struct {
	id, title string
	compose   func(*builder) part
	showing   showing
}

// showing is how a section is shown.
type showing int

const (
	openly     showing = iota
	inBrief            // and printed in a terminal
	foldedAway         // a reader opens it
)

// sections are all sections in reading order. A new one is one file and one
// line here.
var sections = []chapter{
	{"answer", "The short answer", (*builder).answerSection, inBrief},
	{"sources", "Sources side by side", (*builder).sourcesSection, inBrief},
	{"claims", "What others publish", (*builder).claimsSection, inBrief},
	{"why", "Why they disagree", (*builder).whySection, openly},
	{"roles", "Other roles", (*builder).rolesSection, openly},
	{"role-claims", "Roles at one publisher", (*builder).peersSection, openly},
	{"cities", "Cities", (*builder).citiesSection, openly},
	{"skills", "Skills", (*builder).skillsSection, openly},
	{"soft-skills", "Soft skills", (*builder).softSkillsSection, foldedAway},
	{"demand", "Demand", (*builder).demandSection, openly},
	{"seniority", "Seniority", (*builder).senioritySection, foldedAway},
	{"remote", "Remote or not", (*builder).remoteSection, foldedAway},
	{"spread", "Pay distribution", (*builder).spreadSection, foldedAway},
	{"trend", "Trend", (*builder).trendSection, foldedAway},
	{"sure", "How sure, beyond chance", (*builder).sureSection, foldedAway},
	{"planted", "Planted and found", (*builder).plantedSection, foldedAway},
	{"runs", "How the sources were read", (*builder).runsSection, foldedAway},
	{"quality", "Data quality", (*builder).qualitySection, foldedAway},
	{"method", "Method", (*builder).methodSection, foldedAway},
	{"credits", "Sources and licences", (*builder).creditsSection, foldedAway},
	{"cite", "How to cite", (*builder).citeSection, openly},
}

// Schema names the form of report.json. Keys are added without a new name;
// a key that changes its meaning or goes gets the next number.
const Schema = "backpay-report/1"

// Report is one edition's report, composed and ready to be written.
type Report struct {
	Document document.Document
	// Sheets are the tables for programs: figures, sources, claims.
	Sheets []document.Sheet
	// Role, Country and Currency are those that the report is about.
	Role, Country, Currency string
	AsOf                    time.Time
	// Stands reports whether a file of an earlier report in the folder is as this
	// same program wrote it; nil where that isn't known. Write leaves the pictures
	// alone that stand and would be drawn the same.
	Stands func(path string) bool

	data []datum
}

// Build composes the report. It depends on nothing but its input: the same
// input gives the same report, whatever the order of the figures.
func Build(in Input) Report {
	b := newBuilder(in)
	o := b.in.Options
	r := Report{Role: o.Role, Country: o.Country, Currency: o.Currency, AsOf: o.AsOf}
	r.Document = b.cover()
	asOf := stamp(o.AsOf)
	r.data = []datum{
		{"schema", Schema, false},
		{"title", r.Document.Title, false},
		{"edition", o.Edition, false},
		{"version", o.Version, false},
		{"as_of", asOf, false},
		{"date", r.Document.Date, false},
		{"role", o.Role, false},
		{"country", o.Country, false},
		{"currency", o.Currency, false},
		{"scope", r.Document.Kicker, false},
	}
	var lacks []document.Line
	for _, s := range sections {
		p := s.compose(b)
		if s.id == "quality" && len(lacks) > 0 {
			p.blocks = append(p.blocks, document.Table{
				Caption: "Sections with nothing to show", Heads: []document.Heading{{Text: "Section"}, {Text: "Why"}}, Rows: lacks,
			})
		}
		r.data = append(r.data, p.data...)
		if len(p.blocks) > 0 && s.hasNothing(p) {
			lacks = append(lacks, document.Line{Cells: []document.Cell{{Text: s.title}, {Text: sentencesOf(p.blocks)}}})
			continue
		}
		if len(p.blocks) > 0 {
			r.Document.Sections = append(r.Document.Sections, document.Section{
				ID: s.id, Title: s.title, Blocks: p.blocks, Folded: s.showing == foldedAway, Brief: s.showing == inBrief,
			})
		}
	}
	r.Sheets = []document.Sheet{b.figureSheet(), b.sourceSheet(), claimSheet(b.claimRows())}
	r.data = append(r.data, datum{"tables", tables(r.Document), false}, datum{"figures", b.allFigures, false})
	return r
}

// hasNothing reports whether a section says in words alone that it has nothing to
// show: data quality names it then, and the page has no section of one sentence.
func (s chapter) hasNothing(p part) bool {
	switch s.id {
	case "answer", "sources", "runs", "quality", "method", "credits", "cite":
		return false
	}
	return !slices.ContainsFunc(p.blocks, func(b document.Block) bool {
		switch b.(type) {
		case document.Prose, document.Note:
			return false
		}
		return true
	})
}

// sentencesOf is the text of blocks that are nothing else.
func sentencesOf(blocks []document.Block) string {
	var all []string
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Prose:
			all = append(all, b.String())
		case document.Note:
			all = append(all, b.Text)
		}
	}
	return strings.Join(all, " ")
}

// cover is the report without its sections.
func (b *builder) cover() document.Document {
	o := b.in.Options
	d := document.Document{
		Title: b.reportTitle(), Kicker: b.scope(), Description: b.lede(), Edition: o.Edition, Version: o.Version, Site: o.Site, Home: o.Home, Feed: o.Feed,
		Meta: [][2]string{
			{"date", stamp(o.AsOf)},
			{"role", o.Role},
			{"country", o.Country},
			{"currency", o.Currency},
			{"grade", b.answer().Grade},
		},
		Card: b.card(),
	}
	if !o.AsOf.IsZero() {
		d.Date = o.AsOf.UTC().Format(longDay)
	}
	for _, c := range b.credits() {
		d.Credits = append(
			d.Credits,
			document.Credit{Key: c.Source, Title: c.Title, URL: c.Homepage, Text: c.footnote()},
		)
	}
	return d
}

// table is a plot's rows in report.json: what its own CSV file holds.
type table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

func tables(d document.Document) []table {
	out := []table{}
	for _, p := range d.Plots() {
		if len(p.Variables) == 0 {
			continue
		}
		t := table{Name: p.ID, Columns: p.Variables, Rows: [][]any{}}
		for cells := range p.Sheet().Rows {
			t.Rows = append(t.Rows, cells)
		}
		out = append(out, t)
	}
	return out
}

// made is the value itself.
func (d datum) made() any {
	if figures, ok := d.value.(func() []Figure); ok {
		return figures()
	}
	return d.value
}

// members are the keys and values of report.json: those of the sections, in
// reading order.
func (r Report) members(yield func(string, any) bool) {
	done := map[string]bool{}
	for i, d := range r.data {
		if done[d.key] {
			continue // listed with the first
		}
		done[d.key] = true
		value := d.made()
		if d.listed {
			all := []any{}
			for _, x := range r.data[i:] {
				if x.key == d.key {
					all = append(all, x.value)
				}
			}
			value = all
		}
		if !yield(d.key, value) {
			return
		}
	}
}
