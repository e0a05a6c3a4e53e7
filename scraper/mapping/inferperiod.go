package mapping

import "strings"

// periodOf is the period that the amounts of a column are paid for, by the column's name.
func periodOf(name string) string {
	for _, w := range strings.Fields(name) {
		if w == "day" || w == "time" {
			continue
		}
		if p := period(w); p != "" && len(w) > 2 || w == "yr" || w == "hr" {
			return period(w)
		}
	}
	for _, c := range periodParts {
		for w := range strings.FieldsSeq(c.words) {
			if strings.Contains(name, w) {
				return c.period
			}
		}
	}
	return ""
}

// periodParts are parts of names of columns that tell what their amounts are paid for.
var periodParts = []struct{ period, words string }{
	{"year", "yearly annual anual annuel annuo jahres årslön årsløn jaarsalaris roczn lpa 年薪 年収 年俸 연봉"},
	{"month", "monats månadslön månedsløn maandloon kuukausi mensual mensuel mensile miesięczn 月薪 月給 월급"},
	{"day", "tjm journalier tagessatz tagsatz dagtarief diaria dzienn 日薪 日給 일급"},
	{"hour", "stunden timlön timeløn uurloon uurtarief horaire godzinow 时薪 時薪 時給 시급"},
}
