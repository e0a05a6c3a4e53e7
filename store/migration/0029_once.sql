-- Who holds a request is known to the program that leased it, which is the only
-- one: a lease is no longer written. What a killed run held waits again.
UPDATE frontier SET state = 'queued' WHERE state = 'leased';
DROP INDEX frontier_leased;
ALTER TABLE frontier DROP COLUMN tries;
-- A list that stays the same leads where it led.
ALTER TABLE page_read ADD COLUMN requests TEXT;
