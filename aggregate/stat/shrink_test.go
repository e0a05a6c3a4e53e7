package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The example of Benjamini & Hochberg 1995 (JRSS B 57(1), section 3.2):
// fifteen p-values, four discoveries at 0.05.
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{
		.0201, .0001, .0004, .324, .0019, .0095, .0278, .0298,
		.0344, .0459, .4262, .5719, .6528, .759, 1,
	}
	q := BenjaminiHochberg(p)
	var found []float64
	for i, v := range q {
		if v <= 0.05 {
			found = append(found, p[i])
		}
	}
	slices.Sort(found)
	if want := []float64{.0001, .0004, .0019, .0095}; !slices.Equal(found, want) {
		t.Errorf("discoveries %v, want %v", found, want)
	}
	near(t, "adjusted .0095", q[5], .0095*15/4, 1e-12)
	near(t, "adjusted .0278, held down by the next one's", q[6], .0298*15/7, 1e-12)
	near(t, "adjusted 1", q[14], 1, 0)
	if got := BenjaminiHochberg(nil); len(got) != 0 {
		t.Errorf("adjusted nothing: %v", got)
	}
}

func TestBenjaminiHochbergProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 40).Draw(t, "p")
		q := BenjaminiHochberg(p)
		for i := range p {
			if q[i] < p[i] || q[i] > 1 {
				t.Fatalf("p %v adjusted to %v", p[i], q[i])
			}
			for j := range p {
				if p[i] <= p[j] && q[i] > q[j] {
					t.Fatalf("%v <= %v, but adjusted %v > %v", p[i], p[j], q[i], q[j])
				}
			}
		}
	})
}

// The thirteen trials of BCG vaccine (Colditz et al. 1994): log risk ratios
// of tuberculosis, from the counts of cases and others, vaccinated and not.
// Paule & Mandel's tau^2 is .3181 (Viechtbauer 2010, J. Stat. Software 36(3),
// and the manual of metafor).
func TestPauleMandelBCG(t *testing.T) {
	var x, v []float64
	for _, c := range [][4]float64{
		{4, 119, 11, 128},
		{6, 300, 29, 274},
		{3, 228, 11, 209},
		{62, 13536, 248, 12619},
		{33, 5036, 47, 5761},
		{180, 1361, 372, 1079},
		{8, 2537, 10, 619},
		{505, 87886, 499, 87892},
		{29, 7470, 45, 7232},
		{17, 1699, 65, 1600},
		{186, 50448, 141, 27197},
		{5, 2493, 3, 2338},
		{27, 16886, 29, 17825},
	} {
		n1, n2 := c[0]+c[1], c[2]+c[3]
		x = append(x, math.Log(c[0]/n1/(c[2]/n2)))
		v = append(v, 1/c[0]-1/n1+1/c[2]-1/n2)
	}
	mean, tau2 := PauleMandel(x, v, float64(len(x)-1))
	near(t, "tau2", tau2, .3181, 5e-5)
	near(t, "mean", mean, -.7150, 5e-4)
}

// Rubin 1981 (J. Educational Statistics 6): eight schools. The effects differ
// by no more than their errors do: all collapse onto 7.69.
func TestShrinkEightSchools(t *testing.T) {
	x := []float64{28, 8, -3, 7, -1, 1, 18, 12}
	v := []float64{15, 10, 16, 11, 9, 11, 10, 18}
	for i := range v {
		v[i] *= v[i]
	}
	shrunk, mean, tau2 := Shrink(x, v)
	near(t, "mean", mean, 7.69, 0.005)
	near(t, "tau2", tau2, 0, 0)
	for _, s := range shrunk {
		near(t, "school", s.Value, mean, 1e-12)
	}
}

// Efron & Morris 1975 (JASA 70), table 1: eighteen batters after 45 times at
// bat, with one variance for all, p(1-p)/45 at their mean. James & Stein's
// factor is .212 and Clemente's .400 becomes .294 (on the scale of averages).
func TestShrinkBatters(t *testing.T) {
	hits := []float64{18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7}
	var x, v []float64
	for _, h := range hits {
		x = append(x, h/45)
	}
	p := Mean(x)
	for range x {
		v = append(v, p*(1-p)/45)
	}
	shrunk, mean, _ := Shrink(x, v)
	near(t, "mean", mean, .265, .0005)
	near(t, "factor", (shrunk[0].Value-mean)/(x[0]-mean), .212, .0005)
	near(t, "Clemente", shrunk[0].Value, .294, .0005)
	near(t, "Alvis", shrunk[17].Value, .242, .0007)
}

func TestShrinkFew(t *testing.T) {
	for k := range 4 {
		x, v := []float64{1, 5, 90}[:min(k, 3)], []float64{1, 1, 1}[:min(k, 3)]
		shrunk, mean, _ := Shrink(x, v)
		if len(shrunk) != len(x) {
			t.Fatalf("%d of %d", len(shrunk), len(x))
		}
		for _, s := range shrunk {
			near(t, "few", s.Value, mean, 0)
			near(t, "error", s.SE, 1/math.Sqrt(float64(len(x))), 1e-12)
		}
	}
}
