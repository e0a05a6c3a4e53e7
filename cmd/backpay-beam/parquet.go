package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/rows"
)

func init() {
	beam.RegisterFunction(withJob)
	beam.RegisterType(reflect.TypeFor[tableFn]())
}

// tables are the tables of an export that postings fill, with the columns of the
// database. What only a database knows is NULL: runs, fetches, digests.
var tables = map[string][]rows.Column{
	"posting": typed(`id:INTEGER source source_id board first_seen_at last_seen_at ended_at last_run_id:INTEGER
		fetch_id:INTEGER job_id:INTEGER place_id:INTEGER stale:INTEGER sha256 title company url place_text employment
		posted_at role role_rule seniority years_min:INTEGER country workplace employer record description ended_why
		unconfirmed_at population`),
	"posting_place": typed("posting_id:INTEGER ord:INTEGER place_id:INTEGER country region city metro"),
	"posting_skill": typed("posting_id:INTEGER skill quote_start:INTEGER kind"),
	"posting_pay": typed(`posting_id:INTEGER ord:INTEGER min:REAL max:REAL currency period kind origin quote
		quote_start:INTEGER quote_end:INTEGER rule annual_min:REAL annual_max:REAL annual_factor:REAL flag tax
		place_ord:INTEGER payments:INTEGER confidence:REAL counts:INTEGER`),
}

// jobColumn is where job_id stands in posting.
const jobColumn = 9

func typed(list string) (cols []rows.Column) {
	for _, word := range strings.Fields(list) {
		name, kind, _ := strings.Cut(word, ":")
		cols = append(cols, rows.Column{Name: name, Kind: cmp.Or(kind, "TEXT")})
	}
	return cols
}

// written is the rows of one posting, by table.
type written struct {
	Source, Month string // of its part, as an export has it
	Rows          map[string][][]any
}

// export gives the rows of a posting by its id; why is why it has ended.
func export(b *belief, said *scraper.Posting, p *aggregate.Posting, first, last time.Time, why string, emit func(int64, []byte)) error {
	record, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("%s/%s: %w", b.Source, b.SourceID, err)
	}
	var ended, place any
	if why != "" {
		ended = stamp(last)
	}
	w := written{Source: b.Source, Month: b.First[:len("2006-01")], Rows: map[string][][]any{}}
	put := func(table string, head []any, rest []any) {
		w.Rows[table] = append(w.Rows[table], append(head, rest...))
	}
	for ord, pl := range p.Places {
		id := placeID(pl)
		if id == 0 {
			continue
		}
		if place == nil {
			place = id
		}
		put("posting_place", []any{b.ID, ord, id}, pl.Columns())
	}
	for ord := range p.Pay {
		put("posting_pay", []any{b.ID, ord}, p.Pay[ord].Columns())
	}
	for i := range p.Skills {
		put("posting_skill", []any{b.ID}, p.Skills[i].Columns())
	}
	put("posting", []any{
		b.ID, b.Source, b.SourceID, text(said.Board), b.First, stamp(last), ended, nil, nil, nil, place, 0, nil, said.Title,
		text(said.Company), text(said.URL), text(said.Place), text(said.Employment), text(b.Posted), text(p.Role), text(p.RoleRule),
		text(p.Seniority), whole(p.YearsMin), text(p.Country), text(p.Workplace), text(p.Employer), string(record),
		text(said.Description), text(why), nil, text(string(p.Population)),
	}, nil)
	emit(b.ID, pack(w))
	return nil
}

// text and whole are values for columns in which NULL means unknown.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func whole(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// parts is in how many files the postings of a source and month lie, so that as
// many workers can write them.
const parts = 8

// writeTables writes the postings with the jobs that they are of.
func writeTables(s beam.Scope, postings, places beam.PCollection, o options) {
	s = s.Scope("parquet")
	byPart := beam.ParDo(s, withJob, beam.CoGroupByKey(s, postings, places))
	beam.ParDo0(s, &tableFn{Dir: o.file("parquet")}, beam.GroupByKey(s, byPart))
}

// withJob gives the rows of a posting, its job among them, to their files.
func withJob(id int64, postings, places func(*[]byte) bool, emit func(string, []byte)) error {
	var raw, at []byte
	if !postings(&raw) {
		return fmt.Errorf("posting %d has no rows", id)
	}
	w, err := decoded[written](raw)
	if err != nil {
		return err
	}
	if places(&at) { // else it ended long ago and is of no job that counts
		p, err := unpack[place](at)
		if err != nil {
			return err
		}
		w.Rows["posting"][0][jobColumn] = p.Job
	}
	for table, all := range w.Rows {
		path := fmt.Sprintf("%s/source=%s/month=%s/data-%d.parquet", table, url.PathEscape(w.Source), w.Month, id%parts)
		if table != "posting" { // an export has the month of postings alone
			path = fmt.Sprintf("%s/data-%d.parquet", table, id%parts)
		}
		for _, row := range all {
			emit(path, pack(row))
		}
	}
	return nil
}

// decoded is unpack with numbers as they are written: ids are longer than a
// float64 is exact.
func decoded[T any](raw []byte) (v T, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return v, d.Decode(&v)
}

// tableFn writes one file.
type tableFn struct{ Dir string }

func (f *tableFn) ProcessElement(ctx context.Context, path string, raw func(*[]byte) bool) error {
	table, _, _ := strings.Cut(path, "/")
	cols := tables[table]
	var out bytes.Buffer
	w, err := rows.NewParquetWriter(&out, cols, rows.ExportForm, "1 "+table)
	if err != nil {
		return err
	}
	var one []byte
	for raw(&one) {
		row, err := decoded[[]any](one)
		if err != nil {
			return err
		}
		if err := typeRow(cols, row); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := w.Write(row); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return write(ctx, f.Dir+"/"+path, out.Bytes())
}

// typeRow gives numbers the types of their columns.
func typeRow(cols []rows.Column, row []any) (err error) {
	for i, v := range row {
		n, ok := v.(json.Number)
		if !ok {
			continue
		}
		if cols[i].Kind == "REAL" {
			row[i], err = n.Float64()
		} else {
			row[i], err = n.Int64()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", cols[i].Name, err)
		}
	}
	return nil
}
