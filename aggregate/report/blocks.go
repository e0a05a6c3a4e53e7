package report

import (
	"cmp"
	"strings"

	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// newPlot begins a plot with what all of an edition have.
func (b *builder) newPlot(id, title, subtitle, source string) document.Plot {
	return document.Plot{ID: id, Title: title, Subtitle: subtitle, Source: source, Edition: b.imprint()}
}

// imprint names the edition, as it stands under each plot.
func (b *builder) imprint() string {
	o := b.in.Options
	s := "Edition " + cmp.Or(o.Edition, "without a name")
	if !o.AsOf.IsZero() {
		s += " · " + o.AsOf.UTC().Format(longDay)
	}
	return s + " · backpay"
}

// longDay is a day in full.
const longDay = "Monday 2 January 2006"

// tone is the colour of a side.
func tone(side string) document.Tone {
	switch scraper.Side(side) {
	case scraper.Posted:
		return document.Blue
	case scraper.Reported:
		return document.Rust
	case scraper.Employer:
		return document.Green
	case scraper.Filed:
		return document.Black
	case scraper.Model:
		return document.Violet
	}
	return document.Slate
}

// middle are the marks of a value with its interval, by its grade.
func middle(value, low, high float64, rough bool, tone document.Tone) []document.Mark {
	line, dot := document.Interval, document.Dot
	if rough {
		line, dot = document.Dotted, document.OpenDot
	}
	return []document.Mark{{Kind: line, From: low, To: high, Tone: tone}, {Kind: dot, From: value, Tone: tone}}
}

// Keys of the marks that several sections use.
func dotKey(words string) document.Key {
	return document.Key{Marks: []document.Mark{{Kind: document.Dot, From: .5}}, Words: words}
}

func intervalKey(words string, tone document.Tone) document.Key {
	return document.Key{
		Marks: []document.Mark{{Kind: document.Interval, From: .05, To: .95, Tone: tone}},
		Words: words,
	}
}

func roughKey(tone document.Tone) document.Key {
	return document.Key{Marks: middle(.5, .05, .95, true, tone), Words: "rough"}
}

func barKey(words string, tone document.Tone) document.Key {
	return document.Key{Marks: []document.Mark{{Kind: document.Bar, From: 0, To: 1, Tone: tone}}, Words: words}
}

// gradeText is a grade with its reason.
func gradeText(grade, reason string) string {
	if reason == "" {
		return cmp.Or(grade, "none")
	}
	return grade + ": " + reason
}

// fact and codeFact are a fact of evidence; one without a value is left out by
// facts.
func fact(name, value string) document.Fact { return document.Fact{Name: name, Value: value} }

func codeFact(name, value string) document.Fact {
	return document.Fact{Name: name, Value: value, Code: true}
}

func facts(all ...document.Fact) (out []document.Fact) {
	for _, f := range all {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}

// known is a number, or nothing where 0 means unknown.
func known(v float64) any {
	if v == 0 {
		return nil
	}
	return v
}

// says is a cell with what stands beneath, where that isn't empty.
func says(text string, under ...string) document.Cell {
	c := document.Cell{Text: text}
	for _, s := range under {
		if s != "" {
			c.Under = append(c.Under, s)
		}
	}
	return c
}

func sentence(s string) string {
	s = capital(strings.TrimSpace(s))
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// part is what a section makes of an edition: what it adds to report.json, and
// what is read.
type part struct {
	data   []datum
	blocks []document.Block
}

// datum is a value of report.json under its key. Listed values of one key make
// a list, in reading order.
type datum struct {
	key    string
	value  any // or, of figures, what makes them
	listed bool
}
