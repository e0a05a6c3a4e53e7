package report

import (
	"math"
	"strings"
)

// gapShares are the parts of a gap that a title may name.
var gapShares = []struct {
	part float64
	name string
}{{3.0 / 4, "three quarters"}, {2.0 / 3, "two thirds"}, {1.0 / 2, "half"}, {1.0 / 3, "a third"}}

// heading says what a waterfall shows, as far as its intervals carry it. Named
// are the steps that lead towards the published figure and are clear of zero.
// That they can account for the gap is said where the rest can't be told from
// none; that they are at least a part of it where the lower end of their sum
// is, and that most of it is left unexplained where all of the rest's interval is
// more than half of it. Else the title only says what is drawn.
func (w Waterfall) heading(value string) string {
	whose := w.Publisher + "’s "
	if strings.HasSuffix(w.Publisher, "s") {
		whose = w.Publisher + "’ "
	}
	plain := "From our figure to " + whose + value
	n := len(w.Steps)
	first, rest, last := w.Steps[0], w.Steps[n-2], w.Steps[n-1]
	gap := math.Log(last.Amount / first.Amount)
	if math.IsNaN(gap) || math.IsInf(gap, 0) || gap == 0 {
		return plain
	}
	way := math.Copysign(1, gap)
	log := func(percent float64) float64 { return math.Log1p(percent / 100) }
	if min(way*log(rest.PercentLow), way*log(rest.PercentHigh)) >= math.Abs(gap)/2 {
		return "Most of the gap to " + whose + value + " is left unexplained"
	}
	var named []Step
	var sum, square float64
	if first.Low > 0 {
		square += math.Pow(math.Log(first.High/first.Low)/2, 2)
	}
	for _, s := range w.Steps[1 : n-2] {
		if s.Kind != "step" {
			continue
		}
		half := (log(s.PercentHigh) - log(s.PercentLow)) / 2
		square += half * half
		if way*s.Percent > 0 && s.PercentLow*s.PercentHigh > 0 {
			named = append(named, s)
			sum += way * log(s.Percent)
		}
	}
	if len(named) == 0 || len(named) > 3 {
		return plain
	}
	var words []string
	for _, s := range named {
		words = append(words, causes[causeRank(s.Cause)].phrase)
	}
	what := list(words)
	if rest.PercentLow <= 0 && rest.PercentHigh >= 0 && sum > math.Sqrt(square) {
		return capital(what) + " can account for the gap to " + whose + value
	}
	for _, share := range gapShares {
		if sum-math.Sqrt(square) >= share.part*math.Abs(gap) {
			return "At least " + share.name + " of the gap to " + whose + value + " is " + what
		}
	}
	return plain
}
