package market

import (
	"math"
	"strings"
)

// Streams of randomness, so that a change to one part of the market leaves
// the draws of the others as they were.
const (
	forEmployer = iota
	forJob
	forCopy
	forText
	forPaySpelling
	forFormat
	forSite
	forNames
	forHard
)

// employer is one company with what it does the same way everywhere.
type employer struct {
	name    string
	legal   string // with its legal form
	product string
	founded int
	people  int
	country int
	size    int     // jobs open
	effect  float64 // on log pay
	tells   float64 // share of its jobs whose advert tells pay
	shown   Shown   // where it mostly tells it
	step    int     // of rounding: index into steps
	stack   []bool  // skills it works with, by index
	boards  []int
}

func (m *Market) makeEmployers() {
	sizes := m.sizes()
	m.employers = make([]employer, m.opts.Employers)
	for i := range m.employers {
		var r *rng
		m.employers[i], r = m.drawEmployer(i)
		m.employers[i].size = sizes[i]
		m.makeBoards(i, r)
	}
}

// newEmployer is employer i, without boards.
func (m *Market) newEmployer(i int) employer {
	e, _ := m.drawEmployer(i)
	return e
}

// drawEmployer draws employer i, and returns what its boards are drawn with.
func (m *Market) drawEmployer(i int) (employer, *rng) {
	w, o := m.words, m.opts
	r := stream(o.Seed, forEmployer, uint64(i))
	e := employer{name: m.name(i)}
	e.country = r.weighted(len(w.countries), func(i int) float64 { return w.countries[i].share })
	c := w.countries[e.country]
	e.legal = e.name + pick(r, c.forms)
	e.product = pick(r, w.text["product"])
	e.founded, e.people = r.between(1994, 2022), r.between(30, 900)
	e.effect = r.normal() * o.Spread * math.Sqrt(o.EmployerShare)
	e.tells = min(.97, max(0, (c.tells+(r.float()-.5)*.5)*o.Tells))
	e.shown = pick(r, []Shown{Field, Field, Prose, Prose, Field | Prose})
	e.step = r.intn(3)
	e.stack = make([]bool, len(w.skills))
	for k := range e.stack {
		e.stack[k] = r.chance(.4)
	}
	return e, r
}

// name is the name of employer i: no two have one.
func (m *Market) name(i int) string {
	first, second, third := m.words.text["first"], m.words.text["second"], m.words.text["third"]
	all := len(first) * len(second) * len(third)
	// A stride without a common factor walks all names once.
	offset, stride := stream(m.opts.Seed, forNames).intn(all), 7919
	for gcd(stride, all) != 1 {
		stride++
	}
	n := (offset + i*stride) % all
	return first[n%len(first)] + second[n/len(first)%len(second)] + " " + third[n/len(first)/len(second)]
}

// sizes draws the number of jobs of each employer, so that they sum to what
// was asked as nearly as one job at the least for each allows.
func (m *Market) sizes() []int {
	o := m.opts
	sigma := math.Sqrt(math.Log(1 + o.SizeCV*o.SizeCV))
	weight := make([]float64, o.Employers)
	var sum float64
	for i := range weight {
		weight[i] = math.Exp(sigma * stream(o.Seed, forEmployer, uint64(i), 1).normal())
		sum += weight[i]
	}
	total := o.MeanJobs * float64(o.Employers)
	sizes := make([]int, o.Employers)
	var carry float64 // keeps the roundings from adding up
	for i := range sizes {
		want := weight[i]/sum*total + carry
		sizes[i] = max(1, int(math.Round(want)))
		carry = want - float64(sizes[i])
	}
	return sizes
}

// The employers whose board can't be read when Traps is on. Both are on a
// second board too, so that copies of some of their jobs can be reached.
const (
	blockedEmployer = 3
	driftedEmployer = 5
)

// makeBoards gives employer i its board and, to one in three, a second one
// of another kind.
func (m *Market) makeBoards(i int, r *rng) {
	e := &m.employers[i]
	kinds := []string{Greenhouse, Lever, Ashby, JSONLD}
	kind, two := i%4, r.chance(.35)
	other := (kind + 1 + r.intn(3)) % 4
	blocked, drifted := false, false
	if m.opts.Traps && i == blockedEmployer {
		blocked, two, kind, other = true, true, 3, 0
	}
	if m.opts.Traps && i == driftedEmployer {
		drifted, two, kind, other = true, true, 1, 3
	}
	b := m.addBoard(i, e, kinds[kind])
	m.boards[b].Blocked, m.boards[b].Drifted = blocked, drifted
	if two {
		m.addBoard(i, e, kinds[other])
	}
}

// addBoard gives employer i a board and returns which.
func (m *Market) addBoard(i int, e *employer, kind string) int {
	slug := strings.ToLower(strings.ReplaceAll(e.name, " ", ""))
	b := Board{Kind: kind, Token: slug, Company: e.name, employer: i}
	if kind == JSONLD {
		b.Start = "/sites/" + slug + "/"
		l := layouts[m.layout(i)]
		b.JobLinks, b.NextLinks = l.jobLinks, l.nextLinks
	}
	e.boards = append(e.boards, len(m.boards))
	m.boards = append(m.boards, b)
	return len(m.boards) - 1
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
