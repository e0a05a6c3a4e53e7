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
