package edition

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/employer"
	"backpay/aggregate/stat"
	"backpay/scraper/testenv"
)

// How many simulated markets a cell, and runs a mix. The promises are measured
// with 1000 and 200:
//
//	go test ./aggregate/figure -run 'Covers|OneSided' -v -markets 1000 -runs 200 -timeout 1h
var (
	marketsFlag = flag.Int("markets", 20, "simulated markets a cell")
	runsFlag    = flag.Int("runs", 6, "simulated runs a mix of one-sided pay")
)

// board is how adverts are drawn: pay log-normal with half of the variance
// between employers, boards of log-normal size (coefficient of variation 1.1,
// mean 10, at least one job), four seniorities.
type board struct {
	heaped bool
	copied bool
	// from, upTo and lone are the shares of adverts that state one end or one
	// figure.
	from, upTo, lone float64
}

// advert is one advert as a source shows it, with the pay behind it.
type advert struct {
	company, title, text string
	low, high            float64 // as stated; 0 where not
	middle               float64 // of the range behind it
}

const spread = 0.35

var (
	sigmaSize = math.Sqrt(math.Log(1 + 1.1*1.1))
	levels    = []struct {
		word          string
		share, effect float64
	}{{"Junior", .2, -.25}, {"", .4, 0}, {"Senior", .3, .2}, {"Staff", .1, .45}}
)

// draw is the adverts of one employer.
func (b board) draw(rng *rand.Rand, employer int) (ads []advert) {
	size := max(1, int(math.Round(10*math.Exp(sigmaSize*rng.NormFloat64()-sigmaSize*sigmaSize/2))))
	level := spread * math.Sqrt(.5) * rng.NormFloat64()
	step := 1.0
	if b.heaped {
		step = []float64{1000, 5000, 10000}[rng.IntN(3)]
	}
	round := func(v float64) float64 { return math.Round(v/step) * step }
	half := .05 + .1*rng.Float64() // the house's width
	for n := range size {
		l, u := levels[0], rng.Float64()
		for _, next := range levels {
			if l = next; u < next.share {
				break
			}
			u -= next.share
		}
		// The seniorities are part of the variance within employers.
		v := 120_000 * math.Exp(level+l.effect+spread*math.Sqrt(.5)*.75*rng.NormFloat64())
		a := advert{
			company: fmt.Sprintf("Fenwick %d Works", employer),
			title:   strings.TrimSpace(fmt.Sprintf("%s Backend Engineer %s", l.word, letters(n))),
			low:     round(v * (1 - half)), high: round(v * (1 + half)),
		}
		a.middle = (a.low + a.high) / 2
		switch u := rng.Float64(); {
		case u < b.from:
			a.high = 0
		case u < b.from+b.upTo:
			a.low = 0
		case u < b.from+b.upTo+b.lone:
			a.low, a.high = a.middle, a.middle
		}
		if b.copied {
			a.text = body(employer, n)
		}
		ads = append(ads, a)
	}
	return ads
}

func letters(n int) string {
	return string([]byte{'a' + byte(n/26/26%26), 'a' + byte(n/26%26), 'a' + byte(n%26)})
}

// body is a text of its own for each opening.
func body(employer, n int) string {
	words := strings.Fields("our team builds the ledger that settles payments between small shops and their suppliers every night and you will own " +
		"the services that reconcile them from design to production with people who care for plain code short meetings and tests that tell")
	at := (employer*31 + n*7) % len(words)
	return strings.Join(append(append([]string{letters(employer), letters(n)}, words[at:]...), words[:at]...), " ")
}

// rows is the adverts, each posted one to five times where the market has
// copies, with these taken together by the project's own keys.
func (b board) rows(rng *rand.Rand, ads []advert) []aggregate.Row {
	var rows []aggregate.Row
	at := map[string]int{}
	employers := map[string]int64{}
	for _, a := range ads {
		posted := 1
		if b.copied {
			posted = 1 + rng.IntN(5)
		}
		for k := range posted {
			company, title, text := a.company, a.title, a.text
			if k > 0 { // a copy: another spelling, another city, the pay in the text
				company += []string{", Inc.", " GmbH", " (via Ladder Hiring)"}[rng.IntN(3)]
				title += []string{" - Berlin", " (m/w/d)", " - Remote"}[rng.IntN(3)]
				text = strings.ToUpper(text[:1]) + text[1:] + fmt.Sprintf("\nLocation: Berlin, Germany\n%d0000", 9+k)
			}
			key := fmt.Sprint(len(rows))
			if b.copied {
				p := dedupe.NewPrint(dedupe.Advert{ID: 1, Company: company, Title: title, Description: text})
				key = fmt.Sprint(p.Employer, p.Title, p.Shingles)
			}
			if i, met := at[key]; met {
				rows[i].Postings++
				continue
			}
			at[key] = len(rows)
			e := employer.Key(company)
			if employers[e] == 0 {
				employers[e] = int64(len(employers) + 1)
			}
			r := row("lever", int64(len(rows)+1), employers[e], 0)
			r.Low, r.High, r.Disclosed = a.low, a.high, true
			if a.low > 0 && a.high > 0 {
				r.Pay = (a.low + a.high) / 2
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// planted is the median of the population of adverts that such boards are
// drawn from, by its definition: over very many of them.
func (b board) planted() float64 {
	b.copied = false
	rng := rand.New(rand.NewPCG(99, 1))
	var all []float64
	for e := range 30_000 {
		for _, a := range b.draw(rng, e) {
			all = append(all, a.middle)
		}
	}
	slices.Sort(all)
	return stat.Quantile(all, 0.5)
}

// The headline interval of the median covers what was planted as often as it
// says, over markets with copies in them, where it is printed; the plain one,
// which takes jobs for independent, doesn't.
func TestHeadlineIntervalCovers(t *testing.T) {
	testenv.Long(t)
	markets := *marketsFlag
	for _, heaped := range []bool{false, true} {
		b := board{heaped: heaped, copied: true}
		planted := b.planted()
		for _, employers := range []int{20, 40, 100} {
			if markets < 200 && employers == 100 {
				continue
			}
			rng := rand.New(rand.NewPCG(uint64(employers), 7))
			var printed, score, boot, plain, raw, every, has int
			for range markets {
				var ads []advert
				for e := range employers {
					ads = append(ads, b.draw(rng, e)...)
				}
				rows := b.rows(rng, ads)
				if len(rows) != len(ads) {
					t.Fatalf("%d adverts, %d jobs found", len(ads), len(rows))
				}
				figures := compute(t, rows)
				covers := func(name string) bool {
					f := find(t, figures, "lever//USD/"+name)
					return f.CILow <= planted && planted <= f.CIHigh
				}
				f := find(t, figures, "lever//USD/median")
				if f.CIHigh > 0 {
					has++
					every += count(covers("median"))
				}
				if f.Grade == aggregate.Withheld {
					continue
				}
				printed++
				score += count(covers("median"))
				boot += count(covers(medianBoot))
				plain += count(covers(medianPlain))
				raw += count(copiesCover(rows, planted))
			}
			share := func(k, n int) float64 { return 100 * float64(k) / float64(max(n, 1)) }
			t.Logf("heaped %-5v %3d employers: printed %.1f %%; of these the headline covers %.1f %%, the bootstrap %.1f %%, the naive one %.1f %%, with copies left in %.1f %%; headline of all markets %.1f %%",
				heaped, employers, share(printed, markets), share(score, printed), share(boot, printed), share(plain, printed), share(raw, printed), share(every, has))
			// Limits are those of the promise, and three standard errors.
			slack := 300 * math.Sqrt(.05*.95/float64(printed))
			if markets >= 1000 {
				slack = 0
			}
			high := 97.0
			if heaped {
				high = 99
			}
			if c := share(score, printed); c < 93-slack || c > high+slack {
				t.Errorf("the headline covers %.1f %%, want 93 to %g", c, high)
			}
			if naive := share(plain, printed); naive > share(score, printed)-15+slack {
				t.Errorf("the naive interval covers %.1f %%", naive)
			}
			least := map[int]float64{20: 60, 40: 90, 100: 90}[employers]
			if p := share(printed, markets); p < least-slack {
				t.Errorf("%.1f %% of the markets are printed, want %g", p, least)
			}
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// copiesCover reports whether the plain interval over all postings covers v.
func copiesCover(rows []aggregate.Row, v float64) bool {
	var all []float64
	for _, r := range rows {
		for range r.Postings {
			all = append(all, r.Pay)
		}
	}
	slices.Sort(all)
	low, high, ok := stat.OrderInterval(len(all), .5, level95)
	return ok && all[low-1] <= v && v <= all[high-1]
}

// With three adverts in ten stating one end or one figure, the headline median
// stays at that of the pay behind them; other readings don't.
func TestOneSidedPay(t *testing.T) {
	for _, b := range []board{
		{heaped: true, from: .30},
		{heaped: true, from: .20, upTo: .10},
		{heaped: true, from: .20, upTo: .05, lone: .05},
	} {
		errorsOf := map[string][]float64{}
		rng := rand.New(rand.NewPCG(5, uint64(100*b.from)))
		for range *runsFlag {
			var ads []advert
			for e := range 60 {
				ads = append(ads, b.draw(rng, e)...)
			}
			truth := make([]float64, len(ads))
			for i, a := range ads {
				truth[i] = a.middle
			}
			slices.Sort(truth)
			want := stat.Quantile(truth, .5)
			figures := compute(t, b.rows(rng, ads))
			for _, name := range []string{"median", medianStated, medianFloor, medianCeiling, medianNPMLE} {
				f := find(t, figures, "lever//USD/"+name)
				errorsOf[name] = append(errorsOf[name], 100*(f.Value/want-1))
			}
		}
		var line []string
		for _, name := range []string{"median", medianStated, medianFloor, medianCeiling, medianNPMLE} {
			var absolute []float64
			for _, e := range errorsOf[name] {
				absolute = append(absolute, math.Abs(e))
			}
			line = append(line, fmt.Sprintf("%s %+.2f %% (absolute %.2f %%)", name, stat.Mean(errorsOf[name]), stat.Mean(absolute)))
		}
		t.Logf("from %.2f, up to %.2f, lone %.2f: mean error of %s", b.from, b.upTo, b.lone, strings.Join(line, ", "))
		if e := math.Abs(stat.Mean(errorsOf["median"])); e > 0.5 {
			t.Errorf("the headline errs by %.2f %%", e)
		}
		if e := stat.Mean(errorsOf[medianFloor]); e > -5 {
			t.Errorf("the floor median errs by %.2f %%, want it far below", e)
		}
	}
}

// A cell with one-sided pay: what counts, what is said of it, and that a job
// without any usual width to go by stays out.
func TestFilledPay(t *testing.T) {
	var rows []aggregate.Row
	for i := range 10 {
		r := row("lever", int64(i+1), int64(i+1), 110_000)
		r.Low, r.High = 100_000, 120_000
		rows = append(rows, r)
	}
	from, upTo := row("lever", 11, 11, 0), row("lever", 12, 12, 0)
	from.Low, upTo.High = 200_000, 60_000
	other := row("lever", 13, 13, 0) // no range is stated in its currency
	other.Currency, other.Low = "CAD", 90_000
	rows = append(rows, from, upTo, other)
	figures := compute(t, rows)
	mean := find(t, figures, "lever//USD/mean")
	if want := cents((10*110_000 + 220_000 + 55_000) / 12.0); mean.Value != want || mean.NJobs != 12 {
		t.Errorf("mean %v over %d, want %v over 12", mean.Value, mean.NJobs, want)
	}
	const note = "2 of 12 jobs (16.7%) state one end of their pay; the other is filled from the usual width in the role and country, max/min 1.200 over 10 jobs"
	if !strings.HasSuffix(mean.Note, note) {
		t.Errorf("note %q, want it to end in %q", mean.Note, note)
	}
	if f := find(t, figures, "lever//USD/"+medianStated); f.NJobs != 10 || f.Value != 110_000 {
		t.Errorf("of both ends: %+v", f)
	}
	for _, f := range figures {
		if f.Unit == "CAD" {
			t.Errorf("a floor without a usual width counts: %+v", f)
		}
	}
	rows = append(rows[4:10:10], from) // six ranges are enough, four aren't
	if f := find(t, compute(t, rows), "lever//USD/mean"); f.NJobs != 7 {
		t.Errorf("%d jobs, want 7", f.NJobs)
	}
	rows = append(rows[2:6:6], from)
	if f := find(t, compute(t, rows), "lever//USD/mean"); f.NJobs != 4 {
		t.Errorf("%d jobs, want 4", f.NJobs)
	}
}
