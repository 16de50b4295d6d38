-- What somebody does again and again: named series of operations, with keys (desktop.md 2 row 4, 13).
CREATE TABLE macros (
  user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  version bigint NOT NULL,
  macros  jsonb NOT NULL
);
