-- A figure says whose jobs it is of, the dates of its rows and, as a code, why
-- its grade is no better. Disclosure is NULL where it wasn't asked.

CREATE TABLE figure_new (
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
INSERT INTO figure_new
SELECT edition, measure, source, side, role, seniority, country, place, skill, statistic, unit, pay_kind, '',
       value, ci_low, ci_high, n_postings, n_jobs, n_employers, n_effective, disclosure, NULL, NULL, grade, NULL, note
  FROM figure;
DROP TABLE figure;
ALTER TABLE figure_new RENAME TO figure;
