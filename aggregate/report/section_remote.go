package report

import (
	"fmt"
	"strings"

	"backpay/aggregate"

	"backpay/scraper"
)

// remoteSection compares workplaces.
func (b *builder) remoteSection() part {
	c := b.remoteChart()
	return part{[]datum{{"charts", c, true}}, b.blocks(c)}
}

// remoteChart compares the workplaces within the report's role.
func (b *builder) remoteChart() Chart {
	o := b.in.Options
	c := Chart{
		ID: "remote", Section: "Remote or not", Head: "Workplace",
		Subtitle: b.subtitle("Advertised "+inSentence(roleLabel(o.Role))+" jobs", ""),
		Note: "The workplace is the one that the advert names; a job whose adverts name none, or several, is " +
			"in no row. Jobs are not held equal in level or place.",
	}
	g, id := Group{Side: string(scraper.Posted)}, idsOf(c.ID)
	for _, w := range workplaces {
		if r, ok := b.row(id, w.label, cellKey{aggregate.All, g.Side, o.Role, "", o.Country, basePay, w.place}); ok {
			g.Rows = append(g.Rows, r)
		}
	}
	c = b.single(c, g, "No job here names its workplace, or too few for a figure.")
	if base := firstPrinted(g.Rows); base >= 0 {
		b.against(&c, "Than "+inSentence(g.Rows[base].Label), func(int) int { return base })
	}
	c.Title = b.workplaceTitle(g.Rows)
	return c
}

func firstPrinted(rows []Row) int {
	for i, r := range rows {
		if r.Amounts != nil {
			return i
		}
	}
	return -1
}

// workplaceTitle looks at all pairs, not only of those in the column.
func (b *builder) workplaceTitle(rows []Row) string {
	var printed []Row
	for _, r := range rows {
		if r.Amounts != nil {
			printed = append(printed, r)
		}
	}
	ties, pairs := 0, 0
	told := ""
	for i, x := range printed {
		for _, y := range printed[i+1:] {
			pairs++
			switch v := b.compare(x, y); {
			case v == nil:
			case v.Told == toldTie:
				ties++
			case v.Grade == aggregate.Good && told == "":
				told = fmt.Sprintf(
					"%s pay %s than %s",
					capital(workplaceJobs(x.Place)),
					v.Told,
					workplaceJobs(y.Place),
				)
			}
		}
	}
	switch {
	case told != "":
		return titled(told, "Median pay by workplace")
	case pairs > 0 && ties == pairs:
		var names []string
		for _, r := range printed {
			names = append(names, strings.TrimSuffix(workplaceJobs(r.Place), " jobs"))
		}
		return titled("No clear difference in pay between "+joined(names)+" jobs", "Median pay by workplace")
	}
	return "Median pay by workplace"
}
