-- Views that an analyst asks first, mended: what counts as new or evergreen is
-- no more than what was seen, a repost follows one posting and not each
-- earlier one, and rows name the employer and the advert.

DROP VIEW new_this_week;
DROP VIEW same_job_other_pay;
DROP VIEW pay_changed;
DROP VIEW evergreen_job;

-- Open jobs that came in the week before the newest look. All that a first
-- look at a board finds is new to the file but not to the world: there, and in
-- a feed that is no one's board, the posting's own date decides, and a posting
-- that states none can't be told to be new.
CREATE VIEW new_this_week AS
WITH week AS (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', MAX(last_seen_at), '-7 days') AS start FROM posting),
looked AS (SELECT source, board, MIN(first_seen_at) AS first_at FROM posting GROUP BY source, board),
came AS (
  SELECT p.job_id, MIN(p.first_seen_at) AS first_seen_at,
         MIN(CASE WHEN l.first_at < w.start AND (p.board IS NOT NULL OR p.posted_at IS NULL) THEN p.first_seen_at ELSE p.posted_at END) AS at
    FROM posting p
    JOIN looked l ON l.source = p.source AND l.board IS p.board
    JOIN week w
   GROUP BY p.job_id
)
SELECT o.*
  FROM open_job o
  JOIN came c ON c.job_id = o.job_id
  JOIN week w
 WHERE c.first_seen_at >= w.start AND c.at >= w.start;

-- Open postings of one job that state different pay: by board, city or date.
CREATE VIEW same_job_other_pay AS
SELECT a.job_id       AS job_id,
       a.title        AS title,
       a.id           AS a_posting_id,
       a.source       AS a_source,
       a.place_text   AS a_place,
       a.first_seen_at AS a_first_seen_at,
       x.annual_min   AS a_annual_min,
       x.annual_max   AS a_annual_max,
       b.id           AS b_posting_id,
       b.source       AS b_source,
       b.place_text   AS b_place,
       b.first_seen_at AS b_first_seen_at,
       y.annual_min   AS b_annual_min,
       y.annual_max   AS b_annual_max,
       x.currency     AS currency,
       e.name         AS employer,
       a.posted_at    AS a_posted_at,
       b.posted_at    AS b_posted_at,
       a.url          AS a_url,
       b.url          AS b_url
  FROM posting a
  JOIN posting b        ON b.job_id = a.job_id AND b.id > a.id
  JOIN posting_annual x ON x.posting_id = a.id
  JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
  JOIN job j            ON j.id = a.job_id
  JOIN employer e       ON e.id = j.employer_id
 WHERE a.gone_at IS NULL AND b.gone_at IS NULL
   AND (x.annual_min IS NOT y.annual_min OR x.annual_max IS NOT y.annual_max);

-- Pay raised or cut: in a posting itself (how = 'changed'), or where a job's
-- posting had gone and another one came in the same place ('reposted'); of
-- several that came, the first.
CREATE VIEW pay_changed AS
WITH version AS (
  SELECT v.posting_id, v.seen_at, v.currency, v.annual_min, v.annual_max,
         LEAD(v.annual_min) OVER w AS next_min, LEAD(v.annual_max) OVER w AS next_max, LEAD(v.id) OVER w AS next_id
    FROM posting_version v
   WHERE v.currency IS NOT NULL
  WINDOW w AS (PARTITION BY v.posting_id, v.currency ORDER BY v.id)
), moved AS (
  SELECT 'changed' AS how, p.job_id, p.id AS before_posting_id, p.id AS after_posting_id, v.seen_at AS at, v.currency,
         v.annual_min AS before_min, v.annual_max AS before_max,
         CASE WHEN v.next_id IS NULL THEN y.annual_min ELSE v.next_min END AS after_min,
         CASE WHEN v.next_id IS NULL THEN y.annual_max ELSE v.next_max END AS after_max
    FROM version v
    JOIN posting p             ON p.id = v.posting_id
    LEFT JOIN posting_annual y ON y.posting_id = v.posting_id AND y.currency = v.currency
  UNION ALL
  SELECT 'reposted', a.job_id, a.id, b.id, b.first_seen_at, x.currency, x.annual_min, x.annual_max, y.annual_min, y.annual_max
    FROM posting a
    JOIN posting b        ON b.job_id = a.job_id AND b.id <> a.id AND b.source = a.source
                         AND COALESCE(b.place_text, '') = COALESCE(a.place_text, '')
                         AND b.first_seen_at = (SELECT MIN(c.first_seen_at) FROM posting c
                                                 WHERE c.job_id = a.job_id AND c.id <> a.id AND c.source = a.source
                                                   AND COALESCE(c.place_text, '') = COALESCE(a.place_text, '')
                                                   AND c.first_seen_at >= a.gone_at)
    JOIN posting_annual x ON x.posting_id = a.id
    JOIN posting_annual y ON y.posting_id = b.id AND y.currency = x.currency
   WHERE a.gone_at IS NOT NULL
)
SELECT m.how, m.job_id, m.before_posting_id, m.after_posting_id, m.at, m.currency, m.before_min, m.before_max, m.after_min, m.after_max,
       CASE WHEN COALESCE(m.after_min, m.after_max) IS NULL THEN 'withdrawn'
            WHEN COALESCE(m.after_min, 0) + COALESCE(m.after_max, 0) > COALESCE(m.before_min, 0) + COALESCE(m.before_max, 0) THEN 'raised'
            ELSE 'cut' END AS direction,
       e.name AS employer, p.title AS title, p.place_text AS place, p.url AS url
  FROM moved m
  JOIN posting p       ON p.id = m.after_posting_id
  LEFT JOIN job j      ON j.id = m.job_id
  LEFT JOIN employer e ON e.id = j.employer_id
 WHERE m.before_min IS NOT m.after_min OR m.before_max IS NOT m.after_max;

-- Jobs that look evergreen: always open or advertised again and again. Only a
-- look at a board tells that a posting of long ago still stands; a file that
-- is imported may be as old as the posting.
CREATE VIEW evergreen_job AS
SELECT o.*, CAST(julianday(o.last_seen_at) - julianday(s.since) AS INTEGER) AS open_days
  FROM open_job o
  JOIN (SELECT p.job_id, MIN(CASE WHEN r.kind = 'scrape' THEN COALESCE(p.posted_at, p.first_seen_at) ELSE p.first_seen_at END) AS since
          FROM posting p
          JOIN run r ON r.run_id = p.last_run_id
         WHERE p.gone_at IS NULL AND p.job_id IS NOT NULL
         GROUP BY p.job_id) s ON s.job_id = o.job_id
 WHERE o.reposted >= 2 OR julianday(o.last_seen_at) - julianday(s.since) >= 180;
