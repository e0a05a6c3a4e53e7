package dedupe_test

import (
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/normalise"
	"backpay/scraper"
	"backpay/scraper/market"
	"backpay/scraper/source"
	"backpay/scraper/testenv"
)

// advert is a posting of a market as it was read, with the truth about it.
type advert struct {
	said scraper.Posting
	kind string
	job  int // index of the real opening
	copy market.CopyKind
}

// readMarket reads all adverts of a market that can be read, as the sources do.
func readMarket(t testing.TB, o market.Options) (*market.Market, []advert) {
	t.Helper()
	m, err := market.New(o)
	if err != nil {
		t.Fatal(err)
	}
	type key struct{ kind, id string }
	type planted struct{ job, posting int }
	truth := map[key]planted{}
	pages := map[int][]string{} // job pages by board
	for i, j := range m.Jobs() {
		for n, p := range j.Postings {
			b := m.Boards()[p.Board]
			truth[key{b.Kind, p.ID}] = planted{i, n}
			pages[p.Board] = append(pages[p.Board], p.ID)
		}
	}
	h := m.Handler()
	read := func(kind, path string, req scraper.Request) []scraper.Posting {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		req.URL = "https://market.example" + path
		res, err := source.Named(kind).Read(&scraper.Page{Request: req, URL: req.URL, Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return res.Postings
	}
	var all []advert
	for n, b := range m.Boards() {
		if b.Blocked || b.Drifted {
			continue
		}
		req := scraper.Request{Page: "board", Board: b.Token, Company: b.Company}
		var ps []scraper.Posting
		switch b.Kind {
		case market.Greenhouse:
			ps = read(b.Kind, "/v1/boards/"+b.Token+"/jobs?content=true&pay_transparency=true", req)
		case market.Lever:
			ps = read(b.Kind, "/v0/postings/"+b.Token+"?mode=json", req)
		case market.Ashby:
			ps = read(b.Kind, "/posting-api/job-board/"+b.Token+"?includeCompensation=true", req)
		case market.JSONLD:
			req.Page = "job"
			for _, id := range pages[n] {
				for _, p := range read(b.Kind, b.Start+"jobs/"+id, req) {
					p.ID = id
					ps = append(ps, p)
				}
			}
		}
		for _, p := range ps {
			at, ok := truth[key{b.Kind, p.ID}]
			if !ok {
				t.Fatalf("%s %q is of no job", b.Kind, p.ID)
			}
			all = append(all, advert{p, b.Kind, at.job, m.Jobs()[at.job].Postings[at.posting].Copy})
		}
	}
	return m, all
}

// copied is a market with copies of Eurostat's four kinds, three postings in
// five of them.
func copied(seed uint64) market.Options {
	o := market.Default(seed)
	o.Copies, o.CopyMix = .6, [4]float64{1, 1, 1, 1}
	return o
}

// score counts pairs of postings: planted, found and both.
type score struct{ planted, found, both int }

func (s score) precision() float64 { return float64(s.both) / float64(max(1, s.found)) }
func (s score) recall() float64    { return float64(s.both) / float64(max(1, s.planted)) }

// countPairs counts the pairs of postings in one group by truth, by what was
// found, and by both.
func countPairs(n int, truth, found func(int) int64) score {
	type cell struct{ t, f int64 }
	t, f, b := map[int64]int{}, map[int64]int{}, map[cell]int{}
	for i := range n {
		t[truth(i)]++
		f[found(i)]++
		b[cell{truth(i), found(i)}]++
	}
	var s score
	for _, k := range t {
		s.planted += k * (k - 1) / 2
	}
	for _, k := range f {
		s.found += k * (k - 1) / 2
	}
	for _, k := range b {
		s.both += k * (k - 1) / 2
	}
	return s
}

func median(v []float64) float64 {
	slices.Sort(v)
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}

// TestMarket matches markets in which three postings in five are copies, of
// Eurostat's four kinds, and compares with what was planted: which postings
// are one job, and the median pay of a role's jobs in the US, that of the
// postings beside it. Of copies in other words that state no pay few are found, and
// that is meant: of the labelled pairs of one board and title whose texts overlap by
// less than half and that don't state the same pay, 28 are two openings and 3 are one. All other kinds are found.
func TestMarket(t *testing.T) {
	testenv.Long(t)
	var worstJobs, worstRaw float64
	for seed := range uint64(testenv.Size(5, 1)) {
		o := copied(seed + 1)
		o.Employers = testenv.Size(o.Employers, o.Employers/2)
		m, all := readMarket(t, o)
		var s shelf
		said := make([]aggregate.Posting, len(all))
		for i, a := range all {
			said[i] = normalise.Posting(aggregate.Said{ID: int64(i + 1), Source: a.kind, Posting: a.said})
			s.put(said[i].Print)
		}
		if _, err := s.match(dedupe.Rulings{}, false); err != nil {
			t.Fatal(err)
		}
		got := countPairs(len(all), func(i int) int64 { return int64(all[i].job) }, func(i int) int64 { return s.job(int64(i + 1)).Job })
		t.Logf("seed %d: %d postings, %d pairs planted: precision %.4f, recall %.4f", seed+1, len(all), got.planted, got.precision(), got.recall())
		if got.precision() < .99 || got.recall() < .88 {
			t.Errorf("seed %d: want precision .99 and recall .88", seed+1)
		}
		for k, share := range kinds(t, all, &s) {
			if share < .99 && k != market.Semantic {
				t.Errorf("seed %d: %.3f of %s copies are found, want .99", seed+1, share, k)
			}
		}
		jobs, raw := medians(t, m, said, &s)
		worstJobs, worstRaw = max(worstJobs, jobs), max(worstRaw, raw)
	}
	t.Logf("worst median of a role: %.2f %% off by jobs, %.2f %% by postings", worstJobs, worstRaw)
	if worstJobs > 1 || worstRaw < 1 {
		t.Errorf("want at most 1 %% off by jobs, and copies to matter")
	}
}

// medians compares the medians of pay of the roles that have 30 jobs and more
// in the US with the planted ones, and returns the largest differences in
// percent: of jobs and of postings. Pay of several ranges counts by its mean,
// as in the figures.
func medians(t *testing.T, m *market.Market, said []aggregate.Posting, s *shelf) (byJobs, byPostings float64) {
	type job struct {
		sum float64
		n   int
	}
	jobs, postings := map[string]map[int64]job{}, map[string][]float64{}
	for i, p := range said {
		if p.Country != "US" {
			continue
		}
		var sum float64
		n := 0
		for _, y := range p.Pay {
			if y.Kind == "base" && y.Flag == "" && y.Currency == "USD" && y.AnnualMin > 0 && y.AnnualMax > 0 {
				sum += (y.AnnualMin + y.AnnualMax) / 2
				n++
			}
		}
		if n == 0 {
			continue
		}
		if jobs[p.Role] == nil {
			jobs[p.Role] = map[int64]job{}
		}
		k := s.job(int64(i + 1)).Job
		j := jobs[p.Role][k]
		jobs[p.Role][k] = job{j.sum + sum, j.n + n}
		postings[p.Role] = append(postings[p.Role], sum/float64(n))
	}
	for _, truth := range m.Truth("US") {
		if truth.WithPay < 30 || truth.Role == "other" {
			continue
		}
		var pay []float64
		for _, j := range jobs[truth.Role] {
			pay = append(pay, j.sum/float64(j.n))
		}
		off := func(v float64) float64 { return 100 * math.Abs(v/truth.Median-1) }
		found, raw := median(pay), median(postings[truth.Role])
		byJobs, byPostings = max(byJobs, off(found)), max(byPostings, off(raw))
		t.Logf("  %-9s planted %.0f of %d jobs; found %.0f of %d jobs; raw %.0f of %d postings", truth.Role, truth.Median, truth.WithPay, found, len(pay), raw, len(postings[truth.Role]))
	}
	return byJobs, byPostings
}

// kinds returns and prints how many copies of each kind were found to be of their
// job.
func kinds(t *testing.T, all []advert, s *shelf) map[market.CopyKind]float64 {
	first := map[int]int64{}
	var n, found [5]int
	for i, a := range all {
		id := int64(i + 1)
		if _, ok := first[a.job]; !ok {
			first[a.job] = id
			continue
		}
		n[a.copy]++
		if s.job(id).Job == s.job(first[a.job]).Job {
			found[a.copy]++
		}
	}
	share := map[market.CopyKind]float64{}
	for k := market.Full; k <= market.Partial; k++ {
		t.Logf("  %s: %d of %d", k, found[k], n[k])
		share[k] = float64(found[k]) / float64(n[k])
	}
	return share
}
