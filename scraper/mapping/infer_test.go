package mapping_test

import (
	"errors"
	"strings"
	"testing"

	"backpay/scraper/mapping"
	"backpay/scraper/rows"
)

// Lists of other things have titles too; what speaks of jobs makes adverts of them.
func TestInferAsksForJobs(t *testing.T) {
	const topics = `[{"title":"Engineer wanted","url":"https://forum.example/1","content":"` + "We look for somebody who can mend looms, far away and near." + `","created":1772323200},
		{"title":"Which loom?","url":"https://forum.example/2","content":"` + "I have had mine for ten years and it creaks, what is yours like?" + `","created":1772409600}]`
	for name, tc := range map[string]struct {
		table string
		jobs  bool
	}{
		"topics.json": {topics, false},
		"flags.json":  {strings.ReplaceAll(topics, `"url"`, `"pinned_in_city":false,"url"`), false},
		"departments.json": {`[{"id":1,"name":"Sales","parent_id":9,"jobs":[{"id":4,"title":"Manager, Sales"}]},{"id":2,"name":"Weaving","parent_id":9,"jobs":[]},
			{"id":3,"name":"Dyeing","parent_id":9,"jobs":[]},{"id":5,"name":"Support","parent_id":9,"jobs":[]}]`, false},
		"headings.json": {`{"ad":{"sections":{"about":{"title":"About us","text":"We weave."},"job":{"title":"The job","text":"` + strings.Repeat("You weave with us. ", 20) + `"}}}}`, false},
		"contacts.csv": {`Name,Company,Title,Email,Phone,City
Ann Otter,Otter Inc,Software Engineer,a@o.example,555-1,Boise
Ben Badger,Badger Inc,Manager,b@b.example,555-2,Reno
`, false},
		"courses.csv": {`Title,Provider,Price,Duration,URL,Rating
Software Engineer Bootcamp,Otter School,$499,6 weeks,https://o.example/1,4.5
Data Analyst Course,Badger School,$299,4 weeks,https://b.example/2,4.1
Manager Course,Badger School,$199,4 weeks,https://b.example/3,4.1
`, false},
		"reports.csv": {`Rating,Company Name,Job Title,Salary,Salaries Reported,Location,Employment Status,Job Roles
3.8,Otter,Android Developer,400000,3,Bangalore,Full Time,Android
4.5,Badger Soft,Android Developer,400000,3,Bangalore,Full Time,Android
4,Marten Web,Android Developer,1000000,3,Bangalore,Full Time,Android
`, false},
		"nested.json": {`[{"hospital":"Otter Ward","city":"Leeds","jobs":[{"job_title":"Nurse"},{"job_title":"Porter"}]},
{"hospital":"Badger Ward","city":"York","jobs":[{"job_title":"Surgeon"}]}]`, false},
		"employer.json": {strings.ReplaceAll(topics, `"url"`, `"company":"Otter","url"`), true},
		"named.json":    {strings.ReplaceAll(topics, `"title"`, `"job_title"`), true},
		"place.json":    {strings.ReplaceAll(topics, `"url"`, `"city":"Leeds","url"`), true},
		"pay.json":      {strings.ReplaceAll(topics, `"url"`, `"salary":"£30,000","url"`), true},
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := rows.Open(tableFile(t, name, tc.table), rows.Options{Known: mapping.IsName})
			if err != nil {
				t.Fatal(err)
			}
			m, err := mapping.Infer(tables[0])
			switch {
			case tc.jobs && err != nil:
				t.Error(err)
			case !tc.jobs && !errors.Is(err, rows.ErrForm):
				t.Errorf("error %v, read as %s", err, m.Brief())
			}
		})
	}
}
