package rows

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"golang.org/x/text/encoding"
)

// Inside marks in the path of a list that it stands in each object of another:
// "companies[].jobs". Each is the last part of the path of an object whose members
// are the lists: "offers.*".
const (
	inside = "[]."
	each   = "*"
)

// cutGroups parts the path of lists in the objects of another from the path of
// that one. The lists of all members of an object have the path "".
func cutGroups(path string) (groups, list string, ok bool) {
	if groups, ok = strings.CutSuffix("."+path, "."+each); ok {
		return strings.TrimPrefix(groups, "."), "", true
	}
	return strings.Cut(path, inside)
}

// IsGroups reports whether the path of a list is that of lists in several objects.
func IsGroups(path string) bool {
	_, _, ok := cutGroups(path)
	return ok
}

// groups is where the objects around the lists are, of which p is what the file's
// beginning shows. With the list "" their lists are the members of one object.
func (p place) groups(path, list string) place {
	var keys []string
	if path != "" {
		keys = strings.Split(path, ".")
	}
	switch {
	case list == "":
		return place{path: keys, keyed: true}
	case strings.Join(p.path, ".") != path && path != "":
		return place{path: keys}
	case p.lines: // one value after another, however they are parted
		p.whole = true
	}
	return p
}

// openNested opens the lists in the objects of another list as one table. Its rows
// have what the object around their list says, too, in columns of their own.
func openNested(f File, enc encoding.Encoding, p place, list string) ([]*Table, error) {
	t := &Table{Form: "JSON lists in the objects of a list", loose: true, index: map[string]int{}}
	t.Name, t.Group = strings.Join(p.path, ".")+inside+list, "group"
	if list == "" {
		t.Name = strings.Join(append(p.path[:len(p.path):len(p.path)], each), ".")
	}
	if n := len(p.path); n > 0 {
		t.Group = p.path[n-1]
	}
	t.open = func() (reader, error) {
		outer, err := newValues(t, f, enc, p)
		if err != nil {
			return nil, err
		}
		inner, err := newValues(t, f, enc, p)
		if err != nil {
			outer.Close()
			return nil, err
		}
		n := &nested{outer: outer, inner: inner}
		for step := range strings.SplitSeq(list, inside) {
			n.steps = append(n.steps, strings.Split(step, "."))
		}
		outer.apart = t.Group + "." + strings.Join(n.steps[0], ".")
		n.pull, n.stop = iter.Pull2(n.rows)
		return n, nil
	}
	if err := t.sample(); err != nil {
		return nil, err
	}
	if len(t.Sample) == 0 {
		return nil, fmt.Errorf("%w: %q has no list of objects in its JSON", ErrForm, t.Name)
	}
	return []*Table{t}, nil
}

// nested reads the objects of lists that stand in other objects. The file is read
// by two at once: the outer one is ahead by one object and passes over its list,
// so that what stands behind a list is known to its rows and no list is held.
type nested struct {
	outer, inner *values
	steps        [][]string // the keys that lead from an object to its list, list by list
	around       []cell     // of the object at hand
	yield        func([]string, error) bool
	pull         func() ([]string, error, bool)
	stop         func()
}

// cell is one cell of a row.
type cell struct {
	column int
	value  string
}

// errStopped ends a walk that nobody wants more rows of.
var errStopped = errors.New("stopped")

func (n *nested) next() ([]string, error) {
	cells, err, ok := n.pull()
	if !ok {
		return nil, io.EOF
	}
	return cells, err
}

// Close fulfils reader.
func (n *nested) Close() error {
	n.stop()
	return errors.Join(n.outer.Close(), n.inner.Close())
}

func (n *nested) rows(yield func([]string, error) bool) {
	n.yield = yield
	for {
		n.group()
		n.inner.guard.since = 0
		err := n.inner.advance()
		if err == nil && len(n.steps[0][0]) == 0 {
			err = n.list(n.steps, n.inner.t.Group)
		} else if err == nil {
			err = n.walk(n.steps[0], n.steps[1:], n.inner.t.Group)
		}
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errStopped) {
			return
		}
		if err != nil {
			yield(nil, cut(err))
			return
		}
	}
}

// group reads what the next object says beside its list. What is wrong with it the
// reader of the list meets as well.
func (n *nested) group() {
	v := n.outer
	v.guard.since = 0
	v.clear()
	if v.advance() == nil {
		if v.key != "" {
			v.set(v.t.Group+".key", v.key)
		}
		if len(n.steps[0][0]) == 0 {
			_ = v.pass()
		} else {
			_ = v.flatten(v.t.Group, 0)
		}
	}
	n.around = n.around[:0]
	n.keep(v.cells)
}

// keep keeps the filled cells for the rows below.
func (n *nested) keep(cells []string) {
	for i, value := range cells {
		if value != "" {
			n.around = append(n.around, cell{i, value})
		}
	}
}

// walk goes through an object to the list under its keys, and through the objects
// of that list while there are more steps. Of an object between the outermost and
// the rows what stands before the list counts, in columns named after its list.
func (n *nested) walk(keys []string, steps [][]string, name string) error {
	dec := n.inner.dec
	if b, err := dec.Token(); err != nil || b != json.Delim('{') {
		return errors.Join(err, rest(dec, b))
	}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch key, _ := tok.(string); {
		case key == keys[0] && len(keys) > 1:
			err = n.walk(keys[1:], steps, name)
		case key == keys[0]:
			err = n.list(append([][]string{keys}, steps...), name)
		case name == n.inner.t.Group:
			err = n.inner.pass() // the outer reader has it
		default:
			n.inner.clear()
			if err = n.inner.flatten(name+"."+key, 0); err == nil {
				n.keep(n.inner.cells)
			}
		}
		if err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// list reads a list: its objects are the rows after the last step. A list that is
// missing has none.
func (n *nested) list(steps [][]string, name string) error {
	dec := n.inner.dec
	if b, err := dec.Token(); err != nil || b != json.Delim('[') {
		return errors.Join(err, rest(dec, b))
	}
	for dec.More() {
		n.inner.guard.since = 0
		err := error(nil)
		if len(steps) > 1 {
			known := len(n.around)
			err = n.walk(steps[1], steps[2:], name+"."+steps[0][len(steps[0])-1])
			n.around = n.around[:known]
		} else {
			err = n.row()
		}
		if err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// row gives one row, with what is known of the objects around it.
func (n *nested) row() error {
	v := n.inner
	v.clear()
	if err := v.flatten("", 0); err != nil {
		return err
	}
	for _, c := range n.around {
		for c.column >= len(v.cells) {
			v.cells = append(v.cells, "")
		}
		v.cells[c.column] = c.value
	}
	if !n.yield(v.cells, nil) {
		return errStopped
	}
	return nil
}

// pass passes over the value at hand, element by element where it is a list: no
// list counts as one row.
func (v *values) pass() error {
	tok, err := v.dec.Token()
	if err != nil || tok != json.Delim('[') {
		return errors.Join(err, rest(v.dec, tok))
	}
	for v.dec.More() {
		v.guard.since = 0
		if err := skip(v.dec); err != nil {
			return err
		}
	}
	_, err = v.dec.Token()
	return err
}

// rest passes over what is left of a value that began with a token.
func rest(dec *json.Decoder, begin json.Token) error {
	if begin != json.Delim('[') && begin != json.Delim('{') {
		return nil
	}
	for dec.More() {
		if err := skip(dec); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// around is what of all that a file's beginning says is said of the objects that
// lead to a list.
func around(all []Said, path []string) (kept []Said) {
	for _, s := range all {
		parts := strings.Split(s.Path, ".")
		parts = parts[:len(parts)-1]
		if len(parts) > 0 { // or a field of an object beside it: "company.name"
			parts = parts[:len(parts)-1]
		}
		if len(path) > len(parts) && strings.Join(path[:len(parts)], ".") == strings.Join(parts, ".") {
			kept = append(kept, s)
		}
	}
	return kept
}
