package mapping_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"backpay/scraper/mapping"
	"backpay/scraper/rows"
)

// The mapping that the README explains is one.
func TestReadmeMapping(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "```yaml\nkind: postings")
	if !ok {
		t.Fatal("the README explains no mapping")
	}
	example, _, _ := strings.Cut(rest, "```")
	if _, err := mapping.Parse("README.md", []byte("kind: postings"+example)); err != nil {
		t.Error(err)
	}
}

func TestParseRefuses(t *testing.T) {
	const good = "kind: postings\ncolumns: {title: a}\n"
	for text, want := range map[string]string{
		"kind: jobs\n":     `m.yaml: kind: "jobs" is not one of postings, observations, none`,
		"kind: postings\n": "m.yaml: columns.title: is missing; a posting without a title is none",
		"kind: observations\ncolumns: {title: a}\n":       "m.yaml: pay: is missing; an observation is of pay",
		good + "dates: {order: american}\n":               `m.yaml: dates.order: "american" is not one of dmy, mdy, ymd`,
		good + "decimal: x\n":                             `m.yaml: decimal: "x" is not one of ,, .`,
		good + "source: {name: My List}\n":                `m.yaml: source.name: "My List" is not a word of small letters, digits and hyphens`,
		good + "salary: a\n":                              `m.yaml:3:1: unknown field "salary"`,
		good + "pay: [{min: {from: a, strip: \"(\"}}]\n":  "m.yaml:3:30: strip: error parsing regexp",
		good + "pay: [{min: {of: a}}]\n":                  `m.yaml:3:14: unknown key "of"; allowed here: from, join, value, values, strip`,
		good + "table: {header: first}\n":                 "m.yaml:3:17: ",
		"kind: postings\ncolumns: {title: [a, {b: c}]}\n": "m.yaml:2:",
		"kind: [\n": "m.yaml:1:",
	} {
		_, err := mapping.Parse("m.yaml", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

// What Infer finds of a table, written down and read back, reads the table alike.
func TestWrittenMappingReadsAlike(t *testing.T) {
	const table = "Position;Employer;Town;Wage from;Wage to;Since;Estimated\nWeaver;Otter;Leeds;30.000,50;40.000,00;25.03.2026;no\nDyer;Badger;York;20.000,00;22.000,00;02.04.2026;yes\n"
	tables, err := rows.Open(tableFile(t, "a.csv", table), rows.Options{Known: mapping.IsName})
	if err != nil {
		t.Fatal(err)
	}
	inferred, err := mapping.Infer(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := inferred.Write(&b, tables[0], "a.csv"); err != nil {
		t.Fatal(err)
	}
	parsed, err := mapping.Parse("a.yaml", b.Bytes())
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	for _, row := range tables[0].Sample {
		var got [2]string
		for i, m := range []*mapping.Mapping{inferred, parsed} {
			r, err := m.Reader(tables[0], mapping.Context{})
			if err != nil {
				t.Fatal(err)
			}
			p, err := r.Posting(row)
			if err != nil {
				t.Fatal(err)
			}
			got[i] = said(p)
		}
		if got[0] != got[1] || !strings.HasSuffix(got[0], "0000") && !strings.Contains(got[0], "40000") && !strings.Contains(got[0], "estimate") {
			t.Errorf("inferred %s\nwritten  %s\n%s", got[0], got[1], b.String())
		}
	}
}

// Each shape is known by its own fingerprint, and reads a table that has its
// columns.
func TestShapes(t *testing.T) {
	shapes, err := mapping.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range shapes {
		columns := append([]string(nil), m.Match.All...)
		if len(m.Match.Any) > 0 {
			columns = append(columns, m.Match.Any[0])
		}
		var header, row []string
		for i, c := range columns {
			cell := map[bool]string{true: "R$ 9.000,00 5-6 Lacs PA", false: "word"}[m.Match.Cells[c] != ""]
			header, row = append(header, `"`+strings.ReplaceAll(strings.TrimSuffix(c, "*"), `"`, `""`)+`"`), append(row, cell+strings.Repeat("x", i))
			if m.Match.Cells[c] != "" {
				row[i] = cell
			}
		}
		table := strings.Join(header, ",") + "\n\"" + strings.Join(row, `","`) + "\"\n"
		tables, err := rows.Open(tableFile(t, name, table), rows.Options{Header: 1})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, _, err := mapping.Recognise(tables[0]); got != name || err != nil {
			t.Errorf("%s is taken for %q, %v", name, got, err)
		}
		if _, err := m.Reader(tables[0], mapping.Context{}); err != nil && m.Kind == "postings" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(shapes) < 20 {
		t.Errorf("%d shapes", len(shapes))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("kind: postings\ncolumns: {title: {from: [a], values: {b: c}}}\npay: [{min: a, estimate: {b: [c]}}]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if m, err := mapping.Parse("m.yaml", text); err == nil && m == nil {
			t.Error("no mapping and no error")
		}
	})
}
