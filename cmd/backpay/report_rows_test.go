package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var printedNumber = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// numbersOf are the numbers that the values of a part of report.json hold,
// without those of its keys.
func numbersOf(v any) map[string]bool {
	out := map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, w := range v {
				walk(w)
			}
		case []any:
			for _, w := range v {
				walk(w)
			}
		case json.Number:
			out[v.String()] = true
		case string:
			for _, n := range printedNumber.FindAllString(v, -1) {
				out[n] = true
			}
		}
	}
	walk(v)
	return out
}

// withID are the parts of report.json that have an id, by it.
func withID(v any, into map[string]any) {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["id"].(string); ok && id != "" {
			into[id] = v
		}
		for _, w := range v {
			withID(w, into)
		}
	case []any:
		for _, w := range v {
			withID(w, into)
		}
	}
}

// proveRows holds each row of the page's tables, and each fold-out, against
// the one row of report.json that it is about, and each picture against its
// own section: a value that is printed in another one's place fails. It
// returns the rows and fold-outs.
func proveRows(t *testing.T, dir string, data []byte) (rows int) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	parts := map[string]any{"claims": all["claims"], "cities": all["cities"], "spread": all["pay_distribution"]}
	withID(all, parts)
	claims := all["claims"].(map[string]any)["rows"].([]any)
	held := func(what, text string, of ...any) {
		t.Helper()
		rows++
		for _, part := range of {
			known := numbersOf(part)
			if !slices.ContainsFunc(printedNumber.FindAllString(text, -1), func(n string) bool { return !known[n] && n != "95" }) { // the intervals' own name
				return
			}
		}
		unknown := printedNumber.FindAllString(text, -1)
		for _, part := range of {
			known := numbersOf(part)
			unknown = slices.DeleteFunc(unknown, func(n string) bool { return known[n] || n == "95" })
		}
		t.Errorf("%s says %q, which its row of report.json doesn't: %q", what, unknown, text)
	}
	f, err := os.Open(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		id := strings.TrimPrefix(attr(n, "id"), "ev-")
		switch {
		case n.Data == "tr" && inSection(n, "claims") && strings.HasPrefix(attr(n, "class"), "row"):
			held("a published figure", textOf(n), claims...)
		case n.Data == "tr":
			for a := range n.Descendants() {
				if id, ok := strings.CutPrefix(attr(a, "href"), "#ev-"); ok && parts[id] != nil {
					held("the row "+id, textOf(n), parts[id])
					break
				}
			}
		case n.Data == "div" && attr(n, "class") == "item" && parts[id] != nil && id != "claims":
			held("the fold-out "+id, textOf(n), parts[id])
		}
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "charts", "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pictures {
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".svg"), "-phone")
		if name == "card" {
			continue
		}
		if parts[name] == nil {
			t.Errorf("%s is the picture of no part of report.json", path)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		held(filepath.Base(path), textOf(root), []any{parts[name], all["edition"], all["date"]})
	}
	return rows
}

// proveCharts holds what a row prints against its own values.
func proveCharts(t *testing.T, r reportData) {
	t.Helper()
	for _, c := range r.Charts {
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				jobs, _, _ := strings.Cut(row.Text.Jobs, " ")
				count := row.Jobs
				if count == 0 { // none states pay: all of them are listed
					count = row.All
				}
				printed(t, row.ID+", jobs", jobs, float64(count), 0)
				a := row.Amounts
				if a == nil {
					continue
				}
				printed(t, row.ID+", median", row.Text.Median, a.Median, 0.5001)
				if a.Mean > 0 || row.Text.Mean != "too uncertain to print" {
					printed(t, row.ID+", mean", row.Text.Mean, a.Mean, 0.5001)
				}
				for _, span := range []struct {
					text      string
					low, high float64
					slack     float64 // intervals are widened outwards
				}{{row.Text.Interval, a.Low, a.High, 1000}, {row.Text.Middle, a.P25, a.P75, 1000}} {
					if (span.low == 0 || span.high == 0) && span.text == "too uncertain to print" {
						continue
					}
					low, high, _ := strings.Cut(span.text, "–")
					printed(t, row.ID+", "+span.text, low, span.low, span.slack)
					printed(t, row.ID+", "+span.text, high, span.high, span.slack)
				}
			}
		}
	}
}

// inSection reports whether a node stands in the section of an id.
func inSection(n *html.Node, id string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if attr(p, "id") == id {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is what a part of a page says, its pieces apart.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	return b.String()
}
