package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"backpay/scraper"
)

// MedianQuery is the one query that gives, for each source, the same n, mean
// and median (type 7, as in the figures) of annual base pay, for the README
// and the report: of jobs that state one end of their pay too, the other end
// filled. It runs on SQLite 3.40, which knows no median.
func MedianQuery(role, country, currency string) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	return `SELECT source, COUNT(*) AS n, ROUND(AVG(pay), 2) AS mean,
       ROUND(SUM(pay * MAX(0, 1 - ABS(i - h))), 2) AS median
  FROM (SELECT source, pay,
               ROW_NUMBER() OVER (PARTITION BY source ORDER BY pay) - 1  AS i,
               (COUNT(*) OVER (PARTITION BY source) - 1) * 0.5           AS h
          FROM job_pay_filled
         WHERE role = ` + quote(role) + ` AND country = ` + quote(country) + ` AND currency = ` + quote(currency) + `)
 GROUP BY source ORDER BY source;`
}

// Quality counts what figures rest on and what is left out of them. All but
// Gone is of open postings and the jobs that have one: figures count no others.
type Quality struct {
	Postings, Jobs, Employers int
	// Gone counts the postings that are open no more.
	Gone int
	// Origins counts the ranges of base pay by how they were known.
	Origins []Count
	// OneSided counts jobs that state only one end of their pay, Flagged the
	// ranges that can't be meant as they stand, Predicted the estimates.
	OneSided, Flagged, Predicted int
	// NoRole and NoCountry count jobs that are in no figure for that reason.
	NoRole, NoCountry int
	// Alone counts rows of advertised ranges without their other end, of each
	// source as it was last read.
	Alone int
}

// Count is how many there are of something.
type Count struct {
	Name string
	N    int
}

// Quality counts over all sources.
func (db *DB) Quality(ctx context.Context) (Quality, error) {
	var q Quality
	err := db.r.QueryRowContext(ctx, `SELECT p.open, p.gone, j.n, j.employers, j.no_role, j.no_country,
			(SELECT COUNT(*) FROM (SELECT 1 FROM job_source_pay w WHERE w.place_id IS NULL AND w.currency <> ''
				AND EXISTS (SELECT 1 FROM posting o WHERE o.job_id = w.job_id AND o.ended_at IS NULL)
				GROUP BY w.job_id HAVING MIN(w.filled = 1 OR w.mid IS NULL))),
			(SELECT COALESCE(SUM(rows_alone), 0) FROM source_run r WHERE run_id = (SELECT MAX(run_id) FROM source_run l
				WHERE l.source = r.source AND l.observations > 0))
		FROM (SELECT COUNT(*) - COUNT(ended_at) AS open, COUNT(ended_at) AS gone FROM posting) p,
			(SELECT COUNT(*) AS n, COUNT(DISTINCT employer_id) AS employers, COUNT(*) - COUNT(NULLIF(role,
				'other')) AS no_role, COUNT(*) - COUNT(country) AS no_country
			FROM job WHERE EXISTS (SELECT 1 FROM posting o WHERE o.job_id = job.id AND o.ended_at IS NULL)) j`).
		Scan(&q.Postings, &q.Gone, &q.Jobs, &q.Employers, &q.NoRole, &q.NoCountry, &q.OneSided, &q.Alone)
	if err != nil {
		return q, fmt.Errorf("count quality: %w", err)
	}
	rows, err := db.query(ctx, `SELECT origin, COUNT(*), COUNT(flag), COUNT(CASE WHEN kind = 'base' AND flag IS NULL
			THEN 1 END)
		FROM posting_pay WHERE posting_id IN (SELECT id FROM posting WHERE ended_at IS NULL)
		GROUP BY origin ORDER BY origin`)
	if err != nil {
		return q, fmt.Errorf("count quality: %w", err)
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var c Count
		var all, flagged int
		if err := r.Scan(&c.Name, &all, &flagged, &c.N); err != nil {
			return err
		}
		q.Flagged += flagged
		if c.Name == string(scraper.Predicted) {
			q.Predicted = all
		}
		if c.N > 0 {
			q.Origins = append(q.Origins, c)
		}
		return nil
	})
	return q, err
}

// Sample is a posting whose pay a reader can check.
type Sample struct {
	Source, Role, Seniority, Country string
	Workplace                        string
	Title, Company, URL              string
	// Quote is the pay in the posting's own words, "" where the evidence is
	// amounts in fields, which Min to Period then are.
	Quote            string
	Min, Max         float64
	Currency, Period string
	SeenAt           time.Time
}

// Samples returns, for each source, role and seniority of a country, up to n
// open postings whose two-sided base pay is in the currency: the newest first.
func (db *DB) Samples(ctx context.Context, country, currency string, n int) ([]Sample, error) {
	rows, err := db.query(ctx, `SELECT source, role, seniority, country, workplace, title, company, url, quote, min,
		max, currency, period, seen FROM (
			SELECT p.source, j.role, COALESCE(j.seniority, '') AS seniority, j.country, COALESCE(p.workplace,
				'') AS workplace, p.title, COALESCE(p.company, p.employer, '') AS company, COALESCE(p.url, '') AS url,
				COALESCE(y.quote, '') AS quote, y.min, y.max, y.currency, COALESCE(y.period, '') AS period,
					p.last_seen_at AS seen,
				ROW_NUMBER() OVER (PARTITION BY p.source, j.role, j.seniority
					ORDER BY SUBSTR(p.last_seen_at, 1, 10) DESC, p.id, y.ord) AS k
			FROM job j JOIN posting p ON p.job_id = j.id JOIN posting_pay y ON y.posting_id = p.id
				JOIN posting_year_pay w ON w.posting_id = p.id AND w.place_ord = -1 AND w.population = 'full_time'
					AND w.currency = y.currency
			WHERE p.ended_at IS NULL AND p.id = (SELECT id FROM posting o WHERE o.job_id = j.id AND o.ended_at IS NULL
				ORDER BY o.id <> j.canonical_posting_id, o.id LIMIT 1)
				AND j.country = ? AND y.currency = ? AND y.counts
				AND w.mid IS NOT NULL AND y.annual_min > 0 AND y.annual_max > 0 AND j.role IS NOT NULL)
		WHERE k <= ? ORDER BY source, role, seniority, k`, country, currency, n)
	if err != nil {
		return nil, fmt.Errorf("sample postings: %w", err)
	}
	var out []Sample
	err = eachRow(rows, func(r *sql.Rows) error {
		var s Sample
		var seen sql.NullString
		err := r.Scan(
			&s.Source,
			&s.Role,
			&s.Seniority,
			&s.Country,
			&s.Workplace,
			&s.Title,
			&s.Company,
			&s.URL,
			&s.Quote,
			&s.Min,
			&s.Max,
			&s.Currency,
			&s.Period,
			&seen,
		)
		if err != nil {
			return err
		}
		s.SeenAt, err = parseStamp(seen)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sample postings: %w", err)
	}
	return out, nil
}
