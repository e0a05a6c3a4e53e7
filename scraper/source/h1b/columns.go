package h1b

import (
	"backpay/scraper/extract/table"
)

// The names of columns, the newest first: since October 2019 (the FLAG
// system), 2019 (several worksites, numbered), 2015 to 2018, 2010 to 2014
// (iCERT) and before (eFile). The last of some is of the tables that
// h1bdata.info made of the files, in which pay is of a year.
var (
	ids       = []string{"CASE_NUMBER", "LCA_CASE_NUMBER", "CASE_NO"}
	statuses  = []string{"CASE_STATUS", "STATUS", "APPROVAL_STATUS", "case status"}
	titles    = []string{"JOB_TITLE", "LCA_CASE_JOB_TITLE", "job title"}
	employers = []string{"EMPLOYER_NAME", "LCA_CASE_EMPLOYER_NAME", "NAME", "employer"}
	froms     = []string{
		"WAGE_RATE_OF_PAY_FROM", "WAGE_RATE_OF_PAY_FROM_1", "WAGE_RATE_OF_PAY", "LCA_CASE_WAGE_RATE_FROM", "WAGE_RATE_1", "base salary",
	}
	units   = []string{"WAGE_UNIT_OF_PAY", "WAGE_UNIT_OF_PAY_1", "LCA_CASE_WAGE_RATE_UNIT", "RATE_PER_1"}
	cities  = []string{"WORKSITE_CITY", "WORKSITE_CITY_1", "LCA_CASE_WORKLOC1_CITY", "CITY_1", "city"}
	states  = []string{"WORKSITE_STATE", "WORKSITE_STATE_1", "LCA_CASE_WORKLOC1_STATE", "STATE_1", "state"}
	workers = []string{"TOTAL_WORKER_POSITIONS", "TOTAL_WORKERS", "TOTAL WORKERS", "NBR_IMMIGRANTS"}
	levels  = []string{"PW_WAGE_LEVEL", "PW_WAGE_LEVEL_1"}
	days    = [][]string{
		{"DECISION_DATE", "DOL_DECISION_DATE"},
		{"RECEIVED_DATE", "CASE_SUBMITTED", "LCA_CASE_SUBMIT", "SUBMITTED_DATE", "submit date"},
	}
)

// accept tells a table of applications: one with who, what and how much, and
// the unit of pay except in h1bdata.info's form.
func accept(c table.Columns) bool {
	for _, names := range [][]string{statuses, titles, employers, froms} {
		if c.First(names...) < 0 {
			return false
		}
	}
	return c.First(units...) >= 0 || c.Has("base salary")
}

// form is where the columns of one table are; -1 for one that it hasn't.
type form struct {
	id, status, title, employer, from, unit, city, state, workers, level int
	dates                                                                []int
}

func formOf(c table.Columns) form {
	f := form{
		id: c.First(ids...), status: c.First(statuses...), title: c.First(titles...), employer: c.First(employers...),
		from: c.First(froms...), unit: c.First(units...), city: c.First(cities...), state: c.First(states...),
		workers: c.First(workers...), level: c.First(levels...),
	}
	for _, names := range days {
		f.dates = append(f.dates, c.First(names...))
	}
	return f
}
