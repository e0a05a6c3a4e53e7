package edition

import (
	"backpay/aggregate"
	"backpay/scraper"
)

// pooled returns the level of the question's role together with developers whose
// adverts name no kind of work, where the role alone has no median to print and
// the two together have one. It stands beside the answer and never in its place:
// its measure is its own.
func (t *table) pooled(q Question, figures []aggregate.Figure) (out []aggregate.Figure) {
	if !aggregate.OfUnkinded(q.Role) || printed(figures, q) {
		return nil
	}
	var at []int32
	for i := range t.rows {
		r := &t.rows[i]
		if r.Open && r.Source == aggregate.All && r.Side == scraper.Posted && r.Country == q.Country &&
			r.Population == aggregate.FullTime && (r.Role == q.Role || r.Role == aggregate.Unkinded) {
			at = append(at, int32(i))
		}
	}
	if len(at) == 0 {
		return nil
	}
	c := cell{side: scraper.Posted, source: aggregate.All, role: q.Role, country: q.Country}
	for _, f := range c.figures(t, at) {
		if f.Unit != q.Currency || f.Grade == aggregate.Withheld || !pooledStatistics[f.Statistic] {
			continue
		}
		f.Measure = aggregate.MeasurePooled
		f.Note = joinNotes("with adverts for developers that name no kind of work", f.Note)
		out = append(out, f)
	}
	return out
}

// pooledStatistics are those of a pooled level that are printed.
var pooledStatistics = map[string]bool{"median": true, "mean": true, "p25": true, "p75": true}

// printed reports whether the question's role has a median of its own.
func printed(figures []aggregate.Figure, q Question) bool {
	for i := range figures {
		f := &figures[i]
		if f.Measure == aggregate.MeasureLevel && f.Source == aggregate.All && f.Side == scraper.Posted && f.Role == q.Role &&
			f.Country == q.Country && f.Seniority == "" && f.Place == "" && f.Skill == "" && f.Unit == q.Currency &&
			f.Statistic == "median" && f.IsHeadline() {
			return f.Grade != aggregate.Withheld
		}
	}
	return false
}
