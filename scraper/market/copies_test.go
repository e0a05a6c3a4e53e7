package market

import (
	"strings"
	"testing"

	"backpay/scraper/testenv"
)

// folded is a text without markup's traces: one case, single spaces.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func TestCopiesAreWhatTheySay(t *testing.T) {
	testenv.Long(t)
	m := newMarket(t, func(o *Options) { o.Copies, o.CopyMix = .6, [4]float64{1, 1, 1, 1} })
	text := func(n, k int) string {
		p := &m.jobs[n].Postings[k]
		return folded(m.styleOf(&m.jobs[n], p).plain(m.advert(n, p, k)))
	}
	var seen [5]int
	cities, boards := 0, 0
	for n := range m.jobs {
		first := m.jobs[n].Postings[0]
		for k, p := range m.jobs[n].Postings {
			seen[p.Copy]++
			if (k == 0) != (p.Copy == First) {
				t.Fatalf("job %d: posting %d is %v", n, k, p.Copy)
			}
			if k == 0 {
				continue
			}
			if p.City != first.City {
				cities++
			}
			if p.Board != first.Board {
				boards++
				if m.boards[p.Board].employer != m.jobs[n].Employer {
					t.Errorf("job %d stands on a board of another employer", n)
				}
			}
			a, b := text(n, 0), text(n, k)
			switch p.Copy {
			case Full, Temporal:
				if a != b {
					t.Fatalf("job %d, posting %d (%v):\n%s\n%s", n, k, p.Copy, a, b)
				}
			case Semantic:
				if a == b {
					t.Errorf("job %d, posting %d: a semantic copy in the same words", n, k)
				}
			case Partial:
				if len(b) >= len(a) {
					t.Errorf("job %d, posting %d: a partial copy that is whole", n, k)
				}
			}
		}
	}
	for k, n := range seen {
		if n < 500 {
			t.Errorf("%d postings are %v", n, CopyKind(k))
		}
	}
	if cities < 500 || boards < 500 {
		t.Errorf("%d copies in another city, %d on another board", cities, boards)
	}
}

// TestJobsDiffer: two openings of an employer with one title must be told
// apart by their text, or no reader could count them.
func TestJobsDiffer(t *testing.T) {
	testenv.Long(t)
	m := newMarket(t, func(o *Options) { o.MeanJobs = 60 })
	seen := map[string]int{}
	ids := map[string]bool{}
	for n := range m.jobs {
		j := &m.jobs[n]
		p := &j.Postings[0]
		key := j.Company + "|" + j.Title + "|" + folded(style{}.plain(m.advert(n, p, 0)))
		if other, ok := seen[key]; ok {
			t.Errorf("jobs %d and %d read the same", other, n)
		}
		seen[key] = n
		for _, p := range j.Postings {
			id := m.boards[p.Board].Kind + p.ID
			if ids[id] {
				t.Errorf("job %d: identity %s is taken", n, id)
			}
			ids[id] = true
		}
	}
}

// TestAdvertTellsWhatIsPlanted: skills stand in the text in one of their
// spellings, and money for pay is there exactly where it stands in prose.
func TestAdvertTellsWhatIsPlanted(t *testing.T) {
	m := newMarket(t, nil)
	for n := range m.jobs {
		j := &m.jobs[n]
		blocks := m.advert(n, &j.Postings[0], 0)
		text := style{}.plain(blocks)
		for _, s := range j.Skills {
			if !m.names(s, text) {
				t.Errorf("job %d doesn't name %s:\n%s", n, s, text)
			}
		}
		pay, _ := split(blocks, thePay)
		if told := len(pay) > 0; told != (j.Pay.Shown&Prose != 0) {
			t.Errorf("job %d: shown %d, told in prose: %v", n, j.Pay.Shown, told)
		}
	}
}

func (m *Market) names(skill, text string) bool {
	for _, k := range m.words.skills {
		for _, s := range k.spellings {
			if k.name == skill && strings.Contains(text, s) {
				return true
			}
		}
	}
	return false
}

func TestSpellings(t *testing.T) {
	for _, c := range []struct {
		s    spelling
		form string
		t    Tier
		want string
	}{
		{spelling{sign: "$", sep: ","}, "{c}{a} - {c}{b}", Tier{Min: 120000, Max: 150000}, "$120,000 - $150,000"},
		{spelling{sign: "$", sep: ","}, "{c}{k}-{l}k", Tier{Min: 120000, Max: 150000}, "$120-150k"},
		{spelling{sign: "$", sep: ",", cents: true}, "{c}{a}–{c}{b}", Tier{Min: 57.5, Max: 1072.05}, "$57.50–$1,072.05"},
		{spelling{sign: "€", sep: "."}, "{a} - {b} {c}", Tier{Min: 5550, Max: 65000}, "5.550 - 65.000 €"},
		{spelling{sign: "€", sep: ".", cents: true}, "{a} {c}", Tier{Min: 1057.5}, "1.057,50 €"},
	} {
		if got := c.s.write(c.form, c.t); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newMarket(b, nil)
	}
}

// BenchmarkServe writes every board and page of the demo's market once.
func BenchmarkServe(b *testing.B) {
	m := newMarket(b, nil)
	h, all := m.Handler(), paths(m)
	for b.Loop() {
		for p := range all {
			get(b, h, p)
		}
	}
}

// BenchmarkNewLarge makes a market of 200,000 postings, three in five of them
// copies.
func BenchmarkNewLarge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newMarket(b, func(o *Options) { o.Employers, o.Copies, o.CopyMix = 5714, .6, [4]float64{1, 1, 1, 1} })
	}
}
