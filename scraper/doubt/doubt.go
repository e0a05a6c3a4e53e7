// Package doubt judges how one run read one source: a list cut short, a field
// that was renamed or a currency that was switched answers with status 200 and
// sound JSON, and shows only beside the source's own history.
//
// It is pure: counts in, findings out.
package doubt

import (
	"fmt"
	"math"
	"slices"
)

// Night is what one run read of one source, in postings.
type Night struct {
	Seen   int // shown by its pages
	Known  int // of them known before the run
	Failed int // pages that failed
	// Listed are the open postings of boards that were listed whole before
	// this run, Missing those of them that the lists no longer hold, and Gone
	// the open postings whose own page answered that it is not there.
	Listed, Missing, Gone int
	// Signs counts known postings that changed in a way that a fault of the
	// source makes at once and employers make one by one.
	Signs map[Sign]int
}

// Sign is one way in which a known posting may change by a fault.
type Sign string

// The signs.
const (
	LostPay         Sign = "lost_pay"         // it stated pay in a field and doesn't now
	LostDescription Sign = "lost_description" // its text is empty now
	LostPlace       Sign = "lost_place"
	LostCompany     Sign = "lost_company"
	MovedCurrency   Sign = "moved_currency" // its pay is in another currency
	MovedAmount     Sign = "moved_amount"   // its pay is more than three times what it was, or less than a third
	Cut             Sign = "cut"            // the source shows fewer postings
	Missing         Sign = "missing"        // whole lists lack postings
	Gone            Sign = "gone"           // pages are not there
	// OmitsPay and its like: the answer has no such field at all, which is
	// strange only where the source's answers have it.
	OmitsPay         Sign = "omits_pay"
	OmitsDescription Sign = "omits_description"
)

// Finding is one thing that is doubted.
type Finding struct {
	Sign Sign
	// Why is a sentence for a person: what, how much, and what is usual.
	Why string
}

// ends reports whether a sign is about the end of postings, not their values.
func (s Sign) ends() bool { return s == Cut || s == Missing || s == Gone }

// Ends reports whether one of the findings keeps postings from being ended.
func Ends(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Sign.ends() })
}

// Pay reports whether one of the findings is about stated pay, which is then
// not to be believed.
func Pay(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool {
		return f.Sign == LostPay || f.Sign == OmitsPay || f.Sign == MovedCurrency || f.Sign == MovedAmount
	})
}

// A share is doubted when it is above least and lies further from the usual
// share than spread times the median absolute deviation, scaled to a normal
// distribution's standard deviation (Rousseeuw and Croux, 1993). Where fewer
// than some nights are known it must be above half. Fewer postings than few
// prove nothing.
const (
	least  = 0.25
	half   = 0.5
	some   = 5
	learnt = 3 // nights that tell whether a source's answers have a field
	spread = 6 * 1.4826
	few    = 5
	// nights is how far back the history is looked at.
	nights = 20
)

// words says what a sign means, before its share.
var words = []struct {
	sign Sign
	what string
}{
	{LostPay, "pay is gone from"},
	{LostDescription, "the text is gone from"},
	{LostPlace, "the place is gone from"},
	{LostCompany, "the company is gone from"},
	{OmitsPay, "the field for pay is gone from"},
	{OmitsDescription, "the field for the text is gone from"},
	{MovedCurrency, "the currency changed in"},
	{MovedAmount, "pay moved by more than a factor of three in"},
}

// Judge compares a night with the nights before it, the newest last. Without a
// history the usual share is zero, so that a first fault is found too; a
// source that was never seen has nothing to lose.
func Judge(history []Night, tonight Night) []Finding {
	history = history[max(0, len(history)-nights):]
	var found []Finding
	for _, w := range words {
		of := func(n Night) (int, int) { return n.Signs[w.sign], n.Known }
		if (w.sign == OmitsPay || w.sign == OmitsDescription) && len(history) < learnt {
			continue
		}
		if why, ok := share(history, tonight, of); ok {
			found = append(found, Finding{w.sign, fmt.Sprintf("%s %s known postings", w.what, why)})
		}
	}
	if why, ok := share(history, tonight, func(n Night) (int, int) { return n.Missing, n.Listed }); ok {
		found = append(found, Finding{Missing, "its lists lack " + why + " open postings"})
	}
	if why, ok := share(history, tonight, func(n Night) (int, int) { return n.Gone, n.Known + n.Gone }); ok {
		found = append(found, Finding{Gone, "the pages of " + why + " known postings are not there"})
	}
	// Lists and failed pages say themselves that something is missing.
	if usual := usualSeen(history); tonight.Listed == 0 && tonight.Failed == 0 && usual >= 2*few &&
		2*tonight.Seen < usual {
		found = append(found, Finding{Cut, fmt.Sprintf("it shows %d postings, usually %d", tonight.Seen, usual)})
	}
	return found
}

// share holds one share of tonight against the same of the nights before.
func share(history []Night, tonight Night, of func(Night) (n, all int)) (string, bool) {
	n, all := of(tonight)
	if n < few || all == 0 {
		return "", false
	}
	var before []float64
	for _, h := range history {
		if n, all := of(h); all > 0 {
			before = append(before, float64(n)/float64(all))
		}
	}
	usual := median(before)
	for i, v := range before {
		before[i] = max(v-usual, usual-v)
	}
	floor := least
	if len(before) < some {
		floor = half
	}
	now := float64(n) / float64(all)
	// A share of so many postings moves by chance alone too.
	chance := math.Sqrt(usual * (1 - usual) / float64(all))
	if now <= max(floor, usual+spread*median(before), usual+spread*chance/1.4826) {
		return "", false
	}
	return fmt.Sprintf("%.0f %% of its (%d of %d; usually %.0f %%)", 100*now, n, all, 100*usual), true
}

// usualSeen is the median of how many postings the source showed.
func usualSeen(history []Night) int {
	var seen []float64
	for _, h := range history {
		if h.Seen > 0 {
			seen = append(seen, float64(h.Seen))
		}
	}
	return int(median(seen))
}

// median is 0 for nothing.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Clone(v)
	slices.Sort(v)
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}
