-- Who writes to the file: the lock beside it isn't seen by a program that reached
-- the file by a hard link, or from another machine whose file system keeps locks
-- to itself. There is one row while a program writes, and none at rest.
CREATE TABLE holder (
  pid        INTEGER NOT NULL,
  host       TEXT    NOT NULL,
  started_at TEXT    NOT NULL,
  renewed_at TEXT    NOT NULL
) STRICT;
