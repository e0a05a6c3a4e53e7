package jobpay

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"backpay/aggregate"
)

// Sources makes jobs as each source shows them of their postings, which come by
// job and source. Open postings go before those that have ended; of a job
// without an open one all count.
func Sources(postings iter.Seq2[aggregate.JobPosting, error]) iter.Seq2[aggregate.JobSource, error] {
	return func(yield func(aggregate.JobSource, error) bool) {
		g := gathering{names: map[string]string{}}
		for p, err := range postings {
			if err != nil {
				yield(aggregate.JobSource{}, err)
				return
			}
			if g.begun && (p.Job != g.job.Job || p.Source != g.job.Source) && !yield(g.end(), nil) {
				return
			}
			g.add(&p)
		}
		if g.begun {
			yield(g.end(), nil)
		}
	}
}

// gathering gathers the postings of one job at one source.
type gathering struct {
	begun bool
	job   aggregate.JobSource
	names map[string]string // of months, of which there is one copy each
}

// month is that of a time or day.
func (g *gathering) month(at string) string {
	if at == "" {
		return ""
	}
	at = at[:len("2006-01")]
	m, ok := g.names[at]
	if !ok {
		m = strings.Clone(at)
		g.names[m] = m
	}
	return m
}

func (g *gathering) add(p *aggregate.JobPosting) {
	j := &g.job
	month, seen := g.month(cmp.Or(p.Posted, p.First)), g.month(seenOn(p))
	switch {
	case !g.begun, p.Open && !j.Open:
		if g.begun {
			seen = earliest(j.Seen, seen)
		}
		*j = p.JobSource
		j.Postings, j.Month, j.Newest, j.Seen = 0, month, month, seen
		j.Places, j.Skills, j.PlaceIDs = nil, nil, nil
		g.begun = true
	case j.Open && !p.Open:
		j.Seen = earliest(j.Seen, seen)
		return
	}
	j.Postings++
	j.Month, j.Newest, j.Seen = min(j.Month, month), max(j.Newest, month), earliest(j.Seen, seen)
	if j.Workplace != p.Workplace {
		j.Workplace = ""
	}
	j.Population = j.Population.Stricter(p.Population)
	j.Places, j.Skills = union(j.Places, p.Places), union(j.Skills, p.Skills)
	j.PlaceIDs = append(j.PlaceIDs, p.PlaceIDs...)
}

func (g *gathering) end() aggregate.JobSource {
	g.begun = false
	j := g.job
	g.job = aggregate.JobSource{}
	slices.Sort(j.Places)
	slices.Sort(j.Skills)
	return j
}

// seenOn is the time at which a posting came up, "" for one that stood there
// before we first looked: where its own date lies a month or more before we saw
// it, or it states none and came with the first look at its board.
func seenOn(p *aggregate.JobPosting) string {
	const day = len(time.DateOnly)
	switch {
	case p.Posted == "":
		if p.First == p.Looked {
			return ""
		}
	case p.Posted[:day] < p.First[:day]: // few are older than a month: most need no calendar
		first, err := time.Parse(time.DateOnly, p.First[:day])
		if err != nil || p.Posted[:day] < first.AddDate(0, 0, -31).Format(time.DateOnly) {
			return ""
		}
	}
	return p.First
}

// earliest is the earlier month in which a job's posting came up: unknown where
// one of them is.
func earliest(a, b string) string { return min(a, b) }

// union adds the words that aren't in a list yet.
func union(to, words []string) []string {
	to = slices.Grow(to, len(words))
	for _, w := range words {
		if !slices.Contains(to, w) {
			to = append(to, w)
		}
	}
	return to
}
