package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/parser"

	"backpay/scraper/source"
)

// builtinBoards is the name of the list that is shipped.
const builtinBoards = "builtin"

// readBoards adds the boards of the lists that the configuration names to the
// settings of their sources. What the configuration itself says of a board
// goes first: a board whose token stands there already is not added. A list
// may take boards of others out, under the key without.
func (c *config) readBoards(path string) error {
	var without []string
	for _, name := range c.Boards {
		text, file := source.Boards, "boards.yaml ("+builtinBoards+")"
		if name != builtinBoards {
			file = name
			if !filepath.IsAbs(file) {
				file = filepath.Join(filepath.Dir(path), file)
			}
			var err error
			if text, err = os.ReadFile(file); err != nil {
				return fmt.Errorf("%s: boards: %w", path, err)
			}
		}
		out, err := c.addBoards(file, text)
		if err != nil {
			return err
		}
		without = append(without, out...)
	}
	for _, p := range c.plans {
		if boardsOf(p).IsValid() {
			p.drop(without)
		}
	}
	return nil
}

// drop takes boards out that are named as SOURCE/TOKEN.
func (p plan) drop(without []string) {
	boards, name := boardsOf(p), p.source.About().Name
	kept := reflect.MakeSlice(boards.Type(), 0, boards.Len())
	for i := range boards.Len() {
		if b := boards.Index(i); !slices.Contains(without, name+"/"+b.FieldByName("Token").String()) {
			kept = reflect.Append(kept, b)
		}
	}
	boards.Set(kept)
}

// addBoards reads one list, and returns what is to be taken out.
func (c *config) addBoards(path string, text []byte) (without []string, err error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, yamlError(path, err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s: holds no list of boards", path)
	}
	y := yamlFile{path, file.Docs[0].Body}
	entries, ok := pairsOf(y.root)
	if !ok {
		return nil, y.errorNode(
			y.root,
			fmt.Errorf("want the names of sources, each with its boards, got %s", words(y.root)),
		)
	}
	known := map[string]plan{}
	for _, p := range c.plans {
		if boardsOf(p).IsValid() {
			known[p.source.About().Name] = p
		}
	}
	for _, entry := range entries {
		name := entry.Key.String()
		if name == "without" {
			if err := y.decode(entry.Value, name, &without); err != nil {
				return nil, err
			}
			continue
		}
		p, ok := known[name]
		if !ok {
			return nil, y.errorNode(
				entry.Key,
				fmt.Errorf("%s: no such source of boards; %s", name, suggest(name, slices.Sorted(maps.Keys(known)))),
			)
		}
		more := reflect.New(boardsOf(p).Type())
		if err := y.decode(entry.Value, name, more.Interface()); err != nil {
			return nil, err
		}
		p.merge(more.Elem())
		if err := p.settings.Validate(); err != nil {
			return nil, y.errorNode(entry.Key, fmt.Errorf("%s.%w", name, err))
		}
	}
	return without, nil
}

// boardsOf is the setting boards of a source: a list of structs that have a
// Token. It is not valid for a source without.
func boardsOf(p plan) reflect.Value {
	boards := reflect.ValueOf(p.settings).Elem().FieldByName("Boards")
	if !boards.IsValid() || boards.Kind() != reflect.Slice {
		return reflect.Value{}
	}
	if t := boards.Type().Elem(); t.Kind() == reflect.Struct {
		if f, ok := t.FieldByName("Token"); ok && f.Type.Kind() == reflect.String {
			return boards
		}
	}
	return reflect.Value{}
}

// merge adds boards to those that the source has, by their tokens.
func (p plan) merge(more reflect.Value) {
	boards := boardsOf(p)
	have := map[string]bool{}
	for i := range boards.Len() {
		have[boards.Index(i).FieldByName("Token").String()] = true
	}
	for i := range more.Len() {
		if b := more.Index(i); !have[b.FieldByName("Token").String()] {
			boards.Set(reflect.Append(boards, b))
		}
	}
}
