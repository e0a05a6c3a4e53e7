package report

import (
	"cmp"
	"slices"

	"backpay/aggregate"

	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// qualitySection says what the figures rest on, and what was left out.
func (b *builder) qualitySection() part {
	d, q := b.disclosure(), b.quality()
	t := document.Table{Caption: "What the figures rest on, and what was left out"}
	for _, f := range q {
		t.Rows = append(t.Rows, document.Line{Cells: []document.Cell{{Text: f.Name}, says(f.Value, f.Detail)}})
	}
	blocks := append(b.bars(d, false), b.in.Law.blocks()...)
	return part{
		[]datum{{"disclosure", d, false}, {"disclosure_by_law", b.in.Law, false}, {"quality", q, false}},
		append(blocks, t),
	}
}

func (b *builder) quality() []Fact {
	q, runs := b.in.Quality, b.runs()
	n := func(i int) string { return whole(float64(i)) }
	out := []Fact{
		{"Open postings", n(q.Postings), "as the sources show them, copies and all"},
		{"Open jobs", n(q.Jobs), "after copies and reposts were put together: what figures count"},
		{
			"Copies and reposts",
			n(max(0, q.Postings-q.Jobs)),
			"postings of a job that another posting shows too: they count once",
		},
		{"Employers", n(q.Employers), "one for all spellings of a name"},
		{"Sources that failed", n(runs.Failed), "in the last run, in full or in part: " + runs.Summary},
		{"Postings that are gone", n(q.Gone), "kept in the database, and in no figure of what is open"},
	}
	for _, c := range q.Origins {
		words, ok := map[string][2]string{
			"structured": {"Pay ranges from fields of their own", "minimum and maximum as amounts"},
			"field":      {"Pay ranges from a field of text", ""},
			"text":       {"Pay ranges read in the advert’s prose", "each with its quotation"},
			"predicted":  {"Estimates of somebody else", "never counted as pay"},
		}[c.Name]
		if !ok {
			words = [2]string{"Pay ranges of origin " + c.Name, ""}
		}
		out = append(out, Fact{words[0], n(c.N), words[1]})
	}
	if q.Alone > 0 {
		out = append(out, Fact{
			"Rows of ranges without their other end", n(q.Alone),
			"in tables of advertised ranges that give each end a row: whose pay such a row is isn’t known, and no figure counts it",
		})
	}
	return append(
		out,
		Fact{
			"Jobs with one end of pay only",
			n(q.OneSided),
			"“from” or “up to”: the other end is filled from the usual width of ranges",
		},
		Fact{"Pay ranges flagged", n(q.Flagged), "can’t be meant as they stand; kept, and left out of figures"},
		Fact{"Jobs without a known role", n(q.NoRole), "in no figure"},
		Fact{"Jobs without a known country", n(q.NoCountry), "in no figure"},
	)
}

// disclosure is the share of each source's jobs that state base pay.
func (b *builder) disclosure() Bars {
	o := b.in.Options
	c := Bars{
		ID: "disclosure", Source: b.adverts(), Title: "Share of jobs that state pay, by source", Head: "Source", Value: "State pay", Rest: "Of jobs",
		Subtitle: capital(inSentence(roleLabel(o.Role))) + " jobs in " + country(o.Country) +
			" that state base pay in any currency, with one end or two, in percent",
		Note: "Figures speak of the jobs that state pay; where the law asks for it most do, elsewhere those that " +
			"do may differ from those that don’t.",
	}
	for k, cell := range b.cells {
		if k.side != string(scraper.Posted) || k.role != o.Role || k.country != o.Country || k.seniority != "" ||
			k.place != "" || k.kind != basePay || cell.count.NJobs == 0 || cell.count.Disclosure == nil {
			continue
		}
		f := cell.count
		v := 100 * *f.Disclosure
		r := Bar{
			Label: b.sourceTitle(k.source), Own: k.source == aggregate.All, Value: &v, Text: BarText{
				Value: percent(*f.Disclosure), Rest: plural(f.NJobs, "job", "jobs"), Where: b.whereOf(f),
				Column: "100 * disclosure", SQL: disclosureQuery(b.jobConditions(f), k.source != aggregate.All),
			},
		}
		if r.Own {
			r.Label = "All adverts"
		}
		c.Rows = append(c.Rows, r)
	}
	slices.SortFunc(c.Rows, func(x, y Bar) int {
		return cmp.Or(
			-compareBool(x.Own, y.Own),
			cmp.Compare(*y.Value, *x.Value),
			cmp.Compare(x.Label, y.Label),
			cmp.Compare(x.Text.Where, y.Text.Where),
		)
	})
	id := idsOf(c.ID)
	for i := range c.Rows {
		c.Rows[i].ID = id(c.Rows[i].Label)
	}
	c = fromZero(c)
	c.Axis = scaled(0, 100, 0, func(v float64) string { return whole(v) + "%" })
	return c
}

// disclosureQuery computes the share of full-time jobs that state base pay, at
// one source or at any: a job is full-time whose postings say nothing else, and
// whose pay is that of nothing else.
func disclosureQuery(conditions string, oneSource bool) string {
	pay := "SELECT 1 FROM job_source_pay w WHERE w.job_id = j.id"
	if oneSource {
		pay += " AND w.source = p.source"
	}
	return "SELECT 100.0 * AVG(told) AS percent FROM (SELECT MAX(EXISTS (" + pay + " AND w.population = " +
		"'full_time')) AS told, MAX(EXISTS (" + pay + ")) AS paid " +
		"FROM job j JOIN posting p ON p.job_id = j.id WHERE p.ended_at IS NULL AND " + conditions +
		" GROUP BY j.id HAVING told OR NOT paid AND MIN(p.population = 'full_time'));"
}
