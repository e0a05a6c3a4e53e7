-- What pay would be without merging copies: job_pay_filled with each open
-- posting as a job of its own, under its own role, seniority and country. The
-- usual width is over postings here. It is what the statistic median_raw of
-- the table figure is computed from.

CREATE VIEW posting_pay_filled AS
WITH said AS (
  SELECT p.source, p.id AS posting_id, p.job_id, i.employer_id, p.role, p.seniority, p.country, y.currency,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN (y.annual_min + y.annual_max) / 2 END) AS middle,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN y.annual_min END)  AS low,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN y.annual_max END)  AS high,
         AVG(CASE WHEN COALESCE(y.annual_max, 0) <= 0 THEN y.annual_min END)         AS floor,
         AVG(CASE WHEN COALESCE(y.annual_min, 0) <= 0 THEN y.annual_max END)         AS ceiling
    FROM posting p
    JOIN posting_identity i ON i.posting_id = p.id
    JOIN posting_pay y      ON y.posting_id = p.id
   WHERE p.gone_at IS NULL AND y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL
     AND (y.annual_min > 0 OR y.annual_max > 0) AND y.currency IS NOT NULL
   GROUP BY p.id, y.currency
), width AS (
  SELECT role, country, currency, high / low AS ratio FROM said WHERE high > low AND role IS NOT NULL
), usual AS (
  SELECT role, country, currency, COUNT(*) AS n, SUM(ratio * MAX(0, 1 - ABS(i - h))) AS ratio
    FROM (SELECT role, country, currency, ratio,
                 ROW_NUMBER() OVER (PARTITION BY role, country, currency ORDER BY ratio) - 1 AS i,
                 (COUNT(*) OVER (PARTITION BY role, country, currency) - 1) * 0.5            AS h
            FROM width)
   GROUP BY role, country, currency
), anyrole AS (
  SELECT country, currency, COUNT(*) AS n, SUM(ratio * MAX(0, 1 - ABS(i - h))) AS ratio
    FROM (SELECT country, currency, ratio,
                 ROW_NUMBER() OVER (PARTITION BY country, currency ORDER BY ratio) - 1 AS i,
                 (COUNT(*) OVER (PARTITION BY country, currency) - 1) * 0.5            AS h
            FROM width)
   GROUP BY country, currency
), filled AS (
  SELECT s.*, CASE WHEN u.n >= 5 THEN u.ratio WHEN a.n >= 5 THEN a.ratio END AS ratio
    FROM said s
    LEFT JOIN usual u   ON u.role = s.role AND u.country = s.country AND u.currency = s.currency
    LEFT JOIN anyrole a ON a.country = s.country AND a.currency = s.currency
)
SELECT source, posting_id, job_id, employer_id, role, seniority, country, currency,
       CASE WHEN middle IS NOT NULL THEN middle
            WHEN floor IS NOT NULL  THEN (floor + floor * ratio) / 2
            ELSE (ceiling / ratio + ceiling) / 2 END             AS pay,
       middle IS NULL                                            AS filled
  FROM filled
 WHERE middle IS NOT NULL OR ratio IS NOT NULL;
