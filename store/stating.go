package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Stating counts open jobs by the states that they name.
type Stating struct {
	States         []string // codes; none where no place of the job has one
	Jobs, StatePay int      // StatePay is how many of Jobs state base pay
}

// Stating returns how many open full-time jobs of a role and country state pay,
// by the states of all places of all their postings.
func (db *DB) Stating(ctx context.Context, role, country string) (out []Stating, err error) {
	rows, err := db.query(ctx, `WITH open AS MATERIALIZED (SELECT j.id,
			EXISTS (SELECT 1 FROM job_source_pay w WHERE w.job_id = j.id AND w.population = 'full_time') AS states_pay,
			EXISTS (SELECT 1 FROM job_source_pay w WHERE w.job_id = j.id) AS paid,
			MIN(p.population = 'full_time') AS full_time
		FROM job j JOIN posting p ON p.job_id = j.id
		WHERE p.ended_at IS NULL AND j.role = ? AND j.country = ? GROUP BY j.id)
		SELECT states, COUNT(*), SUM(states_pay) FROM (SELECT states_pay, COALESCE((SELECT GROUP_CONCAT(region) FROM
				(SELECT DISTINCT l.region FROM posting p JOIN posting_place l ON l.posting_id = p.id
				WHERE p.job_id = open.id AND p.ended_at IS NULL AND l.country = ?2 AND l.region <> '' ORDER BY 1)), '')
			AS states FROM open WHERE states_pay OR NOT paid AND full_time)
		GROUP BY states ORDER BY states`, role, country)
	if err != nil {
		return nil, fmt.Errorf("count jobs that state pay: %w", err)
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var s Stating
		var states string
		err := r.Scan(&states, &s.Jobs, &s.StatePay)
		if states != "" {
			s.States = strings.Split(states, ",")
		}
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count jobs that state pay: %w", err)
	}
	return out, nil
}
