-- What a reading of pay rests on, beside the pay: how many months' pay make a
-- year where the words say so, and how sure the reading is.
ALTER TABLE posting_pay ADD COLUMN payments INTEGER;
ALTER TABLE posting_pay ADD COLUMN confidence REAL;

-- Every posting is believed anew.
UPDATE posting SET stale = 1;

-- Pay with the words that it was read from and up to 100 characters of what
-- stands on either side of them.
CREATE VIEW pay_evidence AS
SELECT y.posting_id, y.ord, p.source, p.url, p.title, y.min, y.max, y.currency, y.period, y.kind, y.tax, y.confidence, y.rule,
       CASE WHEN y.origin <> 'text' THEN y.origin
            WHEN y.quote_start IS NULL THEN 'title'
            ELSE 'description' END AS stands_in,
       y.quote,
       CASE WHEN y.origin <> 'text' THEN NULL
            WHEN y.quote_start IS NULL THEN p.title
            ELSE substr(p.description, MAX(1, y.quote_start - 99), y.quote_end - y.quote_start + 100 + MIN(100, y.quote_start)) END AS surroundings
  FROM posting_pay y
  JOIN posting p ON p.id = y.posting_id;
