-- What each edition stood on, so that the change from one to the next can be
-- split by cause. An edition's rows are those with from_seq <= its seq and
-- to_seq after it or NULL: what didn't change between two editions is kept once.

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
