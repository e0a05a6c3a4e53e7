package document

import "strings"

// Describe tells a plot in words: its title, and each row with its numbers.
func (p Plot) Describe() string {
	var b strings.Builder
	b.WriteString(p.Title + ". ")
	for _, s := range []string{p.Subtitle, p.Description} {
		if s != "" {
			b.WriteString(strings.TrimSuffix(s, ".") + ". ")
		}
	}
	for _, g := range p.Groups {
		if g.Name != "" {
			b.WriteString(g.Name + ". ")
		}
		for _, r := range g.Rows {
			b.WriteString(r.Label)
			if r.Rough {
				b.WriteString(", rough")
			}
			var parts []string
			for _, s := range append(append(p.Printed(r), r.Words), p.Cell(r, Count).Lines()...) {
				if s != "" {
					parts = append(parts, strings.TrimSuffix(s, "."))
				}
			}
			b.WriteString(": " + strings.Join(parts, ", ") + ". ")
		}
	}
	return strings.TrimSpace(b.String())
}

// Printed is the value of a row as it is printed, with what stands beneath it;
// nothing where words take its place.
func (p Plot) Printed(r Row) []string {
	for i, c := range p.Columns {
		if c.Part == Value && i < len(r.Cells) && r.Words == "" {
			return c.Printed(r, r.Cells[i]).Lines()
		}
	}
	return nil
}

// Printed is a row's cell in the column as it is printed: a rough row gives its
// interval first, and the value, which it can't carry, beneath.
func (c Column) Printed(r Row, cell Cell) Cell {
	if c.Part != Value || !r.Rough || len(cell.Under) == 0 {
		return cell
	}
	value := cell.Text
	if c.Short != "" {
		value = c.Short + " " + value
	}
	cell.Text, cell.Under = cell.Under[0], append([]string{value}, cell.Under[1:]...)
	return cell
}

// Heads is the column's head as it stands over two lines of numbers.
func (c Column) Heads() string {
	if c.Under == "" {
		return c.Head
	}
	return c.Head + ", " + strings.ToLower(c.Under[:1]) + c.Under[1:]
}

// Lines are what the cell says, line by line.
func (c Cell) Lines() []string { return append([]string{c.Text}, c.Under...) }

// Cell is the row's cell in a column of a part, the first of them.
func (p Plot) Cell(r Row, part Part) Cell {
	for i, c := range p.Columns {
		if c.Part == part && i < len(r.Cells) {
			return r.Cells[i]
		}
	}
	return Cell{}
}

// Cells are a row's cells as a table without drawings has them: a column for
// each head, and one for each head beneath. Words stand where the value would.
func (p Plot) Cells(r Row) (out []string) {
	for i, c := range p.Columns {
		var cell Cell
		if i < len(r.Cells) {
			cell = r.Cells[i]
		}
		if c.Part == Value && r.Words != "" {
			cell = Cell{Text: r.Words}
		}
		out = append(out, orNone(cell.Text))
		if c.Under != "" {
			out = append(out, orNone(strings.Join(cell.Under, ", ")))
		}
	}
	return out
}

func orNone(s string) string {
	if s == "" {
		return "not shown"
	}
	return s
}
