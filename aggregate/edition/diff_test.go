package edition

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/testenv"
)

var here = About{Source: aggregate.All, Role: "backend", Country: "US", Currency: "USD"}

// held is an edition's postings: openings of 60 employers, some of them posted
// twice.
func heldMarket(rng *rand.Rand) []aggregate.Held {
	var all []aggregate.Held
	for e := range 60 {
		level := .15 * rng.NormFloat64()
		for n := range 5 + rng.IntN(10) {
			for copies := range 1 + rng.IntN(2) {
				pay := math.Round(150_000*math.Exp(level+.15*rng.NormFloat64())*100) / 100
				if copies > 0 {
					pay = all[len(all)-1].Middle
				}
				all = append(all, aggregate.Held{
					Posting: int64(len(all) + 1), Currency: "USD", Source: []string{"lever", "ashby"}[e%2], Side: scraper.Posted, Said: fmt.Sprint(e, n, copies),
					Job: fmt.Sprint(e, "/", n), Employer: fmt.Sprint(e), Role: "backend", Country: "US",
					Ranges: 1, Middle: pay, Low: pay * .9, High: pay * 1.1,
				})
			}
		}
	}
	return all
}

// plants are the changes that can be made to an edition's postings, each of
// one cause.
var plants = map[string]func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held{
	NewJobs: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		for i := range 80 {
			h := all[rng.IntN(60)]
			h.Posting, h.Said, h.Job = int64(10_000+i), fmt.Sprint("new", i), fmt.Sprint(h.Employer, "/new", i)
			h = scaled(h, 1.3)
			all = append(all, h)
		}
		return all
	},
	GoneJobs: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		return slices.DeleteFunc(all, func(h aggregate.Held) bool { return h.Middle < 130_000 && h.Source == "lever" })
	},
	Changed: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		for i := range all {
			if all[i].Posting%6 == 0 {
				all[i] = scaled(all[i], 1.15)
				all[i].Said += " changed"
			}
		}
		return all
	},
	SourceSet: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		for i := range 120 {
			h := scaled(all[rng.IntN(len(all))], .7)
			h.Source, h.Posting, h.Said, h.Job = "workday", int64(20_000+i), fmt.Sprint("more", i), fmt.Sprint(h.Employer, "/more", i)
			all = append(all, h)
		}
		return all
	},
	Dedupe: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		// A new rule takes the cheap adverts of each employer together.
		for i := range all {
			if all[i].Middle < 140_000 {
				all[i].Job = all[i].Employer + "/cheap"
			}
		}
		return all
	},
	Currency: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		for i := range all { // "$" was read as another dollar
			if all[i].Middle > 155_000 && i%2 == 0 {
				all[i].Currency = "CAD"
			}
		}
		return all
	},
	Rules: func(rng *rand.Rand, all []aggregate.Held) []aggregate.Held {
		for i := range all { // what was taken for a year's pay is known for a total
			if i%3 == 0 {
				all[i] = scaled(all[i], .9)
			}
		}
		return all
	},
}

func scaled(h aggregate.Held, by float64) aggregate.Held {
	h.Middle, h.Low, h.High = h.Middle*by, h.Low*by, h.High*by
	return h
}

func medianOf(all []aggregate.Held) float64 {
	return median(newDiff(Side{Postings: all}, Side{Postings: all}).rows(nil, "USD"), here, Options{}.withDefaults())
}

func permutations(of []string) [][]string {
	if len(of) < 2 {
		return [][]string{of}
	}
	var all [][]string
	for i := range of {
		for _, rest := range permutations(slices.Concat(of[:i], of[i+1:])) {
			all = append(all, append([]string{of[i]}, rest...))
		}
	}
	return all
}

// Changes that were planted, one or several together, are found as what they
// are: nothing else has a part, the parts have the planted signs and about the
// planted sizes, and they sum to the cent.
func TestDiffFindsCauses(t *testing.T) {
	testenv.Long(t)
	runs, right := 5*(*runsFlag), 0
	rng := rand.New(rand.NewPCG(8, 8))
	for range runs {
		a := heldMarket(rng)
		order := slices.Clone(causes)
		rng.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		order = order[:1+rng.IntN(3)]
		seed := rng.Uint64()
		plant := func(c string, all []aggregate.Held) []aggregate.Held {
			return plants[c](rand.New(rand.NewPCG(seed, 1)), slices.Clone(all))
		}
		b := a
		for _, c := range order {
			b = plant(c, b)
		}
		// What each cause adds depends on which were there before it: its part
		// lies within what it adds in any order, or near.
		least, most := map[string]float64{}, map[string]float64{}
		for _, perm := range permutations(order) {
			at := a
			for _, c := range perm {
				next := plant(c, at)
				added := medianOf(next) - medianOf(at)
				if _, met := least[c]; !met {
					least[c], most[c] = added, added
				}
				least[c], most[c] = min(least[c], added), max(most[c], added)
				at = next
			}
		}
		got, err := Diff(Side{Postings: a}, Side{Postings: b}, here, Options{})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		ok := true
		for _, p := range got.Parts {
			sum += int(math.Round(100 * p.Amount))
			if !slices.Contains(order, p.Cause) {
				ok = false
				continue
			}
			low, high := least[p.Cause], most[p.Cause]
			slack := 300 + .2*max(math.Abs(low), math.Abs(high))
			if p.Amount < low-slack || p.Amount > high+slack {
				ok = false
				t.Logf("%s of %v: part %.2f, planted %.2f to %.2f", p.Cause, order, p.Amount, low, high)
			}
		}
		if len(got.Parts) != len(order) {
			ok = false
			t.Logf("planted %v, found %v", order, got.Parts)
		}
		if want := int(math.Round(100*got.To)) - int(math.Round(100*got.From)); sum != want {
			t.Errorf("parts sum to %d cents, want %d", sum, want)
		}
		right += count(ok)
	}
	share := 100 * float64(right) / float64(runs)
	t.Logf("planted changes are attributed to their causes in %.1f %% of %d runs", share, runs)
	if share < 95-300*math.Sqrt(.05*.95/float64(runs)) || runs >= 200 && share < 95 {
		t.Errorf("attributed in %.1f %% of runs", share)
	}
}

// A single change is that cause's alone, to the cent; and what a new version
// computes otherwise from the same postings is said to be its method.
func TestDiffOfOneCause(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	a := heldMarket(rng)
	for _, cause := range causes {
		b := plants[cause](rng, slices.Clone(a))
		got, err := Diff(Side{Postings: a}, Side{Postings: b}, here, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Parts) != 1 || got.Parts[0].Cause != cause || got.To == got.From || math.Round(100*got.Parts[0].Amount) != math.Round(100*got.To)-math.Round(100*got.From) {
			t.Errorf("%s: %+v", cause, got)
		}
	}
	first, err := Diff(Side{Postings: a}, Side{Postings: a}, here, Options{})
	if err != nil || len(first.Parts) != 0 || first.From != first.To {
		t.Errorf("an edition against itself: %+v, %v", first, err)
	}
	got, err := Diff(Side{Postings: a}, Side{Postings: a, Value: first.To + 100.5}, here, Options{})
	if err != nil || len(got.Parts) != 1 || got.Parts[0] != (Part{Cause: Method, Amount: 100.5}) {
		t.Errorf("another method: %+v, %v", got, err)
	}
	if _, err := Diff(Side{}, Side{Postings: a}, here, Options{}); !errors.Is(err, ErrNoFigure) {
		t.Errorf("error %v, want %v", err, ErrNoFigure)
	}
}
