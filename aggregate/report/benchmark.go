package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/aggregate/survey"
	"backpay/scraper"
)

// Benchmark holds the printed medians against those of an official survey.
type Benchmark struct {
	// Occupation is the survey's, Broader where it holds other roles too.
	Occupation string `json:"occupation,omitempty"`
	Broader    bool   `json:"broader,omitempty"`
	// Rows are the country, then the metropolitan areas, those with the most
	// employed first.
	Rows []Held `json:"rows"`
	// Weighted is what the metropolitan areas of Rows come to with the survey's
	// employment as weights; nil where fewer than two have a known employment.
	Weighted *Weighted `json:"weighted,omitempty"`
	// Note says how to read them, as printed.
	Note string `json:"note,omitempty"`
}

// Held is one of our medians, the survey's for the same place, and their ratio.
type Held struct {
	Place    string  `json:"place,omitempty"` // a metropolitan area's code
	Label    string  `json:"label"`
	Own      float64 `json:"own"`
	Survey   float64 `json:"survey"`
	Ratio    float64 `json:"ratio"`
	Employed float64 `json:"employed,omitempty"` // 0 where it isn't published
	AsOf     string  `json:"as_of"`
	// Printed is the row as the page has it.
	Printed []string `json:"printed,omitempty"`
	// Jobs is how many Own rests on.
	Jobs int `json:"jobs"`
}

// Weighted are means of metropolitan areas' medians, which are no medians.
type Weighted struct {
	Areas int `json:"areas"`
	// Jobs and Employed are those of all these areas.
	Jobs     int     `json:"jobs"`
	Employed float64 `json:"employed"`
	// Own and Survey weigh each area by its employment in the survey, ByJobs
	// weighs our medians by our own jobs.
	Own    float64 `json:"own"`
	Survey float64 `json:"survey"`
	Ratio  float64 `json:"ratio"`
	ByJobs float64 `json:"by_jobs"`
	// Printed is the row as the page has it.
	Printed []string `json:"printed,omitempty"`
	// Covered is the areas' share of the country's employment, the rest being
	// left out; 0 where that isn't published.
	Covered float64 `json:"covered,omitempty"`
}

// benchmark compares what is printed with the survey's newest tables.
func (b *builder) benchmark() Benchmark {
	out := Benchmark{Rows: []Held{}}
	survey := b.survey()
	nation := survey[""]
	if title := nation.Title; title != "" {
		out.Occupation, out.Broader = title, nation.Broader
	}
	add := func(place, label string, f aggregate.Figure) {
		s := survey[place]
		if !printable(f) || f.Value <= 0 || s.Median <= 0 {
			return
		}
		out.Occupation, out.Broader = s.Title, s.Broader
		out.Rows = append(out.Rows, Held{
			place, label, f.Value, s.Median, f.Value / s.Median, s.Employed, s.AsOf, nil, f.NJobs,
		})
	}
	o := b.in.Options
	if c := b.cells[cellKey{aggregate.All, string(scraper.Posted), o.Role, "", o.Country, basePay, ""}]; c != nil {
		add("", capital(country(o.Country)), c.pay["median"])
	}
	areas := len(out.Rows)
	for _, p := range b.places() {
		add(p.place, b.placeName(p.place), p.median)
	}
	slices.SortStableFunc(out.Rows[areas:], func(x, y Held) int {
		return cmp.Or(cmp.Compare(y.Employed, x.Employed), cmp.Compare(x.Label, y.Label))
	})
	out.Weighted = weighted(out.Rows[areas:], nation.Employed)
	return out
}

// survey is what the survey says of the occupation that holds the report's role.
func (b *builder) survey() map[string]survey.Place {
	o := b.in.Options
	return survey.Of(survey.Question{Role: o.Role, Country: o.Country, Currency: o.Currency},
		func(yield func(aggregate.Published) bool) {
			for _, c := range b.in.Claims {
				if !yield(aggregate.Published{Source: c.Source, Claim: c.Said, Belief: c.Belief}) {
					return
				}
			}
		})
}

// weighted are the means over areas whose employment is known.
func weighted(areas []Held, everybody float64) *Weighted {
	var w Weighted
	for _, a := range areas {
		if a.Employed <= 0 {
			continue
		}
		w.Areas++
		w.Employed += a.Employed
		w.Jobs += a.Jobs
		w.Own += a.Employed * a.Own
		w.Survey += a.Employed * a.Survey
		w.ByJobs += float64(a.Jobs) * a.Own
	}
	if w.Areas < 2 || w.Jobs == 0 {
		return nil
	}
	w.Own, w.Survey, w.ByJobs = w.Own/w.Employed, w.Survey/w.Employed, w.ByJobs/float64(w.Jobs)
	w.Ratio = w.Own / w.Survey
	if everybody > 0 {
		w.Covered = min(1, w.Employed/everybody)
	}
	return &w
}

// benchmarkShown is how many metropolitan areas the page lists at most.
const benchmarkShown = 10

// blocks are the benchmark as printed, none where nothing is compared.
func (c *Benchmark) blocks(title, currency string) []document.Block {
	if len(c.Rows) == 0 {
		return nil
	}
	t := document.Table{
		Caption: "The medians of this report beside those of " + title,
		Heads: []document.Heading{
			{Text: "Place"},
			{Text: "Adverts here", Number: true, Short: true},
			{Text: "Jobs", Number: true, Short: true},
			{Text: c.Occupation + " there", Number: true},
			{Text: "People", Number: true, Short: true},
			{Text: "Ratio", Number: true, Short: true},
			{Text: "Year", Short: true},
		},
	}
	shown := c.Rows[:min(len(c.Rows), benchmarkShown+1)]
	if more := len(c.Rows) - len(shown); more > 0 {
		t.Caption += fmt.Sprintf(" (report.json holds %s more)", whole(float64(more)))
	}
	line := func(r Held, year string) []string {
		people := "not published"
		if r.Employed > 0 {
			people = whole(r.Employed)
		}
		texts := []string{
			r.Label, money(r.Own, currency), whole(float64(r.Jobs)), money(r.Survey, currency), people,
			fmt.Sprintf("%.2f", r.Ratio), year,
		}
		var cells []document.Cell
		for _, text := range texts {
			cells = append(cells, document.Cell{Text: text})
		}
		t.Rows = append(t.Rows, document.Line{Cells: cells})
		return texts
	}
	years := map[string]bool{}
	for i, r := range shown {
		shown[i].Printed = line(r, cmp.Or(stated(r.AsOf), "not dated"))
	}
	for _, r := range c.Rows {
		if r.Place != "" {
			years[cmp.Or(stated(r.AsOf), "not dated")] = true
		}
	}
	note := "A ratio above one: adverts here offer more than the survey’s employers pay. The survey counts what " +
		"people in the occupation are paid, the long employed too, in that year; nothing is moved to another."
	if c.Broader {
		note += " Its occupation includes more roles than this one."
	}
	if w := c.Weighted; w != nil {
		w.Printed = line(Held{
			Label: fmt.Sprintf("Mean of %d areas’ medians, by people employed there", w.Areas),
			Own:   w.Own, Jobs: w.Jobs, Survey: w.Survey, Employed: w.Employed, Ratio: w.Ratio,
		}, strings.Join(slices.Sorted(maps.Keys(years)), ", "))
		note += fmt.Sprintf(
			" The last row weighs each area’s median by the survey’s employment, where our own median is printed: "+
				"by our own jobs the mean of ours is %s, so that where our adverts are moves it by %.1f%%.",
			money(w.ByJobs, currency), 100*math.Abs(w.Own/w.ByJobs-1),
		)
		if w.Covered > 0 {
			note += fmt.Sprintf(" These areas have %s of the people employed in the occupation; the rest is left out.",
				percent(w.Covered))
		}
	}
	c.Note = note
	return []document.Block{t, document.Note{Text: note}}
}
