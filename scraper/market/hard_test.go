package market

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper/testenv"
)

var hardDay = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func hardMarket(t *testing.T, seed uint64) *Market {
	t.Helper()
	m, err := New(Demo(seed, hardDay))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What is planted comes beside the usual market, which stays as it is.
func TestHardStandsBesideTheRest(t *testing.T) {
	usual, hard := newMarket(t, func(o *Options) { o.AsOf = hardDay }), hardMarket(t, 1)
	for i, want := range usual.jobs {
		got := hard.jobs[i]
		if got.Title != want.Title || got.Annual != want.Annual ||
			!slices.Equal(got.Postings[:len(want.Postings)], want.Postings) {
			t.Fatalf("job %d is %+v, want %+v", i, got, want)
		}
	}
	if n := len(hard.jobs) - len(usual.jobs); n < 200 || n > 700 {
		t.Errorf("%d jobs more", n)
	}
}

func TestLargeEmployer(t *testing.T) {
	m := hardMarket(t, 1)
	large, all := 0, 0
	for _, j := range m.jobs {
		if isOf(largeRole)(&j) && j.Disclosed {
			all++
			if j.Employer == m.opts.Employers {
				large++
			}
		}
	}
	if share := float64(large) / float64(all); share < .18 || share > .25 {
		t.Errorf("%d of %d jobs are the large employer's", large, all)
	}
	without, ok := m.WithoutLargest("US")
	if !ok {
		t.Fatal("no truth without the large employer")
	}
	for _, with := range m.Headline("US") {
		if with.Role == without.Role && (with.Median <= without.Median || with.WithPay-without.WithPay != large) {
			t.Errorf("with the large employer %+v, without %+v", with, without)
		}
	}
}

func TestOthersAreSetApart(t *testing.T) {
	m := hardMarket(t, 1)
	n := m.Others("backend", "US")
	if n[Intern] != besideEach || n[PartTime] != besideEach || n[Contract] < besideEach {
		t.Errorf("planted %v, want %d of each", n, besideEach)
	}
	for _, j := range m.jobs {
		if j.Population == Intern && (j.Pay.Period != "hour" || j.Annual > 120_000) {
			t.Errorf("an internship pays %+v", j.Pay)
		}
	}
}

// A job of three zones has an advert in each, and a city has its zone's pay.
func TestZonesDiffer(t *testing.T) {
	m := hardMarket(t, 1)
	seen := 0
	for i := range m.jobs {
		j := &m.jobs[i]
		if len(j.Pay.Tiers) != 3 || len(j.Postings) < 3 {
			continue
		}
		seen++
		dear, mid, cheap := annual(j.tierAt("San Francisco")), annual(j.tierAt("Seattle")), annual(j.tierAt("Denver"))
		if dear <= mid || mid <= cheap {
			t.Errorf("%s: %g, %g and %g", j.Title, dear, mid, cheap)
		}
	}
	if seen < zonedJobs {
		t.Errorf("%d jobs of three zones, want %d", seen, zonedJobs)
	}
}

// An agency's advert has the employer's words without its name.
func TestAgenciesDoNotNameTheEmployer(t *testing.T) {
	m := hardMarket(t, 1)
	seen := 0
	for i, j := range m.jobs {
		for k, p := range j.Postings {
			if p.Copy != ByAgency {
				continue
			}
			seen++
			s := m.styleOf(&m.jobs[i], &p)
			own, theirs := s.plain(m.advert(i, &j.Postings[0], 0)), s.plain(m.advert(i, &p, k))
			agency := m.boards[p.Board].Company
			if !strings.Contains(own, j.Company) || strings.Contains(theirs, j.Company) ||
				!strings.Contains(theirs, agency) {
				t.Errorf("%s for %s: %s", agency, j.Company, theirs)
			}
		}
	}
	if seen != agencyPosts {
		t.Errorf("%d adverts of agencies, want %d", seen, agencyPosts)
	}
}

// Who looks on the first of each month meets every advert that was closed, and
// no board runs empty.
func TestEarlierMonths(t *testing.T) {
	m := hardMarket(t, 1)
	met := map[entry]bool{}
	var before []int
	for back := 8; back >= 0; back-- {
		day := hardDay.AddDate(0, -back, 0)
		then := m.At(day)
		now := make([]int, len(then.boards))
		for i, b := range then.boards {
			now[i] = b.Postings
			if before != nil && b.Kind == Greenhouse && before[i] > 0 && b.Postings == 0 {
				t.Errorf("%s is empty on %s", b.Token, day)
			}
			for _, en := range b.entries {
				p := m.jobs[en.job].Postings[en.posting]
				if p.PostedAt.After(day) || !p.ClosedAt.IsZero() && !p.ClosedAt.After(day) {
					t.Errorf("%s: %s to %s is up on %s", b.Token, p.PostedAt, p.ClosedAt, day)
				}
				met[en] = true
			}
		}
		before = now
	}
	closed := 0
	for i, j := range m.jobs {
		for k, p := range j.Postings {
			if !p.ClosedAt.IsZero() && p.ClosedAt.Before(hardDay) {
				closed++
				if !met[entry{int32(i), int32(k)}] {
					t.Errorf("nobody met the advert of %s to %s", p.PostedAt, p.ClosedAt)
				}
			}
		}
	}
	if closed < 150 {
		t.Errorf("%d adverts are closed", closed)
	}
}

// Pay grows as planted among all that was posted; what is left open of the
// earlier months pays less than what was closed, which is the trap.
func TestGrowthIsPlanted(t *testing.T) {
	testenv.Long(t)
	var grown, left float64
	const seeds = 12
	for seed := range uint64(seeds) {
		m := hardMarket(t, seed)
		var recent, before, open, closed []float64
		for _, j := range m.jobs[m.usualJobs():] {
			months := monthsBefore(j.Postings[0].PostedAt)
			switch {
			case j.Population != FullTime || j.Role != "backend" || m.isOld(&j):
			case months >= 2 && months <= 3:
				recent = append(recent, math.Log(j.Annual))
			case months >= 4 && months <= 6:
				before = append(before, math.Log(j.Annual))
				if j.Reachable {
					open = append(open, math.Log(j.Annual))
				} else {
					closed = append(closed, math.Log(j.Annual))
				}
			}
		}
		grown += (mean(recent) - mean(before)) / seeds
		left += (mean(open) - mean(closed)) / seeds
	}
	if math.Abs(grown-growth) > .03 {
		t.Errorf("pay grew by %.3f, planted %.3f", grown, growth)
	}
	if left > -.2 {
		t.Errorf("what is left pays %.3f to what is gone", left)
	}
	if m := newMarket(t, nil); m.GrowthPct() != 0 {
		t.Errorf("a usual market grows by %g %%", m.GrowthPct())
	}
}

// usualJobs is the number of jobs that were there before the hard ones.
func (m *Market) usualJobs() (n int) {
	for _, e := range m.employers {
		n += e.size
	}
	return n
}

func monthsBefore(at time.Time) int {
	return (hardDay.Year()-at.Year())*12 + int(hardDay.Month()) - int(at.Month())
}

func mean(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
