package dedupe_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
)

// prose is n words that only the opening with this number says.
func prose(opening, n int) string {
	var b strings.Builder
	for i := range n {
		v := opening*7919 + i*i*31 + i*17
		fmt.Fprintf(&b, "q%cx%cz%c%c ", 'a'+v%23, 'a'+v/23%23, 'a'+v/529%23, 'a'+opening%26)
	}
	return b.String()
}

// ad is an advert of an employer.
func ad(company, title, text string) dedupe.Advert {
	return dedupe.Advert{Source: "hutch", Company: company, Title: title, Description: text}
}

// asks, in, paid, of, at and posted change an advert's years of experience, town, pay,
// post, board and day.
func asks(a dedupe.Advert, years int) dedupe.Advert { a.Years = years; return a }

func in(town string, a dedupe.Advert) dedupe.Advert {
	a.Places = []aggregate.Place{{City: town}}
	return a
}

func inCanada(town string, a dedupe.Advert) dedupe.Advert {
	a.Places = []aggregate.Place{{Country: "CA", City: town}}
	return a
}

func paid(a dedupe.Advert, pay float64) dedupe.Advert {
	a.PayMin, a.PayMax, a.Currency = pay*1000, pay*1200, "USD"
	return a
}

func of(post string, a dedupe.Advert) dedupe.Advert { a.Post, a.URL = post, post; return a }

func at(board string, a dedupe.Advert) dedupe.Advert { a.Board = board; return a }

func posted(a dedupe.Advert, day int) dedupe.Advert {
	a.PostedAt = time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)
	return a
}

// matched puts adverts on a shelf and returns which job each is of.
func matched(t *testing.T, user dedupe.Rulings, ads ...dedupe.Advert) (*shelf, []int64) {
	t.Helper()
	var s shelf
	for i, a := range ads {
		a.ID = int64(i + 1)
		s.put(dedupe.NewPrint(a))
	}
	if _, err := s.match(user, false); err != nil {
		t.Fatal(err)
	}
	var jobs []int64
	for i := range ads {
		jobs = append(jobs, s.job(int64(i+1)).Job)
	}
	return &s, jobs
}

func TestMatch(t *testing.T) {
	text, house := prose(1, 150), prose(90, 60)
	hosted := ad("Otter", "Weaver", "short")
	hosted.URL = "https://boards.greenhouse.io/otter/jobs/4011223344?gh_src=abc"
	elsewhere := ad("Otter Mills", "Weaver at Otter", "other words")
	elsewhere.Apply = "https://job-boards.greenhouse.io/otter/jobs/4011223344"
	listed := func(line string) dedupe.Advert {
		a := ad("Otter", "Weaver", text+"\n"+line+"\n"+house)
		a.Post, a.URL = "https://news.example/item?id=1", "https://news.example/item?id=1"
		return a
	}
	for _, tt := range []struct {
		name string
		ads  []dedupe.Advert
		want []int64
	}{
		{"by city", []dedupe.Advert{
			ad("Otter", "Weaver (Leeds)", "Leeds, UK\n"+text),
			ad("Otter Ltd", "Weaver - Dublin", text),
		}, []int64{1, 1}},
		{"another title", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			ad("Otter", "Senior Weaver", text),
		}, []int64{1, 2}},
		{"another text", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			ad("Otter", "Weaver", prose(2, 150)),
		}, []int64{1, 2}},
		{"a part left out", []dedupe.Advert{
			ad("Otter", "Weaver", house+text),
			ad("Otter", "Weaver", text),
		}, []int64{1, 1}},
		{"one short text", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 25)),
			ad("Otter", "Weaver", prose(1, 25)),
		}, []int64{1, 1}},
		{"one short text by city", []dedupe.Advert{
			in("Leeds", ad("Otter", "Weaver", prose(1, 25))),
			in("Dublin", ad("Otter", "Weaver", prose(1, 25))),
		}, []int64{1, 1}},
		{"short texts that differ", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 25)),
			ad("Otter", "Weaver", prose(1, 24)+"loom"),
		}, []int64{1, 2}},
		{"short texts that state one pay", []dedupe.Advert{
			paid(ad("Otter", "Weaver", prose(1, 25)), 60),
			paid(ad("Otter", "Weaver", prose(1, 20)+"loom shuttle and thread"), 60),
		}, []int64{1, 1}},
		{"short texts of other words that state one pay", []dedupe.Advert{
			paid(ad("Otter", "Weaver", prose(1, 25)), 60),
			paid(ad("Otter", "Weaver", prose(2, 25)), 60),
		}, []int64{1, 2}},
		{"one house's short text, one board and town", []dedupe.Advert{
			in("Leeds", ad("Otter", "Weaver", prose(1, 25))),
			in("Leeds", ad("Otter", "Weaver", prose(1, 25))),
			in("Dublin", ad("Otter", "Weaver", prose(1, 25))),
			ad("Otter", "Dyer", prose(1, 25)),
			ad("Otter", "Fuller", prose(1, 25)),
		}, []int64{1, 1, 3, 4, 5}},
		{"no text, a title that says much", []dedupe.Advert{
			in("Leeds", posted(ad("Otter", "Loom Engineer - Silk Infrastructure", ""), 1)),
			in("Dublin", posted(ad("Otter", "Loom Engineer - Silk Infrastructure", ""), 8)),
			in("Leeds", posted(ad("Otter", "Loom Engineer - Silk Infrastructure", ""), 40)),
			at("heath", posted(ad("Otter", "Loom Engineer - Silk Infrastructure", ""), 1)),
		}, []int64{1, 1, 3, 4}},
		{"no text, a title that says little", []dedupe.Advert{
			in("Leeds", ad("Otter", "Senior Loom Engineer", "")),
			in("Dublin", ad("Otter", "Senior Loom Engineer", "")),
		}, []int64{1, 2}},
		{"one text that breaks off, two names", []dedupe.Advert{
			in("Leeds", ad("Otter", "Weaver", prose(1, 25)+"…")),
			in("Leeds", ad("Heron", "Weaver", prose(1, 25)+"…")),
			in("Dublin", ad("Adder", "Weaver", prose(1, 25)+"…")),
			in("Leeds", ad("Viper", "Dyer", prose(1, 25)+"…")),
		}, []int64{1, 1, 3, 4}},
		{"one short text, two names", []dedupe.Advert{
			in("Leeds", ad("Otter", "Weaver", prose(1, 25))),
			in("Leeds", ad("Heron", "Weaver", prose(1, 25))),
		}, []int64{1, 2}},
		{"a few words", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 10)),
			ad("Otter", "Weaver", prose(1, 10)),
		}, []int64{1, 2}},
		{"one short text of all titles", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 25)),
			ad("Otter", "Weaver", prose(1, 25)),
			ad("Otter", "Dyer", prose(1, 25)),
			ad("Otter", "Fuller", prose(1, 25)),
		}, []int64{1, 2, 3, 4}},
		{"contractors let to one client", []dedupe.Advert{
			paid(ad("Otter Consulting", "Lead Loom Engineer", "Duration: 6+ months\n"+text+house), 60),
			paid(ad("Heron Solutions", "Lead Loom Developer", prose(5, 30)+text), 50),
		}, []int64{1, 1}},
		{"contractors of two levels", []dedupe.Advert{
			ad("Otter Consulting", "Senior Loom Engineer", "Duration: 6+ months\n"+text),
			ad("Heron Solutions", "Junior Loom Developer", text),
		}, []int64{1, 2}},
		{"two employers, other pay", []dedupe.Advert{
			paid(ad("Otter", "Weaver", text+house), 60),
			paid(ad("Heron", "Weaver", text+prose(5, 8)), 50),
		}, []int64{1, 2}},
		{"two names, one title longer", []dedupe.Advert{
			ad("Otter", "Loom Weaver", text),
			ad("Heron", "Loom Weaver, Silk", text),
		}, []int64{1, 1}},
		{"a system's copy", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			ad("Otter", "Copy 2 of Weaver", text),
		}, []int64{1, 1}},
		{"lines added under a longer title", []dedupe.Advert{
			ad("Otter", "Loom Weaver", prose(1, 300)),
			ad("Otter", "Loom Weaver, Silk", prose(1, 300)+house),
		}, []int64{1, 1}},
		{"lines written otherwise under a longer title", []dedupe.Advert{
			ad("Otter", "Loom Weaver", prose(1, 300)+prose(3, 20)),
			ad("Otter", "Loom Weaver, Silk", prose(1, 300)+prose(4, 20)),
		}, []int64{1, 2}},
		{"number at a service", []dedupe.Advert{hosted, elsewhere}, []int64{1, 1}},
		{"recruiter's copy", []dedupe.Advert{
			ad("Otter", "Weaver", house+text),
			ad("Bolt Recruiting", "Weaver", prose(5, 40)+text),
		}, []int64{1, 1}},
		{"two names", []dedupe.Advert{ad("Otter", "Weaver", text), ad("Heron", "Weaver", text)}, []int64{1, 1}},
		{"two names, another town", []dedupe.Advert{
			in("Leeds", ad("Otter", "Weaver", text)),
			in("Dublin", ad("Heron", "Weaver", text)),
		}, []int64{1, 2}},
		{"two names, long apart", []dedupe.Advert{
			posted(ad("Otter", "Weaver", text), 1),
			posted(ad("Heron", "Weaver", text), 200),
		}, []int64{1, 2}},
		{"two names, another title", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			ad("Heron", "Dyer", text),
		}, []int64{1, 2}},
		{"a group's own words", []dedupe.Advert{
			ad("Otter", "Weaver", house+house+text),
			ad("Heron", "Weaver", house+house+prose(4, 150)),
		}, []int64{1, 2}},
		{"a franchise's template", []dedupe.Advert{
			in("Leeds", ad("Otter Mills North", "Weaver", text+" Otter Mills North is a family firm by the river")),
			in("Leeds", ad("Heron Looms South", "Weaver", text+" Heron Looms South is a family firm by the river")),
		}, []int64{1, 2}},
		{"related names in one template", []dedupe.Advert{
			in("Leeds", ad("Mills of Otterburgh", "Weaver", text+" Mills of Otterburgh is a family firm by the river")),
			in("Leeds", ad("Otterburgh Looms", "Weaver", text+" Otterburgh Looms is a family firm by the river")),
		}, []int64{1, 1}},
		{"a franchise in two towns", []dedupe.Advert{
			in("Leeds", ad("Otter Leeds", "Weaver", text)),
			in("Dublin", ad("Otter of Dublin", "Weaver", text)),
		}, []int64{1, 2}},
		{"a recruiter's text for two clients", []dedupe.Advert{
			in("Leeds", ad("Bolt Recruiting", "Weaver", "Our client is a bank of the north "+text)),
			in("Dublin", ad("Bolt Recruiting", "Weaver", "Our client is a shop for wool by the sea "+text)),
		}, []int64{1, 2}},
		{"two recruiters' text for two clients", []dedupe.Advert{
			in("Leeds", ad("Bolt Recruiting", "Weaver", text)), in("Dublin", ad("Nut Staffing", "Weaver", text)),
		}, []int64{1, 2}},
		{"two recruiters' text for one client, towns of one area", []dedupe.Advert{
			inCanada("Toronto", ad("Bolt Recruiting", "Weaver", text)), inCanada("Mississauga", ad("Nut Staffing", "Weaver", text)),
		}, []int64{1, 1}},
		{"a line of nobody's post", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 59)),
			of("https://news.example/item?id=2", ad("", "Weaver", prose(1, 59))),
		}, []int64{1, 1}},
		{"short texts of nobody", []dedupe.Advert{
			ad("Otter", "Weaver", prose(1, 59)),
			ad("", "Weaver", prose(1, 59)),
		}, []int64{1, 2}},
		{"listed apart", []dedupe.Advert{listed("Weaver (wool)"), listed("Weaver (silk)")}, []int64{1, 2}},
		{"listed by city", []dedupe.Advert{listed("Weaver | Dublin"), listed("Weaver | Berlin")}, []int64{1, 1}},
		{"role worded anew", []dedupe.Advert{
			ad("Otter", "Weaving Engineer (by hand), Silk", prose(1, 200)),
			ad("Otter", "Loom Engineer, Silk", prose(1, 200)),
		}, []int64{1, 1}},
		{"role worded anew, another level", []dedupe.Advert{
			ad("Otter", "Senior Weaver, Silk", prose(1, 200)),
			ad("Otter", "Weaver, Silk", prose(1, 200)),
		}, []int64{1, 2}},
		{"team left out", []dedupe.Advert{
			ad("Otter", "Loom Engineer, Silk", prose(1, 200)),
			ad("Otter", "Loom Engineer", prose(1, 200)),
		}, []int64{1, 1}},
		{"another team", []dedupe.Advert{
			ad("Otter", "Loom Engineer, Silk", prose(1, 200)),
			ad("Otter", "Loom Engineer, Wool", prose(1, 200)),
		}, []int64{1, 2}},
		{"segment left out", []dedupe.Advert{
			ad("Otter", "Loom Seller, Enterprise", prose(1, 200)),
			ad("Otter", "Loom Seller", prose(1, 200)),
		}, []int64{1, 2}},
		{"another region", []dedupe.Advert{
			ad("Otter", "Weaver, North American Underwriter", text),
			ad("Otter", "Weaver, EMEA Underwriting", text),
		}, []int64{1, 2}},
		{"no region on the same board", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			ad("Otter", "Weaver - EMEA", text),
		}, []int64{1, 2}},
		{"no region on another board", []dedupe.Advert{
			ad("Otter", "Weaver", text),
			at("heath", ad("Otter", "Weaver - EMEA", text)),
		}, []int64{1, 1}},
		{"role worded anew, one word left out", []dedupe.Advert{
			ad("Otter", "Staff Loom Engineer, Silk (Leeds)", prose(1, 200)),
			ad("Otter", "Staff Silk Engineer (Leeds)", prose(1, 200)),
		}, []int64{1, 1}},
		{"edited, posted again", []dedupe.Advert{
			ad("Otter", "Looms and Silk Engineer", text+prose(3, 40)),
			at("heath", ad("Otter", "Looms, Silk and Wool Engineer", text+prose(4, 40))),
		}, []int64{1, 1}},
		{"edited, another level", []dedupe.Advert{
			ad("Otter", "Looms and Silk Engineer", text+prose(3, 40)),
			at("heath", ad("Otter", "Senior Looms and Silk Engineer", text+prose(4, 40))),
		}, []int64{1, 2}},
		{"role in another order", []dedupe.Advert{
			ad("Otter", "Loom Scientist (Silk & Wool) - Freelance Weaver", prose(1, 200)),
			ad("Otter", "Freelance Loom Science Engineer (Silk & Wool)", prose(1, 200)),
		}, []int64{1, 1}},
		{"role in another order, other towns", []dedupe.Advert{
			in("Leeds", ad("Otter", "Loom Scientist (Silk & Wool) - Freelance Weaver", prose(1, 200))),
			in("Dublin", ad("Otter", "Freelance Loom Science Engineer (Silk & Wool)", prose(1, 200))),
		}, []int64{1, 2}},
		{"role in another order, other lines", []dedupe.Advert{
			ad("Otter", "Loom Scientist (Silk & Wool) - Freelance Weaver", prose(1, 200)),
			ad("Otter", "Freelance Loom Science Engineer (Silk & Wool)", prose(1, 200)+prose(3, 20)),
		}, []int64{1, 2}},
		{"role mistyped", []dedupe.Advert{
			ad("Otter", "Growth Weaving Manager", prose(1, 200)),
			ad("Otter", "Growht Weaving Manager", prose(1, 200)),
		}, []int64{1, 1}},
		{"product instead of another", []dedupe.Advert{
			ad("Otter", "Loom Manager Silk", prose(1, 200)),
			ad("Otter", "Loom Manager Wool", prose(1, 200)),
		}, []int64{1, 2}},
		{"developer for engineer", []dedupe.Advert{
			ad("Otter", "Loom Engineer", text),
			at("heath", ad("Otter", "Loom Developer", text)),
		}, []int64{1, 1}},
		{"a teaser", []dedupe.Advert{
			ad("Otter", "Weaver", house+house+text),
			at("heath", ad("Otter", "Weaver", (house + house + text)[:500])),
		}, []int64{1, 1}},
		{"a teaser that begins with the house's words", []dedupe.Advert{
			ad("Otter", "Weaver", house[:300]+text), at("heath", ad("Otter", "Weaver", (house[:300] + text)[:500])),
			ad("Otter", "Weaver", house[:300]+prose(6, 150)),
			ad("Otter", "Dyer", house+prose(7, 60)),
			ad("Otter", "Fuller", house+prose(8, 60)),
		}, []int64{1, 1, 3, 4, 5}},
		{"a teaser of another text", []dedupe.Advert{
			ad("Otter", "Weaver", house+house+text),
			at("heath", ad("Otter", "Weaver", prose(6, 150)[:500])),
		}, []int64{1, 2}},
		{"listed apart, then again", []dedupe.Advert{
			listed("Weaver (wool)"),
			listed("Weaver (silk)"),
			at("heath", ad("Otter", "Weaver", text+"\nWeaver (silk)\n"+house)),
		}, []int64{1, 2, 2}},
		{"other years asked", []dedupe.Advert{
			asks(ad("Otter", "Weaver", text+prose(3, 50)), 8),
			asks(ad("Otter", "Weaver", text+prose(4, 50)), 2),
		}, []int64{1, 2}},
		{"other years asked in one text", []dedupe.Advert{
			asks(ad("Otter", "Weaver", text), 8),
			asks(ad("Otter", "Weaver", text), 2),
		}, []int64{1, 1}},
		{"a line and a teaser", []dedupe.Advert{
			listed("Weavers"),
			at("heath", ad("Otter.com", "Weaver", prose(7, 20))),
		}, []int64{1, 1}},
		{"a line and two teasers", []dedupe.Advert{
			listed("Weavers"),
			at("heath", ad("Otter", "Weaver", prose(7, 20))),
			at("heath", ad("Otter", "Weaver", prose(8, 20))),
		}, []int64{1, 2, 3}},
		{"a line and a teaser, long apart", []dedupe.Advert{
			posted(listed("Weavers"), 1),
			posted(at("heath", ad("Otter", "Weaver", prose(7, 20))), 200),
		}, []int64{1, 2}},
	} {
		if s, got := matched(t, dedupe.Rulings{}, tt.ads...); !slices.Equal(got, tt.want) {
			t.Errorf("%s: jobs %v, want %v; %+v", tt.name, got, tt.want, s.across)
		}
	}
}

// What is much alike and not the same is kept with its score, to be looked at.
func TestReview(t *testing.T) {
	s, jobs := matched(t, dedupe.Rulings{}, ad("Otter", "Weaver", prose(1, 80)+prose(2, 80)), ad("Otter", "Weaver", prose(1, 80)+prose(3, 80)))
	if jobs[0] == jobs[1] || len(s.within[1]) != 1 || s.within[1][0].Merged || s.within[1][0].Score < .4 || s.within[1][0].Score > .6 {
		t.Errorf("jobs %v, pairs %+v", jobs, s.within)
	}
}

// The user's word stands above texts and keys, and can be taken back.
func TestRulings(t *testing.T) {
	text := prose(1, 150)
	s, jobs := matched(t, dedupe.Rulings{Apart: [][2]int64{{1, 2}}, Same: [][2]int64{{1, 3}}},
		ad("Otter", "Weaver", text), ad("Otter", "Weaver", text), ad("Heron", "Dyer", prose(2, 150)))
	if !slices.Equal(jobs, []int64{1, 2, 1}) || s.job(3).Basis != dedupe.ByUser {
		t.Errorf("jobs %v, the third by %s", jobs, s.job(3).Basis)
	}
	if _, err := s.match(dedupe.Rulings{}, false); err != nil {
		t.Fatal(err)
	}
	if a, b, c := s.job(1).Job, s.job(2).Job, s.job(3).Job; a != 1 || b != 1 || c != 3 {
		t.Errorf("with the rulings taken back: jobs %d, %d, %d", a, b, c)
	}
}

// A nightly match leaves what matching everything anew would.
func TestNightlyEqualsFull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var nightly, full shelf
		companies := rapid.SampledFrom([]string{"Otter", "Heron Mills", "Heron", "Bolt Recruiting", ""})
		titles := rapid.SampledFrom([]string{"Weaver", "Weaver - Leeds", "Dyer", "Spinner", "Fuller"})
		opening := rapid.IntRange(1, 3)
		for range rapid.IntRange(1, 4).Draw(t, "nights") {
			for range rapid.IntRange(1, 8).Draw(t, "changes") {
				id := rapid.Int64Range(1, int64(len(nightly.prints)+1)).Draw(t, "id")
				a := ad(companies.Draw(t, "company"), titles.Draw(t, "title"), prose(opening.Draw(t, "text"), 130)+prose(9, rapid.SampledFrom([]int{0, 40, 90}).Draw(t, "more")))
				a.ID, a.Board = id, rapid.SampledFrom([]string{"", "heron", "otter"}).Draw(t, "board")
				if rapid.Bool().Draw(t, "hosted") {
					a.URL = fmt.Sprintf("https://boards.greenhouse.io/x/jobs/40112233%02d", rapid.IntRange(1, 4).Draw(t, "number"))
				}
				nightly.put(dedupe.NewPrint(a))
				full.put(dedupe.NewPrint(a))
			}
			user := dedupe.Rulings{}
			if n := int64(len(nightly.prints)); n > 1 && rapid.Bool().Draw(t, "ruled") {
				p := [][2]int64{{1, n}}
				if rapid.Bool().Draw(t, "apart") {
					user.Apart = p
				} else {
					user.Same = p
				}
			}
			if _, err := nightly.match(user, false); err != nil {
				t.Fatal(err)
			}
			full.known = slices.Clone(full.known)
			for i := range full.known {
				full.known[i].Placed, full.known[i].Stale = dedupe.Placed{}, true
			}
			full.across, full.within = nil, nil
			if _, err := full.match(user, true); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(full.known, nightly.known); d != "" {
			t.Fatalf("(-full +nightly)\n%s", d)
		}
		if d := cmp.Diff(full.across, nightly.across); d != "" {
			t.Fatalf("pairs across employers (-full +nightly)\n%s", d)
		}
		if d := cmp.Diff(full.within, nightly.within); d != "" {
			t.Fatalf("pairs (-full +nightly)\n%s", d)
		}
	})
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.otter.example/jobs/12345/?utm_source=x&ref=y#top":   "otter.example/jobs/12345",
		"http://otter.example/jobs/12345/apply":                          "otter.example/jobs/12345",
		"https://otter.example/careers":                                  "",
		"mailto:jobs@otter.example":                                      "",
		"https://otter.example/jobs?id=778899&utm_medium=feed&lang=en":   "otter.example/jobs?id=778899",
		"https://otter.example/jobs/senior-weaver-of-wool-and-silk?via=": "otter.example/jobs/senior-weaver-of-wool-and-silk",
	} {
		if got := dedupe.Canonical(in); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", in, got, want)
		}
	}
}

// A print survives its form of keeping, and no bytes break the reading.
func FuzzPrint(f *testing.F) {
	p := dedupe.NewPrint(ad("Otter", "Weaver", prose(1, 100)))
	f.Add(p.PackText(), p.PackSample())
	f.Fuzz(func(t *testing.T, text, sample []byte) {
		var p, again dedupe.Print
		if p.UnpackText(text) != nil || p.Unpack(nil, sample, nil) != nil {
			return
		}
		if err := again.UnpackText(p.PackText()); err != nil || len(again.Shingles) != len(p.Shingles) || again.Words != p.Words {
			t.Errorf("%v: %+v, then %+v", err, p, again)
		}
	})
}
