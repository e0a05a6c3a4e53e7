package stackoverflowsurvey

import "testing"

func TestYearIn(t *testing.T) {
	for name, want := range map[string]int{
		"":                             0,
		"survey_results_public.csv":    0,
		"2024-pay.csv":                 2024,
		"so2019survey.zip!results.csv": 2019,
		"https://example.org/datasets/survey-2023.zip?v=2": 2023,
		"https://example.org/2022/results.csv":             2022,
		"/home/ann/2026/11/so-2021/results.csv":            2021,
		`C:\surveys\2018.csv`:                              2018,
		"from-2019-to-2023.csv":                            0,
		"20240115-results.csv":                             0,
		"2016.csv":                                         0,
	} {
		if got := yearIn(name); got != want {
			t.Errorf("%q: %d, want %d", name, got, want)
		}
	}
}

func TestYears(t *testing.T) {
	for said, want := range map[string]float64{
		"": -1, "7": 7, "7.0": 7, "Less than 1 year": .5, "Less than a year": -1, "More than 50 years": 50,
		"3-5 years": 4, "1 to 2 years": 1.5, "30 or more years": 30, "1.2.3": -1, "400": -1, "1 2 3": -1,
	} {
		if got := years(said); got != want {
			t.Errorf("%q: %v, want %v", said, got, want)
		}
	}
}

func TestCurrency(t *testing.T) {
	for said, want := range map[string]string{
		"EUR": "EUR", "EUR European Euro": "EUR", "CHF\tSwiss franc": "CHF", "U.S. dollars ($)": "", "Euros (€)": "", "": "", "none": "", "ÄÖÜ": "",
	} {
		if got := currency(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}
