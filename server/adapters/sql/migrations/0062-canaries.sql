-- How often a mail goes from the mailbox to itself and is measured (mail.md 3.3); null: never.
ALTER TABLE mailbox_rules ADD COLUMN canary_every_ms bigint;

-- Steady time of the next one. Beside the rules, because they are remembered until they change.
CREATE TABLE canary_timers (
  mailbox_id text PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
  due        bigint NOT NULL
);

CREATE TABLE canaries (
  -- In its Message-ID.
  id             text PRIMARY KEY,
  mailbox_id     text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  begun_at       timestamptz NOT NULL,
  -- When the next hop took it, and what it or we said of it last.
  handed_at      timestamptz,
  word           text,
  returned_at    timestamptz,
  -- Of what came back: another mail with its id is not a canary.
  content_sha256 text
);
CREATE INDEX canaries_by_mailbox ON canaries (mailbox_id, begun_at DESC);
CREATE INDEX canaries_by_age ON canaries (begun_at);

ALTER TABLE imap_messages DROP CONSTRAINT imap_messages_outcome_check;
ALTER TABLE imap_messages ADD CONSTRAINT imap_messages_outcome_check CHECK (outcome IN
  ('interaction', 'repeat', 'canary', 'too-big', 'older-than-start', 'gone-before-import', 'unreadable-at-server', 'retrying'));
