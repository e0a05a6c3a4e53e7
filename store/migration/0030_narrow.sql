-- What is seen every night and what is believed of a posting stands in a narrow
-- row, and the words of its advert in a wide one, which is written when they
-- change. The name posting stays, for whoever reads both.
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

INSERT INTO posting_head (id, source, source_id, board, first_seen_at, last_seen_at, ended_at, ended_why, unconfirmed_at,
    last_run_id, fetch_id, job_id, place_id, stale, sha256, title, company, url, place_text, employment, posted_at, role,
    role_rule, seniority, years_min, country, workplace, employer, population)
  SELECT id, source, source_id, board, first_seen_at, last_seen_at, ended_at, ended_why, unconfirmed_at, last_run_id, fetch_id,
         job_id, place_id, stale, COALESCE(unhex(sha256), CAST(sha256 AS BLOB)), title, company, url, place_text, employment,
         posted_at, role, role_rule, seniority, years_min, country, workplace, employer, population
    FROM posting ORDER BY id;
INSERT INTO posting_said SELECT id, record, description FROM posting ORDER BY id;

-- What referred to posting refers to posting_head. A table that others refer to
-- can't be dropped, and renaming it would rewrite the views, those of users too:
-- this way, which changes nothing that is stored, is the one that SQLite's
-- documentation describes (https://www.sqlite.org/lang_altertable.html#otheralter).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES posting (id)', 'REFERENCES posting_head (id)')
 WHERE type = 'table' AND sql LIKE '%REFERENCES posting (id)%';
PRAGMA writable_schema = RESET;
DROP TABLE posting;

CREATE INDEX posting_board ON posting_head (source, board) WHERE ended_at IS NULL;
CREATE INDEX posting_fetch ON posting_head (fetch_id);
CREATE INDEX posting_place_id ON posting_head (place_id);
CREATE INDEX posting_role ON posting_head (role, country);
CREATE INDEX posting_stale ON posting_head (id) WHERE stale = 1;
CREATE INDEX posting_url ON posting_head (source, url);
CREATE INDEX posting_job ON posting_head (job_id, source, ended_at, board, first_seen_at, posted_at, population, workplace,
  role, seniority, country) WHERE job_id IS NOT NULL;

-- The words are asked for by themselves, so that a query which names none of
-- them reads heads alone, whatever it joins or counts.
CREATE VIEW posting AS
SELECT h.id, h.source, h.source_id, h.board, h.first_seen_at, h.last_seen_at, h.ended_at, h.last_run_id, h.fetch_id, h.job_id,
       h.place_id, h.stale, CAST(lower(hex(h.sha256)) AS TEXT) AS sha256, h.title, h.company, h.url, h.place_text, h.employment,
       h.posted_at, h.role, h.role_rule, h.seniority, h.years_min, h.country, h.workplace, h.employer,
       (SELECT s.record FROM posting_said s WHERE s.posting_id = h.id)      AS record,
       (SELECT s.description FROM posting_said s WHERE s.posting_id = h.id) AS description,
       h.ended_why, h.unconfirmed_at, h.state, h.gone_at, h.population
  FROM posting_head h;
