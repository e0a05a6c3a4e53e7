package dedupe

import (
	"math"
)

// containment is the share of the shorter whole text's shingles that the longer
// one has too.
func containment(a, b *Print) float64 {
	return float64(common(a.Shingles, b.Shingles)) / float64(max(1, min(len(a.Shingles), len(b.Shingles))))
}

// jaccard is the share of shingles in common of all that either text has.
func jaccard(a, b *Print) float64 {
	n := common(a.Shingles, b.Shingles)
	return float64(n) / float64(max(1, len(a.Shingles)+len(b.Shingles)-n))
}

// otherRegion reports whether one board lists both, for other sales regions or
// one of them for none.
func otherRegion(a, b *Print) bool { return a.Region != b.Region && a.Venue == b.Venue }

// otherClient reports whether a recruiter uses one text for two clients: in
// other towns, and not word for word.
func otherClient(a, b *Print) bool {
	return a.Agency && b.Agency && !samePlace(a.Places, b.Places) && jaccard(a, b) < sameText
}

// samePlace reports whether two lists of towns share one. None is anywhere.
func samePlace(a, b []uint32) bool { return len(a) == 0 || len(b) == 0 || common(a, b) > 0 }

// near reports whether two adverts were posted at about the same time, as far
// as is known.
func near(a, b *Print) bool {
	return a.Day == 0 || b.Day == 0 || max(a.Day, b.Day)-min(a.Day, b.Day) <= nearDays
}

// themes is the cosine of what two texts come back to.
func (e *openings) themes(a, b *Print) float64 {
	if e.weight == nil {
		e.weighThemes()
	}
	var dot, aa, bb float64
	k := 0
	for _, t := range a.Themes {
		w := e.weight[t.Word]
		v := w * float64(t.N)
		aa += v * v
		for k < len(b.Themes) && b.Themes[k].Word < t.Word {
			k++
		}
		if k < len(b.Themes) && b.Themes[k].Word == t.Word {
			dot += v * w * float64(b.Themes[k].N)
		}
	}
	for _, t := range b.Themes {
		v := e.weight[t.Word] * float64(t.N)
		bb += v * v
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}

func samePay(a, b *Print) bool {
	return a.PayMin > 0 && a.Currency == b.Currency && a.PayMin == b.PayMin && a.PayMax == b.PayMax
}

// otherPay reports whether both state pay and it is not the same.
func otherPay(a, b *Print) bool {
	return a.PayMin > 0 && b.PayMin > 0 && !samePay(a, b)
}

// sameSkills reports whether the one that names fewer skills names hardly any
// that the other doesn't.
func sameSkills(a, b *Print) bool {
	n := min(len(a.Skills), len(b.Skills))
	return n == 0 || float64(common(a.Skills, b.Skills)) >= skillsAt*float64(n)
}
