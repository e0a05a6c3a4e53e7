package jobpay

import (
	"cmp"
	"iter"
	"slices"

	"backpay/aggregate"
)

// Rows joins jobs as sources show them with their pay: the rows that figures
// are computed from. Both come in the order of job and source. Pay is in the
// given currency where the job states it in that one, else in another, with
// both ends before one, by the order of the codes.
func Rows(
	jobs iter.Seq2[aggregate.JobSource, error],
	pays iter.Seq2[aggregate.JobPay, error],
	currency string,
) iter.Seq2[aggregate.Row, error] {
	return func(yield func(aggregate.Row, error) bool) {
		next, stop := iter.Pull2(pays)
		defer stop()
		p, err, more := next()
		var of []aggregate.JobPay
		for j, jobErr := range jobs {
			if jobErr == nil {
				jobErr = err
			}
			if jobErr != nil {
				yield(aggregate.Row{}, jobErr)
				return
			}
			of = of[:0]
			for more && before(p, j) {
				p, err, more = next()
			}
			for more && err == nil && p.Job == j.Job && p.Source == j.Source {
				of = append(of, p)
				p, err, more = next()
			}
			for _, r := range rowsOf(j, of, currency) {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

func before(p aggregate.JobPay, j aggregate.JobSource) bool {
	return p.Job < j.Job || p.Job == j.Job && p.Source < j.Source
}

// rowsOf returns the row of a job at a source, and one for each further
// population that it states pay for.
func rowsOf(j aggregate.JobSource, pays []aggregate.JobPay, currency string) []aggregate.Row {
	var populations []aggregate.Population
	for _, p := range pays {
		if !slices.Contains(populations, p.Population) {
			populations = append(populations, p.Population)
		}
	}
	slices.SortFunc(populations, func(a, b aggregate.Population) int { // the advert's own first
		return cmp.Or(cmp.Compare(rank(a, j.Population), rank(b, j.Population)), cmp.Compare(a, b))
	})
	if len(populations) == 0 {
		j.PlaceIDs = nil
		return []aggregate.Row{{JobSource: j}}
	}
	rows := make([]aggregate.Row, 0, len(populations))
	for i, population := range populations {
		r := aggregate.Row{JobSource: j, Extra: i > 0, Disclosed: true}
		r.Population = population
		setPay(&r, pays, currency)
		r.PlaceIDs = nil
		rows = append(rows, r)
	}
	return rows
}

func rank(p, own aggregate.Population) int {
	switch p {
	case own:
		return 0
	case aggregate.FullTime:
		return 1
	}
	return 2
}

// setPay gives a row the pay of its population in the currency to prefer.
func setPay(r *aggregate.Row, pays []aggregate.JobPay, currency string) {
	best := -1
	for i, p := range pays {
		if p.Population != r.Population || p.Currency == "" || p.Place != 0 {
			continue
		}
		if best < 0 || p.Currency == currency || pays[best].Currency != currency && isOpen(pays[best]) && !isOpen(p) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	p := pays[best]
	r.Currency, r.Lowest, r.Highest = p.Currency, p.Lowest, p.Highest
	r.Pay, r.Low, r.High = stated(p)
	r.Old = r.Open && !p.Current
	for _, q := range pays {
		place := ""
		if i := slices.IndexFunc(r.PlaceIDs, func(l aggregate.PlaceID) bool { return l.ID == q.Place }); i >= 0 {
			place = r.PlaceIDs[i].Key
		}
		if q.Population != p.Population || q.Currency != p.Currency || place == "" {
			continue
		}
		at := aggregate.PlacePay{Place: place}
		at.Pay, at.Low, at.High = stated(q)
		r.At = append(r.At, at)
	}
	r.At = onePlace(r.At)
}

// stated is pay without a middle that is filled.
func stated(p aggregate.JobPay) (pay, low, high float64) {
	if p.Filled {
		p.Mid = 0
	}
	return p.Mid, p.Min, p.Max
}

// isOpen reports whether pay states one end only.
func isOpen(p aggregate.JobPay) bool { return p.Filled || p.Mid <= 0 }

// onePlace sorts pay by place and takes what several towns of one area pay
// together, by the middle.
func onePlace(all []aggregate.PlacePay) []aggregate.PlacePay {
	slices.SortFunc(all, func(a, b aggregate.PlacePay) int {
		return cmp.Or(
			cmp.Compare(a.Place, b.Place),
			cmp.Compare(a.Pay, b.Pay),
			cmp.Compare(a.Low, b.Low),
			cmp.Compare(a.High, b.High),
		)
	})
	out := all[:0]
	for i := 0; i < len(all); {
		j := i
		var ends []aggregate.Ends
		for ; j < len(all) && all[j].Place == all[i].Place; j++ {
			ends = append(ends, aggregate.Ends{Min: all[j].Low, Max: all[j].High, Mid: all[j].Pay})
		}
		e, _, _ := Middle(ends)
		out = append(out, aggregate.PlacePay{Place: all[i].Place, Pay: e.Mid, Low: e.Min, High: e.Max})
		i = j
	}
	return out
}
