package report

import (
	"cmp"
	"fmt"

	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// Claims is the section "What others publish".
type Claims struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Empty says in words why there are no rows.
	Empty string `json:"empty,omitempty"`
	Note  string `json:"note,omitempty"`
	// Source says who publishes them, for the section's foot and its files.
	Source string `json:"source"`
	// SQL lists the same rows from the database.
	SQL string `json:"sql,omitempty"`
	// Axis is the scale of the drawn rows, shared with the sources' chart.
	Axis document.Axis `json:"axis"`
	// Rows are all claims in the order of printing.
	Rows []ClaimRow `json:"rows"`
	// More counts, by side, the rows that only claims.csv shows.
	More map[string]int `json:"in_claims_csv_alone,omitempty"`
}

// claimsOpen is how many rows a page shows at once.
const claimsOpen = 9

// claimsSection lists what others publish.
func (b *builder) claimsSection() part {
	c := b.claims()
	for _, g := range claimGroups(c.Rows) {
		if g.More > 0 {
			if c.More == nil {
				c.More = map[string]int{}
			}
			c.More[g.Side] = g.More
		}
	}
	data := []datum{{"claims", c, false}}
	var left []document.Block
	if out := b.leftOut(); len(out) > 0 {
		data = append(data, datum{"citations_left_out", out, false})
		left = append(left, leftOutBlocks(out)...)
	}
	if c.Empty != "" {
		return part{data, append([]document.Block{document.Text(c.Empty)}, left...)}
	}
	p := b.newPlot("claims", c.Title, c.Subtitle, c.Source)
	p.Axis, p.Head, p.Under, p.Notes = c.Axis, "Publisher", "About", []string{c.Note}
	p.Open = claimsOpen
	p.Columns = []document.Column{
		{Head: "As published"},
		{Head: "What it is", Part: document.Beside},
		{Head: "Rests on", Under: "Date", Part: document.Count},
	}
	p.Variables = []string{
		"source", "side", "title", "place", "country", "company", "skill", "statistic", "pay_kind", "amount", "currency", "period", "annual_amount",
		"sample_n", "sample_kind", "as_of", "obtained_by", "url",
	}
	for _, g := range claimGroups(c.Rows) {
		out := document.Group{Name: g.Name, Detail: g.Detail, Tone: tone(g.Side)}
		for _, r := range g.Drawn {
			out.Rows = append(out.Rows, r.claimLine())
		}
		for _, r := range g.Told {
			out.Rows = append(out.Rows, document.Row{
				ID: "claims", Label: r.SourceTitle, URL: r.URL, Credit: r.Source, Words: r.Sentence(), Why: r.Note, Record: r.record(),
			})
		}
		p.Groups = append(p.Groups, out)
		if g.More > 0 {
			p.Notes = append(
				p.Notes,
				fmt.Sprintf(
					"%s: %s in claims.csv alone: older, or of a place, an employer or a skill.",
					g.Name,
					plural(g.More, "more is", "more are"),
				),
			)
		}
	}
	blocks := []document.Block{p, document.Evidence{
		Summary: "The evidence: the query that lists each of these figures",
		Items: []document.Item{
			{
				ID:    "claims",
				Title: "Rows of the table claim, with the address where each was read, and the date",
				Facts: []document.Fact{codeFact("Query", c.SQL)},
			},
		},
	}}
	return part{data, append(blocks, left...)}
}

// claimLine is a claim as it is drawn: a point, without an interval.
func (r ClaimRow) claimLine() document.Row {
	out := document.Row{
		ID: "claims", Label: r.SourceTitle, Detail: r.Text.About, URL: r.URL, Credit: r.Source, Record: r.record(),
		Cells: []document.Cell{
			says(r.Text.Value, r.Text.Annual),
			says(r.Text.Statistic, r.Text.Label, r.Text.Spread),
			says(r.Text.Sample, r.Text.Date+", "+r.Text.Obtained),
		},
	}
	if r.p25 > 0 && r.p75 > r.p25 {
		out.Marks = append(out.Marks, document.Mark{Kind: document.Half, From: r.p25, To: r.p75})
	}
	kind := document.SmallDot
	switch r.Statistic {
	case "median":
		kind = document.Dot
	case "mean":
		kind = document.Diamond
	}
	out.Marks = append(out.Marks, document.Mark{Kind: kind, From: r.Annual})
	return out
}

// record are the claim's values for programs.
func (r ClaimRow) record() []any {
	return []any{
		r.Source, r.Side, r.Title, r.Place, r.Country, r.Company, r.Skill, r.Statistic, r.PayKind, r.Amount, r.Currency, r.Period, known(r.Annual),
		known(float64(r.SampleN)), r.SampleKind, r.AsOf, r.ObtainedBy, r.URL,
	}
}

// claims composes the section's data.
func (b *builder) claims() Claims {
	o := b.in.Options
	c := Claims{
		Title: "What others publish about " + inSentence(roleLabel(o.Role)) + " pay",
		Subtitle: "Each figure as its publisher words it, with its statistic and kind of pay. They are never " +
			"averaged: " +
			"they differ in who speaks, in what counts as pay, and in date",
		Rows: b.claimRows(),
	}
	if len(c.Rows) == 0 {
		c.Empty = "No published figure for " + people(o.Role) + " in " + country(o.Country) + " is in the database."
		return c
	}
	c.Axis = b.sourcesChart().Axis
	c.Source = b.publishers(c.Rows)
	roles, broader := []string{o.Role}, false
	for _, r := range c.Rows {
		roles, broader = append(roles, r.Role), broader || r.Broader
	}
	c.SQL = claimQuery(roles, o.Country)
	c.Note = "A published figure has no interval of ours, and no grade. A filled dot is a median, a diamond a " +
		"mean, an open dot any other statistic; a pale bar is the middle half, where both quartiles are published."
	if broader {
		c.Note += " An occupation that includes more roles than this one is marked so: official statistics know " +
			"no narrower one."
	}
	return c
}

// ClaimGroup is the claims of one side, as a page shows them.
type ClaimGroup struct {
	Name, Detail, Side string
	Drawn              []ClaimRow
	Told               []ClaimRow // in words
	More               int        // rows that are left out here
}

// claimGroups are the rows by side, the first of each.
func claimGroups(rows []ClaimRow) []ClaimGroup {
	var groups []ClaimGroup
	for _, r := range rows {
		if r.with || r.elsewhere {
			continue
		}
		if len(groups) == 0 || groups[len(groups)-1].Side != r.Side {
			groups = append(
				groups,
				ClaimGroup{
					Name:   cmp.Or(sideName(scraper.Side(r.Side)), "Others"),
					Detail: sideDetail(r.Side),
					Side:   r.Side,
				},
			)
		}
		g := &groups[len(groups)-1]
		switch {
		case r.hidden:
			g.More++
		case r.Drawn:
			g.Drawn = append(g.Drawn, r)
		default:
			g.Told = append(g.Told, r)
		}
	}
	return groups
}

func sideDetail(side string) string {
	for _, s := range sides {
		if string(s.side) == side {
			return s.detail
		}
	}
	return "who speaks is not known"
}

// claimSheet is claims.csv.
func claimSheet(rows []ClaimRow) document.Sheet {
	return document.Sheet{
		Name: "claims",
		Variables: []document.Variable{
			{Name: "source", Kind: "string", Meaning: "the publisher's name"},
			{Name: "side", Kind: "string", Meaning: "who speaks: posted, reported, employer, filed or model"},
			{Name: "title", Kind: "string", Meaning: "the occupation in the publisher's words"},
			{Name: "code", Kind: "string", Meaning: "its code, such as SOC"},
			{Name: "role", Kind: "string", Meaning: "the role that we take it for"},
			{Name: "country", Kind: "string", Meaning: "ISO 3166 code"},
			{Name: "place_text", Kind: "string", Meaning: "the place in the publisher's words"},
			{Name: "company", Kind: "string", Meaning: "the employer, where it is of one"},
			{Name: "skill", Kind: "string", Meaning: "the skill, where it is of one"},
			{
				Name:    "statistic",
				Kind:    "string",
				Meaning: "median, mean, p10 to p90, min, max, premium_pct, growth_pct or count",
			},
			{Name: "label", Kind: "string", Meaning: "the publisher's own word for the statistic"},
			{Name: "pay_kind", Kind: "string", Meaning: "base, bonus, stock, additional, total, posted or prevailing"},
			{Name: "amount", Kind: "number", Meaning: "the figure as published"},
			{Name: "currency", Kind: "string", Meaning: "ISO 4217 code"},
			{Name: "period", Kind: "string", Meaning: "hour, day, week, month or year"},
			{Name: "annual_amount", Kind: "number", Meaning: "the amount for a year"},
			{Name: "annual_factor", Kind: "number", Meaning: "what the amount was multiplied by"},
			{Name: "sample_n", Kind: "integer", Meaning: "the size of the publisher's sample"},
			{Name: "sample_kind", Kind: "string", Meaning: "what it is a sample of"},
			{Name: "rel_error", Kind: "number", Meaning: "relative standard error in percent, as published"},
			{Name: "top_coded", Kind: "boolean", Meaning: "whether the amount is a lower bound"},
			{Name: "as_of", Kind: "string", Meaning: "the date that the figure speaks of"},
			{Name: "obtained_by", Kind: "string", Meaning: "api, file, page, import or citation"},
			{Name: "retrieved", Kind: "string", Meaning: "when we read it, RFC 3339"},
			{Name: "url", Kind: "string", Meaning: "where it stands"},
			{Name: "note", Kind: "string", Meaning: "the editor's note on a citation"},
		},
		Rows: func(yield func([]any) bool) {
			for _, x := range rows {
				if !yield([]any{
					x.Source, x.Side, x.Title, x.Code, x.Role, x.Country, x.Place, x.Company, x.Skill, x.Statistic, x.Label, x.PayKind,
					x.Amount, x.Currency, x.Period, known(x.Annual), known(x.Factor), orNil(x.SampleN), x.SampleKind,
					known(x.RelError), x.TopCoded, x.AsOf, x.ObtainedBy, x.Retrieved, x.URL, x.Note,
				}) {
					return
				}
			}
		},
	}
}

// orNil is a count, or nothing where 0 means unknown.
func orNil(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
