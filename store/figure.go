package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"backpay/aggregate"
)

// Rows returns the open jobs as each source shows them, by job and source: the rows
// that figures are computed from. Pay is in the given currency where the job
// states it in that one, else in the one it states first, with both ends if it
// can be; the view job_pay holds the same means.
//
// The read stays open while the caller iterates.
func (db *DB) Rows(ctx context.Context, currency string) iter.Seq2[aggregate.Row, error] {
	// The order is that of the indexes, so nothing is sorted. Places and skills
	// come with a posting's first range only.
	return db.foldRows(ctx, currency, `SELECT p.source, s.side, j.id, j.employer_id, COALESCE(j.role, ''), COALESCE(j.seniority, ''), COALESCE(j.country, ''), p.id,
			COALESCE(y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL, 0), COALESCE(y.min, 0), COALESCE(y.max, 0),
			COALESCE(y.annual_min, 0), COALESCE(y.annual_max, 0), COALESCE(y.currency, ''),
			p.gone_at IS NULL, COALESCE(p.workplace, ''), SUBSTR(COALESCE(p.posted_at, p.first_seen_at), 1, 7),
			COALESCE((SELECT GROUP_CONCAT(COALESCE(NULLIF(l.metro, ''), l.city), char(30)) FROM posting_place l WHERE l.posting_id = p.id AND COALESCE(y.ord, 0) = 0), ''),
			COALESCE((SELECT GROUP_CONCAT(k.skill, char(30)) FROM posting_skill k WHERE k.posting_id = p.id AND COALESCE(y.ord, 0) = 0), '')
		FROM job j CROSS JOIN posting p ON p.job_id = j.id AND p.gone_at IS NULL JOIN source s ON s.name = p.source LEFT JOIN posting_pay y ON y.posting_id = p.id
		ORDER BY j.id, p.source, p.id, y.ord`)
}

// RawRows returns the open postings that state base pay as if each were a job
// of its own: what Rows would be without merging copies, its Job being
// posting.id. Workplace, places, skills and months are left out.
//
// The read stays open while the caller iterates.
func (db *DB) RawRows(ctx context.Context, currency string) iter.Seq2[aggregate.Row, error] {
	return db.foldRows(ctx, currency, `SELECT p.source, s.side, p.id, i.employer_id, COALESCE(p.role, ''), COALESCE(p.seniority, ''), COALESCE(p.country, ''), p.id,
			1, COALESCE(y.min, 0), COALESCE(y.max, 0), COALESCE(y.annual_min, 0), COALESCE(y.annual_max, 0), COALESCE(y.currency, ''), 1, '', '', '', ''
		FROM posting_pay y JOIN posting p ON p.id = y.posting_id JOIN posting_identity i ON i.posting_id = p.id JOIN source s ON s.name = p.source
		WHERE p.gone_at IS NULL AND y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL
		ORDER BY p.id, y.ord`)
}

// payRow is one row of the joins that foldRows folds.
type payRow struct {
	aggregate.Row
	posting        int64
	base           bool    // base pay that counts: no estimate, not flagged
	min, max       float64 // as stated
	low, high      float64 // the same a year
	currency       string
	places, skills string // lists, joined by itemMark
}

// foldRows returns what a query of payRows folds to, a row of each job at each
// source. Those of one stand together.
func (db *DB) foldRows(ctx context.Context, currency, query string) iter.Seq2[aggregate.Row, error] {
	return func(yield func(aggregate.Row, error) bool) {
		if err := db.fold(ctx, currency, query, func(r aggregate.Row) bool { return yield(r, nil) }); err != nil {
			yield(aggregate.Row{}, fmt.Errorf("read jobs: %w", err))
		}
	}
}

func (db *DB) fold(ctx context.Context, currency, query string, yield func(aggregate.Row) bool) error {
	rows, err := db.query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	f := fold{want: currency, words: map[string]string{}}
	for rows.Next() {
		var r payRow
		if err := rows.Scan(&r.Source, &r.Side, &r.Job, &r.Employer, &r.Role, &r.Seniority, &r.Country, &r.posting,
			&r.base, &r.min, &r.max, &r.low, &r.high, &r.currency, &r.Open, &r.Workplace, &r.Month, &r.places, &r.skills); err != nil {
			return err
		}
		if f.begun && (r.Job != f.row.Job || r.Source != f.row.Source) {
			if !yield(f.end()) {
				return nil
			}
		}
		f.add(r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if f.begun {
		yield(f.end())
	}
	return nil
}

// fold gathers the pay of one job at one source.
type fold struct {
	want    string // the currency to prefer
	begun   bool
	row     aggregate.Row
	posting int64 // the last one counted
	ends    []ends
	words   map[string]string // one copy of each place and skill
}

// ends is the pay in one currency, in the order in which they were met.
type ends struct {
	currency         string
	mid, low, high   float64 // sums over the two-sided ranges
	n                int
	floor, ceiling   float64 // sums over the one-sided ones
	floors, ceilings int
}

func (f *fold) add(r payRow) {
	if !f.begun {
		*f = fold{want: f.want, begun: true, row: r.Row, ends: f.ends[:0], words: f.words}
	}
	if r.posting != f.posting {
		f.posting = r.posting
		f.row.Postings++
		f.row.Open = f.row.Open || r.Open
		f.row.Month = min(f.row.Month, r.Month)
		if f.row.Workplace != r.Workplace {
			f.row.Workplace = ""
		}
	}
	f.row.Places = f.list(f.row.Places, r.places)
	f.row.Skills = f.list(f.row.Skills, r.skills)
	if !r.base {
		return
	}
	if r.min > 0 || r.max > 0 {
		f.row.Disclosed = true
	}
	if r.low <= 0 && r.high <= 0 || r.currency == "" {
		return
	}
	i := slices.IndexFunc(f.ends, func(e ends) bool { return e.currency == r.currency })
	if i < 0 {
		i = len(f.ends)
		f.ends = append(f.ends, ends{currency: r.currency})
	}
	e := &f.ends[i]
	switch {
	case r.low > 0 && r.high > 0:
		e.mid, e.low, e.high, e.n = e.mid+(r.low+r.high)/2, e.low+r.low, e.high+r.high, e.n+1
	case r.low > 0:
		e.floor, e.floors = e.floor+r.low, e.floors+1
	default:
		e.ceiling, e.ceilings = e.ceiling+r.high, e.ceilings+1
	}
}

// list adds the words of a joined list that aren't in the list yet.
func (f *fold) list(to []string, joined string) []string {
	if joined == "" {
		return to
	}
	for w := range strings.SplitSeq(joined, itemMark) {
		if w == "" || slices.Contains(to, w) {
			continue
		}
		if f.words[w] == "" {
			f.words[w] = strings.Clone(w)
		}
		to = append(to, f.words[w])
	}
	return to
}

// end is the finished row. A currency with a two-sided range goes before one
// without; the preferred one goes before all.
func (f *fold) end() aggregate.Row {
	f.begun = false
	slices.Sort(f.row.Places)
	slices.Sort(f.row.Skills)
	best := -1
	for i, e := range f.ends {
		if best < 0 || e.currency == f.want || f.ends[best].currency != f.want && f.ends[best].n == 0 && e.n > 0 {
			best = i
		}
	}
	if best < 0 {
		return f.row
	}
	e := f.ends[best]
	f.row.Currency = e.currency
	switch {
	case e.n > 0:
		n := float64(e.n)
		f.row.Pay, f.row.Low, f.row.High = e.mid/n, e.low/n, e.high/n
	case e.floors > 0:
		f.row.Low = e.floor / float64(e.floors)
	default:
		f.row.High = e.ceiling / float64(e.ceilings)
	}
	return f.row
}

// PutFigures replaces an edition's figures, in one transaction.
func (db *DB) PutFigures(ctx context.Context, edition string, figures []aggregate.Figure) error {
	err := db.write(ctx, func(t *txn) error {
		if _, err := t.exec(`DELETE FROM figure WHERE edition = ?`, edition); err != nil {
			return err
		}
		for _, g := range figures {
			var low, high, disclosure any
			if g.HasDisclosure() {
				disclosure = g.Disclosure
			}
			if g.CILow != 0 || g.CIHigh != 0 {
				low, high = g.CILow, g.CIHigh
			}
			if _, err := t.exec(`INSERT INTO figure (edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind, population,
					value, ci_low, ci_high, n_postings, n_jobs, n_employers, n_effective, disclosure, as_of_from, as_of_to, grade, reason, note)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				edition, g.Measure, g.Source, string(g.Side), g.Role, g.Seniority, g.Country, g.Place, g.Skill, g.Statistic, g.Unit, g.PayKind, string(g.Population),
				g.Value, low, high, g.NPostings, g.NJobs, g.NEmployers, g.NEffective, disclosure, text(g.AsOfFrom), text(g.AsOfTo), g.Grade, text(g.Reason.Code), g.Note); err != nil {
				return fmt.Errorf("%s %s of %s: %w", g.Measure, g.Statistic, g.Source, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put figures of edition %s: %w", edition, err)
	}
	return nil
}

// Figures returns an edition's figures, ordered by what they are about.
func (db *DB) Figures(ctx context.Context, edition string) ([]aggregate.Figure, error) {
	rows, err := db.query(ctx, `SELECT edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind, population,
			value, COALESCE(ci_low, 0), COALESCE(ci_high, 0), n_postings, n_jobs, n_employers, n_effective, COALESCE(disclosure, 0),
			COALESCE(as_of_from, ''), COALESCE(as_of_to, ''), grade, COALESCE(reason, ''), note
		FROM figure WHERE edition = ? ORDER BY measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind, population`, edition)
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	var out []aggregate.Figure
	err = eachRow(rows, func(r *sql.Rows) error {
		var g aggregate.Figure
		err := r.Scan(&g.Edition, &g.Measure, &g.Source, &g.Side, &g.Role, &g.Seniority, &g.Country, &g.Place, &g.Skill, &g.Statistic, &g.Unit, &g.PayKind, &g.Population,
			&g.Value, &g.CILow, &g.CIHigh, &g.NPostings, &g.NJobs, &g.NEmployers, &g.NEffective, &g.Disclosure,
			&g.AsOfFrom, &g.AsOfTo, &g.Grade, &g.Reason.Code, &g.Note)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("figures of edition %s: %w", edition, err)
	}
	return out, nil
}

// Growth is an edition's figure of how a role's advertised pay moved.
type Growth struct {
	MadeAt time.Time // when the edition was first made
	Figure aggregate.Figure
}

// Growth returns the figures of growth of a role and country that the editions
// hold, the earliest first.
func (db *DB) Growth(ctx context.Context, role, country string) ([]Growth, error) {
	rows, err := db.query(ctx, `SELECT e.made_at, f.edition, f.measure, f.source, f.side, f.role, f.country, f.statistic, f.unit, f.pay_kind,
			f.value, COALESCE(f.ci_low, 0), COALESCE(f.ci_high, 0), f.n_postings, f.n_jobs, f.n_employers, f.grade, f.note
		FROM edition e JOIN figure f ON f.edition = e.name AND f.measure = 'growth' AND f.source = 'all' AND f.side = 'posted'
		WHERE f.role = ? AND f.country = ? AND f.statistic = 'growth_pct' ORDER BY e.seq`, role, country)
	if err != nil {
		return nil, fmt.Errorf("read growth: %w", err)
	}
	var out []Growth
	err = eachRow(rows, func(r *sql.Rows) error {
		var g Growth
		var at sql.NullString
		f := &g.Figure
		err := r.Scan(&at, &f.Edition, &f.Measure, &f.Source, &f.Side, &f.Role, &f.Country, &f.Statistic, &f.Unit, &f.PayKind,
			&f.Value, &f.CILow, &f.CIHigh, &f.NPostings, &f.NJobs, &f.NEmployers, &f.Grade, &f.Note)
		if err == nil {
			g.MadeAt, err = parseStamp(at)
		}
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read growth: %w", err)
	}
	return out, nil
}
