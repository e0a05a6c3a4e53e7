package rows

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
)

const (
	maxLevels   = 24   // of values inside one another
	maxFields   = 4096 // columns of a table made of JSON
	maxLists    = 16   // lists of one file that are named
	maxElements = 16   // elements of a list that count, each with a column of its own
)

// place is where in a JSON file the rows are.
type place struct {
	lines bool     // an object a line, or several one after another
	whole bool     // values that span lines, in a file of several
	path  []string // the keys that lead to the list; empty for the file itself
	keyed bool     // the rows are the members of an object
	one   bool     // the file is a single object, which is the only row
	seen  int      // objects of the list that the prefix shows
	lists []string // the dotted paths of all lists of several objects, the first of them
	said  []Said   // what the objects around the lists say
}

func openJSON(f File, head []byte, enc encoding.Encoding, o Options) ([]*Table, error) {
	p := locate(head)
	if groups, list, ok := cutGroups(o.List); ok {
		return openNested(f, enc, p.groups(groups, list), list)
	}
	if o.List != "" {
		p = place{path: strings.Split(o.List, ".")}
	}
	if p.seen == 0 && o.List == "" {
		return nil, fmt.Errorf("%w: its JSON has no list of objects", ErrForm)
	}
	t := &Table{Name: strings.Join(p.path, "."), Form: "a JSON list", loose: true, index: map[string]int{}}
	if p.lines {
		t.Form = "JSON, an object a line"
	}
	for _, l := range p.lists {
		if l != t.Name {
			t.Beside = append(t.Beside, l)
		}
	}
	t.Around = around(p.said, p.path)
	t.open = func() (reader, error) {
		return newValues(t, f, enc, p)
	}
	if err := t.sample(); err != nil {
		return nil, err
	}
	if len(t.Columns) == 0 {
		return nil, fmt.Errorf("%w: its JSON has no list of objects", ErrForm)
	}
	return []*Table{t}, nil
}

func newValues(t *Table, f File, enc encoding.Encoding, p place) (*values, error) {
	r, err := f.text(enc)
	if err != nil {
		return nil, err
	}
	g := &guard{in: r}
	return &values{t: t, guard: g, in: bufio.NewReaderSize(g, 256<<10), Closer: r, p: p}, nil
}

// locate finds the rows in the beginning of a JSON file: the list with the most
// objects, or the objects that follow one another.
func locate(head []byte) (p place) {
	dec := json.NewDecoder(bytes.NewReader(head))
	dec.UseNumber()
	var best place
	var lists []string
	var said []Said
	defer func() { p.lists, p.said = lists, said }()
	var walk func(path []string, depth int) error
	walk = func(path []string, depth int) error {
		tok, err := dec.Token()
		if err != nil || depth > maxLevels {
			return errors.Join(err, errors.New("ends"))
		}
		switch tok {
		case json.Delim('['):
			n := 0
			for dec.More() {
				if peeked, err := firstByte(head, dec); err == nil && peeked == '{' {
					n++
					if n > best.seen && n > 0 {
						best = place{path: append([]string(nil), path...), seen: n}
					}
				}
				if err := skip(dec); err != nil {
					return err
				}
			}
			if n > 1 && len(path) > 0 && len(lists) < maxLists {
				lists = append(lists, strings.Join(path, "."))
			}
			_, err = dec.Token()
		case json.Delim('{'):
			for dec.More() {
				key, err := dec.Token()
				if err != nil {
					return err
				}
				if err := walk(append(path, key.(string)), depth+1); err != nil {
					return err
				}
			}
			_, err = dec.Token()
		default:
			if value := scalar(tok); value != "" && len(said) < maxLists {
				said = append(said, Said{strings.Join(path, "."), value})
			}
		}
		return err
	}
	if err := walk(nil, 0); err != nil {
		return best
	}
	end := dec.InputOffset()
	if next := bytes.TrimLeft(head[end:], " \t\r\n,"); len(next) > 0 && next[0] == '{' && head[0] == '{' {
		return place{lines: true, whole: bytes.IndexByte(head[:end], '\n') >= 0, seen: 2}
	}
	if best.seen == 0 && head[0] == '{' {
		if k := keyed(head); k.seen > 0 {
			return k
		}
		return place{one: true, lines: true, whole: true, seen: 1}
	}
	return best
}

// firstByte returns the byte at which the decoder's next value begins.
func firstByte(head []byte, dec *json.Decoder) (byte, error) {
	rest := bytes.TrimLeft(head[dec.InputOffset():], " \t\r\n,:")
	if len(rest) == 0 {
		return 0, io.EOF
	}
	return rest[0], nil
}

// skip passes over one value.
func skip(dec *json.Decoder) error {
	depth := 0
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// values reads the objects of a JSON file as rows.
type values struct {
	io.Closer
	t     *Table
	guard *guard
	in    *bufio.Reader
	p     place
	dec   *json.Decoder // of the file, or of the line at hand
	cells []string
	key   string // of the object at hand, among the members of an object
	apart string // the path of a list that is passed over
}

func (v *values) next() ([]string, error) {
	v.guard.since = 0
	if v.p.lines && !v.p.whole {
		return v.nextInLine()
	}
	if err := v.advance(); err != nil {
		return nil, err
	}
	return v.row()
}

// advance goes to where the next object begins. The error is io.EOF at the end.
func (v *values) advance() error {
	if v.dec == nil {
		v.dec = json.NewDecoder(v.in)
		v.dec.UseNumber()
		if !v.p.lines {
			if err := v.descend(); err != nil {
				return err
			}
		}
	}
	if !v.dec.More() {
		if !v.p.lines {
			// The list must end: a file that is cut off between two rows is cut off.
			if _, err := v.dec.Token(); err != nil {
				return cut(err)
			}
		}
		return io.EOF
	}
	if v.p.keyed {
		key, err := v.dec.Token()
		if err != nil {
			return cut(err)
		}
		v.key, _ = key.(string)
	}
	return nil
}

// nextInLine reads an object of a line; a line that can't be read costs itself.
func (v *values) nextInLine() ([]string, error) {
	for v.dec == nil || !v.dec.More() {
		line, err := v.line()
		if err != nil {
			return nil, err
		}
		// Commas after objects are left of a list whose brackets were never written.
		if line = bytes.Trim(line, ", \t\r\n"); len(line) == 0 {
			continue
		}
		v.dec = json.NewDecoder(bytes.NewReader(line))
		v.dec.UseNumber()
	}
	cells, err := v.row()
	if err != nil {
		v.dec = nil
		return nil, &RowError{0, err}
	}
	return cells, nil
}

func (v *values) line() (line []byte, err error) {
	for {
		part, err := v.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			line = append(line, part...)
			continue
		}
		if err == io.EOF && len(line)+len(part) > 0 {
			err = nil
		}
		if line == nil {
			return part, err
		}
		return append(line, part...), err
	}
}

// descend goes down to the list of rows.
func (v *values) descend() error {
	for _, key := range v.p.path {
		if tok, err := v.dec.Token(); err != nil || tok != json.Delim('{') {
			return fmt.Errorf("%w: there is no %q in its JSON", ErrForm, v.t.Name)
		}
		for {
			if !v.dec.More() {
				return fmt.Errorf("%w: there is no %q in its JSON", ErrForm, v.t.Name)
			}
			tok, err := v.dec.Token()
			if err != nil {
				return cut(err)
			}
			if tok == key {
				break
			}
			if err := skip(v.dec); err != nil {
				return cut(err)
			}
		}
	}
	begin := json.Delim('[')
	if v.p.keyed {
		begin = '{'
	}
	if tok, err := v.dec.Token(); err != nil || tok != begin {
		return fmt.Errorf("%w: %q is no list in its JSON", ErrForm, v.t.Name)
	}
	return nil
}

func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the file is cut off")
	}
	return err
}

func (v *values) row() ([]string, error) {
	v.clear()
	if err := v.flatten("", 0); err != nil {
		return nil, cut(err)
	}
	return v.cells, nil
}

func (v *values) clear() {
	if len(v.cells) < len(v.t.Columns) {
		v.cells = make([]string, len(v.t.Columns))
	}
	clear(v.cells)
}

// set gives a field of the row its value. While the first rows are read, a new
// field is a new column.
func (v *values) set(path, value string) {
	if value == "" {
		return
	}
	i, known := v.t.index[fold(path)]
	if !known {
		if len(v.t.Sample) >= sampleRows-1 || len(v.t.Columns) >= maxFields {
			return
		}
		i = v.t.add(path)
	}
	for i >= len(v.cells) {
		v.cells = append(v.cells, "")
	}
	v.cells[i] = value
}

func (v *values) flatten(path string, depth int) error {
	tok, err := v.dec.Token()
	if err != nil {
		return err
	}
	if depth > maxLevels {
		return fmt.Errorf("has more than %d values inside one another", maxLevels)
	}
	switch tok {
	case json.Delim('{'):
		for v.dec.More() {
			key, err := v.dec.Token()
			if err != nil {
				return err
			}
			name := key.(string)
			if path != "" {
				name = path + "." + name
			}
			if name == v.apart {
				if err := v.pass(); err != nil {
					return err
				}
				continue
			}
			if err := v.flatten(name, depth+1); err != nil {
				return err
			}
		}
		_, err = v.dec.Token()
	case json.Delim('['):
		err = v.list(path, depth)
	default:
		v.set(path, scalar(tok))
	}
	return err
}

// list joins the texts and numbers of a list, and gives its first elements
// columns of their own.
func (v *values) list(path string, depth int) error {
	var texts []string
	for i := 0; v.dec.More(); i++ {
		name := path + "[" + strconv.Itoa(i) + "]"
		if i >= maxElements {
			if err := skip(v.dec); err != nil {
				return err
			}
			continue
		}
		if err := v.flatten(name, depth+1); err != nil {
			return err
		}
		if j, ok := v.t.index[fold(name)]; ok && j < len(v.cells) && v.cells[j] != "" {
			texts = append(texts, v.cells[j])
		}
	}
	v.set(path, strings.Join(texts, "; "))
	_, err := v.dec.Token()
	return err
}

func scalar(value any) string {
	switch x := value.(type) {
	case string:
		return x
	case json.Number:
		return x.String()
	case bool:
		return strconv.FormatBool(x)
	}
	return ""
}
