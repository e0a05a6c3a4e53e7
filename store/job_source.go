package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"time"

	"backpay/aggregate"
)

// flowSince is the beginning of the day on which the reach of the flow begins: all
// day long the same jobs are read.
func (db *DB) flowSince() string {
	return stamp(db.now().UTC().AddDate(0, -aggregate.FlowMonths, 0).Truncate(24 * time.Hour))
}

// JobPostings returns the postings of jobs by job and source, as jobpay.Sources
// takes them: the open ones, and those that ended within the reach of the flow.
//
// The read stays open while the caller iterates.
func (db *DB) JobPostings(ctx context.Context) iter.Seq2[aggregate.JobPosting, error] {
	return func(yield func(aggregate.JobPosting, error) bool) {
		if err := db.jobPostings(ctx, func(p aggregate.JobPosting) bool { return yield(p, nil) }); err != nil {
			yield(aggregate.JobPosting{}, fmt.Errorf("read jobs: %w", err))
		}
	}
}

func (db *DB) jobPostings(ctx context.Context, yield func(aggregate.JobPosting) bool) error {
	ranks, err := db.employerRanks(ctx)
	if err != nil {
		return err
	}
	// The order is that of the indexes, so nothing is sorted.
	rows, err := db.query(ctx, `WITH looked AS MATERIALIZED (SELECT source, board, MIN(first_seen_at) AS first_at
		FROM posting WHERE job_id IS NOT NULL GROUP BY +source, board)
		SELECT p.source, s.side, j.id, j.employer_id, COALESCE(j.role, ''), COALESCE(j.seniority, ''),
			COALESCE(j.country, ''),
			COALESCE(p.population, ''), p.ended_at IS NULL, COALESCE(p.workplace, ''), COALESCE(p.posted_at, ''),
			p.first_seen_at, COALESCE(b.first_at, ''),
			COALESCE((SELECT GROUP_CONCAT(l.place_id, char(30)) FROM posting_place l WHERE l.posting_id = p.id), ''),
			COALESCE((SELECT GROUP_CONCAT(COALESCE(NULLIF(l.metro, ''), l.city, ''), char(30)) FROM posting_place l
				WHERE l.posting_id = p.id), ''),
			COALESCE((SELECT GROUP_CONCAT(k.skill, char(30)) FROM posting_skill k WHERE k.posting_id = p.id), '')
		FROM job j CROSS JOIN posting p ON p.job_id = j.id JOIN source s ON s.name = p.source
			LEFT JOIN looked b ON b.source = p.source AND b.board IS p.board
		WHERE p.ended_at IS NULL OR p.last_seen_at >= ?
		ORDER BY j.id, p.source, p.id`, db.flowSince())
	if err != nil {
		return err
	}
	defer rows.Close()
	l := lists{}
	var p aggregate.JobPosting
	var employer int64
	var ids, places, skills sql.RawBytes // lists, joined by itemMark
	to := []any{
		&p.Source, &p.Side, &p.Job, &employer, &p.Role, &p.Seniority, &p.Country, &p.Population,
		&p.Open, &p.Workplace, &p.Posted, &p.First, &p.Looked, &ids, &places, &skills,
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		p.Employer = ranks[employer]
		l.one(&p.Source, &p.Role, &p.Seniority, &p.Country, &p.Workplace, (*string)(&p.Side), (*string)(&p.Population))
		p.Places, p.Skills = l.words(places), l.words(skills)
		if p.PlaceIDs, err = l.placeIDs(ids, places); err != nil {
			return err
		}
		if !yield(p) {
			return nil
		}
	}
	return rows.Err()
}

// employerRanks returns the ranks of employers by key, which are the same
// whatever the order in which they came into the file.
func (db *DB) employerRanks(ctx context.Context) (map[int64]int64, error) {
	rows, err := db.query(ctx, `SELECT id FROM employer ORDER BY key`)
	if err != nil {
		return nil, err
	}
	ranks := map[int64]int64{}
	return ranks, eachRow(rows, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		ranks[id] = int64(len(ranks) + 1)
		return err
	})
}

// EmployerNames returns the names of all employers, by their rank.
func (db *DB) EmployerNames(ctx context.Context) ([]string, error) {
	rows, err := db.query(ctx, `SELECT name FROM employer ORDER BY key`)
	if err != nil {
		return nil, fmt.Errorf("read employers: %w", err)
	}
	var names []string
	err = eachRow(rows, func(r *sql.Rows) error {
		var name string
		err := r.Scan(&name)
		names = append(names, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read employers: %w", err)
	}
	return names, nil
}

// lists splits lists into words, of which there is one copy each.
type lists map[string]string

func (l lists) words(joined []byte) (out []string) {
	if len(joined) == 0 {
		return nil
	}
	out = make([]string, 0, 1+bytes.Count(joined, []byte(itemMark)))
	for w := range bytes.SplitSeq(joined, []byte(itemMark)) {
		if len(w) > 0 {
			out = append(out, l.word(w))
		}
	}
	return out
}

// one makes words the one copy that there is of each: rows that are kept would
// hold one a row.
func (l lists) one(words ...*string) {
	for _, w := range words {
		if s, ok := l[*w]; ok {
			*w = s
		} else {
			l[*w] = *w
		}
	}
}

func (l lists) word(w []byte) string {
	if s, ok := l[string(w)]; ok {
		return s
	}
	s := string(w)
	l[s] = s
	return s
}

// placeIDs are the places that figures name, by their ids.
func (l lists) placeIDs(ids, names []byte) (out []aggregate.PlaceID, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	name := bytes.Split(names, []byte(itemMark))
	for i, id := range bytes.Split(ids, []byte(itemMark)) {
		n, err := strconv.ParseInt(string(id), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("place: %w", err)
		}
		if i < len(name) && len(name[i]) > 0 {
			out = append(out, aggregate.PlaceID{ID: n, Key: l.word(name[i])})
		}
	}
	return out, nil
}
