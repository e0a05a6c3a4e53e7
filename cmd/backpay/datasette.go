package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"backpay/store"
)

// The parts of Datasette's metadata that we write, as its documentation has
// them (https://docs.datasette.io/en/stable/metadata.html, sql_queries.html,
// full_text_search.html). Units stand in the words of a column: Datasette takes
// those of the key units for Pint's, which knows no currency, and fails on
// others.
type (
	datasetteMetadata struct {
		Title       string                       `json:"title"`
		Description string                       `json:"description"`
		Databases   map[string]datasetteDatabase `json:"databases"`
	}
	datasetteDatabase struct {
		Tables  map[string]*datasetteTable `json:"tables"`
		Queries map[string]datasetteQuery  `json:"queries"`
	}
	datasetteTable struct {
		Description string            `json:"description"`
		Columns     map[string]string `json:"columns"`
		FTSTable    string            `json:"fts_table,omitempty"`
		FTSKey      string            `json:"fts_pk,omitempty"`
	}
	datasetteQuery struct {
		Title       string `json:"title"`
		Description string `json:"description,omitempty"`
		SQL         string `json:"sql"`
	}
)

// searchQuery finds adverts by their words, with the index that a copy has.
const searchQuery = `SELECT p.id, p.source, p.title, p.company, p.place_text, p.url,
       snippet(posting_text, 2, '', '', ' ... ', 24) AS words
  FROM posting_text
  JOIN posting p ON p.id = posting_text.rowid
 WHERE posting_text MATCH COALESCE(NULLIF(:words, ''), 'backend')
 ORDER BY posting_text.rank
 LIMIT 100`

// describe makes Datasette's metadata of the dictionary: what each table and
// column means, the ten questions as queries, and a search.
func describe(dictionary []store.Meaning, database string) datasetteMetadata {
	d := datasetteDatabase{Tables: map[string]*datasetteTable{}, Queries: map[string]datasetteQuery{}}
	for _, m := range dictionary {
		t := d.Tables[m.Table]
		if t == nil {
			t = &datasetteTable{Columns: map[string]string{}}
			d.Tables[m.Table] = t
		}
		switch {
		case m.Column == "":
			t.Description = m.Words
		case m.Unit == "":
			t.Columns[m.Column] = m.Words
		default:
			t.Columns[m.Column] = m.Words + " (" + m.Unit + ")"
		}
	}
	d.Tables["posting"].FTSTable, d.Tables["posting"].FTSKey = "posting_text", "id"
	for _, q := range store.Questions() {
		d.Queries[q.View+"_of"] = datasetteQuery{
			Title:       d.Tables[q.View].Description,
			Description: "Fields that are left empty narrow nothing.",
			SQL:         q.Query(),
		}
	}
	d.Queries["search_adverts"] = datasetteQuery{
		Title: "Which adverts hold these words?", Description: "Words in the form of SQLite's FTS5.", SQL: searchQuery,
	}
	return datasetteMetadata{
		Title:       "What jobs pay",
		Description: "Job adverts and published pay figures, gathered and recomputed by backpay.",
		Databases:   map[string]datasetteDatabase{database: d},
	}
}

// writeMetadata writes Datasette's metadata of a copy beside it and returns the
// file's path. Datasette knows a database by its file's name without ending.
func (a *app) writeMetadata(db *store.DB, file string) (string, error) {
	all, err := db.Dictionary(a.ctx)
	if err != nil {
		return "", err
	}
	stem := strings.TrimSuffix(file, filepath.Ext(file))
	text, err := json.MarshalIndent(describe(all, filepath.Base(stem)), "", "  ")
	if err != nil {
		return "", err
	}
	path := stem + "-metadata.json"
	if err := os.WriteFile(path, append(text, '\n'), 0o666); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return path, nil
}
