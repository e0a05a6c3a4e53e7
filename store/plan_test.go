package store_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/store"
)

// large are the tables that grow with what is gathered.
const large = `posting|posting_\w+|fetch|frontier|page_read|job|job_\w+|claim|observation|figure|employer`

// scan is a step of a plan that reads a large table, or an index of it, from end
// to end. A table under another name stands as SQLite names it, by that name.
var scan = regexp.MustCompile(`^SCAN (\w+)`)

// wholly are the statements that read all of a table, by how they begin, and why
// they may.
var wholly = map[string]string{
	"DELETE FROM job_pair WHERE basis = 'user'": "once a match; there are fewer pairs than copies",
	"DELETE FROM job_ruling":                    "it wants them all",
	"DELETE FROM page_read WHERE read_id IN":    "once a night, a row a page",
	"SELECT a_posting_id, b_posting_id, basis, score, decision = 'merged' FROM job_pair WHERE across = 1": "it wants all that the partial index holds",
}

// No statement of a night reads a large table from end to end for a few of its
// rows: each finds them by an index. SQLite plans without statistics here, as it
// does in a user's file, so that the size of the tables doesn't matter.
func TestPlans(t *testing.T) {
	db := market(t)
	crawlTwice(t, db)
	aggregateAll(t, db, true)
	queries := append(store.Written(db), store.LastFetchQuery)
	if len(queries) < 20 {
		t.Fatalf("only %d statements were seen", len(queries))
	}
	met := map[string]bool{}
	for _, q := range queries {
		why := begin(q)
		met[why] = true
		if steps := scans(q, plan(t, db, q)); len(steps) > 0 && wholly[why] == "" {
			t.Errorf("%s\n\tin %s", strings.Join(steps, "; "), q)
		} else if len(steps) == 0 && wholly[why] != "" {
			t.Errorf("reads no table whole: %s", q)
		}
	}
	for why := range wholly {
		if !met[why] {
			t.Errorf("was not run: %s", why)
		}
	}
}

// viewsWholly are the views that read all of a large table, whatever they are
// asked, and why: a window stands between the condition and the table.
var viewsWholly = map[string]string{
	"employer_pay":         "it takes the median of each employer's jobs",
	"pay_over_time":        "it takes the newest edition of each day",
	"advert_behind_median": "it takes the newest adverts of each job",
	"claim_beside_figure":  "it takes the newest claim of each statistic, of which there are some thousand",
}

// The README's views answer about one role and country without reading a large
// table from end to end, but for those that can't.
func TestViewPlans(t *testing.T) {
	db := market(t)
	for _, q := range store.Questions() {
		asked := "SELECT * FROM " + q.View + " WHERE " + strings.Join(q.By, " = ? AND ") + " = ?"
		steps := scans(asked+viewText(t, db, q.View), plan(t, db, asked))
		if len(steps) > 0 && viewsWholly[q.View] == "" {
			t.Errorf("%s\n\tin %s", strings.Join(steps, "; "), asked)
		} else if len(steps) == 0 && viewsWholly[q.View] != "" {
			t.Errorf("reads no table whole: %s", asked)
		}
	}
}

// Whoever asks posting for no words reads no words, however the question is put;
// who asks for them finds them by the posting's id.
func TestWordsAreReadWhenAskedFor(t *testing.T) {
	db := market(t)
	for _, asked := range []struct {
		query string
		words bool
	}{
		{"SELECT COUNT(*) FROM posting", false},
		{"SELECT source, COUNT(*), MAX(last_seen_at) FROM posting WHERE state = 'open' GROUP BY source", false},
		{"SELECT id, sha256, title FROM posting WHERE id = ?", false},
		{"SELECT j.title, p.url FROM job j LEFT JOIN posting p ON p.job_id = j.id", false},
		{"SELECT DISTINCT p.company FROM posting p JOIN posting_skill s ON s.posting_id = p.id WHERE s.skill = ?", false},
		{"SELECT MAX(role) OVER (PARTITION BY source) FROM (SELECT * FROM posting) ORDER BY title", false},
		{"SELECT * FROM open_job", false},
		{"SELECT * FROM pay_evidence WHERE posting_id = ?", true},
		{"SELECT * FROM posting WHERE id = ?", true},
		{"SELECT title FROM posting WHERE description LIKE ?", true},
	} {
		steps := strings.Join(plan(t, db, asked.query), "; ")
		if got := strings.Contains(steps, " s USING INTEGER PRIMARY KEY"); got != asked.words || strings.Contains(steps, "MATERIALIZE posting") ||
			strings.Contains(steps, "posting_said") {
			t.Errorf("%s: reads words: %v, want %v: %s", asked.query, got, asked.words, steps)
		}
	}
}

// viewText returns the text of a view and of those that it reads, where the names
// stand that its plan uses.
func viewText(t *testing.T, db *store.DB, view string) string {
	t.Helper()
	rows, err := store.Reader(db).Query("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	views := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		views[name] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	whole := ""
	var add func(string)
	add = func(name string) {
		text := views[name]
		delete(views, name)
		whole += " " + text
		for other := range views {
			if regexp.MustCompile(`\b` + other + `\b`).MatchString(text) {
				add(other)
			}
		}
	}
	add(view)
	return whole
}

// begin returns the key of wholly that a statement begins with, "" for none.
func begin(statement string) string {
	for key := range wholly {
		if strings.HasPrefix(statement, key) {
			return key
		}
	}
	return ""
}

// scans returns the steps that read large tables from end to end. What the plan
// makes itself, of rows that it has found, is no table.
func scans(statement string, steps []string) (found []string) {
	made := map[string]bool{}
	for _, step := range steps {
		kind, name, _ := strings.Cut(step, " ")
		if kind == "CO-ROUTINE" || kind == "MATERIALIZE" {
			made[name] = true
		}
		if m := scan.FindStringSubmatch(step); m != nil && !made[m[1]] && isLarge(statement, m[1]) {
			found = append(found, step)
		}
	}
	return found
}

// crawlTwice has the frontier lead to a page, twice.
func crawlTwice(t *testing.T, db *store.DB) {
	t.Helper()
	for range 2 {
		run := start(t, db, store.Scrape)
		f := db.Frontier(run)
		if err := f.Add(t.Context(), "hutch", []scraper.Request{{URL: boardPage}, {URL: boardPage + "/2"}}); err != nil {
			t.Fatal(err)
		}
		leases, err := f.Lease(t.Context(), 2, nil)
		if err != nil || len(leases) != 2 {
			t.Fatalf("leased %v, %v", leases, err)
		}
		if err := f.Release(t.Context(), leases[1:]); err != nil {
			t.Fatal(err)
		}
		o := readBy("x text/html", board("hutch", "otter", true, many(0, 20)...))
		if last, ok, err := db.LastFetch(t.Context(), "hutch", boardPage); err != nil {
			t.Fatal(err)
		} else if ok {
			o = unread(last, true)
		}
		o.Lease = leases[0]
		if err := f.Settle(t.Context(), []scraper.Outcome{o}); err != nil {
			t.Fatal(err)
		}
		finish(t, db, run)
	}
}

// plan returns the steps in which SQLite runs a statement.
func plan(t *testing.T, db *store.DB, statement string) (steps []string) {
	t.Helper()
	if strings.HasPrefix(statement, "SAVEPOINT") || strings.HasPrefix(statement, "RELEASE") {
		return nil // which have none
	}
	rows, err := store.Reader(db).Query("EXPLAIN QUERY PLAN "+statement, make([]any, 40)...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused sql.NullInt64
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}

// isLarge reports whether a name of a plan stands for a large table.
func isLarge(statement, name string) bool {
	return regexp.MustCompile(fmt.Sprintf(`(?i)^(%s)$`, large)).MatchString(name) ||
		regexp.MustCompile(fmt.Sprintf(`(?i)\b(%s)\s+(AS\s+)?%s\b`, large, name)).MatchString(statement)
}
