-- Sends that can still be called back (desktop.md 5.4). The deadline is here, so a crash neither loses nor doubles what is held.
CREATE TABLE holds (
  id         text PRIMARY KEY,
  user_id    text NOT NULL REFERENCES users ON DELETE CASCADE,
  state      text NOT NULL CHECK (state IN ('held', 'done', 'undone', 'refused')),
  version    bigint NOT NULL,
  -- Steady time when it is done, and the same on the wall clock for people.
  due        bigint NOT NULL,
  until      timestamptz NOT NULL,
  -- Operations in their order, as they were checked.
  steps      jsonb NOT NULL,
  -- Why it was not done.
  refusal    jsonb
);
CREATE INDEX holds_by_due ON holds (due) WHERE state = 'held';
CREATE INDEX holds_by_user ON holds (user_id, until) WHERE state = 'held';
CREATE INDEX holds_by_end ON holds (until) WHERE state <> 'held';

-- {id, until}: the e-mail waits in a hold. Nothing of its owner's is done with it meanwhile, and it counts against no capacity.
ALTER TABLE interactions ADD COLUMN hold jsonb;
