-- The frontier that several fetchers share. What is leased is a host, never a
-- page: its row is the lease, the pace and the fence.
CREATE TABLE IF NOT EXISTS backpay_run (
  id          bigserial PRIMARY KEY,
  started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS backpay_run_open ON backpay_run ((true)) WHERE finished_at IS NULL;
CREATE TABLE IF NOT EXISTS backpay_host (
  run_id       bigint NOT NULL REFERENCES backpay_run (id) ON DELETE CASCADE,
  host         text NOT NULL,
  next_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  leased_by    text NOT NULL DEFAULT '',
  leased_until timestamptz NOT NULL DEFAULT '-infinity',
  token        bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, host)
);
CREATE INDEX IF NOT EXISTS backpay_host_next ON backpay_host (run_id, next_at);
CREATE TABLE IF NOT EXISTS backpay_page (
  id       bigserial PRIMARY KEY,
  run_id   bigint NOT NULL REFERENCES backpay_run (id) ON DELETE CASCADE,
  source   text NOT NULL,
  host     text NOT NULL,
  key      text NOT NULL,
  request  text NOT NULL,
  state    text NOT NULL DEFAULT 'queued',
  error    text,
  fetcher  text,
  UNIQUE (run_id, key)
);
CREATE INDEX IF NOT EXISTS backpay_page_queue ON backpay_page (run_id, host, id) WHERE state = 'queued';
