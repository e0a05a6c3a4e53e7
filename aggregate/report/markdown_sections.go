package report

// effects is a table of percentages with their intervals.
func (m *mdWriter) effects(e Effects) {
	m.line("## %s\n", esc(e.Section))
	if e.Empty != "" {
		m.line("%s\n", esc(e.Empty))
		return
	}
	m.line("### %s\n\n%s.\n", esc(e.Title), esc(e.Subtitle))
	m.picture(e.ID)
	head := []string{e.Head, e.Value, "Interval", "What may be said", "Jobs", "Employers", "Grade"}
	if e.Noise > 0 {
		head = append(head, "Raw gap")
	}
	m.table(head, len(e.Rows), func(i int) []string {
		r := e.Rows[i]
		grade := r.Grade
		if r.Reason != "" {
			grade += ": " + r.Reason
		}
		row := []string{r.Label, or(r.Text.Value, "not shown"), or(r.Text.Interval, "not shown"), r.Text.Words, r.Text.Jobs, r.Text.Employers, or(grade, "none")}
		if e.Noise > 0 {
			row = append(row, or(r.Text.Raw, "not shown"))
		}
		return escAll(row)
	})
	if e.Note != "" {
		m.line("%s\n", esc(e.Note))
	}
}

// counts is a section of tables of counts or shares.
func (m *mdWriter) counts(c Counts) {
	m.line("## %s\n", esc(c.Section))
	if c.Empty != "" {
		m.line("%s\n", esc(c.Empty))
	}
	for _, b := range c.Figures {
		m.bars(b)
	}
}

func (m *mdWriter) bars(b Bars) {
	if len(b.Rows) == 0 {
		return
	}
	m.line("### %s\n\n%s.\n", esc(b.Title), esc(b.Subtitle))
	m.picture(b.ID)
	m.table([]string{b.Head, b.Value, b.Rest}, len(b.Rows), func(i int) []string {
		r := b.Rows[i]
		label, value := esc(r.Label), r.Text.Value
		if r.Own {
			label = "**" + label + "**"
		}
		if r.Detail != "" {
			label += ": " + esc(r.Detail)
		}
		if r.Text.Interval != "" {
			value += " (" + r.Text.Interval + ")"
		}
		if r.Grade == "rough" {
			value += ", rough"
		}
		return []string{label, esc(value), esc(r.Text.Rest)}
	})
	if b.Note != "" {
		m.line("%s\n", esc(b.Note))
	}
}

func (m *mdWriter) spread(s Spread) {
	m.line("## Pay distribution\n")
	if s.Empty != "" {
		m.line("%s\n", esc(s.Empty))
		return
	}
	m.line("### %s\n\n%s.\n\n%s\n", esc(s.Title), esc(s.Subtitle), esc(s.Description))
	m.picture("spread")
	m.line("%s\n", esc(s.Note))
}
