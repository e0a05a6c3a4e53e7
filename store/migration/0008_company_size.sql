-- How many people the employer of an observation has, in the source's words.
ALTER TABLE observation ADD COLUMN company_size TEXT;
