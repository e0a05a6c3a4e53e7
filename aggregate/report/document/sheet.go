package document

import "iter"

// Sheet is a table for programs.
type Sheet struct {
	// Name names it among others, and its file.
	Name      string
	Variables []Variable
	// Rows are cells in the order of the variables: texts, numbers, truths, or nil
	// where nothing is known.
	Rows iter.Seq[[]any]
}

// Variable is a column of a sheet.
type Variable struct {
	Name string
	// Kind is string, number, integer or boolean.
	Kind    string
	Meaning string
}

// Sheet is the plot's own table for programs: one row for each of its rows.
func (p Plot) Sheet() Sheet {
	s := Sheet{Name: p.ID}
	for _, name := range p.Variables {
		s.Variables = append(s.Variables, Variable{Name: name})
	}
	s.Rows = func(yield func([]any) bool) {
		for _, r := range p.Rows() {
			if !yield(r.Record) {
				return
			}
		}
	}
	return s
}
