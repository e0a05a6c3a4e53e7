-- The tables that figures are read with. fx_rate was made for them; what is no
-- rate of exchange stands in one table, so that a new kind needs no new one.
-- A corrected value takes the place of the earlier one.

CREATE TABLE reference (
  source    TEXT NOT NULL REFERENCES source (name),
  kind      TEXT NOT NULL,
  area      TEXT NOT NULL,
  item      TEXT NOT NULL,
  as_of     TEXT NOT NULL,
  bound     REAL NOT NULL,
  value     REAL NOT NULL,
  unit      TEXT NOT NULL,
  area_name TEXT,
  fetch_id  INTEGER REFERENCES fetch (id),
  PRIMARY KEY (source, kind, area, item, as_of, bound)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_fetch ON reference (fetch_id);

-- How many of a run's records are values of reference tables.
ALTER TABLE source_run ADD COLUMN reference_values INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN reference_values_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_run ADD COLUMN reference_values_changed INTEGER NOT NULL DEFAULT 0;
