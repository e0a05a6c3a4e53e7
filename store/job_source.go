package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"backpay/aggregate"
)

// flowMonths is how far back jobs are read that have ended: what figures of the
// flow look at, and a month more.
const flowMonths = 13

// seenMonth is the month in which a posting came up, "" for one that stood there
// before we first looked: where its own date lies a month or more before we saw
// it, or it states none and came with the first look at its board.
const seenMonth = `CASE WHEN p.posted_at < datetime(p.first_seen_at, '-31 days') THEN ''
	WHEN p.posted_at IS NULL AND p.first_seen_at = b.first_at THEN '' ELSE SUBSTR(p.first_seen_at, 1, 7) END`

// JobSources returns the jobs as each source shows them, by job and source: the
// open ones, and those that ended within the reach of the flow, of whose
// postings then all count.
//
// The read stays open while the caller iterates.
func (db *DB) JobSources(ctx context.Context) iter.Seq2[aggregate.JobSource, error] {
	return func(yield func(aggregate.JobSource, error) bool) {
		if err := db.jobSources(ctx, func(j aggregate.JobSource) bool { return yield(j, nil) }); err != nil {
			yield(aggregate.JobSource{}, fmt.Errorf("read jobs: %w", err))
		}
	}
}

// jobSourceRow is one posting on its way into a JobSource.
type jobSourceRow struct {
	aggregate.JobSource
	employer                int64
	placeIDs, places, skill string // lists, joined by itemMark
}

func (db *DB) jobSources(ctx context.Context, yield func(aggregate.JobSource) bool) error {
	ranks, err := db.employerRanks(ctx)
	if err != nil {
		return err
	}
	// The order is that of the indexes, so nothing is sorted.
	rows, err := db.query(ctx, `WITH looked AS MATERIALIZED (SELECT source, board, MIN(first_seen_at) AS first_at
		FROM posting GROUP BY source, board)
		SELECT p.source, s.side, j.id, j.employer_id, COALESCE(j.role, ''), COALESCE(j.seniority, ''),
			COALESCE(j.country, ''),
			COALESCE(p.population, ''), p.ended_at IS NULL, COALESCE(p.workplace, ''), SUBSTR(COALESCE(p.posted_at,
				p.first_seen_at), 1, 7), `+seenMonth+`,
			COALESCE((SELECT GROUP_CONCAT(l.place_id, char(30)) FROM posting_place l WHERE l.posting_id = p.id), ''),
			COALESCE((SELECT GROUP_CONCAT(COALESCE(NULLIF(l.metro, ''), l.city, ''), char(30)) FROM posting_place l
				WHERE l.posting_id = p.id), ''),
			COALESCE((SELECT GROUP_CONCAT(k.skill, char(30)) FROM posting_skill k WHERE k.posting_id = p.id), '')
		FROM job j CROSS JOIN posting p ON p.job_id = j.id JOIN source s ON s.name = p.source
			LEFT JOIN looked b ON b.source = p.source AND b.board IS p.board
		WHERE p.ended_at IS NULL OR p.last_seen_at >= ?
		ORDER BY j.id, p.source, p.id`, stamp(db.now().AddDate(0, -flowMonths, 0)))
	if err != nil {
		return err
	}
	defer rows.Close()
	g := gathering{words: map[string]string{}}
	for rows.Next() {
		var r jobSourceRow
		if err := rows.Scan(&r.Source, &r.Side, &r.Job, &r.employer, &r.Role, &r.Seniority, &r.Country,
			&r.Population, &r.Open, &r.Workplace, &r.Month, &r.Seen, &r.placeIDs, &r.places, &r.skill); err != nil {
			return err
		}
		if g.begun && (r.Job != g.job.Job || r.Source != g.job.Source) && !yield(g.end()) {
			return nil
		}
		r.Employer = ranks[r.employer]
		g.add(r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if g.begun {
		yield(g.end())
	}
	return nil
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

// gathering gathers the postings of one job at one source. Open ones go before
// those that have ended.
type gathering struct {
	begun bool
	job   aggregate.JobSource
	words map[string]string // one copy of each place and skill
}

func (g *gathering) add(r jobSourceRow) {
	j := &g.job
	switch {
	case !g.begun, r.Open && !j.Open:
		seen := j.Seen
		first := !g.begun
		*j = r.JobSource
		j.Postings, j.Newest = 0, r.Month
		if !first {
			j.Seen = earliest(seen, r.Seen)
		}
		g.begun = true
	case j.Open && !r.Open:
		j.Seen = earliest(j.Seen, r.Seen)
		return
	}
	j.Postings++
	j.Month, j.Newest, j.Seen = min(j.Month, r.Month), max(j.Newest, r.Month), earliest(j.Seen, r.Seen)
	if j.Workplace != r.Workplace {
		j.Workplace = ""
	}
	j.Population = j.Population.Stricter(r.Population)
	j.Places = g.list(j.Places, r.places)
	j.Skills = g.list(j.Skills, r.skill)
	g.placeIDs(r.placeIDs, r.places)
}

// earliest is the earlier month in which a job's posting came up: unknown where
// one of them is.
func earliest(a, b string) string { return min(a, b) }

func (g *gathering) placeIDs(ids, places string) {
	if ids == "" {
		return
	}
	names := strings.Split(places, itemMark)
	for i, id := range strings.Split(ids, itemMark) {
		var n int64
		for _, c := range id {
			n = n*10 + int64(c-'0')
		}
		if i < len(names) && names[i] != "" {
			g.job.PlaceIDs = append(g.job.PlaceIDs, aggregate.PlaceID{ID: n, Key: g.word(names[i])})
		}
	}
}

// list adds the words of a joined list that aren't in the list yet.
func (g *gathering) list(to []string, joined string) []string {
	if joined == "" {
		return to
	}
	for w := range strings.SplitSeq(joined, itemMark) {
		if w != "" && !slices.Contains(to, w) {
			to = append(to, g.word(w))
		}
	}
	return to
}

func (g *gathering) word(w string) string {
	if g.words[w] == "" {
		w = strings.Clone(w)
		g.words[w] = w
	}
	return g.words[w]
}

func (g *gathering) end() aggregate.JobSource {
	g.begun = false
	j := g.job
	g.job = aggregate.JobSource{}
	slices.Sort(j.Places)
	slices.Sort(j.Skills)
	return j
}
