package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Renderer lays a report out in one form.
type Renderer interface {
	// File is the name of the file that the form is written to.
	File() string
	// Render writes the report. It changes nothing in it.
	Render(io.Writer, Report) error
}

// Formats are the names of the forms that are files, in the order of writing.
// The form "text" is for a terminal.
func Formats() []string { return []string{"html", "md", "csv", "json", "charts", "xlsx"} }

// charts is the form that is a folder of pictures. The forms that show or link
// them, html and md, bring it along.
const charts = "charts"

// Known is an error for a name that is no form's.
func Known(format string) error {
	if format == charts {
		return nil
	}
	_, err := Format(format)
	return err
}

// Format returns the renderer of a form that is one file, by its name.
func Format(name string) (Renderer, error) {
	switch name {
	case "html":
		return page{}, nil
	case "md":
		return markdown{}, nil
	case "csv":
		return table{}, nil
	case "json":
		return data{}, nil
	case "xlsx":
		return workbook{}, nil
	case "text":
		return text{}, nil
	}
	return nil, fmt.Errorf("format %q is none of %s, text", name, strings.Join(Formats(), ", "))
}

// Write writes the report to dir in the given formats, all of them when none
// is given, and returns the paths; of the pictures, that of their folder. The
// format csv is two files: the figures and the claims. dir is made when it is
// missing. Every file is written whole or not at all: a reader of an older
// edition never meets half a page. Pictures of an earlier report in dir go with
// the pictures that replace them, as far as they are as they were written. A format that isn't known is an error
// before anything is written.
func Write(r Report, dir string, formats []string) (paths []string, err error) {
	if len(formats) == 0 {
		formats = Formats()
	}
	var files []Renderer
	pictures := false
	for _, name := range formats {
		pictures = pictures || name == charts || name == "html" || name == "md"
		if name == charts {
			continue
		}
		f, err := Format(name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
		if f == (table{}) { // the tables don't share their columns
			files = append(files, claimTable{})
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the report's folder: %w", err)
	}
	for _, f := range files {
		path := filepath.Join(dir, f.File())
		if err := writeFile(path, r, f); err != nil {
			return paths, fmt.Errorf("write %s: %w", path, err)
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
	for _, f := range chartFiles(r) {
		path := filepath.Join(dir, f.File())
		if err := writeFile(path, r, f); err != nil {
			return paths, fmt.Errorf("write %s: %w", path, err)
		}
		names = append(names, filepath.Base(path))
	}
	if err := removeStale(dir, names); err != nil {
		return paths, fmt.Errorf("remove pictures of an earlier report: %w", err)
	}
	list := filepath.Join(dir, listed)
	if err := writeFile(list, r, pictureList{dir, names}); err != nil {
		return paths, fmt.Errorf("write %s: %w", list, err)
	}
	return append(paths, folder), nil
}

func writeFile(path string, r Report, f Renderer) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	if err := f.Render(tmp, r); err != nil {
		return err
	}
	if err := tmp.Chmod(0o644); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
