package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"backpay/aggregate"
)

// OpenJob is an open job that states base pay in some currency, with the means
// of its lower and of its upper ends a year; 0 where it states none.
type OpenJob struct {
	Job, Employer                   int64
	Low, High                       float64
	Title, Company, Seniority, Text string // Text is the place in the advert's words
	URL, Source                     string
}

// OpenJobs returns the jobs of a role in a country of which a posting is up,
// by id: canonical ones, each once. A seniority and a place narrow them; a
// place matches by metropolitan area where it has one, else by city, and
// Place.City may be a workplace ("remote").
func (db *DB) OpenJobs(
	ctx context.Context,
	role, country, currency, seniority string,
	at aggregate.Place,
) ([]OpenJob, error) {
	workplace := ""
	if slices.Contains([]string{"onsite", "hybrid", "remote"}, at.City) {
		workplace, at.City = at.City, ""
	}
	// A bare column beside MIN is of the row that has the minimum: the first
	// posting that is up.
	rows, err := db.query(ctx, `SELECT j.id, j.employer_id, COALESCE(AVG(w.min), 0), COALESCE(AVG(w.max), 0),
			COALESCE(j.title, ''), e.name, COALESCE(j.seniority, ''), MIN(p.id), COALESCE(p.place_text, ''),
				COALESCE(p.url, ''), p.source
		FROM job_source_pay w JOIN job j ON j.id = w.job_id JOIN employer e ON e.id = j.employer_id
			JOIN posting p ON p.job_id = j.id AND p.source = w.source AND p.ended_at IS NULL
		WHERE j.role = ?1 AND j.country = ?2 AND w.currency = ?3 AND (?4 = '' OR j.seniority = ?4)
			AND w.current = 1 AND w.population = 'full_time' AND (w.min > 0 OR w.max > 0)
			AND CASE WHEN ?5 = '' AND ?6 = '' THEN w.place_id IS NULL ELSE w.place_id IN (SELECT id FROM place l
				WHERE CASE WHEN ?5 <> '' THEN l.metro = ?5 ELSE l.city = ?6 AND l.country = ?2 END) END
			AND (?5 = '' AND ?6 = '' OR EXISTS (SELECT 1 FROM posting_place l WHERE l.posting_id = p.id
				AND l.place_id = w.place_id))
			AND (?7 = '' OR p.workplace = ?7)
		GROUP BY j.id ORDER BY j.id`, role, country, currency, seniority, at.Metro, at.City, workplace)
	if err != nil {
		return nil, fmt.Errorf("read open jobs: %w", err)
	}
	var out []OpenJob
	err = eachRow(rows, func(r *sql.Rows) error {
		var o OpenJob
		var posting int64
		err := r.Scan(
			&o.Job,
			&o.Employer,
			&o.Low,
			&o.High,
			&o.Title,
			&o.Company,
			&o.Seniority,
			&posting,
			&o.Text,
			&o.URL,
			&o.Source,
		)
		out = append(out, o)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read open jobs: %w", err)
	}
	return out, nil
}
