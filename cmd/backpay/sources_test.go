package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reading is a posting as it stands in the database after its recording was
// imported and aggregated.
type reading struct {
	Source, Key                       string
	Title, Company, URL               string
	Place, Workplace, Date            string
	Pay                               string
	Structured, Text, Predicted, Said int // pay values by origin, and those that aren't estimates
}

// addresses are where those recordings were had that don't say so themselves:
// what a user gives as --url.
var addresses = map[string]string{
	"personio/acme-anonymised.xml":  "https://acme.jobs.personio.de/xml",
	"workday/search.json":           "https://gdit.wd5.myworkdayjobs.com/wday/cxs/gdit/External_Career_Site/jobs",
	"workday/nvidia-search-10.json": "https://nvidia.wd5.myworkdayjobs.com/wday/cxs/nvidia/NVIDIAExternalCareerSite/jobs",
}

// Every recording of the corpus goes through import and aggregate, each into a
// database of its own.
func TestEveryRecording(t *testing.T) {
	dir := filepath.Join(corpus(t), "sources")
	want := manifest(t, filepath.Join(dir, "MANIFEST.md"))
	table, err := filepath.Abs(filepath.Join("testdata", "postings.csv"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d files, the manifest names %d; error %v", len(files), len(want), err)
	}
	t.Chdir(t.TempDir()) // where the archive goes
	read := map[string][]reading{}
	for _, f := range files {
		name := filepath.Base(filepath.Dir(f)) + "/" + filepath.Base(f)
		if _, ok := want[name]; !ok {
			t.Fatalf("the manifest doesn't name %s", name)
		}
		read[name] = recorded(t, f, name)
	}
	t.Run("counts", func(t *testing.T) { countRecordings(t, want, read) })
	t.Run("fields", func(t *testing.T) { compareFields(t, table, read) })
}

// recorded imports one recording.
func recorded(t *testing.T, file, name string) []reading {
	t.Helper()
	db := strings.ReplaceAll(name, "/", "-") + ".db"
	args := []string{"--db", db, "import"}
	if at := addresses[name]; at != "" {
		args = append(args, "--url", at)
	}
	if says := explained[name].refused; says != "" {
		if told := backpay(t, nil, exitUsage, append(args, file)...); !strings.Contains(told, says) {
			t.Errorf("%s: import says %q, want %q", name, told, says)
		}
		return nil
	}
	backpay(t, nil, exitDone, append(args, file)...)
	backpay(t, nil, exitDone, "--quiet", "--db", db, "aggregate")
	text := sqlite(t, db, `SELECT json_group_array(json_object('source', p.source, 'key', p.source_id, 'title', p.title,
		'company', COALESCE(p.company, ''), 'url', COALESCE(p.url, ''), 'place', COALESCE(p.place_text, ''),
		'workplace', COALESCE(p.workplace, ''), 'date', COALESCE(SUBSTR(p.posted_at, 1, 10), ''),
		'structured', (SELECT COUNT(*) FROM json_each(p.record, '$.pay') WHERE value ->> 'origin' = 'structured'),
		'text', (SELECT COUNT(*) FROM json_each(p.record, '$.pay') WHERE value ->> 'origin' = 'field'),
		'predicted', (SELECT COUNT(*) FROM json_each(p.record, '$.pay') WHERE value ->> 'origin' = 'predicted'),
		'said', (SELECT COUNT(*) FROM posting_pay y WHERE y.posting_id = p.id AND y.origin <> 'predicted'),
		'pay', COALESCE((SELECT GROUP_CONCAT(s, '; ') FROM (SELECT PRINTF('%s-%s %s %s %s', CASE WHEN y.min > 0 THEN PRINTF('%.10g', y.min) ELSE '' END, CASE WHEN y.max > 0 THEN PRINTF('%.10g', y.max) ELSE '' END,
			COALESCE(y.currency, '?'), COALESCE(y.period, '?'), CASE WHEN y.origin = 'predicted' THEN 'predicted' ELSE y.kind END) AS s
			FROM posting_pay y WHERE y.posting_id = p.id ORDER BY y.ord)), '')))
		FROM posting p`)
	var rows []reading
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
	return rows
}

// inFile is what is counted in a recording: postings, and how many of them
// have pay in fields of their own.
type inFile struct{ postings, structured int }

var (
	counted = regexp.MustCompile(`^(\d+) (?:postings|items|cards|comments)(?:, (\d+) with structured pay)?$`)
	marked  = regexp.MustCompile(`^\d+ ld\+json block\(s\), baseSalary: (yes|no)$`) // a page with one posting
)

// manifest reads the corpus's own counts, which a rough reader made: -1 where
// it has none.
func manifest(t *testing.T, file string) map[string]inFile {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]inFile{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, " | ")
		name := strings.TrimPrefix(cells[0], "| ")
		if len(cells) < 7 || name == "file" {
			continue
		}
		c := inFile{-1, -1}
		if m := counted.FindStringSubmatch(cells[6]); m != nil {
			c.postings, _ = strconv.Atoi(m[1])
			c.structured, _ = strconv.Atoi("0" + m[2])
		} else if m := marked.FindStringSubmatch(cells[6]); m != nil {
			c.postings, c.structured = 1, map[string]int{"yes": 1}[m[1]]
		} else if cells[6] != "-" {
			t.Fatalf("%s: the manifest counts %q", name, cells[6])
		}
		all[name] = c
	}
	return all
}

// explained are the recordings of which something else is read than the
// manifest counts: how many postings, how many of them with pay in fields of
// their own, and why; or, of those that hold no posting, what import says.
var explained = map[string]struct {
	inFile
	why, refused string
}{
	"adzuna/search-4.json":                             {inFile{4, 1}, "the pay of three is Adzuna's own estimate, which is no pay", ""},
	"glassdoor/security-block-page.html":               {inFile{}, "a page that stands in the way", "blocked: "},
	"greenhouse/vcr-2013-jobs_with_content.yml":        {inFile{}, "a recorder's own file around an answer of 2013", "no source knows a page like this"},
	"hackernews/algolia-3.json":                        {inFile{1, 0}, "1 of 3 comments is on the thread itself", ""},
	"hackernews/algolia-may-2026-comments-555.json.gz": {inFile{509, 0}, "335 of 555 comments are on the thread itself, 4 of them of applicants: 331 posts, of which some list several roles", ""},
	"hackernews/hn-7.json":                             {inFile{6, 0}, "6 of 7 are comments on a thread", ""},
	"hackernews/thread-24342498-p1.html.gz":            {inFile{331, 0}, "202 of 251 comments are on the thread itself, 1 of them a notice: 201 posts, of which some list several roles", ""},
	"hackernews/thread-24342498-p2.html.gz":            {inFile{378, 0}, "230 of 248 comments are on the thread itself: 230 posts, of which some list several roles", ""},
	"hackernews/thread-24342498-p3.html.gz":            {inFile{380, 0}, "184 of 213 comments are on the thread itself, 1 of them a notice: 183 posts, of which some list several roles", ""},
	"indeed/viewjob-dublin.html.gz":                    {inFile{1, 0}, "not counted there: a page of one job", ""},
	"linkedin/more-2020.html":                          {inFile{25, 0}, "not counted there: 25 cards", ""},
	"personio/acme-anonymised.xml":                     {inFile{1, 0}, "it lists one job twice", ""},
	"recruitee/offers-3.json":                          {inFile{3, 1}, "two of the three salaries are all null", ""},
	"remoteok/api-303-2020.json.gz":                    {inFile{302, 0}, "the first element is the notice", ""},
	"remoteok/api-5.json":                              {inFile{4, 0}, "the first element is the notice", ""},
	"remoteok/api-98-2026.json.gz":                     {inFile{96, 18}, "the first element is the notice, and one has no title", ""},
	"remotive/api-18-2026.json.gz":                     {inFile{18, 0}, "pay is a field of text, 11 times; one more is a dash", ""},
	"remotive/api-4-trimmed.json":                      {inFile{4, 0}, "pay is a field of text, 3 times", ""},
	"remotive/api-5.json":                              {inFile{5, 0}, "pay is a field of text, 3 times", ""},
	"smartrecruiters/detail.json":                      {inFile{}, "its recorder cut off the identity and the title", "no source knows a page like this"},
	"startupjobs/feed.xml":                             {inFile{2, 0}, "2 offers; the manifest's 4 are tags, opening and closing", ""},
	"startupjobs/feed_html_entities.xml":               {inFile{1, 0}, "1 offer; the manifest's 2 are tags, opening and closing", ""},
}

// countRecordings prints a line for every recording and holds what is read of
// it to what the manifest counts.
func countRecordings(t *testing.T, want map[string]inFile, read map[string][]reading) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		said, got := want[name], inFile{postings: len(read[name])}
		var text, predicted, paid int
		posts, paidPosts := map[string]bool{}, map[string]bool{} // several roles of one post are one
		for _, r := range read[name] {
			got.structured += min(1, r.Structured)
			text += min(1, r.Text)
			predicted += min(1, r.Predicted)
			paid += min(1, r.Said)
			post, _, _ := strings.Cut(r.Key, "-")
			posts[post] = true
			if r.Said > 0 {
				paidPosts[post] = true
			}
		}
		e, differs := explained[name]
		switch {
		case differs && (got != e.inFile || e.why == "" || said == e.inFile):
			t.Errorf("%s: %+v, the manifest %+v, explained is %+v", name, got, said, e)
		case !differs && got != said:
			t.Errorf("%s: %+v, the manifest %+v", name, got, said)
		}
		line := fmt.Sprintf("%-50s postings said %3d read %3d; structured pay said %3d read %3d; pay as text %2d, estimates %d, with pay after all %3d",
			name, said.postings, got.postings, said.structured, got.structured, text, predicted, paid)
		if strings.HasPrefix(name, "hackernews/") {
			line += fmt.Sprintf("; %d posts, %d with pay", len(posts), len(paidPosts))
		}
		if e.why != "" {
			line += ": " + e.why
		}
		t.Log(line)
	}
}

// drawn are 40 postings: the first of each source, then the second of some,
// in an order that the seed and the posting's key alone decide.
func drawn(read map[string][]reading) (keys []string) {
	type ticket struct{ order, key string }
	bySource := map[string][]ticket{}
	for file, rows := range read {
		for _, r := range rows {
			sum := sha256.Sum256([]byte("2026 " + file + " " + r.Key))
			bySource[r.Source] = append(bySource[r.Source], ticket{hex.EncodeToString(sum[:]), file + " " + r.Key})
		}
	}
	var second []ticket
	byOrder := func(a, b ticket) int { return strings.Compare(a.order, b.order) }
	for _, all := range bySource {
		slices.SortFunc(all, byOrder)
		keys = append(keys, all[0].key)
		second = append(second, all[1:min(2, len(all))]...)
	}
	slices.SortFunc(second, byOrder)
	for _, t := range second[:40-len(keys)] {
		keys = append(keys, t.key)
	}
	slices.Sort(keys)
	return keys
}

// compareFields holds 40 postings, field by field, to testdata/postings.csv,
// which a person wrote down from the raw payloads. Workplaces that the text
// alone tells, and no field, place or title, are not among them.
func compareFields(t *testing.T, table string, read map[string][]reading) {
	f, err := os.Open(table)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byKey := map[string]reading{}
	for file, all := range read {
		for _, r := range all {
			byKey[file+" "+r.Key] = r
		}
	}
	var keys []string
	equal := 0
	for _, row := range rows[1:] {
		key := row[0] + " " + row[1]
		keys = append(keys, key)
		r := byKey[key]
		for i, got := range []string{r.Title, r.Company, r.URL, r.Place, r.Workplace, r.Date, r.Pay} {
			if want := row[i+2]; got != want {
				t.Errorf("%s: %s is %q, the payload says %q", key, rows[0][i+2], got, want)
				continue
			}
			equal++
		}
	}
	slices.Sort(keys)
	if diff := cmp.Diff(drawn(read), keys); diff != "" {
		t.Errorf("the table isn't what was drawn (-drawn +table):\n%s", diff)
	}
	t.Logf("%d of %d fields of %d postings are equal", equal, 7*len(keys), len(keys))
}
