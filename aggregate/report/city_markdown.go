package report

// cities writes the table of places.
func (m *mdWriter) cities(c Cities) {
	m.line("## Cities\n")
	if c.Empty != "" {
		m.line("%s\n", esc(c.Empty))
		return
	}
	m.line("### %s\n\n%s\n", esc(c.Title), esc(c.Subtitle))
	m.picture("cities")
	if len(c.Finding) > 0 {
		text := ""
		for _, s := range c.Finding {
			text += s.Text
		}
		m.line("%s\n", esc(text))
	}
	m.table(
		[]string{"", "Left after tax and rent", "Tax", "Rent", "Median pay", "Prices, country = 100", "Jobs", "Employers", "Grade"},
		len(c.Rows), func(i int) []string { return c.Rows[i].cells() },
	)
	for _, s := range []string{c.Method, c.Note} {
		if s != "" {
			m.line("%s\n", esc(s))
		}
	}
}

// cells are a place's cells in Markdown.
func (r City) cells() []string {
	left, grade := r.Text.Left, r.Grade
	if r.Left != nil {
		left += " (" + r.Text.LeftInterval + ")"
	}
	if r.Reason != "" {
		grade += ": " + r.Reason
	}
	return escAll([]string{r.Label, left, r.Text.Tax, r.Text.Rent, r.Text.Median + " (" + r.Text.Interval + ")", r.Text.Price, r.Text.Jobs, r.Text.Employers, grade})
}
