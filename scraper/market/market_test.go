package market

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

func newMarket(t testing.TB, change func(*Options)) *Market {
	t.Helper()
	o := Default(1)
	if change != nil {
		change(&o)
	}
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// paths are the addresses of everything that a market serves, with their
// expected kinds.
func paths(m *Market) map[string]string {
	out := map[string]string{"/robots.txt": "robots", "/": "unknown"}
	for _, b := range m.Boards() {
		switch b.Kind {
		case Greenhouse:
			out["/v1/boards/"+b.Token+"/jobs?content=true&pay_transparency=true"] = b.Kind
		case Lever:
			out["/v0/postings/"+b.Token+"?mode=json"] = b.Kind
		case Ashby:
			out["/posting-api/job-board/"+b.Token+"?includeCompensation=true"] = b.Kind
		case JSONLD:
			out[b.Start] = "listing"
			for _, en := range b.entries {
				out[b.Start+"jobs/"+m.jobs[en.job].Postings[en.posting].ID] = "job"
			}
		}
	}
	return out
}

func get(t testing.TB, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	req := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec.Result()
}

func body(t testing.TB, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func digest(t *testing.T, o Options) [32]byte {
	t.Helper()
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	h, all := m.Handler(), paths(m)
	keys := make([]string, 0, len(all))
	for p := range all {
		keys = append(keys, p)
	}
	slices.Sort(keys)
	sum := sha256.New()
	for _, p := range keys {
		fmt.Fprintf(sum, "%s %d\n", p, len(p))
		sum.Write(body(t, get(t, h, p)))
	}
	return [32]byte(sum.Sum(nil))
}

func TestSameOptionsSameBytes(t *testing.T) {
	o := Default(7)
	o.Employers, o.CopyMix = 24, [4]float64{1, 1, 1, 1}
	want := digest(t, o)
	for _, n := range []int{1, 2, 8} {
		old := runtime.GOMAXPROCS(n)
		got := digest(t, o)
		runtime.GOMAXPROCS(old)
		if got != want {
			t.Errorf("GOMAXPROCS %d: other bytes", n)
		}
	}
	if o.Seed++; digest(t, o) == want {
		t.Error("another seed gave the same bytes")
	}
}

func TestDefaultIsOfTheSizeAsked(t *testing.T) {
	for seed := range uint64(5) {
		m := newMarket(t, func(o *Options) { o.Seed = seed })
		kinds, postings, broken := map[string]int{}, 0, 0
		for _, b := range m.Boards() {
			kinds[b.Kind]++
			if b.Blocked || b.Drifted {
				broken++
			} else {
				postings += b.Postings
			}
		}
		if len(m.employers) < 200 || postings < 3000 || broken != 2 {
			t.Errorf("seed %d: %d employers, %d readable postings, %d boards that can't be read", seed, len(m.employers), postings, broken)
		}
		for _, k := range []string{Greenhouse, Lever, Ashby, JSONLD} {
			if kinds[k] < 20 {
				t.Errorf("seed %d: %d boards of %s", seed, kinds[k], k)
			}
		}
	}
}

func TestSharesAreAsAsked(t *testing.T) {
	for _, copies := range []float64{0, .15, .6} {
		m := newMarket(t, func(o *Options) {
			o.Copies, o.CopyMix = copies, [4]float64{2, 1, 1, 0}
			o.From, o.UpTo, o.Lone, o.OTE = .2, .1, .05, 0
			o.Tiers = 0
		})
		var kinds [5]float64
		var forms [4]float64
		var all, told float64
		for _, j := range m.Jobs() {
			for _, p := range j.Postings {
				kinds[p.Copy]++
				all++
			}
			if j.Pay.Shown != Nowhere {
				forms[j.Pay.Form]++
				told++
			}
		}
		near := func(what string, got, want, slack float64) {
			t.Helper()
			if math.Abs(got-want) > slack {
				t.Errorf("copies %g: %s is %.3f, want %.3f", copies, what, got, want)
			}
		}
		near("share of copies", 1-kinds[First]/all, copies, .001)
		if copies > 0 {
			near("share of full copies", kinds[Full]/(all-kinds[First]), .5, .05)
			near("share of partial copies", kinds[Partial], 0, 0)
		}
		near("from", forms[From]/told, .2, .03)
		near("up to", forms[UpTo]/told, .1, .03)
		near("lone", forms[Lone]/told, .05, .02)
	}
}

// TestTruthTwoWays computes the truth anew with the plainest code.
func TestTruthTwoWays(t *testing.T) {
	m := newMarket(t, nil)
	for _, country := range []string{"US", "GB", "DE", "CA"} {
		for _, got := range m.Truth(country) {
			want := RoleTruth{Role: got.Role, Currency: map[string]string{"US": "USD", "GB": "GBP", "DE": "EUR", "CA": "CAD"}[country], Employers: got.Employers}
			var pay []float64
			for _, j := range m.Jobs() {
				seen := false
				for _, p := range j.Postings {
					b := m.Boards()[p.Board]
					seen = seen || !(b.Blocked || b.Drifted)
				}
				if !seen || j.Role != got.Role || j.Country != country {
					continue
				}
				want.Jobs++
				if j.Pay.Shown == Nowhere || j.Pay.OnlyOTE || j.Pay.Form == From || j.Pay.Form == UpTo {
					continue
				}
				var lo, hi float64
				for _, tier := range j.Pay.Tiers {
					lo += tier.Min
					hi += tier.Max
				}
				times := map[string]float64{"hour": 40 * 52, "day": 5 * 52, "month": 12, "year": 1}[j.Pay.Period]
				pay = append(pay, times*(lo+hi)/2/float64(len(j.Pay.Tiers)))
			}
			want.WithPay = len(pay)
			slices.Sort(pay)
			n := len(pay)
			if n == 0 {
				t.Fatalf("%s %s: nobody tells pay", country, got.Role)
			}
			want.Median = (pay[(n-1)/2] + pay[n/2]) / 2
			for _, v := range pay {
				want.Mean += v
			}
			want.Mean /= float64(n)
			want.P25, want.P75 = got.P25, got.P75
			near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-6 })
			if d := cmp.Diff(want, got, near); d != "" {
				t.Errorf("%s: %s", country, d)
			}
			if !(got.P25 <= got.Median && got.Median <= got.P75) {
				t.Errorf("%s: quartiles out of order: %+v", country, got)
			}
		}
	}
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		p, want float64
	}{{0, 1}, {.25, 1.75}, {.5, 2.5}, {.75, 3.25}, {1, 4}} {
		if got := quantile([]float64{1, 2, 3, 4}, c.p); got != c.want {
			t.Errorf("quantile %g is %g, want %g", c.p, got, c.want)
		}
	}
}

func TestBrokenBoardsAreNotReachable(t *testing.T) {
	m := newMarket(t, func(o *Options) { o.Copies = .3 })
	lost, saved := 0, 0
	for _, j := range m.Jobs() {
		first := m.Boards()[j.Postings[0].Board]
		if !first.Blocked && !first.Drifted {
			continue
		}
		if j.Reachable {
			saved++
		} else {
			lost++
		}
	}
	if lost == 0 || saved == 0 {
		t.Errorf("%d jobs are out of reach and %d are reached by a copy; want some of both", lost, saved)
	}
}

var leftover = regexp.MustCompile(`\{[A-Za-z0-9]+\}`)

// TestAnswersAreSound asks for every address and looks at what comes.
func TestAnswersAreSound(t *testing.T) {
	m := newMarket(t, func(o *Options) { o.Employers = 60 })
	h := m.Handler()
	for p, kind := range paths(m) {
		res := get(t, h, p)
		b := body(t, res)
		switch {
		case kind == "unknown":
			if res.StatusCode != 404 {
				t.Errorf("%s: %d", p, res.StatusCode)
			}
		case res.StatusCode == 403:
			if !bytes.Contains(b, []byte("Just a moment")) || res.Header.Get("Cf-Mitigated") == "" {
				t.Errorf("%s: a refusal without a challenge", p)
			}
		case res.StatusCode != 200:
			t.Errorf("%s: %d", p, res.StatusCode)
		case strings.HasPrefix(res.Header.Get("Content-Type"), "application/json"):
			if !json.Valid(b) {
				t.Errorf("%s: broken JSON", p)
			}
		case kind == "job" || kind == "listing":
			doc, err := goquery.NewDocumentFromReader(bytes.NewReader(b))
			if err != nil || doc.Find("h1").Length() != 1 {
				t.Errorf("%s: %v, %d headings", p, err, doc.Find("h1").Length())
			}
			if kind == "job" && doc.Find(`script[type="application/ld+json"], [itemtype$="/JobPosting"]`).Length() != 1 {
				t.Errorf("%s: no JobPosting", p)
			}
		}
		if i := leftover.FindIndex(b); i != nil && kind != "robots" {
			t.Errorf("%s: unfilled %s", p, b[i[0]:i[1]])
		}
	}
}

// TestSitesLeadToTheirJobs follows the links by the selectors given.
func TestSitesLeadToTheirJobs(t *testing.T) {
	m := newMarket(t, nil)
	h := m.Handler()
	for _, b := range m.Boards() {
		if b.Kind != JSONLD || b.Blocked {
			continue
		}
		found, hidden := map[string]bool{}, 0
		for next := b.Start; next != ""; {
			doc, err := goquery.NewDocumentFromReader(get(t, h, next).Body)
			if err != nil {
				t.Fatal(err)
			}
			doc.Find(b.JobLinks).Each(func(_ int, s *goquery.Selection) {
				if link := s.AttrOr("href", ""); strings.Contains(link, "/internal/") {
					hidden++
				} else {
					found[link] = true
				}
			})
			next = doc.Find(b.NextLinks).AttrOr("href", "")
		}
		if len(found) != b.Postings || hidden != 1 {
			t.Errorf("%s: %d links for %d postings, %d forbidden links", b.Start, len(found), b.Postings, hidden)
		}
		for link := range found {
			if res := get(t, h, link); res.StatusCode != 200 {
				t.Errorf("%s: %d", link, res.StatusCode)
			}
		}
	}
}

func TestServerManners(t *testing.T) {
	m := newMarket(t, func(o *Options) { o.Employers = 12 })
	h := m.Handler()
	site, board := "", ""
	for _, b := range m.Boards() {
		if b.Kind == JSONLD && !b.Blocked {
			site = b.Start
		}
		if b.Kind == Greenhouse {
			board = "/v1/boards/" + b.Token + "/jobs"
		}
	}
	first := get(t, h, board+"?content=true")
	plain := body(t, first)
	tag, changed := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	for _, c := range []struct {
		name, header, value string
		want                int
	}{
		{"same tag", "If-None-Match", tag, 304},
		{"strong form of the tag", "If-None-Match", `"x", ` + strings.TrimPrefix(tag, "W/"), 304},
		{"other tag", "If-None-Match", `"x"`, 200},
		{"same date", "If-Modified-Since", changed, 304},
		{"earlier date", "If-Modified-Since", "Mon, 02 Jan 2006 15:04:05 GMT", 200},
		{"no date", "If-Modified-Since", "yesterday", 200},
	} {
		if got := get(t, h, board+"?content=true", c.header, c.value).StatusCode; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if thin := body(t, get(t, h, board)); bytes.Contains(thin, []byte(`"content"`)) || len(thin) >= len(plain) {
		t.Error("content comes without being asked for")
	}
	zipped := get(t, h, board+"?content=true", "Accept-Encoding", "gzip, br")
	z, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("gzip: %v, %d bytes for %d", err, len(got), len(plain))
	}
	if got := get(t, h, "/v0/postings/nobody?mode=json").StatusCode; got != 404 {
		t.Errorf("unknown board: %d", got)
	}
	before := m.Stats()
	get(t, h, site+"internal/1")
	after := m.Stats()
	if before.Disallowed != 0 || after.Disallowed != 1 || after.Requests != before.Requests+1 || after.NotModified != 3 {
		t.Errorf("stats before %+v, after %+v", before, after)
	}
}

func TestWrongOptions(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"Employers": func(o *Options) { o.Employers = 7 },
		"MeanJobs":  func(o *Options) { o.MeanJobs = math.NaN() },
		"Copies":    func(o *Options) { o.Copies = 1 },
		"CopyMix":   func(o *Options) { o.CopyMix = [4]float64{} },
		"Lone":      func(o *Options) { o.Lone, o.From = .6, .6 },
		"AsOf":      func(o *Options) { o.AsOf = time.Time{} },
	} {
		o := Default(1)
		change(&o)
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
