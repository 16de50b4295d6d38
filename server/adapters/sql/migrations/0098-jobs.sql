-- What a person has the server do to many e-mails (desktop.md 3.8, 13): the set is fixed when it starts.
CREATE TABLE jobs (
  id         text PRIMARY KEY,
  user_id    text NOT NULL REFERENCES users ON DELETE CASCADE,
  action     text NOT NULL,
  -- The permission by which the operation goes, and its input as it was checked.
  operation  text NOT NULL,
  input      jsonb NOT NULL,
  state      text NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'undoing', 'undone')),
  version    bigint NOT NULL,
  total      integer NOT NULL,
  done       integer NOT NULL,
  failed     integer NOT NULL,
  undone     integer NOT NULL,
  -- Of those done, what could not be put back.
  kept       integer NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at   timestamptz,
  -- Steady time when its pages were last told.
  told_at    bigint NOT NULL,
  -- The process that works on it, and how often that changed.
  owner      text,
  fence      bigint NOT NULL DEFAULT 0
);
CREATE INDEX jobs_unfinished ON jobs (created_at) WHERE state IN ('running', 'undoing');
CREATE INDEX jobs_by_user ON jobs (user_id, created_at);
CREATE INDEX jobs_by_end ON jobs (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE job_items (
  job_id         text NOT NULL REFERENCES jobs ON DELETE CASCADE,
  place          integer NOT NULL,
  -- As it was named: there may be no such e-mail.
  interaction_id text NOT NULL,
  state          text NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'undone', 'kept')),
  -- The e-mail's version as the job left it, and what it was before.
  version        bigint,
  former         jsonb,
  -- Why it failed, or was not put back; null for a fault of ours.
  refusal        jsonb,
  PRIMARY KEY (job_id, place)
);
CREATE INDEX job_items_waiting ON job_items (job_id, place) WHERE state = 'waiting';
CREATE INDEX job_items_done ON job_items (job_id, place) WHERE state = 'done';
CREATE INDEX job_items_failed ON job_items (job_id, place) WHERE state IN ('failed', 'kept');
