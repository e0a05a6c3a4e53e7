package data

import (
	"encoding/json"
	"io"

	"backpay/aggregate/report/document"
)

// Package describes CSV files as a Frictionless Data Package, so that programs
// know what each column means without asking.
func Package(w io.Writer, d document.Document, sheets []document.Sheet) error {
	type field struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Description string `json:"description,omitempty"`
	}
	type schema struct {
		Fields        []field  `json:"fields"`
		MissingValues []string `json:"missingValues"`
	}
	type resource struct {
		Name      string `json:"name"`
		Path      string `json:"path"`
		Profile   string `json:"profile"`
		Format    string `json:"format"`
		MediaType string `json:"mediatype"`
		Encoding  string `json:"encoding"`
		Schema    schema `json:"schema"`
	}
	type source struct {
		Title string `json:"title"`
		Path  string `json:"path,omitempty"`
	}
	out := struct {
		Profile     string     `json:"profile"`
		Name        string     `json:"name"`
		Title       string     `json:"title"`
		Description string     `json:"description,omitempty"`
		Version     string     `json:"version,omitempty"`
		Homepage    string     `json:"homepage,omitempty"`
		Sources     []source   `json:"sources,omitempty"`
		Resources   []resource `json:"resources"`
	}{
		Profile: "tabular-data-package", Name: "backpay-report", Title: d.Title, Description: d.Description, Version: d.Edition, Homepage: d.Site,
		Resources: []resource{},
	}
	for _, c := range d.Credits {
		out.Sources = append(out.Sources, source{c.Title, c.URL})
	}
	for _, s := range sheets {
		r := resource{
			Name: s.Name, Path: s.Name + ".csv", Profile: "tabular-data-resource", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
			Schema: schema{MissingValues: []string{""}},
		}
		for _, f := range s.Variables {
			r.Schema.Fields = append(r.Schema.Fields, field{f.Name, f.Kind, f.Meaning})
		}
		out.Resources = append(out.Resources, r)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
