package market

import (
	"math"
	"slices"
	"strings"
	"time"
)

// What Options.Hard plants beside the rest. Each is a way in which figures of
// pay went wrong in recordings where it wasn't seen.
const (
	// One employer has nearly a quarter of a role's jobs, and pays more.
	largeRole, largeShare, largeEffect = "devops", .24, .25
	// Jobs with a range for each zone, each advertised in one city of every zone.
	zonedJobs = 15
	// Work of each kind that is no full-time job, told as one at first sight.
	besideEach = 15
	// Adverts that agencies post again under their own name.
	agencyPosts = 60
	// growth is how much more, in logs, jobs posted in the three whole months
	// before AsOf pay than those posted in the three months before these.
	growth = .05
	// standing is for how many months, at the least, an advert of each American
	// board of Greenhouse was up.
	standing = 15
)

// tooOld is the age, in months, from which a job counts in no figure of pay.
const tooOld = 12

// closedPosts are the adverts posted in each month, counted back from AsOf, of
// which most are closed by then.
var closedPosts = [...]int{2: 40, 3: 40, 4: 70, 5: 70, 6: 70, 7: 10, 8: 10}

// makeHard plants it, in backend jobs of the United States but for the large
// employer. The draws of the rest stay as they are.
func (m *Market) makeHard() {
	m.drawn = len(m.jobs)
	r := stream(m.opts.Seed, forHard)
	m.makeLarge()
	m.makeZoned(r)
	m.makeBeside(r)
	m.makeStanding(r)
	m.makeEarlier(r)
	m.makeAgencies(r)
}

// another appends a job of employer i that fits, numbered behind all that were
// drawn.
func (m *Market) another(i int, fits func(*Job) bool) *Job {
	for {
		j := m.makeJob(i, m.drawn)
		m.drawn++
		if fits(&j) {
			m.jobs = append(m.jobs, j)
			return &m.jobs[len(m.jobs)-1]
		}
	}
}

// isOf returns what is true of the full-time jobs of a role in the United
// States.
func isOf(role string) func(*Job) bool {
	return func(j *Job) bool { return j.Role == role && j.Country == "US" && j.Population == FullTime }
}

func (m *Market) makeLarge() {
	is := isOf(largeRole)
	others := 0
	for i := range m.jobs {
		if is(&m.jobs[i]) && m.jobs[i].Disclosed {
			others++
		}
	}
	e := m.newEmployer(len(m.employers))
	e.country, e.effect, e.tells = 0, largeEffect, .97
	m.addBoard(len(m.employers), &e, Ashby)
	m.employers = append(m.employers, e)
	for range int(math.Round(largeShare / (1 - largeShare) * float64(others))) {
		m.another(len(m.employers)-1, is)
	}
}

// makeZoned makes jobs of three zones, with an advert in a city of each: all say
// all ranges.
func (m *Market) makeZoned(r *rng) {
	zoned := func(j *Job) bool {
		return isOf("backend")(j) && len(j.Pay.Tiers) == len(zones) &&
			j.Pay.Shown != Nowhere && j.Workplace != "remote"
	}
	for range zonedJobs {
		i := m.american(r, pick(r, []string{Greenhouse, Ashby}))
		j := m.another(i, zoned)
		n := uint64(len(m.jobs) - 1)
		for _, city := range []string{"San Francisco", "Seattle", "Denver"} {
			at := slices.IndexFunc(m.words.places["US"], func(p place) bool { return p.city == city })
			if at != j.place {
				j.Postings = append(j.Postings, m.posting(n, len(j.Postings), j.Postings[0].Board, city, at, Full))
			}
		}
	}
}

// american draws an employer of the United States with a board that can be read,
// of one kind if that is named.
func (m *Market) american(r *rng, kind string) int {
	for {
		i := r.intn(m.opts.Employers)
		b := m.boards[m.employers[i].boards[0]]
		if m.employers[i].country == 0 && !b.Blocked && !b.Drifted && (kind == "" || b.Kind == kind) {
			return i
		}
	}
}

var internTitles = []string{
	"Backend Engineer Intern", "Software Engineering Intern, Backend", "Backend Developer Internship",
}

// makeBeside makes internships, part-time jobs and contracts.
func (m *Market) makeBeside(r *rng) {
	plain := func(j *Job) bool {
		return isOf("backend")(j) && j.Disclosed && j.Pay.Form == Range && len(j.Pay.Tiers) == 1 && j.Pay.OTE == nil
	}
	for n := range 3 * besideEach {
		j := m.another(m.american(r, ""), plain)
		switch n % 3 {
		case 0:
			j.Population, j.Title = Intern, pick(r, internTitles)
			low := float64(r.between(26, 40))
			j.Pay.Period, j.Pay.Tiers = "hour", []Tier{{Min: low, Max: low + float64(r.between(4, 12))}}
		case 1:
			j.Population, j.Title = PartTime, j.Title+" (Part-Time)"
			j.Pay.times(.5, 500)
		case 2:
			j.Population, j.Title = Contract, j.Title+" (Contract)"
			j.Pay.times(.8/factors["hour"], 1)
			j.Pay.Period = "hour"
		}
		j.Annual = annual(j.Pay)
	}
}

// makeStanding gives each American Greenhouse board an advert that was up a year
// ago already and pays what was paid then.
func (m *Market) makeStanding(r *rng) {
	for i := range m.opts.Employers {
		b := m.boards[m.employers[i].boards[0]]
		if m.employers[i].country != 0 || b.Kind != Greenhouse {
			continue
		}
		j := m.another(i, isOf("backend"))
		j.Pay.times(.8, steps[j.Pay.Period][m.employers[i].step])
		j.Annual = annual(j.Pay)
		j.Postings[0].PostedAt = m.opts.AsOf.AddDate(0, -standing, -r.intn(60))
	}
}

// makeEarlier makes adverts of the months before, on Greenhouse boards. Dear
// jobs are filled first: what is left open of the earlier ones is cheap.
func (m *Market) makeEarlier(r *rng) {
	month := time.Date(m.opts.AsOf.Year(), m.opts.AsOf.Month(), 1, 0, 0, 0, 0, time.UTC)
	var pays []float64
	for _, j := range m.jobs {
		if isOf("backend")(&j) {
			pays = append(pays, j.Annual)
		}
	}
	slices.Sort(pays)
	// Growth is of jobs alike, of which there must be some in each period.
	usual := func(j *Job) bool { return isOf("backend")(j) && (j.Seniority == "mid" || j.Seniority == "senior") }
	for back, posts := range closedPosts {
		for range posts {
			i := m.american(r, Greenhouse)
			j := m.another(i, usual)
			cheap := j.Annual < quantile(pays, .4)
			if back > 3 {
				j.Pay.times(math.Exp(-growth), steps[j.Pay.Period][m.employers[i].step])
				j.Annual = annual(j.Pay)
			}
			p := &j.Postings[0]
			p.PostedAt = month.AddDate(0, -back, r.intn(28)).Add(time.Duration(r.intn(86400)) * time.Second)
			if open := r.between(32, 50); !cheap || r.chance(.6) {
				p.ClosedAt = p.PostedAt.AddDate(0, 0, open)
			}
		}
	}
}

// isOld reports whether a job is up for too long to count.
func (m *Market) isOld(j *Job) bool {
	return j.Postings[0].PostedAt.Before(m.opts.AsOf.AddDate(0, -tooOld, 0))
}

// times multiplies all amounts and rounds them.
func (p *Pay) times(factor, step float64) {
	tier := func(t Tier) Tier {
		t.Min, t.Max = round(t.Min*factor, step), round(t.Max*factor, step)
		if t.Max <= t.Min && p.Form != Lone {
			t.Max = t.Min + step
		}
		return t
	}
	for i := range p.Tiers {
		p.Tiers[i] = tier(p.Tiers[i])
	}
	if p.OTE != nil {
		t := tier(*p.OTE)
		p.OTE = &t
	}
}

// makeAgencies has agencies post adverts of others again, with the employer's
// text but for its name.
func (m *Market) makeAgencies(r *rng) {
	var boards []int
	for n, name := range m.words.text["agency"] {
		i := len(m.employers)
		e := m.newEmployer(i)
		e.name, e.legal, e.country = name, name+" LLC", 0
		boards = append(boards, m.addBoard(i, &e, []string{Greenhouse, Lever, Ashby}[n%3]))
		m.employers = append(m.employers, e)
	}
	for n := 0; n < agencyPosts; {
		k := r.intn(len(m.jobs))
		j := &m.jobs[k]
		if !isOf("backend")(j) || m.isOld(j) || !m.readable(j.Postings[0]) || len(j.Pay.Tiers) > 1 {
			continue
		}
		board := boards[n%len(boards)]
		if m.hasCopyOn(j, board) {
			continue
		}
		// Copies are found by what few adverts say; what else stands in a market's
		// texts stands in many.
		j.particular = true
		j.Postings = append(j.Postings, m.posting(uint64(k), len(j.Postings), board, j.City, j.place, ByAgency))
		n++
	}
}

// forClient changes an advert to what an agency makes of it: the employer isn't
// named, and the agency says who it is.
func forClient(blocks []block, employer, agency string) []block {
	unnamed := strings.NewReplacer(employer, "our client")
	for i := range blocks {
		blocks[i].head = unnamed.Replace(blocks[i].head)
		for _, lines := range [][]string{blocks[i].paras, blocks[i].items} {
			for k := range lines {
				lines[k] = unnamed.Replace(lines[k])
			}
		}
		if blocks[i].part == about {
			blocks[i].paras = append([]string{agency + " is hiring for a client."}, blocks[i].paras...)
		}
	}
	return blocks
}

// At is the market as it was on a day: its boards hold the adverts that were
// posted by then and not closed yet.
func (m *Market) At(day time.Time) *Market {
	then := &Market{
		opts: m.opts, words: m.words, employers: m.employers, jobs: m.jobs, boards: slices.Clone(m.boards),
	}
	then.opts.AsOf = day
	for i := range then.boards {
		then.boards[i].entries, then.boards[i].Postings = nil, 0
	}
	then.post()
	return then
}

// GrowthPct is the planted growth of pay, in percent, from jobs posted in the
// fourth to sixth month before AsOf's to those of the three after them.
func (m *Market) GrowthPct() float64 {
	if !m.opts.Hard {
		return 0
	}
	return 100 * math.Expm1(growth)
}
