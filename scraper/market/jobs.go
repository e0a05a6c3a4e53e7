package market

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// steps are what employers round pay to, by period.
var steps = map[string][3]float64{
	"year":  {1000, 5000, 10000},
	"month": {50, 100, 500},
	"day":   {5, 10, 25},
	"hour":  {.25, .5, 1},
}

// factors turn pay of a period into pay a year: 40 hours and 5 days in each
// of 52 weeks.
var factors = map[string]float64{"year": 1, "month": 12, "day": 260, "hour": 2080}

// zones are the labels of tiers, dearest first, and what they pay to the
// first.
var zones = []struct {
	label  string
	factor float64
}{
	{"San Francisco and New York", 1},
	{"Seattle, Boston and Los Angeles", .92},
	{"All other US locations", .84},
}

func (m *Market) makeJobs() {
	total := 0
	for _, e := range m.employers {
		total += e.size
	}
	m.jobs = make([]Job, 0, total)
	for i := range m.employers {
		for range m.employers[i].size {
			m.jobs = append(m.jobs, m.makeJob(i, len(m.jobs)))
		}
	}
}

func (m *Market) makeJob(i, n int) Job {
	w, e, r := m.words, &m.employers[i], stream(m.opts.Seed, forJob, uint64(n))
	role := w.roles[r.weighted(len(w.roles), func(i int) float64 { return w.roles[i].share })]
	lv := w.levels[r.weighted(len(w.levels), func(i int) float64 { return w.levels[i].share })]
	for role.name == "other" && (lv.name == "staff" || lv.name == "lead" || lv.name == "principal") {
		lv = w.levels[r.intn(3)]
	}
	ci := e.country
	if r.chance(.15) {
		ci = r.weighted(len(w.countries), func(i int) float64 { return w.countries[i].share })
	}
	c := w.countries[ci]
	places := w.places[c.code]
	j := Job{
		Employer: i, Company: e.name, Role: role.name, Seniority: lv.name, Country: c.code,
		place: r.weighted(len(places), func(i int) float64 { return places[i].weight }),
		team:  r.intn(len(w.text["team"])),
	}
	p := places[j.place]
	j.City, j.Region, j.Team = p.city, p.region, w.text["team"][j.team]
	j.Workplace = []string{"onsite", "hybrid", "remote"}[r.weighted(3, func(i int) float64 { return []float64{.3, .4, .3}[i] })]
	log := lv.effect
	j.Title = title(w, r, role, lv, c.code)
	if role.name == "manager" {
		j.Seniority, log = "manager", 0
		if strings.HasPrefix(j.Title, "Director") {
			log = .25
		}
	}
	var skills float64
	j.Skills, skills = m.drawSkills(r, e, role.name)
	log += p.effect + skills + e.effect + r.normal()*m.opts.Spread*math.Sqrt(1-m.opts.EmployerShare)
	j.Pay = m.drawPay(r, e, &j, role.pay*c.factor*math.Exp(log), c)
	if j.Population = FullTime; j.Pay.Period == "day" || j.Pay.Period == "hour" {
		j.Population = Contract
	}
	j.Annual = annual(j.Pay)
	j.Disclosed = j.Pay.Shown != Nowhere && !j.Pay.OnlyOTE && (j.Pay.Form == Range || j.Pay.Form == Lone)
	j.Postings = []Posting{m.posting(uint64(n), 0, e.boards[0], p.city, j.place, First)}
	return j
}

// posting makes the n-th posting of a job.
func (m *Market) posting(job uint64, n int, board int, city string, place int, kind CopyKind) Posting {
	r := stream(m.opts.Seed, forCopy, job, uint64(n))
	at := m.opts.AsOf.AddDate(0, 0, -1-r.intn(75)).Add(time.Duration(r.intn(86400)) * time.Second)
	return Posting{
		Board:    board,
		ID:       postingID(m.boards[board].Kind, job, n, r),
		City:     city,
		place:    place,
		Copy:     kind,
		PostedAt: at,
	}
}

// postingID is an identity as the kind of board gives it. It holds the job's
// number or 122 random bits, so no two are equal.
func postingID(kind string, job uint64, n int, r *rng) string {
	switch kind {
	case Greenhouse:
		return strconv.FormatUint(4_000_000_000+job*1000+uint64(n), 10)
	case JSONLD:
		return strconv.FormatUint(100_000+job*1000+uint64(n), 10)
	}
	a, b := r.next(), r.next()
	return fmt.Sprintf(
		"%08x-%04x-4%03x-%04x-%012x",
		a>>32,
		a>>16&0xffff,
		a&0xfff,
		b>>48&0x3fff|0x8000,
		b&0xffffffffffff,
	)
}

// title words the role and the level.
func title(w *words, r *rng, role roleWords, lv level, country string) string {
	mark := ""
	if country == "DE" {
		mark = pick(r, []string{" (m/w/d)", " (m/w/d)", " (f/m/d)", " (all genders)"})
	}
	before, behind := pick(r, lv.words), ""
	if role.name != "other" && role.name != "manager" {
		behind = pick(r, lv.behind)
	}
	t := pick(r, role.titles)
	if strings.ContainsAny(t, ",(") || strings.Contains(t, " - ") {
		behind = "" // a number doesn't go behind a comma
	}
	return strings.NewReplacer("{s}", before, "{m}", behind+mark, "{t}", pick(r, w.text["engineering_team"])).
		Replace(t)
}

// drawSkills draws the skills that a job asks for, mostly of those that the
// employer works with, and their effect on log pay.
func (m *Market) drawSkills(r *rng, e *employer, role string) ([]string, float64) {
	pool := append([]int(nil), m.words.byRole[role]...)
	r.shuffle(len(pool), func(i, k int) { pool[i], pool[k] = pool[k], pool[i] })
	want := r.between(3, 6)
	if role == "other" {
		want = r.intn(2)
	}
	names, effect := make([]string, 0, want), 0.
	for _, stack := range []bool{true, false} {
		for _, k := range pool {
			if len(names) < want && e.stack[k] == stack && (stack || len(names) < 2) {
				names = append(names, m.words.skills[k].name)
				effect += m.words.skills[k].effect * m.opts.SkillEffect
			}
		}
	}
	return names, effect
}

// drawPay draws what a job with the given pay a year pays and how its advert
// says so. The order of draws is part of the market: a seed gives one market.
func (m *Market) drawPay(r *rng, e *employer, j *Job, year float64, c country) Pay {
	o := m.opts
	p := Pay{Currency: c.currency, Period: drawPeriod(r, j.Country)}
	half := .05 + .1*r.float()
	kind := m.boards[e.boards[0]].Kind
	tiers := 1
	if j.Country == "US" && p.Period == "year" && (kind == Greenhouse || kind == Ashby) && r.chance(o.Tiers) {
		tiers = 2 + r.intn(2)
	}
	if form := drawForm(r, o); tiers == 1 {
		p.Form = form
	}
	if p.Form != Range && p.Period != "year" {
		p.Period = "year"
	}
	step := steps[p.Period][e.step]
	if !o.Heaped {
		if step = 1; p.Period == "hour" {
			step = .01
		}
	}
	p.drawTiers(year, half, step, tiers)
	tells := r.chance(e.tells)
	p.Shown = e.shown
	if r.chance(.2) {
		p.Shown = pick(r, []Shown{Field, Prose, Field | Prose})
	}
	if p.Form == From || p.Form == UpTo {
		p.Shown |= Prose
	}
	ote := .01 * o.OTE
	if j.Role == "other" {
		ote = .12 * o.OTE
	}
	if tiers == 1 && p.Form == Range && p.Period == "year" && r.chance(ote) {
		p.drawTarget(r, Tier{Min: round(year*1.5*(1-half), step), Max: round(year*1.6*(1+half), step)})
	}
	if !tells {
		p.Shown = Nowhere
	}
	return p
}

// drawPeriod draws the period that pay is stated for.
func drawPeriod(r *rng, country string) string {
	rare := r.float()
	switch {
	case country == "US" && rare < .05, country == "CA" && rare < .04:
		return "hour"
	case country == "GB" && rare < .07:
		return "day"
	case country == "DE" && rare < .15:
		return "month"
	}
	return "year"
}

// drawForm draws whether both ends are stated.
func drawForm(r *rng, o Options) Form {
	form := r.float()
	switch {
	case form < o.From:
		return From
	case form < o.From+o.UpTo:
		return UpTo
	case form < o.From+o.UpTo+o.Lone:
		return Lone
	}
	return Range
}

// drawTiers sets the ranges about a pay a year, one for each of several zones.
func (p *Pay) drawTiers(year, half, step float64, tiers int) {
	around := func(year float64) Tier {
		v := year / factors[p.Period]
		lo, hi := round(v*(1-half), step), round(v*(1+half), step)
		if p.Form == Lone {
			lo = round(v, step)
			hi = lo
		} else if hi <= lo {
			hi = lo + step
		}
		return Tier{Min: lo, Max: hi}
	}
	if tiers == 1 {
		p.Tiers = []Tier{around(year)}
		return
	}
	for i := range tiers {
		z := zones[i]
		if i == tiers-1 {
			z = zones[len(zones)-1]
		}
		t := around(year * z.factor)
		t.Label = z.label
		p.Tiers = append(p.Tiers, t)
	}
}

// drawTarget gives the pay an on-target range, beside the base or in its place.
func (p *Pay) drawTarget(r *rng, t Tier) {
	p.Shown |= Prose
	if p.OnlyOTE = r.chance(.5); p.OnlyOTE {
		p.Tiers[0] = t
		return
	}
	p.OTE = &t
}

// annual is the mean of the mid-points, a year.
func annual(p Pay) float64 {
	var sum float64
	for _, t := range p.Tiers {
		sum += (t.Min + t.Max) / 2 * factors[p.Period]
	}
	return sum / float64(len(p.Tiers))
}

// round goes to the nearest step, and to whole cents so that .01 is no
// harder than the rest.
func round(v, step float64) float64 {
	return math.Round(max(step, math.Round(v/step)*step)*100) / 100
}

// makeCopies posts jobs again until copies have their share of all postings:
// on the employer's other board, or by city on the same one.
func (m *Market) makeCopies() {
	o := m.opts
	r := stream(o.Seed, forCopy)
	want := int(math.Round(o.Copies / (1 - o.Copies) * float64(len(m.jobs))))
	for range want {
		n := r.intn(len(m.jobs))
		j := &m.jobs[n]
		e, first := &m.employers[j.Employer], j.Postings[0]
		board, place := first.Board, first.place
		kind := Full + CopyKind(r.weighted(4, func(i int) float64 { return o.CopyMix[i] }))
		across := len(e.boards) > 1 && !m.hasCopyOn(j, e.boards[1])
		switch {
		case across && (m.boards[board].Blocked || m.boards[board].Drifted || r.chance(.5)) && len(j.Pay.Tiers) == 1:
			board = e.boards[1]
		case kind == Temporal:
		default:
			cities := len(m.words.places[j.Country])
			place = (place + 1 + r.intn(cities-1)) % cities
		}
		p := m.words.places[j.Country][place]
		c := m.posting(uint64(n), len(j.Postings), board, p.city, place, kind)
		if kind == Temporal {
			c.PostedAt = c.PostedAt.AddDate(0, 0, -60)
		}
		j.Postings = append(j.Postings, c)
	}
}

func (m *Market) hasCopyOn(j *Job, board int) bool {
	for _, p := range j.Postings {
		if p.Board == board {
			return true
		}
	}
	return false
}
