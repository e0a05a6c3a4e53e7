package jobpay

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"backpay/aggregate"
)

// ageLimit is how long an open posting's pay counts, in months: older adverts
// are open still, and of another time.
const ageLimit = 12

// Oldest is the month from which an open posting's pay counts, for Settle.
func Oldest(now time.Time) string { return now.UTC().AddDate(0, -ageLimit, 0).Format("2006-01") }

// Settle returns what each job pays at each source, in the order of job,
// source, population, currency and place. Postings come with those of one job
// at one source together. Of them the open ones count, without any the others;
// of the open ones those that are no older than oldest, a month, without any
// the others, as not current.
//
// A job is of one population at all sources: where one of them calls it an
// internship, part time or a contract, it is that at those too which say
// nothing. Where jobs state one end of their pay, the middle is filled from the
// usual width of the same population, role, country and currency.
func Settle(postings iter.Seq2[aggregate.PostingYear, error], oldest string) ([]aggregate.JobPay, error) {
	var s settling
	for p, err := range postings {
		if err != nil {
			return nil, err
		}
		if len(s.group) > 0 && (s.group[0].Job != p.Job || s.group[0].Source != p.Source) {
			s.settle(oldest)
		}
		if len(s.out) > s.first && s.out[s.first].Job != p.Job {
			s.endJob()
		}
		s.group = append(s.group, p)
	}
	s.settle(oldest)
	s.endJob()
	s.fill()
	return s.out, nil
}

type settling struct {
	group []aggregate.PostingYear // of one job at one source
	out   []aggregate.JobPay
	first int     // where those of the job begin
	about []about // of out
}

// about is what the usual width of a row of pay goes by.
type about struct{ role, country string }

func (s *settling) settle(oldest string) {
	if len(s.group) == 0 {
		return
	}
	for _, p := range OfJob(s.group, oldest) {
		s.out = append(s.out, p)
		s.about = append(s.about, about{s.group[0].Role, s.group[0].Country})
	}
	s.group = s.group[:0]
}

// endJob drops pay by the hour of a job that has a salary at some source.
func (s *settling) endJob() {
	of := s.out[s.first:]
	salaried := slices.ContainsFunc(
		of,
		func(p aggregate.JobPay) bool { return p.Population == aggregate.FullTime && p.Currency != "" },
	)
	if salaried && slices.ContainsFunc(of, isHourly) {
		s.out = append(s.out[:s.first], slices.DeleteFunc(of, isHourly)...)
		s.about = s.about[:len(s.out)] // all of one job
	}
	s.first = len(s.out)
}

func isHourly(p aggregate.JobPay) bool { return p.Population == aggregate.Hourly }

func (s *settling) fill() {
	w := NewWidths(0)
	for i := range s.out {
		if p := &s.out[i]; p.Current && p.Place == 0 {
			w.Add(Key{p.Population, s.about[i].role, s.about[i].country, p.Currency}, p.Ends)
		}
	}
	w.Settle()
	for i := range s.out {
		p := &s.out[i]
		if p.Mid > 0 || p.Currency == "" {
			continue
		}
		if u, ok := w.Of(Key{p.Population, s.about[i].role, s.about[i].country, p.Currency}); ok {
			p.Mid, p.Filled = u.Middle(p.Ends), true
		}
	}
}

// OfJob returns what a job pays at a source, from its postings there.
func OfJob(postings []aggregate.PostingYear, oldest string) []aggregate.JobPay {
	postings, current := counting(postings, oldest)
	type group struct {
		population aggregate.Population
		currency   string
		place      int64
	}
	pays := map[group][]aggregate.YearPay{}
	for i := range postings {
		p := &postings[i]
		for _, y := range p.Years {
			y.Population = y.Population.Within(p.JobPopulation)
			add := func(place int64) {
				g := group{y.Population, y.Currency, place}
				pays[g] = append(pays[g], y)
			}
			switch {
			case y.Place >= 0 && y.Place < len(p.Places) && p.Places[y.Place] != 0:
				add(p.Places[y.Place])
			case y.Place < 0:
				add(0)
				if y.Currency != "" && y.Lowest == y.Highest { // one range, for all places
					for i, id := range p.Places {
						if id != 0 && !slices.Contains(p.Places[:i], id) {
							add(id)
						}
					}
				}
			}
		}
	}
	out := make([]aggregate.JobPay, 0, len(pays))
	for g, years := range pays {
		j := aggregate.JobPay{
			Job: postings[0].Job, Source: postings[0].Source, Place: g.place, Population: g.population, Currency: g.currency,
			Postings: len(years), Current: current,
		}
		all := make([]aggregate.Ends, len(years))
		for i, y := range years {
			all[i] = y.Ends
		}
		var lowest, highest float64
		j.Ends, lowest, highest = Middle(all)
		j.Lowest, j.Highest = lowest, highest
		for _, y := range years { // zones of one posting
			if y.Ends.Mid > 0 == (j.Mid > 0) && y.Lowest > 0 {
				j.Lowest, j.Highest = min(j.Lowest, y.Lowest), max(j.Highest, y.Highest)
			}
		}
		out = append(out, j)
	}
	slices.SortFunc(out, compare)
	return out
}

func compare(a, b aggregate.JobPay) int {
	return cmp.Or(
		cmp.Compare(a.Job, b.Job),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Population, b.Population),
		cmp.Compare(a.Currency, b.Currency),
		cmp.Compare(a.Place, b.Place),
	)
}

// counting returns the postings that count for their job's pay, and whether
// they are open and of our time.
func counting(postings []aggregate.PostingYear, oldest string) (kept []aggregate.PostingYear, current bool) {
	for _, is := range []func(p aggregate.PostingYear) bool{
		func(p aggregate.PostingYear) bool { return p.Open && p.Day >= oldest },
		func(p aggregate.PostingYear) bool { return p.Open },
	} {
		for _, p := range postings {
			if is(p) {
				kept = append(kept, p)
			}
		}
		if len(kept) > 0 {
			return kept, kept[0].Day >= oldest
		}
	}
	return postings, false
}
