package rows

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
)

// dialect is how a file of delimited cells is written.
type dialect struct {
	comma   rune
	crOnly  bool // lines end in CR alone
	escaped bool // a quote in a cell is written \" instead of ""
}

func openDelimited(f File, head []byte, enc encoding.Encoding, o Options) ([]*Table, error) {
	d := dialect{
		crOnly: !bytes.Contains(head, []byte("\n")) && bytes.Contains(head, []byte("\r")),
		escaped: bytes.Count(
			head,
			[]byte(`\"`),
		) > 2*(bytes.Count(head, []byte(`""`))-bytes.Count(head, []byte(`\""`))),
	}
	var records [][]string
	if o.Delimiter != "" {
		r := []rune(strings.ReplaceAll(o.Delimiter, `\t`, "\t"))
		if len(r) != 1 {
			return nil, fmt.Errorf("delimiter %q is not one character", o.Delimiter)
		}
		d.comma = r[0]
		records = d.records(head)
	} else if d.comma, records = d.best(head); records == nil {
		return nil, fmt.Errorf("%w: its lines have no cells that a comma, semicolon, tab or bar parts", ErrForm)
	}
	t := &Table{
		Form: fmt.Sprintf("delimited by %q", string(d.comma)),
		open: func() (reader, error) {
			r, err := f.text(enc)
			if err != nil {
				return nil, err
			}
			return d.reader(r), nil
		},
	}
	if err := t.setHeader(records, o); err != nil {
		return nil, err
	}
	if err := t.sample(); err != nil {
		return nil, err
	}
	return []*Table{t}, t.openObjects()
}

// setHeader finds the header among the first records, or takes the one that
// the user says.
func (t *Table) setHeader(records [][]string, o Options) error {
	switch {
	case o.Header > len(records):
		return fmt.Errorf("has no line %d to be its header", o.Header)
	case o.Header > 0:
		t.skip = o.Header
	case o.Header == 0 && !scraped(records):
		skip, found := findHeader(records, o.Known)
		t.skip, t.NoHeader = skip, !found
	default:
		if t.NoHeader = true; scraped(records) {
			t.skip = 1
		}
	}
	if !t.NoHeader {
		t.name(grouped(records[:t.skip], o.Known))
		t.numbered = records[t.skip-1][0] == "" && len(records) > t.skip && wholeNumber.MatchString(records[t.skip][0])
		return nil
	}
	width := 0
	for _, rec := range records[t.skip:] {
		width = max(width, len(rec))
	}
	t.name(make([]string, width))
	return nil
}

var wholeNumber = regexp.MustCompile(`^\d+$`)

// best chooses the delimiter that parts the most records alike.
func (d dialect) best(head []byte) (comma rune, records [][]string) {
	best := 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		d.comma = c
		recs := d.records(head)
		width := usualWidth(recs)
		if width < 2 {
			continue
		}
		alike := 0
		for _, rec := range recs {
			if len(rec) >= width-1 && len(rec) > 1 {
				alike++
			}
		}
		// Many alike records count for more than many cells: text has commas.
		if score := 1000*alike/len(recs)*8 + 100*min(width, 20); alike*2 >= len(recs) && score > best {
			best, comma, records = score, c, recs
		}
	}
	return comma, records
}

// records reads the whole records of a file's beginning.
func (d dialect) records(head []byte) (records [][]string) {
	r := d.reader(io.NopCloser(bytes.NewReader(head)))
	for len(records) < sampleRows {
		cells, err := r.next()
		var bad *RowError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			break
		}
		records = append(records, append([]string(nil), cells...))
	}
	if len(head) >= prefix && len(records) > 1 && len(records) < sampleRows {
		records = records[:len(records)-1] // the prefix cuts the last
	}
	return records
}

func (d dialect) reader(r io.ReadCloser) reader {
	g := &guard{in: r, d: d}
	c := &delimited{Reader: csv.NewReader(bufio.NewReaderSize(g, 256<<10)), Closer: r, guard: g}
	c.Comma, c.FieldsPerRecord, c.ReuseRecord, c.LazyQuotes = d.comma, -1, true, true
	c.TrimLeadingSpace = d.comma == ','
	return c
}

type delimited struct {
	*csv.Reader
	io.Closer
	guard *guard
	line  int  // where the next record begins if no line between is empty
	empty bool // a line before the last record was
}

func (c *delimited) next() ([]string, error) {
	c.guard.since, c.guard.commas = 0, 0
	rec, err := c.Read()
	if err == nil {
		line, _ := c.FieldPos(0)
		c.empty = line > c.line && c.line > 0
		for _, cell := range rec {
			line += strings.Count(cell, "\n")
		}
		c.line = line + 1
	}
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		return nil, &RowError{0, parse.Err}
	case err == nil && len(rec) > maxCells:
		return nil, &RowError{0, fmt.Errorf("has more than %d cells", maxCells)}
	}
	return rec, err
}

// gap reports whether an empty line stands before the last record.
func (c *delimited) gap() bool { return c.empty }

// guard bounds how much is read for one row, and brings line ends and quotes
// into the form that the reader of CSV knows.
type guard struct {
	in     io.Reader
	d      dialect
	since  int  // bytes read since the last row
	commas int  // among them, once they are many
	held   bool // a backslash was read and not given yet
}

func (g *guard) Read(p []byte) (int, error) {
	from := 0
	if g.held && len(p) > 1 {
		p[0], from, g.held = '\\', 1, false
	}
	n, err := g.in.Read(p[from:])
	n += from
	if g.since += n; g.since > maxRow+256<<10 {
		return 0, fmt.Errorf("a row is longer than %d MiB: a quote may be missing", maxRow>>20)
	}
	if g.since > longRow { // cells take more than the bytes between them
		if g.commas += bytes.Count(p[:n], []byte(string(g.d.comma))); g.commas > 4*maxCells {
			return 0, fmt.Errorf("a row has more than %d cells", maxCells)
		}
	}
	if g.d.crOnly {
		for i, c := range p[:n] {
			if c == '\r' {
				p[i] = '\n'
			}
		}
	}
	if g.d.escaped {
		n = g.unescape(p[:n], err == nil)
	}
	return n, err
}

// unescape turns \" into "". A backslash at the end is held back while there is
// more to come.
func (g *guard) unescape(p []byte, more bool) int {
	for i := 0; i < len(p); i++ {
		switch {
		case p[i] != '\\':
		case i+1 < len(p):
			if p[i+1] == '"' {
				p[i] = '"'
			}
			i++
		case more:
			g.held = true
			return i
		}
	}
	return len(p)
}
