-- Made from migration/ by TestSchema, for a file without anything in it: edit those, not this.

CREATE TABLE dictionary (
  table_name  TEXT NOT NULL,
  column_name TEXT NOT NULL,
  unit        TEXT NOT NULL,
  meaning     TEXT NOT NULL,
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  name        TEXT PRIMARY KEY NOT NULL,
  title       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('listing', 'figures', 'reference')),
  side        TEXT NOT NULL,
  access      TEXT NOT NULL,
  homepage    TEXT,
  terms       TEXT,
  attribution TEXT,
  licence     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  run_id      INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('scrape', 'import')),
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  status      TEXT,
  version     TEXT NOT NULL
, newest_posting_id INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX run_unfinished ON run (run_id) WHERE finished_at IS NULL;

CREATE TABLE source_run (
  run_id       INTEGER NOT NULL REFERENCES run (run_id),
  source       TEXT    NOT NULL REFERENCES source (name),
  status       TEXT,
  requests     INTEGER NOT NULL DEFAULT 0,
  not_modified INTEGER NOT NULL DEFAULT 0,
  bytes        INTEGER NOT NULL DEFAULT 0,
  records      INTEGER NOT NULL DEFAULT 0,
  new          INTEGER NOT NULL DEFAULT 0,
  changed      INTEGER NOT NULL DEFAULT 0,
  unchanged    INTEGER NOT NULL DEFAULT 0,
  gone         INTEGER NOT NULL DEFAULT 0,
  pages_done   INTEGER NOT NULL DEFAULT 0,
  pages_failed INTEGER NOT NULL DEFAULT 0,
  failure      TEXT,
  error        TEXT, claims INTEGER NOT NULL DEFAULT 0, claims_new INTEGER NOT NULL DEFAULT 0, claims_changed INTEGER NOT NULL DEFAULT 0, observations INTEGER NOT NULL DEFAULT 0, observations_new INTEGER NOT NULL DEFAULT 0, observations_changed INTEGER NOT NULL DEFAULT 0, reference_values INTEGER NOT NULL DEFAULT 0, reference_values_new INTEGER NOT NULL DEFAULT 0, reference_values_changed INTEGER NOT NULL DEFAULT 0, doubted INTEGER NOT NULL DEFAULT 0, fetcher TEXT, rows_twin INTEGER NOT NULL DEFAULT 0, rows_repeated INTEGER NOT NULL DEFAULT 0, rows_alone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_run_source ON source_run (source, run_id);

CREATE TABLE fetch (
  id             INTEGER PRIMARY KEY,
  run_id         INTEGER NOT NULL REFERENCES run (run_id),
  source         TEXT    NOT NULL REFERENCES source (name),
  method         TEXT    NOT NULL,
  url            TEXT    NOT NULL,
  status         INTEGER NOT NULL,
  fetched_at     TEXT    NOT NULL,
  etag           TEXT,
  last_modified  TEXT,
  sha256         TEXT,
  bytes          INTEGER NOT NULL,
  not_modified   INTEGER NOT NULL DEFAULT 0,
  archive_file   TEXT,
  archive_offset INTEGER
) STRICT;

CREATE INDEX fetch_run ON fetch (run_id);

CREATE INDEX fetch_last ON fetch (source, url, id) WHERE status = 200 AND method = 'GET' AND not_modified = 0;

CREATE TABLE frontier (
  id      INTEGER PRIMARY KEY,
  run_id  INTEGER NOT NULL REFERENCES run (run_id),
  source  TEXT    NOT NULL REFERENCES source (name),
  method  TEXT    NOT NULL,
  url     TEXT    NOT NULL,
  body    TEXT    NOT NULL,
  host    TEXT    NOT NULL,
  request TEXT    NOT NULL,
  state   TEXT    NOT NULL CHECK (state IN ('queued', 'leased', 'done', 'failed', 'skipped')),
  error   TEXT,
  UNIQUE (run_id, source, method, url, body)
) STRICT;

CREATE INDEX frontier_queue ON frontier (run_id, id, host, source) WHERE state = 'queued';

CREATE INDEX frontier_host ON frontier (run_id, host, id, source) WHERE state = 'queued';

CREATE INDEX frontier_source ON frontier (source);

CREATE TABLE place (
  id      INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  region  TEXT NOT NULL,
  city    TEXT NOT NULL,
  metro   TEXT NOT NULL,
  origin  TEXT NOT NULL,
  licence TEXT NOT NULL,
  UNIQUE (country, region, city, metro)
) STRICT;

CREATE TABLE skill (
  name    TEXT PRIMARY KEY NOT NULL,
  origin  TEXT NOT NULL,
  licence TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE employer (
  id               INTEGER PRIMARY KEY,
  key              TEXT NOT NULL UNIQUE,
  name             TEXT NOT NULL,
  first_posting_id INTEGER REFERENCES posting_head (id),
  origin           TEXT NOT NULL,
  licence          TEXT NOT NULL
, agency INTEGER NOT NULL DEFAULT 0, same_as INTEGER REFERENCES employer (id)) STRICT;

CREATE INDEX employer_first_posting ON employer (first_posting_id);

CREATE TABLE fx_rate (
  as_of    TEXT NOT NULL,
  base     TEXT NOT NULL,
  currency TEXT NOT NULL,
  rate     REAL NOT NULL CHECK (rate > 0),
  origin   TEXT NOT NULL,
  licence  TEXT NOT NULL,
  PRIMARY KEY (base, currency, as_of)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id                   INTEGER PRIMARY KEY,
  canonical_posting_id INTEGER REFERENCES posting_head (id),
  employer_id          INTEGER NOT NULL REFERENCES employer (id),
  key                  TEXT    NOT NULL,
  title                TEXT,
  role                 TEXT,
  seniority            TEXT,
  country              TEXT,
  n_postings           INTEGER NOT NULL DEFAULT 0, reposted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (employer_id, key)
) STRICT;

CREATE INDEX job_canonical ON job (canonical_posting_id);

CREATE INDEX job_role ON job (role, country);

CREATE TABLE posting_pay (
  posting_id    INTEGER NOT NULL REFERENCES posting_head (id),
  ord           INTEGER NOT NULL,
  min           REAL,
  max           REAL,
  currency      TEXT,
  period        TEXT,
  kind          TEXT NOT NULL,
  origin        TEXT NOT NULL CHECK (origin IN ('structured', 'field', 'text', 'predicted')),
  quote         TEXT,
  quote_start   INTEGER,
  quote_end     INTEGER,
  rule          TEXT,
  annual_min    REAL,
  annual_max    REAL,
  annual_factor REAL,
  flag          TEXT, tax TEXT, place_ord INTEGER, payments INTEGER, confidence REAL, counts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (posting_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting_skill (
  posting_id  INTEGER NOT NULL REFERENCES posting_head (id),
  skill       TEXT    NOT NULL REFERENCES skill (name),
  quote_start INTEGER, kind TEXT,
  PRIMARY KEY (posting_id, skill)
) STRICT, WITHOUT ROWID;

CREATE INDEX posting_skill_skill ON posting_skill (skill);

CREATE TABLE posting_place (
  posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  ord        INTEGER NOT NULL,
  place_id   INTEGER NOT NULL REFERENCES place (id),
  country    TEXT,
  region     TEXT,
  city       TEXT,
  metro      TEXT,
  PRIMARY KEY (posting_id, ord)
) STRICT, WITHOUT ROWID;

CREATE INDEX posting_place_place ON posting_place (place_id);

CREATE TABLE posting_version (
  id         INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  seen_at    TEXT    NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  changed    TEXT    NOT NULL,
  pay        TEXT    NOT NULL,
  sha256     TEXT    NOT NULL
, annual_min REAL, annual_max REAL, currency TEXT) STRICT;

CREATE INDEX posting_version_posting ON posting_version (posting_id, sha256);

CREATE INDEX posting_version_run ON posting_version (run_id);

CREATE TABLE posting_answer (
  posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  sha256     TEXT    NOT NULL,
  PRIMARY KEY (posting_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  id            INTEGER PRIMARY KEY,
  source        TEXT    NOT NULL REFERENCES source (name),
  key           TEXT    NOT NULL,
  digest        TEXT    NOT NULL,
  obtained_by   TEXT    NOT NULL CHECK (obtained_by IN ('api', 'file', 'page', 'import', 'citation')),
  retrieved_at  TEXT    NOT NULL,
  last_seen_at  TEXT    NOT NULL,
  superseded_at TEXT,
  fetch_id      INTEGER REFERENCES fetch (id),
  stale         INTEGER NOT NULL DEFAULT 1,
  url           TEXT,
  path          TEXT,
  title         TEXT,
  code          TEXT,
  company       TEXT,
  skill         TEXT,
  place_text    TEXT,
  country_text  TEXT,
  side_stated   TEXT,
  statistic     TEXT    NOT NULL,
  label         TEXT,
  pay_kind      TEXT,
  amount        REAL    NOT NULL,
  currency      TEXT,
  period        TEXT,
  sample_n      INTEGER,
  sample_kind   TEXT,
  sample_text   TEXT,
  rel_error     REAL,
  top_coded     INTEGER NOT NULL DEFAULT 0,
  as_of         TEXT,
  note          TEXT,
  side          TEXT,
  role          TEXT,
  role_rule     TEXT,
  seniority     TEXT,
  country       TEXT,
  region        TEXT,
  city          TEXT,
  metro         TEXT,
  annual_amount REAL,
  annual_factor REAL,
  annual_rule   TEXT
) STRICT;

CREATE UNIQUE INDEX claim_current ON claim (source, key) WHERE superseded_at IS NULL;

CREATE INDEX claim_history ON claim (source, key, digest);

CREATE INDEX claim_fetch ON claim (fetch_id);

CREATE INDEX claim_role ON claim (role, country) WHERE superseded_at IS NULL;

CREATE INDEX claim_stale ON claim (id) WHERE stale = 1;

CREATE TABLE observation (
  id            INTEGER PRIMARY KEY,
  source        TEXT    NOT NULL REFERENCES source (name),
  source_row    TEXT    NOT NULL,
  digest        INTEGER NOT NULL,
  fetch_id      INTEGER REFERENCES fetch (id),
  stale         INTEGER NOT NULL DEFAULT 1,
  file_row      TEXT,
  title         TEXT,
  employer      TEXT,
  level         TEXT,
  place_text    TEXT,
  country_text  TEXT,
  pay_kind      TEXT,
  amount        REAL,
  currency      TEXT,
  period        TEXT,
  stated_usd    REAL,
  weight        REAL    NOT NULL DEFAULT 1,
  years         REAL,
  skills        TEXT,
  as_of         TEXT,
  role          TEXT,
  role_rule     TEXT,
  seniority     TEXT,
  country       TEXT,
  employer_key  TEXT,
  annual_amount REAL,
  annual_factor REAL,
  annual_rule   TEXT,
  annual_usd    REAL,
  usd_rule      TEXT, company_size TEXT,
  UNIQUE (source, source_row)
) STRICT;

CREATE INDEX observation_fetch ON observation (fetch_id);

CREATE INDEX observation_cell ON observation (source, pay_kind, role, country);

CREATE INDEX observation_stale ON observation (id) WHERE stale = 1;

CREATE TABLE reference (
  source    TEXT NOT NULL REFERENCES source (name),
  kind      TEXT NOT NULL,
  area      TEXT NOT NULL,
  item      TEXT NOT NULL,
  as_of     TEXT NOT NULL,
  bound     REAL NOT NULL,
  value     REAL NOT NULL,
  unit      TEXT NOT NULL,
  area_name TEXT,
  fetch_id  INTEGER REFERENCES fetch (id),
  PRIMARY KEY (source, kind, area, item, as_of, bound)
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_fetch ON reference (fetch_id);

CREATE TABLE posting_valid (
  posting_id    INTEGER PRIMARY KEY REFERENCES posting_head (id),
  valid_through TEXT NOT NULL
) STRICT;

CREATE INDEX posting_valid_through ON posting_valid (valid_through);

CREATE TABLE posting_print (
  posting_id INTEGER PRIMARY KEY REFERENCES posting_head (id),
  employer   TEXT    NOT NULL,
  names      TEXT    NOT NULL,
  agency     INTEGER NOT NULL,
  title      INTEGER NOT NULL,
  exact      BLOB,
  sample     BLOB,
  stale      INTEGER NOT NULL DEFAULT 1
, places BLOB) STRICT;

CREATE INDEX posting_print_employer ON posting_print (employer);

CREATE INDEX posting_print_stale ON posting_print (posting_id) WHERE stale = 1;

CREATE TABLE posting_text_print (
  posting_id INTEGER PRIMARY KEY REFERENCES posting_head (id),
  print      BLOB NOT NULL
) STRICT;

CREATE TABLE job_pair (
  a_posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  b_posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  decision     TEXT    NOT NULL CHECK (decision IN ('merged', 'review', 'apart')),
  basis        TEXT    NOT NULL,
  score        REAL    NOT NULL,
  across       INTEGER NOT NULL,
  PRIMARY KEY (a_posting_id, b_posting_id, basis)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_pair_b ON job_pair (b_posting_id);

CREATE INDEX job_pair_across ON job_pair (a_posting_id) WHERE across = 1;

CREATE TABLE job_ruling (
  a_posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  b_posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  same         INTEGER NOT NULL,
  PRIMARY KEY (a_posting_id, b_posting_id, same)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_ruling_b ON job_ruling (b_posting_id);

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
          FROM posting WHERE ended_at IS NULL AND job_id IS NOT NULL GROUP BY job_id) o
  JOIN job j          ON j.id = o.job_id
  JOIN employer e     ON e.id = j.employer_id
  LEFT JOIN posting c ON c.id = j.canonical_posting_id;

CREATE TABLE edition (
  seq     INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  version TEXT NOT NULL
) STRICT;

CREATE TABLE edition_posting (
  posting_id   INTEGER NOT NULL,
  currency     TEXT    NOT NULL,
  from_seq     INTEGER NOT NULL,
  to_seq       INTEGER,
  source       TEXT    NOT NULL,
  side         TEXT    NOT NULL,
  said         TEXT    NOT NULL,
  job          TEXT    NOT NULL,
  employer     TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  seniority    TEXT    NOT NULL,
  country      TEXT    NOT NULL,
  n_two_sided  INTEGER NOT NULL,
  middle       REAL    NOT NULL,
  low          REAL    NOT NULL,
  high         REAL    NOT NULL,
  n_floor      INTEGER NOT NULL,
  floor        REAL    NOT NULL,
  n_ceiling    INTEGER NOT NULL,
  ceiling      REAL    NOT NULL,
  PRIMARY KEY (posting_id, currency, from_seq)
) STRICT, WITHOUT ROWID;

CREATE VIEW new_this_week AS
WITH week AS (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', MAX(last_seen_at), '-7 days') AS start FROM posting),
looked AS (SELECT source, board, MIN(first_seen_at) AS first_at FROM posting GROUP BY source, board),
came AS (
  SELECT p.job_id, MIN(p.first_seen_at) AS first_seen_at,
         MIN(CASE WHEN l.first_at < w.start AND (p.board IS NOT NULL OR p.posted_at IS NULL) THEN p.first_seen_at ELSE p.posted_at END) AS at
    FROM posting p
    JOIN looked l ON l.source = p.source AND l.board IS p.board
    JOIN week w
   GROUP BY p.job_id
)
SELECT o.*
  FROM open_job o
  JOIN came c ON c.job_id = o.job_id
  JOIN week w
 WHERE c.first_seen_at >= w.start AND c.at >= w.start;

CREATE VIEW evergreen_job AS
SELECT o.*, CAST(julianday(o.last_seen_at) - julianday(s.since) AS INTEGER) AS open_days
  FROM open_job o
  JOIN (SELECT p.job_id, MIN(CASE WHEN r.kind = 'scrape' THEN COALESCE(p.posted_at, p.first_seen_at) ELSE p.first_seen_at END) AS since
          FROM posting p
          JOIN run r ON r.run_id = p.last_run_id
         WHERE p.ended_at IS NULL AND p.job_id IS NOT NULL
         GROUP BY p.job_id) s ON s.job_id = o.job_id
 WHERE o.reposted >= 2 OR julianday(o.last_seen_at) - julianday(s.since) >= 180;

CREATE TABLE "figure" (
  edition     TEXT NOT NULL,
  measure     TEXT NOT NULL,
  source      TEXT NOT NULL,
  side        TEXT NOT NULL,
  role        TEXT NOT NULL,
  seniority   TEXT NOT NULL,
  country     TEXT NOT NULL,
  place       TEXT NOT NULL,
  skill       TEXT NOT NULL,
  statistic   TEXT NOT NULL,
  unit        TEXT NOT NULL,
  pay_kind    TEXT NOT NULL,
  population  TEXT NOT NULL,
  value       REAL,
  ci_low      REAL,
  ci_high     REAL,
  n_postings  INTEGER NOT NULL,
  n_jobs      INTEGER NOT NULL,
  n_employers INTEGER NOT NULL,
  n_effective REAL NOT NULL,
  disclosure  REAL,
  as_of_from  TEXT,
  as_of_to    TEXT,
  grade       TEXT NOT NULL,
  reason      TEXT,
  note        TEXT NOT NULL,
  PRIMARY KEY (edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind, population)
) STRICT, WITHOUT ROWID;

CREATE TABLE night (
  source           TEXT    NOT NULL REFERENCES source (name),
  run_id           INTEGER NOT NULL REFERENCES run (run_id),
  n_seen           INTEGER NOT NULL DEFAULT 0,
  n_known          INTEGER NOT NULL DEFAULT 0,
  n_listed         INTEGER NOT NULL DEFAULT 0,
  n_missing        INTEGER NOT NULL DEFAULT 0,
  n_gone           INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (source, run_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX night_run ON night (run_id);

CREATE TABLE night_sign (
  source TEXT    NOT NULL,
  run_id INTEGER NOT NULL,
  sign   TEXT    NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (source, run_id, sign),
  FOREIGN KEY (source, run_id) REFERENCES night (source, run_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX night_sign_run ON night_sign (run_id);

CREATE TABLE listed_board (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  source TEXT    NOT NULL REFERENCES source (name),
  board  TEXT    NOT NULL,
  state  TEXT    NOT NULL CHECK (state IN ('whole', 'gone')),
  PRIMARY KEY (run_id, source, board)
) STRICT, WITHOUT ROWID;

CREATE INDEX listed_board_source ON listed_board (source);

CREATE TABLE ending (
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  posting_id INTEGER NOT NULL REFERENCES posting_head (id),
  why        TEXT    NOT NULL,
  PRIMARY KEY (run_id, posting_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ending_posting ON ending (posting_id);

CREATE TABLE doubt (
  source     TEXT    NOT NULL REFERENCES source (name),
  board      TEXT    NOT NULL,
  what       TEXT    NOT NULL,
  since      TEXT    NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  times      INTEGER NOT NULL,
  why        TEXT    NOT NULL,
  settled_at TEXT,
  PRIMARY KEY (source, board, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX doubt_run ON doubt (run_id);

CREATE TABLE posting_identity (
  posting_id  INTEGER PRIMARY KEY REFERENCES posting_head (id),
  employer_id INTEGER NOT NULL REFERENCES employer (id),
  cluster_id  INTEGER NOT NULL,
  job_id      INTEGER NOT NULL REFERENCES job (id),
  basis       TEXT    NOT NULL CHECK (basis IN ('first', 'user', 'key', 'text', 'themes', 'agency', 'title', 'copy')),
  score       REAL    NOT NULL
) STRICT;

CREATE INDEX posting_identity_employer ON posting_identity (employer_id);

CREATE INDEX posting_identity_job ON posting_identity (job_id);

CREATE INDEX employer_same_as ON employer (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE employer_link (
  a_key    TEXT NOT NULL,
  b_key    TEXT NOT NULL,
  basis    TEXT NOT NULL CHECK (basis IN ('user', 'known', 'alias', 'board', 'name', 'copy')),
  evidence TEXT NOT NULL,
  PRIMARY KEY (a_key, b_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE host_closed (
  host    TEXT    PRIMARY KEY,
  until   TEXT    NOT NULL,
  failing INTEGER NOT NULL CHECK (failing IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE posting_year_pay (
  posting_id INTEGER NOT NULL REFERENCES posting_head (id),
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

CREATE VIEW job_pay_filled AS
SELECT w.source, w.job_id, j.employer_id, j.role, j.seniority, j.country, w.currency, w.mid AS pay, w.n_postings, w.filled,
       w.min, w.max, w.lowest, w.highest
  FROM job_source_pay w
  JOIN job j ON j.id = w.job_id
 WHERE w.place_id IS NULL AND w.current = 1 AND w.population = 'full_time' AND w.mid IS NOT NULL;

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

CREATE VIEW posting_annual AS
SELECT posting_id, currency, MIN(min) AS annual_min, MAX(max) AS annual_max
  FROM posting_year_pay
 WHERE place_ord = -1 AND currency <> ''
 GROUP BY posting_id, currency;

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

CREATE VIEW pay_evidence AS
SELECT y.posting_id, y.ord, p.source, p.url, p.title, y.min, y.max, y.currency, y.period, y.kind, y.tax, y.confidence, y.rule,
       CASE WHEN y.origin <> 'text' THEN y.origin
            WHEN y.quote_start IS NULL THEN 'title'
            ELSE 'description' END AS stands_in,
       y.quote,
       CASE WHEN y.origin <> 'text' THEN NULL
            WHEN y.quote_start IS NULL THEN p.title
            ELSE substr(p.description, MAX(1, y.quote_start - 99), y.quote_end - y.quote_start + 100 + MIN(100, y.quote_start)) END AS surroundings
  FROM posting_pay y
  JOIN posting p ON p.id = y.posting_id;

CREATE TABLE page_read (
  fetch_id INTEGER PRIMARY KEY REFERENCES fetch (id) ON DELETE CASCADE,
  read_id  INTEGER NOT NULL,
  reader   TEXT    NOT NULL,
  postings TEXT    NOT NULL,
  board    TEXT
, requests TEXT) STRICT;

CREATE TABLE place_name (
  place TEXT PRIMARY KEY,
  name  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW newest_figure AS
SELECT f.*
  FROM figure f
 WHERE f.edition = (SELECT e.name FROM edition e
                     WHERE EXISTS (SELECT 1 FROM figure g WHERE g.edition = e.name)
                     ORDER BY e.seq DESC LIMIT 1);

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

CREATE VIEW pay_over_time AS
SELECT day, role, country, currency, median, ci_low, ci_high, n_jobs, n_employers, grade, edition
  FROM (SELECT substr(e.made_at, 1, 10) AS day, f.role, f.country, f.unit AS currency, f.value AS median, f.ci_low, f.ci_high, f.n_jobs,
               f.n_employers, f.grade, f.edition,
               ROW_NUMBER() OVER (PARTITION BY substr(e.made_at, 1, 10), f.role, f.country, f.unit ORDER BY e.seq DESC) AS k
          FROM edition e
          JOIN figure f ON f.edition = e.name AND f.measure = 'level' AND f.source = 'all' AND f.side = 'posted' AND f.seniority = ''
                       AND f.place = '' AND f.skill = '' AND f.statistic = 'median' AND f.population = 'full_time')
 WHERE k = 1;

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

CREATE TABLE change (
  inputs INTEGER NOT NULL,
  seen   INTEGER NOT NULL
) STRICT;

CREATE TABLE made (
  name    TEXT PRIMARY KEY,
  key     TEXT NOT NULL,
  edition TEXT NOT NULL,
  body    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holder (
  pid        INTEGER NOT NULL,
  host       TEXT    NOT NULL,
  started_at TEXT    NOT NULL,
  renewed_at TEXT    NOT NULL
) STRICT;

CREATE TABLE posting_head (
  id             INTEGER PRIMARY KEY,
  source         TEXT    NOT NULL REFERENCES source (name),
  source_id      TEXT    NOT NULL,
  board          TEXT,
  first_seen_at  TEXT    NOT NULL,
  last_seen_at   TEXT    NOT NULL,
  ended_at       TEXT,
  ended_why      TEXT,
  unconfirmed_at TEXT,
  state          TEXT    NOT NULL GENERATED ALWAYS AS (
    CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN unconfirmed_at IS NOT NULL THEN 'unconfirmed' ELSE 'open' END) VIRTUAL,
  gone_at        TEXT    GENERATED ALWAYS AS (ended_at) VIRTUAL,
  last_run_id    INTEGER NOT NULL,
  fetch_id       INTEGER REFERENCES fetch (id),
  job_id         INTEGER REFERENCES job (id),
  place_id       INTEGER REFERENCES place (id),
  stale          INTEGER NOT NULL DEFAULT 1,
  sha256         BLOB    NOT NULL,
  title          TEXT    NOT NULL,
  company        TEXT,
  url            TEXT,
  place_text     TEXT,
  employment     TEXT,
  posted_at      TEXT,
  role           TEXT,
  role_rule      TEXT,
  seniority      TEXT,
  years_min      INTEGER,
  country        TEXT,
  workplace      TEXT,
  employer       TEXT,
  population     TEXT,
  UNIQUE (source, source_id)
) STRICT;

CREATE TABLE posting_said (
  posting_id  INTEGER PRIMARY KEY REFERENCES posting_head (id),
  record      TEXT NOT NULL,
  description TEXT
) STRICT;

CREATE INDEX posting_board ON posting_head (source, board) WHERE ended_at IS NULL;

CREATE INDEX posting_fetch ON posting_head (fetch_id);

CREATE INDEX posting_place_id ON posting_head (place_id);

CREATE INDEX posting_role ON posting_head (role, country);

CREATE INDEX posting_stale ON posting_head (id) WHERE stale = 1;

CREATE INDEX posting_url ON posting_head (source, url);

CREATE INDEX posting_job ON posting_head (job_id, source, ended_at, board, first_seen_at, posted_at, population, workplace,
  role, seniority, country) WHERE job_id IS NOT NULL;

CREATE VIEW posting AS
SELECT h.id, h.source, h.source_id, h.board, h.first_seen_at, h.last_seen_at, h.ended_at, h.last_run_id, h.fetch_id, h.job_id,
       h.place_id, h.stale, CAST(lower(hex(h.sha256)) AS TEXT) AS sha256, h.title, h.company, h.url, h.place_text, h.employment,
       h.posted_at, h.role, h.role_rule, h.seniority, h.years_min, h.country, h.workplace, h.employer,
       (SELECT s.record FROM posting_said s WHERE s.posting_id = h.id)      AS record,
       (SELECT s.description FROM posting_said s WHERE s.posting_id = h.id) AS description,
       h.ended_why, h.unconfirmed_at, h.state, h.gone_at, h.population
  FROM posting_head h;

INSERT INTO change VALUES (0, 0);
