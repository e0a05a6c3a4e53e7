package stat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Critical values of Student's t as printed in NIST/SEMATECH e-Handbook of
// Statistical Methods, 1.3.6.7.2 (three decimals).
func TestTQuantileTable(t *testing.T) {
	for _, c := range []struct{ p, df, want float64 }{
		{0.975, 1, 12.706},
		{0.975, 2, 4.303},
		{0.975, 3, 3.182},
		{0.975, 5, 2.571},
		{0.975, 10, 2.228},
		{0.975, 19, 2.093},
		{0.975, 30, 2.042},
		{0.975, 39, 2.023},
		{0.975, 60, 2.000},
		{0.975, 100, 1.984},
		{0.90, 4, 1.533},
		{0.95, 7, 1.895},
		{0.99, 15, 2.602},
		{0.995, 1, 63.657},
		{0.999, 20, 3.552},
	} {
		near(t, fmt.Sprintf("t(%v; %v)", c.p, c.df), TQuantile(c.p, c.df), c.want, 0.0005001)
		near(t, fmt.Sprintf("t(%v; %v)", 1-c.p, c.df), TQuantile(1-c.p, c.df), -c.want, 0.0005001)
	}
	// t with one degree of freedom is Cauchy's, in closed form; with very
	// many it is the normal distribution.
	near(t, "t(.975; 1)", TQuantile(0.975, 1), math.Tan(math.Pi*0.475), 1e-10)
	near(t, "t(.975; 1e7)", TQuantile(0.975, 1e7), 1.959963984540054, 1e-6)
	for _, c := range [][2]float64{{0, 5}, {1, 5}, {0.9, 0}, {math.NaN(), 5}, {0.9, -1}} {
		if got := TQuantile(c[0], c[1]); !math.IsNaN(got) {
			t.Errorf("TQuantile(%v, %v) = %v, want NaN", c[0], c[1], got)
		}
	}
}

// Ranks of the 95 % interval of a median, as tables of the sign test have them
// (Conover 1999, Practical Nonparametric Statistics, 3.2): twenty values are
// bounded by the 6th and the 15th, and six are the fewest that have any.
func TestOrderInterval(t *testing.T) {
	for _, c := range []struct{ n, low, high int }{
		{6, 1, 6},
		{10, 2, 9},
		{20, 6, 15},
		{30, 10, 21},
		{50, 18, 33},
		{100, 40, 61},
	} {
		low, high, ok := OrderInterval(c.n, 0.5, 0.95)
		if !ok || low != c.low || high != c.high {
			t.Errorf("n = %d: ranks %d to %d (%v), want %d to %d", c.n, low, high, ok, c.low, c.high)
		}
	}
	for n := range 6 {
		if _, _, ok := OrderInterval(n, 0.5, 0.95); ok {
			t.Errorf("n = %d has a 95 %% interval; no two ranks reach it", n)
		}
	}
	if _, _, ok := OrderInterval(200_000, 0.5, 0.95); !ok {
		t.Error("no interval for 200,000 values")
	}
}

// Worked by hand: six clusters of one value each, 1 to 6. t(.975; 5) = 2.571.
// At v = 1 "<=" scores +.5 once and -.5 five times: sum -2, variance
// 6/5 (1.5 - 4/6) = 1, t = -2: the least value isn't refuted, so there is no
// interval. With eight, 1 to 8: sum -3, 8/7 (2 - 9/8) = 1, t = -3, beyond
// t(.975; 7) = 2.365; at v = 2 sum -2, 8/7 (2 - 4/8) = 12/7, t = -1.53: in.
func TestScoreIntervalByHand(t *testing.T) {
	ones := func(n int) (xs []Clustered) {
		for i := 1; i <= n; i++ {
			xs = append(xs, Clustered{float64(i), int64(i)})
		}
		return xs
	}
	// All of five lie on one side of the median once in 16 times, all of six
	// once in 32: only these bound it at 95 %.
	if low, high, ok := ScoreInterval(ones(5), 0.5, 0.95); ok {
		t.Errorf("five values: %v to %v, want none", low, high)
	}
	if low, high, ok := ScoreInterval(ones(6), 0.5, 0.95); !ok || low != 1 || high != 6 {
		t.Errorf("six values: %v to %v (%v), want 1 to 6", low, high, ok)
	}
	low, high, ok := ScoreInterval(ones(8), 0.5, 0.95)
	if !ok || low != 2 || high != 7 {
		t.Errorf("eight values: %v to %v (%v), want 2 to 7", low, high, ok)
	}
	if _, _, ok := ScoreInterval([]Clustered{{1, 1}, {2, 1}, {3, 1}}, 0.5, 0.95); ok {
		t.Error("one cluster has an interval")
	}
	if _, _, ok := ScoreInterval(nil, 0.5, 0.95); ok {
		t.Error("nothing has an interval")
	}
}

// Two amounts at every employer, as bands of pay are: the data can't refute the
// lesser one, and refute that the median lies below all.
func TestScoreIntervalOfTwoAmounts(t *testing.T) {
	var xs []Clustered
	for e := range int64(40) {
		xs = append(xs, Clustered{170_000, e}, Clustered{190_000, e})
	}
	SortClustered(xs)
	if low, high, ok := ScoreInterval(xs, 0.5, 0.95); !ok || low != 170_000 || high != 190_000 {
		t.Errorf("the median lies in %v to %v (%v), want 170,000 to 190,000", low, high, ok)
	}
	// Of the tenth percentile 40 of 40 employers above a value refute nothing.
	if low, high, ok := ScoreInterval(xs, 0.1, 0.99); ok {
		t.Errorf("the tenth percentile lies in %v to %v, want no interval", low, high)
	}
}

// Shrout & Fleiss 1979 (Psychological Bulletin 86), table 2: six targets
// rated by four judges; ICC(1,1) is printed as .17.
func TestIntraclassCorrelationShroutFleiss(t *testing.T) {
	var xs []Clustered
	for target, ratings := range [][]float64{
		{9, 2, 5, 8},
		{6, 1, 3, 2},
		{8, 4, 6, 8},
		{7, 1, 2, 6},
		{10, 5, 6, 9},
		{6, 2, 4, 7},
	} {
		for _, r := range ratings {
			xs = append(xs, Clustered{r, int64(target)})
		}
	}
	SortClustered(xs)
	icc := IntraclassCorrelation(xs)
	near(t, "ICC(1,1)", icc, 0.166, 0.0005)
	near(t, "effective n", EffectiveN(xs, icc), 24/(1+3*icc), 1e-9)
}

func TestEffectiveNEdges(t *testing.T) {
	alone := []Clustered{{1, 1}, {2, 2}, {3, 3}}
	near(t, "clusters of one", EffectiveN(alone, IntraclassCorrelation(alone)), 3, 0)
	same := []Clustered{{5, 1}, {5, 1}, {5, 2}, {5, 2}}
	near(t, "no variance", EffectiveN(same, IntraclassCorrelation(same)), 2, 0)
	one := []Clustered{{1, 1}, {2, 1}}
	near(t, "one cluster", EffectiveN(one, IntraclassCorrelation(one)), 1, 0)
	near(t, "nothing", EffectiveN(nil, 0), 0, 0)
}

func TestScoreIntervalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 80).Draw(t, "n")
		xs := make([]Clustered, n)
		for i := range xs {
			xs[i] = Clustered{
				Value:   float64(rapid.IntRange(1, 40).Draw(t, "value")),
				Cluster: int64(rapid.IntRange(1, 30).Draw(t, "cluster")),
			}
		}
		SortClustered(xs)
		values := make([]float64, n)
		scaled := make([]Clustered, n)
		for i, x := range xs {
			values[i] = x.Value
			// Another unit and other names for the clusters change nothing.
			scaled[i] = Clustered{x.Value * 1024, -x.Cluster}
		}
		SortClustered(scaled)
		low, high, ok := ScoreInterval(xs, 0.5, 0.95)
		slow, shigh, sok := ScoreInterval(scaled, 0.5, 0.95)
		if ok != sok || low*1024 != slow || high*1024 != shigh {
			t.Fatalf("%v to %v (%v), but %v to %v (%v) in another unit", low, high, ok, slow, shigh, sok)
		}
		if !ok {
			return
		}
		if m := Quantile(values, 0.5); m < low || m > high {
			t.Fatalf("median %v outside of %v to %v", m, low, high)
		}
		wlow, whigh, wok := ScoreInterval(xs, 0.5, 0.99)
		if wok && (wlow > low || whigh < high) {
			t.Fatalf("99 %% interval %v to %v is inside the 95 %% one %v to %v", wlow, whigh, low, high)
		}
		if n := EffectiveN(xs, IntraclassCorrelation(xs)); n <= 0 || n > float64(len(xs)) {
			t.Fatalf("effective n %v of %d", n, len(xs))
		}
	})
}

// Why the score interval: log-normal pay, half of its variance between
// employers, boards of unequal size. The independent interval misses the
// planted median far more often than it says; this one doesn't.
func TestScoreIntervalCovers(t *testing.T) {
	const markets, employers = 300, 30
	rng := rand.New(rand.NewPCG(1, 2))
	score, plain, none := 0, 0, 0
	for range markets {
		var xs []Clustered
		for e := range employers {
			size := max(1, int(5*math.Exp(0.9*rng.NormFloat64())))
			level := 0.25 * rng.NormFloat64()
			for range size {
				xs = append(xs, Clustered{math.Exp(level + 0.25*rng.NormFloat64()), int64(e)})
			}
		}
		SortClustered(xs)
		if low, high, ok := ScoreInterval(xs, 0.5, 0.95); !ok {
			none++
		} else if low <= 1 && 1 <= high {
			score++
		}
		l, h, _ := OrderInterval(len(xs), 0.5, 0.95)
		if xs[l-1].Value <= 1 && 1 <= xs[h-1].Value {
			plain++
		}
	}
	covered := 100 * float64(score) / float64(markets-none)
	naive := 100 * float64(plain) / markets
	t.Logf("score interval covers %.1f %%, independent one %.1f %%, %d markets have none", covered, naive, none)
	if covered < 92 || covered > 99 {
		t.Errorf("score interval covers %.1f %%, want about 95", covered)
	}
	if naive > covered-15 {
		t.Errorf("independent interval covers %.1f %%: the markets aren't clustered", naive)
	}
}
