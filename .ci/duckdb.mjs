import { DuckDBInstance } from '@duckdb/node-api';

const dir = process.argv[2];
const db = await (await DuckDBInstance.create(':memory:')).connect();
const table = (name) => `read_parquet('${dir}/${name}/**/*.parquet', hive_partitioning = true, union_by_name = true)`;
// A figure of no one seniority is of all of them.
const groups = `SELECT source, role, country, currency, seniority, pay FROM ${table('job_pay_filled')}
  UNION ALL SELECT source, role, country, currency, '' AS seniority, pay FROM ${table('job_pay_filled')}`;
const reader = await db.runAndReadAll(`
  WITH theirs AS (SELECT source, role, country, currency, seniority, median(pay) AS median, count(*) AS n
      FROM (${groups}) GROUP BY ALL),
    ours AS (SELECT * FROM ${table('figure')} WHERE measure = 'level' AND statistic = 'median' AND pay_kind = 'base'
      AND population = 'full_time' AND place = '' AND source <> 'all' AND side = 'posted' AND value IS NOT NULL)
  SELECT count(*) AS groups, count(t.median) AS found, max(abs(t.median - o.value)) AS furthest
    FROM ours o LEFT JOIN theirs t ON t.source = o.source AND t.role = o.role AND t.country = o.country
      AND t.currency = o.unit AND coalesce(t.seniority, '-') = o.seniority`);
const [row] = reader.getRowObjectsJson();
console.log(JSON.stringify(row));
// Ours are rounded to the cent.
if (Number(row.groups) < 20 || row.found !== row.groups || !(row.furthest < 0.0051)) {
  const rows = await db.runAndReadAll(`SELECT source, role, country, unit, seniority, value, n_jobs FROM ${table('figure')}
    WHERE measure = 'level' AND statistic = 'median' AND value IS NOT NULL LIMIT 20`);
  console.log(rows.getRowObjectsJson());
  process.exit(1);
}
