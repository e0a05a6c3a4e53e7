-- job_pay with the jobs that state one end of their pay: the other end is filled
-- from the usual width, the median of max / min over the jobs that state a
-- range, in the same role, country and currency, or, where these are fewer than
-- five, in the same country and currency. filled tells them from the others.

CREATE VIEW job_pay_filled AS
WITH said AS (
  SELECT p.source, j.id AS job_id, j.employer_id, j.role, j.seniority, j.country, y.currency,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN (y.annual_min + y.annual_max) / 2 END) AS middle,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN y.annual_min END)  AS low,
         AVG(CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN y.annual_max END)  AS high,
         AVG(CASE WHEN COALESCE(y.annual_max, 0) <= 0 THEN y.annual_min END)         AS floor,
         AVG(CASE WHEN COALESCE(y.annual_min, 0) <= 0 THEN y.annual_max END)         AS ceiling,
         COUNT(DISTINCT CASE WHEN y.annual_min > 0 AND y.annual_max > 0 THEN p.id END) AS n_two_sided,
         COUNT(DISTINCT p.id)                                                        AS n_postings
    FROM job j
    JOIN posting p     ON p.job_id = j.id AND p.gone_at IS NULL
    JOIN posting_pay y ON y.posting_id = p.id
   WHERE y.kind = 'base' AND y.origin <> 'predicted' AND y.flag IS NULL
     AND (y.annual_min > 0 OR y.annual_max > 0) AND y.currency IS NOT NULL
   GROUP BY p.source, j.id, y.currency
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
SELECT source, job_id, employer_id, role, seniority, country, currency,
       CASE WHEN middle IS NOT NULL THEN middle
            WHEN floor IS NOT NULL  THEN (floor + floor * ratio) / 2
            ELSE (ceiling / ratio + ceiling) / 2 END             AS pay,
       CASE WHEN middle IS NULL THEN n_postings ELSE n_two_sided END AS n_postings,
       middle IS NULL                                            AS filled
  FROM filled
 WHERE middle IS NOT NULL OR ratio IS NOT NULL;
