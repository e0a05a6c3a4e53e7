package dedupe_test

import (
	"context"
	"slices"

	"backpay/aggregate/dedupe"
)

// shelf is a Keeper in memory.
type shelf struct {
	prints  []dedupe.Print // by id, from 1
	known   []dedupe.Known
	within  map[int64][]dedupe.Pair // by the first posting
	across  []dedupe.Pair
	rulings dedupe.Rulings
}

// put adds a posting, or changes the one with the print's ID.
func (s *shelf) put(p dedupe.Print) {
	if p.ID == 0 {
		p.ID = int64(len(s.prints) + 1)
	}
	if int(p.ID) > len(s.prints) {
		s.prints, s.known = append(s.prints, p), append(s.known, dedupe.Known{})
	}
	s.prints[p.ID-1] = p
	k := &s.known[p.ID-1]
	k.Head, k.Stale = p.Head, true
}

func (s *shelf) match(user dedupe.Rulings, all bool) (dedupe.Summary, error) {
	return dedupe.Match(context.Background(), s, user, all)
}

// job is where a posting belongs.
func (s *shelf) job(id int64) dedupe.Placed { return s.known[id-1].Placed }

func (s *shelf) Heads(context.Context) ([]dedupe.Known, error) { return slices.Clone(s.known), nil }

func (s *shelf) Texts(_ context.Context, ps []dedupe.Print) error {
	for i := range ps {
		ps[i].Text = s.prints[ps[i].ID-1].Text
	}
	return nil
}

func (s *shelf) Across(context.Context) ([]dedupe.Pair, error)   { return s.across, nil }
func (s *shelf) Rulings(context.Context) (dedupe.Rulings, error) { return s.rulings, nil }

func (s *shelf) Keep(_ context.Context, c dedupe.Change) error {
	if s.within == nil {
		s.within = map[int64][]dedupe.Pair{}
	}
	for _, id := range c.Matched {
		delete(s.within, id)
	}
	for _, p := range c.Pairs {
		s.within[p.A] = append(s.within[p.A], p)
	}
	for _, p := range c.Placements {
		s.known[p.ID-1].Placed, s.known[p.ID-1].Stale = p.Placed, false
	}
	s.across, s.rulings = slices.Clone(c.Across), c.Rulings
	return nil
}
