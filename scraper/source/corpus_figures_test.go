package source_test

import (
	"errors"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// salaries returns the folder of recorded figures, or ends the test where
// there is none. CI always sets BACKPAY_CORPUS.
func salaries(t *testing.T) string { return filepath.Join(filepath.Dir(corpus(t)), "salary") }

// figures reads a recording as an import does.
func figures(t *testing.T, src scraper.Source, file string) (scraper.Result, []scraper.Observation) {
	t.Helper()
	res, err := src.Read(saved(t, file))
	if err != nil {
		t.Fatal(err)
	}
	if err := sourcetest.Check(res); err != nil {
		t.Error(err)
	}
	for _, p := range res.Problems {
		t.Logf("problem: %v", p)
	}
	return res, observations(t, res)
}

func observations(t *testing.T, res scraper.Result) (list []scraper.Observation) {
	t.Helper()
	if res.Observations == nil {
		return nil
	}
	for o, err := range res.Observations {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, o)
	}
	return list
}

// summary is how many there are, their median and their mean.
func summary(pay []float64) (n int, median, mean float64) {
	slices.Sort(pay)
	for _, v := range pay {
		mean += v / float64(len(pay))
	}
	n = len(pay)
	if n == 0 {
		return 0, 0, 0
	}
	return n, (pay[(n-1)/2] + pay[n/2]) / 2, mean
}

// TestSurvey: the rows that state pay, beside what the manifest says of each
// file, and the check values of the United States' back-end developers.
func TestSurvey(t *testing.T) {
	dir, src := salaries(t), source.Named("stackoverflow-survey")
	for _, c := range []struct {
		file   string
		rows   string // in the manifest's words
		paid   int
		asOf   string
		n      int // back-end, United States
		median float64
		mean   float64
	}{
		{"2019-all-rows-21-columns.csv.zip", "88,883 rows, ConvertedComp 55,823 filled, 199 of them 0", 55624, "2019", 0, 0, 0},
		{"2019-first-rows-all-columns.csv.gz", "997 rows, some quoted as one field", 644, "2019", 14, 119500, 118635.7},
		{"2024-pay-columns-16143rows.csv.gz", "16,143 rows", 16143, "", 564, 171300, 194202},
		{"2025-first-rows-all-columns.csv.gz", "1,000 rows, 729 with ConvertedCompYearly, 2 more with CompTotal only", 731, "2025", 28, 174125, 189260},
		{"2025-salary-role-country.csv.gz", "21,942 pay rows", 21942, "", 648, 173924.5, 186048},
	} {
		t.Run(c.file, func(t *testing.T) {
			file := filepath.Join(dir, "stackoverflow-survey", c.file)
			page := saved(t, file)
			if !src.Recognise(page) {
				t.Error("is not recognised")
			}
			_, list := figures(t, src, file)
			var usd []float64
			for _, o := range list {
				if (o.Country == "United States" || o.Country == "United States of America") && o.Title == "Developer, back-end" {
					usd = append(usd, o.USD)
				}
				if o.AsOf != c.asOf || o.PayKind != "total" {
					t.Fatalf("%+v", o)
				}
			}
			n, median, mean := summary(usd)
			t.Logf("%d observations of %s; back-end, United States: n %d, median %.1f, mean %.0f", len(list), c.rows, n, median, mean)
			t.Logf("first: %+v", list[0])
			if len(list) != c.paid || n != c.n || median != c.median || math.Abs(mean-c.mean) > .5 {
				t.Errorf("%d observations, n %d, median %v, mean %v; want %+v", len(list), n, median, mean, c)
			}
		})
	}
	for _, file := range []string{"2024-header-few-rows-all-columns.csv", "2020-schema.csv", "2022-schema.csv", "2024-schema.csv", "2025-schema.csv", "2025-language-long.csv.gz"} {
		res, err := src.Read(saved(t, filepath.Join(dir, "stackoverflow-survey", file)))
		if err == nil || res.Observations != nil {
			t.Errorf("%s: is read: %v", file, err)
		}
		t.Log(err)
	}
}

// TestSurveyOfAnotherYear: a file in the columns of another year than its name
// or its request says is an error, and nothing of it is kept.
func TestSurveyOfAnotherYear(t *testing.T) {
	page := saved(t, filepath.Join(salaries(t), "stackoverflow-survey/2025-first-rows-all-columns.csv.gz"))
	page.Request.Note = map[string]string{"year": "2024"}
	res, err := source.Named("stackoverflow-survey").Read(page)
	if !errors.Is(err, scraper.ErrDrift) || res.Observations != nil {
		t.Error(err)
	}
	t.Log(err)
}

// wages are the cells of May's table for software developers: people and their
// relative error, the mean and its error, and five percentiles. In 2020 the
// table has no 15-1252: they are counted with testers, as 15-1256.
var wages = map[string]struct {
	code                string
	cells               []float64
	claims, occupations int
	top                 map[float64]int
}{
	"2020": {"SOC 15-1256", []float64{1476800, .9, 114270, .7, 65210, 84020, 110140, 140470, 170100}, 5522, 789, map[float64]int{208000: 64}},
	"2021": {"SOC 15-1252", []float64{1364180, .7, 120990, .4, 64470, 90870, 120730, 151960, 168570}, 5811, 831, map[float64]int{208000: 98}},
	"2024": {"SOC 15-1252", []float64{1654440, .7, 144570, .6, 79850, 103050, 133080, 169000, 211450}, 5817, 831, map[float64]int{239200: 87}},
}

// TestWages: national tables, their values of one occupation and the cells
// that are marked.
func TestWages(t *testing.T) {
	src := source.Named("bls-oews")
	for year, want := range wages {
		t.Run(year, func(t *testing.T) {
			file := filepath.Join(salaries(t), "bls-oews/national_M"+year+"_dl.xlsx")
			res, _ := figures(t, src, file)
			codes := map[string]bool{}
			top := map[float64]int{}
			var got []float64
			for _, c := range res.Claims {
				codes[c.Code] = true
				if c.TopCoded {
					top[c.Amount]++
				}
				if c.AsOf != year+"-05" || c.Country != "US" || c.Amount <= 0 {
					t.Fatalf("%+v", c)
				}
				if c.Code == want.code {
					got = append(got, c.Amount)
					if c.Statistic == "mean" || c.Statistic == "count" {
						got = append(got, c.RelError)
					}
				}
			}
			t.Logf("%d claims of %d detailed occupations, top-coded: %v", len(res.Claims), len(codes), top)
			if !slices.Equal(got, want.cells) {
				t.Errorf("got %v, want %v", got, want.cells)
			}
			if len(res.Claims) != want.claims || len(codes) != want.occupations || !maps.Equal(top, want.top) {
				t.Errorf("want %+v", want)
			}
		})
	}
}

// TestFilings: certified applications, beside the manifest's counts of rows.
func TestFilings(t *testing.T) {
	dir, src := filepath.Join(salaries(t), "h1b-lca"), source.Named("h1b")
	for _, c := range []struct {
		file, rows    string
		n             int
		weight, first float64
	}{
		{"fy2018-10rows-all-columns.csv", "10 rows", 10, 14, 143915},
		{"software-2012-2016-5000rows.csv.gz", "4,999 rows: 4,508 certified, 408 withdrawn, 82 denied, 1 pending", 4508, 4508, 133328},
	} {
		if !src.Recognise(saved(t, filepath.Join(dir, c.file))) {
			t.Errorf("%s is not recognised", c.file)
		}
		_, list := figures(t, src, filepath.Join(dir, c.file))
		weight := 0.0
		for _, o := range list {
			weight += max(o.Weight, 1)
			if o.AsOf == "" || o.Place == "" || o.Company == "" || o.Period != "year" || o.PayKind != "base" {
				t.Errorf("%+v", o)
			}
		}
		t.Logf("%s: %d observations for %v workers, of %s; the first %+v", c.file, len(list), weight, c.rows, list[0])
		if len(list) != c.n || weight != c.weight || list[0].Amount != c.first {
			t.Errorf("%s: %d observations for %v workers, the first %v", c.file, len(list), weight, list[0].Amount)
		}
	}
	for _, file := range []string{"employer", "job", "location", "salary"} { // averages, no applications
		res, err := src.Read(saved(t, filepath.Join(dir, "fy2025q2-derived-"+file+"-sample.csv")))
		if !errors.Is(err, scraper.ErrDrift) || res.Observations != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSalaries: all ranges of aijobs.net, each with a name of its own.
func TestSalaries(t *testing.T) {
	file := filepath.Join(salaries(t), "ai-jobs-net/salaries-latest-available.csv.gz")
	src := source.Named("aijobs")
	if !src.Recognise(saved(t, file)) {
		t.Error("is not recognised")
	}
	_, list := figures(t, src, file)
	us := 0
	var engineers []float64
	for _, o := range list {
		if o.Country == "US" {
			us++
		}
		if o.Country == "US" && o.Title == "Software Engineer" && o.AsOf == "2024" {
			engineers = append(engineers, o.USD)
		}
	}
	n, median, mean := summary(engineers)
	t.Logf("%d ranges of 74,301 rows, %d in the United States; software engineers there in 2024: n %d, median %.0f, mean %.0f", len(list), us, n, median, mean)
	if len(list) != 35717 || us != 32674 {
		t.Errorf("%d observations, %d in the United States", len(list), us)
	}
	if o := list[0]; o.Title != "Prompt Engineer" || o.Level != "Mid" || o.Amount != 57500 || o.Currency != "EUR" || o.USD != 60526 || o.Country != "AT" {
		t.Errorf("%+v", o)
	}
}

// TestAdvertEnds: 118 rows of back-end engineers are 58 ranges.
func TestAdvertEnds(t *testing.T) {
	file := filepath.Join(salaries(t), "../figure-cases/b02-aijobs-advert-ends.csv")
	_, list := figures(t, source.Named("aijobs"), file)
	var pay []float64
	for _, o := range list {
		pay = append(pay, o.Amount)
	}
	if n, median, _ := summary(pay); n != 58 || median != 197050 {
		t.Errorf("n %d, median %.0f, want 58 and 197050", n, median)
	}
}

// TestGrowth: both files of the wage tracker.
func TestGrowth(t *testing.T) {
	src := source.Named("indeed-hiring-lab")
	for file, rows := range map[string]int{"posted-wage-growth-by-country.csv": 968, "posted-wage-growth-by-sector.csv": 1672} {
		file = filepath.Join(salaries(t), "indeed-hiring-lab", file)
		if !src.Recognise(saved(t, file)) {
			t.Error("is not recognised")
		}
		res, _ := figures(t, src, file)
		own := 0
		for _, c := range res.Claims {
			if strings.HasSuffix(c.Label, "year over year") {
				own++
			}
			if c.Statistic != "growth_pct" || c.SampleN == 0 || math.Abs(c.Amount) > 50 {
				t.Errorf("%+v", c)
			}
		}
		t.Logf("%d claims of %d rows, %d of them of one month; the first %+v", len(res.Claims), rows, own, res.Claims[0])
		if own != rows {
			t.Errorf("%s: %d claims of one month, want %d", file, own, rows)
		}
	}
}

// TestHalfFiles: a spreadsheet or archive that was not downloaded to its end
// is one error.
func TestHalfFiles(t *testing.T) {
	for file, name := range map[string]string{
		"bls-oews/national_M2024_dl.xlsx":                         "bls-oews",
		"stackoverflow-survey/2019-all-rows-21-columns.csv.zip":   "stackoverflow-survey",
		"ai-jobs-net/salaries-latest-available.csv.gz":            "aijobs",
		"stackoverflow-survey/2025-first-rows-all-columns.csv.gz": "stackoverflow-survey",
		"h1b-lca/software-2012-2016-5000rows.csv.gz":              "h1b",
		"indeed-hiring-lab/posted-wage-growth-by-sector.csv":      "indeed-hiring-lab",
	} {
		page := saved(t, filepath.Join(salaries(t), file))
		page.Body = page.Body[:len(page.Body)/2]
		res, err := source.Named(name).Read(page)
		if !errors.Is(err, scraper.ErrDrift) || res.Observations != nil || len(res.Claims) > 0 {
			t.Errorf("%s: %v", file, err)
		}
		t.Logf("%s: %v", file, err)
	}
}

// TestFiguresRecognition: files of figures are recognised by their own source
// and by no other, and what is no table of theirs by none of them.
func TestFiguresRecognition(t *testing.T) {
	own := map[string]string{
		"ai-jobs-net": "aijobs", "bls-oews": "bls-oews", "h1b-lca": "h1b", "indeed-hiring-lab": "indeed-hiring-lab", "stackoverflow-survey": "stackoverflow-survey",
	}
	none := []string{"-schema.csv", "-derived-", "-language-long"}
	for folder, name := range own {
		files, err := filepath.Glob(filepath.Join(salaries(t), folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		for _, file := range files {
			want := []string{name}
			if slices.ContainsFunc(none, func(part string) bool { return strings.Contains(file, part) }) {
				want = nil
			}
			var by []string
			page := saved(t, file)
			for _, s := range source.All() {
				if s.Recognise(page) {
					by = append(by, s.About().Name)
				}
			}
			if !slices.Equal(by, want) {
				t.Errorf("%s: is recognised by %q, want %q", file, by, want)
			}
		}
	}
}
