package report

import (
	"cmp"
	"slices"

	"backpay/aggregate"

	"backpay/scraper"
)

// senioritySection compares the levels of the role.
func (b *builder) senioritySection() part {
	c := b.seniorityChart()
	return part{[]datum{{"charts", c, true}}, b.blocks(c)}
}

// seniorityChart compares the levels within the report's role.
func (b *builder) seniorityChart() Chart {
	o := b.in.Options
	c := Chart{
		ID: "seniority", Section: "Seniority", Head: "Level",
		Subtitle: b.subtitle("Advertised "+inSentence(roleLabel(o.Role))+" jobs", ""),
		Note:     "The level is the one that the title names; a job whose title names none is in no row.",
	}
	g, id := Group{Side: string(scraper.Posted)}, idsOf(c.ID)
	var names []string
	for k := range b.cells {
		if k.source == aggregate.All && k.side == g.Side && k.country == o.Country && k.role == o.Role &&
			k.seniority != "" &&
			k.place == "" &&
			k.kind == basePay {
			names = append(names, k.seniority)
		}
	}
	slices.SortFunc(names, func(x, y string) int {
		return cmp.Or(cmp.Compare(levelRank(x), levelRank(y)), cmp.Compare(x, y))
	})
	for _, name := range names {
		if r, ok := b.row(id, levelLabel(name), cellKey{aggregate.All, g.Side, o.Role, name, o.Country, basePay, ""}); ok {
			g.Rows = append(g.Rows, r)
		}
	}
	c = b.single(c, g, "No job here names a level of seniority.")
	b.against(&c, "Than the level before", func(i int) int {
		for i--; i >= 0 && g.Rows[i].Amounts == nil; i-- {
		}
		return i
	})
	c.Title = levelTitle(g.Rows)
	return c
}

// levelRank is the place of a level in levels, past the end for unknown ones.
func levelRank(level string) int {
	if i := slices.Index(levels, level); i >= 0 {
		return i
	}
	return len(levels)
}

// levelTitle names the steps between levels that are sure.
func levelTitle(rows []Row) string {
	var steps []string
	all, printed := true, 0
	first, last := "", ""
	for _, r := range rows {
		if r.Amounts == nil {
			continue
		}
		if printed++; printed == 1 {
			first = r.Label
			continue
		}
		last = r.Label
		switch v := r.Versus; {
		case v != nil && v.Grade == aggregate.Good && v.Told == toldMore:
			steps = append(steps, capital(levelJobs(r.Label))+" pay more than "+levelJobs(v.Of))
		default:
			all = false
		}
	}
	switch {
	case len(steps) > 1 && all:
		return titled(
			"Pay rises at each step from "+inSentence(first)+" to "+inSentence(last),
			"Median pay by seniority",
		)
	case len(steps) > 0:
		return titled(steps[0], "Median pay by seniority")
	}
	return "Median pay by seniority"
}

func levelJobs(label string) string {
	if label == "Interns" {
		return "internships"
	}
	return inSentence(label) + " jobs"
}
