package report

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemaOf is the JSON Schema of a type as encoding/json writes it.
func schemaOf(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Pointer:
		s := schemaOf(t.Elem())
		s["type"] = []any{s["type"], "null"}
		return s
	case reflect.Slice:
		return map[string]any{"type": []any{"array", "null"}, "items": schemaOf(t.Elem())}
	case reflect.Struct:
		properties, required := map[string]any{}, []any{}
		fields(t, func(name string, optional bool, of reflect.Type) {
			properties[name] = schemaOf(of)
			if !optional {
				required = append(required, name)
			}
		})
		return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	}
	return map[string]any{} // any value
}

// fields yields a struct's fields under their names in JSON, those of embedded
// structs among them.
func fields(t reflect.Type, yield func(name string, optional bool, of reflect.Type)) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case f.Anonymous && name == "":
			fields(f.Type, yield)
		default:
			if name == "" {
				name = f.Name
			}
			yield(name, strings.Contains(options, "omitempty"), f.Type)
		}
	}
}

// schema is that of report.json: the keys that every report has, and those that
// some have.
func schema() map[string]any {
	keys := func(in Input) map[string]any {
		of := map[string]any{}
		for _, d := range Build(in).data {
			s := schemaOf(reflect.TypeOf(d.made()))
			if d.listed {
				s = map[string]any{"type": "array", "items": s}
			}
			of[d.key] = s
		}
		return of
	}
	properties := keys(small())
	properties["schema"] = map[string]any{"const": Schema}
	return map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A report of backpay, form " + Schema,
		"description": "Keys are added without a new name of the form. A value that is withheld, or that isn't there, is null or left out.",
		"type":        "object", "properties": properties, "required": slices.Sorted(maps.Keys(keys(Input{}))),
	}
}

// The published schema is that of the data's types, and reports of every kind
// are valid by it; a report with a figure that has no statistic is not.
func TestSchema(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(schema()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("report.schema.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(schemaText, b.String()); diff != "" && !*update {
		t.Errorf("report.schema.json (-want +got):\n%s", diff)
	}
	doc, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	survey := small()
	survey.Figures = surveyOf("base", 168_300, "rough")
	for name, in := range map[string]Input{"small": small(), "empty": {}, "hostile": everywhere(hostile[1]), "survey": survey, "claims": {Options: small().Options, Claims: claimsOf()}} {
		if err := valid(render(t, Build(in), "json")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := strings.Replace(render(t, Build(small()), "json"), `"statistic": "median"`, `"statistics": "median"`, 1)
	if valid(broken) == nil {
		t.Error("a figure without its statistic is valid")
	}
}
