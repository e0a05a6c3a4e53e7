-- What the rows of surveys look like as the pay of persons, for each source that was
-- read: rows that are twins but for pay, rows that repeat the one before, and rows
-- of advertised ranges without their other end, which are in no figure.
ALTER TABLE source_run ADD COLUMN rows_twin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN rows_repeated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN rows_alone INTEGER NOT NULL DEFAULT 0;
