-- What a supervisor or the server did to an agent, until the agent has seen it (desktop.md 3.2, 7).
CREATE TABLE notices (
  id      text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  at      timestamptz NOT NULL,
  notice  jsonb NOT NULL
);
CREATE INDEX notices_of_user ON notices (user_id, at, id);
