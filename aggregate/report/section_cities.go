package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// citiesShown caps the rows, of which a page shows citiesOpen at once; the
// others are in figures.csv.
const (
	citiesShown = 40
	citiesOpen  = 8
)

// citiesSection compares places.
func (b *builder) citiesSection() part {
	c := b.cities()
	data := []datum{{"cities", c, false}}
	var published []document.Block
	if rows := b.cityClaims(c.Rows); len(rows) > 0 {
		data = append(data, datum{"cities_published", rows, false})
		published = append(published, claimTable("What others publish about cities", "About", rows, func(r ClaimRow) string { return r.Text.About }))
	}
	if c.Empty != "" {
		return part{data, append([]document.Block{document.Text(c.Empty)}, published...)}
	}
	p := b.newPlot("cities", c.Title, c.Subtitle, c.Source)
	p.Axis, p.Head, p.Under, p.Notes, p.Open = c.Axis, "City", "Jobs, employers", []string{c.Note}, citiesOpen
	p.Keys = []document.Key{
		dotKey("median"),
		intervalKey("its 95% interval", document.Inherit),
		roughKey(document.Inherit),
	}
	p.Columns = []document.Column{{Head: "Median pay", Under: "Interval", Short: "median"}}
	left := slices.ContainsFunc(c.Rows, func(r City) bool { return r.Left != nil })
	if left {
		p.Keys = []document.Key{
			barKey("left", document.Azure), barKey("rent", document.Ochre), barKey("tax", document.Sand),
			intervalKey("interval of what is left", document.Black), roughKey(document.Black),
		}
		p.Columns = []document.Column{
			{Head: "Left after tax and rent", Under: "Interval", Short: "median"},
			{Head: "Tax, rent", Part: document.Count},
			{Head: "Median pay", Under: "Interval", Part: document.Beside},
			{Head: "Prices, country = 100", Part: document.Beside},
		}
	}
	p.Columns = append(p.Columns, document.Column{Head: "Grade", Part: document.Aside})
	p.Variables = []string{
		"place", "label", "median", "low", "high", "federal_tax", "payroll_tax", "state_tax", "after_tax", "rent", "rent_month", "asking_rent_month",
		"left", "left_low", "left_high", "price_level", "jobs", "employers", "postings", "grade", "reason",
	}
	group := document.Group{Tone: document.Blue}
	e := document.Evidence{Summary: "The evidence: the way from the median to what is left, city by city"}
	for _, r := range c.Rows {
		group.Rows = append(group.Rows, r.cityLine(left))
		e.Items = append(e.Items, r.cityEvidence())
	}
	p.Groups = []document.Group{group}
	var blocks []document.Block
	if len(c.Finding) > 0 {
		blocks = append(blocks, document.Prose{Spans: spans(c.Finding)})
	}
	return part{data, append(append(blocks, p, e), published...)}
}

// cityLine is a place as it is drawn: bars where what is left is known, else the
// median. Left is given for all places where it is known of some.
func (r City) cityLine(left bool) document.Row {
	out := document.Row{
		ID:     r.ID,
		Label:  r.Label,
		Detail: r.Text.Jobs + ", " + r.Text.Employers,
		Rough:  r.Grade == aggregate.Rough,
	}
	pay := says(r.Text.Median, r.Text.Interval)
	out.Cells = []document.Cell{pay}
	if left {
		out.Cells = []document.Cell{
			says(r.Text.Left, r.Text.LeftInterval),
			says("tax "+r.Text.Tax, "rent "+r.Text.Rent),
			pay,
			says(r.Text.Price),
		}
		out.Cells[0].Quiet = r.Left == nil
	}
	out.Cells = append(out.Cells, says(gradeText(r.Grade, r.Reason)))
	tax, end := make([]any, 4), make([]any, 3)
	if t := r.Tax; t != nil {
		tax = []any{t.Federal.Value, t.Payroll.Value, t.State.Value, t.After.Value}
	}
	if e := r.Left; e != nil {
		end = []any{e.Value, e.Low, e.High}
	}
	out.Record = append([]any{r.Place, r.Label, r.Median.Value, r.Median.Low, r.Median.High}, tax...)
	out.Record = append(append(out.Record, known(r.Rent), known(r.RentMonth), known(r.AskingRent)), end...)
	out.Record = append(out.Record, known(r.PriceLevel), r.Jobs, r.Employers, r.Postings, r.Grade, r.Reason)
	if r.Left == nil || r.Tax == nil {
		out.Marks = middle(r.Median.Value, r.Median.Low, r.Median.High, out.Rough, document.Inherit)
		return out
	}
	kept := max(r.Left.Value, 0)
	out.Marks = []document.Mark{
		{Kind: document.Bar, From: 0, To: kept, Tone: document.Azure},
		{Kind: document.Bar, From: kept, To: kept + r.Rent, Tone: document.Ochre},
		{Kind: document.Bar, From: kept + r.Rent, To: kept + r.Rent + r.Tax.taken(), Tone: document.Sand},
		middle(0, max(r.Left.Low, 0), max(r.Left.High, 0), out.Rough, document.Black)[0],
	}
	return out
}

// cityEvidence leads from a place's median to what is left.
func (r City) cityEvidence() document.Item {
	item := document.Item{ID: r.ID, Title: r.Label, Facts: facts(
		fact("Median pay", r.Text.Median+", between "+r.Text.Interval),
		fact("Grade", gradeText(r.Grade, r.Reason)),
		fact(
			"Rests on",
			r.Text.Jobs+" at "+r.Text.Employers+", with about as much information as "+r.Text.Effective+" independent ones",
		),
	)}
	if r.Against != nil {
		item.Facts = append(item.Facts, fact("Against "+r.Against.Label, r.Against.Text))
	}
	for _, s := range r.Text.Sums {
		item.Facts = append(item.Facts, document.Fact{Name: s.Name, Value: s.Value, Detail: s.Detail})
	}
	return document.Item{ID: item.ID, Title: item.Title, Facts: append(item.Facts, facts(
		codeFact(
			"The median in the table figure",
			r.Text.Where,
		),
		codeFact("The rest in the table figure", r.Text.CityWhere),
		codeFact("The median from the jobs", r.Text.SQL),
	)...)}
}

func (b *builder) cities() Cities {
	o, areas := b.in.Options, "city"
	if o.Country == "US" {
		areas = "metropolitan area"
	}
	c := Cities{
		Title: "Median pay by city", Rows: []City{}, Axis: document.Axis{Ticks: []document.Tick{}},
		Subtitle: b.subtitle("Advertised "+inSentence(roleLabel(o.Role))+" jobs", areas),
	}
	var known []atPlace
	var few []aggregate.Figure
	for _, p := range b.places() {
		switch p.median.Grade {
		case aggregate.Good, aggregate.Rough:
			known = append(known, p)
		default:
			few = append(few, p.median)
		}
	}
	// By what is drawn: what is left where that is known, else the median.
	slices.SortStableFunc(known, func(x, y atPlace) int {
		value := func(p atPlace) float64 {
			if left, ok := p.of[aggregate.Left]; ok {
				return left.Value
			}
			return math.Inf(-1) // behind all of which it is known
		}
		return cmp.Or(
			cmp.Compare(value(y), value(x)),
			cmp.Compare(y.median.Value, x.median.Value),
			cmp.Compare(x.place, y.place),
		)
	})
	id := idsOf("cities")
	for _, p := range known[:min(len(known), citiesShown)] {
		r := b.city(p, id)
		c.Reckoned = c.Reckoned || len(p.of) > 0
		c.Rows = append(c.Rows, r)
	}
	c.Note = b.tooFewIn(few)
	if len(c.Rows) == 0 {
		c.Empty = "No city has enough jobs at enough employers that state pay."
		if len(few) == 0 {
			c.Empty = "No city is named by ten jobs or more."
		}
		c.Empty, c.Note = strings.TrimSpace(c.Empty+" "+c.Note), ""
		return c
	}
	if more := len(known) - citiesShown; more > 0 {
		c.Note = strings.TrimSpace(
			fmt.Sprintf("%s more in figures.csv. %s", plural(more, "place is", "places are"), c.Note),
		)
	}
	b.compareCities(&c)
	if c.Reckoned {
		c.Subtitle += ". What is left is for a single filer"
		c.Method = b.in.CityMethod
		if len(b.in.Planted) > 0 {
			c.Note = strings.TrimSpace(
				"The pay is that of a made-up market; tax, rent and prices come from real tables. " + c.Note,
			)
		}
	}
	c.Source = b.from(func(s Source) bool { return s.Side == scraper.Posted && s.Postings > 0 || s.Tables != "" })
	c.Axis = cityAxis(c.Rows, o.Currency)
	return c
}

// places gathers the medians by place, over all adverts for the report's role
// and country in its currency, with what is known of the places. In the United
// States a place without a code is no metropolitan area, and often not there.
func (b *builder) places() []atPlace {
	o := b.in.Options
	of := map[string]map[string]aggregate.Figure{}
	var out []atPlace
	for _, f := range b.figures {
		if f.Source != aggregate.All || f.Side != scraper.Posted || f.Role != o.Role || f.Country != o.Country ||
			f.Place == "" ||
			f.Seniority != "" ||
			f.Skill != "" {
			continue
		}
		switch {
		case f.Measure == aggregate.MeasureCity:
			if of[f.Place] == nil {
				of[f.Place] = map[string]aggregate.Figure{}
			}
			of[f.Place][f.Statistic] = f
		case f.Measure == aggregate.MeasureLevel && f.IsHeadline() && f.Statistic == "median" && f.Unit == o.Currency && !workplace(f.Place) && (o.Country != "US" || b.in.Places[f.Place] != ""):
			out = append(out, atPlace{place: f.Place, median: f})
		}
	}
	for i := range out {
		out[i].of = of[out[i].place]
	}
	return out
}

// placeName is a place's name as printed.
func (b *builder) placeName(place string) string {
	if name := b.in.Places[place]; name != "" {
		return name
	}
	return cmp.Or(place, "Unnamed place")
}

// city makes the row of one place.
func (b *builder) city(p atPlace, id func(string) string) City {
	m, code := p.median, b.in.Options.Currency
	r := City{
		ID: id(b.placeName(p.place)), Label: b.placeName(p.place), Place: p.place, Jobs: m.NJobs,
		Employers: m.NEmployers, Postings: m.NPostings, Effective: m.NEffective, Grade: m.Grade, Reason: m.Note,
		Median: estimate(m), RentMonth: p.of[aggregate.RentMonth].Value, Rent: p.of[aggregate.Rent].Value,
		AskingRent: p.of[aggregate.AskingRent].Value, PriceLevel: p.of[aggregate.PriceLevel].Value,
	}
	r.Text = CityText{
		Jobs: plural(m.NJobs, "job", "jobs"), Employers: plural(m.NEmployers, "employer", "employers"),
		Effective: whole(m.NEffective), Median: money(m.Value, code), Interval: span(m.CILow, m.CIHigh, code),
		Left: "not known", Tax: "not known", Rent: "not known", Price: "not known",
		Where: b.cell().inPlace(p.place).where(aggregate.MeasureLevel), SQL: b.cell().inPlace(p.place).placeQuery(),
	}
	if len(p.of) > 0 {
		r.Text.CityWhere = b.cell().inPlace(p.place).where(aggregate.MeasureCity)
	}
	if after, ok := p.of[aggregate.AfterTax]; ok {
		r.Tax = &CityTax{
			estimate(p.of[aggregate.FederalTax]),
			estimate(p.of[aggregate.PayrollTax]),
			estimate(p.of[aggregate.StateTax]),
			estimate(after),
		}
		r.Text.Tax = money(r.Tax.taken(), code)
	}
	if r.Rent > 0 {
		r.Text.Rent = money(r.Rent, code)
	}
	if r.PriceLevel > 0 {
		r.Text.Price = strconv.FormatFloat(r.PriceLevel, 'f', 1, 64)
	}
	if left, ok := p.of[aggregate.Left]; ok {
		e := estimate(left)
		r.Left, r.Text.Left, r.Text.LeftInterval = &e, money(e.Value, code), span(e.Low, e.High, code)
	}
	r.Text.Sums = sums(p, code)
	return r
}

// tooFewIn names the places whose medians are withheld, the largest first.
func (b *builder) tooFewIn(few []aggregate.Figure) string {
	if len(few) == 0 {
		return ""
	}
	slices.SortStableFunc(few, func(x, y aggregate.Figure) int {
		return cmp.Or(cmp.Compare(y.NJobs, x.NJobs), cmp.Compare(x.Place, y.Place))
	})
	var names []string
	for _, f := range few {
		names = append(
			names,
			fmt.Sprintf(
				"%s (%s at %s)",
				b.placeName(f.Place),
				plural(f.NJobs, "job", "jobs"),
				plural(f.NEmployers, "employer", "employers"),
			),
		)
	}
	return "Too few jobs, or too wide an interval: " + list(names) + "."
}
