-- Screens on a wall that show the wallboard by a link (desktop.md 7): the token is known to its screen alone, here stands its keyed hash.
CREATE TABLE display_tokens (
  id         text PRIMARY KEY,
  name       text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  -- Absent: the whole centre. A group that goes takes its screens with it.
  group_id   text REFERENCES agent_groups ON DELETE CASCADE,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);
