package pay_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// ruleRow is an example of a rule, or a counter-example.
type ruleRow struct {
	rule, hint, text string
	example          bool
	label            []want
}

func readRules(t *testing.T) (rows []ruleRow) {
	t.Helper()
	for _, f := range readTable(t, filepath.Join("testdata", "rules.tsv"), 5) {
		r := ruleRow{rule: f[0], example: f[1] == "ex", hint: f[2], text: f[3]}
		r.label, _ = readLabel(t, f[4])
		rows = append(rows, r)
	}
	return rows
}

// readTable reads a file of columns that are set apart by tabs; \n, \u00a0 and
// \u200b stand for the characters.
func readTable(t testing.TB, path string, columns int) (rows [][]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\u00a0`, "\u00a0", `\u200b`, "\u200b")
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			t.Fatalf("%s: %d columns, want %d: %s", path, len(f), columns, line)
		}
		for i := range f {
			f[i] = unescape.Replace(f[i])
		}
		rows = append(rows, f)
	}
	return rows
}

// readLabel reads a label, and what is neither right nor wrong beside it.
func readLabel(t testing.TB, s string) (label, also []want) {
	t.Helper()
	for _, one := range strings.Split(s, "; ") {
		if one, ok := strings.CutPrefix(one, "also "); ok {
			also = append(also, readWant(t, one))
		} else if one != "null" {
			label = append(label, readWant(t, one))
		}
	}
	return label, also
}

func (r ruleRow) right(got []pay.Range) bool {
	s := scoreRow(gold{Label: r.label}, got, false)
	return s.fp+s.fn == 0 && len(got) == len(r.label)
}

// Every rule has an example that is read wrong without it, and a
// counter-example that is read alike with and without it.
func TestEveryRuleIsNoticed(t *testing.T) {
	type seen struct{ example, counter bool }
	all := map[string]seen{}
	for _, r := range readRules(t) {
		h := pay.Hint{Field: strings.HasSuffix(r.hint, "field"), Country: strings.TrimSuffix(r.hint, " field")}
		with, without := pay.Parse(r.text, h), pay.ParseWithout(r.rule, r.text, h)
		if !r.right(with) {
			t.Errorf("%s: %q: want %s got %s", r.rule, r.text, showWant(r.label), show(with))
		}
		if r.example == r.right(without) {
			t.Errorf("%s: %q: example %v, and without the rule it reads %s", r.rule, r.text, r.example, show(without))
		}
		s := all[r.rule]
		s.example, s.counter = s.example || r.example, s.counter || !r.example
		all[r.rule] = s
	}
	ids := pay.RuleIDs()
	for _, id := range ids {
		if s := all[id]; !s.example || !s.counter {
			t.Errorf("rule %s: example %v, counter-example %v, want both", id, s.example, s.counter)
		}
	}
	for id := range all {
		if !slices.Contains(ids, id) {
			t.Errorf("rule %s is in rules.tsv only", id)
		}
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(pay.RuleIDs()) {
		t.Error("two rules have one id")
	}
}
