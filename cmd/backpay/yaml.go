package main

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// yamlFile gives the errors of a configuration file in the words of its
// reader: file:line:column, what is wrong, what is allowed. The library's own
// messages speak of Go types.
type yamlFile struct {
	path string
	root ast.Node
}

// decode reads node into v, a pointer to a struct; under is the dotted name
// of node. Keys that the struct hasn't are errors that list those it has.
func (y yamlFile) decode(node ast.Node, under string, v any) error {
	if err := y.checkKeys(node, under, reflect.TypeOf(v)); err != nil {
		return err
	}
	if err := yaml.NodeToValue(node, v); err != nil {
		return yamlError(y.path, err)
	}
	return nil
}

// checkKeys walks the file and the type side by side.
func (y yamlFile) checkKeys(node ast.Node, under string, t reflect.Type) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		if node.Type() == ast.NullType {
			return nil
		}
		entries, ok := pairsOf(node)
		if !ok {
			return y.errorNode(node, fmt.Errorf("%s: want keys and values, got %s", orRoot(under), words(node)))
		}
		fields := keysOf(t)
		for _, e := range entries {
			key := e.Key.String()
			field, ok := fields[key]
			if !ok {
				return y.errorNode(
					e.Key,
					fmt.Errorf(
						"%s: unknown key; allowed here: %s",
						join(under, key),
						strings.Join(sortedKeys(fields), ", "),
					),
				)
			}
			if err := y.checkKeys(e.Value, join(under, key), field); err != nil {
				return err
			}
		}
	case reflect.Slice:
		if node.Type() == ast.NullType {
			return nil
		}
		seq, ok := node.(*ast.SequenceNode)
		if !ok {
			return y.errorNode(node, fmt.Errorf("%s: want a list, got %s", under, words(node)))
		}
		for i, item := range seq.Values {
			if err := y.checkKeys(item, under+"["+strconv.Itoa(i)+"]", t.Elem()); err != nil {
				return err
			}
		}
	case reflect.Map, reflect.Interface: // the sources, which are read by kind
		if _, ok := pairsOf(node); !ok && node.Type() != ast.NullType {
			return y.errorNode(node, fmt.Errorf("%s: want keys and values, got %s", under, words(node)))
		}
	default:
		return y.checkScalar(node, under, t)
	}
	return nil
}

func (y yamlFile) checkScalar(node ast.Node, under string, t reflect.Type) error {
	var want string
	switch k, nt := t.Kind(), node.Type(); {
	case k == reflect.Bool && nt != ast.BoolType:
		want = "true or false"
	case k == reflect.Int && nt != ast.IntegerType:
		want = "a whole number"
	case k == reflect.Float64 && nt != ast.IntegerType && nt != ast.FloatType:
		want = "a number"
	case k == reflect.String && nt != ast.StringType && nt != ast.LiteralType && nt != ast.IntegerType && nt != ast.FloatType && nt != ast.NullType:
		want = "a text"
	default:
		return nil
	}
	return y.errorNode(node, fmt.Errorf("%s: want %s, got %s", under, want, words(node)))
}

// entries are the keys and values of the mapping under a top-level key.
func (y yamlFile) entries(key string) []*ast.MappingValueNode {
	top, _ := pairsOf(y.root)
	for _, e := range top {
		if e.Key.String() == key {
			under, _ := pairsOf(e.Value)
			return under
		}
	}
	return nil
}

// errorAt puts the place of a dotted key ("sources.lever.boards[2].token")
// before an error; of its nearest parent, where the file is silent about it.
func (y yamlFile) errorAt(key string, err error) error {
	node := y.root
	for _, step := range strings.FieldsFunc(key, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	return y.errorNode(node, err)
}

func (y yamlFile) errorNode(node ast.Node, err error) error {
	return fmt.Errorf("%s: %w", position(y.path, node.GetToken()), err)
}

func child(node ast.Node, step string) ast.Node {
	if seq, ok := node.(*ast.SequenceNode); ok {
		if i, err := strconv.Atoi(step); err == nil && i < len(seq.Values) {
			return seq.Values[i]
		}
		return nil
	}
	entries, _ := pairsOf(node)
	for _, e := range entries {
		if e.Key.String() == step {
			return e.Value
		}
	}
	return nil
}

// pairsOf returns the entries of a mapping, which the parser gives in two forms.
func pairsOf(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// keysOf are the keys that a struct type reads, with those of inlined ones.
func keysOf(t reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for f := range t.Fields() {
		tag := f.Tag.Get("yaml")
		name, opts, _ := strings.Cut(tag, ",")
		switch {
		case strings.Contains(opts, "inline"):
			for k, v := range keysOf(f.Type) {
				keys[k] = v
			}
		case name != "" && name != "-":
			keys[name] = f.Type
		}
	}
	return keys
}

func sortedKeys(m map[string]reflect.Type) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// words says what a node is to someone who doesn't know YAML.
func words(node ast.Node) string {
	switch node.Type() {
	case ast.MappingType, ast.MappingValueType:
		return "keys and values"
	case ast.SequenceType:
		return "a list"
	case ast.NullType:
		return "nothing"
	case ast.BoolType, ast.IntegerType, ast.FloatType:
		return node.String()
	}
	return strconv.Quote(strings.Trim(node.String(), `"'`))
}

func orRoot(under string) string {
	if under == "" {
		return "the file"
	}
	return under
}

func join(under, key string) string {
	if under == "" {
		return key
	}
	return under + "." + key
}

func position(path string, tk *token.Token) string {
	if tk == nil || tk.Position == nil {
		return path
	}
	return fmt.Sprintf("%s:%d:%d", path, tk.Position.Line, tk.Position.Column)
}

// yamlError turns an error of the library into one line with its place.
func yamlError(path string, err error) error {
	var ye yaml.Error
	if !errors.As(err, &ye) {
		return fmt.Errorf("%s: %w", path, err)
	}
	msg, _, _ := strings.Cut(ye.GetMessage(), "\n")
	return fmt.Errorf("%s: %s", position(path, ye.GetToken()), msg)
}

// tabbed returns the first line that is indented with a tab, 0 where none is.
// Within a block of text a tab is as good as any letter, after blanks.
func tabbed(text []byte) int {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		blanks := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
		if rest := bytes.TrimSpace(line); bytes.IndexByte(blanks, '\t') == 0 && len(rest) > 0 && rest[0] != '#' {
			return n
		}
	}
	return 0
}
