package edition

import (
	"fmt"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/aggregate/survey"
	"backpay/scraper"
)

// The statistics that ask what it decides where our adverts are.
const (
	medianAreas  = "median_of_areas"  // of the jobs in metropolitan areas of which the survey counts the people employed
	medianPeople = "median_by_people" // of the same jobs, each area with the weight of these people
)

// area is a metropolitan area whose median is printed, with the pay of its jobs.
type area struct {
	jobs   []job
	people float64
}

// byPeople returns the question's median post-stratified by metropolitan area
// (Holt and Smith 1979, Post stratification, JRSS A 142): each area in which our
// median is printed weighs as many people as the survey of employers counts in
// the occupation there. Before it stands the median of the same jobs unweighted:
// what the weights do is the step from that one, not from the headline, which
// has the jobs of other places too. Nothing where fewer than two areas can be
// weighed.
func (t *table) byPeople(q Question, figures []aggregate.Figure, published []aggregate.Published) []aggregate.Figure {
	middle, places := printedMedians(figures, q)
	if middle == nil || len(places) < 2 {
		return nil
	}
	surveyed := survey.Of(survey.Question(q), slices.Values(published))
	var areas []area
	var jobs []job
	people := 0.0
	for _, code := range places {
		if surveyed[code].Employed <= 0 {
			continue
		}
		a := area{t.jobsIn(q, code), surveyed[code].Employed}
		areas, jobs, people = append(areas, a), append(jobs, a.jobs...), people+a.people
	}
	if len(areas) < 2 {
		return nil
	}
	sortJobs(jobs)
	f := t.opt.restingOn(*middle, jobs)
	f.Zoned, f.Older, f.Filled, f.Disclosure = 0, 0, aggregate.Filled{}, nil
	note := fmt.Sprintf("of %d metropolitan areas, a job in several counts in each", len(areas))
	out := questioned(nil, f, medianAreas, note, medianPay(jobs))
	note = fmt.Sprintf("%d metropolitan areas weigh as %s counts people employed there", len(areas), survey.Source)
	if all := surveyed[""].Employed; all > 0 {
		note += fmt.Sprintf(", who are %s of the country’s", percent(min(1, people/all)))
	}
	return questioned(out, f, medianPeople, note, stat.WeightedQuantile(weighed(areas, people, len(jobs)), 0.5))
}

// weighed gives each job its area's people, shared among the jobs of the area;
// the weights of all come to the number of jobs.
func weighed(areas []area, people float64, jobs int) []stat.Weighted {
	var all []stat.Weighted
	for _, a := range areas {
		weight := a.people / people * float64(jobs) / float64(len(a.jobs))
		for _, j := range a.jobs {
			all = append(all, stat.Weighted{Value: j.pay, Weight: weight})
		}
	}
	stat.SortWeighted(all)
	return all
}

// printedMedians are the question's headline, nil where it is withheld, and the
// places that have a printed median of the same.
func printedMedians(figures []aggregate.Figure, q Question) (headline *aggregate.Figure, places []string) {
	for i := range figures {
		f := &figures[i]
		if f.Measure != aggregate.MeasureLevel || f.Source != aggregate.All || f.Side != scraper.Posted ||
			f.Role != q.Role || f.Country != q.Country || f.Unit != q.Currency || f.Statistic != "median" ||
			f.Seniority+f.Skill != "" || !f.IsHeadline() || f.Grade == aggregate.Withheld {
			continue
		}
		if f.Place == "" {
			headline = f
		} else {
			places = append(places, f.Place)
		}
	}
	return headline, places
}

// jobsIn are the jobs that the question's median of a place counts.
func (t *table) jobsIn(q Question, place string) []job {
	var p cellPay
	for i := range t.rows {
		r := &t.rows[i]
		if r.Source == aggregate.All && r.Side == scraper.Posted && r.Role == q.Role && r.Country == q.Country &&
			r.Currency == q.Currency && r.Population == aggregate.FullTime && r.Open {
			cell{place: place}.count(t, r.Row, &p)
		}
	}
	return p.jobs
}
