package stackoverflowsurvey

import (
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/table"
)

const (
	firstYear = 2017
	lastYear  = 2025 // whose columns are known; later files are read as its
	anyYear   = 2099
)

// era is a run of years that name the columns of pay alike.
type era struct {
	from, to int
	usd      string // pay of a year in US dollars, as the publisher converted it
	amount   string // pay as stated
	freq     string // its period; "" where it is of a year
	code     string // its currency
	kind     string // what the question asked for
}

// eras follow the schemas of the files (survey_results_schema.csv). Those of
// 2017, 2018 and 2021 to 2023 were read in part only; that Salary is in US
// dollars in 2017 is a guess: no amount of it is above 197,000, whatever the
// currency.
var eras = []era{
	{2017, 2017, "Salary", "", "", "", "base"},
	{2018, 2018, "ConvertedSalary", "Salary", "SalaryType", "CurrencySymbol", "base"},
	{2019, 2020, "ConvertedComp", "CompTotal", "CompFreq", "CurrencySymbol", "total"},
	{2021, anyYear, "ConvertedCompYearly", "CompTotal", "CompFreq", "Currency", "total"},
	// Tables that others made of a survey: one row a person, with one role.
	{2021, anyYear, "salary", "", "", "", "total"},
}

// marks are columns that only one year has, enough of them that a file which
// was cut to some columns is likely to keep one.
var marks = map[int][]string{
	2017: {"Professional", "ProgramHobby", "HaveWorkedLanguage", "DeveloperType", "YearsCodedJob"},
	2018: {"ConvertedSalary", "YearsCodingProf", "SalaryType", "FrameworkWorkedWith"},
	2019: {"OpenSourcer", "BetterLife", "ImpSyn", "FizzBuzz", "ResumeUpdate", "CodeRevHrs", "CareerSat"},
	2020: {"NEWEdImpt", "NEWJobHunt", "NEWOnboardGood", "NEWOvertime", "NEWPurchaseResearch"},
	2021: {"US_State", "UK_Country"},
	2022: {"VCInteraction", "VCHostingPersonal use", "Onboarding"},
	2023: {"Q120", "SOAI", "AISearchHaveWorkedWith"},
	2024: {"Check", "BuildvsBuy", "AIEthics", "AISearchDevHaveWorkedWith"},
	2025: {"LearnCodeChoose", "AIAgents", "AIModelsChoice"},
}

// accept tells a table of answers: one that has a country and pay in dollars.
// A table with a row for each language of a person has no country, and would
// count people several times.
func accept(c table.Columns) bool {
	return c.Has("Country") && slices.ContainsFunc(eras, func(e era) bool { return e.fits(c) })
}

func (e era) fits(c table.Columns) bool {
	if e.usd == "salary" { // not to be taken for 2017's Salary
		return c.Has("salary", "PrimaryRole")
	}
	if e.to == 2017 {
		return c.Has("Salary", "Professional") || c.Has("Salary", "DeveloperType")
	}
	return c.Has(e.usd)
}

// yearOf finds the year of a table: as asked for, as its columns tell or as
// the address does. Year is 0, with a problem, when nothing tells it.
func yearOf(page *scraper.Page, c table.Columns) (year int, problem, err error) {
	var told []int
	for y, names := range marks {
		if c.First(names...) >= 0 {
			told = append(told, y)
		}
	}
	asked, _ := strconv.Atoi(page.Request.Note["year"])
	if asked == 0 {
		for _, name := range []string{page.Request.Note["file"], page.URL} {
			if asked = yearIn(name); asked > 0 {
				break
			}
		}
	}
	slices.Sort(told)
	switch {
	case asked == 0 && len(told) == 1:
		year = told[0]
	case asked == 0:
		return 0, errYear, nil
	case len(told) > 0 && !slices.Contains(told, asked) && asked <= lastYear:
		return 0, nil, fmt.Errorf("%w: the columns are those of %d, not of %d", scraper.ErrDrift, told[0], asked)
	default:
		year = asked
	}
	if !slices.ContainsFunc(eras, func(e era) bool { return e.fits(c) && e.from <= year && year <= e.to }) {
		return 0, nil, fmt.Errorf("%w: the columns of pay are not those of %d", scraper.ErrDrift, year)
	}
	return year, nil, nil
}

// yearNumber takes a longer number whole, which is then no year.
var yearNumber = regexp.MustCompile(`\d+`)

// yearIn finds the year in the name of a file, of an archive and the file in
// it, or of an address: the last part that names exactly one. It is 0 when
// none does.
func yearIn(name string) int {
	name, _, _ = strings.Cut(name, "?")
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' || r == '!' })
	for _, part := range slices.Backward(parts) {
		found := 0
		for _, m := range yearNumber.FindAllString(part, -1) {
			y, _ := strconv.Atoi(m)
			switch {
			case y < firstYear || y > lastYear:
			case found != 0 && found != y:
				return 0
			default:
				found = y
			}
		}
		if found > 0 {
			return found
		}
	}
	return 0
}

// form is where the columns of one table are; -1 for one that it hasn't.
type form struct {
	era    era
	asOf   string // the year, "" when nothing tells it
	prefix string // of the identity of a row

	id, country, region, experience, size int
	amount, freq, code, usd               int
	roles, skills                         []int
}

// prefixOf returns what the identity of a page's rows begins with: the year, or where
// nothing tells it a hash of the whole body.
func prefixOf(page *scraper.Page, year int) (string, error) {
	if year > 0 {
		return strconv.Itoa(year), nil
	}
	r, err := page.Reader()
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := fnv.New64a()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return fmt.Sprintf("%016x", h.Sum64()), nil
}

// formOf finds the columns of a table.
func formOf(c table.Columns, year int) form {
	f := form{
		id:      c.First("ResponseId", "Respondent"),
		country: c.First("Country"),
		region:  c.First("US_State"),
		// YearsCode counts years of learning too.
		experience: c.First("YearsCodePro", "YearsCodingProf", "YearsCodedJob", "WorkExp"),
		size:       c.First("OrgSize", "CompanySize"),
		roles:      some(c, "DevType", "DeveloperType", "WebDeveloperType", "PrimaryRole"),
	}
	for _, tech := range []string{"Language", "Database", "Platform", "Webframe"} {
		if i := c.First(tech+"HaveWorkedWith", tech+"WorkedWith", "HaveWorked"+tech, "Primary"+tech); i >= 0 {
			f.skills = append(f.skills, i)
		}
	}
	if year > 0 {
		f.asOf = strconv.Itoa(year)
	}
	for _, e := range eras {
		if e.fits(c) && (year == 0 || e.from <= year && year <= e.to) {
			f.era = e
			break
		}
	}
	f.usd, f.code = c.First(f.era.usd), c.First(f.era.code)
	f.amount, f.freq = c.First(f.era.amount), c.First(f.era.freq)
	if f.freq < 0 && year < 2023 {
		f.amount = -1 // of no known period
	}
	return f
}

// some are the places of those names that are columns.
func some(c table.Columns, names ...string) []int {
	var places []int
	for _, n := range names {
		if i := c.First(n); i >= 0 {
			places = append(places, i)
		}
	}
	return places
}
