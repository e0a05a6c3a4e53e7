-- Pay that counts, worked out once: what a posting pays a year is written with
-- its beliefs, what its job pays at a source once jobs are matched. The views of
-- pay are selections of these two tables.

ALTER TABLE posting ADD COLUMN population TEXT;
ALTER TABLE posting_pay ADD COLUMN tax TEXT;
ALTER TABLE posting_pay ADD COLUMN place_ord INTEGER;
ALTER TABLE posting_skill ADD COLUMN kind TEXT;

-- What a posting pays a year, by population and currency: as a whole (place_ord
-- -1), and at its places where its ranges differ. currency is '' where pay is
-- stated and no year's amount counts.
CREATE TABLE posting_year_pay (
  posting_id INTEGER NOT NULL REFERENCES posting (id),
  population TEXT    NOT NULL,
  currency   TEXT    NOT NULL,
  place_ord  INTEGER NOT NULL,
  min        REAL,
  max        REAL,
  mid        REAL,
  lowest     REAL,
  highest    REAL,
  PRIMARY KEY (posting_id, population, currency, place_ord)
) STRICT, WITHOUT ROWID;

-- What a job pays at a source: over all its places (place_id NULL) and in each
-- of them.
CREATE TABLE job_source_pay (
  job_id     INTEGER NOT NULL REFERENCES job (id),
  source     TEXT    NOT NULL REFERENCES source (name),
  place_id   INTEGER,
  population TEXT    NOT NULL,
  min        REAL,
  max        REAL,
  mid        REAL,
  currency   TEXT    NOT NULL,
  n_postings INTEGER NOT NULL,
  filled     INTEGER NOT NULL,
  lowest     REAL,
  highest    REAL,
  current    INTEGER NOT NULL
) STRICT;
CREATE INDEX job_source_pay_job ON job_source_pay (job_id, source);
CREATE INDEX job_source_pay_source ON job_source_pay (source);

-- Every posting is believed anew.
UPDATE posting SET stale = 1;

DROP VIEW job_pay;
DROP VIEW job_pay_filled;
DROP VIEW posting_pay_filled;
DROP VIEW same_job_other_pay;
DROP VIEW pay_changed;
DROP VIEW posting_annual;

-- The pay that the headline counts: of jobs with a current posting, full-time
-- and permanent or unsaid, over all their places.
CREATE VIEW job_pay_filled AS
SELECT w.source, w.job_id, j.employer_id, j.role, j.seniority, j.country, w.currency, w.mid AS pay, w.n_postings, w.filled,
       w.min, w.max, w.lowest, w.highest
  FROM job_source_pay w
  JOIN job j ON j.id = w.job_id
 WHERE w.place_id IS NULL AND w.current = 1 AND w.population = 'full_time' AND w.mid IS NOT NULL;

-- The same at places: what the figures of cities count. place is the CBSA code
-- in the US, else the city.
CREATE VIEW job_place_pay AS
SELECT w.source, w.job_id, j.employer_id, j.role, j.seniority, j.country, COALESCE(NULLIF(l.metro, ''), l.city) AS place, w.currency,
       AVG(w.mid) AS pay, MIN(w.filled) AS filled
  FROM job_source_pay w
  JOIN job j   ON j.id = w.job_id
  JOIN place l ON l.id = w.place_id
 WHERE w.current = 1 AND w.population = 'full_time' AND w.mid IS NOT NULL
 GROUP BY w.job_id, w.source, w.currency, COALESCE(NULLIF(l.metro, ''), l.city);

CREATE VIEW job_pay AS
SELECT source, job_id, employer_id, role, seniority, country, currency, pay, n_postings
  FROM job_pay_filled
 WHERE filled = 0;

-- What pay would be without merging copies: each open posting as a job of its
-- own, under its own role, seniority and country, with the usual width over
-- postings. The statistic median_raw of the table figure is of it.
CREATE VIEW posting_pay_filled AS
WITH said AS (
  SELECT p.source, p.id AS posting_id, p.job_id, i.employer_id, p.role, p.seniority, p.country, y.currency, y.mid, y.min, y.max
    FROM posting p
    JOIN posting_identity i ON i.posting_id = p.id
    JOIN posting_year_pay y ON y.posting_id = p.id AND y.place_ord = -1 AND y.population = 'full_time' AND y.currency <> ''
   WHERE p.ended_at IS NULL
     AND EXISTS (SELECT 1 FROM job_source_pay w WHERE w.job_id = p.job_id AND w.source = p.source AND w.current = 1)
), width AS (
  SELECT role, country, currency, max / min AS ratio FROM said WHERE mid IS NOT NULL AND max > min AND role IS NOT NULL
), usual AS (
  SELECT role, country, currency, COUNT(*) AS n, SUM(ratio * MAX(0, 1 - ABS(i - h))) AS ratio
    FROM (SELECT role, country, currency, ratio,
                 ROW_NUMBER() OVER (PARTITION BY role, country, currency ORDER BY ratio) - 1 AS i,
                 (COUNT(*) OVER (PARTITION BY role, country, currency) - 1) * 0.5            AS h
            FROM width)
   GROUP BY role, country, currency
), anyrole AS (
  SELECT country, currency, COUNT(*) AS n, SUM(ratio * MAX(0, 1 - ABS(i - h))) AS ratio
    FROM (SELECT country, currency, ratio,
                 ROW_NUMBER() OVER (PARTITION BY country, currency ORDER BY ratio) - 1 AS i,
                 (COUNT(*) OVER (PARTITION BY country, currency) - 1) * 0.5            AS h
            FROM width)
   GROUP BY country, currency
), filled AS (
  SELECT s.*, CASE WHEN u.n >= 5 THEN u.ratio WHEN a.n >= 5 THEN a.ratio END AS ratio
    FROM said s
    LEFT JOIN usual u   ON u.role = s.role AND u.country = s.country AND u.currency = s.currency
    LEFT JOIN anyrole a ON a.country = s.country AND a.currency = s.currency
)
SELECT source, posting_id, job_id, employer_id, role, seniority, country, currency,
       CASE WHEN mid IS NOT NULL THEN mid
            WHEN min IS NOT NULL THEN (min + min * ratio) / 2
            ELSE (max / ratio + max) / 2 END AS pay,
       mid IS NULL                           AS filled
  FROM filled
 WHERE mid IS NOT NULL OR ratio IS NOT NULL;

-- Base pay a year of each posting, per currency.
CREATE VIEW posting_annual AS
SELECT posting_id, currency, MIN(min) AS annual_min, MAX(max) AS annual_max
  FROM posting_year_pay
 WHERE place_ord = -1 AND currency <> ''
 GROUP BY posting_id, currency;

-- Open postings of one job that state different pay: by board, city or date.
CREATE VIEW same_job_other_pay AS
SELECT a.job_id       AS job_id,
       a.title        AS title,
       a.id           AS a_posting_id,
       a.source       AS a_source,
       a.place_text   AS a_place,
       a.first_seen_at AS a_first_seen_at,
       x.annual_min   AS a_annual_min,
       x.annual_max   AS a_annual_max,
       b.id           AS b_posting_id,
       b.source       AS b_source,
       b.place_text   AS b_place,
       b.first_seen_at AS b_first_seen_at,
       y.annual_min   AS b_annual_min,
       y.annual_max   AS b_annual_max,
       x.currency     AS currency,
       e.name         AS employer,
       a.posted_at    AS a_posted_at,
       b.posted_at    AS b_posted_at,
       a.url          AS a_url,
       b.url          AS b_url
  FROM posting a
  JOIN posting b        ON b.job_id = a.job_id AND b.id > a.id
  JOIN posting_annual x ON x.posting_id = a.id
  JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
  JOIN job j            ON j.id = a.job_id
  JOIN employer e       ON e.id = j.employer_id
 WHERE a.ended_at IS NULL AND b.ended_at IS NULL
   AND (x.annual_min IS NOT y.annual_min OR x.annual_max IS NOT y.annual_max);

-- Pay raised or cut: in a posting itself (how = 'changed'), or where a job's
-- posting had gone and another one came in the same place ('reposted'); of
-- several that came, the first.
CREATE VIEW pay_changed AS
WITH version AS (
  SELECT v.posting_id, v.seen_at, v.currency, v.annual_min, v.annual_max,
         LEAD(v.annual_min) OVER w AS next_min, LEAD(v.annual_max) OVER w AS next_max, LEAD(v.id) OVER w AS next_id
    FROM posting_version v
   WHERE v.currency IS NOT NULL
  WINDOW w AS (PARTITION BY v.posting_id, v.currency ORDER BY v.id)
), moved AS (
  SELECT 'changed' AS how, p.job_id, p.id AS before_posting_id, p.id AS after_posting_id, v.seen_at AS at, v.currency,
         v.annual_min AS before_min, v.annual_max AS before_max,
         CASE WHEN v.next_id IS NULL THEN y.annual_min ELSE v.next_min END AS after_min,
         CASE WHEN v.next_id IS NULL THEN y.annual_max ELSE v.next_max END AS after_max
    FROM version v
    JOIN posting p             ON p.id = v.posting_id
    LEFT JOIN posting_annual y ON y.posting_id = v.posting_id AND y.currency = v.currency
  UNION ALL
  SELECT 'reposted', a.job_id, a.id, b.id, b.first_seen_at, x.currency, x.annual_min, x.annual_max, y.annual_min, y.annual_max
    FROM posting a
    JOIN posting b        ON b.job_id = a.job_id AND b.id <> a.id AND b.source = a.source
                         AND COALESCE(b.place_text, '') = COALESCE(a.place_text, '')
                         AND b.first_seen_at = (SELECT MIN(c.first_seen_at) FROM posting c
                                                 WHERE c.job_id = a.job_id AND c.id <> a.id AND c.source = a.source
                                                   AND COALESCE(c.place_text, '') = COALESCE(a.place_text, '')
                                                   AND c.first_seen_at >= a.ended_at)
    JOIN posting_annual x ON x.posting_id = a.id
    JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
   WHERE a.ended_at IS NOT NULL
)
SELECT m.how, m.job_id, m.before_posting_id, m.after_posting_id, m.at, m.currency, m.before_min, m.before_max, m.after_min, m.after_max,
       CASE WHEN COALESCE(m.after_min, m.after_max) IS NULL THEN 'withdrawn'
            WHEN COALESCE(m.after_min, 0) + COALESCE(m.after_max, 0) > COALESCE(m.before_min, 0) + COALESCE(m.before_max, 0) THEN 'raised'
            ELSE 'cut' END AS direction,
       e.name AS employer, p.title AS title, p.place_text AS place, p.url AS url
  FROM moved m
  JOIN posting p       ON p.id = m.after_posting_id
  LEFT JOIN job j      ON j.id = m.job_id
  LEFT JOIN employer e ON e.id = j.employer_id
 WHERE m.before_min IS NOT m.after_min OR m.before_max IS NOT m.after_max;
