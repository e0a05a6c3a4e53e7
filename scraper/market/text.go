package market

import (
	"strconv"
	"strings"
)

// part is what a block of an advert is about.
type part uint8

const (
	about part = iota
	theRole
	duties
	needs
	offer
	thePay
	closing
)

// block is a part of an advert: sentences, or a list.
type block struct {
	part  part
	head  string
	paras []string
	items []string
}

// writer writes one advert.
type writer struct {
	m   *Market
	e   *employer
	j   *Job
	r   *rng
	lvl level
}

// advert writes the text of a posting. Full and temporal copies of a posting
// have its very words; a semantic copy says the same in others; a partial
// one lacks the company's own parts and some of the lists.
func (m *Market) advert(n int, p *Posting, k int) []block {
	j := &m.jobs[n]
	e := &m.employers[j.Employer]
	variant := uint64(0)
	if p.Copy == Semantic {
		variant = uint64(k)
	}
	wr := &writer{m: m, e: e, j: j, r: stream(m.opts.Seed, forText, uint64(n), variant)}
	for _, l := range m.words.levels {
		if l.name == j.Seniority || j.Seniority == "manager" && l.name == "lead" {
			wr.lvl = l
		}
	}
	blocks := wr.write()
	if p.Copy == ByAgency {
		return forClient(blocks, e.name, m.boards[p.Board].Company)
	}
	if p.Copy == Partial {
		var kept []block
		for _, b := range blocks {
			if b.part == about || b.part == closing || b.part == offer && len(b.paras) == 0 {
				continue
			}
			if len(b.items) > 3 {
				b.items = b.items[:len(b.items)-1]
			}
			kept = append(kept, b)
		}
		return kept
	}
	return blocks
}

func (wr *writer) write() []block {
	house := stream(wr.m.opts.Seed, forEmployer, uint64(wr.j.Employer), 2)
	old := wr.r
	wr.r = house
	blurb := []string{wr.one("blurb")}
	if house.chance(.4) {
		blurb = append(blurb, wr.one("funding"))
	}
	perks := wr.some("offer", 3)
	perks = append(perks, wr.some("offer money", 2)...)
	perks = append(perks, wr.some("offer "+wr.j.Country, 1)...)
	end := []string{wr.one("close")}
	var heads [closing]string
	for p, name := range []string{"about", "role", "duties", "needs", "offer", "pay"} {
		heads[p] = wr.one("head " + name)
	}
	wr.r = old

	intro := append([]string{wr.one("intro")}, strings.Join(wr.some("why", 2), " "))
	if wr.j.particular {
		intro = append(intro, strings.Join(append(wr.some("project", 8), wr.some("project", 8)...), " "))
	}
	tasks := append(wr.some("duties "+wr.j.Role, 4), wr.some("duties", 2)...)
	if wr.j.Role == "manager" || wr.j.Role == "devops" {
		tasks = append(tasks, wr.some("duty money", 1)...)
	}
	wants := append(wr.some("needs", 3), wr.skillLines()...)
	wr.r.shuffle(len(wants), func(i, k int) { wants[i], wants[k] = wants[k], wants[i] })
	blocks := []block{
		{part: about, head: heads[about], paras: blurb},
		{part: theRole, head: heads[theRole], paras: intro},
		{part: duties, head: heads[duties], items: tasks},
		{part: needs, head: heads[needs], items: wants},
		{part: offer, head: heads[offer], items: perks},
	}
	if pay := wr.pay(); len(pay) > 0 {
		blocks = append(blocks, block{part: thePay, head: heads[thePay], paras: pay})
		if wr.r.chance(.3) { // before the benefits
			n := len(blocks)
			blocks[n-1], blocks[n-2] = blocks[n-2], blocks[n-1]
		}
	}
	return append(blocks, block{part: closing, paras: end})
}

// skillLines names the job's skills, in one line or two.
func (wr *writer) skillLines() []string {
	var names []string
	for _, s := range wr.j.Skills {
		for _, k := range wr.m.words.skills {
			if k.name == s {
				names = append(names, pick(wr.r, k.spellings))
			}
		}
	}
	line := func(section string, names []string) string {
		text := names[0]
		if n := len(names); n > 1 {
			text = strings.Join(names[:n-1], ", ") + " and " + names[n-1]
		}
		return strings.ReplaceAll(wr.one(section), "{skills}", text)
	}
	switch n := len(names); {
	case n == 0:
		return nil
	case n < 4:
		return []string{line("skills", names)}
	default:
		return []string{line("skills", names[:n-2]), line("nice", names[n-2:])}
	}
}

func (wr *writer) one(section string) string {
	return wr.sentence(pick(wr.r, wr.m.words.text[section]))
}

// some writes n different lines of a section, or as many as it has.
func (wr *writer) some(section string, n int) []string {
	lines := wr.m.words.text[section]
	out := make([]string, 0, n+3)
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	for i := 0; i < min(n, len(lines)); i++ {
		k := i + wr.r.intn(len(order)-i)
		order[i], order[k] = order[k], order[i]
		out = append(out, wr.sentence(lines[order[i]]))
	}
	return out
}

func (wr *writer) sentence(s string) string {
	var b strings.Builder
	b.Grow(2 * len(s))
	expand(&b, wr.r, s, wr.slot)
	return b.String()
}

// signs are the signs of the currencies.
var signs = map[string]string{"USD": "$", "CAD": "$", "GBP": "£", "EUR": "€"}

func (wr *writer) slot(name string) string {
	r := wr.r
	switch name {
	case "company":
		return wr.e.name
	case "product":
		return wr.e.product
	case "year":
		return strconv.Itoa(wr.e.founded)
	case "people":
		return strconv.Itoa(wr.e.people)
	case "title":
		return wr.j.Title
	case "team":
		return wr.j.Team
	case "team2":
		teams := wr.m.words.text["team"]
		return teams[(wr.j.team+1+r.intn(len(teams)-1))%len(teams)]
	case "years":
		return strconv.Itoa(wr.lvl.years)
	case "users":
		return group(float64(r.between(2, 900)*1000), ",")
	case "n1":
		return strconv.Itoa(r.between(4, 12))
	case "n2":
		return strconv.Itoa(r.between(2, 6))
	case "n3":
		return strconv.Itoa(r.between(7, 30))
	case "cur":
		return signs[wr.j.Pay.Currency]
	case "fund":
		return strconv.Itoa(r.between(4, 180))
	case "vol", "budget":
		return strconv.Itoa(r.between(2, 9))
	case "series":
		return pick(r, []string{"A", "B", "C", "D"})
	case "small":
		return group(float64(r.between(2, 12)*250), ",")
	case "sign":
		return group(float64(r.between(2, 10)*2500), ",")
	case "refer":
		return group(float64(r.between(2, 10)*500), ",")
	case "wellness":
		return strconv.Itoa(r.between(4, 20) * 10)
	case "match":
		return group(float64(r.between(4, 16)*500), ",")
	}
	return "{" + name + "}" // filled in later, and a test looks for what isn't
}
