package source_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/source/jsonld"
	"backpay/scraper/sourcetest"
)

// abroad are recordings of the sources of other countries and of further
// services: how many postings the raw file holds, how many of them with pay in
// fields of their own, and one posting as a person read it there.
var abroad = []struct {
	file, source     string
	postings, paid   int
	at               int // the posting that the person read
	title, company   string
	place, day, pays string
}{
	{"nofluffjobs/search-3-2026.json", "nofluffjobs", 3, 3, 2, "Mid Back-End Java Developer", "Cognitran", "Szczecin, Poland", "2026-07-31", "12000-16000 PLN month permanent gross"},
	{"nofluffjobs/search-3-2026.json", "nofluffjobs", 3, 3, 1, "Leading D365 Technical Consultant (f/m/x)", "Sii Polska", "Szczecin, Poland", "2026-08-04", "26880-30240 PLN month b2b net"},
	{"justjoinit/by-cursor-3-2026.json", "justjoinit", 3, 1, 1, "Senior .Net Developer", "Jit Team", "Gdańsk; Warszawa; Kraków", "2026-08-06", "26000-31000 PLN month b2b net"},
	{"rocketjobs/by-cursor-3-2026.json", "justjoinit", 3, 1, 1, "Specjalista / Specjalistka ds. Planowania Finansowego (m/k/os.)", "OVB Allfinanz Polska sp. z o.o.", "Olsztyn", "2026-08-11", "9000-13000 PLN month b2b net; 9000-13000 PLN month mandate gross"},
	{"solidjobs/it-3-2026.json", "solidjobs", 3, 3, 0, "Java Developer", "Click IT Group", "Warszawa", "2026-06-11", "16800-21000 PLN month b2b"},
	{"solidjobs/it-3-2026.json", "solidjobs", 3, 3, 1, "Konsultant Telefoniczny", "HR score", "Kraków", "2026-06-08", "5000-8000 PLN month mandate"},
	{"torre/search-p0.json", "torre", 3, 2, 0, "Senior Solutions Engineer (SE) – Sweden (Remote)", "Grafana Labs", "Sweden", "2026-08-18", "1119000-1400000 SEK year"},
	{"torre/search-p0.json", "torre", 3, 2, 2, "Senior Pre-Sales Engineer (Solutions Engineer) for APAC", "Deepgram", "Singapore", "", ""},
	{"torre/search-p1.json", "torre", 3, 2, 2, "Solutions Design Engineer", "Innovo Global Talent", "", "", "80000-100000 EUR year"},
	{"eures/search-2026.json", "eures", 3, 0, 0, "AI Agent Developer & Enablement Specialist", "OSTP", "FI", "2026-08-19", ""},
	{"jobtech/es-hits-2019.json", "jobtech", 2, 0, 0, "Java-utvecklare", "Not4real dream business AB", "Stockholm", "2019-03-13", ""},
	{"nav/public-feed-2024.json", "nav", 3, 0, 0, "Erfaren frontendutvikler", "BREDVID AS", "OSLO, NORGE", "2019-04-01", ""},
	{"nav/public-feed-2024.json", "nav", 3, 0, 2, "100% stilling fysioterapeut Ulvik herad", "Ulvik herad", "ULVIK, HORDALAND, NORGE", "2019-03-25", ""},
	{"hh/vacancy-1-2024.json", "hh", 1, 1, 0, "Курьер - Сборщик", "", "Калуга", "2024-08-15", "69600-128750 RUB month net"},
	{"neogov/michigan-5-2013.rss", "neogov", 5, 4, 1, "MEDC Corporate - Business Attraction Manager", "State of Michigan, MI", "Lansing, Michigan", "2013-04-08", "59334-77066 USD year"},
	{"neogov/michigan-5-2013.rss", "neogov", 5, 4, 2, "Dentist-A", "State of Michigan, MI", "Freeland, Michigan", "", "37.33-51.66 USD hour"},
	{"neogov/michigan-5-2013.rss", "neogov", 5, 4, 0, "Professional Development and Training Intern-DHS", "State of Michigan, MI", "Lansing, Michigan", "2013-04-12", ""},
	{"neogov/example-2-2026.xml", "neogov", 2, 2, 1, "CRM Project Consultant", "Example Public Agency", "Remote", "2026-08-18", "65-85 USD hour"},
	{"manatal/list-calqulate.json", "manatal", 10, 0, 0, "AI Engineer", "", "San Diego, California, United States", "", ""},
	{"comeet/positions.json", "comeet", 2, 0, 0, "Forward Deployed Engineer", "Wiliot", "New York, NY, US", "", ""},
	{"workingnomads/api-4.json", "workingnomads", 4, 0, 0, "AI Content Analyst (No Experience Required)", "Peroptyx", "Australia", "2026-07-10", ""},
}

// TestAbroad reads each recording, which no other source may recognise.
func TestAbroad(t *testing.T) {
	dir := filepath.Join(corpus(t), "..", "new-sources")
	for _, f := range abroad {
		t.Run(f.file+"/"+f.title, func(t *testing.T) {
			page := saved(t, filepath.Join(dir, f.file))
			for _, s := range source.All() {
				if own := s.About().Name == f.source; s.Recognise(page) != own {
					t.Errorf("recognised by %s: %v", s.About().Name, !own)
				}
			}
			res, err := source.Named(f.source).Read(page)
			if err != nil || res.Lost() > 0 {
				t.Fatal(err, res.Problems)
			}
			if err := sourcetest.Check(res); err != nil {
				t.Error(err)
			}
			if res.Whole != "" || len(res.Requests) > 0 {
				t.Errorf("a saved answer is taken for all of %q, and asks for %d more", res.Whole, len(res.Requests))
			}
			paid := 0
			for _, p := range res.Postings {
				paid += min(1, structured(p))
			}
			if len(res.Postings) != f.postings || paid != f.paid {
				t.Fatalf("%d postings, %d with pay; want %d and %d", len(res.Postings), paid, f.postings, f.paid)
			}
			p := res.Postings[f.at]
			for _, c := range []struct{ what, got, want string }{{"title", p.Title, f.title}, {"company", p.Company, f.company}, {"pay", offers(p.Pay), f.pays}} {
				if c.got != c.want {
					t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
				}
			}
			if !strings.HasPrefix(p.Place, f.place) {
				t.Errorf("place is %q, want %q first", p.Place, f.place)
			}
			if day := p.PostedAt.Format("2006-01-02"); f.day != "" && day != f.day {
				t.Errorf("posted on %s, want %s", day, f.day)
			}
		})
	}
}

// offers words pay as a person does.
func offers(pays []scraper.Pay) string {
	var all []string
	for _, p := range pays {
		all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%.10g-%.10g %s %s %s %s", p.Min, p.Max, p.Currency, p.Period, p.Contract, p.Tax)), " "))
	}
	return strings.Join(all, "; ")
}

// TestRecipe: a listing page without links, read as its recipe says, leads to
// each of its 18 openings.
func TestRecipe(t *testing.T) {
	src := source.Named("jsonld")
	settings := src.Settings().(*jsonld.Settings)
	settings.Sites = []jsonld.Site{{Recipe: "paylocity", Company: "Fermi", Name: "x"}}
	reqs, err := src.Start(settings)
	if err != nil {
		t.Fatal(err)
	}
	page := saved(t, filepath.Join(corpus(t), "..", "new-sources", "paylocity", "board-fermi.html"))
	page.Request = reqs[0]
	res, err := src.Read(page)
	if err != nil || len(res.Problems) > 0 || len(res.Requests) != 18 {
		t.Fatalf("%d openings, error %v, problems %v", len(res.Requests), err, res.Problems)
	}
	if got := res.Requests[0].URL; !strings.HasPrefix(got, "https://recruiting.paylocity.com/Recruiting/Jobs/Details/") {
		t.Errorf("the first is at %s", got)
	}
}
