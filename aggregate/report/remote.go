package report

import (
	"backpay/aggregate"
	"backpay/scraper"
)

// workplaces are where work is done, with the words for rows and titles.
var workplaces = []struct{ place, label, jobs string }{
	{"onsite", "In the office", "office jobs"},
	{"hybrid", "Hybrid", "hybrid jobs"},
	{"remote", "Remote", "remote jobs"},
}

func workplaceJobs(place string) string {
	for _, w := range workplaces {
		if w.place == place {
			return w.jobs
		}
	}
	return place
}

// remote compares the workplaces within the report's role.
func (b *builder) remote() Chart {
	o := b.in.Options
	c := Chart{
		ID: "remote", Section: "Remote or not",
		Subtitle: b.subtitle("Advertised " + inSentence(roleLabel(o.Role)) + " jobs"),
		Note:     "The workplace is the one that the advert names; a job whose adverts name none, or several, is in no row. Jobs are not held equal in level or place.",
	}
	g := Group{Side: string(scraper.Posted)}
	for _, w := range workplaces {
		if r, ok := b.row(c.ID, w.label, cellKey{aggregate.All, g.Side, o.Role, "", o.Country, basePay, w.place}); ok {
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
