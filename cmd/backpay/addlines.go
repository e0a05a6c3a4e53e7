package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"backpay/scraper"
	"backpay/scraper/source"
)

// suggest prints the lines for what was found, or adds the first of them to
// the configuration file.
func (a *app) suggest(c *config, found []source.Located, company string, write bool) error {
	for i, l := range found {
		about := source.Named(l.Source).About()
		title := about.Title
		if about.Access == scraper.Import {
			fmt.Fprintf(
				a.stdout,
				"# %s may not be read by programs: save its pages in a browser, then run\n#   backpay import "+
					"--source %s FILE\n",
				title,
				l.Source,
			)
			return nil
		}
		if l.Key == "" {
			fmt.Fprintf(a.stdout, "# %s is a source of its own, %s%s\n", title, l.Source, reason(l))
			fmt.Fprintf(a.stdout, "sources:\n  %s: {enabled: true}\n", l.Source)
			return nil
		}
		if name, ok := c.listed(l); ok {
			fmt.Fprintf(a.stdout, "# %s of %s is read already, as %q\n", l.Token(), title, name)
			continue
		}
		if write && i == 0 {
			return a.addLine(l, company)
		}
		fmt.Fprintf(
			a.stdout,
			"# %s%s\nsources:\n  %s:\n    enabled: true\n    %s:\n      - %s\n",
			title,
			reason(l),
			l.Source,
			l.Key,
			entry(l, company),
		)
	}
	return nil
}

func reason(l source.Located) string {
	if l.Why == "" {
		return ""
	}
	return ": " + l.Why
}

// entry words an entry of a source's list.
func entry(l source.Located, company string) string {
	var parts []string
	for _, f := range l.Fields {
		parts = append(parts, f.Key+": "+quoted(f.Value))
	}
	if company == "" {
		company = guess(l.Token())
	}
	return "{" + strings.Join(append(parts, "company: "+quoted(company)), ", ") + "}"
}

// guess makes a name of a token: "acme-labs" is "Acme Labs". It is for the
// user to mend.
func guess(token string) string {
	token, _, _ = strings.Cut(token, ".")
	for _, before := range []string{"careers-", "jobs-"} {
		token = strings.TrimPrefix(token, before)
	}
	words := strings.FieldsFunc(token, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// quoted words a text as a value of YAML.
func quoted(s string) string {
	plain := s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._ /") == "" &&
		strings.TrimSpace(s) == s
	if _, err := strconv.ParseFloat(s, 64); err == nil || !plain || strings.HasPrefix(s, "-") ||
		strings.HasPrefix(s, ".") {
		return strconv.Quote(s)
	}
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off":
		return strconv.Quote(s)
	}
	return s
}

// listed reports whether the configuration has a board already, and as whose.
func (c *config) listed(l source.Located) (company string, ok bool) {
	for _, p := range c.plans {
		boards := boardsOf(p)
		if p.source.About().Name != l.Source || l.Key != "boards" || !boards.IsValid() {
			continue
		}
		for i := range boards.Len() {
			if boards.Index(i).FieldByName("Token").String() == l.Token() {
				return boards.Index(i).FieldByName("Company").String(), true
			}
		}
	}
	return "", false
}

// addLine adds an entry to the configuration file, which keeps its comments
// and its order. The file is read again before it is written.
func (a *app) addLine(l source.Located, company string) error {
	path := a.Config
	if path == "" {
		path = "config.yaml"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return usageError{fmt.Errorf("--write: %w", err)}
	}
	line := entry(l, company)
	after, err := insert(path, string(text), l, line)
	if err != nil {
		return err
	}
	if _, err := parseConfig(path, []byte(after), a.sources); err != nil {
		return fmt.Errorf("--write: %w; nothing was written", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	temporary := path + ".new"
	if err := os.WriteFile(temporary, []byte(after), info.Mode().Perm()); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	a.log.Info(fmt.Sprintf("%s: added to sources.%s.%s: %s", path, l.Source, l.Key, line))
	return nil
}

// insert puts an entry at the head of its list, which it makes where there is
// none.
func insert(path, text string, l source.Located, line string) (string, error) {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return "", yamlError(path, err)
	}
	var root ast.Node
	if len(file.Docs) > 0 {
		root = file.Docs[0].Body
	}
	lines := strings.SplitAfter(text, "\n")
	put := func(at int, more string) string { // at counts lines from 1
		head := strings.Join(lines[:at], "")
		if head != "" && !strings.HasSuffix(head, "\n") {
			head += "\n"
		}
		return head + more + strings.Join(lines[at:], "")
	}
	sources := keyOf(root, "sources")
	if sources == nil {
		return put(len(lines),
			fmt.Sprintf("sources:\n  %s:\n    enabled: true\n    %s:\n      - %s\n", l.Source, l.Key, line)), nil
	}
	own := keyOf(sources.Value, l.Source)
	if own == nil {
		return put(sources.Key.GetToken().Position.Line,
			fmt.Sprintf("  %s:\n    enabled: true\n    %s:\n      - %s\n", l.Source, l.Key, line)), nil
	}
	at := own.Key.GetToken().Position.Line
	list := keyOf(own.Value, l.Key)
	if list == nil {
		if strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(lines[at-1]), ":")) != l.Source {
			return "", fmt.Errorf(
				"%s:%d: sources.%s is written in one line; add %s: [%s] to it",
				path,
				at,
				l.Source,
				l.Key,
				line,
			)
		}
		return put(at, fmt.Sprintf("    %s:\n      - %s\n", l.Key, line)), nil
	}
	at = list.Key.GetToken().Position.Line
	seq, _ := list.Value.(*ast.SequenceNode)
	switch {
	case seq == nil || seq.IsFlowStyle && len(seq.Values) == 0 && strings.Contains(lines[at-1], "[]"):
		before, after, _ := strings.Cut(lines[at-1], "[]")
		lines[at-1] = strings.TrimRight(before, " ") + after
		if !strings.HasSuffix(lines[at-1], "\n") {
			lines[at-1] += "\n"
		}
		return put(at, strings.Repeat(" ", list.Key.GetToken().Position.Column+1)+"- "+line+"\n"), nil
	case seq.IsFlowStyle:
		open := seq.Start.Position
		text := lines[open.Line-1]
		lines[open.Line-1] = text[:open.Column] + line + ", " + text[open.Column:]
		return strings.Join(lines, ""), nil
	}
	first := seq.Start.Position
	return put(first.Line-1, strings.Repeat(" ", first.Column-1)+"- "+line+"\n"), nil
}

// keyOf is the entry of a mapping under a key, or nil.
func keyOf(node ast.Node, key string) *ast.MappingValueNode {
	entries, _ := pairsOf(node)
	for _, e := range entries {
		if e.Key.String() == key {
			return e
		}
	}
	return nil
}
