-- One employer under several names. Postings are matched anew: prints hold the
-- evidence of names, places and regions, and there is one basis more, "copy",
-- for the same advert under another employer's name. All of it is derived.
UPDATE posting SET stale = 1;
DELETE FROM posting_text_print;
DELETE FROM posting_print;
ALTER TABLE posting_print RENAME COLUMN alias TO names;
ALTER TABLE posting_print ADD COLUMN places BLOB;
DROP TABLE posting_identity;
DELETE FROM job_pair;

CREATE TABLE posting_identity (
  posting_id  INTEGER PRIMARY KEY REFERENCES posting (id),
  employer_id INTEGER NOT NULL REFERENCES employer (id),
  cluster_id  INTEGER NOT NULL,
  job_id      INTEGER NOT NULL REFERENCES job (id),
  basis       TEXT    NOT NULL CHECK (basis IN ('first', 'user', 'key', 'text', 'themes', 'agency', 'title', 'copy')),
  score       REAL    NOT NULL
) STRICT;
CREATE INDEX posting_identity_employer ON posting_identity (employer_id);
CREATE INDEX posting_identity_job ON posting_identity (job_id);

-- An employer that has the same adverts as another one is that one: job.employer_id
-- is always an employer without same_as.
ALTER TABLE employer ADD COLUMN same_as INTEGER REFERENCES employer (id);
CREATE INDEX employer_same_as ON employer (same_as) WHERE same_as IS NOT NULL;

-- Why names, by their keys, are one employer's.
CREATE TABLE employer_link (
  a_key    TEXT NOT NULL,
  b_key    TEXT NOT NULL,
  basis    TEXT NOT NULL CHECK (basis IN ('user', 'known', 'alias', 'board', 'name', 'copy')),
  evidence TEXT NOT NULL,
  PRIMARY KEY (a_key, b_key)
) STRICT, WITHOUT ROWID;
