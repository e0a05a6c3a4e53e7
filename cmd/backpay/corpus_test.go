package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backpay/scraper/testenv"

	"backpay/aggregate/normalise/lines"
)

// corpus is the folder of real recordings, which CI always names; without it
// the test ends here.
func corpus(t *testing.T) string {
	t.Helper()
	return testenv.Corpus(t)
}

// backpay runs a command in-process and returns what it printed.
func backpay(t *testing.T, stdin []byte, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, bytes.NewReader(stdin), &out, &errs, nil); code != want {
		t.Fatalf("backpay %s: exit %d, want %d\n%s", strings.Join(args, " "), code, want, errs.String())
	}
	return out.String() + errs.String()
}

// normalize is scored by the corpus's own scorer. The floors are what must
// not be lost again.
func TestEvaluation(t *testing.T) {
	eval := filepath.Join(corpus(t), "eval")
	pay := func(r lines.Reading) any { return r.Pay }
	skills := func(r lines.Reading) any { return r.SkillNames() }
	title := func(r lines.Reading) any { return map[string]any{"family": r.Role, "seniority": r.Seniority} }
	for _, task := range []struct {
		name, input string
		pred        func(lines.Reading) any
		floors      map[string]float64 // by the scorer's own line, F1 or a plain number
		alarms      int                // the most null rows with a false alarm
	}{
		{"pay_dev", "text", pay, map[string]float64{"ranges, exact": .999, "ranges, min+max only": .999}, 0},
		{"pay_dev2", "text", pay, map[string]float64{"ranges, exact": .98, "ranges, min+max only": .985}, 2},
		{"skills_dev", "text", skills, map[string]float64{"tags": .999}, -1},
		{"skills_dev2", "text", skills, map[string]float64{"tags": .999}, -1},
		{"titles_dev", "title", title, map[string]float64{"family (other": .999, "seniority (none": .999}, -1},
		{"titles_dev2", "title", title, map[string]float64{"family (other": .985, "seniority (none": .999}, -1},
		{"places_dev", "location", func(r lines.Reading) any {
			return map[string]any{"countries": r.Countries, "cities": r.Cities, "remote": r.Remote, "metro_cbsa": r.Metro}
		}, map[string]float64{"cities": .94, "country set exact": .96}, -1},
	} {
		t.Run(task.name, func(t *testing.T) {
			gold := filepath.Join(eval, task.name+".jsonl")
			text, err := os.ReadFile(gold)
			if err != nil {
				t.Fatal(err)
			}
			var in bytes.Buffer
			for line := range bytes.Lines(text) {
				var row struct{ ID, Text, Country string }
				if err := json.Unmarshal(line, &row); err != nil {
					t.Fatal(err)
				}
				b, err := json.Marshal(map[string]string{"id": row.ID, task.input: row.Text, "country": row.Country})
				if err != nil {
					t.Fatal(err)
				}
				in.Write(append(b, '\n'))
			}
			kind, _, _ := strings.Cut(task.name, "_")
			out := backpay(t, in.Bytes(), exitDone, "normalize")
			pred := filepath.Join(t.TempDir(), "pred.jsonl")
			f, err := os.Create(pred)
			if err != nil {
				t.Fatal(err)
			}
			enc := json.NewEncoder(f)
			for line := range strings.Lines(out) {
				var r lines.Reading
				if err := json.Unmarshal([]byte(line), &r); err != nil {
					t.Fatal(err)
				}
				if err := enc.Encode(map[string]any{"id": r.ID, "pred": task.pred(r)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			testenv.Tool(t, "python3")
			scores, err := exec.Command("python3", filepath.Join(eval, "score.py"), kind, gold, pred).CombinedOutput()
			if err != nil {
				t.Fatalf("score.py: %v\n%s", err, scores)
			}
			head, _, _ := strings.Cut(string(scores), "by source:")
			t.Log(head)
			for line, floor := range task.floors {
				if got := score(t, head, line); got < floor {
					t.Errorf("%s: %.3f, want at least %.2f", line, got, floor)
				}
			}
			if task.alarms >= 0 {
				if got := score(t, head, "false alarms"); int(got) > task.alarms {
					t.Errorf("false alarms on %v rows, at most %d may", got, task.alarms)
				}
			}
		})
	}
}

var number = regexp.MustCompile(`F1 ([0-9.]+)|([0-9.]+)( of [0-9]+)?$`)

// score is the F1, or the plain number, on a line of the scorer.
func score(t *testing.T, text, line string) float64 {
	t.Helper()
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, line) {
			m := number.FindStringSubmatch(l)
			if m == nil {
				break
			}
			v, err := strconv.ParseFloat(m[1]+m[2], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("the scorer says nothing of %q", line)
	return 0
}

// The four first sources' recordings, imported, reported and asked by the
// README's query: the same n, mean and median to the cent; and a second import
// changes nothing.
func TestImportOfRealBoards(t *testing.T) {
	sources := filepath.Join(corpus(t), "sources")
	dir := t.TempDir()
	t.Chdir(dir) // where the archive goes
	db := filepath.Join(dir, "b.db")
	var paths []string
	for _, s := range []string{"greenhouse", "lever", "ashby", "jsonld"} {
		paths = append(paths, filepath.Join(sources, s))
	}
	first := backpay(t, nil, exitDone, append([]string{"--db", db, "import"}, paths...)...)
	t.Log(first)
	for _, c := range []struct{ query, want string }{
		{`SELECT COUNT(*) FROM posting WHERE board = 'matchgroup'`, "82"},
		{`SELECT COUNT(*) FROM posting WHERE board = 'matchgroup' AND record LIKE '%"origin":"structured"%'`, "48"},
		{`SELECT COUNT(*) FROM posting WHERE source = 'greenhouse' AND company = 'Stripe' AND description IS NOT NULL`, "547"},
		{`SELECT COUNT(*) FROM posting WHERE description LIKE '%&nbsp;%' OR description LIKE '%&amp;%' OR description LIKE '%&lt;%' OR description LIKE '%&#%'`, "0"},
		{`SELECT COUNT(*) FROM posting WHERE source = 'jsonld'`, "13"},
	} {
		if got := sqlite(t, db, c.query); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
	const dump = `SELECT * FROM posting ORDER BY id; SELECT * FROM posting_version ORDER BY id;`
	before := sqlite(t, db, dump)
	if second := backpay(t, nil, exitDone, append([]string{"--db", db, "import"}, paths...)...); !strings.Contains(second, ": 0 new, 0 changed") {
		t.Errorf("second import: %s", second)
	}
	if sqlite(t, db, dump) != before {
		t.Error("the second import changed the rows of posting or posting_version")
	}

	backpay(t, nil, exitDone, "--db", db, "aggregate")
	if got := sqlite(t, db, `SELECT COUNT(*) FROM (SELECT p.id FROM posting p JOIN posting_pay y ON y.posting_id = p.id
		WHERE p.board = 'ramp' AND y.origin = 'structured' GROUP BY p.id HAVING COUNT(*) > 1)`); got < "33" || len(got) < 2 {
		t.Errorf("%s jobs of Ramp have several pay rows, want at least 33", got)
	}
	backpay(t, nil, exitDone, "--db", db, "report", "--out", filepath.Join(dir, "report"))
	checkCounts(t, db, filepath.Join(dir, "report", "report.json"))
}

// checkCounts compares how many jobs the database's figures rest on with the
// query that report.json names, which is the README's. Each source has one
// employer, so that the figures themselves are withheld.
func checkCounts(t *testing.T, db, report string) {
	t.Helper()
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var r struct{ SQL string }
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	sc := bufio.NewScanner(strings.NewReader(sqlite(t, db, r.SQL)))
	for sc.Scan() {
		f := strings.Split(sc.Text(), "|")
		got[f[0]] = f[1]
	}
	want := map[string]string{}
	for line := range strings.Lines(sqlite(t, db, `SELECT source, n_jobs FROM figure
		WHERE statistic = 'median' AND measure = 'level' AND source <> 'all' AND role = 'backend' AND country = 'US' AND seniority = ''
			AND place = '' AND skill = '' AND unit = 'USD' AND population = 'full_time'`)) {
		source, n, _ := strings.Cut(strings.TrimSpace(line), "|")
		want[source] = n
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || len(got) < 3 {
		t.Errorf("the query says %v\nthe figures say %v", got, want)
	}
	t.Log(got)
}
