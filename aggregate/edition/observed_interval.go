package edition

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/scraper"
)

// interval gives a median its interval, grade and note.
func (o observed) interval(m *aggregate.Figure, rows []aggregate.ObservationRow, values []stat.Weighted, opt Options) {
	note := []string{o.window(rows)}
	m.Converted = converted(rows)
	if n := m.Converted; n > 0 {
		note = append(note, fmt.Sprintf("%d of %d converted by the publisher", n, len(rows)))
	}
	if sample, employersOf, ok := clusters(rows); ok {
		m.NEmployers = len(employersOf)
		largest := 0
		for _, n := range employersOf {
			largest = max(largest, n)
		}
		m.NEffective = effective(sample)
		low, high, ok := stat.ScoreInterval(sample, 0.5, level95)
		if ok {
			m.CILow, m.CIHigh = cents(low), cents(high)
		}
		weighed := *m // the share of one employer is one of the people
		weighed.NJobs = len(sample)
		m.Grade, m.Reason = opt.grade(weighed, largest, ok)
	} else {
		equal := true
		for _, v := range values {
			equal = equal && v.Weight == values[0].Weight
		}
		var low, high int
		ok := false
		if equal {
			low, high, ok = stat.OrderInterval(len(values), 0.5, level95)
		}
		if ok {
			m.CILow, m.CIHigh = cents(values[low-1].Value), cents(values[high-1].Value)
			m.Interval = aggregate.IntervalOrder
			note = append(note, "interval of order statistics, which takes "+nounOf(o.side)+" for independent")
		}
		m.Grade, m.Reason = opt.gradeIndependent(*m, nounOf(o.side), equal, ok)
	}
	if why := m.Reason.String(); why != "" {
		note = append([]string{why}, note...)
	}
	m.Note = strings.Join(note, "; ")
}

// gradeIndependent is grade for independent observations: each is an employer
// of its own.
func (o Options) gradeIndependent(
	m aggregate.Figure,
	nouns string,
	equal, interval bool,
) (grade string, why aggregate.Reason) {
	noun := strings.TrimSuffix(nouns, "s")
	few := aggregate.Reason{
		Code:  aggregate.ReasonFewRows,
		Found: float64(m.NJobs),
		Limit: float64(o.MinEmployers),
		Noun:  noun,
	}
	switch {
	case m.NJobs < o.MinEmployers:
		return aggregate.Withheld, few
	case !equal:
		return aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonWeighted}
	case !interval:
		return aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonNoInterval, Noun: noun}
	}
	few.Limit = float64(o.GoodEmployers)
	return o.byWidth(m, few)
}

// clusters writes the rows out by their weights, each value in its employer's
// cluster, and counts the values of each. ok is false where an employer is
// unknown, a weight is no whole number, or the whole is too much to hold.
func clusters(rows []aggregate.ObservationRow) (sample []stat.Clustered, size map[string]int, ok bool) {
	size = map[string]int{}
	ids := map[string]int64{}
	var total float64
	for _, r := range rows {
		if total += r.Weight; r.Employer == "" || r.Weight != math.Floor(r.Weight) || total > maxWritten {
			return nil, nil, false
		}
	}
	for _, r := range rows {
		id, met := ids[r.Employer]
		if !met {
			id = int64(len(ids))
			ids[r.Employer] = id
		}
		size[r.Employer] += int(r.Weight)
		for range int(r.Weight) {
			sample = append(sample, stat.Clustered{Value: r.Pay, Cluster: id})
		}
	}
	stat.SortClustered(sample)
	return sample, size, true
}

// effective is the effective number of clustered values, of their logarithms
// as for adverts.
func effective(sample []stat.Clustered) float64 {
	logs := make([]stat.Clustered, len(sample))
	for i, s := range sample {
		logs[i] = stat.Clustered{Value: math.Log(s.Value), Cluster: s.Cluster}
	}
	return math.Round(10*stat.EffectiveN(logs, stat.IntraclassCorrelation(logs))) / 10
}

func converted(rows []aggregate.ObservationRow) (n int) {
	for _, r := range rows {
		if r.Converted {
			n++
		}
	}
	return n
}

// window says which observations these are.
func (o observed) window(rows []aggregate.ObservationRow) string {
	return nounOf(o.side) + " of " + cmp.Or(rows[0].Year, "unknown date")
}

// nounOf is what a side's observations are called.
func nounOf(side scraper.Side) string {
	switch side {
	case scraper.Reported:
		return "answers"
	case scraper.Filed:
		return "filings"
	}
	return "observations"
}
