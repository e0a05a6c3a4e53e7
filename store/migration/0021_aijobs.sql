-- Rows of aijobs' file are named by what they say of a person, as copies of it in
-- tables of other forms are, so that both count once. Those named by the letters
-- of the file go: the next reading brings them under their new names.
DELETE FROM observation WHERE source = 'aijobs' AND source_row NOT LIKE '%/%';
