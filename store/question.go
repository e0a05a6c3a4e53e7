package store

import (
	"context"
	"fmt"
	"strings"
)

// Question is one of those that are asked of the file first: a view of its own
// answers it.
type Question struct {
	View string
	// By are the columns that a reader narrows the answer by.
	By []string
	// Order is how the rows are best read.
	Order string
}

// Questions returns the ten, in the order of the README. The dictionary has
// their words.
func Questions() []Question {
	pay := []string{"role", "country", "currency"}
	return []Question{
		{"median_by_source", pay, "side, source"},
		{"median_by_seniority", pay, "median IS NULL, median"},
		{"median_by_skill", pay, "n_jobs DESC, skill"},
		{"median_by_city", pay, "median IS NULL, median DESC, n_jobs DESC"},
		{"share_stating_pay", pay[:2], "source"},
		{"employer_pay", pay, "median DESC, employer"},
		{"pay_over_time", pay, "day"},
		{"median_by_workplace", pay, "workplace"},
		{"advert_behind_median", pay, "source, pay, job_id, posting_id, min"},
		{"claim_beside_figure", pay, "source, claim_id"},
	}
}

// Query is the question about what the columns of By are held to: parameters
// that a reader leaves empty hold nothing.
func (q Question) Query() string {
	var conditions []string
	for _, c := range q.By {
		conditions = append(conditions, fmt.Sprintf("(:%s IS NULL OR :%s = '' OR %s = :%s)", c, c, c, c))
	}
	where := strings.Join(conditions, "\n   AND ")
	return "SELECT *\n  FROM " + q.View + "\n WHERE " + where + "\n ORDER BY " + q.Order
}

// PutPlaceNames replaces the names of places of figures that are codes, by
// code.
func (db *DB) PutPlaceNames(ctx context.Context, names map[string]string) error {
	err := db.write(ctx, func(t *txn) error {
		for place, name := range names {
			if _, err := t.exec(`INSERT INTO place_name (place, name) VALUES (?, ?)
				ON CONFLICT DO UPDATE SET name = excluded.name WHERE name <> excluded.name`, place, name); err != nil {
				return fmt.Errorf("%s: %w", place, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put names of places: %w", err)
	}
	return nil
}
