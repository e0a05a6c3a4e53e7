package glassdoor

import (
	"testing"

	"backpay/scraper/sourcetest"
)

func TestPrivate(t *testing.T) {
	sourcetest.Private(t, "Petra Beispiel", "petra@mail.example", "198.51.100.7", "123456789", "University of Kettles")
}

func TestParseAddress(t *testing.T) {
	for address, want := range map[string]struct {
		title string
		at    location
	}{
		"https://www.glassdoor.co.uk/Salaries/leeds-kettle-tester-salary-SRCH_IL.0,5_IM77_KO6,19.htm":                      {"kettle-tester", location{Metro: 77}},
		"https://www.glassdoor.com/Salaries/leeds-me-kettle-tester-salary-SRCH_IL.0,8_IC9_KO9,22.htm?countryRedirect=true": {"kettle-tester", location{City: 9}},
		"https://www.glassdoor.com/Salaries/maine-kettle-tester-salary-SRCH_IL.0,5_IS3_KO6,19.htm":                         {"kettle-tester", location{State: 3}},
		"https://www.glassdoor.com/Salaries/france-kettle-tester-salary-SRCH_IL.0,6_IN86_KO7,20.htm":                       {"kettle-tester", location{Country: 86}},
		"https://www.glassdoor.com/Salaries/kettle-tester-salary-SRCH_KO0,13.htm":                                          {"kettle-tester", location{}},
		"https://www.glassdoor.com/Salaries/kettle-tester-salary-SRCH_KO0,99.htm":                                          {},
		"https://www.glassdoor.com/Salaries/kettle-tester-salary-SRCH_KO13,0.htm":                                          {},
		"https://www.glassdoor.com/Salaries/index.htm":                                                                     {},
		"": {},
	} {
		title, at, ok := parseAddress(address)
		if title != want.title || want.title != "" && at != want.at || ok != (want.title != "") {
			t.Errorf("%s: %q at %+v, %v", address, title, at, ok)
		}
	}
}

func TestReduced(t *testing.T) {
	sourcetest.Reduced(t, Source{}, []string{"salary-title", "salary-monthly", "salary-national", "salary-source", "salary-company"},
		"Petra", "mail.example", "198.51.100.7", "123456789", "University")
}
