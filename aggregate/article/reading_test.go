package article

import (
	"strings"
	"testing"
)

// What is read of a figure, by kind of wording. The first words of each case say
// which; amounts are made up.
func TestReading(t *testing.T) {
	type want struct {
		value, high                          float64
		kind, currency, period, statistic    string
		payKind, role, country, source, more string // more: city, company, tax, seniority or skill, as they come
	}
	pay := func(v float64, currency, country string) want {
		return want{value: v, kind: Pay, currency: currency, period: "year", country: country}
	}
	for _, tt := range []struct {
		name, text string
		want       []want
	}{
		{"a figure is the link", "Backend developers in the US make on average [$81,111](https://www.glassdoor.com/x), [$92,222](https://www.indeed.com/y), or [$103,333](https://www.salary.com/z) a year in base pay.", []want{
			{81111, 0, Pay, "USD", "year", "mean", "base", "backend", "US", "glassdoor", ""},
			{92222, 0, Pay, "USD", "year", "mean", "base", "backend", "US", "indeed", ""},
			{103333, 0, Pay, "USD", "year", "mean", "base", "backend", "US", "salarycom", ""},
		}},
		{"respectively", "Backend developers in the US make $81,111 and $92,222: I asked Glassdoor and PayScale respectively.", []want{
			{81111, 0, Pay, "USD", "year", "", "", "backend", "US", "glassdoor", ""},
			{92222, 0, Pay, "USD", "year", "", "", "backend", "US", "payscale", ""},
		}},
		{"ranges", "Data engineers in the United States earn $91,100 - $155,500 a year, and in Germany €45-50,000.", []want{
			{91100, 155500, Pay, "USD", "year", "range", "", "data_eng", "US", "", ""},
			{45000, 50000, Pay, "EUR", "year", "range", "", "data_eng", "DE", "", ""},
		}},
		{"India", "Software engineers in India earn ₹5L to ₹12L, others 7.7 LPA, and up to ₹2,10,00,000.", []want{
			{500000, 1200000, Pay, "INR", "year", "range", "", "software", "IN", "", ""},
			{780000 - 10000, 0, Pay, "INR", "year", "", "", "software", "IN", "", ""},
			{21000000, 0, Pay, "INR", "year", "", "", "software", "IN", "", ""},
		}},
		{"net pay", "A software engineer in London has an average salary of £57,550, or £3,550 per month after tax.", []want{
			{57550, 0, Pay, "GBP", "year", "mean", "base", "software", "GB", "", "London"},
			{3550, 0, Pay, "GBP", "month", "mean", "base", "software", "GB", "", "London net"},
		}},
		{"a publisher's name is a plain word", "Web developers in the United States earn between $70,100 and $88,100 on average, at all experience levels.", []want{
			{70100, 88100, Pay, "USD", "year", "mean", "", "frontend", "US", "", ""},
		}},
		{"differences", "There is a $71k discrepancy between backend developers in the US. The average of data engineers stands at $153,300, a $41,000 increase from 2023.", []want{
			{71000, 0, Difference, "USD", "", "", "", "backend", "US", "", ""},
			pay(153300, "USD", "US"),
			{41000, 0, Difference, "USD", "", "", "", "", "US", "", ""},
		}},
		{"a sample is no pay", "We analysed 13,100 data points of what developers are paid in Germany.", nil},
		{"the nearest country", "Norway has the best software engineer pay, on average €70,700, followed by Israel at $70,200. In Spain they earn $36,300, while in Denmark the same job can give $63,600.", []want{
			{70700, 0, Pay, "EUR", "year", "mean", "", "software", "NO", "", ""},
			{70200, 0, Pay, "USD", "year", "", "", "software", "IL", "", ""},
			{36300, 0, Pay, "USD", "year", "", "", "software", "ES", "", ""},
			{63600, 0, Pay, "USD", "year", "", "", "software", "DK", "", ""},
		}},
		{"hours", "Freelancers in Germany earn an average hourly salary of €112, developers charge 84€.", []want{
			{112, 0, Pay, "EUR", "hour", "mean", "", "", "DE", "", ""},
			{84, 0, Pay, "EUR", "hour", "", "", "", "DE", "", ""},
		}},
		{"euros written out", "On average, software engineers in Germany earn 60,600 euros, according to Stepstone in their 2021 salary report.", []want{
			{60600, 0, Pay, "EUR", "year", "mean", "", "software", "DE", "Stepstone", ""},
		}},
		{"a company's pay", "According to Glassdoor, these pay software engineers best.\n\n| Company | Salary |\n| --- | --- |\n| Acme Works | $210,700 |\n", []want{
			{210700, 0, Pay, "USD", "year", "", "base", "software", "US", "glassdoor", "Acme Works"},
		}},
		{"counts", "LinkedIn lists 8k job openings for \"DevOps engineer\". The Bureau of Labor Statistics reports yearly job openings of about 418,600 for software engineers in the US.", []want{
			{8000, 0, Count, "", "", "", "", "devops", "US", "linkedin", ""},
			{418600, 0, Count, "", "", "", "", "software", "US", "bls-oews", ""},
		}},
		{"the first of a comparison", "The average salary for data scientists in the US is higher than that of backend developers, at $101k per year according to [Indeed](https://www.indeed.com/x).", []want{
			{0, 0, Difference, "", "", "", "", "", "US", "", ""},
			{101000, 0, Pay, "USD", "year", "mean", "base", "data_sci", "US", "indeed", ""},
		}},
		{"percentiles by their words", "BLS puts the lowest-paid tenth of software developers at $79,100 and the highest-paid tenth at $211,100 in May 2024.", []want{
			{79100, 0, Pay, "USD", "year", "p10", "", "software", "US", "bls-oews", ""},
			{211100, 0, Pay, "USD", "year", "p90", "", "software", "US", "bls-oews", ""},
		}},
		{"skills and an increase", "Python and Go only offer a 6-9% increase in backend developer salary.", []want{
			{6, 9, Premium, "", "", "", "", "backend", "US", "", "Python"},
		}},
		{"a share of people is no premium", "10% of entry-level software developers make about $21 per hour, according to PayScale.", []want{
			{21, 0, Pay, "USD", "hour", "", "", "software", "US", "payscale", "junior"},
		}},
		{"the title", "---\ntitle: \"Data engineer salary in Germany\"\n---\n\nThe average salary is €70,100 a year.", []want{
			{70100, 0, Pay, "EUR", "year", "mean", "base", "data_eng", "DE", "", ""},
		}},
		{"a table in HTML", "<table>\n<tr><th>Country</th><th>Full stack developer salary</th></tr>\n<tr><td>Switzerland</td><td>CHF 80,100</td></tr>\n<tr><td>Canada</td><td>CAD 70,100</td></tr>\n</table>", []want{
			{80100, 0, Pay, "CHF", "year", "", "base", "fullstack", "CH", "", ""},
			{70100, 0, Pay, "CAD", "year", "", "base", "fullstack", "CA", "", ""},
		}},
		{"a plain word that says something", "Indeed puts the average pay of a backend developer in the US at $121,100.", []want{
			{121100, 0, Pay, "USD", "year", "mean", "", "backend", "US", "indeed", ""},
		}},
		{"what is said behind the noun", "Un développeur full stack gagne en moyenne 52 100 € brut par an en France.\n\nLos desarrolladores backend ganan entre 31.000 y 41.000 euros al año en España.", []want{
			{52100, 0, Pay, "EUR", "year", "mean", "", "fullstack", "FR", "", "gross"},
			{31000, 41000, Pay, "EUR", "year", "range", "", "backend", "", "", ""},
		}},
		{"a noun and a range in Polish", "Programiści w Polsce zarabiają średnio 9100 zł miesięcznie, najczęściej między 7000 a 11 000 zł miesięcznie.", []want{
			{9100, 0, Pay, "PLN", "month", "mean", "", "software", "PL", "", ""},
			{7000, 11000, Pay, "PLN", "month", "range", "", "software", "PL", "", ""},
		}},
		{"a second figure beside the first", "The median rose to $153,100, a $40,200 increase.", []want{
			{153100, 0, Pay, "USD", "year", "median", "", "", "", "", ""},
			{40200, 0, Difference, "USD", "", "", "", "", "", "", ""},
		}},
		{"ends of a scale", "Data engineers earn an average of $61 an hour and can earn up to $92 an hour, while those at the lower end of the scale earn $38 an hour.", []want{
			{61, 0, Pay, "USD", "hour", "mean", "", "data_eng", "US", "", ""},
			{92, 0, Pay, "USD", "hour", "max", "", "data_eng", "US", "", ""},
			{38, 0, Pay, "USD", "hour", "min", "", "data_eng", "US", "", ""},
		}},
		{"based in a town", "A Leeds-based security analyst earns £43,100 on average, compared with £39,200 in Hull and a global average of £37,300.", []want{
			{43100, 0, Pay, "GBP", "year", "mean", "", "security", "GB", "", "Leeds"},
			{39200, 0, Pay, "GBP", "year", "mean", "", "security", "GB", "", "Hull"},
			{37300, 0, Pay, "GBP", "year", "mean", "", "security", "", "", ""},
		}},
		{"the beginning and the end of a career", "Starting security employees in Wales can expect a salary of £38,100, and earn £125,300 after two decades.", []want{
			{38100, 0, Pay, "GBP", "year", "", "", "", "GB", "", "junior"},
			{125300, 0, Pay, "GBP", "year", "", "", "", "GB", "", "senior"},
		}},
		{"pesos of the article's country", "# Sueldos de programadores en México\n\nUn programador gana 21.300 pesos al mes, un programador senior 48.200 pesos al mes.", []want{
			{21300, 0, Pay, "MXN", "month", "", "", "software", "MX", "", ""},
			{48200, 0, Pay, "MXN", "month", "", "", "software", "MX", "", "senior"},
		}},
		{"a country by its people in French", "25 % des développeurs français gagnent entre 36 000 et 51 000 euros par an.", []want{
			{36000, 51000, Pay, "EUR", "year", "range", "", "software", "FR", "", ""},
		}},
		{"levels in a list", "## Backend developers in the US\n\n- Entry-level (0-1 years): $68,100\n- Mid-level (2-4 years): $92,200\n", []want{
			{68100, 0, Pay, "USD", "year", "", "", "backend", "US", "", "junior"},
			{92200, 0, Pay, "USD", "year", "", "", "backend", "US", "", "mid"},
		}},
		{"more than others is no premium", "Full-stack developers make roughly 8% more than front-end developers.", []want{
			{8, 0, Difference, "", "", "", "", "fullstack", "US", "", ""},
		}},
		{"between, an hour", "Freelance backend developers charge between $61 and $121 an hour.", []want{
			{61, 121, Pay, "USD", "hour", "", "", "backend", "US", "", ""},
		}},
		{"a sentence goes on", "According to Glassdoor, the median pay of a software engineer in the US is $130,100. The lowest 10 percent earn less than $80,100.", []want{
			{130100, 0, Pay, "USD", "year", "median", "", "software", "US", "glassdoor", ""},
			{80100, 0, Pay, "USD", "year", "p10", "", "software", "US", "glassdoor", ""},
		}},
		{"columns of kinds", "| Company | Base | Stock | Total |\n| --- | --- | --- | --- |\n| Acme | $145,100 | $43,100 | $188,200 |\n", []want{
			{145100, 0, Pay, "USD", "year", "", "base", "backend", "US", "", "Acme"},
			{43100, 0, Pay, "USD", "year", "", "stock", "backend", "US", "", "Acme"},
			{188200, 0, Pay, "USD", "year", "", "total", "backend", "US", "", "Acme"},
		}},
		{"the nearer two", "In New York backend developers earn well; in Austin they make $9,100 less than in San Francisco.", []want{
			{9100, 0, Difference, "USD", "", "", "", "backend", "US", "", "Austin"},
		}},
		{"levels in a table's head", "| Country | Junior | Senior |\n|---|---|---|\n| Ireland | €48,100 | €90,100 |\n", []want{
			{48100, 0, Pay, "EUR", "year", "", "", "", "IE", "", "junior"},
			{90100, 0, Pay, "EUR", "year", "", "", "", "IE", "", "senior"},
		}},
		{"a currency's home, a change, a day rate", "ITJobsWatch gives data engineers a median of £72,100, up 3.5% on the year before. Contractors get £525 per day.", []want{
			{72100, 0, Pay, "GBP", "year", "median", "", "data_eng", "GB", "IT Jobs Watch", ""},
			{3.5, 0, Growth, "", "", "", "", "", "", "IT Jobs Watch", ""},
			{525, 0, Pay, "GBP", "day", "", "", "", "GB", "", ""},
		}},
		{"a town in the title's country", "# Frontend developers in Canada\n\nIn Vancouver they make $84,100, a lead makes C$121,000.\n", []want{
			{84100, 0, Pay, "CAD", "year", "", "", "frontend", "CA", "", "Vancouver"},
			{121000, 0, Pay, "CAD", "year", "", "", "frontend", "CA", "", "lead"},
		}},
		{"net from gross", "Swiss developers take home CHF 7,810 net a month from a gross of CHF 9,510.", []want{
			{7810, 0, Pay, "CHF", "month", "", "", "", "CH", "", "net"},
			{9510, 0, Pay, "CHF", "month", "", "", "", "CH", "", "gross"},
		}},
		{"above the average", "Employers in California pay 18% above the national average.", []want{
			{18, 0, Difference, "", "", "", "", "", "", "", ""},
		}},
		{"an employer in a sentence", "A senior backend engineer at SAP earns €95,100. The best-paying company is Netfix at $305,100.", []want{
			{95100, 0, Pay, "EUR", "year", "", "", "backend", "", "", "SAP senior"},
			{305100, 0, Pay, "USD", "year", "", "", "backend", "US", "", "Netfix"},
		}},
		{"additional pay", "The average additional cash compensation of a software engineer in India is ₹81,000.", []want{
			{81000, 0, Pay, "INR", "year", "mean", "additional", "software", "IN", "", ""},
		}},
	} {
		found, err := Check([]byte(tt.text), Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != len(tt.want) {
			t.Errorf("%s: %d figures, want %d: %+v", tt.name, len(found), len(tt.want), found)
			continue
		}
		for i, w := range tt.want {
			f := found[i]
			has := func(what, got, want string) {
				if want != "" && got != want {
					t.Errorf("%s: %s of %q is %q, want %q", tt.name, what, f.Text, got, want)
				}
			}
			if f.Value != w.value || f.High != w.high {
				t.Errorf("%s: %q is %v to %v, want %v to %v", tt.name, f.Text, f.Value, f.High, w.value, w.high)
			}
			has("kind", f.Kind, w.kind)
			has("currency", f.Currency, w.currency)
			has("period", f.Period, w.period)
			has("statistic", f.Statistic, w.statistic)
			has("pay kind", f.PayKind, w.payKind)
			has("role", f.Role, w.role)
			has("country", f.Country, w.country)
			if f.Source != w.source {
				t.Errorf("%s: source of %q is %q, want %q", tt.name, f.Text, f.Source, w.source)
			}
			if more := f.City + " " + f.Company + " " + f.Tax + " " + f.Seniority + " " + f.Skill; w.more != "" {
				for word := range strings.FieldsSeq(w.more) {
					if !strings.Contains(more, word) {
						t.Errorf("%s: %q has %q, want %q", tt.name, f.Text, more, w.more)
					}
				}
			}
		}
	}
}
