-- How each person likes the desktop (desktop.md 13).
CREATE TABLE preferences (
  user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  version bigint NOT NULL,
  chosen  jsonb NOT NULL
);
