-- Every posting has a state and every end a reason. The name gone_at stays
-- readable for queries that were written before.
ALTER TABLE posting RENAME COLUMN gone_at TO ended_at;
ALTER TABLE posting ADD COLUMN ended_why TEXT;
UPDATE posting SET ended_why = gone_why WHERE gone_why IS NOT NULL;
ALTER TABLE posting DROP COLUMN gone_why;
ALTER TABLE posting ADD COLUMN unconfirmed_at TEXT;
ALTER TABLE posting ADD COLUMN state TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN unconfirmed_at IS NOT NULL THEN 'unconfirmed' ELSE 'open' END) VIRTUAL;
ALTER TABLE posting ADD COLUMN gone_at TEXT GENERATED ALWAYS AS (ended_at) VIRTUAL;
CREATE INDEX posting_seen ON posting (source, last_seen_at) WHERE ended_at IS NULL;

-- The newest posting before a run: what has a greater id is new in it.
ALTER TABLE run ADD COLUMN newest_posting_id INTEGER NOT NULL DEFAULT 0;

-- How one run read one source, to be compared with its earlier runs. The
-- signs count postings that were known before the run.
CREATE TABLE night (
  source           TEXT    NOT NULL REFERENCES source (name),
  run_id           INTEGER NOT NULL REFERENCES run (run_id),
  n_seen           INTEGER NOT NULL DEFAULT 0,
  n_known          INTEGER NOT NULL DEFAULT 0,
  n_listed         INTEGER NOT NULL DEFAULT 0,
  n_missing        INTEGER NOT NULL DEFAULT 0,
  n_gone           INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (source, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX night_run ON night (run_id);
CREATE TABLE night_sign (
  source TEXT    NOT NULL,
  run_id INTEGER NOT NULL,
  sign   TEXT    NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (source, run_id, sign),
  FOREIGN KEY (source, run_id) REFERENCES night (source, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX night_sign_run ON night_sign (run_id);

-- What a run saw of the ends of postings: boards that were listed whole, and
-- pages that are not there any more. It is judged, and cleared, when the run ends.
CREATE TABLE listed_board (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  source TEXT    NOT NULL REFERENCES source (name),
  board  TEXT    NOT NULL,
  state  TEXT    NOT NULL CHECK (state IN ('whole', 'gone')),
  PRIMARY KEY (run_id, source, board)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_board_source ON listed_board (source);
CREATE TABLE ending (
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  posting_id INTEGER NOT NULL REFERENCES posting (id),
  why        TEXT    NOT NULL,
  PRIMARY KEY (run_id, posting_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ending_posting ON ending (posting_id);

-- What is doubted of a board, or of a whole source (board ''), and for how
-- many runs in a row. Once it is believed, settled_at says since when.
CREATE TABLE doubt (
  source     TEXT    NOT NULL REFERENCES source (name),
  board      TEXT    NOT NULL,
  what       TEXT    NOT NULL,
  since      TEXT    NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (run_id),
  times      INTEGER NOT NULL,
  why        TEXT    NOT NULL,
  settled_at TEXT,
  PRIMARY KEY (source, board, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX doubt_run ON doubt (run_id);
DROP TABLE board_doubt;
