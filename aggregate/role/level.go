package role

// rank orders levels of one part: the higher is meant ("Senior Staff
// Engineer" is staff, "Senior Director" a manager).
var rank = map[string]int{
	"junior":    1,
	"mid":       2,
	"senior":    3,
	"lead":      4,
	"staff":     5,
	"principal": 6,
	"manager":   7,
	"intern":    8,
}

// seniority reads the level that the title names.
func (t *title) seniority(family string) string {
	hits := t.levelHits()
	kept := hits[:0]
	for i, h := range hits {
		// Of several joined by a slash the first is meant: "Junior/Middle".
		if i > 0 && h.pos == hits[i-1].pos+hits[i-1].n && t.toks[h.pos].slash || t.superior(h.pos) {
			continue
		}
		kept = append(kept, h)
	}
	best, inMain := "", false
	for _, h := range kept {
		main := t.toks[h.pos].part == t.main
		switch {
		case best == "", main && !inMain && h.value != "lead":
			best, inMain = h.value, main
		case main == inMain && rank[h.value] > rank[best]:
			best = h.value
		case h.value == "intern":
			best = h.value
		}
	}
	if b := t.last("boss"); best == "" && b >= 0 && (family != "other" || b > 0 && t.toks[b-1].text == "engineering") {
		return "manager"
	}
	return best
}

// superior reports whether a level is another person's: "Assistant to the
// CTO".
func (t *title) superior(pos int) bool {
	for i := max(0, pos-2); i < pos; i++ {
		if t.toks[i].text == "to" && i > 0 && t.noun(i-1) != "" {
			return true
		}
	}
	return false
}

// levelHits returns the levels in the order of the title, with those that
// are written as numbers ("Engineer II") or that only hold for an engineer
// ("Associate Engineer").
func (t *title) levelHits() []hit {
	hits := t.v.find("level", t.toks)
	for i, tok := range t.toks {
		if tok.void || i == 0 {
			continue
		}
		level := ""
		switch tok.raw {
		case "I", "1":
			level = "junior"
		case "II", "2":
			level = "mid"
		case "III", "3", "IV", "4":
			level = "senior"
		case "PL", "Pl": // pleno
			if i == len(t.toks)-1 {
				hits = append(hits, hit{i, 1, meaning{what: "level", value: "mid"}})
			}
		}
		if before := t.toks[i-1].text; level != "" && i == len(t.toks)-1 && (before == "level" || before == "grade") {
			hits = append(hits, hit{i, 1, meaning{what: "level", value: level}}) // "Engineer, Level II"
			continue
		}
		if level == "" || len(tok.raw) == 1 && tok.raw != "I" && t.toks[i-1].part != tok.part {
			continue
		}
		if t.noun(i-1) == "dev" || t.sureAt(i-1) || t.noun(i-1) == "open" && level != "junior" {
			hits = append(hits, hit{i, 1, meaning{what: "level", value: level}})
		}
	}
	return hits
}
