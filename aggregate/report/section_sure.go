package report

import (
	"fmt"
	"math"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/aggregate/survey"
	"backpay/scraper"
)

// Doubt is one other way to count, or one other thing that may be true, and
// the median that it gives.
type Doubt struct {
	Statistic string  `json:"statistic"`
	Name      string  `json:"name"`
	Value     float64 `json:"value"`
	// Against is how far it lies from the median that the report gives, as a
	// share of that, and Moved the same in words.
	Against float64 `json:"against"`
	Moved   string  `json:"moved"`
	// Text is the value as printed.
	Text string `json:"text"`
	// Jobs is how many it rests on, those included that state no pay where
	// something is assumed of them.
	Jobs int    `json:"jobs"`
	Why  string `json:"why"`
}

// doubts are what is asked of the median, in reading order.
var doubts = []struct{ statistic, name, why string }{
	{"median_employers", "Each employer counts the same", "employers with many adverts decide less"},
	{"median_without_largest", "The largest employer is left out", "the one with the most jobs"},
	{
		"median_flow",
		"All jobs of the last 12 months count",
		"those that have closed too: what is hard to fill stands open longer",
	},
	{"median_lowest_zone", "Jobs of several zones pay their lowest", "they count by the middle one"},
	{"median_highest_zone", "Jobs of several zones pay their highest", "they count by the middle one"},
	{"median_raw", "Each advert counts", "copies and reposts are not put together"},
	{"median_without_review", "Likely copies count once", "jobs that may be copies are put together"},
	{
		"median_of_areas",
		"Only jobs of some metropolitan areas count",
		"those whose median is printed and in which a survey of employers counts people",
	},
	{
		"median_by_people",
		"These areas weigh by the people employed there",
		"the row before, weighted: what it decides where our adverts are",
	},
	{"median_geometric", "Wide ranges count nearer their lower end", "the middle of a range is its geometric mean"},
	{
		"median_like_top",
		"Silent jobs pay like the upper half",
		"jobs that state no pay are given that of the better paid half of those that do",
	},
	{"median_lowest", "Silent jobs all pay less", "the lowest that the median of all jobs can be"},
	{"median_highest", "Silent jobs all pay more", "the highest that the median of all jobs can be"},
}

// sureSection says how far the median may be off beyond chance.
func (b *builder) sureSection() part {
	rows, median, ok := b.sure()
	held := b.benchmark()
	beside := held.blocks(b.sourceTitle(survey.Source), b.in.Options.Currency)
	data := []datum{{"beyond_chance", rows, false}, {"counted", b.counted(), false}, {"benchmark", held, false}}
	if !ok {
		return part{data, append(
			[]document.Block{
				document.Text("No median is printed here, so there is nothing to question. " + b.counted().words()),
			},
			beside...,
		)}
	}
	code := b.in.Options.Currency
	t := document.Table{
		Caption: "Other ways to count the same jobs",
		Heads: []document.Heading{
			{Text: "If …"},
			{Text: "Median", Number: true, Short: true},
			{Text: "Than " + money(median, code), Number: true, Short: true},
			{Text: "Jobs", Number: true, Short: true},
			{Text: "That is"},
		},
	}
	for _, d := range rows {
		t.Rows = append(
			t.Rows,
			document.Line{Cells: []document.Cell{
				{Text: d.Name}, {Text: d.Text}, {Text: d.Moved}, {Text: whole(float64(d.Jobs))}, {Text: d.Why},
			}},
		)
	}
	return part{data, append(
		[]document.Block{document.Text(mattersMost(rows)), t, document.Note{Text: b.counted().words()}},
		beside...,
	)}
}

// sure returns the other medians of the report's adverts, and the one printed.
func (b *builder) sure() (rows []Doubt, median float64, ok bool) {
	o := b.in.Options
	cell := b.cells[cellKey{aggregate.All, string(scraper.Posted), o.Role, "", o.Country, basePay, ""}]
	if cell == nil {
		return nil, 0, false
	}
	m, found := cell.pay["median"]
	if !found || m.Grade == aggregate.Withheld || m.Value == 0 {
		return nil, 0, false
	}
	for _, d := range doubts {
		if f, ok := cell.pay[d.statistic]; ok && f.Grade != aggregate.Withheld {
			rows = append(
				rows,
				Doubt{
					d.statistic,
					d.name,
					f.Value,
					f.Value/m.Value - 1,
					movedBy(f.Value/m.Value - 1),
					money(f.Value, o.Currency),
					f.NJobs,
					d.why,
				},
			)
		}
	}
	return rows, m.Value, len(rows) > 0
}

// mattersMost is one sentence on which of the doubts matters here. The bounds
// are what nobody can know better, not a way to count.
func mattersMost(rows []Doubt) string {
	var most Doubt
	bounded := false
	for _, d := range rows {
		switch d.Statistic {
		case "median_lowest", "median_highest":
			bounded = true
		default:
			if math.Abs(d.Against) > math.Abs(most.Against) {
				most = d
			}
		}
	}
	s := "None of these ways to count moves the median by one percent."
	if math.Abs(most.Against) >= 0.01 {
		s = fmt.Sprintf("What matters most here: if %s, the median is %s.", inSentence(most.Name), most.Moved)
	}
	if !bounded {
		return s
	}
	return s + " Nothing is known of jobs that state no pay: the last rows are what their silence can hide."
}

// movedBy says a relative change in words.
func movedBy(share float64) string {
	switch p := fmt.Sprintf("%.1f%%", 100*math.Abs(share)); {
	case p == "0.0%":
		return "the same"
	case share < 0:
		return p + " lower"
	default:
		return p + " higher"
	}
}
