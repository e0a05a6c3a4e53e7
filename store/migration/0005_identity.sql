-- One job counted once, over time: what tells postings of one opening, the
-- decisions about them, and how a posting lives and ends.
--
-- Jobs were made of exact keys before. They are made anew by the next
-- aggregate, for which every posting is stale.

UPDATE posting SET job_id = NULL, stale = 1;
DELETE FROM job;
DELETE FROM employer;

-- Why a posting is open no more; NULL while it is open.
ALTER TABLE posting ADD COLUMN gone_why TEXT CHECK (gone_why IN ('unlisted', '404', '410', 'expired'));

-- A page that is not there any more tells by its address which posting is gone.
CREATE INDEX posting_url ON posting (source, url);

-- Until when a posting says that it is valid. Boards roll the date on, which
-- is no change of the posting.
CREATE TABLE posting_valid (
  posting_id    INTEGER PRIMARY KEY REFERENCES posting (id),
  valid_through TEXT NOT NULL
) STRICT;
CREATE INDEX posting_valid_through ON posting_valid (valid_through);

-- Pay a year as it was believed when the version ended.
ALTER TABLE posting_version ADD COLUMN annual_min REAL;
ALTER TABLE posting_version ADD COLUMN annual_max REAL;
ALTER TABLE posting_version ADD COLUMN currency TEXT;

-- Boards whose list was too short to be believed, in this run and, of such
-- runs in a row, before.
ALTER TABLE source_run ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
CREATE TABLE board_doubt (
  source TEXT    NOT NULL REFERENCES source (name),
  board  TEXT    NOT NULL,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  times  INTEGER NOT NULL,
  PRIMARY KEY (source, board)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_doubt_run ON board_doubt (run_id);

ALTER TABLE employer ADD COLUMN agency INTEGER NOT NULL DEFAULT 0;

-- How often the job was advertised anew: a posting of it was first seen after
-- another one had gone, or one came back.
ALTER TABLE job ADD COLUMN reposted INTEGER NOT NULL DEFAULT 0;

-- The prints of postings: what matching needs, in the program's own form. The
-- small part of all of them is read in every run, the rest where something
-- changed.
CREATE TABLE posting_print (
  posting_id INTEGER PRIMARY KEY REFERENCES posting (id),
  employer   TEXT    NOT NULL,
  alias      TEXT    NOT NULL,
  agency     INTEGER NOT NULL,
  title      INTEGER NOT NULL,
  exact      BLOB,
  sample     BLOB,
  stale      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX posting_print_employer ON posting_print (employer);
CREATE INDEX posting_print_stale ON posting_print (posting_id) WHERE stale = 1;

CREATE TABLE posting_text_print (
  posting_id INTEGER PRIMARY KEY REFERENCES posting (id),
  print      BLOB NOT NULL
) STRICT;

-- Where each posting belongs, and why.
CREATE TABLE posting_identity (
  posting_id  INTEGER PRIMARY KEY REFERENCES posting (id),
  employer_id INTEGER NOT NULL REFERENCES employer (id),
  cluster_id  INTEGER NOT NULL,
  job_id      INTEGER NOT NULL REFERENCES job (id),
  basis       TEXT    NOT NULL CHECK (basis IN ('first', 'user', 'key', 'text', 'themes', 'agency')),
  score       REAL    NOT NULL
) STRICT;
CREATE INDEX posting_identity_employer ON posting_identity (employer_id);
CREATE INDEX posting_identity_job ON posting_identity (job_id);

-- The decisions: the links that hold jobs together, and pairs worth a look.
CREATE TABLE job_pair (
  a_posting_id INTEGER NOT NULL REFERENCES posting (id),
  b_posting_id INTEGER NOT NULL REFERENCES posting (id),
  decision     TEXT    NOT NULL CHECK (decision IN ('merged', 'review', 'apart')),
  basis        TEXT    NOT NULL,
  score        REAL    NOT NULL,
  across       INTEGER NOT NULL,
  PRIMARY KEY (a_posting_id, b_posting_id, basis)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_pair_b ON job_pair (b_posting_id);
CREATE INDEX job_pair_across ON job_pair (a_posting_id) WHERE across = 1;

-- What the user ruled, as it stood at the last match.
CREATE TABLE job_ruling (
  a_posting_id INTEGER NOT NULL REFERENCES posting (id),
  b_posting_id INTEGER NOT NULL REFERENCES posting (id),
  same         INTEGER NOT NULL,
  PRIMARY KEY (a_posting_id, b_posting_id, same)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_ruling_b ON job_ruling (b_posting_id);

-- Jobs with a posting that still stands.
CREATE VIEW open_job AS
SELECT j.id                                          AS job_id,
       e.name                                        AS employer,
       j.title                                       AS title,
       j.role                                        AS role,
       j.seniority                                   AS seniority,
       j.country                                     AS country,
       o.n                                           AS n_open,
       j.n_postings                                  AS n_postings,
       o.first_seen_at                               AS first_seen_at,
       o.last_seen_at                                AS last_seen_at,
       COALESCE(o.posted_at, o.first_seen_at)        AS open_since,
       j.reposted                                    AS reposted,
       c.url                                         AS url
  FROM (SELECT job_id, COUNT(*) AS n, MIN(first_seen_at) AS first_seen_at, MAX(last_seen_at) AS last_seen_at, MIN(posted_at) AS posted_at
          FROM posting WHERE gone_at IS NULL AND job_id IS NOT NULL GROUP BY job_id) o
  JOIN job j          ON j.id = o.job_id
  JOIN employer e     ON e.id = j.employer_id
  LEFT JOIN posting c ON c.id = j.canonical_posting_id;

-- Open jobs that were not there a week before the newest look at the boards.
CREATE VIEW new_this_week AS
SELECT * FROM open_job o
 WHERE NOT EXISTS (SELECT 1 FROM posting p WHERE p.job_id = o.job_id
                     AND p.first_seen_at < (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', MAX(last_seen_at), '-7 days') FROM posting));

-- Base pay a year of each posting, per currency: its lowest and highest end.
CREATE VIEW posting_annual AS
SELECT posting_id, currency, MIN(annual_min) AS annual_min, MAX(annual_max) AS annual_max
  FROM posting_pay
 WHERE kind = 'base' AND origin <> 'predicted' AND flag IS NULL AND currency IS NOT NULL AND (annual_min > 0 OR annual_max > 0)
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
       x.currency     AS currency
  FROM posting a
  JOIN posting b        ON b.job_id = a.job_id AND b.id > a.id
  JOIN posting_annual x ON x.posting_id = a.id
  JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
 WHERE a.gone_at IS NULL AND b.gone_at IS NULL
   AND (x.annual_min IS NOT y.annual_min OR x.annual_max IS NOT y.annual_max);

-- Pay raised or cut: in a posting itself (how = 'changed'), or where a job's
-- posting had gone and another one came in the same place ('reposted').
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
    JOIN posting b        ON b.job_id = a.job_id AND b.id <> a.id AND b.first_seen_at >= a.gone_at
                         AND b.source = a.source AND COALESCE(b.place_text, '') = COALESCE(a.place_text, '')
    JOIN posting_annual x ON x.posting_id = a.id
    JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
)
SELECT how, job_id, before_posting_id, after_posting_id, at, currency, before_min, before_max, after_min, after_max,
       CASE WHEN COALESCE(after_min, after_max) IS NULL THEN 'withdrawn'
            WHEN COALESCE(after_min, 0) + COALESCE(after_max, 0) > COALESCE(before_min, 0) + COALESCE(before_max, 0) THEN 'raised'
            ELSE 'cut' END AS direction
  FROM moved
 WHERE before_min IS NOT after_min OR before_max IS NOT after_max;

-- Jobs that look evergreen: always open or advertised again and again.
CREATE VIEW evergreen_job AS
SELECT o.*, CAST(julianday(o.last_seen_at) - julianday(o.open_since) AS INTEGER) AS open_days
  FROM open_job o
 WHERE o.reposted >= 2 OR julianday(o.last_seen_at) - julianday(o.open_since) >= 180;
