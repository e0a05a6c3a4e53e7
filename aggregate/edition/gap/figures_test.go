package gap

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"backpay/aggregate"
)

// As printed, start, known steps and the unexplained rest add up to the end,
// whatever they are, and percent and money lead the same way.
func TestFiguresAddUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		l := Gap{
			From: Figure{Statistic: "median", Currency: "USD", Value: math.Exp(7 + 7*rng.Float64())},
			To:   Figure{Source: "board", Statistic: "mean", Currency: "USD", Value: math.Exp(7 + 7*rng.Float64())},
		}
		l.Rest = math.Log(l.To.Value / l.From.Value)
		for _, cause := range []string{Year, Title, Side, Kind} {
			s := Step{Cause: cause, Known: rng.IntN(4) > 0}
			if s.Known {
				s.Log = rng.NormFloat64() / 3
				s.Low, s.High = s.Log-.1, s.Log+.1
				l.Rest -= s.Log
			}
			l.Steps = append(l.Steps, s)
		}
		l.RestLow, l.RestHigh = l.Rest-.2, l.Rest+.2
		sum, end := 0., 0.
		for _, f := range l.Figures(aggregate.Figure{Role: "backend"}) {
			if f.Grade == Unknown && (f.Value != 0 || f.Unit != "percent") {
				t.Fatalf("a step that isn't known has a size: %+v", f)
			}
			if f.Unit != "USD" {
				continue
			}
			if f.Statistic == aggregate.StepEnd {
				end = f.Value
				continue
			}
			sum += f.Value
			if f.Statistic != aggregate.StepStart && (f.Value < f.CILow-1000 || f.Value > f.CIHigh+1000) {
				t.Errorf("%s: %v lies outside %v to %v", f.Statistic, f.Value, f.CILow, f.CIHigh)
			}
		}
		if sum != end || math.Abs(end/l.To.Value-1) > .01 && l.To.Value > l.From.Value {
			t.Fatalf("%v to %v: the rows add up to %v, the end is %v", l.From.Value, l.To.Value, sum, end)
		}
	}
}

// A published figure in another currency is led to in the first one's: the
// rate is a step like the others.
func TestFiguresInOneCurrency(t *testing.T) {
	l := Gap{
		From:  Figure{Statistic: "median", Currency: "USD", Value: 100_000},
		To:    Figure{Source: "board", Statistic: "median", Currency: "EUR", Value: 81_000},
		Steps: []Step{{Cause: Currency, From: "USD", To: "EUR", Known: true, Log: math.Log(.9), Low: math.Log(.9), High: math.Log(.9), Note: "a rate"}},
		Rest:  math.Log(.9),
	}
	var got []string
	for _, f := range l.Figures(aggregate.Figure{}) {
		if f.Unit != "percent" && f.Unit != "USD" {
			t.Errorf("%s in %s", f.Statistic, f.Unit)
		}
		if f.Statistic == Currency {
			got = append(got, f.Note)
		}
	}
	if want := "USD to EUR; a rate"; strings.Join(got, "|") != want+"|"+want {
		t.Errorf("notes %q", got)
	}
}
