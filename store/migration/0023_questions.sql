-- Views with plain names for the ten questions that are asked first. They select
-- what was worked out and kept (the table figure, job_source_pay) and decide
-- nothing: what counts as pay is asked nowhere again.

-- Names of the places of figures that are codes.
CREATE TABLE place_name (
  place TEXT PRIMARY KEY,
  name  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The figures of the newest edition that has any.
CREATE VIEW newest_figure AS
SELECT f.*
  FROM figure f
 WHERE f.edition = (SELECT e.name FROM edition e
                     WHERE EXISTS (SELECT 1 FROM figure g WHERE g.edition = e.name)
                     ORDER BY e.seq DESC LIMIT 1);

-- Their medians of headlines. A survey's answers have no population.
CREATE VIEW newest_median AS
SELECT source, side, role, seniority, country, place, skill, unit AS currency, pay_kind, value AS median, ci_low, ci_high,
       n_jobs, n_employers, disclosure, grade, reason, as_of_from, as_of_to
  FROM newest_figure
 WHERE measure = 'level' AND statistic = 'median' AND population IN ('', 'full_time');

CREATE VIEW median_by_source AS
SELECT m.role, m.country, m.currency, m.source, s.title, m.side, m.pay_kind, m.median, m.ci_low, m.ci_high, m.n_jobs, m.n_employers,
       m.grade, m.reason, m.as_of_from, m.as_of_to
  FROM newest_median m
  LEFT JOIN source s ON s.name = m.source
 WHERE m.seniority = '' AND m.place = '' AND m.skill = '';

CREATE VIEW median_by_seniority AS
SELECT role, country, currency, seniority, median, ci_low, ci_high, n_jobs, n_employers, grade, reason
  FROM newest_median
 WHERE source = 'all' AND side = 'posted' AND seniority <> '' AND place = '' AND skill = '';

CREATE VIEW median_by_skill AS
SELECT m.role, m.country, m.currency, m.skill, m.median, m.ci_low, m.ci_high, m.n_jobs, m.n_employers, m.grade, m.reason,
       h.value AS share_pct, p.value AS premium_pct, p.ci_low AS premium_ci_low, p.ci_high AS premium_ci_high, p.grade AS premium_grade
  FROM newest_median m
  LEFT JOIN newest_figure h ON h.measure = 'share' AND h.source = m.source AND h.side = m.side AND h.role = m.role
                           AND h.country = m.country AND h.skill = m.skill AND h.statistic = 'share_pct'
  LEFT JOIN newest_figure p ON p.measure = 'premium' AND p.source = m.source AND p.side = m.side AND p.role = m.role
                           AND p.country = m.country AND p.skill = m.skill AND p.statistic = 'adjusted_pct'
 WHERE m.source = 'all' AND m.side = 'posted' AND m.skill <> '';

CREATE VIEW median_by_city AS
SELECT m.role, m.country, m.currency, COALESCE(n.name, m.place) AS city, m.place, m.median, m.ci_low, m.ci_high, m.n_jobs,
       m.n_employers, m.grade, m.reason
  FROM newest_median m
  LEFT JOIN place_name n ON n.place = m.place
 WHERE m.source = 'all' AND m.side = 'posted' AND m.seniority = '' AND m.skill = ''
   AND m.place NOT IN ('', 'onsite', 'hybrid', 'remote');

CREATE VIEW median_by_workplace AS
SELECT role, country, currency, place AS workplace, median, ci_low, ci_high, n_jobs, n_employers, grade, reason
  FROM newest_median
 WHERE source = 'all' AND side = 'posted' AND seniority = '' AND skill = '' AND place IN ('onsite', 'hybrid', 'remote');

CREATE VIEW share_stating_pay AS
SELECT f.role, f.country, f.source, s.title, ROUND(100 * f.disclosure, 1) AS share_pct, f.n_jobs, f.n_employers
  FROM newest_figure f
  LEFT JOIN source s ON s.name = f.source
 WHERE f.measure = 'demand' AND f.statistic = 'count' AND f.seniority = '' AND f.place = '' AND f.skill = '';

-- An employer's jobs, each once over all its sources.
CREATE VIEW employer_pay AS
SELECT e.name AS employer, n.role, n.country, n.currency, COUNT(*) AS n_jobs,
       ROUND(SUM(n.pay * MAX(0, 1 - ABS(n.i - n.h))), 2) AS median, ROUND(MIN(n.pay), 2) AS least, ROUND(MAX(n.pay), 2) AS most
  FROM (SELECT employer_id, role, country, currency, pay,
               ROW_NUMBER() OVER (PARTITION BY employer_id, role, country, currency ORDER BY pay) - 1 AS i,
               (COUNT(*) OVER (PARTITION BY employer_id, role, country, currency) - 1) * 0.5          AS h
          FROM (SELECT employer_id, role, country, currency, AVG(pay) AS pay
                  FROM job_pay_filled
                 GROUP BY job_id, employer_id, role, country, currency)) n
  JOIN employer e ON e.id = n.employer_id
 GROUP BY n.employer_id, n.role, n.country, n.currency;

-- The median of each day that an edition was made on, the day's last one.
CREATE VIEW pay_over_time AS
SELECT day, role, country, currency, median, ci_low, ci_high, n_jobs, n_employers, grade, edition
  FROM (SELECT substr(e.made_at, 1, 10) AS day, f.role, f.country, f.unit AS currency, f.value AS median, f.ci_low, f.ci_high, f.n_jobs,
               f.n_employers, f.grade, f.edition,
               ROW_NUMBER() OVER (PARTITION BY substr(e.made_at, 1, 10), f.role, f.country, f.unit ORDER BY e.seq DESC) AS k
          FROM edition e
          JOIN figure f ON f.edition = e.name AND f.measure = 'level' AND f.source = 'all' AND f.side = 'posted' AND f.seniority = ''
                       AND f.place = '' AND f.skill = '' AND f.statistic = 'median' AND f.population = 'full_time')
 WHERE k = 1;

-- The adverts whose pay a median counts, with the words of it. Of a job's open
-- adverts at a source the newest count, as many as n_postings says.
CREATE VIEW advert_behind_median AS
WITH stated AS (
  SELECT p.id AS posting_id, w.source, w.role, w.seniority, w.country, w.currency, w.job_id, w.pay, w.filled, w.employer_id, w.n_postings,
         ROW_NUMBER() OVER (PARTITION BY w.job_id, w.source, w.currency
                            ORDER BY substr(COALESCE(p.posted_at, p.first_seen_at), 1, 10) DESC, p.id) AS k
    FROM job_pay_filled w
    JOIN posting p          ON p.job_id = w.job_id AND p.source = w.source AND p.ended_at IS NULL
    JOIN posting_year_pay y ON y.posting_id = p.id AND y.population = 'full_time' AND y.currency = w.currency AND y.place_ord = -1
)
SELECT t.source, t.role, t.seniority, t.country, t.currency, t.pay, t.filled, e.name AS employer, v.title, v.min, v.max, v.period,
       v.quote, v.surroundings, v.url, t.job_id, t.posting_id
  FROM stated t
  JOIN posting_pay y  ON y.posting_id = t.posting_id AND y.counts = 1 AND y.currency = t.currency
  JOIN pay_evidence v ON v.posting_id = y.posting_id AND v.ord = y.ord
  JOIN employer e     ON e.id = t.employer_id
 WHERE t.k <= t.n_postings;

-- Published figures that stand, the newest of those that differ in their date
-- alone, beside our own statistic of the same role, seniority, place and currency.
CREATE VIEW claim_beside_figure AS
SELECT c.role, c.country, c.currency, c.source, s.title AS publisher, c.side, c.title, c.seniority, c.place_text, c.statistic, c.pay_kind,
       c.annual_amount AS published, f.value AS ours, ROUND(100 * (c.annual_amount / f.value - 1), 1) AS apart_pct,
       f.ci_low, f.ci_high, f.n_jobs, f.n_employers, f.grade, c.sample_n, c.as_of, c.url, c.id AS claim_id
  FROM (SELECT *, MAX(COALESCE(as_of, '')) OVER (PARTITION BY source, obtained_by, title, code, company, skill, place_text,
                                                 statistic, pay_kind, period, currency) AS newest
          FROM claim
         WHERE superseded_at IS NULL) c
  JOIN source s             ON s.name = c.source
  LEFT JOIN newest_figure f ON f.measure = 'level' AND f.source = 'all' AND f.side = 'posted' AND f.role = c.role
                           AND f.seniority = COALESCE(c.seniority, '') AND f.country = c.country
                           AND f.place = COALESCE(c.metro, c.city, c.region, '') AND f.skill = COALESCE(c.skill, '')
                           AND f.statistic = c.statistic AND f.unit = c.currency AND f.pay_kind = 'base' AND f.population = 'full_time'
 WHERE COALESCE(c.as_of, '') = c.newest AND c.annual_amount IS NOT NULL AND c.role IS NOT NULL AND c.company IS NULL;
