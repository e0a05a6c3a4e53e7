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
	ids = append(ids, "base-first")
	return ids
}
