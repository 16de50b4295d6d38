-- When a standard response was used, by whom and for an e-mail of which queue: what the report of responses counts (desktop.md 7). It outlives
-- response, user and e-mail, so it keeps the name. Nothing is known of the time before this step but how often.
CREATE TABLE response_uses (
  response_id    text NOT NULL,
  name           text NOT NULL,
  language       text NOT NULL,
  interaction_id text NOT NULL,
  queue_id       text NOT NULL,
  user_id        text NOT NULL,
  at             timestamptz NOT NULL,
  place          bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX response_uses_by_time ON response_uses (at, place);
