package market

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
)

// surveyLess is by how much the made-up survey of employers has people paid less
// than adverts offer: those that have been long in a job are in it.
const surveyLess = .06

// SurveyRow is what the made-up survey of employers says of one area.
type SurveyRow struct {
	City, Region string // "" for the country
	Employed     int
	Median       float64 // a year
}

// Survey is a survey of employers of a role by city, the country first. Where
// adverts are few, people are many: the order of the cities by people is that by
// adverts turned round, so that weighing by people moves a median.
func (m *Market) Survey(role, country string) []SurveyRow {
	i := slices.IndexFunc(m.Headline(country), func(t RoleTruth) bool { return t.Role == role && t.WithPay > 0 })
	if i < 0 {
		return nil
	}
	cities := m.Places(role, country)
	jobs := make([]int, len(cities))
	for k, c := range cities {
		jobs[k] = c.Jobs
	}
	slices.Sort(jobs)
	rows := []SurveyRow{{Median: m.Headline(country)[i].Median * (1 - surveyLess)}}
	for _, c := range cities {
		rank, _ := slices.BinarySearch(jobs, c.Jobs)
		people := 100 * jobs[len(jobs)-1-rank]
		rows = append(rows, SurveyRow{c.City, c.Region, people, c.Median * (1 - surveyLess)})
		rows[0].Employed += 2 * people // half of all are elsewhere
	}
	return rows
}

// survey is the table of the areas of a kind, "nat" or "ma", in the columns of
// the Occupational Employment and Wage Statistics.
func (m *Market) survey(kind string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{
		"AREA_TITLE", "AREA_TYPE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "A_MEAN", "MEAN_PRSE",
		"A_MEDIAN",
	})
	for _, r := range m.Survey("backend", "US") {
		title, of := r.City+", "+r.Region, "4"
		if r.City == "" {
			title, of = "U.S.", "1"
		}
		if (r.City == "") != (kind == "nat") {
			continue
		}
		_ = w.Write([]string{
			title, of, "15-1252", "Software Developers (made up)", "detailed", strconv.Itoa(r.Employed), "1.0", "*", "*",
			strconv.FormatFloat(r.Median, 'f', 0, 64),
		})
	}
	w.Flush()
	return b.Bytes()
}
