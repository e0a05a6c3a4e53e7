-- Hosts that asked to be left alone for longer than a run waits, or failed
-- again and again, so that the next run doesn't ask at once.
CREATE TABLE host_closed (
  host    TEXT    PRIMARY KEY,
  until   TEXT    NOT NULL,
  failing INTEGER NOT NULL CHECK (failing IN (0, 1))
) STRICT, WITHOUT ROWID;
