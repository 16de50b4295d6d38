-- A revoked agreement stops an account until somebody acts: nobody logs in while this is set (mail.md 3.2).
ALTER TABLE imap_accounts ADD COLUMN stopped_at timestamptz;
-- Counts how often somebody asked for a try at once.
ALTER TABLE imap_accounts ADD COLUMN round bigint NOT NULL DEFAULT 0;
-- Until when new tokens can be had, where the endpoint says.
ALTER TABLE imap_accounts ADD COLUMN grant_expires_at timestamptz;
-- Room on the mail server, where it says.
ALTER TABLE mailbox_health ADD COLUMN quota_used_bytes bigint;
ALTER TABLE mailbox_health ADD COLUMN quota_limit_bytes bigint;

-- What is wrong with mailboxes, as it was told last (mail.md 3.3).
CREATE TABLE mailbox_alarms (
  mailbox_id text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  kind       text NOT NULL,
  because    text NOT NULL,
  since      timestamptz NOT NULL,
  PRIMARY KEY (mailbox_id, kind)
);

-- How much mail came to a mailbox in an hour, by whichever way, for what is usual at that hour; kept for four weeks.
CREATE TABLE mail_hours (
  mailbox_id text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  hour       timestamptz NOT NULL,
  count      bigint NOT NULL,
  last_at    timestamptz NOT NULL,
  PRIMARY KEY (mailbox_id, hour)
);
-- Mail that came before is in there. Its lock lets one process watch at a time.
CREATE TABLE mail_hours_head (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  counted_to timestamptz NOT NULL
);
INSERT INTO mail_hours_head (counted_to) VALUES ('-infinity');
