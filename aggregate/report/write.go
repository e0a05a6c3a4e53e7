package report

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"backpay/aggregate/report/data"
	"backpay/aggregate/report/document"
	"backpay/aggregate/report/html"
	"backpay/aggregate/report/markdown"
	"backpay/aggregate/report/picture"
	"backpay/aggregate/report/terminal"
	"backpay/aggregate/report/workbook"
)

// schemaText is the JSON Schema of report.json; a test writes it from the types.
//
//go:embed report.schema.json
var schemaText string

// file is one file of a report.
type file struct {
	name  string
	write func(io.Writer) error
}

// Formats are the names of the forms that are files, in the order of writing.
// The form "text" is for a terminal.
func Formats() []string { return []string{"html", "md", "csv", "json", "charts", "xlsx"} }

// charts is the form that is a folder of pictures. The forms that show or link
// them, html and md, bring it along.
const charts = "charts"

// Known returns an error for a name that is no form's.
func Known(format string) error {
	if format == "text" || slices.Contains(Formats(), format) {
		return nil
	}
	return fmt.Errorf("format %q is none of %s, text", format, strings.Join(Formats(), ", "))
}

// Print prints the short answer and what each source says, for a terminal.
func (r Report) Print(w io.Writer) error { return terminal.Render(w, r.Document) }

// sheet returns the table of a name.
func (r Report) sheet(name string) document.Sheet {
	i := slices.IndexFunc(r.Sheets, func(s document.Sheet) bool { return s.Name == name })
	return r.Sheets[i]
}

// files are those of a format.
func (r Report) files(format string) []file {
	csv := func(name string) file {
		return file{name + ".csv", func(w io.Writer) error { return data.CSV(w, r.sheet(name)) }}
	}
	switch format {
	case "html":
		return []file{{"index.html", func(w io.Writer) error { return html.Render(w, r.Document) }}}
	case "md":
		return []file{{"report.md", func(w io.Writer) error { return markdown.Render(w, r.Document) }}}
	case "csv": // the tables don't share their columns
		return []file{csv("figures"), csv("claims"), {"datapackage.json", func(w io.Writer) error {
			return data.Package(w, r.Document, []document.Sheet{r.sheet("figures"), r.sheet("claims")})
		}}}
	case "json":
		return []file{
			{"report.json", func(w io.Writer) error { return data.JSON(w, r.members) }},
			{"report.schema.json", func(w io.Writer) error {
				_, err := io.WriteString(w, schemaText)
				return err
			}},
		}
	case "xlsx":
		return []file{{"report.xlsx", func(w io.Writer) error { return workbook.Render(w, r.Sheets) }}}
	case charts:
		return r.pictures()
	}
	return nil
}

// pictures are the files of all plots: each for a column and for a phone, and
// its rows as a table; and those of the card.
func (r Report) pictures() (files []file) {
	both := func(name string, draw func() (*picture.Drawing, error)) {
		draw = sync.OnceValues(draw)
		for _, ext := range []string{".svg", ".png"} {
			files = append(files, file{charts + "/" + name + ext, func(w io.Writer) error {
				d, err := draw()
				if err != nil {
					return fmt.Errorf("draw %s: %w", name, err)
				}
				if ext == ".png" {
					return d.PNG(w)
				}
				return d.SVG(w)
			}})
		}
	}
	for _, p := range r.Document.Plots() {
		both(p.ID, func() (*picture.Drawing, error) { return picture.Draw(p, picture.Column) })
		both(p.ID+"-phone", func() (*picture.Drawing, error) { return picture.Draw(p, picture.Phone) })
		if len(p.Variables) > 0 {
			files = append(
				files,
				file{charts + "/" + p.ID + ".csv", func(w io.Writer) error { return data.CSV(w, p.Sheet()) }},
			)
		}
	}
	card := r.Document.Card
	both(card.Name, func() (*picture.Drawing, error) { return picture.DrawCard(card) })
	return files
}

// Write writes the report to dir in the given formats, all of them when none
// is given, and returns the paths; of the pictures, that of their folder. dir is
// made when it is missing. Every file is written whole or not at all: a reader
// of an older edition never meets half a page. Pictures of an earlier report in
// dir go with the pictures that replace them, as far as they are as they were
// written. A format that isn't known is an error before anything is written.
func Write(r Report, dir string, formats []string) (paths []string, err error) {
	if len(formats) == 0 {
		formats = Formats()
	}
	pictures := false
	for _, name := range formats {
		if err := Known(name); err != nil {
			return nil, err
		}
		pictures = pictures || name == charts || name == "html" || name == "md"
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the report's folder: %w", err)
	}
	for _, format := range formats {
		if format == charts {
			continue
		}
		for _, f := range r.files(format) {
			path := filepath.Join(dir, f.name)
			if err := writeFile(path, f.write); err != nil {
				return paths, fmt.Errorf("write %s: %w", path, err)
			}
			paths = append(paths, path)
		}
	}
	if r.Document.Feed {
		path, err := r.writeFeed(dir)
		if err != nil {
			return paths, fmt.Errorf("write the feed: %w", err)
		}
		paths = append(paths, path)
	}
	if !pictures {
		return paths, nil
	}
	folder := filepath.Join(dir, charts)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return paths, fmt.Errorf("make the pictures' folder: %w", err)
	}
	var names []string
	drawn := newRedraw(r.Stands)
	for _, f := range r.files(charts) {
		path := filepath.Join(dir, f.name)
		if err := drawn.write(path, f.write); err != nil {
			return paths, fmt.Errorf("write %s: %w", path, err)
		}
		names = append(names, filepath.Base(path))
	}
	if err := removeStale(dir, names); err != nil {
		return paths, fmt.Errorf("remove pictures of an earlier report: %w", err)
	}
	list := filepath.Join(dir, listed)
	if err := writeFile(list, func(w io.Writer) error { return writeList(w, dir, names) }); err != nil {
		return paths, fmt.Errorf("write %s: %w", list, err)
	}
	return append(paths, folder), nil
}
