package report

import (
	"cmp"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// Peers sets the roles of one publisher side by side, and our own medians beside
// them.
type Peers struct {
	// Empty says in words why there are no rows.
	Empty      string      `json:"empty,omitempty"`
	Publishers []Publisher `json:"publishers"`
	Rows       []Peer      `json:"rows"`
}

// Publisher is a column: one statistic of one publisher, of one year.
type Publisher struct {
	Source string `json:"source"`
	Title  string `json:"title"`
	// About is the statistic, the kind of pay and the date.
	About string `json:"about"`
}

// Peer is a role's row: what each publisher says of it, "" where one says
// nothing, and our own median.
type Peer struct {
	Role   string   `json:"role"`
	Label  string   `json:"label"`
	Said   []string `json:"said"`
	Median string   `json:"median,omitempty"`
	Under  string   `json:"interval"`
}

// peersShown is how many publishers have a column at most, the ones that speak
// of most roles.
const peersShown = 3

// peersSection compares what one publisher says of several roles.
func (b *builder) peersSection() part {
	p := b.peers()
	data := []datum{{"role_claims", p, false}}
	if p.Empty != "" {
		return part{data, nil} // a section without a table says nothing
	}
	t := document.Table{
		Caption: "Pay a year by role, each column one publisher with one statistic; the last one is this report’s",
		Heads:   []document.Heading{{Text: "Role"}},
	}
	for _, x := range p.Publishers {
		t.Heads = append(t.Heads, document.Heading{Text: x.Title + ": " + x.About, Number: true})
	}
	t.Heads = append(t.Heads, document.Heading{Text: "Adverts here: median of base pay", Number: true})
	for _, r := range p.Rows {
		l := document.Line{Cells: []document.Cell{{Text: r.Label}}}
		for _, s := range r.Said {
			l.Cells = append(l.Cells, document.Cell{Text: cmp.Or(s, "not published"), Quiet: s == ""})
		}
		own := says(r.Median, r.Under)
		if r.Median == "" {
			own = says(r.Under)
		}
		t.Rows = append(t.Rows, document.Line{Cells: append(l.Cells, own)})
	}
	return part{data, []document.Block{t, document.Note{
		Text: "A column compares roles as its publisher does. Columns differ in who speaks, in what counts as pay " +
			"and in date: they can’t be compared with each other.",
	}}}
}

// peers gathers, for each publisher, the statistic and date that it gives for
// most roles.
func (b *builder) peers() Peers {
	o := b.in.Options
	type column struct{ source, title, statistic, kind, asOf string }
	said, largest := map[column]map[string]string{}, map[column]map[string]int{}
	for _, r := range b.publishedRows(func(r ClaimRow) bool {
		return r.narrow == ofCountry && r.Drawn && (r.Statistic == "median" || r.Statistic == "mean") && r.Role != "" && r.Role != "other"
	}) {
		c := column{r.Source, r.SourceTitle, r.Text.Statistic, r.PayKind, r.Text.Date}
		if said[c] == nil {
			said[c], largest[c] = map[string]string{}, map[string]int{}
		}
		// Of several occupations that are one role here, the one of most people:
		// software developers, not computer programmers.
		if said[c][r.Role] == "" || r.SampleN > largest[c][r.Role] {
			said[c][r.Role], largest[c][r.Role] = cmp.Or(r.Text.Annual, r.Text.Value), r.SampleN
		}
	}
	var columns []column
	for c, roles := range said {
		if len(roles) > 1 {
			columns = append(columns, c)
		}
	}
	slices.SortFunc(columns, func(x, y column) int {
		return cmp.Or(
			cmp.Compare(len(said[y]), len(said[x])),
			cmp.Compare(x.title, y.title),
			-cmp.Compare(x.asOf, y.asOf),
			cmp.Compare(x.statistic, y.statistic),
			cmp.Compare(x.kind, y.kind),
		)
	})
	met := map[string]bool{} // one column a publisher: the one with most roles, of these the newest
	columns = slices.DeleteFunc(columns, func(c column) bool {
		again := met[c.source]
		met[c.source] = true
		return again
	})
	columns = columns[:min(len(columns), peersShown)]
	p := Peers{Publishers: []Publisher{}, Rows: []Peer{}}
	if len(columns) == 0 {
		p.Empty = "No publisher states the pay of two roles in " + country(o.Country) + " in the same way."
		return p
	}
	of := map[string]bool{}
	for _, c := range columns {
		p.Publishers = append(p.Publishers, Publisher{c.source, c.title, c.statistic + ", " + c.asOf})
		for role := range said[c] {
			of[role] = true
		}
	}
	id := idsOf("role-claims")
	for role := range of {
		r := Peer{Role: role, Label: roleLabel(role), Under: "no figure"}
		for _, c := range columns {
			r.Said = append(r.Said, said[c][role])
		}
		own := cellKey{aggregate.All, string(scraper.Posted), role, "", o.Country, basePay, ""}
		if x, ok := b.row(id, r.Label, own); ok {
			r.Median, r.Under = x.Text.Median, cmp.Or(x.Text.Interval, x.Text.Withheld)
		}
		p.Rows = append(p.Rows, r)
	}
	slices.SortFunc(p.Rows, func(x, y Peer) int {
		return cmp.Or(-compareBool(x.Role == o.Role, y.Role == o.Role), cmp.Compare(x.Label, y.Label))
	})
	return p
}
