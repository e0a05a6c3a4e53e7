-- Which ranges figures rest on is decided once, where what a job pays is worked
-- out, and is asked nowhere again.
ALTER TABLE posting_pay ADD COLUMN counts INTEGER NOT NULL DEFAULT 0;
UPDATE posting SET stale = 1;
