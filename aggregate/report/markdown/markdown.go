// Package markdown lays a document out for a static site: front matter,
// paragraphs, tables, pictures and footnotes.
package markdown

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"backpay/aggregate/report/document"
)

// Render writes the document. Its pictures lie in charts/ beside it.
func Render(w io.Writer, d document.Document) error {
	m := &writer{w: bufio.NewWriter(w), notes: map[string]int{}}
	for i, c := range d.Credits {
		m.notes[c.Key] = i + 1
	}
	m.front(d)
	for i, s := range d.Sections {
		if i > 0 { // the first follows the title
			m.line("## %s\n", esc(s.Title))
		}
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	for i, c := range d.Credits {
		at := ""
		if c.URL != "" {
			at = " <" + address(c.URL) + ">."
		}
		m.line("[^%d]: %s.%s %s", i+1, esc(c.Title), at, esc(c.Text))
	}
	return m.w.Flush()
}

type writer struct {
	w     *bufio.Writer
	notes map[string]int // credits to their footnotes
}

// line writes a formatted line. A failed write is kept by bufio until Flush.
func (m *writer) line(format string, args ...any) { fmt.Fprintf(m.w, format+"\n", args...) }

func (m *writer) front(d document.Document) {
	m.line("---")
	all := append([][2]string{{"title", d.Title}, {"description", d.Description}, {"edition", d.Edition}}, d.Meta...)
	for _, kv := range append(all, [2]string{"image", d.Site + "charts/" + d.Card.Name + ".png"}) {
		m.line("%s: %s", kv[0], quoted(kv[1]))
	}
	m.line("---\n")
}

func (m *writer) block(b document.Block) {
	switch b := b.(type) {
	case document.Prose:
		m.prose(b)
	case document.Note:
		m.line("%s\n", esc(b.Text))
	case document.Table:
		m.table(b)
	case document.Plot:
		if !b.Bare {
			m.plot(b)
		}
	case document.Evidence: // the page and report.json have it
	}
}

func (m *writer) prose(p document.Prose) {
	var text strings.Builder
	for _, s := range p.Spans {
		switch {
		case s.Strong:
			text.WriteString("**" + esc(s.Text) + "**")
		case s.URL != "":
			text.WriteString(esc(s.Text) + " <" + address(s.URL) + ">")
		default:
			text.WriteString(esc(s.Text))
		}
	}
	switch {
	case p.Style == document.Head:
		m.line("### %s\n", text.String())
	case p.Style == document.Code:
		f := fence(p.String())
		m.line("%ssql\n%s\n%s\n", f, p.String(), f)
	case p.Lead != "":
		m.line("**%s.** %s\n", esc(p.Lead), text.String())
	default:
		m.line("%s\n", text.String())
	}
}

func (m *writer) table(t document.Table) {
	heads := make([]string, 0, len(t.Heads))
	for _, h := range t.Heads {
		heads = append(heads, h.Text)
	}
	facts := len(heads) == 0
	if facts {
		heads = []string{"", "", ""}
	}
	var rows [][]string
	for _, l := range t.Rows {
		var row []string
		for i, c := range l.Cells {
			text := esc(c.Text)
			if c.URL != "" {
				text += " <" + address(c.URL) + ">"
			}
			switch {
			case facts && i == 1:
				row = append(row, "**"+text+"**", esc(strings.Join(c.Under, "; ")))
				continue
			case len(c.Under) > 0:
				text += ": " + esc(strings.Join(c.Under, "; "))
			}
			if c.MoreURL != "" {
				text += " " + esc(c.More) + " <" + address(c.MoreURL) + ">"
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	if !facts {
		m.line("**%s**\n", esc(t.Caption))
	}
	m.grid(heads, rows)
}

func (m *writer) plot(p document.Plot) {
	m.line("### %s\n\n%s.\n", esc(p.Title), esc(p.Subtitle))
	m.line("![%s](charts/%s.png)\n", esc(cut(p.Describe(), altLength)), p.ID)
	source := p.Source
	if source != "" {
		source += ". "
	}
	m.line("%s%s. [SVG](charts/%s.svg), [PNG](charts/%[3]s.png)\n", esc(source), esc(p.Edition), p.ID)
	if p.Description != "" {
		m.line("%s\n", esc(p.Description))
	}
	heads := []string{p.Head}
	if p.Under != "" {
		heads = append(heads, p.Under)
	}
	for _, c := range p.Columns {
		heads = append(heads, c.Head)
		if c.Under != "" {
			heads = append(heads, c.Under)
		}
	}
	for _, g := range p.Groups {
		if g.Name != "" {
			m.line("**%s**: %s\n", esc(g.Name), esc(g.Detail))
		}
		var rows [][]string
		for _, r := range g.Rows {
			if !r.Sentence() {
				rows = append(rows, append(m.label(p, r), escAll(p.Cells(r))...))
			}
		}
		if len(rows) > 0 {
			m.grid(heads, rows)
		}
		m.sentences(g.Rows)
	}
	for _, n := range p.Notes {
		if n != "" {
			m.line("%s\n", esc(n))
		}
	}
}

// label is what names a row, with what stands beneath it.
func (m *writer) label(p document.Plot, r document.Row) []string {
	label := esc(r.Label)
	if r.Own {
		label = "**" + label + "**"
	}
	if r.URL != "" {
		label += " <" + address(r.URL) + ">"
	}
	if r.Rough {
		label += ", rough"
	}
	if n := m.notes[r.Credit]; n > 0 {
		label += fmt.Sprintf("[^%d]", n)
	}
	if p.Under == "" {
		return []string{label}
	}
	return []string{label, esc(r.Detail)}
}

func (m *writer) sentences(rows []document.Row) {
	n := 0
	for _, r := range rows {
		if !r.Sentence() {
			continue
		}
		n++
		at := ""
		if r.URL != "" {
			at = " <" + address(r.URL) + ">"
		}
		m.line("- %s%s: %s", esc(r.Label), at, esc(r.Words))
	}
	if n > 0 {
		m.line("")
	}
}

func (m *writer) grid(head []string, rows [][]string) {
	m.line("| %s |", strings.Join(escAll(head), " | "))
	m.line("|%s", strings.Repeat(" --- |", len(head)))
	for _, r := range rows {
		m.line("| %s |", strings.Join(r, " | "))
	}
	m.line("")
}

// altLength cuts a picture's text alternative, in characters: the table under
// the picture holds every number.
const altLength = 1000

func cut(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

// quoted is a string in double quotes for YAML, of which JSON's strings are a
// part; braces and angle brackets come as escapes.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return strings.NewReplacer("{", `\u007b`, "}", `\u007d`).Replace(string(b))
}
