package store

import (
	"database/sql"
	"maps"
	"slices"
)

// Reader gives tests the connections that users' own queries stand for.
func Reader(db *DB) *sql.DB { return db.r }

// Wipe empties the tables that runs fill, which is quicker than a new file.
func Wipe(db *DB) error {
	_, err := db.w.Exec(`PRAGMA foreign_keys = OFF; DELETE FROM posting_pay; DELETE FROM posting_skill; DELETE FROM posting_place;
		DELETE FROM posting_version; DELETE FROM posting_answer; DELETE FROM posting_valid;
		DELETE FROM posting_print; DELETE FROM posting_text_print; DELETE FROM posting_identity; DELETE FROM job_pair; DELETE FROM job_ruling; DELETE FROM doubt; DELETE FROM night_sign; DELETE FROM night;
		 DELETE FROM posting_said; DELETE FROM posting_head; DELETE FROM job; DELETE FROM employer;
		DELETE FROM skill; DELETE FROM place; DELETE FROM claim; DELETE FROM observation; DELETE FROM reference; DELETE FROM fx_rate; DELETE FROM page_read; DELETE FROM fetch; DELETE FROM source_run; DELETE FROM run; PRAGMA foreign_keys = ON`)
	return err
}

// Touch makes the postings that a condition names stale, with another description.
func Touch(db *DB, where string) error {
	_, err := db.w.Exec(`UPDATE posting_said SET description = description || ' and more' WHERE posting_id IN (SELECT id FROM posting WHERE ` + where + `);
		UPDATE posting_head SET stale = 1 WHERE ` + where)
	return err
}

// Path is where a database is kept.
func (db *DB) Path() string { return db.path }

// Written returns the statements that were run in transactions.
func Written(db *DB) []string { return slices.Sorted(maps.Keys(db.kept.met)) }

// LastFetchQuery is the one query that a crawl asks for each page.
const LastFetchQuery = lastFetch
