package pay

// ParseWithout is Parse with one rule left out.
func ParseWithout(rule, text string, h Hint) []Range {
	r, _ := read(text, h, false, rule)
	return r
}

// RuleIDs returns the ids of all rules, in the order in which they are asked.
func RuleIDs() []string {
	var ids []string
	for _, m := range misfits {
		ids = append(ids, m.id)
	}
	for _, r := range judgement {
		ids = append(ids, r.id)
	}
	for _, r := range pairRules {
		ids = append(ids, r.id)
	}
	for _, r := range periodReaders {
		ids = append(ids, r.id)
	}
	for _, r := range rereads {
		ids = append(ids, r.id)
	}
	for _, r := range repeats {
		ids = append(ids, r.id)
	}
	ids = append(ids, "base-first", "american-of-several", "label-before-comma", "lost-space", "one-task")
	return ids
}

// Candidate is a figure with its features, for training.
type Candidate struct {
	Range
	Accepted bool
	Features []string
}

// Candidates returns every figure of a text, accepted or not.
func Candidates(text string, h Hint) (out []Candidate) {
	p := parser{d: words(), text: text, hint: h, trace: true}
	for _, r := range regions(p.d, text) {
		p.region(r)
	}
	p.choose()
	for i := range p.figures {
		f := &p.figures[i]
		if len(f.features) == 0 {
			continue
		}
		r := Range{
			Min:        f.min,
			Max:        f.max,
			Currency:   f.code,
			Period:     f.period,
			Start:      f.start,
			End:        f.end,
			Quote:      text[f.start:f.end],
			Confidence: f.confidence,
		}
		switch f.bound {
		case boundFrom:
			r.Max = 0
		case boundUpTo:
			r.Min = 0
		}
		out = append(out, Candidate{r, f.accepted, f.features})
	}
	return out
}
