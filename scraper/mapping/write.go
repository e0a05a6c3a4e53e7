package mapping

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"backpay/scraper/rows"
)

// Write writes a mapping as a YAML file, with what was found in each column
// beside it, and with a remark where a person should look.
func (m *Mapping) Write(out io.Writer, t *rows.Table, file string) error {
	w := writer{m: m, t: t, ps: profiles(t)}
	w.line(
		"# What the columns of %s mean. Made from the names of the columns and from the first %d rows;",
		file,
		len(t.Sample),
	)
	w.line("# look at the lines that say CHECK, then try it: backpay import --map THIS --dry-run %s", file)
	w.line("kind: %s%s", m.Kind, w.note("kind"))
	if m.Ends {
		w.line("ends: true")
	}
	if m.Source.Name != "" || len(m.Source.From) > 0 {
		w.line("source:")
		w.scalar("  name", m.Source.Name, "")
		w.list("  from", m.Source.From)
	}
	if t.NoHeader || t.Name != "" {
		w.line("table:")
		if t.NoHeader {
			w.line("  header: -1  # the columns have no names: #1 is the first")
		}
		if key := tableKey(t); t.Name != "" {
			w.line("  %s: %s", key, strconv.Quote(t.Name))
		}
	}
	if m.Dates.Order != "" || m.Dates.Base.set() || m.notes["dates"] != "" {
		w.line("dates:")
		w.scalar("  order", m.Dates.Order, "dates")
		w.field("  base", m.Dates.Base)
	}
	w.line("columns:")
	for _, f := range m.Columns.list() {
		w.field("  "+f.name, f.field)
	}
	if len(m.Pay) > 0 {
		w.line("pay:")
	}
	for _, y := range m.Pay {
		w.pay(y)
	}
	w.rest()
	_, err := io.WriteString(out, w.b.String())
	return err
}

func tableKey(t *rows.Table) string {
	if strings.HasPrefix(t.Form, "a spreadsheet") {
		return "sheet"
	}
	return "list"
}

type named struct {
	name  string
	field Field
}

// list returns the fields in the order in which they are written.
func (c Columns) list() []named {
	return []named{
		{"id", c.ID},
		{"url", c.URL},
		{"apply_url", c.Apply},
		{"title", c.Title},
		{"company", c.Company},
		{"place", c.Place},
		{"country", c.Country},
		{"workplace", c.Workplace},
		{"employment", c.Employment},
		{"department", c.Department},
		{"level", c.Level},
		{"tags", c.Tags},
		{"language", c.Language},
		{"posted", c.Posted},
		{"changed", c.Changed},
		{"closes", c.Closes},
		{"years", c.Years},
		{"company_size", c.CompanySize},
		{"as_of", c.AsOf},
		{"weight", c.Weight},
		{"description", c.Description},
	}
}

func (p Pay) list() []named {
	return []named{
		{"text", p.Text},
		{"min", p.Min},
		{"max", p.Max},
		{"amount", p.Amount},
		{"middle", p.Middle},
		{"currency", p.Currency},
		{"period", p.Period},
		{"unit", p.Unit},
		{"kind", p.Kind},
		{"tax", p.Tax},
		{"contract", p.Contract},
		{"usd", p.USD},
	}
}

type writer struct {
	m  *Mapping
	t  *rows.Table
	ps []profile
	b  strings.Builder
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format+"\n", args...)
}

func (w *writer) note(name string) string {
	if n := w.m.notes[name]; n != "" {
		return "  # CHECK: " + n
	}
	return ""
}

func (w *writer) scalar(key, value, note string) {
	switch {
	case value != "":
		w.line("%s: %s%s", key, quote(value), w.note(note))
	case w.m.notes[note] != "":
		w.line("%s: \"\"%s", key, w.note(note))
	}
}

func (w *writer) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	w.line("%s: [%s]", key, strings.Join(quoted, ", "))
}

// quote writes a text so that YAML takes it for one.
func quote(s string) string { return strconv.Quote(strings.ToValidUTF8(s, "?")) }

func (w *writer) field(key string, f Field) {
	name := strings.TrimLeft(key, " -")
	note := w.note(name)
	if note == "" {
		note = w.note("pay." + name)
	}
	if !f.set() {
		if note != "" {
			w.line("%s: \"\"%s", key, note)
		}
		return
	}
	var parts []string
	add := func(k string, names []string) {
		if len(names) == 0 {
			return
		}
		quoted := make([]string, len(names))
		for i, n := range names {
			quoted[i] = quote(n)
		}
		parts = append(parts, k+": ["+strings.Join(quoted, ", ")+"]")
	}
	if len(f.From) == 1 && f.Value == "" && f.Values == nil && f.Strip == nil && len(f.Join) == 0 {
		w.line("%s: %s%s%s", key, quote(f.From[0]), w.found(f.From[0]), note)
		return
	}
	add("from", f.From)
	add("join", f.Join)
	if f.Value != "" {
		parts = append(parts, "value: "+quote(f.Value))
	}
	if f.Values != nil {
		var values []string
		for _, k := range slices.Sorted(maps.Keys(f.Values)) {
			values = append(values, quote(k)+": "+quote(f.Values[k]))
		}
		parts = append(parts, "values: {"+strings.Join(values, ", ")+"}")
	}
	if f.Strip != nil {
		parts = append(parts, "strip: "+quote(f.Strip.String()))
	}
	found := ""
	if len(f.From) > 0 {
		found = w.found(f.From[0])
	}
	w.line("%s: {%s}%s%s", key, strings.Join(parts, ", "), found, note)
}

// found says what a column holds: how many rows fill it, and two of its cells.
func (w *writer) found(column string) string {
	i := w.t.Index(column)
	if i < 0 || i >= len(w.ps) {
		return ""
	}
	p := w.ps[i]
	var shown []string
	for _, s := range p.samples[:min(len(p.samples), 2)] {
		shown = append(shown, quote(clip(s, 40)))
	}
	return fmt.Sprintf("  # %.0f %% filled: %s", 100*p.filled, strings.Join(shown, ", "))
}

// clip cuts a text to a number of characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

func (w *writer) pay(y Pay) {
	indent := "  - "
	for _, f := range y.list() {
		if !f.field.set() && w.m.notes["pay."+f.name] == "" {
			continue
		}
		w.field(indent+f.name, f.field)
		indent = "    "
	}
	for _, c := range []struct {
		name string
		c    Condition
	}{{"estimate", y.Estimate}, {"ignore", y.Ignore}} {
		if len(c.c) == 0 {
			continue
		}
		w.line("    %s:", c.name)
		for _, column := range slices.Sorted(maps.Keys(c.c)) {
			w.list("      "+quote(column), c.c[column])
		}
	}
	w.list("    unvouched", y.Unvouched)
}

// rest lists the columns that the mapping doesn't use.
func (w *writer) rest() {
	used := map[string]bool{}
	use := func(fs []named) {
		for _, f := range fs {
			for _, n := range append(f.field.From, f.field.Join...) {
				used[fold(n)] = true
			}
		}
	}
	use(w.m.Columns.list())
	use([]named{{"", w.m.Dates.Base}, {"", Field{From: w.m.Source.From}}})
	for _, y := range w.m.Pay {
		use(y.list())
		for c := range y.Estimate {
			used[fold(c)] = true
		}
		for c := range y.Ignore {
			used[fold(c)] = true
		}
	}
	shown := 0
	for _, n := range w.t.Columns {
		if used[fold(n)] || strings.Contains(n, "[") {
			continue
		}
		if shown++; shown == 1 {
			w.line("# Not used:")
		}
		w.line("#   %s%s", quote(n), w.found(n))
	}
}
