-- How often a standard response was used for e-mails of a queue: the composer offers those first (desktop.md 5.5).
CREATE TABLE response_queue_uses (
  queue_id    text NOT NULL REFERENCES queues ON DELETE CASCADE,
  response_id text NOT NULL REFERENCES standard_responses ON DELETE CASCADE,
  count       bigint NOT NULL,
  PRIMARY KEY (queue_id, response_id)
);
CREATE INDEX response_queue_uses_of_response ON response_queue_uses (response_id);
