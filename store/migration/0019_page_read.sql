-- What the last reading of a page brought, so that an answer that says the
-- same again is not read again. Only pages of postings alone stand here.
-- reader names the program and the request that read it, and the page's type.
CREATE TABLE page_read (
  fetch_id INTEGER PRIMARY KEY REFERENCES fetch (id) ON DELETE CASCADE,
  read_id  INTEGER NOT NULL,
  reader   TEXT    NOT NULL,
  postings TEXT    NOT NULL,
  board    TEXT
) STRICT;
