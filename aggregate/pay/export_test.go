package pay

import "math/rand/v2"

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
	ids = append(ids, "base-first", "american-of-several", "label-before-comma", "lost-space", "one-task",
		"shared-myriads", "added-benefit", "code-behind-comma", "unknown-unit", "sign-colon", "thousands-left-out",
		"share-is-behind", "time-of-next",
		"tax-in-brackets", "plus-before-thousands", "kind-at-both-ends", "letter-behind-sign", "initials",
		"to-the-cent", "experience-behind", "rate-label", "plain-wave", "ordinal", "abbreviation",
		"pro-rata", "tax-added", "named-in-bracket", "plus-at-end", "dash-before-bracket", "time-glued", "month-alone", "example", "said-of", "added-pay", "minimum-wage", "time-of-step", "time-as-label", "month-behind-dash")
	return ids
}

// Candidate is a figure with its features, for training.
type Candidate struct {
	Range
	Accepted bool
	Features []string
}

// Stranger is a parser that lacks some of the words and one of the rules, as ours
// lacks those of texts to come.
type Stranger struct {
	d   *dict
	off string
}

// NewStranger leaves out one word in eight and one rule, by a seed.
func NewStranger(seed uint64) Stranger {
	r := rand.New(rand.NewPCG(seed, 14))
	d := loadWords()
	for id := range d.info {
		in := &d.info[id]
		if r.IntN(8) > 0 || in.cur < 0 || in.code {
			continue
		}
		for _, m := range []phrases{d.context, d.before, d.after, d.between} {
			if id < len(m) {
				m[id] = nil
			}
		}
		in.unit, in.adverb, in.per, in.sets, in.cur = "", "", false, 0, 0
	}
	ids := RuleIDs()
	return Stranger{d, ids[r.IntN(len(ids))]}
}

// Candidates is the function Candidates as the stranger reads.
func (s Stranger) Candidates(text string, h Hint) []Candidate {
	return candidates(parser{d: s.d, text: text, hint: h, trace: true, off: s.off})
}

// Candidates returns every figure of a text, accepted or not.
func Candidates(text string, h Hint) []Candidate {
	return candidates(parser{d: words(), text: text, hint: h, trace: true})
}

func candidates(p parser) (out []Candidate) {
	text := p.text
	for _, r := range regions(p.d, text, nil) {
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
