-- Several fetchers may share one frontier: each row of a source's run says whose
-- it is. NULL is a run alone.
ALTER TABLE source_run ADD COLUMN fetcher TEXT;
