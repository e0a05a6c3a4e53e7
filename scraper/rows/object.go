package rows

import (
	"encoding/json"
	"strings"
)

// printed reads rows in some of whose cells a program printed objects, as pandas
// writes the answers of interfaces to CSV: {'from': 10, 'currency': None}. Their
// fields get columns of their own, named as those of objects in JSON are.
type printed struct {
	reader
	into    values
	columns []int
}

// openObjects gives the fields of printed objects their columns, if a table has such.
func (t *Table) openObjects() error {
	var columns []int
	for i := range t.Columns {
		objects, all := 0, 0
		for _, row := range t.Sample {
			if cell := row.Cell(i); cell != "" {
				all++
				if objectIn(cell) != "" {
					objects++
				}
			}
		}
		if objects*2 > all {
			columns = append(columns, i)
		}
	}
	if columns == nil {
		return nil
	}
	closed := t.open
	t.open = func() (reader, error) {
		r, err := closed()
		if err != nil {
			return nil, err
		}
		return &printed{reader: r, into: values{t: t}, columns: columns}, nil
	}
	t.Sample = nil
	return t.sample()
}

func (p *printed) next() ([]string, error) {
	cells, err := p.reader.next()
	if err != nil {
		return cells, err
	}
	v := &p.into
	v.cells = append(v.cells[:0], cells...)
	for len(v.cells) < len(v.t.Columns) {
		v.cells = append(v.cells, "")
	}
	for _, i := range p.columns {
		if i >= len(cells) {
			continue
		}
		if object := objectIn(strings.TrimSpace(cells[i])); object != "" {
			v.cells[i] = ""
			v.dec = json.NewDecoder(strings.NewReader(object))
			v.dec.UseNumber()
			if err := v.flatten(v.t.Columns[i], 0); err != nil { // too deep
				v.cells[i] = cells[i]
			}
		}
	}
	return v.cells, nil
}

// objectIn returns the object, or the list of objects, that a cell holds as JSON
// or as Python prints it, in JSON; "" for other cells.
func objectIn(cell string) string {
	begin := strings.TrimLeft(cell[:min(len(cell), 3)], "[")
	if !strings.HasPrefix(begin, "{'") && !strings.HasPrefix(begin, `{"`) {
		return ""
	}
	if json.Valid([]byte(cell)) {
		return cell
	}
	if made := fromPython(cell); json.Valid([]byte(made)) {
		return made
	}
	return ""
}

// fromPython turns the strings and the words of a literal of Python into those of
// JSON. What has no like there leaves text that is not valid.
func fromPython(literal string) string {
	var b strings.Builder
	for i := 0; i < len(literal); i++ {
		switch c := literal[i]; c {
		case '\'', '"':
			end := closing(literal, i)
			b.WriteString(quoted(literal[i+1 : end]))
			i = end
		case '(':
			b.WriteByte('[')
		case ')':
			b.WriteByte(']')
		default:
			python, made := word(literal[i:])
			b.WriteString(made)
			i += len(python) - 1
		}
	}
	return b.String()
}

// word returns the word of Python that a text begins with and that of JSON for it,
// else its first byte for both.
func word(text string) (python, made string) {
	for _, w := range [][2]string{{"None", "null"}, {"True", "true"}, {"False", "false"}, {"nan", "null"}} {
		if strings.HasPrefix(text, w[0]) {
			return w[0], w[1]
		}
	}
	return text[:1], text[:1]
}

// closing returns where the string that begins at a quote ends, at the latest at
// the last byte.
func closing(literal string, begin int) int {
	for i := begin + 1; i < len(literal); i++ {
		switch literal[i] {
		case '\\':
			i++
		case literal[begin]:
			return i
		}
	}
	return len(literal) - 1
}

// quoted writes the inside of a string of Python as a string of JSON. JSON has no
// \' and no \xa0.
func quoted(inside string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(inside); i++ {
		switch c := inside[i]; {
		case c == '"':
			b.WriteString(`\"`)
		case c < ' ':
			b.WriteByte(' ')
		case c != '\\' || i+1 == len(inside):
			b.WriteByte(c)
		case inside[i+1] == '\'':
			b.WriteByte('\'')
			i++
		case inside[i+1] == 'x':
			b.WriteString(`\u00`)
			i++
		default:
			b.WriteString(inside[i : i+2])
			i++
		}
	}
	b.WriteByte('"')
	return b.String()
}
