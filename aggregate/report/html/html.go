// Package html lays a document out as one page without script that asks for
// nothing. It knows the kinds of blocks, and nothing of what they are about.
package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/aggregate/report/document"
	"backpay/aggregate/report/picture"
)

//go:embed page.html
var pageText string

//go:embed index.html
var indexText string

//go:embed page.css
var sheet string

// Render writes the page of a document.
func Render(w io.Writer, d document.Document) error {
	known, proofs := map[string]bool{}, map[string][]document.Evidence{}
	d.Sections = slices.Clone(d.Sections)
	for i, s := range d.Sections {
		d.Sections[i].Blocks = nil
		of := "" // the plot that evidence follows, and folds away with
		for _, b := range s.Blocks {
			e, ok := b.(document.Evidence)
			for _, item := range e.Items {
				known[item.ID] = true
			}
			if ok && of != "" {
				proofs[of] = append(proofs[of], e)
				of = ""
				continue
			}
			p, _ := b.(document.Plot)
			of = p.ID
			d.Sections[i].Blocks = append(d.Sections[i].Blocks, b)
		}
	}
	proof := func(p document.Plot) []document.Evidence { return proofs[p.ID] }
	// behind is the address of the evidence behind a row, "" where none is shown.
	behind := func(id string) string {
		if !known[id] {
			return ""
		}
		return "#ev-" + id
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"css": css, "kind": kind, "upper": capital, "lower": small, "behind": behind, "proof": proof, "plural": plural,
		"strip": strip, "labels": labels, "sample": sample, "bare": bare, "field": field,
		"columns": columns, "cells": cells, "parts": parts, "image": image,
	}).Parse(pageText)
	if err != nil {
		return fmt.Errorf("parse the page's template: %w", err)
	}
	return t.Execute(w, d)
}

// css is the style sheet with the palette of the pictures. It is ours, not
// input: it may pass unescaped.
func css() template.CSS {
	return template.CSS(":root{color-scheme:light dark;" + picture.Variables(false) + "}\n" +
		"@media (prefers-color-scheme:dark){:root{" + picture.Variables(true) + "}}\n" + sheet)
}

// The drawings are ours too, and escape the texts in them.
func strip(a document.Axis, g document.Group, r document.Row) template.HTML {
	return template.HTML(picture.Strip(a, g, r))
}
func labels(a document.Axis) template.HTML { return template.HTML(picture.Labels(a)) }
func sample(k document.Key) template.HTML  { return template.HTML(picture.Sample(k)) }
func bare(p document.Plot) template.HTML   { return template.HTML(picture.Bare(p)) }

// field is a plot's field for wide and for narrow screens, of which the style
// sheet shows one.
func field(p document.Plot) (template.HTML, error) {
	wide, err := picture.Field(p, picture.Column, "wide")
	if err != nil {
		return "", err
	}
	narrow, err := picture.Field(p, picture.Phone, "narrow")
	return template.HTML(wide + narrow), err
}

// image is the address of the document's card: absolute where the site is known,
// since other sites fetch it.
func image(d document.Document) string { return d.Site + "charts/" + d.Card.Name + ".png" }

func kind(b document.Block) string {
	switch b := b.(type) {
	case document.Prose:
		return [...]string{"prose", "lede", "quote", "code", "head"}[b.Style]
	case document.Table:
		if len(b.Heads) == 0 {
			return "facts"
		}
		return "table"
	case document.Note:
		return "note"
	case document.Evidence:
		return "evidence"
	case document.Plot:
		if b.Bare {
			return "bare"
		}
	}
	return "plot"
}

// column is a plot's column as the page has it.
type column struct{ Class, Head string }

// columns are those that a page shows.
func columns(p document.Plot) (out []column) {
	for _, c := range p.Columns {
		if c.Part != document.Aside {
			out = append(out, column{class(c.Part), c.Heads()})
		}
	}
	return out
}

func class(p document.Part) string {
	switch p {
	case document.Value:
		return "val"
	case document.Count:
		return "n"
	}
	return "mid"
}

// cell is a row's cell in a column that the page shows. Name and Beneath name
// its lines where the head of the column is out of sight.
type cell struct {
	document.Cell
	Class, Name, Beneath string
	// Proven cells lead to the evidence.
	Proven bool
}

// cells are a row's; of one that is given in words, only what it rests on.
func cells(p document.Plot, r document.Row) (out []cell) {
	for i, c := range p.Columns {
		if i >= len(r.Cells) || c.Part == document.Aside || r.Words != "" && c.Part != document.Count {
			continue
		}
		x := cell{
			Cell:   c.Printed(r, r.Cells[i]),
			Class:  class(c.Part),
			Proven: c.Part == document.Value || c.Part == document.Told && !r.Cells[i].Quiet,
		}
		if c.Part == document.Beside || c.Part == document.Told {
			x.Name, x.Beneath = small(c.Head), small(c.Under)
		}
		if x.Text == "" && len(x.Under) == 0 {
			x.Text, x.Quiet = "not shown", true
		}
		out = append(out, x)
	}
	return out
}

// part is some rows of a plot: those shown at once, or the others, of a number.
type part struct {
	document.Plot
	More int
}

// parts are the rows that a page shows at once, and those that it folds away.
func parts(p document.Plot) []part {
	rows := len(p.Rows())
	if p.Open == 0 || p.Open >= rows-1 { // one row is as long as what would fold it
		return []part{{p, 0}}
	}
	first, rest := p, p
	first.Groups, rest.Groups = nil, nil
	left := p.Open
	for _, g := range p.Groups {
		here, there := g, g
		n := min(left, len(g.Rows))
		here.Rows, there.Rows = g.Rows[:n], g.Rows[n:]
		left -= n
		if len(here.Rows) > 0 {
			first.Groups = append(first.Groups, here)
		}
		if len(there.Rows) > 0 {
			rest.Groups = append(rest.Groups, there)
		}
	}
	return []part{{first, 0}, {rest, rows - p.Open}}
}

// capital gives a sentence its first letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// small is a head as it stands within a line.
func small(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

// Entry is one report on the page that lists several.
type Entry struct{ Path, Title, Kicker, Answer, Date, Edition string }

// Index writes a page that lists reports.
func Index(w io.Writer, title string, entries []Entry) error {
	t, err := template.New("index").Funcs(template.FuncMap{"css": css}).Parse(indexText)
	if err != nil {
		return fmt.Errorf("parse the template of the page that lists reports: %w", err)
	}
	return t.Execute(w, struct {
		Title   string
		Entries []Entry
	}{strings.TrimSpace(title), entries})
}
