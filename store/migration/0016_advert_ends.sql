-- The rows of aijobs are the two ends of advertised ranges: two of them are one
-- observation now. What was kept of it is of the wrong unit; it is read anew from
-- the file.
DELETE FROM observation WHERE source = 'aijobs';
