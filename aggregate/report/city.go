package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// citiesShown caps the rows; the others are in figures.csv.
const citiesShown = 40

// Cities compares the median pay of places, and what tax and rent leave of it
// where both are known.
type Cities struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Finding says which places the first is told apart from after tax and
	// rent; empty where nothing is compared.
	Finding []Span `json:"finding,omitempty"`
	// Method says whose tax, rent and prices these are, and of when.
	Method string `json:"method,omitempty"`
	Note   string `json:"note,omitempty"`
	Empty  string `json:"empty,omitempty"` // why there are no rows
	// Reckoned tells that tax, rent or prices of some place are known.
	Reckoned bool `json:"reckoned"`
	// Source says whose adverts and tables these are.
	Source string `json:"source"`
	Axis   Axis   `json:"axis"`
	Rows   []City `json:"rows"`
}

// City is one place. Amounts are of a year.
type City struct {
	ID        string   `json:"id"`
	Label     string   `json:"label"`
	Place     string   `json:"place"`
	Jobs      int      `json:"jobs"`
	Employers int      `json:"employers"`
	Postings  int      `json:"postings"`
	Effective float64  `json:"effective_jobs"`
	Grade     string   `json:"grade"`
	Reason    string   `json:"reason,omitempty"`
	Median    Estimate `json:"median"`
	Tax       *CityTax `json:"tax,omitempty"`
	// RentMonth is the rent of a month, Rent of twelve; 0 where unknown.
	RentMonth  float64   `json:"rent_month,omitempty"`
	Rent       float64   `json:"rent,omitempty"`
	AskingRent float64   `json:"asking_rent_month,omitempty"`
	Left       *Estimate `json:"left,omitempty"`
	// PriceLevel is in percent of the country's.
	PriceLevel float64 `json:"price_level,omitempty"`
	// Against is what the first row leaves more than this one.
	Against *Against `json:"against_first,omitempty"`
	Text    CityText `json:"text"`
}

// Estimate is a value with its interval.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// CityTax is what is taken of the median, and what stays after it.
type CityTax struct {
	Federal Estimate `json:"federal"`
	Payroll Estimate `json:"payroll"`
	State   Estimate `json:"state"`
	After   Estimate `json:"after"`
}

// sum is all that is taken of the median.
func (t CityTax) sum() float64 { return t.Federal.Value + t.Payroll.Value + t.State.Value }

// Against is a difference between what two places leave.
type Against struct {
	Place string `json:"place"`
	Label string `json:"label"`
	Estimate
	Grade string `json:"grade"`
	Text  string `json:"text"`

	said string // in a sentence, rounded
}

// CityText holds a place's values as printed, and where they come from.
type CityText struct {
	Jobs      string `json:"jobs"`
	Employers string `json:"employers"`
	Effective string `json:"effective"`
	Median    string `json:"median"`
	Interval  string `json:"interval"`
	// Left, LeftInterval, Tax, Rent and Price say so where they aren't known.
	Left         string `json:"left"`
	LeftInterval string `json:"left_interval,omitempty"`
	Tax          string `json:"tax"`
	Rent         string `json:"rent"`
	Price        string `json:"price"`
	// Sums is the way from the median to what is left, to the cent.
	Sums []Fact `json:"sums,omitempty"`
	// Where finds the median in the table figure, CityWhere the rest; SQL
	// computes the median from the jobs.
	Where     string `json:"where"`
	CityWhere string `json:"city_where,omitempty"`
	SQL       string `json:"sql"`
}

// atPlace are the figures of one place.
type atPlace struct {
	place  string
	median aggregate.Figure
	of     map[string]aggregate.Figure // of the measure city, by statistic
}

func (b *builder) cities() Cities {
	o, areas := b.in.Options, "city"
	if o.Country == "US" {
		areas = "metropolitan area"
	}
	c := Cities{
		Title: "Median pay by city", Rows: []City{}, Axis: Axis{Ticks: []Tick{}},
		Subtitle: b.subtitle("Advertised " + inSentence(roleLabel(o.Role)) + " jobs, by " + areas + ","),
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
	slices.SortStableFunc(known, func(x, y atPlace) int {
		lower := func(p atPlace) float64 {
			if left, ok := p.of[aggregate.Left]; ok {
				return left.CILow
			}
			return math.Inf(-1) // behind all of which it is known
		}
		return cmp.Or(cmp.Compare(lower(y), lower(x)), cmp.Compare(y.median.CILow, x.median.CILow), cmp.Compare(x.place, y.place))
	})
	for _, p := range known[:min(len(known), citiesShown)] {
		r := b.city(p)
		c.Reckoned = c.Reckoned || len(p.of) > 0
		c.Rows = append(c.Rows, r)
	}
	c.Note = b.tooFewIn(few)
	if len(c.Rows) == 0 {
		c.Empty = "No city has enough jobs of enough employers that state their pay."
		if len(few) == 0 {
			c.Empty = "No job here names a city that has ten of them."
		}
		c.Empty, c.Note = strings.TrimSpace(c.Empty+" "+c.Note), ""
		return c
	}
	if more := len(known) - citiesShown; more > 0 {
		c.Note = strings.TrimSpace(fmt.Sprintf("%s more in figures.csv. %s", plural(more, "place is", "places are"), c.Note))
	}
	b.compareCities(&c)
	if c.Reckoned {
		c.Subtitle += ". What is left is reckoned for a single filer"
		c.Method = clean(b.in.CityMethod, methodLength)
		if len(b.in.Planted) > 0 {
			c.Note = strings.TrimSpace("The pay is a made-up market’s; tax, rent and prices are those of real tables. " + c.Note)
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
		if f.Source != aggregate.All || f.Side != scraper.Posted || f.Role != o.Role || f.Country != o.Country || f.Place == "" || f.Seniority != "" || f.Skill != "" {
			continue
		}
		switch {
		case f.Measure == aggregate.MeasureCity:
			if of[f.Place] == nil {
				of[f.Place] = map[string]aggregate.Figure{}
			}
			of[f.Place][f.Statistic] = f
		case f.Measure == aggregate.MeasureLevel && f.Statistic == "median" && f.Unit == o.Currency && !workplace(f.Place) && (o.Country != "US" || b.in.Places[f.Place] != ""):
			out = append(out, atPlace{place: f.Place, median: f})
		}
	}
	for i := range out {
		out[i].of = of[out[i].place]
	}
	return out
}

func workplace(place string) bool { return place == "onsite" || place == "hybrid" || place == "remote" }

// placeName is a place's name as printed.
func (b *builder) placeName(place string) string {
	if name := clean(b.in.Places[place], nameLength); name != "" {
		return name
	}
	return cmp.Or(clean(place, nameLength), "Unnamed place")
}

// town is a place's name as it stands in a sentence.
func town(label string) string {
	name, _, _ := strings.Cut(label, ", ")
	return name
}

// city makes the row of one place.
func (b *builder) city(p atPlace) City {
	m, code := p.median, b.in.Options.Currency
	r := City{
		ID: b.id("cities", b.placeName(p.place)), Label: b.placeName(p.place), Place: clean(p.place, nameLength),
		Jobs: m.NJobs, Employers: m.NEmployers, Postings: m.NPostings, Effective: m.NEffective, Grade: m.Grade, Reason: clean(m.Note, errorLength),
		Median: estimate(m), RentMonth: p.of[aggregate.RentMonth].Value, Rent: p.of[aggregate.Rent].Value, AskingRent: p.of[aggregate.AskingRent].Value,
		PriceLevel: p.of[aggregate.PriceLevel].Value,
	}
	r.Text = CityText{
		Jobs: plural(m.NJobs, "job", "jobs"), Employers: plural(m.NEmployers, "employer", "employers"), Effective: whole(m.NEffective),
		Median: money(m.Value, code), Interval: span(m.CILow, m.CIHigh, code),
		Left: "not known", Tax: "not known", Rent: "not known", Price: "not known",
		Where: b.placeWhere(p.place, aggregate.MeasureLevel) + " AND unit = " + quote(clean(code, nameLength)), SQL: b.placeQuery(p.place),
	}
	if len(p.of) > 0 {
		r.Text.CityWhere = b.placeWhere(p.place, aggregate.MeasureCity)
	}
	if after, ok := p.of[aggregate.AfterTax]; ok {
		r.Tax = &CityTax{estimate(p.of[aggregate.FederalTax]), estimate(p.of[aggregate.PayrollTax]), estimate(p.of[aggregate.StateTax]), estimate(after)}
		r.Text.Tax = money(r.Tax.sum(), code)
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

func estimate(f aggregate.Figure) Estimate { return Estimate{f.Value, f.CILow, f.CIHigh} }

// sums leads from the median to what is left, with where each step is from.
func sums(p atPlace, code string) (out []Fact) {
	add := func(name, statistic, sign string) {
		f, ok := p.of[statistic]
		if !ok {
			return
		}
		value := sign + exact(f.Value, code)
		if f.CIHigh != 0 {
			value += ", between " + exact(f.CILow, code) + " and " + exact(f.CIHigh, code)
		}
		switch statistic {
		case aggregate.PriceLevel:
			value = strconv.FormatFloat(f.Value, 'f', -1, 64)
		case aggregate.Rent:
			value = sign + "12 × " + exact(p.of[aggregate.RentMonth].Value, code) + " = " + sign + exact(f.Value, code)
		}
		out = append(out, Fact{name, value, clean(f.Note, errorLength)})
	}
	add("Federal income tax", aggregate.FederalTax, "−")
	add("Social security and Medicare", aggregate.PayrollTax, "−")
	add("State income tax", aggregate.StateTax, "−")
	add("After tax", aggregate.AfterTax, "")
	add("Rent", aggregate.Rent, "−")
	add("Left after tax and rent", aggregate.Left, "")
	add("Asking rent, elsewhere", aggregate.AskingRent, "")
	add("Price level", aggregate.PriceLevel, "")
	if len(out) > 0 {
		out = append([]Fact{{"Median before tax", exact(p.median.Value, code), ""}}, out...)
	}
	return out
}

// exact prints an amount to the cent.
func exact(v float64, code string) string {
	cents := math.Round(math.Abs(v) * 100)
	sign := ""
	if v < 0 && cents > 0 {
		sign = "−"
	}
	return sign + money(math.Floor(cents/100), code) + fmt.Sprintf(".%02.0f", math.Mod(cents, 100))
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
		names = append(names, fmt.Sprintf("%s (%s at %s)", b.placeName(f.Place), plural(f.NJobs, "job", "jobs"), plural(f.NEmployers, "employer", "employers")))
	}
	return "Too few to say, or too spread: " + list(names) + "."
}

// placeWhere is the condition that finds a place's figures of a measure in the
// table figure.
func (b *builder) placeWhere(place, measure string) string {
	o := b.in.Options
	var parts []string
	for _, kv := range [][2]string{
		{"edition", o.Edition},
		{"measure", measure},
		{"place", place},
		{"skill", ""},
		{"source", aggregate.All},
		{"side", string(scraper.Posted)},
		{"role", o.Role},
		{"seniority", ""},
		{"country", o.Country},
	} {
		parts = append(parts, kv[0]+" = "+quote(clean(kv[1], nameLength)))
	}
	return strings.Join(parts, " AND ")
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// placeQuery computes a place's median anew: of the jobs that some posting
// which is still shown places there.
func (b *builder) placeQuery(place string) string {
	o := b.in.Options
	return quantilesQuery(payConditions(Row{Source: aggregate.All, Role: clean(o.Role, nameLength)}, clean(o.Country, nameLength), clean(o.Currency, nameLength)) +
		" AND job_id IN (SELECT p.job_id FROM posting p JOIN posting_place l ON l.posting_id = p.id WHERE p.gone_at IS NULL AND COALESCE(NULLIF(l.metro, ''), l.city) = " +
		quote(clean(place, nameLength)) + ")")
}
