package report

import (
	"cmp"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// fewWithheld is how many rows without a median a page shows at once.
const fewWithheld = 3

// blocks are a comparison of medians as it is read.
func (b *builder) blocks(c Chart) []document.Block {
	if c.Empty != "" {
		return []document.Block{document.Text(c.Empty)}
	}
	p := b.newPlot(c.ID, c.Title, c.Subtitle, c.Source)
	p.Axis, p.Head, p.Notes = c.Axis, capital(c.Head), []string{c.Note}
	p.Axis.Yard = c.Yardstick
	p.Keys = []document.Key{
		dotKey("median"), intervalKey("its 95% interval", document.Inherit), roughKey(document.Inherit),
		{Marks: []document.Mark{{Kind: document.Half, From: 0, To: 1}}, Words: "middle half of jobs"},
		{Marks: []document.Mark{{Kind: document.Diamond, From: .5}}, Words: "mean"},
	}
	if c.Yardstick > 0 {
		p.Keys = append(
			p.Keys,
			document.Key{Marks: []document.Mark{{Kind: document.Yard, From: .5}}, Words: "yardstick"},
		)
	}
	p.Columns = []document.Column{
		{Head: "Median", Under: "Interval", Short: "median"},
		{Head: "Mean", Under: "Middle half", Part: document.Beside},
		{Head: "Jobs", Under: "Employers", Part: document.Count},
		{Head: "Postings", Part: document.Aside},
		{Head: "Without merging copies", Part: document.Aside},
		{Head: "State pay", Part: document.Aside},
		{Head: "Grade", Part: document.Aside},
	}
	if c.Versus != "" {
		p.Columns[1].Part = document.Aside
		p.Columns = append(
			p.Columns[:2],
			append([]document.Column{{Head: c.Versus, Under: "Interval", Part: document.Told}}, p.Columns[2:]...)...)
	}
	p.Variables = []string{
		"group", "label", "source", "role", "seniority", "workplace", "pay_kind", "median", "low", "high", "mean", "p25", "p75",
		"jobs", "employers", "postings", "all_jobs", "share_stating_pay", "grade", "reason", "versus", "versus_low", "versus_high", "versus_of",
	}
	if len(c.Groups) == 1 { // rows that can't be printed are last
		p.Open = fewWithheld
		for _, r := range c.Groups[0].Rows {
			if r.Amounts != nil {
				p.Open++
			}
		}
	}
	e := document.Evidence{Summary: "The evidence: jobs, interval and adverts behind each number"}
	for _, g := range c.Groups {
		out := document.Group{Name: g.Name, Detail: g.Detail, Tone: tone(g.Side)}
		for _, r := range g.Rows {
			out.Rows = append(out.Rows, r.medianLine(g.Name, c.Versus != ""))
			e.Items = append(e.Items, r.medianEvidence())
		}
		p.Groups = append(p.Groups, out)
	}
	return []document.Block{p, e}
}

// medianLine is a row as it is drawn and printed.
func (r Row) medianLine(group string, versus bool) document.Row {
	raw := ""
	if r.WithoutDedupe != nil {
		raw = r.WithoutDedupe.Text
	}
	out := document.Row{
		ID: r.ID, Label: r.Label, Own: r.Own, Credit: r.Source, Rough: r.Grade == aggregate.Rough, Words: r.Text.Withheld, Why: r.Text.Why,
		Cells: []document.Cell{
			says(r.Text.Median, r.Text.Interval),
			says(r.Text.Mean, r.Text.Middle),
			says(r.Text.Jobs, r.Text.Employers),
			says(r.Text.Postings),
			says(raw),
			says(cmp.Or(r.Text.Disclosure, "not asked")),
			says(gradeText(r.Grade, r.Reason)),
		},
	}
	if r.Text.Disclosure != "" {
		out.Detail = r.Text.Disclosure + " state pay"
	}
	amounts := make([]any, 6)
	if m := r.Amounts; m != nil {
		out.Why = ""
		if m.hasHalf() {
			out.Marks = append(out.Marks, document.Mark{Kind: document.Half, From: m.P25, To: m.P75})
		}
		if m.Mean > 0 {
			out.Marks = append(out.Marks, document.Mark{Kind: document.Diamond, From: m.Mean, Under: true})
		}
		out.Marks = append(out.Marks, middle(m.Median, m.Low, m.High, out.Rough, document.Inherit)...)
		amounts = []any{m.Median, m.Low, m.High, known(m.Mean), known(m.P25), known(m.P75)}
	}
	out.Record = append([]any{group, r.Label, r.Source, r.Role, r.Seniority, r.Place, r.PayKind}, amounts...)
	out.Record = append(
		out.Record,
		r.Jobs,
		r.Employers,
		r.Postings,
		r.All,
		some(r.Disclosure),
		r.Grade,
		r.Reason,
		nil,
		nil,
		nil,
		"",
	)
	if !versus {
		return out
	}
	cell := document.Cell{Text: cmp.Or(r.Text.Compared, "not compared"), Quiet: true}
	if v := r.Versus; v != nil {
		cell = document.Cell{Text: v.Words, Under: []string{v.Interval}, Quiet: v.Told == toldTie}
		n := len(out.Record)
		copy(out.Record[n-4:], []any{v.Value, v.Low, v.High, v.Of})
	}
	out.Cells = append(out.Cells[:2], append([]document.Cell{cell}, out.Cells[2:]...)...)
	if r.Amounts != nil && r.Amounts.hasHalf() {
		out.Detail = "middle half " + r.Text.Middle
	}
	return out
}

// medianEvidence is what stands behind a row's numbers.
func (r Row) medianEvidence() document.Item {
	median, average := capital(r.Text.Withheld), ""
	if r.Amounts != nil {
		median, average = r.Text.Median+", between "+r.Text.Interval, r.Text.Mean+", "+r.Text.Middle
	}
	on := r.Text.Jobs
	if r.Text.Postings != "" {
		on += " in " + r.Text.Postings
	}
	if r.Employers > 0 {
		on += " at " + r.Text.Employers
	} else {
		on += ", " + r.Text.Employers
	}
	if r.Text.Effective != "" {
		on += ", with about as much information as " + r.Text.Effective + " independent ones"
	}
	item := document.Item{
		ID:    r.ID,
		Title: r.Label,
		Facts: facts(fact("Median", median), fact("Mean, middle half", average)),
	}
	if v := r.Versus; v != nil {
		told := "a clear difference"
		if v.Told == toldTie {
			told = "no clear difference"
		}
		if v.Grade == aggregate.Rough {
			told += ", rough"
		}
		item.Facts = append(item.Facts, fact("Difference from "+v.Of, v.Text+" ("+v.Interval+"): "+told))
	}
	item.Facts = append(item.Facts, fact("Grade", gradeText(r.Grade, r.Reason)), fact("Rests on", on))
	if raw := r.WithoutDedupe; raw != nil {
		item.Facts = append(item.Facts, fact("Without merging copies", raw.Text))
	}
	if r.Text.Disclosure != "" {
		item.Facts = append(item.Facts, fact("State base pay", r.Text.Disclosure+" of all its jobs"))
	}
	item.Facts = append(item.Facts, codeFact("In the table figure", r.Text.Where))
	if r.Versus != nil {
		item.Facts = append(item.Facts, codeFact("The difference in the table figure", r.Versus.Where))
	}
	item.Facts = append(item.Facts, facts(codeFact("Computed from the database", r.Text.SQL))...)
	if raw := r.WithoutDedupe; raw != nil {
		item.Facts = append(item.Facts, codeFact("Without merging, from the postings", raw.SQL))
	}
	for _, a := range r.Samples {
		by := a.Company + " · " + a.Source
		if a.Seen != "" {
			by += " · seen " + a.Seen
		}
		item.Quotes = append(item.Quotes, document.Quoted{Title: a.Title, URL: a.URL, By: by, Text: a.Quote})
	}
	return item
}
