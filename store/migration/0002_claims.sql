-- Claims and observations come into use. Nothing wrote to the two tables
-- before, so they are made anew; every published column stays.
--
-- What was said stands in columns of its own, so that it can be normalised
-- again; digest tells whether a record says something else than the file has.
-- A claim whose figure changed is a new row: the earlier one stays, with the
-- time at which it was superseded.

DROP TABLE claim;
DROP TABLE observation;

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

-- The digest is the first eight bytes of a sha256: a million rows of a survey
-- would spend more on the whole than on their pay.
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
  usd_rule      TEXT,
  UNIQUE (source, source_row)
) STRICT;
CREATE INDEX observation_fetch ON observation (fetch_id);
CREATE INDEX observation_cell ON observation (source, pay_kind, role, country);
CREATE INDEX observation_stale ON observation (id) WHERE stale = 1;

-- How many of a run's records are claims and observations; the others are
-- postings.
ALTER TABLE source_run ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN claims_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN claims_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN observations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN observations_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN observations_changed INTEGER NOT NULL DEFAULT 0;
