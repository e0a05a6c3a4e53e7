package store

import "context"

// Boards counts the postings that each board of a source ever listed.
func (db *DB) Boards(ctx context.Context, source string) (map[string]int, error) {
	rows, err := db.r.QueryContext(ctx, `SELECT board, COUNT(*) FROM posting WHERE source = ? AND board IS NOT NULL
		GROUP BY board`, source)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var board string
		var n int
		if err := rows.Scan(&board, &n); err != nil {
			return nil, err
		}
		counts[board] = n
	}
	return counts, rows.Err()
}
