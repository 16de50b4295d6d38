-- What admins change by the API, and the order of lists: oldest first (wire.md 1.7, 10).

ALTER TABLE users ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE skills ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE agent_groups ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE queues ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY;

-- HTTP sessions that began before are ended: a cookie proves itself and may have no row yet.
ALTER TABLE users ADD COLUMN sessions_ended_at timestamptz;

-- Values of interaction-workspace that admins set: above the built-in ones, below those that the provisioning file names.
ALTER TABLE centre ADD COLUMN workspace jsonb NOT NULL DEFAULT '{}';

-- Whoever ever held an e-mail is not deleted.
CREATE INDEX IF NOT EXISTS holders_by_user ON holders (user_id);

-- Settings that are read from the database now.
UPDATE settings SET value = jsonb_set(value, '{passwordCharactersMin}',
  coalesce(value #> '{given,passwordCharactersMin}', '12'::jsonb)) WHERE NOT value ? 'passwordCharactersMin';
