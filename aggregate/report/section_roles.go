package report

import (
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate"

	"backpay/scraper"
)

// rolesSection compares the role with the others.
func (b *builder) rolesSection() part {
	c := b.rolesChart()
	return part{[]datum{{"charts", c, true}}, b.blocks(c)}
}

// rolesChart compares the roles of the report's country, over all adverts.
func (b *builder) rolesChart() Chart {
	o := b.in.Options
	c := Chart{
		ID: "roles", Section: "Other roles", Head: "Role", Subtitle: b.subtitle("Advertised jobs", ""),
		Note: "Jobs are not held equal in level or place.",
	}
	g, id := Group{Side: string(scraper.Posted)}, idsOf(c.ID)
	var names []string
	for k := range b.cells {
		if k.source == aggregate.All && k.side == g.Side && k.country == o.Country && k.seniority == "" &&
			k.place == "" &&
			k.kind == basePay {
			names = append(names, k.role)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if r, ok := b.row(id, roleLabel(name), cellKey{aggregate.All, g.Side, name, "", o.Country, basePay, ""}); ok {
			r.Own = name == o.Role
			g.Rows = append(g.Rows, r)
		}
	}
	slices.SortStableFunc(g.Rows, byMedian)
	c = b.single(c, g, "No job advertised in "+country(o.Country)+" has a role that is known.")
	b.against(&c, "Than "+inSentence(roleLabel(o.Role)), func(int) int {
		return slices.IndexFunc(g.Rows, func(r Row) bool { return r.Own })
	})
	if c.Versus != "" {
		c.Note += " Each difference has an interval of its own: it can be clear although the intervals of two " +
			"medians overlap, since most employers have jobs in both roles."
	}
	c.Title = b.roleTitle(g.Rows)
	return c
}

// roleTitle says which roles pay more and which less than the report's own;
// only differences graded good stand in a title.
func (b *builder) roleTitle(rows []Row) string {
	own := inSentence(roleLabel(b.in.Options.Role))
	var more, less, ties []string
	other := false // a difference that a title may not tell
	for _, r := range rows {
		v := r.Versus
		switch {
		case v == nil || r.Role == "other": // no role, but what is left of them
		case v.Told == toldTie:
			ties = append(ties, r.Label)
		case v.Grade != aggregate.Good:
			other = true
		case v.Told == toldMore:
			more = append(more, r.Label)
		default:
			less = append(less, r.Label)
		}
	}
	var s string
	switch {
	case len(more) > 0 && len(less) > 0 && len(more)+len(less) <= 3:
		s = fmt.Sprintf("%s %s more than %s, %s less", joined(more), payPays(more), own, inSentence(joined(less)))
	case len(more) > 0 && len(less) > 0:
		s = fmt.Sprintf(
			"%s more than %s, %s less",
			counted(len(more), "role pays", "roles pay"),
			own,
			numberWord(len(less)),
		)
	case len(more) > 0 && len(more) <= 3:
		s = fmt.Sprintf("%s %s more than %s", joined(more), payPays(more), own)
	case len(more) > 0:
		s = fmt.Sprintf("%s more than %s", counted(len(more), "role pays", "roles pay"), own)
	case len(less) > 0 && len(less) <= 3:
		s = fmt.Sprintf("%s %s less than %s", joined(less), payPays(less), own)
	case len(less) > 0:
		s = fmt.Sprintf("%s less than %s", counted(len(less), "role pays", "roles pay"), own)
	case len(ties) > 0 && !other:
		return titled("No other role pays clearly more or less than "+own, "Median pay by role")
	}
	if s != "" && len(ties) > 0 && !other {
		long := s + "; " + numberWord(len(ties)) + " without a clear difference"
		if len(strings.Fields(long)) <= titleWords {
			s = long
		}
	}
	return titled(capital(s), "Median pay by role")
}
