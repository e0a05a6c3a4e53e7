package store

import (
	"context"
	"database/sql"
	"fmt"
)

// ReviewPairs returns the pairs of jobs that may be one: some posting of the one
// and some of the other are alike enough to be looked at, too little to be put
// together, and no ruling parts them. The lesser id comes first.
func (db *DB) ReviewPairs(ctx context.Context) ([][2]int64, error) {
	rows, err := db.query(ctx, `SELECT DISTINCT MIN(a.job_id, b.job_id), MAX(a.job_id, b.job_id) FROM job_pair p
		JOIN posting a ON a.id = p.a_posting_id JOIN posting b ON b.id = p.b_posting_id
		WHERE p.decision = 'review' AND a.job_id <> b.job_id AND NOT EXISTS (SELECT 1 FROM job_ruling r
			WHERE r.a_posting_id = p.a_posting_id AND r.b_posting_id = p.b_posting_id AND r.same = 0)
		ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("read pairs in review: %w", err)
	}
	var pairs [][2]int64
	err = eachRow(rows, func(r *sql.Rows) error {
		var p [2]int64
		err := r.Scan(&p[0], &p[1])
		pairs = append(pairs, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read pairs in review: %w", err)
	}
	return pairs, nil
}
