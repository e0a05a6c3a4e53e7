package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unseenFile is what a careful reading of a recording finds, written down before
// any program read it.
type unseenFile struct {
	Out   string
	N     json.RawMessage // a count, or the least and the greatest one
	Posts []unseenPost
	Args  string
}

type unseenPost struct {
	M, Title, Company, Date string
	Wp                      string
	Place                   [][2]string
	Pay                     [][4]any
}

// unseenExplained are the fields that we read otherwise, each looked at by eye.
var unseenExplained = map[string]string{
	"greenhouse/discord-single.json 8485797002 place":              "San Francisco Bay Area is a metro area of the US, no town",
	"remoteok/api-2-mojibake.json 1136024 place":                   "South Geelong is taken for its town",
	"hackernews/2020-07-p1.html n":                                 "the 185 comments hold 310 adverts, each a posting",
	"hackernews/2020-08-p2.html n":                                 "the 211 comments hold 375 adverts, each a posting",
	"linkedin/job-ibm-2024.html 4051241378 pay":                    "the text says that pay starts from 1400 EUR, which the person passed over",
	"jsonld/neura-de-2025.html Manager Ecosystem date":             "midnight in Germany is the evening before in UTC",
	"jsonld/paylocity-fermi-2026.html Corporate Tax Director date": "late evening in Texas is the next morning in UTC",
	"negative/workingnomads.json n":                                servedNow,
	"negative/torre.json n":                                        servedNow,
	"negative/manatal.json n":                                      servedNow,
	"negative/phenom-mcd-au.json n":                                servedNow,
	"negative/comeet.json n":                                       servedNow,
	"negative/justjoinit.json n":                                   servedNow,
	"negative/solidjobs.json n":                                    servedNow,
	"startupjobs/feed-remote-2025.json 96801 date":                 "the feed's lastUpdate is when the advert was changed, not posted",
}

// servedNow explains postings in a file of a service that was not read when the
// expectations were written.
const servedNow = "the service is a source now"

// TestUnseenRecordings reads each recording as the command does and holds every
// field against what a person found.
func TestUnseenRecordings(t *testing.T) {
	root := filepath.Join(corpus(t), "unseen")
	b, err := os.ReadFile(filepath.Join(root, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []unseenFile
	if err := json.Unmarshal(b, &files); err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	right, fields, used := 0, 0, map[string]bool{}
	for i, f := range files {
		db := fmt.Sprintf("%d.db", i)
		args := append([]string{"--db", db, "import"}, argumentsOf(f.Args)...)
		var out, errs bytes.Buffer
		run(t.Context(), append(args, filepath.Join(root, "raw", f.Out)), strings.NewReader(""), &out, &errs, nil)
		got := []posted{}
		if _, err := os.Stat(db); err == nil {
			run(t.Context(), []string{"--db", db, "aggregate"}, strings.NewReader(""), &out, &errs, nil)
			got = postedOf(t, db)
		}
		misses, n := f.misses(got)
		fields += n
		if len(misses) == 0 {
			right++
		}
		for what, m := range misses {
			key := f.Out + " " + what
			used[key] = true
			if unseenExplained[key] == "" {
				t.Errorf("%s: %s", key, m)
			}
		}
	}
	t.Logf("%d of %d files are read as a person did, %d fields looked at; %d fields are explained", right, len(files), fields, len(used))
	for key := range unseenExplained {
		if !used[key] {
			t.Errorf("%s is explained and read rightly", key)
		}
	}
}

// argumentsOf cuts arguments at blanks, but for those in quotes.
func argumentsOf(s string) (all []string) {
	for i, part := range strings.Split(s, `"`) {
		if i%2 == 1 {
			all = append(all, part)
		} else {
			all = append(all, strings.Fields(part)...)
		}
	}
	return all
}

// posted is a posting of the database with its places and pay.
type posted struct {
	ID, Title, Company, Date, Wp, URL string
	Places                            [][2]string // city, country
	Pay                               [][4]any
}

func postedOf(t *testing.T, db string) (all []posted) {
	t.Helper()
	out := sqlite(t, db, `SELECT json_object('ID', p.source_id, 'Title', p.title, 'Company', COALESCE(p.company, ''),
		'Date', COALESCE(substr(p.posted_at, 1, 10), ''), 'Wp', COALESCE(p.workplace, ''), 'URL', COALESCE(p.url, ''),
		'Places', (SELECT json_group_array(json_array(COALESCE(l.city, ''), COALESCE(l.country, ''))) FROM posting_place x
			JOIN place l ON l.id = x.place_id WHERE x.posting_id = p.id),
		'Pay', (SELECT json_group_array(json_array(y.min, y.max, y.currency, y.period)) FROM posting_pay y
			WHERE y.posting_id = p.id AND y.origin <> 'predicted' AND y.kind = 'base' AND y.flag IS NULL)) FROM posting p ORDER BY p.id`)
	for line := range strings.Lines(out) {
		var p posted
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, p)
	}
	return all
}

// misses are the fields that differ, by post and field, and how many were looked at.
func (f unseenFile) misses(got []posted) (map[string]string, int) {
	all, fields := map[string]string{}, 1
	least, most := 0, 0
	if _, err := fmt.Sscanf(string(bytes.Trim(f.N, "[]")), "%d, %d", &least, &most); err != nil {
		fmt.Sscanf(string(f.N), "%d", &least)
		most = least
	}
	if len(got) < least || len(got) > most {
		all["n"] = fmt.Sprintf("%d postings, want %s", len(got), f.N)
	}
	for _, want := range f.Posts {
		i := slices.IndexFunc(got, func(p posted) bool {
			return slices.ContainsFunc(strings.Split(want.M, "|"), func(m string) bool {
				return p.ID == m || strings.HasSuffix(p.ID, m) || strings.Contains(p.Title, m) || strings.Contains(p.URL, m)
			})
		})
		if i < 0 {
			all[want.M] = "is not read"
			continue
		}
		p := got[i]
		for _, c := range []struct {
			name      string
			ok        bool
			got, want any
		}{
			{"title", want.Title == "" || p.Title == want.Title, p.Title, want.Title},
			{"company", want.Company == "" || p.Company == want.Company, p.Company, want.Company},
			{"date", want.Date == "" || p.Date == want.Date, p.Date, want.Date},
			{"wp", want.Wp == "" || p.Wp == want.Wp, p.Wp, want.Wp},
			{"place", want.Place == nil || samePlaces(p.Places, want.Place), p.Places, want.Place},
			{"pay", want.Pay == nil || sameStated(p.Pay, want.Pay), p.Pay, want.Pay},
		} {
			fields++
			if !c.ok {
				all[want.M+" "+c.name] = fmt.Sprintf("%v, want %v", c.got, c.want)
			}
		}
	}
	return all, fields
}

// samePlaces reports whether each wanted place is there, and nothing else but
// countries without a town.
func samePlaces(got, want [][2]string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g [2]string) bool {
			return g[1] == w[1] && (w[0] == "" || slices.Contains(strings.Split(w[0], "|"), g[0]))
		}) {
			return false
		}
	}
	return !slices.ContainsFunc(got, func(g [2]string) bool {
		return g[0] != "" && !slices.ContainsFunc(want, func(w [2]string) bool { return slices.Contains(strings.Split(w[0], "|"), g[0]) })
	})
}

func sameStated(got, want [][4]any) bool {
	return len(got) == len(want) && !slices.ContainsFunc(want, func(w [4]any) bool {
		return !slices.ContainsFunc(got, func(g [4]any) bool {
			return sameNumber(g[0], w[0]) && sameNumber(g[1], w[1]) && g[2] == w[2] && g[3] == strings.TrimSuffix(w[3].(string), "?")
		})
	})
}

func sameNumber(a, b any) bool {
	x, _ := a.(float64) // an end that is not stated is null here and 0 there
	y, _ := b.(float64)
	return math.Abs(x-y) < .01
}

// casesSQL is what a case comes to: postings, jobs, employers, dates of posting,
// places and pay.
const casesSQL = `SELECT COUNT(*) || ' ' || COUNT(DISTINCT p.job_id) || ' ' || COUNT(DISTINCT p.company)
	|| ' | ' || group_concat(DISTINCT substr(p.posted_at, 1, 10))
	|| ' | ' || (SELECT COALESCE(group_concat(DISTINCT TRIM(COALESCE(l.city, '') || ' ' || COALESCE(l.country, ''))), '') FROM posting_place x
		JOIN place l ON l.id = x.place_id)
	|| ' | ' || (SELECT COALESCE(group_concat(DISTINCT COALESCE(y.min, '') || '-' || COALESCE(y.max, '') || ' ' || COALESCE(y.currency, '') || ' '
		|| COALESCE(y.period, '') || COALESCE(' ' || y.flag, '')), '') FROM posting_pay y) FROM posting p`

// TestUnseenCases reads small inputs made up after public bug reports of people who
// scrape jobs. The table was held by eye against what is right of each.
func TestUnseenCases(t *testing.T) {
	root := filepath.Join(corpus(t), "unseen", "cases")
	b, err := os.ReadFile(filepath.Join("testdata", "unseen_cases.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	n := 0
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 3 {
			t.Fatalf("%q: want file, arguments and what is read", line)
		}
		n++
		db := f[0] + ".db"
		backpay(t, nil, exitDone, append([]string{"--db", db, "import"}, append(argumentsOf(f[1]), filepath.Join(root, f[0]))...)...)
		backpay(t, nil, exitDone, "--db", db, "aggregate")
		if got := sqlite(t, db, casesSQL); got != f[2] {
			t.Errorf("%s: %s, want %s", f[0], got, f[2])
		}
	}
	if n != 40 {
		t.Errorf("%d cases, want 40", n)
	}
}
