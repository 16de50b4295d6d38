-- What reports count and no other table has (desktop.md 7), taken from events as they are numbered; it outlives users and e-mails, because
-- the sequencer must not stop when one of them is gone. Nothing is known of the time before this step but who answered.

-- Each time an agent had an incoming e-mail in hands, and what ended it.
CREATE TABLE work_spells (
  interaction_id text NOT NULL,
  user_id  text NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  place    bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX work_spells_of_interaction ON work_spells (interaction_id);
CREATE INDEX work_spells_open ON work_spells (interaction_id) WHERE ended_at IS NULL;
CREATE INDEX work_spells_by_beginning ON work_spells (began_at, place);

-- The first reply that an agent sent to an e-mail.
CREATE TABLE first_answers (
  interaction_id text PRIMARY KEY,
  at      timestamptz NOT NULL,
  user_id text NOT NULL
);
CREATE INDEX first_answers_by_time ON first_answers (at);
INSERT INTO first_answers
SELECT DISTINCT ON (parent_id) parent_id, ended_at, sender FROM interactions
WHERE direction = 'outbound' AND draft_type IN ('Reply', 'ReplyAll') AND parent_id IS NOT NULL AND sender IS NOT NULL AND ended_at IS NOT NULL
ORDER BY parent_id, ended_at;

-- From when on an agent was Ready, not ready for a reason, or logged out.
CREATE TABLE readiness_changes (
  user_id text NOT NULL,
  at      timestamptz NOT NULL,
  state   text NOT NULL,
  reason  text,
  place   bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX readiness_changes_of_user ON readiness_changes (user_id, at, place);
CREATE INDEX readiness_changes_by_time ON readiness_changes (at);
