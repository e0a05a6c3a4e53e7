package sourcetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/testenv"
)

// mutate checks that no value of an answer costs a posting by being of another
// JSON type: services send numbers as texts, texts as lists, objects for names
// and null for anything. Only what makes up a posting's identity and its title
// may cost it, and those not where they say the same in another type. With
// -short it is one value in twenty.
func mutate(t *testing.T, src scraper.Source, c testCase) {
	tried, lost := 0, 0
	for _, doc := range documents(c.page.Body) {
		before := said{}
		try := func(v any) said {
			page := c.page
			page.Body = doc.with(v)
			return read(src, page)
		}
		if before = try(doc.value); len(before.Postings) == 0 {
			continue
		}
		for i, leaf := range valuesOf(doc.value, nil) {
			if i%testenv.Size(1, 20) > 0 {
				continue
			}
			others := otherTypes(leaf.value)
			if leaf.isTitle(before) ||
				leaf.names(func(v any) bool { return changesIdentity(before, try(leaf.replaced(doc.value, v))) }) {
				others = sameInOtherType(leaf.value)
			}
			for _, v := range others {
				tried++
				after := try(leaf.replaced(doc.value, v))
				if len(after.Postings) < len(before.Postings) {
					if lost++; lost <= 5 {
						t.Errorf(
							"%s as %s: %d of %d postings are left; %s %q",
							leaf,
							encode(v),
							len(after.Postings),
							len(before.Postings),
							after.Error,
							after.Problems,
						)
					}
				}
			}
		}
	}
	if tried > 0 {
		t.Logf("%d values of another type tried, %d cost a posting", tried, lost)
	}
}

// document is one JSON text of a page: the page itself, or a script in it.
type document struct {
	before, after []byte
	value         any
}

func (d document) with(v any) []byte {
	return append(append(bytes.Clone(d.before), encode(v)...), d.after...)
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	if err := e.Encode(v); err != nil {
		panic(err) // it was decoded from JSON
	}
	return bytes.TrimSpace(b.Bytes())
}

// assigned is where a script sets a value of the page's window to an object.
var assigned = regexp.MustCompile(`window\.[\w.]+(?:\["[\w-]+"\])?\s*=\s*\{`)

var jsonScript = regexp.MustCompile(`(?s)<script[^>]*(?:json|__NEXT_DATA__)[^>]*>(.*?)</script>`)

// documents finds the JSON of a page.
func documents(body []byte) (docs []document) {
	add := func(start, end int) {
		d := document{before: body[:start], after: body[end:]}
		dec := json.NewDecoder(bytes.NewReader(body[start:end]))
		dec.UseNumber()
		if dec.Decode(&d.value) == nil && !dec.More() {
			docs = append(docs, d)
		}
	}
	if text := bytes.TrimSpace(body); len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		add(0, len(body))
		return docs
	}
	for _, at := range jsonScript.FindAllSubmatchIndex(body, -1) {
		add(at[2], at[3])
	}
	for _, at := range assigned.FindAllIndex(body, -1) { // up to the opening brace
		dec := json.NewDecoder(bytes.NewReader(body[at[1]-1:]))
		if dec.Decode(&struct{}{}) == nil {
			add(at[1]-1, at[1]-1+int(dec.InputOffset()))
		}
	}
	return docs
}

// place is where one value stands in a document.
type place struct {
	path  []any // keys and indexes
	value any
}

func (p place) String() string {
	var b strings.Builder
	for _, step := range p.path {
		if i, ok := step.(int); ok {
			fmt.Fprintf(&b, "[%d]", i)
		} else {
			fmt.Fprintf(&b, ".%s", step)
		}
	}
	return b.String()
}

// valuesOf are all values below v, with their places.
func valuesOf(v any, path []any) (all []place) {
	if len(path) > 0 {
		all = append(all, place{append([]any(nil), path...), v})
	}
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			all = append(all, valuesOf(e, append(path, k))...)
		}
	case []any:
		for i, e := range x {
			all = append(all, valuesOf(e, append(path, i))...)
		}
	}
	return all
}

// replaced returns root with another value at the place; root stays as it is.
func (p place) replaced(root, value any) any { return replaced(root, p.path, value) }

func replaced(v any, path []any, value any) any {
	if len(path) == 0 {
		return value
	}
	switch x := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(x))
		for k, e := range x {
			m[k] = e
		}
		m[path[0].(string)] = replaced(x[path[0].(string)], path[1:], value)
		return m
	case []any:
		l := append([]any(nil), x...)
		l[path[0].(int)] = replaced(x[path[0].(int)], path[1:], value)
		return l
	}
	return v
}

// isTitle reports whether the value is a text that a posting's title was taken
// from, with more beside it.
func (p place) isTitle(said said) bool {
	s, ok := p.value.(string)
	return ok && slices.ContainsFunc(said.Postings, func(p posting) bool {
		return strings.Contains(html.UnescapeString(s), p.Title)
	})
}

// names reports whether the value, or one within it, takes part in a posting's
// identity or title: whether another value of the same type changes them.
func (p place) names(changes func(any) bool) bool {
	for _, leaf := range append(valuesOf(p.value, nil), place{value: p.value}) {
		var others []any
		switch x := leaf.value.(type) {
		case string:
			others = []any{x + "9z", "9z " + x}
		case json.Number:
			others = []any{json.Number("9" + strings.TrimLeft(x.String(), "-0."))}
		}
		for _, other := range others {
			if changes(replaced(p.value, leaf.path, other)) {
				return true
			}
		}
	}
	return false
}

func changesIdentity(before, after said) bool {
	type name struct{ id, title string }
	names := map[name]bool{}
	for _, p := range after.Postings {
		names[name{p.ID, p.Title}] = true
	}
	for _, p := range before.Postings {
		if !names[name{p.ID, p.Title}] {
			return true
		}
	}
	return false
}

// otherTypes are what may stand in the place of a value.
func otherTypes(v any) []any {
	return append(
		sameInOtherType(v),
		nil,
		true,
		json.Number("7"),
		json.Number("-1.5e300"),
		"",
		"word",
		[]any{},
		[]any{v},
		map[string]any{},
		map[string]any{"name": v},
	)
}

var wholeNumber = regexp.MustCompile(`^[1-9]\d{0,17}$`)

// sameInOtherType is a number as a text, or a text of digits as a number.
func sameInOtherType(v any) []any {
	switch x := v.(type) {
	case json.Number:
		return []any{x.String()}
	case string:
		if wholeNumber.MatchString(x) {
			return []any{json.Number(x)}
		}
	}
	return nil
}
