package role

import "strings"

// title is a title with what its words mean.
type title struct {
	toks  []token
	kinds []hit
	nouns []hit
	words map[string]bool
	main  int // part that holds the noun of the trade
	v     *vocab
}

func newTitle(v *vocab, text string) *title {
	t := &title{toks: tokenise(text), v: v, words: map[string]bool{}}
	t.nouns = v.find("noun", t.toks)
	for _, h := range v.find("not", t.toks) {
		for i := range h.n {
			t.toks[h.pos+i].void = true
		}
	}
	for i := range t.toks {
		t.words[t.toks[i].text] = true
	}
	t.kinds = v.find("kind", t.toks)
	t.addGo()
	t.addOwnNouns()
	t.main = t.mainPart()
	return t
}

// addGo finds the language Go, which is a word too: it counts before a noun
// of a developer or in a list, and only with its capital.
func (t *title) addGo() {
	for i, tok := range t.toks {
		if tok.text != "go" || tok.void || tok.raw == "go" {
			continue
		}
		if tok.slash || i+1 == len(t.toks) && i > 0 ||
			i+1 < len(t.toks) && (t.toks[i+1].slash || t.toks[i+1].part != tok.part || t.nounAfter(i)) {
			t.kinds = append(t.kinds, hit{i, 1, meaning{"kind", "backend", weights["lang"]}})
		}
	}
}

// nounAfter reports whether a developer's noun follows within the part.
func (t *title) nounAfter(pos int) bool {
	for i := pos + 1; i < len(t.toks) && t.toks[i].part == t.toks[pos].part; i++ {
		if t.noun(i) == "dev" {
			return true
		}
	}
	return false
}

// addOwnNouns makes nouns of the phrases that end in one: a "data analyst"
// is the noun of its title, though an analyst alone may be anything.
func (t *title) addOwnNouns() {
	for _, k := range t.kinds {
		if k.weight < weights["sure"] {
			continue
		}
		for i := range t.nouns {
			if n := &t.nouns[i]; n.value != "dev" && n.value != "boss" && n.pos >= k.pos && n.pos+n.n == k.pos+k.n {
				n.value = "dev"
			}
		}
	}
}

// sureAt reports whether a token belongs to a phrase that surely names a
// family, as "learning" in "machine learning".
func (t *title) sureAt(pos int) bool {
	for _, k := range t.kinds {
		if k.weight >= weights["sure"] && pos >= k.pos && pos < k.pos+k.n {
			return true
		}
	}
	return false
}

// noun returns the noun that stands at a token, or "".
func (t *title) noun(pos int) string {
	for _, n := range t.nouns {
		if pos >= n.pos && pos < n.pos+n.n {
			return n.value
		}
	}
	return ""
}

// mainPart returns the first part with a noun of a trade; nouns that say
// little ("lead", "intern") count where there is no other.
func (t *title) mainPart() int {
	for _, group := range []string{"dev boss veto", "open", "lead"} {
		for _, n := range t.nouns {
			if strings.Contains(group, n.value) && !t.toks[n.pos].inside {
				return t.toks[n.pos].part
			}
		}
	}
	for _, n := range t.nouns {
		return t.toks[n.pos].part
	}
	for _, k := range t.kinds {
		return t.toks[k.pos].part
	}
	return 0
}

// last returns the last noun of a kind in the main part, or -1.
func (t *title) last(noun string) int {
	for i := len(t.nouns) - 1; i >= 0; i-- {
		if n := t.nouns[i]; n.value == noun && t.toks[n.pos].part == t.main {
			return n.pos
		}
	}
	return -1
}

// has reports whether the main part holds a phrase of a list.
func (t *title) has(what string) bool {
	for _, h := range t.v.find(what, t.toks) {
		if t.toks[h.pos].part == t.main {
			return true
		}
	}
	return false
}

// family reads the family and the rule that gave it.
func (t *title) family() (family, rule string) {
	if len(t.toks) == 0 {
		return "other", "title:empty"
	}
	dev, boss, veto, lead, open := t.last("dev"), t.last("boss"), t.last("veto"), t.last("lead"), t.last("open")
	if veto >= 0 && (dev < 0 || veto > dev && !t.toks[veto].slash) {
		return "other", "title:veto"
	}
	kind, weight := t.kind()
	if boss >= 0 && boss > dev {
		return t.bossFamily(kind, weight)
	}
	if dev < 0 && lead >= 0 && open < 0 {
		return t.leadFamily(kind, weight)
	}
	if dev >= 0 {
		return t.devFamily(dev, kind, weight)
	}
	if t.analyst() {
		if kind == "" || weight < weights["sure"] {
			if len(t.v.find("analyst", t.toks)) > 0 {
				return "data_analyst", "title:analyst"
			}
			return "other", "title:analyst"
		}
	}
	switch {
	case weight >= weights["sure"]:
		return kind, "title:sure"
	case weight == weights["lang"] && !t.has("erp"):
		return kind, "title:lang"
	case open >= 0 && t.internship() && t.words["software"]:
		return "software", "title:noun"
	case open >= 0 && t.internship() && weight > 0:
		return kind, "title:kind"
	}
	return "other", "title:none"
}

// analyst reports whether the title's trade is an analyst's, in any language.
func (t *title) analyst() bool {
	for _, w := range [...]string{"analyst", "analysts", "analista", "analyste", "analytiker", "analist", "analityk", "аналитик", "аналітик"} {
		if t.words[w] {
			return true
		}
	}
	return false
}

func (t *title) internship() bool {
	for _, h := range t.v.find("level", t.toks) {
		if h.value == "intern" {
			return true
		}
	}
	return false
}

// kind weighs the kinds that the title names and returns the heaviest and
// its weight as the data gives it. The main part counts most.
func (t *title) kind() (family string, weight int) {
	best := 0
	seen := map[string]int{}
	for _, k := range t.kinds {
		w := k.weight
		switch {
		case t.toks[k.pos].part == t.main:
			w += 8
		case w == weights["weak"] && !t.whole(k):
			continue
		case t.toks[k.pos].inside:
			w--
		}
		seen[k.value] = max(seen[k.value], w)
		if w > best || w == best && k.value == "fullstack" {
			best, family, weight = w, k.value, k.weight
		}
	}
	// Both ends of a web application make a whole one.
	if b, f := seen["backend"], seen["frontend"]; b > 0 && f > 0 && b == f && best == b && weight >= weights["lang"] {
		return "fullstack", weight
	}
	return family, weight
}

// whole reports whether a phrase is all of its part: "Software Engineer,
// Cloud" names a kind, "Software Engineer, Cloud Billing Team" doesn't.
func (t *title) whole(k hit) bool {
	part := t.toks[k.pos].part
	return (k.pos == 0 || t.toks[k.pos-1].part != part) && (k.pos+k.n >= len(t.toks) || t.toks[k.pos+k.n].part != part)
}

// bossFamily reads a title whose noun is a manager's.
func (t *title) bossFamily(kind string, weight int) (family, rule string) {
	inMain := t.inMain(kind)
	switch {
	case t.words["cto"] || t.words["chief"] && t.words["technology"]:
		return "manager", "title:boss"
	case weight >= weights["sure"] && (kind == "devops" || kind == "qa" || kind == "security" || kind == "data_analyst"):
		return kind, "title:boss"
	case weight >= weights["sure"],
		t.engineering(),
		t.words["software"] && !t.words["sales"],
		t.words["entwicklung"],
		t.words["softwareentwicklung"]:
		return "manager", "title:boss"
	case kind == "ml" && t.headOf(), kind == "mobile" && t.words["development"]:
		return "manager", "title:boss"
	case kind == "devops" && weight >= weights["dev"] && inMain:
		return "devops", "title:boss"
	case t.words["development"] && weight > 0,
		t.mainStarts("development", "manager"),
		t.words["dev"],
		t.words["developers"],
		t.words["engineers"]:
		return "manager", "title:boss"
	}
	return "other", "title:boss"
}

// headOf reports a head or director of the first kind named ("Head of AI").
func (t *title) headOf() bool {
	k := t.kinds[0]
	return (t.words["head"] || t.words["director"] || t.words["vp"]) && k.pos > 0 &&
		(t.toks[k.pos-1].text == "of" || t.noun(k.pos-1) == "boss")
}

// engineering reports the word where it is software's, not another trade's:
// "Electrical Engineering Manager".
func (t *title) engineering() bool {
	for i, tok := range t.toks {
		if tok.text == "engineering" && !tok.void {
			b := t.before(i)
			return b != "hard" && b != "trade"
		}
	}
	return false
}

// inMain reports whether the main part names the kind.
func (t *title) inMain(kind string) bool {
	for _, k := range t.kinds {
		if k.value == kind && t.toks[k.pos].part == t.main {
			return true
		}
	}
	return false
}

// mainStarts reports whether the main part, without its level, is the words.
func (t *title) mainStarts(words ...string) bool {
	var part []string
	levels := t.v.find("level", t.toks)
	for i, tok := range t.toks {
		if tok.part != t.main {
			continue
		}
		skip := false
		for _, l := range levels {
			skip = skip || i >= l.pos && i < l.pos+l.n
		}
		if !skip {
			part = append(part, tok.text)
		}
	}
	return len(part) >= len(words) && strings.Join(part[:len(words)], " ") == strings.Join(words, " ")
}

// leadFamily reads "Team Lead" and its like without a developer's noun.
func (t *title) leadFamily(kind string, weight int) (family, rule string) {
	inMain := t.inMain(kind)
	switch {
	case weight >= weights["sure"] && (inMain || kind != "security"),
		weight == weights["lang"] && inMain && !t.has("erp"):
		return kind, "title:lead"
	case weight == weights["lang"],
		t.engineering(),
		t.words["development"] && !t.words["business"],
		t.words["software"]:
		return "manager", "title:lead"
	}
	return "other", "title:lead"
}

// devFamily reads a title whose noun is a developer's, at token dev.
func (t *title) devFamily(dev int, kind string, weight int) (family, rule string) {
	before := t.before(dev)
	if before == "trade" {
		return "other", "title:trade"
	}
	mainKind := false
	for _, k := range t.kinds {
		if t.toks[k.pos].part == t.main && k.weight >= weights["lang"] {
			mainKind = true
		}
	}
	switch {
	case weight >= weights["sure"]:
		return kind, "title:sure"
	case t.has("erp") && !mainKind:
		return "other", "title:erp"
	case before == "hard" && !mainKind, before == "hard" && weight < weights["dev"]:
		return "other", "title:hard"
	case weight > 0:
		return kind, "title:kind"
	}
	switch t.toks[dev].text {
	case "scientist", "scientists", "researcher", "wissenschaftler":
		return "other", "title:noun"
	}
	if before == "plain" {
		return "software", "title:noun"
	}
	switch t.toks[dev].text {
	case "engineer",
		"engineers",
		"ingenieur",
		"ingeniero",
		"inzynier",
		"engenheiro",
		"ingegnere",
		"ingenieurin",
		"ingeniera",
		"engenheira",
		"eng",
		"engr",
		"інженер",
		"инженер":
		if t.words["software"] || t.words["programming"] || t.words["logiciel"] {
			return "software", "title:noun"
		}
		return "other", "title:noun"
	}
	return "software", "title:noun"
}

// before tells what stands directly before the noun: trade, hard, plain, or
// "" for a word that the vocabulary doesn't know. A noun with nothing but
// levels before it is plain.
func (t *title) before(noun int) string {
	for what := range strings.FieldsSeq("trade hard plain") {
		for _, h := range t.v.find(what, t.toks) {
			if h.pos+h.n == noun && t.toks[h.pos].part == t.toks[noun].part && !t.sureAt(h.pos) {
				return what
			}
		}
	}
	if noun == 0 || t.toks[noun-1].part != t.toks[noun].part {
		return "plain"
	}
	for _, h := range t.v.find("level", t.toks) {
		if h.pos+h.n == noun {
			return "plain"
		}
	}
	return ""
}
