package edition

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/aggregate"
)

// The same adverts make the same edition to the byte, its name and its made-up
// words included, in whatever order they arrive: ids of jobs follow that order,
// and rows come by them.
func TestEditionAnyArrival(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	rows := roles(rng, 50, 4, map[string]float64{"backend": 1.1, "frontend": 1})
	uses := map[int64]float64{}
	for i := range rows {
		r := &rows[i]
		r.Seniority = []string{"", "senior", "junior"}[rng.IntN(3)]
		r.Workplace, r.Low, r.High = []string{"remote", "onsite"}[rng.IntN(2)], r.Pay*.9, r.Pay*1.1
		if uses[r.Employer] == 0 {
			uses[r.Employer] = rng.Float64()
		}
		for k := range 3 {
			if rng.Float64() < uses[r.Employer] {
				r.Skills = append(r.Skills, fmt.Sprint("skill", k))
			}
		}
		if i%5 == 0 {
			again := *r
			again.Source, again.Pay = "ashby", again.Pay*1.1
			rows = append(rows, again)
		}
	}
	arrive := func(in []aggregate.Row) []aggregate.Row {
		in = slices.Clone(in)
		id := rng.Perm(len(in))
		for i := range in {
			in[i].Job = int64(id[in[i].Job-1] + 1)
		}
		slices.SortFunc(in, func(a, b aggregate.Row) int {
			return cmp.Or(cmp.Compare(a.Job, b.Job), cmp.Compare(a.Source, b.Source))
		})
		return in
	}
	adverts := slices.Clone(rows)
	for i := range adverts {
		adverts[i].Job = int64(i + 1)
	}
	edition := func() (string, []byte) {
		e, err := Compute(Input{
			Question: Question{"backend", "US", "USD"}, Options: Options{Month: "2026-11"}, Now: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
			Rows: seq(arrive(rows)), Adverts: seq(arrive(adverts)),
		})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		return e.Name, data
	}
	name, want := edition()
	if !strings.Contains(string(want), `"placebo_max_pct"`) {
		t.Fatal("no made-up words")
	}
	for range 3 {
		if again, got := edition(); again != name || string(got) != string(want) {
			t.Fatalf("another order of arrival makes edition %s, not %s, or other figures", again, name)
		}
	}
	rows[0].Pay++
	if other, _ := edition(); other == name {
		t.Error("an advert of other pay makes an edition of the same name")
	}
	rows[0].Pay--
	rows[len(rows)-1].Job = rows[1].Job // the same rows, taken together otherwise
	if other, _ := edition(); other == name {
		t.Error("the same rows of other jobs make an edition of the same name")
	}
}

// An edition answers one question, and is named by it: a name stands below one
// headline.
func TestEachQuestionHasItsName(t *testing.T) {
	names := map[string]bool{}
	for _, q := range []Question{{"backend", "US", "USD"}, {"data_eng", "GB", "GBP"}, {"backend", "GB", "GBP"}, {"backend", "GB", "EUR"}} {
		e, err := Compute(Input{Question: q, Options: Options{Month: "2026-11"}})
		if err != nil {
			t.Fatal(err)
		}
		names[e.Name] = true
	}
	if len(names) != 4 {
		t.Errorf("four questions have the names %v", names)
	}
}
