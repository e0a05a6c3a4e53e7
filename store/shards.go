package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// part is how the rows of a table come out of shards. This list is the one
// place that decides it; a table that is not in it can't be merged.
type part struct {
	table string
	// made says why the rows are not carried over; "" where they are.
	made string
	// numbered says that id is the row's own, to be given anew.
	numbered bool
	// sum are the key's columns where rows of one key are added up, number by
	// number; else the first row stays.
	sum string
	// newer names the column that says which of two rows is the newer one, and
	// key by which columns they are the same.
	newer, key string
	// only is the condition of a shard's rows that count, where they take the
	// place of those of their key.
	only string
	set  map[string]string // columns that are given a value of their own
}

const (
	madeByRules   = "worked out from the postings: the next aggregate makes it of all of them"
	madeByFigures = "counted from the postings of one file: an edition of a part is none of the whole"
)

// mergeParts are in the order in which rows refer to one another.
var mergeParts = []part{
	{table: "dictionary", made: "the program's own"},
	{table: "source"},
	{table: "run", made: "laid over each other: see mergeRuns"},
	{table: "source_run", sum: "run_id, source"},
	{table: "fetch", numbered: true},
	{table: "page_read", made: "spares the next scrape a reading; the shards go on with theirs"},
	{table: "frontier", made: "is what runs still had to ask; the shards go on with theirs"},
	{table: "fx_rate"},
	{table: "reference"},
	{
		table: "posting_head", numbered: true, newer: "last_seen_at", key: "source, source_id",
		set: map[string]string{"job_id": "NULL", "place_id": "NULL", "stale": "1"},
	},
	{table: "posting_said", key: "posting_id", only: `(SELECT sha256 FROM shard.posting_head WHERE id = s.posting_id) =
		(SELECT sha256 FROM main.posting_head WHERE id = (SELECT new FROM temp.merged_posting WHERE old = s.posting_id))`},
	{table: "posting_valid"},
	{table: "posting_version", numbered: true},
	{table: "posting_answer"},
	{table: "claim", numbered: true},
	{table: "observation", numbered: true},
	{table: "night", sum: "source, run_id"},
	{table: "night_sign", sum: "source, run_id, sign"},
	{table: "listed_board"},
	{table: "ending"},
	{table: "doubt"},
	{table: "host_closed", newer: "until", key: "host"},
	{table: "holder", made: "says who writes to this file"},
	{table: "change", made: "counts what this file wrote"},
	{table: "made", made: madeByFigures},
	{table: "place", made: madeByRules},
	{table: "skill", made: madeByRules},
	{table: "employer", made: madeByRules},
	{table: "employer_link", made: madeByRules},
	{table: "job", made: madeByRules},
	{table: "job_pair", made: madeByRules},
	{table: "job_ruling", made: "the user's word, which the configuration has"},
	{table: "job_source_pay", made: madeByRules},
	{table: "posting_pay", made: madeByRules},
	{table: "posting_skill", made: madeByRules},
	{table: "posting_place", made: madeByRules},
	{table: "posting_print", made: madeByRules},
	{table: "posting_text_print", made: madeByRules},
	{table: "posting_year_pay", made: madeByRules},
	{table: "posting_identity", made: madeByRules},
	{table: "edition", made: madeByFigures},
	{table: "edition_posting", made: madeByFigures},
	{table: "figure", made: madeByFigures},
	{table: "place_name", made: madeByFigures},
}

// Merge fills an empty file with all that shards hold: databases of runs over
// shares of the same sites. Runs of the shards are laid over each other, the
// last with the last and so on: together they were one. Of a posting that two
// shards met the newer words count. Beliefs are made anew by the next
// aggregate. A file whose merge failed holds a part, and is to be thrown away.
func (db *DB) Merge(ctx context.Context, shards []string) error {
	if err := db.merge(ctx, shards); err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	return nil
}

func (db *DB) merge(ctx context.Context, shards []string) error {
	var rows int
	if err := db.r.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM run) + (SELECT COUNT(*) FROM posting)`).Scan(&rows); err != nil {
		return err
	}
	if rows > 0 {
		return errors.New("the file holds runs of its own; a merge makes a new one")
	}
	var runs []shardRun
	for i, path := range shards {
		more, err := runsOf(ctx, path, i)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		runs = append(runs, more...)
	}
	if err := db.write(ctx, func(t *txn) error { return mergeRuns(t, runs) }); err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	for i, path := range shards {
		if err := db.mergeShard(ctx, path, i, runs); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return db.write(ctx, func(t *txn) error {
		_, err := t.exec(`UPDATE source_run SET status = ` + statusOfPages + ` WHERE status IS NULL`)
		return err
	})
}

// shardRun is a run of a shard.
type shardRun struct {
	shard             int
	id                int64
	kind, version     string
	started, finished string
	status            string
	back              int   // how many of its kind came after it
	merged            int64 // the run that it is part of
}

// runsOf reads the runs of a shard, and refuses one whose last is not finished.
func runsOf(ctx context.Context, path string, n int) (all []shardRun, err error) {
	shard, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, shard.Close()) }()
	rows, err := shard.query(
		ctx,
		`SELECT run_id, kind, version, started_at, COALESCE(finished_at, ''), COALESCE(status, ''),
		ROW_NUMBER() OVER (PARTITION BY kind ORDER BY run_id DESC) FROM run ORDER BY run_id`,
	)
	if err != nil {
		return nil, err
	}
	return all, eachRow(rows, func(r *sql.Rows) error {
		s := shardRun{shard: n}
		if err := r.Scan(&s.id, &s.kind, &s.version, &s.started, &s.finished, &s.status, &s.back); err != nil {
			return err
		}
		if s.finished == "" {
			return errors.New("its last run is not finished; scrape again, which goes on with it")
		}
		all = append(all, s)
		return nil
	})
}

// mergeRuns makes one run of those that were one, in the order in which they
// began, and notes of each which it became.
func mergeRuns(t *txn, runs []shardRun) error {
	type key struct {
		kind string
		back int
	}
	whole := map[key]*shardRun{}
	for _, r := range runs {
		w := whole[key{r.kind, r.back}]
		if w == nil {
			w = &r
			whole[key{r.kind, r.back}] = w
		}
		w.started, w.finished = min(w.started, r.started), max(w.finished, r.finished)
		w.version = max(w.version, r.version)
		if w.status != r.status {
			w.status = StatusPartial
		}
	}
	order := slices.SortedFunc(maps.Values(whole), func(a, b *shardRun) int {
		return cmp.Or(cmp.Compare(a.started, b.started), cmp.Compare(b.back, a.back), cmp.Compare(a.kind, b.kind))
	})
	for _, w := range order {
		var err error
		if w.merged, err = t.insert(`INSERT INTO run (kind, started_at, finished_at, status, version) VALUES (?, ?, ?, ?, ?)`,
			w.kind, w.started, w.finished, w.status, w.version); err != nil {
			return err
		}
	}
	for i := range runs {
		runs[i].merged = whole[key{runs[i].kind, runs[i].back}].merged
	}
	return nil
}

// mergeShard copies the rows of one shard.
func (db *DB) mergeShard(ctx context.Context, path string, n int, runs []shardRun) (err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	name := filepath.ToSlash(abs)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter
	}
	u := url.URL{Scheme: "file", Path: name, RawQuery: "mode=ro"}
	if _, err := db.w.ExecContext(ctx, `ATTACH ? AS shard`, u.String()); err != nil {
		return plain(err)
	}
	defer func() {
		_, derr := db.w.ExecContext(context.WithoutCancel(ctx), `DETACH shard`)
		err = errors.Join(err, derr)
	}()
	return db.write(ctx, func(t *txn) error {
		for _, q := range []string{
			`CREATE TEMP TABLE merged_run (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)`,
			`CREATE TEMP TABLE merged_posting (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)`,
			`CREATE TEMP TABLE merged_fetch (first INTEGER NOT NULL)`,
			`INSERT INTO temp.merged_fetch SELECT COALESCE(MAX(id), 0) FROM main.fetch`,
		} {
			if _, err := t.exec(q); err != nil {
				return err
			}
		}
		for _, r := range runs {
			if r.shard != n {
				continue
			}
			if _, err := t.exec(`INSERT INTO temp.merged_run VALUES (?, ?)`, r.id, r.merged); err != nil {
				return err
			}
		}
		for _, p := range mergeParts {
			if p.made != "" {
				continue
			}
			if err := p.copy(t); err != nil {
				return fmt.Errorf("%s: %w", p.table, err)
			}
		}
		for _, q := range []string{`DROP TABLE temp.merged_run`, `DROP TABLE temp.merged_posting`, `DROP TABLE temp.merged_fetch`} {
			if _, err := t.exec(q); err != nil {
				return err
			}
		}
		return nil
	})
}

// copy copies the rows of a table. Its columns are asked for, so that a new one
// comes along.
func (p part) copy(t *txn) error {
	var columns, values, updates []string
	err := t.each(func(r *sql.Rows) error {
		var name, kind string
		if err := r.Scan(&name, &kind); err != nil || p.numbered && name == "id" && p.table != "fetch" {
			return err
		}
		value := "s." + name
		switch {
		case p.set[name] != "":
			value = p.set[name]
		case p.table == "fetch" && name == "id":
			value = "s.id + (SELECT first FROM temp.merged_fetch)"
		case name == "fetch_id":
			value = "s.fetch_id + (SELECT first FROM temp.merged_fetch)"
		case name == "run_id" || name == "last_run_id":
			value = "(SELECT new FROM temp.merged_run WHERE old = s." + name + ")"
		case name == "posting_id":
			value = "(SELECT new FROM temp.merged_posting WHERE old = s.posting_id)"
		}
		columns, values = append(columns, name), append(values, value)
		updates = append(updates, name+" = "+p.update(name, kind))
		return nil
	}, `SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid`, p.table)
	if err != nil {
		return err
	}
	onConflict := `ON CONFLICT DO NOTHING`
	if key := cmp.Or(p.sum, p.key); key != "" {
		onConflict = `ON CONFLICT (` + key + `) DO UPDATE SET ` + strings.Join(updates, ", ")
	}
	order, only := "", cmp.Or(p.only, "TRUE")
	if p.numbered {
		order = ` ORDER BY s.id`
	}
	if _, err := t.exec(`INSERT INTO main.` + p.table + ` AS m (` + strings.Join(columns, ", ") + `) SELECT ` + strings.Join(values, ", ") +
		` FROM shard.` + p.table + ` s WHERE ` + only + order + ` ` + onConflict); err != nil {
		return err
	}
	if p.table != "posting_head" {
		return nil
	}
	_, err = t.exec(
		`INSERT INTO temp.merged_posting SELECT s.id, m.id FROM shard.posting_head s JOIN main.posting_head m USING (source, source_id)`,
	)
	return err
}

// update is what a column becomes where two shards have the row.
func (p part) update(column, kind string) string {
	have, more := "m."+column, "excluded."+column
	number := kind == "INTEGER" || kind == "REAL"
	switch keys := strings.Split(cmp.Or(p.sum, p.key), ", "); {
	case slices.Contains(keys, column):
		return have
	case p.only != "":
		return more
	case p.sum != "" && number:
		return have + " + " + more
	case column == "status": // where they differ, how the pages went in all says it
		return "CASE WHEN " + have + " = " + more + " THEN " + have + " END"
	case column == "failure":
		return "MIN(COALESCE(" + have + ", " + more + "), COALESCE(" + more + ", " + have + "))"
	case column == "fetcher": // each is named
		return "CASE WHEN " + have + " <> " + more + " THEN " + have + " || ', ' || " + more + " ELSE COALESCE(" + have + ", " + more + ") END"
	case p.sum != "":
		return "COALESCE(" + have + ", " + more + ")"
	case column == "first_seen_at":
		return "MIN(" + have + ", " + more + ")"
	}
	return "CASE WHEN excluded." + p.newer + " > m." + p.newer + " THEN " + more + " ELSE " + have + " END"
}
