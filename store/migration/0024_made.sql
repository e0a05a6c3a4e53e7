-- What is made from the rows is not made again while they stand as they are.
-- change counts the transactions that wrote: inputs those that changed what
-- figures are computed from, seen those that changed anything at all beside it.
CREATE TABLE change (
  inputs INTEGER NOT NULL,
  seen   INTEGER NOT NULL
) STRICT;
INSERT INTO change VALUES (0, 0);

-- What was made, and the digest of all that went into it.
CREATE TABLE made (
  name    TEXT PRIMARY KEY,
  key     TEXT NOT NULL,
  edition TEXT NOT NULL,
  body    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
