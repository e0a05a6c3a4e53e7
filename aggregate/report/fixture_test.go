package report

import (
	"time"

	"backpay/aggregate"
	"backpay/scraper"
)

var asOf = time.Date(2026, 11, 2, 6, 30, 0, 0, time.UTC)

// cellOf makes one cell's figures as package figure would: a count, and where
// there is a median, the statistics round it.
func cellOf(source, role, level string, all, jobs, employers int, median, reach float64, grade, note string) []aggregate.Figure {
	f := aggregate.Figure{
		Edition: "e-4f1c", Measure: "level", Source: source, Side: scraper.Posted, Role: role, Seniority: level, Country: "US",
		Population: aggregate.FullTime, Disclosure: new(float64(jobs+1) / float64(all+1)), NPostings: all + 3, NJobs: all, NEmployers: employers + 2,
	}
	count := f
	count.Statistic, count.Unit, count.Value = "count", "count", float64(all)
	if jobs == 0 {
		return []aggregate.Figure{count}
	}
	f.Unit, f.PayKind, f.NPostings, f.NJobs, f.NEmployers = "USD", "base", jobs+2, jobs, employers
	f.NEffective, f.Grade, f.Note = float64(jobs)/2, grade, note
	mean, mid, p25, p75 := f, f, f, f
	mid.Statistic, mid.Value = "median", median
	if reach > 0 {
		mid.CILow, mid.CIHigh = median*(1-reach), median*(1+reach*0.8)
	}
	mean.Statistic, mean.Value = "mean", median*1.04+0.25
	p25.Statistic, p25.Value = "p25", median*0.8
	p75.Statistic, p75.Value = "p75", median*1.22
	raw := mid
	raw.Statistic, raw.Value, raw.CILow, raw.CIHigh, raw.NPostings, raw.NJobs = "median_raw", median*0.97, 0, 0, jobs+2, jobs+2
	return []aggregate.Figure{count, mean, mid, raw, p25, p75}
}

// small is an invented edition with a good, a rough and a withheld source.
func small() Input {
	var figures []aggregate.Figure
	for _, c := range [][]aggregate.Figure{
		cellOf("all", "backend", "", 1980, 1204, 96, 148_000, 0.045, "good", ""),
		cellOf("greenhouse", "backend", "", 1210, 820, 61, 150_250, 0.06, "good", ""),
		cellOf("lever", "backend", "", 402, 260, 32, 141_000, 0.12, "rough", "32 employers, fewer than 50"),
		cellOf("ashby", "backend", "", 60, 17, 9, 171_000, 0, "withheld", "9 employers, fewer than 20"),
		cellOf("remotive", "backend", "", 12, 0, 0, 0, 0, "", ""),
		cellOf("all", "frontend", "", 900, 640, 70, 139_500, 0.05, "good", ""),
		cellOf("all", "devops", "", 300, 140, 38, 151_000, 0.09, "rough", "38 employers, fewer than 50"),
		cellOf("all", "qa", "", 41, 20, 11, 101_000, 0, "withheld", "11 employers, fewer than 20"),
		cellOf("all", "backend", "senior", 700, 510, 80, 171_000, 0.05, "good", ""),
		cellOf("all", "backend", "mid", 420, 301, 51, 139_000, 0.07, "good", ""),
		cellOf("all", "backend", "junior", 80, 34, 16, 99_000, 0, "withheld", "16 employers, fewer than 20"),
	} {
		figures = append(figures, c...)
	}
	figures = append(figures, citiesOf()...)
	figures = append(figures, stepsOf()...)
	return withSections(Input{
		Places: towns, CityMethod: "Tax is that of a single filer, of 2026. Not counted: the tax of counties. Rent is twelve months, fiscal year 2024.",
		Options: Options{Role: "backend", Country: "US", Currency: "USD", AsOf: asOf, Edition: "e-4f1c", Version: "0.1.0"},
		Figures: figures,
		Sources: []Source{
			{
				Name: "greenhouse", Title: "Greenhouse", Side: scraper.Posted, Homepage: "https://boards.example.org/", Terms: "https://boards.example.org/terms",
				Attribution: "Job data from the boards' public interface", Licence: "facts; adverts belong to the employers", Status: "ok", FinishedAt: asOf, Postings: 2310,
			},
			{Name: "lever", Title: "Lever", Side: scraper.Posted, Homepage: "https://lever.example.org/", Status: "ok", FinishedAt: asOf, Postings: 640},
			{Name: "ashby", Title: "Ashby", Side: scraper.Posted, Status: "drift", Error: "page has an unknown form: jobs is no list", FinishedAt: asOf, Postings: 120},
			{Name: "remotive", Title: "Remotive", Side: scraper.Posted, Status: "blocked", Error: "blocked: a challenge page", FinishedAt: asOf, Postings: 44},
			{Name: "jsonld", Title: "Employers' own pages", Side: scraper.Posted},
			{Name: "rents", Title: "Office of Rents", Side: scraper.Filed, Attribution: "Office of Rents, invented", Licence: "public domain", Tables: "2024"},
		},
		Law: Law{States: []string{"CA", "CO"}, Laws: []Statute{{"CA", "2023-01-01", 15, "Labor Code § 432.3"}, {"CO", "2021-01-01", 1, "C.R.S. § 8-5-201"}}, With: Disclosed{900, 810}, Without: Disclosed{600, 240}, Unknown: Disclosed{12, 6}},
		Quality: Quality{
			Postings: 3114, Jobs: 2870, Employers: 214, Gone: 127,
			Origins:  []Count{{"structured", 1490}, {"field", 101}, {"text", 722}, {"predicted", 12}},
			OneSided: 88, Flagged: 9, NoRole: 310, NoCountry: 64,
		},
		Claims: claimsOf(), Published: publishedOf(), Citations: []Citation{
			{Source: "wagebook", Title: "Back End Developer", Statistic: "mean", AsOf: "2022", Amount: 11_000, Currency: "USD", Period: "month"},
			{Source: "wagebook", Title: "Data Engineer", Statistic: "median", Country: "DE", AsOf: "2022", Amount: 71_000, Currency: "EUR", Period: "year"},
			{Source: "wagebook", Title: "Ship’s cook", Statistic: "median", AsOf: "2022", Amount: 31_000, Currency: "USD", Period: "year"},
		},
		Samples: []Sample{
			{
				Source: "greenhouse", Role: "backend", Seniority: "senior", Country: "US", Title: "Senior Backend Engineer, Ledger",
				Company: "Quillmere Bank", URL: "https://boards.example.org/quillmere/jobs/1", Quote: "The base range is $150,000 to $190,000 a year", SeenAt: asOf,
			},
			{
				Source: "lever", Role: "backend", Seniority: "mid", Country: "US", Title: "Backend Developer",
				Company: "Tallowby", URL: "https://lever.example.org/tallowby/2", Quote: "$120k - $150k", SeenAt: asOf,
			},
		},
		Factors: []Factor{{"hour", 2080, "40 hours in 52 weeks"}, {"month", 12, ""}},
		Planted: []Planted{
			{Role: "backend", Planted: 148_210, Found: 148_000},
			{Role: "frontend", Planted: 139_000, Found: 139_500},
			{Role: "qa", Planted: 101_000},
			{Role: "backend", What: "in Denver", Planted: 151_000, Found: 149_500, Low: 140_000, High: 160_000},
			{Role: "backend", What: "growth over three months", Unit: "percent", Planted: 5.1, Found: 4.2, Low: -2.8, High: 11},
			{Role: "qa", What: "growth over three months", Unit: "percent", Planted: 5.1},
			{Role: "backend", What: "internships", Unit: "count", Planted: 15, Found: 14},
		},
		SQL: "SELECT source, count(*), avg(pay)\nFROM job_pay\nWHERE role = :role AND country = :country\nGROUP BY source;",
	})
}

// towns are the invented places of the fixture.
var towns = map[string]string{"90001": "Marlow Bay, CA", "90002": "Dunmere, TX", "90003": "Farrow, NY", "90004": "Port Quill-under-Sandwick, WA", "90005": "Hale, OR", "90006": "Tarn, NV"}

// cityOf makes the figures of one place: its median, and where the rent of a
// month is known, what tax of three tenths leaves of it with that rent.
func cityOf(place string, jobs, employers int, median, reach, rent float64, grade, note string) []aggregate.Figure {
	out := cellOf("all", "backend", "", jobs+5, jobs, employers, median, reach, grade, note)
	for i := range out {
		out[i].Place = place
	}
	m := out[2]
	add := func(statistic, unit, note string, v, low, high float64) {
		f := m
		f.Measure, f.Statistic, f.Unit, f.Note, f.Value, f.CILow, f.CIHigh = "city", statistic, unit, note, v, low, high
		if high == 0 {
			f.NJobs, f.NPostings, f.NEmployers, f.NEffective, f.Grade, f.Disclosure = 0, 0, 0, 0, "", nil
		}
		out = append(out, f)
	}
	if grade == "withheld" || place == "90006" {
		return out
	}
	share := func(statistic, note string, part float64) {
		add(statistic, "USD", note, m.Value*part, m.CILow*part, m.CIHigh*part)
	}
	share("federal_tax", "federal income tax of 2026, single filer", .2)
	share("payroll_tax", "social security and Medicare of 2026", .07)
	share("state_tax", "income tax of the state by its brackets of 2020", .03)
	share("after_tax", "tax on the median of a single filer", .7)
	if rent > 0 {
		add("rent_month", "USD", "40th percentile of one-bedroom homes", rent, 0, 0)
		add("rent", "USD", "twelve months: 40th percentile of one-bedroom homes", 12*rent, 0, 0)
		add("asking_rent", "USD", "an index of asking rents, 2025-06", rent+250, 0, 0)
		add("left", "USD", "after tax and rent", m.Value*.7-12*rent, m.CILow*.7-12*rent, m.CIHigh*.7-12*rent)
	}
	add("price_level", "percent", "regional price parity, 2023", 80+rent/80, 0, 0)
	return out
}

// citiesOf are places good and rough, without a rent, without anything, too
// few to say; what is left differs clearly from one of two.
func citiesOf() (out []aggregate.Figure) {
	for _, c := range [][]aggregate.Figure{
		cityOf("90001", 310, 58, 176_000, 0.05, 2408.16, "good", ""),
		cityOf("90002", 205, 54, 162_000, 0.06, 1432.5, "good", ""),
		cityOf("90003", 96, 27, 172_000, 0.14, 2121.8, "rough", "27 employers, fewer than 50"),
		cityOf("90004", 88, 51, 150_000, 0.07, 0, "good", ""),
		cityOf("90006", 90, 52, 141_000, 0.08, 0, "good", ""),
		cityOf("90005", 31, 12, 133_000, 0, 1300, "withheld", "12 employers, fewer than 20"),
	} {
		out = append(out, c...)
	}
	left := map[string]aggregate.Figure{}
	for _, f := range out {
		if f.Statistic == "left" {
			left[f.Place] = f
		}
	}
	minus := func(place, other, grade string, low, high float64) {
		f := left[place]
		f.Statistic, f.Grade, f.Note, f.Value, f.CILow, f.CIHigh = "left_minus:"+other, grade, "", f.Value-left[other].Value, low, high
		out = append(out, f)
	}
	minus("90002", "90001", "good", -4_020, 7_510)
	minus("90002", "90003", "rough", 600.25, 15_010.5)
	minus("90003", "90001", "rough", -9_050, 11_000)
	return out
}

// claimsOf are invented published figures: of every side, drawn and told.
func claimsOf() []Claim {
	us := aggregate.Claim{Role: "backend", Country: "US"}
	year := func(v float64) aggregate.Claim {
		b := us
		b.AnnualAmount, b.AnnualFactor = v, 1
		return b
	}
	month := aggregate.Claim{Role: "backend", Country: "US", AnnualAmount: 132_000, AnnualFactor: 12}
	occupation, town := year(239_200), year(171_000)
	occupation.Role = "software"
	town.City, town.Region = "Marlow Bay", "CA"
	return []Claim{
		{
			Source: "payboard", Title: "Payboard", Side: scraper.Reported, Belief: year(126_746), ObtainedBy: "import", RetrievedAt: asOf, URL: "https://payboard.example.org/backend",
			Said: scraper.Claim{Title: "Backend Developer", Place: "United States", Statistic: "median", Label: "average base pay", PayKind: "base", Amount: 126_746, Currency: "USD", Period: "year", SampleN: 5508, SampleKind: "reports", AsOf: "2026-10"},
		},
		{
			Source: "payboard", Title: "Payboard", Side: scraper.Reported, Belief: town, ObtainedBy: "import", RetrievedAt: asOf,
			Said: scraper.Claim{Title: "Backend Developer", Place: "Marlow Bay, CA", Statistic: "p75", PayKind: "total", Amount: 171_000, Currency: "USD", Period: "year", AsOf: "2026-10"},
		},
		{
			Source: "payboard", Title: "Payboard", Side: scraper.Reported, Belief: year(104_000), ObtainedBy: "import", RetrievedAt: asOf, URL: "https://payboard.example.org/backend",
			Said: scraper.Claim{Title: "Backend Developer", Place: "United States", Statistic: "p25", PayKind: "base", Amount: 104_000, Currency: "USD", Period: "year", AsOf: "2026-10"},
		},
		{
			Source: "payboard", Title: "Payboard", Side: scraper.Reported, Belief: year(155_000), ObtainedBy: "import", RetrievedAt: asOf, URL: "https://payboard.example.org/backend",
			Said: scraper.Claim{Title: "Backend Developer", Place: "United States", Statistic: "p75", PayKind: "base", Amount: 155_000, Currency: "USD", Period: "year", AsOf: "2026-10"},
		},
		{
			Source: "wagebook", Title: "Wagebook", Side: scraper.Employer, Belief: month, ObtainedBy: "citation", RetrievedAt: asOf, Note: "entered for comparison",
			Said: scraper.Claim{Title: "Back End Developer", Statistic: "mean", Label: "mean salary", PayKind: "base", Amount: 11_000, Currency: "USD", Period: "month", AsOf: "2022"},
		},
		{
			Source: "stats", Title: "Office of Statistics", Side: scraper.Employer, Belief: occupation, ObtainedBy: "file", RetrievedAt: asOf,
			Said: scraper.Claim{Title: "Software Developers", Code: "SOC 15-1252", Statistic: "p90", PayKind: "base", Amount: 239_200, Currency: "USD", Period: "year", RelError: 0.4, TopCoded: true, AsOf: "2025-05"},
		},
		{
			Source: "stats", Title: "Office of Statistics", Side: scraper.Employer, Belief: us, ObtainedBy: "page", RetrievedAt: asOf,
			Said: scraper.Claim{Title: "Backend Developer", Statistic: "growth_pct", Label: "job outlook", Amount: 23, AsOf: "2021"},
		},
		{
			Source: "board", Title: "Board", Belief: us, ObtainedBy: "citation", RetrievedAt: asOf,
			Said: scraper.Claim{Title: "Backend Developer", Statistic: "count", Label: "openings", Amount: 48_000, AsOf: "2022"},
		},
	}
}

// publishedOf are the claims of the role with invented ones of others: roles of
// one publisher, and what skills are said to be worth.
func publishedOf() []Claim {
	all := claimsOf()
	for role, v := range map[string]float64{"backend": 101_000, "frontend": 92_500, "data_eng": 115_250} {
		all = append(all, Claim{
			Source: "payboard", Title: "Payboard", Side: scraper.Reported, ObtainedBy: "import", RetrievedAt: asOf,
			Belief: aggregate.Claim{Role: role, Country: "US", AnnualAmount: v, AnnualFactor: 1},
			Said:   scraper.Claim{Title: role, Statistic: "mean", PayKind: "base", Amount: v, Currency: "USD", Period: "year", AsOf: "2026-09"},
		})
	}
	for skill, v := range map[string]float64{"Go": 12.5, "mentoring": 7.25} {
		all = append(all, Claim{
			Source: "study", Title: "A Study of Skills", Side: scraper.Reported, ObtainedBy: "citation", RetrievedAt: asOf, URL: "https://study.example.org/",
			Belief: aggregate.Claim{Role: "software", Country: "US"}, Said: scraper.Claim{Title: "Developers", Skill: skill, Statistic: "premium_pct", Amount: v, AsOf: "2024"},
		})
	}
	return all
}
