-- Accounts that are emptied over IMAP, at most one per mailbox (mail.md 3).
CREATE TABLE imap_accounts (
  mailbox_id text PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
  host       text NOT NULL,
  port       integer NOT NULL,
  tls        text NOT NULL CHECK (tls IN ('implicit', 'starttls', 'none')),
  user_name  text NOT NULL,
  -- What it logs in with, sealed (reliability.md 7.5).
  secret     text NOT NULL,
  folder     text NOT NULL,
  after      text NOT NULL CHECK (after IN ('keep', 'seen', 'move', 'delete')),
  move_to    text,
  -- Mail that came to the server before is left there; null: all mail is wanted.
  since      timestamptz,
  -- The process that reads it, and how often it changed hands: each write of a reader names the fence (reliability.md 2.7).
  owner      text,
  fence      bigint NOT NULL DEFAULT 0
);

-- How far a folder has been taken in (mail.md 3.1).
CREATE TABLE imap_folders (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mailbox_id   text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  -- user@host: another account begins anew.
  account      text NOT NULL,
  folder       text NOT NULL,
  -- 64 bits of another server, so a text.
  uid_validity text NOT NULL,
  complete_to  bigint NOT NULL DEFAULT 0,
  -- UIDs below were given away at the last pass; 0: nobody has looked under this UIDVALIDITY.
  uid_next     bigint NOT NULL DEFAULT 0,
  -- When it was first looked into, whatever its UIDVALIDITY was.
  started_at   timestamptz NOT NULL,
  UNIQUE (mailbox_id, account, folder)
);

-- The account that is given of each UID: written in the transaction that stores the mail.
CREATE TABLE imap_messages (
  folder_id      bigint NOT NULL REFERENCES imap_folders ON DELETE CASCADE,
  uid_validity   text NOT NULL,
  uid            bigint NOT NULL,
  mailbox_id     text NOT NULL,
  outcome        text NOT NULL CHECK (outcome IN
    ('interaction', 'repeat', 'too-big', 'older-than-start', 'gone-before-import', 'unreadable-at-server', 'retrying')),
  interaction_id text,
  -- Mailbox, Message-ID and hash of the content: recognises what this mailbox gave before, however long ago.
  content_key    text,
  tries          integer NOT NULL DEFAULT 0,
  -- Steady time before which an unreadable message is not tried again.
  next_try       bigint,
  -- Whether it was flagged, moved or deleted on the server as the account wants it.
  is_settled     boolean NOT NULL,
  -- UTC day of the account.
  day            date NOT NULL,
  PRIMARY KEY (folder_id, uid_validity, uid)
);
CREATE INDEX imap_messages_by_content ON imap_messages (mailbox_id, content_key) WHERE content_key IS NOT NULL;
CREATE INDEX imap_messages_by_day ON imap_messages (mailbox_id, day, outcome);
CREATE INDEX imap_messages_unsettled ON imap_messages (folder_id, uid_validity, uid) WHERE NOT is_settled;

-- What the last looks into a mailbox's account said (mail.md 3.3).
CREATE TABLE mailbox_health (
  mailbox_id        text PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
  passed_at         timestamptz,
  -- Set while it fails.
  failing_since     timestamptz,
  cause             text,
  cause_kind        text,
  next_try_at       timestamptz,
  -- At the end of the last pass: on the server; of these not taken yet, and the oldest of them; and those of which nobody can say anything.
  on_server         bigint NOT NULL DEFAULT 0,
  waiting           bigint NOT NULL DEFAULT 0,
  oldest_waiting_at timestamptz,
  unaccounted       bigint NOT NULL DEFAULT 0
);
