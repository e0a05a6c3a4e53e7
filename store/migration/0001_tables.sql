-- The tables that users query. Every column is explained in the table
-- dictionary (dictionary.csv). Times are ISO 8601 UTC text, amounts are REAL in
-- major units of their currency, and an unknown value is NULL. Nothing here is
-- newer than SQLite 3.40, the one that a stable Linux ships.

CREATE TABLE dictionary (
  table_name  TEXT NOT NULL,
  column_name TEXT NOT NULL,
  unit        TEXT NOT NULL,
  meaning     TEXT NOT NULL,
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

-- Where data comes from, and how each run went.

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
) STRICT;
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
  error        TEXT,
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

-- The requests of an unfinished run. Rows of a finished run are deleted.
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
  tries   INTEGER NOT NULL DEFAULT 0,
  error   TEXT,
  UNIQUE (run_id, source, method, url, body)
) STRICT;
CREATE INDEX frontier_queue ON frontier (run_id, id, host, source) WHERE state = 'queued';
CREATE INDEX frontier_host ON frontier (run_id, host, id, source) WHERE state = 'queued';
CREATE INDEX frontier_leased ON frontier (run_id) WHERE state = 'leased';
CREATE INDEX frontier_source ON frontier (source);

-- Dictionaries.

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
  first_posting_id INTEGER REFERENCES posting (id),
  origin           TEXT NOT NULL,
  licence          TEXT NOT NULL
) STRICT;
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

-- What was said, and beside it what we believe.

CREATE TABLE job (
  id                   INTEGER PRIMARY KEY,
  canonical_posting_id INTEGER REFERENCES posting (id),
  employer_id          INTEGER NOT NULL REFERENCES employer (id),
  key                  TEXT    NOT NULL,
  title                TEXT,
  role                 TEXT,
  seniority            TEXT,
  country              TEXT,
  n_postings           INTEGER NOT NULL DEFAULT 0,
  UNIQUE (employer_id, key)
) STRICT;
CREATE INDEX job_canonical ON job (canonical_posting_id);
CREATE INDEX job_role ON job (role, country);

-- The long columns stand last: a row's short ones are then read without them.
-- last_run_id is no declared foreign key, because an index on it would double
-- the cost of a pass that finds nothing new. Runs are never deleted.
CREATE TABLE posting (
  id            INTEGER PRIMARY KEY,
  source        TEXT    NOT NULL REFERENCES source (name),
  source_id     TEXT    NOT NULL,
  board         TEXT,
  first_seen_at TEXT    NOT NULL,
  last_seen_at  TEXT    NOT NULL,
  gone_at       TEXT,
  last_run_id   INTEGER NOT NULL,
  fetch_id      INTEGER REFERENCES fetch (id),
  job_id        INTEGER REFERENCES job (id),
  place_id      INTEGER REFERENCES place (id),
  stale         INTEGER NOT NULL DEFAULT 1,
  sha256        TEXT    NOT NULL,
  title         TEXT    NOT NULL,
  company       TEXT,
  url           TEXT,
  place_text    TEXT,
  employment    TEXT,
  posted_at     TEXT,
  role          TEXT,
  role_rule     TEXT,
  seniority     TEXT,
  years_min     INTEGER,
  country       TEXT,
  workplace     TEXT,
  employer      TEXT,
  record        TEXT    NOT NULL,
  description   TEXT,
  UNIQUE (source, source_id)
) STRICT;
CREATE INDEX posting_board ON posting (source, board) WHERE gone_at IS NULL;
CREATE INDEX posting_fetch ON posting (fetch_id);
CREATE INDEX posting_job ON posting (job_id, source);
CREATE INDEX posting_place_id ON posting (place_id);
CREATE INDEX posting_role ON posting (role, country);
CREATE INDEX posting_stale ON posting (id) WHERE stale = 1;

CREATE TABLE posting_pay (
  posting_id    INTEGER NOT NULL REFERENCES posting (id),
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
  flag          TEXT,
  PRIMARY KEY (posting_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting_skill (
  posting_id  INTEGER NOT NULL REFERENCES posting (id),
  skill       TEXT    NOT NULL REFERENCES skill (name),
  quote_start INTEGER,
  PRIMARY KEY (posting_id, skill)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_skill_skill ON posting_skill (skill);

CREATE TABLE posting_place (
  posting_id INTEGER NOT NULL REFERENCES posting (id),
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
  posting_id INTEGER NOT NULL REFERENCES posting (id),
  seen_at    TEXT    NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  changed    TEXT    NOT NULL,
  pay        TEXT    NOT NULL,
  sha256     TEXT    NOT NULL
) STRICT;
CREATE INDEX posting_version_posting ON posting_version (posting_id, sha256);
CREATE INDEX posting_version_run ON posting_version (run_id);

-- Answers that were merged with what was known: an import of the same answer
-- is then known for old news.
CREATE TABLE posting_answer (
  posting_id INTEGER NOT NULL REFERENCES posting (id),
  sha256     TEXT    NOT NULL,
  PRIMARY KEY (posting_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  id            INTEGER PRIMARY KEY,
  source        TEXT NOT NULL REFERENCES source (name),
  url           TEXT,
  obtained_by   TEXT NOT NULL,
  retrieved_at  TEXT NOT NULL,
  title         TEXT,
  role          TEXT,
  place_text    TEXT,
  country       TEXT,
  statistic     TEXT NOT NULL,
  label         TEXT,
  pay_kind      TEXT,
  amount        REAL NOT NULL,
  currency      TEXT,
  period        TEXT,
  annual_amount REAL,
  sample_n      INTEGER,
  sample_kind   TEXT,
  as_of         TEXT,
  fetch_id      INTEGER REFERENCES fetch (id)
) STRICT;
CREATE INDEX claim_source ON claim (source);
CREATE INDEX claim_fetch ON claim (fetch_id);

CREATE TABLE observation (
  id            INTEGER PRIMARY KEY,
  source        TEXT NOT NULL REFERENCES source (name),
  source_row    TEXT NOT NULL,
  title         TEXT,
  role          TEXT,
  country       TEXT,
  place_text    TEXT,
  pay_kind      TEXT,
  amount        REAL,
  currency      TEXT,
  period        TEXT,
  annual_amount REAL,
  annual_usd    REAL,
  weight        REAL NOT NULL DEFAULT 1,
  as_of         TEXT,
  fetch_id      INTEGER REFERENCES fetch (id),
  UNIQUE (source, source_row)
) STRICT;
CREATE INDEX observation_fetch ON observation (fetch_id);

-- What we computed. A dimension that a figure is not split by is ''.

CREATE TABLE figure (
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
  value       REAL NOT NULL,
  ci_low      REAL,
  ci_high     REAL,
  n_postings  INTEGER NOT NULL,
  n_jobs      INTEGER NOT NULL,
  n_employers INTEGER NOT NULL,
  n_effective REAL NOT NULL,
  disclosure  REAL NOT NULL,
  grade       TEXT NOT NULL,
  note        TEXT NOT NULL,
  PRIMARY KEY (edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind)
) STRICT, WITHOUT ROWID;

-- One job as one source pays it in one currency: the unit that figures count.
CREATE VIEW job_pay AS
SELECT p.source                                    AS source,
       j.id                                        AS job_id,
       j.employer_id                               AS employer_id,
       j.role                                      AS role,
       j.seniority                                 AS seniority,
       j.country                                   AS country,
       y.currency                                  AS currency,
       AVG((y.annual_min + y.annual_max) / 2)      AS pay,
       COUNT(DISTINCT p.id)                        AS n_postings
  FROM job j
  JOIN posting p     ON p.job_id = j.id AND p.gone_at IS NULL
  JOIN posting_pay y ON y.posting_id = p.id
 WHERE y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL
   AND y.annual_min > 0 AND y.annual_max > 0 AND y.currency IS NOT NULL
 GROUP BY p.source, j.id, y.currency;
