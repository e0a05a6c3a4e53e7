package role_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"backpay/aggregate/role"
)

func TestYears(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"5+ years of experience with Go", 5},
		{"At least 3 years' experience in backend development.", 3},
		{"3-5 years of professional experience", 3},
		{"3 to 5 years experience", 3},
		{"Minimum of five (5) years of relevant experience", 5},
		{"three or more years of experience", 0}, // the number isn't beside the word
		{"mindestens 3 Jahre Berufserfahrung in der Softwareentwicklung", 3},
		{"3 bis 5 Jahre Erfahrung", 3},
		{"Expérience de 4 ans minimum en développement", 4},
		{"mínimo 2 años de experiencia", 2},
		{"min. 3 lata doświadczenia", 3},
		{"minimaal 2 jaar ervaring als ontwikkelaar", 2},
		{"You have 2+ years of experience with Java.\n7+ years of experience in engineering.", 7},
		{"4 years of experience. Nice to have: 8 years of experience with C++", 4},
		{"RSUs vesting over 4 years; we value experience", 0},
		{"You must be at least 18 years old and have experience", 0},
		{"For over 20 years we have built experience in shipping", 0},
		{"Founded 12 years ago, our experience shows", 0},
		{"10 yrs exp. in QA", 10},
		{"$120,000 a year, experience required", 0},
		{"in 2019 years experience", 0},
		{"- 4+ years in technical consulting\n- 3+ years with SQL", 4},
		{"5+ years of product experience, ideally in energy", 5},
		{"8+ years of experience in growth and risk management within banks", 8},
		{"8+ years of experience in business development or investment banking ideally", 8},
		{"2+ years of experience preferred", 0},
		{"For 25+ years, we have transformed experience design", 0},
		{"a 2 year contract for professional drivers", 0},
		{"In the past 3 years our professional services grew", 0},
		{"several years of experience", 0},
		{"", 0},
	} {
		if got := role.Years(c.text); got != c.want {
			t.Errorf("Years(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

// The description decides only where the title says no more than "Software
// Engineer", and only when it says it more than once.
func TestDescription(t *testing.T) {
	backend := "We need a backend engineer. As a backend engineer you design services beside frontend engineers."
	for _, c := range []struct{ title, text, want string }{
		{"Software Engineer", backend, "backend"},
		{"Software Developer (m/w/d)", "Wir suchen einen Frontend-Entwickler. Als Frontend-Entwickler baust du Seiten.", "frontend"},
		{"Software Engineer", "As a backend engineer you design services.", "software"},
		{"Software Engineer", "You work with backend engineers and backend engineers.", "software"},
		{"Software Engineer", backend + " Or as a frontend engineer. A frontend engineer writes pages.", "software"},
		{"Software Engineer", "", "software"},
		{"Data Engineer", backend, "data_eng"},
		{"Product Manager", backend, "other"},
	} {
		if got := role.Read(c.title, c.text); got.Family != c.want {
			t.Errorf("Read(%q, %q) = %s (%s), want %s", c.title, c.text, got.Family, got.Rule, c.want)
		}
	}
}

// A place, a gender mark or a number about a title changes nothing.
func TestSurroundings(t *testing.T) {
	for _, title := range []string{"Senior Backend Engineer", "Data Analyst", "Engineering Manager", "Junior iOS Developer", "Software Engineer", "Account Executive", "QA Lead"} {
		want := role.Read(title, "")
		for _, about := range []string{"%s (m/w/d)", "%s (f/m/x)", "%s - Berlin", "%s | Remote", "%s, Lisbon", "Remote %s", "%s (Remote, US)", "  %s  ", "%s H/F", "%s - 1204"} {
			text := strings.Replace(about, "%s", title, 1)
			if got := role.Read(text, ""); got.Family != want.Family || got.Seniority != want.Seniority {
				t.Errorf(
					"Read(%q) = %s %s, want %s %s as for %q",
					text,
					got.Family,
					got.Seniority,
					want.Family,
					want.Seniority,
					title,
				)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Senior Go Developer (m/w/d)", "II", "/", ".NET", "Team Lead / .net", "Développeur·se", "3 years", "\xff\xc3", strings.Repeat("(", 500)} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		r := role.Read(title, text)
		if !slices.Contains(role.Families(), r.Family) {
			t.Errorf("family %q is none of ours", r.Family)
		}
		if r.Seniority != "" && !slices.Contains(role.Seniorities(), r.Seniority) {
			t.Errorf("seniority %q is none of ours", r.Seniority)
		}
		if r.YearsMin < 0 || r.YearsMin > 20 || r.Rule == "" || !utf8.ValidString(r.Rule) {
			t.Errorf("years %d, rule %q", r.YearsMin, r.Rule)
		}
		if again := role.Read(
			title,
			"The office has a garden.\n\n"+text+"\n\nThe kitchen is on the second floor.",
		); again != r {
			t.Errorf("%+v alone, %+v within neutral sentences", r, again)
		}
	})
}
