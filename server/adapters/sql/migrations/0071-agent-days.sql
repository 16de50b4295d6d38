-- What agents did on each day by UTC, counted from events as they are numbered, and what each did last (desktop.md 7). Counts outlive the
-- user: the sequencer must not stop because somebody is gone.
CREATE TABLE agent_days (
  user_id  text NOT NULL,
  day      date NOT NULL,
  done     integer NOT NULL DEFAULT 0,
  declined integer NOT NULL DEFAULT 0,
  missed   integer NOT NULL DEFAULT 0,
  last_operation text,
  last_at  timestamptz,
  PRIMARY KEY (user_id, day)
);
CREATE INDEX agent_days_by_day ON agent_days (day);
