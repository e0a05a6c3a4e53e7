package report

import (
	"fmt"
	"math"

	"backpay/aggregate/figure"
	"backpay/scraper"
)

// answer composes the short answer from the row of all adverts, or, where
// there is none, of the first side that has one.
func (b *builder) answer(sources Chart, runs Runs) Answer {
	for _, g := range sources.Groups {
		for _, r := range g.Rows {
			if r.Own {
				return b.answerOf(r, scraper.Side(g.Side), runs)
			}
		}
	}
	o := b.in.Options
	lede := fmt.Sprintf("Nothing to say yet: no job for %s in %s is in the database.", people(o.Role), country(o.Country))
	if b.in.Quality.Postings == 0 && len(b.figures) == 0 {
		lede = "Nothing to say yet: the database holds no posting."
	}
	return Answer{
		Grade: noPay, Lede: []Span{{Text: lede}},
		Meaning: "A figure needs adverts that state pay, from enough employers.",
		Facts:   []Fact{b.sourcesFact(runs)},
	}
}

func (b *builder) answerOf(r Row, side scraper.Side, runs Runs) Answer {
	o := b.in.Options
	what := fmt.Sprintf("the median of %s in %s that %s", population(side, o.Role), country(o.Country), states(side))
	num := func(s string) Span { return Span{Text: s, Number: true, Row: r.ID} }
	a := Answer{Grade: r.Grade}
	if m := r.Amounts; m != nil {
		unit := step(m.Low, m.High)
		low, high := math.Floor(m.Low/unit)*unit, math.Ceil(m.High/unit)*unit
		lowText, highText := money(low, o.Currency), money(high, o.Currency)
		switch r.Grade {
		case figure.Good:
			a.Lede = []Span{
				{Text: "About "},
				num(money(math.Round(m.Median/unit)*unit, o.Currency)),
				{Text: " a year in base pay: " + what + ". Chance alone could put it anywhere between "},
				num(lowText),
				{Text: " and "},
				num(highText),
				{Text: "."},
			}
		default:
			a.Lede = []Span{
				{Text: "Between about "},
				num(lowText),
				{Text: " and "},
				num(highText),
				{Text: " a year in base pay: where " + what + " lies, as far as " + plural(r.Employers, "employer", "employers") + " can tell."},
			}
		}
		a.Meaning = meaning(r, side)
		a.Strip = &Strip{
			Title: "The middle half of pay",
			Description: fmt.Sprintf("A quarter of the jobs pay less than %s, half less than %s, a quarter more than %s. The interval of the median runs %s.",
				money(m.P25, o.Currency), r.Text.Median, money(m.P75, o.Currency), r.Text.Interval),
			Label: r.Text.Median, Caption: "median", P25: money(m.P25, o.Currency), P75: money(m.P75, o.Currency), At: *m,
		}
		if r.Grade == figure.Rough {
			a.Strip.Label, a.Strip.Caption = span(low, high, o.Currency), "the median lies about here"
		}
		a.Facts = append(
			a.Facts,
			Fact{Name: "The middle half of these jobs pays", Value: r.Text.Middle, Detail: "a quarter pays less, a quarter more"},
			Fact{Name: "Mean, which many call the average", Value: r.Text.Mean, Detail: "a few very high or low figures move it; they hardly move the median"},
		)
	} else {
		text := r.Text.Withheld
		if r.Grade == noPay {
			text += " (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
		}
		a.Lede = []Span{num(capital(text)), {Text: "."}}
		a.Meaning = "No figure is printed for " + people(o.Role) + " in " + country(o.Country)
		if r.Reason != "" {
			a.Meaning += ": " + r.Reason
		}
		a.Meaning += "."
	}
	jobs := Fact{Name: "Jobs behind it", Value: r.Text.Jobs + " at " + r.Text.Employers}
	if r.Text.Effective != "" && r.Amounts != nil {
		jobs.Detail = "jobs of one employer are alike: they tell as much as about " + r.Text.Effective + " unrelated ones"
	}
	a.Facts = append(
		a.Facts, jobs,
		Fact{
			Name: "Jobs that state base pay", Value: r.Text.Disclosure + " of " + whole(float64(r.All)),
			Detail: "counting ranges with one end, which enter no median",
		},
		b.sourcesFact(runs),
	)
	return a
}

func population(side scraper.Side, role string) string {
	jobs := inSentence(roleLabel(role)) + " jobs"
	if side == scraper.Posted {
		return "advertised " + jobs
	}
	return jobs + " on the side of the " + inSentence(sideName(side))
}

func states(side scraper.Side) string {
	if side == scraper.Posted {
		return "state a pay range"
	}
	return "have a figure of pay"
}

func sideName(side scraper.Side) string {
	for _, s := range sides {
		if s.side == side {
			return s.name
		}
	}
	return clean(string(side), nameLength)
}

func meaning(r Row, side scraper.Side) string {
	s := "The interval is the luck of which employers happen to be here: 95% of intervals made this way hold the true median."
	if side == scraper.Posted && r.Disclosure < 1 {
		s += " It says nothing of the " + percent(1-r.Disclosure) + " of jobs whose adverts don’t state pay."
	}
	if r.Grade == figure.Rough && r.Reason != "" {
		s += " The figure is rough: " + r.Reason + "."
	}
	return s
}

func (b *builder) sourcesFact(runs Runs) Fact {
	return Fact{Name: "Sources", Value: plural(len(b.in.Sources), "source", "sources"), Detail: runs.Summary}
}
