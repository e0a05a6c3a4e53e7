package pay

import (
	"math"
	"sync"
)

// features are what is known of a judged figure, as names that weights are
// learnt for: the rule that decided, what the words near it say, how currency
// and period were found, and its size.
func (v *view) features(decided string) []string {
	f := v.f
	all := []string{"always", "rule " + decided}
	for _, x := range []struct {
		on   bool
		name string
	}{
		{f.two, "range"},
		{f.k, "thousands"},
		{f.bound == boundFrom, "from"},
		{f.bound == boundUpTo, "up to"},
		{f.bare, "bare"},
		{f.cur > 0, "currency of its own"},
		{f.cur < 0, "shared sign"},
		{!f.stated && f.code != "", "currency of the country"},
		{f.code == "", "no currency"},
		{v.has("dollar-of-place") && f.code != "USD", "dollar of a place"},
		{v.p.hint.Country == "", "country unknown"},
		{v.p.hint.Country == "" && v.p.guess != "", "country of the script"},
		{v.has("period-stated"), "period stated"},
		{v.has("period-near"), "period near"},
		{f.impliedBySum, "period implied"},
		{f.impliedBySum && f.period != "", "period implied: " + f.period},
		{v.offCustom(), "size between two periods"},
		{v.p.unread(f.first - 1), "word unknown right before"},
		{v.p.unread(f.first - 2), "word unknown before"},
		{v.p.unread(f.last + 1), "word unknown right after"},
		{v.p.unread(f.last + 2), "word unknown after"},
		{v.salary, "size of a salary"},
		{v.pay <= 2, "pay right before"},
		{v.pay > 2 && v.pay <= 6, "pay near before"},
		{v.pay > 6 && v.pay < far, "pay far before"},
		{v.payColon, "label with a colon"},
		{v.payAfter <= 3, "pay right after"},
		{v.heading, "under a line of pay"},
		{v.section, "under a heading of pay"},
		{v.earlier, "pay in the sentence before"},
		{v.verb, "verb of pay"},
		{v.payAcross, "another amount between"},
		{v.listed, "pay and other in one label"},
		{v.other != none, "other before: " + classNames[v.other]},
		{v.after != none, "other after: " + classNames[v.after]},
		{v.count < 5, "count before"},
		{f.tax != "", "gross or net"},
		{v.contract != "", "kind of contract"},
		{v.left(), "begins its part"},
		{v.right(), "ends its part"},
		{v.p.alone(f), "alone"},
		{v.p.hint.Field, "field"},
		{f.kind == "ote" || f.kind == "total", "not base"},
		{len(v.p.figures) > 3, "many figures"},
		{f.a.words, "in words"},
		{f.code != "" && !v.m.fits(f.min*4, f.period), "very large"},
		{f.code != "" && !v.m.fits(f.min/4, f.period), "very small"},
	} {
		if x.on {
			all = append(all, x.name)
		}
	}
	return all
}

// unread reports whether the word at token i is in none of the data files.
func (p *parser) unread(i int) bool {
	t := p.at(i)
	return t.kind == kWord && t.stem == 0 && (t.id == 0 || !p.d.known(t.id))
}

func (v *view) has(rule string) bool {
	for _, r := range v.f.rules {
		if r == rule {
			return true
		}
	}
	return false
}

// offCustom reports whether an implied period would be another one for a sum
// that is somewhat larger or smaller.
func (v *view) offCustom() bool {
	return v.f.impliedBySum && v.m.implied(v.f.min*0.7, v.f.max*0.7) != v.m.implied(v.f.min*1.4, v.f.max*1.4)
}

// weights are what the features say of whether a figure that was taken for pay
// is right in amount, currency and period, as weight.tsv holds it.
var weights = sync.OnceValue(func() map[string]float64 {
	m := map[string]float64{}
	for _, f := range rows("weight.tsv", 2) {
		m[f[0]] = number64(f[1])
	}
	return m
})

// confidence is the estimate that a figure is right, by its features; never 1.
func confidence(features []string) float64 {
	w, sum := weights(), 0.0
	for _, f := range features {
		sum += w[f]
	}
	return min(math.Round(1000/(1+math.Exp(-sum)))/1000, 0.999)
}
