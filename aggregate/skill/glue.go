package skill

// Texts taken from web pages lose the breaks between list items, so that one
// item's last word and the next one's first stand in a run: "testsSQL Server
// and Entity FrameworkCSS and BootstrapTypeScript", "HelmKnowledge of Java".

// unglue finds the names in such a run and returns where to read on. A part
// is a name only where the rest of the run could be a word that ends or
// begins an item, so that brands ("GoDaddy", "SparkPost") are left alone.
func (d *dict) unglue(text string, start, end int, finds []find) ([]find, int) {
	if end-start > 80 {
		return finds, end
	}
	for a := start; a < end; a = nextCut(text, a, end) {
		if a > start && !d.endsItem(text, start, a, finds) {
			continue
		}
		for b := end; b > a; b = prevCut(text, a, b) {
			if a == start && b == end || b-a < 2 {
				continue
			}
			f, ok := d.longest(text, a, b)
			if !ok || !d.mayCut(&f, text, start, end, b) {
				continue
			}
			finds = append(finds, f)
			if f.end >= end {
				return finds, f.end
			}
			return d.unglueRest(text, b, end, finds)
		}
	}
	return finds, end
}

// unglueRest reads on after a name inside a run, as if a word began there.
func (d *dict) unglueRest(text string, start, end int, finds []find) ([]find, int) {
	if f, ok := d.longest(text, start, end); ok {
		return append(finds, f), f.end
	}
	return d.unglue(text, start, end, finds)
}

// mayCut reports whether the name f, which ends at b within the run, may be
// cut out of it.
func (d *dict) mayCut(f *find, text string, start, end, b int) bool {
	fm := &d.forms[f.form]
	if fm.skill < 0 || !fm.tech {
		return false
	}
	if f.start > start && (fm.class != plain || b-f.start < 3) {
		return false
	}
	if b >= end {
		return true
	}
	c := nextCut(text, b, end)
	if t := d.find(hashOf(text[b:c]), text[b:c]); t >= 0 && d.terms[t].cue&(begins|lead|tail|role|fill|joins) != 0 {
		return true
	}
	for c := end; c > b; c = prevCut(text, b, c) {
		if t := d.find(hashOf(text[b:c]), text[b:c]); t >= 0 && d.terms[t].root != 0 {
			if n := d.nodes[d.terms[t].root]; n != 0 && d.forms[n-1].tech && d.forms[n-1].class == plain {
				return true
			}
		}
	}
	return false
}

// endsItem reports whether the run's part before a can be the end of an item:
// a name, a lower-case word, or a word that the cues know.
func (d *dict) endsItem(text string, start, a int, finds []find) bool {
	if n := len(finds); n > 0 && finds[n-1].end == a {
		return true
	}
	w := text[start:a]
	if t := d.find(hashOf(w), w); t >= 0 && d.terms[t].cue != 0 {
		return true
	}
	for i := range len(w) {
		if kinds[w[i]]&lowerBit == 0 {
			return false
		}
	}
	return len(w) >= 3
}

// nextCut returns the next change of case after a, or end: before a capital
// that follows a small letter, and before the last capital of several that a
// small letter follows.
func nextCut(text string, a, end int) int {
	for i := a + 1; i < end; i++ {
		if isCut(text, i, end) {
			return i
		}
	}
	return end
}

// prevCut returns the last change of case before b that is after a, or a.
func prevCut(text string, a, b int) int {
	for i := b - 1; i > a; i-- {
		if isCut(text, i, b+1) {
			return i
		}
	}
	return a
}

func isCut(text string, i, end int) bool {
	if kinds[text[i]]&upperBit == 0 {
		return false
	}
	return kinds[text[i-1]]&(lowerBit|digitBit) != 0 ||
		kinds[text[i-1]]&upperBit != 0 && i+1 < end && i+1 < len(text) && kinds[text[i+1]]&lowerBit != 0
}
