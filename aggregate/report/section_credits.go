package report

import (
	"cmp"
	"slices"

	"backpay/aggregate/report/document"
)

// Credit is what a source asks to be printed.
type Credit struct {
	Source      string `json:"source"`
	Title       string `json:"title"`
	Homepage    string `json:"homepage,omitempty"`
	Terms       string `json:"terms,omitempty"`
	Attribution string `json:"attribution"`
	Licence     string `json:"licence"`
	Accessed    string `json:"accessed"`
}

// creditsSection says what the data is used under.
func (b *builder) creditsSection() part {
	credits := b.credits()
	data := []datum{{"credits", credits, false}}
	if len(credits) == 0 {
		return part{data, []document.Block{document.Text("No source has given anything to this report.")}}
	}
	t := document.Table{Caption: "What the data is used under", Heads: []document.Heading{
		{Text: "Source"}, {Text: "Attribution"}, {Text: "Licence"}, {Text: "Accessed", Short: true},
	}}
	for _, c := range credits {
		t.Rows = append(t.Rows, document.Line{Cells: []document.Cell{
			{Text: c.Title, URL: c.Homepage},
			{Text: c.Attribution},
			{Text: c.Licence, More: "terms", MoreURL: c.Terms},
			{Text: c.Accessed},
		}})
	}
	return part{data, []document.Block{t}}
}

// citeSection says how to cite the report.
func (b *builder) citeSection() part {
	cite := b.cite()
	return part{[]datum{{"cite", cite, false}}, []document.Block{
		document.Prose{Style: document.Quote, Spans: []document.Span{{Text: cite}}},
		document.Text(
			"Cite the sources themselves first. The edition’s name stands for the bytes that these figures came " +
				"from: the same name means the same numbers. " +
				"Beside this page lie report.md, figures.csv, claims.csv, datapackage.json and report.json.",
		),
	}}
}

// footnote is a credit as a footnote.
func (c Credit) footnote() string {
	return "Accessed " + c.Accessed + ". Attribution: " + c.Attribution + ". Licence: " + c.Licence + "."
}

func (b *builder) credits() []Credit {
	out := []Credit{}
	for _, s := range b.in.Sources {
		if s.Status == "" && s.Postings == 0 && s.Tables == "" {
			continue // nothing of it is in the report
		}
		c := Credit{
			Source: s.Name, Title: b.sourceTitle(s.Name), Homepage: s.Homepage, Terms: s.Terms,
			Attribution: s.Attribution, Licence: s.Licence, Accessed: day(s.FinishedAt),
		}
		c.Attribution = cmp.Or(c.Attribution, "none asked for")
		c.Licence = cmp.Or(c.Licence, "not stated")
		if c.Accessed == "" && s.Tables != "" {
			c.Accessed = "built in, up to " + s.Tables
		}
		c.Accessed = cmp.Or(c.Accessed, "not dated")
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(x, y Credit) int { return cmp.Compare(x.Title, y.Title) })
	return out
}

func (b *builder) cite() string {
	o := b.in.Options
	var names []string
	for _, c := range b.credits() {
		names = append(names, c.Title)
	}
	s := "“" + b.reportTitle() + "”, edition " + cmp.Or(o.Edition, "without a name")
	if d := day(o.AsOf); d != "" {
		s += ", " + d
	}
	s += ", computed with backpay"
	if o.Version != "" {
		s += " " + o.Version
	}
	if len(names) > 0 {
		s = "Data: " + list(names) + ". Figures: " + s
	}
	return s + "."
}
