-- Postings are matched anew: prints hold more, and there is one basis more,
-- "title", for openings that two places list once each. All of it is derived,
-- so the next run makes it again.
UPDATE posting SET stale = 1;
DELETE FROM posting_text_print;
UPDATE posting_print SET stale = 1;
DROP TABLE posting_identity;

CREATE TABLE posting_identity (
  posting_id  INTEGER PRIMARY KEY REFERENCES posting (id),
  employer_id INTEGER NOT NULL REFERENCES employer (id),
  cluster_id  INTEGER NOT NULL,
  job_id      INTEGER NOT NULL REFERENCES job (id),
  basis       TEXT    NOT NULL CHECK (basis IN ('first', 'user', 'key', 'text', 'themes', 'agency', 'title')),
  score       REAL    NOT NULL
) STRICT;
CREATE INDEX posting_identity_employer ON posting_identity (employer_id);
CREATE INDEX posting_identity_job ON posting_identity (job_id);
