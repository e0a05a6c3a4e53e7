-- What figures ask of a posting beside its pay, places and skills: reading it from
-- the postings, whose rows are kilobytes, took a tenth of a report. Postings without
-- a job are in no figure, and a new one has none while it is normalised.
DROP INDEX posting_job;
CREATE INDEX posting_job ON posting (job_id, source, ended_at, board, first_seen_at, posted_at, population, workplace,
  role, seniority, country) WHERE job_id IS NOT NULL;
