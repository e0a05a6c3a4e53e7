-- What counts open postings, and what looks for those that a run didn't meet,
-- reads these indexes and not the postings, whose rows are kilobytes. An index
-- whose condition names ended_at has to hold it too, for SQLite to do without
-- the row.
DROP INDEX posting_seen;
CREATE INDEX posting_seen ON posting (source, last_seen_at, last_run_id, ended_at) WHERE ended_at IS NULL;
DROP INDEX posting_job;
CREATE INDEX posting_job ON posting (job_id, source, ended_at);
