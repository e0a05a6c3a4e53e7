package store

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"backpay/aggregate"
)

// PostingYears returns what postings pay a year, by job and source: of those
// that state pay, are open or ended within the reach of the flow.
//
// The read stays open while the caller iterates.
func (db *DB) PostingYears(ctx context.Context) iter.Seq2[aggregate.PostingYear, error] {
	return func(yield func(aggregate.PostingYear, error) bool) {
		if err := db.postingYears(ctx, func(p aggregate.PostingYear) bool { return yield(p, nil) }); err != nil {
			yield(aggregate.PostingYear{}, fmt.Errorf("read pay: %w", err))
		}
	}
}

func (db *DB) postingYears(ctx context.Context, yield func(aggregate.PostingYear) bool) error {
	rows, err := db.query(ctx, `SELECT p.id, p.source, j.id, COALESCE(j.role, ''), COALESCE(j.country, ''),
		p.ended_at IS NULL,
			SUBSTR(COALESCE(p.posted_at, p.first_seen_at), 1, 10),
			COALESCE((SELECT GROUP_CONCAT(DISTINCT q.population) FROM posting q WHERE q.job_id = j.id
				AND q.ended_at IS NULL), ''),
			CASE WHEN y.place_ord < 0 THEN COALESCE((SELECT GROUP_CONCAT(l.ord || ' ' || l.place_id, char(30))
				FROM posting_place l WHERE l.posting_id = p.id), '') ELSE '' END,
			y.population, y.currency, y.place_ord, COALESCE(y.min, 0), COALESCE(y.max, 0), COALESCE(y.mid, 0),
				COALESCE(y.lowest, 0), COALESCE(y.highest, 0)
		FROM job j CROSS JOIN posting p ON p.job_id = j.id JOIN posting_year_pay y ON y.posting_id = p.id
		WHERE p.ended_at IS NULL OR p.last_seen_at >= ?
		ORDER BY j.id, p.source, p.id`, db.flowSince())
	if err != nil {
		return err
	}
	defer rows.Close()
	l := lists{}
	var at int64
	var p aggregate.PostingYear
	for rows.Next() {
		var id int64
		var next aggregate.PostingYear
		var y aggregate.YearPay
		var places, populations string
		if err := rows.Scan(&id, &next.Source, &next.Job, &next.Role, &next.Country, &next.Open, &next.Day, &populations, &places,
			&y.Population, &y.Currency, &y.Place, &y.Min, &y.Max, &y.Mid, &y.Lowest, &y.Highest); err != nil {
			return err
		}
		l.one(&next.Source, &next.Role, &next.Country, &y.Currency, (*string)(&y.Population))
		if id != at {
			if at != 0 && !yield(p) {
				return nil
			}
			at, p = id, next
			for said := range strings.SplitSeq(populations, ",") {
				p.JobPopulation = p.JobPopulation.Stricter(aggregate.Population(said))
			}
		}
		if places != "" && p.Places == nil {
			if p.Places, err = placesOf(places); err != nil {
				return fmt.Errorf("places of posting %d: %w", id, err)
			}
		}
		p.Years = append(p.Years, y)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if at != 0 {
		yield(p)
	}
	return nil
}

// placesOf reads a list of positions and ids.
func placesOf(list string) (ids []int64, err error) {
	for item := range strings.SplitSeq(list, itemMark) {
		ord, id, _ := strings.Cut(item, " ")
		n, err := strconv.Atoi(ord)
		if err != nil {
			return nil, err
		}
		for len(ids) <= n {
			ids = append(ids, 0)
		}
		if ids[n], err = strconv.ParseInt(id, 10, 64); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// JobPays returns what jobs pay at sources, by job and source.
//
// The read stays open while the caller iterates.
func (db *DB) JobPays(ctx context.Context) iter.Seq2[aggregate.JobPay, error] {
	return func(yield func(aggregate.JobPay, error) bool) {
		err := db.jobPays(ctx, func(_ int64, p aggregate.JobPay) bool { return yield(p, nil) })
		if err != nil {
			yield(aggregate.JobPay{}, fmt.Errorf("read pay of jobs: %w", err))
		}
	}
}

func (db *DB) jobPays(ctx context.Context, yield func(rowid int64, p aggregate.JobPay) bool) error {
	rows, err := db.query(ctx, `SELECT rowid, job_id, source, COALESCE(place_id, 0), population, currency,
		COALESCE(min, 0), COALESCE(max, 0), COALESCE(mid, 0),
			COALESCE(lowest, 0), COALESCE(highest, 0), n_postings, filled, current
		FROM job_source_pay ORDER BY job_id, source`)
	if err != nil {
		return err
	}
	defer rows.Close()
	l := lists{}
	var id int64
	var p aggregate.JobPay
	to := []any{
		&id, &p.Job, &p.Source, &p.Place, &p.Population, &p.Currency, &p.Min, &p.Max, &p.Mid,
		&p.Lowest, &p.Highest, &p.Postings, &p.Filled, &p.Current,
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		l.one(&p.Source, &p.Currency, (*string)(&p.Population))
		if !yield(id, p) {
			return nil
		}
	}
	return rows.Err()
}

// PutJobPays makes the pay of jobs what is given, by job and source, in one
// transaction; what stands already is not written again.
func (db *DB) PutJobPays(ctx context.Context, pays []aggregate.JobPay) error {
	kept := make([]bool, len(pays))
	var gone []int64
	from := 0
	err := db.jobPays(ctx, func(id int64, p aggregate.JobPay) bool {
		about := func(i int) int {
			return cmp.Or(cmp.Compare(pays[i].Job, p.Job), cmp.Compare(pays[i].Source, p.Source))
		}
		for from < len(pays) && about(from) < 0 {
			from++
		}
		for i := from; i < len(pays) && about(i) == 0; i++ {
			if pays[i] == p && !kept[i] {
				kept[i] = true
				return true
			}
		}
		gone = append(gone, id)
		return true
	})
	if err != nil {
		return fmt.Errorf("put pay of jobs: %w", err)
	}
	var fresh [][]any
	for i, p := range pays {
		if !kept[i] {
			fresh = append(
				fresh,
				[]any{
					p.Job,
					p.Source,
					null(p.Place),
					p.Population,
					null(p.Min),
					null(p.Max),
					null(p.Mid),
					p.Currency,
					p.Postings,
					one(p.Filled),
					null(p.Lowest),
					null(p.Highest),
					one(p.Current),
				},
			)
		}
	}
	if len(gone) == 0 && len(fresh) == 0 {
		return nil
	}
	err = db.write(ctx, func(t *txn) error {
		if err := inChunks(gone, func(arg string) error {
			_, err := t.exec(`DELETE FROM job_source_pay WHERE rowid IN (SELECT value FROM json_each(?))`, arg)
			return err
		}); err != nil {
			return err
		}
		return inChunks(fresh, func(arg string) error {
			_, err := t.exec(`INSERT INTO job_source_pay (job_id, source, place_id, population, min, max, mid,
				currency, n_postings, filled, lowest, highest, current)
				SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
					value ->> 7, value ->> 8, value ->> 9,
					value ->> 10, value ->> 11, value ->> 12 FROM json_each(?)`, arg)
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("put pay of jobs: %w", err)
	}
	return nil
}

// null is an amount or id, nil for 0.
func null[T int64 | float64](v T) any {
	if v == 0 {
		return nil
	}
	return v
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inChunks hands a list to a statement, some at a time: a statement costs more
// than a row.
func inChunks[T any](all []T, do func(arg string) error) error {
	for len(all) > 0 {
		n := min(len(all), 2000)
		arg, err := list(all[:n])
		if err != nil {
			return err
		}
		if err := do(arg); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// Adverts returns the open postings that state pay as if each were a job of its
// own, its Job being posting.id: what rows would be without merging copies. A
// posting that states several currencies counts in the one given, else in the
// first. Workplace, places, skills and months are left out.
//
// The read stays open while the caller iterates.
func (db *DB) Adverts(ctx context.Context, currency string) iter.Seq2[aggregate.Row, error] {
	return func(yield func(aggregate.Row, error) bool) {
		if err := db.adverts(ctx, currency, func(r aggregate.Row) bool { return yield(r, nil) }); err != nil {
			yield(aggregate.Row{}, fmt.Errorf("read adverts: %w", err))
		}
	}
}

func (db *DB) adverts(ctx context.Context, currency string, yield func(aggregate.Row) bool) error {
	ranks, err := db.employerRanks(ctx)
	if err != nil {
		return err
	}
	// The order is that of the index of postings by job, which holds all that is asked of them.
	rows, err := db.query(ctx, `SELECT p.source, s.side, p.id, COALESCE(e.same_as, e.id), COALESCE(p.role, ''),
		COALESCE(p.seniority, ''), COALESCE(p.country, ''),
			y.population, y.currency, COALESCE(y.min, 0), COALESCE(y.max, 0), COALESCE(y.mid, 0)
		FROM posting p CROSS JOIN posting_year_pay y ON y.posting_id = p.id JOIN posting_identity i ON i.posting_id = p.id
			JOIN employer e ON e.id = i.employer_id JOIN source s ON s.name = p.source
		WHERE p.job_id IS NOT NULL AND p.ended_at IS NULL AND y.place_ord = -1 AND y.population = 'full_time' AND y.currency <> ''
			AND EXISTS (SELECT 1 FROM job_source_pay w WHERE w.job_id = p.job_id AND w.source = p.source
				AND w.current = 1)
		ORDER BY p.job_id, p.id, y.currency`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last aggregate.Row
	for rows.Next() {
		r := aggregate.Row{JobSource: aggregate.JobSource{Postings: 1, Open: true}, Disclosed: true}
		var employer int64
		if err := rows.Scan(&r.Source, &r.Side, &r.Job, &employer, &r.Role, &r.Seniority, &r.Country, &r.Population, &r.Currency, &r.Low, &r.High, &r.Pay); err != nil {
			return err
		}
		r.Employer = ranks[employer]
		switch {
		case last.Job == r.Job && (r.Currency == currency || last.Currency != currency && last.Pay == 0 && r.Pay > 0):
			last = r
		case last.Job == r.Job:
		default:
			if last.Job != 0 && !yield(last) {
				return nil
			}
			last = r
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if last.Job != 0 {
		yield(last)
	}
	return nil
}
