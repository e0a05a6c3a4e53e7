package dedupe_test

import (
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/employer"
	"backpay/aggregate/normalise"
	"backpay/scraper/testenv"
)

// Taken apart into its steps, a match comes to the same places as in one piece,
// whatever the user says.
func TestSteps(t *testing.T) {
	testenv.Long(t)
	o := copied(7)
	o.Employers /= 2
	_, all := readMarket(t, o)
	prints := make([]dedupe.Print, len(all))
	for i, a := range all {
		switch i % 8 { // adverts of nobody, and of somebody else
		case 0:
			a.said.Company, a.said.Board = "", ""
		case 1:
			a.said.Company = "Harbour Staffing"
		}
		p := normalise.Posting(aggregate.Said{ID: int64(i + 1), Source: a.kind, Posting: a.said})
		prints[i] = p.Print
	}
	alone, _, _ := inSteps(prints, dedupe.Rulings{})
	var same, apart [2]int64 // two jobs that the user joins, two of one that he parts
	for i := range alone {
		switch p := alone[i]; {
		case p.Job != alone[0].Job && same == [2]int64{}:
			same = [2]int64{1, int64(i + 1)}
		case p.Job != int64(i+1) && apart == [2]int64{}:
			apart = [2]int64{p.Job, int64(i + 1)}
		}
	}
	for _, user := range []dedupe.Rulings{{}, {Same: [][2]int64{same}, Apart: [][2]int64{apart}}} {
		var s shelf
		for _, p := range prints {
			s.put(p)
		}
		if _, err := s.match(user, true); err != nil {
			t.Fatal(err)
		}
		got, heads, compared := inSteps(prints, user)
		links := 0
		for i, p := range got {
			if want := s.job(int64(i + 1)); p != want {
				t.Errorf("posting %d is at %+v, in one piece at %+v", i+1, p, want)
			}
			if p.Job != int64(i+1) {
				links++
			}
		}
		if links < 100 || compared < 10 || len(user.Same) == 0 && !slices.Equal(got, alone) {
			t.Errorf("%d links, %d compared over employers, heads %v: too few to show anything", links, compared, heads)
		}
	}
}

func inSteps(prints []dedupe.Print, user dedupe.Rulings) (places []dedupe.Placed, heads map[string]string, compared int) {
	var names []employer.Name
	for _, p := range prints {
		names = append(names, employer.Name{Key: p.Employer, Evidence: p.Names, Agency: p.Agency})
	}
	joined, _ := employer.Join(names, employer.Ruling{Same: user.SameEmployers, Apart: user.ApartEmployers})
	of := map[string][]dedupe.Print{}
	for _, p := range prints {
		owner := dedupe.Owner(joined, &p.Head)
		of[owner] = append(of[owner], p)
	}
	known := make([]dedupe.Known, len(prints))
	for owner, ps := range of {
		for n, placed := range dedupe.Within(ps, user) {
			placed.Owner = owner
			known[ps[n].ID-1] = dedupe.Known{Head: ps[n].Head, Placed: placed}
		}
	}
	var texts []dedupe.Pair
	for _, c := range dedupe.Candidates(known) {
		compared++
		if p, ok := dedupe.Compare(&prints[c[0]-1], &prints[c[1]-1]); ok {
			texts = append(texts, p)
		}
	}
	places, heads = dedupe.Jobs(known, texts, user)
	return places, heads, compared
}
